/// Times of some runs.
struct Measurement {
  /// One a run, in seconds, in the order of the runs; at least one.
  private(set) var seconds: [Double]
  /// For each run its time as a multiple of the reference measured right before it.
  private(set) var ratios: [Double]

  var median: Double { Self.median(seconds) }
  var least: Double { seconds.min() ?? .nan }
  var most: Double { seconds.max() ?? .nan }
  var ratio: Double { Self.median(ratios) }

  /// Measures `work` after a warm-up, in turns with `reference`.
  ///
  /// The reference of a run is the median of three, so that one interruption does not spoil a ratio.
  init(runs: Int, warmUps: Int = 1, of work: () -> Void, besides reference: () -> Void) {
    for _ in 0..<warmUps {
      reference()
      work()
    }
    (seconds, ratios) = ([], [])
    for _ in 0..<max(1, runs) {
      let beside = Self.median((0..<3).map { _ in Self.time(of: reference) })
      let own = Self.time(of: work)
      seconds.append(own)
      ratios.append(own / beside)
    }
  }

  /// How long something takes, in seconds of the wall clock.
  static func time(of work: () -> Void) -> Double {
    let duration = ContinuousClock().measure(work)
    return Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
  }

  /// The middle one; of an even number the mean of the two in the middle.
  static func median(_ numbers: [Double]) -> Double {
    let sorted = numbers.sorted()
    guard let upper = sorted.dropFirst(sorted.count / 2).first else { return .nan }
    guard sorted.count.isMultiple(of: 2), let lower = sorted.dropFirst(sorted.count / 2 - 1).first else {
      return upper
    }
    return (lower + upper) / 2
  }
}

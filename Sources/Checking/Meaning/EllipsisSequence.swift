import Formula

/// The pattern of `f₁ f₂ … ⋯ g₁ g₂ …`, in which a block of factors recurs with all its layers shifted by one.
///
/// A factor that no layer tells apart recurs nowhere, and what stands before the first block or behind the last one
/// belongs to no block.
struct EllipsisSequence: Hashable {
  /// Where the first block begins among what stands before the dots.
  let start: Int
  /// How many factors a block has.
  let period: Int
  /// The layers of the next block less those of this one: 1 or −1.
  let step: Int
  /// How many of the factors behind the dots belong to blocks.
  let count: Int

  /// How much speaks for a pattern, most important first.
  private struct Evidence: Comparable {
    /// A block is seen to recur before the dots.
    var recurs: Bool
    /// A whole block stands behind the dots.
    var closes: Bool
    /// Factors that the pattern accounts for.
    var covered: Int

    static func < (left: Evidence, right: Evidence) -> Bool {
      if left.recurs != right.recurs { return right.recurs }
      if left.closes != right.closes { return right.closes }
      return left.covered < right.covered
    }
  }

  /// The only pattern, or the one that more speaks for than for any other; nil where there is none.
  ///
  /// Its layers must all count from one base, and be so far apart that the dots stand for something.
  init?(_ before: [Expression], _ after: [Expression]) {
    guard !before.isEmpty, before.count <= 64, let next = after.first else { return nil }
    var best: (pattern: EllipsisSequence, evidence: Evidence, result: [Expression])?
    var isTied = false
    for period in 1...before.count {
      for step in [-1, 1] {
        guard let start = Self.start(of: before, period, step) else { continue }
        for position in Self.positions(of: next, before, start, period, step) {
          guard position >= before.count - start else { continue }
          let count = after.indices.prefix { offset in
            after[offset] == Self.factor(position + offset, before, start, period, step)
          }.count
          let pattern = EllipsisSequence(start: start, period: period, step: step, count: count)
          let evidence = Evidence(
            recurs: before.count - start > period, closes: count >= period,
            covered: before.count - start + count)
          guard let (result, _) = pattern.writingOut(before, after) else { continue }
          if let known = best, !(known.evidence < evidence) {
            if known.evidence == evidence, known.result != result { isTied = true }
            continue
          }
          best = (pattern, evidence, result)
          isTied = false
        }
      }
    }
    guard let best, !isTied else { return nil }
    self = best.pattern
  }

  private init(start: Int, period: Int, step: Int, count: Int) {
    self.start = start
    self.period = period
    self.step = step
    self.count = count
  }

  /// All factors, with those that the dots stand for, and how many these are; nil where the blocks never reach what
  /// stands behind the dots.
  ///
  /// Where the last block comes before those that show the pattern, the product ends there.
  func writingOut(_ before: [Expression], _ after: [Expression]) -> (factors: [Expression], hidden: Int)? {
    guard start + period <= before.count, let next = after.first else { return nil }
    let positions = Self.positions(of: next, before, start, period, step).filter { position in
      (0..<count).allSatisfy {
        after[$0] == Self.factor(position + $0, before, start, period, step)
      }
    }
    guard positions.count == 1, let position = positions.first else { return nil }
    let blocks = (0..<(position + count)).map { Self.factor($0, before, start, period, step) }
    return (before[..<start] + blocks + after[count...], position - (before.count - start))
  }

  /// The first factor from which on everything before the dots recurs with this period; at least one block.
  private static func start(of before: [Expression], _ period: Int, _ step: Int) -> Int? {
    var start = before.count - period
    while start > 0, before[start + period - 1] == before[start - 1].shifted(by: step) { start -= 1 }
    // A block in which nothing has a layer recurs without change: that is no pattern.
    return before[start..<(start + period)].contains { !$0.layerBases.isEmpty } ? start : nil
  }

  /// The factor number `position` of the recurring blocks.
  private static func factor(
    _ position: Int, _ before: [Expression], _ start: Int, _ period: Int, _ step: Int
  ) -> Expression {
    before[start + position % period].shifted(by: step * (position / period))
  }

  /// Where a factor stands in the recurring blocks.
  private static func positions(
    of factor: Expression, _ before: [Expression], _ start: Int, _ period: Int, _ step: Int
  ) -> [Int] {
    (0..<(period * mostBlocks)).filter {
      Self.factor($0, before, start, period, step) == factor
    }
  }

  /// More layers than any network that is drawn has.
  private static let mostBlocks = 40
}

extension Expression {
  /// The expression with every layer so many further.
  fileprivate func shifted(by steps: Int) -> Expression {
    steps == 0 ? self : mappingLayers { Layer($0.base, $0.offset + steps) }
  }
}

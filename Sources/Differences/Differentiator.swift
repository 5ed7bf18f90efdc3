/// Derivatives of functions of which nothing is known but values.
///
/// Central difference quotients at steps h, h/2, h/4, … are extrapolated to h = 0 until truncation is
/// below the predicted noise. All outputs of a function are differentiated at once.
///
/// Accuracy: for functions as smooth as a sigmoid network's cost, whose scale of change is not far below
/// `scale`, about 1e-12 of |f| / scale. Cost: 6 to 20 evaluations, 27 at most beside a kink.
public struct Differentiator: Sendable, Equatable {
  /// The first step, as a part of the scale of x.
  public var firstStep: Double
  /// The most quotients for one derivative, each with half the step of the one before; at least 3.
  public var maximumQuotients: Int
  /// The relative accuracy after which there are no further steps.
  public var tolerance: Double
  /// The relative rounding error with which f is taken to be known: |f| and |x f′| times this.
  public var precision: Double

  /// A differentiator with these steps.
  public init(
    firstStep: Double = 0.1, maximumQuotients: Int = 10, tolerance: Double = 1e-12,
    precision: Double = 16 * Double.ulpOfOne
  ) {
    self.firstStep = firstStep
    self.maximumQuotients = max(3, maximumQuotients)
    self.tolerance = tolerance
    self.precision = precision
  }

  /// f′(x) of a function that is smooth around x.
  ///
  /// `scale` is the distance over which x may sensibly be changed; max(|x|, 1) if none is given.
  public func derivative(of f: (Double) -> Double, at x: Double, scale: Double? = nil) -> DifferenceEstimate {
    derivatives(observing: { Observation(values: [f($0)]) }, at: x, scale: scale).first ?? .unknown(0)
  }

  /// The derivatives of all outputs of f at x; `signature` gives the activation pattern, if f has kinks.
  public func derivatives(
    of f: (Double) -> [Double], at x: Double, scale: Double? = nil, signature: ((Double) -> [Int8])? = nil
  ) -> [DifferenceEstimate] {
    derivatives(
      observing: { Observation(values: f($0), pattern: signature?($0) ?? []) }, at: x, scale: scale)
  }

  /// The derivatives of all outputs of f at x, where f also tells which of its smooth pieces x lies on.
  ///
  /// A step whose ends lie on other pieces than x is made smaller. If even the smallest sensible step
  /// leaves the piece of x, the two sides are differentiated each for itself.
  public func derivatives(
    observing f: (Double) -> Observation, at x: Double, scale: Double? = nil
  ) -> [DifferenceEstimate] {
    let given = scale ?? 0
    let size = given > 0 && given.isFinite ? given : max(x.magnitude, 1)
    // No step so small that x + h is x.
    let first = max(firstStep * size, x.magnitude * 1e-9)
    return withoutActuallyEscaping(f) { f in
      var probe = Probe(f: f, x: x, precision: precision)
      return derivatives(first: first, &probe)
    }
  }

  private func derivatives(first: Double, _ probe: inout Probe) -> [DifferenceEstimate] {
    let up = probe.observe(first)
    if up.pattern.isEmpty { return central(from: first, firstUp: up, &probe) }

    let center = probe.observe(0)
    if up.pattern == center.pattern {
      let down = probe.observe(-first)
      if down.pattern == center.pattern { return central(from: first, firstUp: up, firstDown: down, &probe) }
    }
    let smallest = first / 65536
    let right = probe.observe(smallest)
    let left = probe.observe(-smallest)
    switch (left.pattern == center.pattern, right.pattern == center.pattern) {
    case (true, true):
      for step in [first / 16, first / 256, first / 4096]
      where probe.observe(step).pattern == center.pattern && probe.observe(-step).pattern == center.pattern {
        return central(from: step, &probe)
      }
      return central(from: smallest, firstUp: right, firstDown: left, &probe)
    case (true, false): return oneSided(-1, near: left, center, first, &probe).map { $0.estimate(probe) }
    case (false, true): return oneSided(1, near: right, center, first, &probe).map { $0.estimate(probe) }
    case (false, false):
      let lefts = oneSided(-1, near: left, center, first, &probe)
      let rights = oneSided(1, near: right, center, first, &probe)
      return zip(lefts, rights).map { $0.joined(with: $1, probe) }
    }
  }

  /// Both sides of x, with steps `first`, `first`/2, …
  private func central(
    from first: Double, firstUp: Observation? = nil, firstDown: Observation? = nil, _ probe: inout Probe
  ) -> [DifferenceEstimate] {
    var tables: [Extrapolation] = []
    var step = first
    for i in 0..<maximumQuotients {
      let up = i == 0 ? firstUp ?? probe.observe(step) : probe.observe(step)
      let down = i == 0 ? firstDown ?? probe.observe(-step) : probe.observe(-step)
      probe.add(above: up, at: step, below: down, at: -step, to: &tables, power: 2)
      if tables.allSatisfy({ $0.isConverged(to: tolerance) }) { break }
      step /= 2
    }
    return tables.map { $0.estimate(probe) }
  }

  /// One side of x, with steps `first`, `first`/2, … from the first that stays on the piece seen nearby.
  private func oneSided(
    _ sign: Double, near: Observation, _ center: Observation, _ first: Double, _ probe: inout Probe
  ) -> [Extrapolation] {
    var tables: [Extrapolation] = []
    var step = first
    var budget = maximumQuotients
    while budget > 0 {
      budget -= 1
      let there = probe.observe(sign * step)
      guard there.pattern == near.pattern else {
        step /= 4
        continue
      }
      probe.add(above: there, at: sign * step, below: center, at: 0, to: &tables, power: 1)
      if tables.allSatisfy({ $0.isConverged(to: tolerance) }) { break }
      step /= 2
    }
    return tables.isEmpty ? center.values.map { _ in Extrapolation(power: 1) } : tables
  }
}

/// A function, the point where it is differentiated, and a count of its evaluations.
private struct Probe {
  let f: (Double) -> Observation
  let x: Double
  let precision: Double
  var evaluations = 0

  init(f: @escaping (Double) -> Observation, x: Double, precision: Double) {
    self.f = f
    self.x = x
    self.precision = precision
  }

  mutating func observe(_ step: Double) -> Observation {
    evaluations += 1
    return f(x + step)
  }

  /// Adds the quotients of two observations to the table of each output.
  ///
  /// The distance is that of the rounded points, not of the steps. f is taken to be off by `precision`
  /// times |f|, and its argument by as much of |x|, which is what rounding inside f amounts to.
  func add(
    above: Observation, at upper: Double, below: Observation, at lower: Double,
    to tables: inout [Extrapolation], power: Int
  ) {
    let count = min(above.values.count, below.values.count)
    while tables.count < count { tables.append(Extrapolation(power: power)) }
    let distance = (x + upper) - (x + lower)
    for i in 0..<count {
      let (a, b) = (above.values[i], below.values[i])
      let quotient = (a - b) / distance
      let size = max(a.magnitude, b.magnitude) + x.magnitude * quotient.magnitude
      let noise = precision * size * 2 / distance.magnitude + Double.leastNormalMagnitude
      tables[i].add(quotient, noise: noise)
    }
  }
}

extension Extrapolation {
  fileprivate func estimate(_ probe: Probe) -> DifferenceEstimate {
    guard error.isFinite else { return .unknown(probe.evaluations) }
    return DifferenceEstimate(
      value: value, error: error, noise: noise, kind: power == 2 ? .central : .oneSided,
      evaluations: probe.evaluations)
  }

  /// The derivative at a point with this on its left and `right` on its right.
  fileprivate func joined(with right: Extrapolation, _ probe: Probe) -> DifferenceEstimate {
    guard error.isFinite, right.error.isFinite else { return .unknown(probe.evaluations) }
    let spread = (right.value - value).magnitude
    let isSmooth = spread <= error + right.error
    return DifferenceEstimate(
      value: value + (right.value - value) / 2, error: spread / 2 + max(error, right.error),
      noise: max(noise, right.noise), kind: isSmooth ? .central : .kink(left: value, right: right.value),
      evaluations: probe.evaluations)
  }
}

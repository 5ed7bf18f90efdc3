import Formula

/// What a side has to be multiplied by: a number, times the number of examples or a width or their inverse.
struct Scale {
  var number: Double
  /// E, 1/E, n_L, 1/n_L; nil for none of them.
  var count: Expression?

  static let one = Scale(number: 1)

  var isOne: Bool { number == 1 && count == nil }

  /// A side times this.
  func applied(to side: Expression) -> Expression {
    let scaled = number == 1 ? side : side.scaled(by: number)
    return count.map { scaled.multiplied(by: $0) } ?? scaled
  }
}

/// The scale left/right over the points seen so far, on networks that have other numbers of examples and units.
struct SeenScale {
  private(set) var isPossible = true
  /// left/right on each network; the same at all of its points.
  private var ratios: [Int: Double] = [:]
  private var isExact = true
  private var informative = 0
  private let counts: [Count]

  /// A number that is another one on each network.
  private struct Count {
    var expression: Expression
    var values: [Double]
  }

  init(_ states: [State], examples: Bool) {
    let one = Expression(.number(1))
    let units = Expression(.width(.output))
    let widths = states.map { Double($0.network.widths[$0.network.depth]) }
    var counts = [Count(expression: units, values: widths)]
    if examples {
      let numbers = states.map { Double($0.pass.examples) }
      counts.insert(Count(expression: Expression(.exampleCount), values: numbers), at: 0)
    }
    self.counts = counts.flatMap { count in
      let inverse = Count(
        expression: Expression(.quotient(one, count.expression)), values: count.values.map { 1 / $0 })
      return [inverse, count]
    }
  }

  mutating func take(_ left: Bounded, _ right: Bounded, state: Int) {
    switch Tolerance.compare(left, right) {
    case .uninformative, .unclear: return
    case .agree:
      informative += 1
      if abs(left.value) > 1e-6 * left.magnitude { note(1, state) }
    case .differ:
      informative += 1
      isExact = false
      guard right.value != 0, left.value != 0 else {
        isPossible = false
        return
      }
      note(left.value / right.value, state)
    }
  }

  private mutating func note(_ ratio: Double, _ state: Int) {
    if let known = ratios[state] {
      if !(abs(ratio - known) <= 1e-9 * abs(known)) { isPossible = false }
      return
    }
    ratios[state] = ratio
    let isNamed =
      LinkRatio.name(ratio) != nil || counts.contains { LinkRatio.name(ratio / $0.values[state]) != nil }
    if !isNamed { isPossible = false }
  }

  /// The scale, if enough was seen.
  var scale: Scale? {
    guard isPossible, informative > 0 else { return nil }
    if isExact { return .one }
    if let number = constant(dividedBy: nil) { return Scale(number: number) }
    for count in counts {
      if let number = constant(dividedBy: count) { return Scale(number: number, count: count.expression) }
    }
    return nil
  }

  /// The number that is the same on all networks, of which there must be more than one for a count.
  private func constant(dividedBy count: Count?) -> Double? {
    let numbers = ratios.map { $0.value / (count?.values[$0.key] ?? 1) }
    guard let first = numbers.first, count == nil || numbers.count > 1,
      let exact = LinkRatio.exact(first),
      numbers.allSatisfy({ abs($0 - first) <= 1e-9 * abs(first) })
    else { return nil }
    return exact
  }
}

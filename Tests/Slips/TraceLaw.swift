import Checking
import Formula

/// What a trace shows has to be what the verdict rests on.
///
/// A claim holds only if its links do; every claim with a ✓ has a trace that ends in a value; no ✓ stands between sides
/// whose values differ; and the numbers put in come to the value below them.
package struct TraceLaw {
  private let report: ClaimReport
  private let trace: Trace?
  /// What the law is broken by.
  package private(set) var breaches: [String] = []

  package init(_ report: ClaimReport, _ checker: Checker) {
    self.report = report
    trace = checker.trace(report)
    checkLinks()
    guard Self.isTrue(report.outcome) else { return }
    guard let trace else {
      // What only gives a name to something need not have numbers.
      if report.outcome == .holds { breaches.append("no trace") }
      return
    }
    if report.outcome == .holds, !hasValueAtEnd(trace) { breaches.append("no value at the end") }
    for (place, step) in trace.steps.enumerated() { checkNumbers(place, step) }
    for place in trace.steps.indices.dropFirst() {
      compare(place, trace.steps[place - 1], trace.steps[place])
    }
    checkEvidence(trace)
  }

  private static func isTrue(_ outcome: Outcome?) -> Bool {
    switch outcome {
    case .holds, .definition: true
    case .holdsIf, .fails, .illTyped, .unreadable, .undecided, .notAClaim, nil: false
    }
  }

  private mutating func checkLinks() {
    let outcomes = report.links.map(\.outcome)
    let isWhole =
      switch report.outcome {
      case .holds: outcomes.allSatisfy { Self.isTrue($0) || $0 == .notAClaim }
      case .definition: outcomes.allSatisfy { $0 == .definition || $0 == .notAClaim }
      case .holdsIf: !outcomes.contains { $0 == .fails || $0 == .illTyped }
      case .fails, .illTyped, .unreadable, .undecided, .notAClaim: true
      }
    if !isWhole { breaches.append("\(report.outcome) with links \(outcomes)") }
  }

  /// A statement of shape ends in the space; what it is about is shown.
  private func hasValueAtEnd(_ trace: Trace) -> Bool {
    guard trace.steps.last?.relation == .element else { return trace.steps.last?.hasValue == true }
    return trace.steps.contains(where: \.hasValue)
  }

  /// The numbers that are put in come to the value below them.
  private mutating func checkNumbers(_ place: Int, _ step: Trace.Step) {
    guard let value = step.value else { return }
    for form in [step.substituted, step.intermediate] {
      guard let form, step.result == nil, let number = Self.number(form), !Self.isNear(number, value) else {
        continue
      }
      breaches.append("side \(place): \(number) is put in, \(value) shown")
    }
  }

  /// Sides with a ✓ between them have one value.
  private mutating func compare(_ place: Int, _ before: Trace.Step, _ step: Trace.Step) {
    guard Self.isTrue(step.outcome), let relation = step.relation,
      [.equal, .defined, .identical].contains(relation)
    else { return }
    if let left = before.value, let right = step.value, !Self.isNear(left, right) {
      breaches.append("side \(place): ✓ between \(left) and \(right)")
    }
    if let left = before.result.map(Self.entries), let right = step.result.map(Self.entries),
      left.count == right.count, zip(left, right).contains(where: { !Self.isNear($0, $1) })
    {
      breaches.append("side \(place): ✓ between \(left) and \(right)")
    }
    if (before.result == nil) != (step.result == nil), before.hasValue, step.hasValue,
      (before.result ?? step.result).map({ Self.entries($0).count > 1 }) == true
    {
      breaches.append("side \(place): ✓ between a number and an array")
    }
  }

  private mutating func checkEvidence(_ trace: Trace) {
    guard let evidence = trace.evidence, trace.outcome == .holds else { return }
    for value in [evidence.finiteDifference, evidence.backpropagation] {
      guard let value, abs(value - evidence.formula) > 1e-5 * max(abs(value), abs(evidence.formula), 1e-4)
      else { continue }
      breaches.append("a judge finds \(value), the formula is \(evidence.formula)")
    }
    if evidence.predictedNoise > 1 { breaches.append("noise \(evidence.predictedNoise)") }
  }

  private static func isNear(_ left: Double, _ right: Double) -> Bool {
    abs(left - right) <= 1e-6 * max(abs(left), abs(right), 1e-6)
  }

  private static func entries(_ expression: Expression) -> [Double] {
    switch expression.node {
    case .number(let number), .value(let number): [number]
    case .matrix(let rows): rows.joined().flatMap(entries)
    default: []
    }
  }

  /// What an expression of plain numbers comes to, as one learns it at school; nil for anything else.
  private static func number(_ expression: Expression) -> Double? {
    func all(_ parts: [Expression]) -> [Double]? {
      let numbers = parts.compactMap(number)
      return numbers.count == parts.count ? numbers : nil
    }
    switch expression.node {
    case .number(let number), .value(let number): return number
    case .negative(let inner): return number(inner).map { -$0 }
    case .sum(let terms): return all(terms)?.reduce(0, +)
    case .product(let factors): return all(factors)?.reduce(1, *)
    case .quotient(let above, let below): return all([above, below]).map { $0[0] / $0[1] }
    case .power(let base, let exponent) where exponent.node == .number(2):
      return number(base).map { $0 * $0 }
    default: return nil
    }
  }
}

extension Trace.Step {
  /// Whether it ends in a number, a vector or a matrix.
  fileprivate var hasValue: Bool { value != nil || result != nil }
}

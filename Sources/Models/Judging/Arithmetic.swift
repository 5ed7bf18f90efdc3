import Formula

/// Numbers worked out: 2(0.7 − 1)·0.21 = −0.126, checked to the digits that were written.
package enum Arithmetic {
  /// The verdict where both sides are made of numbers alone, one of them rounded.
  static func verdict(_ left: Term, _ right: Term) -> LinkVerdict? {
    guard let a = value(left), let b = value(right) else { return nil }
    let places = [left, right].compactMap(\.decimalPlaces).max()
    let tolerance = places.map { 0.5000001 * raised(10, -Double($0)) } ?? 1e-12 * max(abs(a), abs(b), 1)
    var verdict = LinkVerdict(abs(a - b) <= tolerance ? .holds : .fails)
    verdict.comparisons = 1
    if verdict.outcome == .fails { verdict.witness = .init(letters: [], left: a, right: b, seed: 0) }
    return verdict
  }

  /// The value of what is made of numbers alone; nil for anything else.
  package static func value(_ term: Term) -> Double? {
    switch term.node {
    case .number(let value): return value
    case .negative(let inner): return value(inner).map { -$0 }
    case .sum(let terms): return folded(terms, 0, +)
    case .chain(let chain) where chain.signs.allSatisfy { $0 == .beside || $0 == .dot || $0 == .cross }:
      return folded(chain.factors, 1, *)
    case .quotient(let top, let bottom):
      guard let a = value(top), let b = value(bottom), b != 0 else { return nil }
      return a / b
    case .raised(let base, let exponent):
      guard let a = value(base), let b = value(exponent) else { return nil }
      return raised(a, b)
    case .function(let name, 0, let arguments) where arguments.count == 1:
      guard let function = Elementary(word: name), let a = value(arguments[0]) else { return nil }
      return function.value(a)
    default: return nil
    }
  }

  /// What a side made of numbers can be, each decimal rounded to its last digit.
  static func bounds(_ term: Term) -> (low: Double, high: Double)? {
    func span(_ values: [Double]) -> (low: Double, high: Double)? {
      guard let low = values.min(), let high = values.max(), low.isFinite, high.isFinite else { return nil }
      return (low, high)
    }
    switch term.node {
    case .number(let value):
      let half = (term.decimalPlaces ?? 0) > 0 ? 0.5000001 * raised(10, -Double(term.decimalPlaces ?? 0)) : 0
      return (value - half, value + half)
    case .negative(let inner): return bounds(inner).map { (-$0.high, -$0.low) }
    case .sum(let terms):
      var total = (low: 0.0, high: 0.0)
      for term in terms {
        guard let next = bounds(term) else { return nil }
        total = (total.low + next.low, total.high + next.high)
      }
      return total
    case .chain(let chain):
      var product = (low: 1.0, high: 1.0)
      for factor in chain.factors {
        guard let next = bounds(factor),
          let both = span([
            product.low * next.low, product.low * next.high, product.high * next.low,
            product.high * next.high,
          ])
        else { return nil }
        product = both
      }
      return product
    case .quotient(let top, let bottom):
      guard let a = bounds(top), let b = bounds(bottom), b.low * b.high > 0 else { return nil }
      return span([a.low / b.low, a.low / b.high, a.high / b.low, a.high / b.high])
    case .raised(let base, let exponent):
      guard let a = bounds(base), let power = value(exponent) else { return nil }
      let ends = [raised(a.low, power), raised(a.high, power)] + (a.low * a.high < 0 ? [0] : [])
      return span(ends)
    case .function(let name, 0, let arguments) where arguments.count == 1:
      guard let function = Elementary(word: name), let a = bounds(arguments[0]) else { return nil }
      return span([function.value(a.low), function.value(a.high)])
    default: return nil
    }
  }

  private static func folded(
    _ terms: [Term], _ start: Double, _ combine: (Double, Double) -> Double
  ) -> Double? {
    var result = start
    for term in terms {
      guard let next = value(term) else { return nil }
      result = combine(result, next)
    }
    return result
  }
}

extension Term {
  /// Numbers, also several in rows and columns.
  var isNumeric: Bool {
    if case .matrix(let rows) = node { return rows.allSatisfy { $0.allSatisfy(\.isArithmetic) } }
    return isArithmetic
  }

  /// Made of numbers alone.
  package var isArithmetic: Bool { !contains { !$0.isNumberOrSign } }
  private var isNumberOrSign: Bool {
    switch node {
    case .number, .sum, .negative, .chain, .quotient, .raised: true
    case .function(let word, _, _): Elementary(word: word) != nil
    default: false
    }
  }
  /// 0.7
  var isDecimal: Bool { if case .number(let value) = node { value != value.rounded() } else { false } }

  /// The decimals of a number that stands alone; nil for anything else.
  package var decimalPlaces: Int? {
    switch node {
    case .negative(let inner): return inner.decimalPlaces
    case .number(let value):
      let text = "\(value)"
      guard let point = text.firstIndex(of: "."), !text.contains("e") else { return nil }
      let decimals = text[text.index(after: point)...]
      return decimals == "0" ? 0 : decimals.count
    default: return nil
    }
  }
}

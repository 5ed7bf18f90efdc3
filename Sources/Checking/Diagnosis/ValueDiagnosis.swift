import Formula
import Network

/// Explains a link whose sides differ in value: by the ratio of the sides, where that is a constant.
struct ValueDiagnosis {
  let settings: Settings
  let statement: Statement
  let link: Int

  /// The first explanation that fits every point.
  func diagnosis(_ tally: LinkTally, _ drawn: DrawnStates) -> Diagnosis {
    let range = statement.sides[link + 1].range
    if let (name, message) = normalisation(tally, drawn) {
      return Diagnosis(name: name, message: message, repair: nil, range: range)
    }
    if let ratio = tally.constantRatio, let (name, message) = words(for: ratio) {
      return Diagnosis(name: name, message: message, repair: repair(for: ratio), range: range)
    }
    return Diagnosis(name: .other, message: "The two sides differ.", repair: nil, range: range)
  }

  /// A ratio that is a width or the number of examples, times a constant.
  private func normalisation(_ tally: LinkTally, _ drawn: DrawnStates) -> (DiagnosisName, String)? {
    guard tally.constantRatio == nil else { return nil }
    let printer = UnicodePrinter(notation: settings.convention.notation)
    let states = drawn.states
    var counts: [(name: String, count: (State) -> Int)] = [
      (settings.convention.notation.exampleCountLetter, { $0.pass.examples })
    ]
    for layer in [Layer.output, Layer(.output, -1), Layer.number(0)] {
      let name = printer.print(Expression(.width(layer)))
      counts.append((name, { $0.network.widths[max(0, layer.base == .input ? 0 : $0.network.depth + layer.offset)] }))
    }
    for (name, count) in counts {
      for isDivided in [true, false] {
        let scale = { (number: Int) -> Double in
          let value = Double(count(states[number]))
          return isDivided ? 1 / value : value
        }
        guard let constant = tally.constantRatio(scaledBy: scale), let number = LinkRatio.name(constant) else { continue }
        let factor = number == "1" ? "" : number + " · "
        let form = isDivided ? "\(factor)1/\(name)" : "\(factor)\(name)"
        return (.wrongNormalisation, "The right side is \(form) times the left side.")
      }
    }
    return nil
  }

  /// The name and the sentence for right = ratio · left.
  private func words(for ratio: Double) -> (DiagnosisName, String)? {
    func isNear(_ value: Double) -> Bool { abs(ratio - value) <= 1e-9 * abs(value) }
    if isNear(-1) { return (.signError, "The right side has the opposite sign.") }
    if isNear(0.5) { return (.missingFactor2, "The right side lacks a factor 2." + conventionHint(0.5)) }
    if isNear(2) {
      return (.wrongNormalisation, "The right side has a factor 2 too many." + conventionHint(2))
    }
    if isNear(-0.5) || isNear(-2) {
      return (.signError, "The right side has the opposite sign and a factor \(isNear(-2) ? "2 too many" : "2 too few").")
    }
    guard !isNear(1), let factor = LinkRatio.name(1 / ratio) else { return nil }
    return (.wrongNormalisation, "The right side lacks a constant factor \(factor).")
  }

  /// A factor 2 that comes from another cost.
  private func conventionHint(_ ratio: Double) -> String {
    switch (settings.convention.cost, ratio) {
    case (.sumSquares, 0.5): " It would be right for C = ½Σ(a − y)²; here C = Σ(a − y)²."
    case (.halfSumSquares, 2): " It would be right for C = Σ(a − y)²; here C = ½Σ(a − y)²."
    default: ""
    }
  }

  private func repair(for ratio: Double) -> String? {
    let printer = LaTeXPrinter(notation: settings.convention.notation)
    let right = statement.sides[link + 1]
    switch ratio {
    case let ratio where abs(ratio + 1) < 1e-9:
      return printer.print(Expression(.negative(right)))
    case let ratio where abs(ratio - 0.5) < 1e-9:
      return printer.print(Expression(.product([Expression(.number(2))] + right.factors)))
    default: return nil
    }
  }
}

/// Names of constant factors.
enum LinkRatio {
  /// A small whole number or fraction as text; nil for any other number.
  static func name(_ value: Double) -> String? {
    for denominator in 1...12 {
      let numerator = (value * Double(denominator)).rounded()
      if numerator != 0, abs(numerator) <= 64, abs(value - numerator / Double(denominator)) <= 1e-9 * abs(value) {
        let sign = numerator < 0 ? "−" : ""
        let whole = String(Int(abs(numerator)))
        return sign + (denominator == 1 ? whole : "\(whole)/\(denominator)")
      }
    }
    return nil
  }
}

extension Expression {
  /// The factors of a product, or the expression as the only one.
  var factors: [Expression] {
    if case .product(let factors) = node { return factors }
    return [self]
  }

}

import Formula
import Network

// As for activations: the engine's costs know numbers, those of formulas words, and a test holds them together.
extension Cost {
  /// The cost that formulas call by this name.
  init(_ name: NamedCost) { self = Self(rawValue: name.rawValue) ?? .sumSquares }

  /// What formulas know of it.
  var row: NamedCost.Row { (NamedCost(rawValue: rawValue) ?? .sumSquares).row }

  /// C of an output layer whose units have these activations and targets.
  func expression(_ units: [(a: Expression, y: Expression)]) -> Expression {
    let sum = Expression.added(
      units.map { TableFormula.expression(row.term, putting: ["a": $0.a, "y": $0.y]) })
    return scaled(sum, by: Expression(.number(Double(units.count))))
  }

  /// ∂C/∂a of one unit, with the width of the output layer.
  func slope(_ a: Expression, _ y: Expression, width: Expression = Expression(.width(.output))) -> Expression
  {
    scaled(TableFormula.expression(row.slope, putting: ["a": a, "y": y]), by: width)
  }

  /// The expression times the cost's factor.
  private func scaled(_ expression: Expression, by width: Expression) -> Expression {
    let scaled = row.factor.number == 1 ? expression : expression.scaled(by: row.factor.number)
    guard row.factor.widthPower == -1, width.node != .number(1) else { return scaled }
    if case .number? = scaled.factors.first?.node, scaled.factors.count > 1 {
      return .times([Expression(.quotient(scaled.factors[0], width))] + scaled.factors.dropFirst())
    }
    return .times([Expression(.quotient(Expression(.number(1)), width)), scaled])
  }

  /// The cost in a line: ½ Σ(a − y)².
  public var summary: String { row.summary }
}

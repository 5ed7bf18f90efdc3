import Formula

/// A formula that gives gradient descent a part of what it needs, ready to be evaluated.
public struct GradientFormula: Sendable {
  /// What it gives.
  public let part: GradientPart
  /// What is said to be equal: the part, and the last side of the chain that contains no derivative.
  public let statement: Statement
  let evaluable: EvaluableFormula
  private let constraints: LayerConstraints

  /// The part that a statement gives as it was read, from the last of its sides that can be computed without a
  /// derivative.
  ///
  /// Nil if its sides name no part of a gradient, or if nothing but derivatives is written for it, as in the
  /// definition δ = ∂C/∂z. Throws `illTyped` if what is written has no meaning.
  public init?(_ reading: Reading) throws(FormulaEvaluationError) {
    let statement = reading.chain.statement
    let chain = statement.equalSides
    for (place, side) in chain.enumerated() {
      guard let part = GradientPart(side) else { continue }
      guard let last = chain.indices.last(where: { $0 > place && !chain[$0].containsDerivative }) else {
        return nil
      }
      self.part = part
      self.statement = Statement([side, chain[last]], [.equal])
      evaluable = try EvaluableFormula(reading, from: place, to: last)
      constraints = LayerConstraints([side, chain[last]])
      return
    }
    return nil
  }

  /// The part that a statement gives as it stands.
  public init?(_ statement: Statement, convention: Convention) throws(FormulaEvaluationError) {
    try self.init(Reading(statement, settings: Settings(convention: convention)))
  }

  /// Whether its layer is a particular one, L − 1 or 2, and not any.
  var isForOneLayer: Bool {
    if case .variable = part.layer.base { false } else { true }
  }

  /// What its general layers have to be so that it speaks of this layer; nil if it cannot.
  func layers(for number: Int, depth: Int) -> [String: Int]? {
    constraints.assignments(depth: depth).first { part.layerNumber($0, depth: depth) == number }
  }
}

extension Statement {
  /// The sides from the first on that are said to be equal.
  fileprivate var equalSides: [Expression] {
    let count = relations.prefix { [.equal, .identical, .defined].contains($0) }.count
    return Array(sides.prefix(count + 1))
  }
}

extension Expression {
  fileprivate var containsDerivative: Bool {
    contains { node in
      switch node {
      case .derivative, .gradient: true
      default: false
      }
    }
  }
}

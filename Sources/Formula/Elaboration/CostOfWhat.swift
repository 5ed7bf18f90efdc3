/// Whether a bare C is the cost of one example or of the batch.
extension Elaborator {
  /// In a notation with one letter for both, C is the cost of the batch where the formula speaks of
  /// examples (an example index that varies, or their number), and of one example elsewhere.
  func settlingCosts(_ statement: Statement) -> Statement {
    guard notation.patterns[.batchCost] == nil, statement.sides.contains(where: \.speaksOfExamples) else {
      return statement
    }
    var settled = statement
    settled.sides = statement.sides.map { side in
      side.mapped { node in
        guard case .quantity(var quantity) = node, quantity.role == .cost, quantity.example == nil else { return node }
        quantity.role = .batchCost
        return .quantity(quantity)
      }
    }
    return settled
  }
}

extension Expression {
  /// Whether an example index that varies, or the number of examples, stands in the expression.
  public var speaksOfExamples: Bool {
    contains { node in
      switch node {
      case .exampleCount: true
      case .example(_, .variable): true
      case .quantity(let quantity): if case .variable? = quantity.example { true } else { false }
      default: false
      }
    }
  }
}

/// Whose cost a bare C is beside matrices of all examples.
extension Elaborator {
  /// ∂C/∂W is of the batch's cost. ∂C/∂Z has a column for each example: the derivative of that example's own cost,
  /// as δ is, or of the batch's as another reading.
  mutating func settlingCostsOfMatrices(_ statement: Statement) -> Statement {
    guard statement.sides.contains(where: \.hasMatrixOfExamples) else { return statement }
    let isByMatrix = statement.sides.contains { side in
      side.contains { node in node.isDerivativeOfBareCost && node.variable?.hasMatrixOfExamples == true }
    }
    let isOfBatch = isByMatrix && chooses(.costOfMatrixIsOfBatch)
    var settled = statement
    settled.sides = statement.sides.map { side in
      side.mapped { node in
        guard node.isDerivativeOfBareCost, let variable = node.variable else { return node }
        let cost =
          variable.hasMatrixOfExamples && !isOfBatch
          ? Quantity(.cost, example: .all) : Quantity(.batchCost)
        return node.ofCost(cost)
      }
    }
    return settled
  }
}

extension Expression {
  /// Whether a matrix of all examples stands in it.
  fileprivate var hasMatrixOfExamples: Bool {
    contains { node in
      if case .quantity(let quantity) = node {
        quantity.example == .all && quantity.role != .cost
      } else {
        false
      }
    }
  }
}

extension Node {
  /// ∂C/∂v or ∇_v C of a cost that says no example.
  fileprivate var isDerivativeOfBareCost: Bool {
    switch self {
    case .derivative(of: let cost, by: _), .gradient(of: let cost, by: .some):
      cost.node == .quantity(Quantity(.cost))
    default: false
    }
  }

  /// What a derivative is taken by.
  fileprivate var variable: Expression? {
    switch self {
    case .derivative(of: _, by: let variable), .gradient(of: _, by: let variable?): variable
    default: nil
    }
  }

  /// The derivative of another cost.
  fileprivate func ofCost(_ quantity: Quantity) -> Node {
    switch self {
    case .derivative(of: let cost, by: let variable):
      .derivative(of: Expression(.quantity(quantity), cost.range), by: variable)
    case .gradient(of: let cost, by: let variable):
      .gradient(of: Expression(.quantity(quantity), cost.range), by: variable)
    default: self
    }
  }
}

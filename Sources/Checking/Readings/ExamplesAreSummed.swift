import Formula

extension Way {
  /// A product of derivatives from the cost of the batch to its weights is summed over the examples.
  static let examplesAreSummed = Way(
    "examples-are-summed",
    .rewriting { statement, convention in
      guard !statement.sides.contains(where: \.speaksOfExamples) else { return nil }
      let letter = convention.notation.exampleLetter
      var result = statement
      result.sides = statement.sides.map { $0.summedOverExamples(letter) ?? $0 }
      return result == statement ? nil : result
    }, .whereMeaningful, "Read with the product summed over all examples of the batch.",
    Example(
      "\\frac{\\partial E}{\\partial \\Theta_L} = \\frac{\\partial E}{\\partial a_L} "
        + "\\frac{\\partial a_L}{\\partial z_L} \\frac{\\partial z_L}{\\partial \\Theta_L}", in: "softmax"))
}

extension Expression {
  /// Σ_e of a product that begins with the derivative of the batch's cost by what each example has its own of.
  fileprivate func summedOverExamples(_ letter: String) -> Expression? {
    guard case .product(let factors) = node, factors.contains(where: \.isCostByExample) else { return nil }
    let marked = mapped { node in
      guard case .quantity(var quantity) = node, quantity.hasExamples else { return node }
      quantity.example = .variable(letter)
      return .quantity(quantity)
    }
    return Expression(
      .big(Formula.BigOperator(.sum, over: [Binder(letter, to: Expression(.exampleCount))], marked)), range)
  }

  /// ∂E/∂a: of the batch's cost by a quantity of one example.
  private var isCostByExample: Bool {
    guard case .derivative(of: let cost, by: let variable) = node, case .quantity(let above) = cost.node,
      above.role == .batchCost, case .quantity(let below) = variable.node
    else { return false }
    return below.hasExamples
  }
}

extension Quantity {
  /// Whether each example has its own.
  fileprivate var hasExamples: Bool {
    switch role {
    case .activation, .preactivation, .error, .target: true
    case .weight, .bias, .cost, .batchCost: false
    }
  }
}

import Formula

/// ∇C beside something of the last layer, as in ∇C ⊙ σ′(z^L): the gradient by that layer's activations.
extension Statement {
  /// The statement with ∇_{a^L} C for every ∇C that is multiplied, element by element, with vectors of layer L only.
  var namingGradients: Statement {
    var result = self
    result.sides = sides.map { side in
      side.mapped { node in
        guard case .hadamard(let factors) = node else { return node }
        let others = factors.filter { !$0.isBareGradient }
        let layers = Set(others.flatMap(\.layersNamed))
        guard others.count < factors.count, layers == [.output] else { return node }
        return .hadamard(factors.map { $0.isBareGradient ? $0.byOutput : $0 })
      }
    }
    return result
  }
}

extension Expression {
  /// ∇C
  fileprivate var isBareGradient: Bool {
    guard case .gradient(of: let cost, by: nil) = node, case .quantity(let quantity) = cost.node else {
      return false
    }
    return quantity.role == .cost || quantity.role == .batchCost
  }

  /// ∇_{a^L} C
  fileprivate var byOutput: Expression {
    guard case .gradient(of: let cost, by: nil) = node, case .quantity(let quantity) = cost.node else {
      return self
    }
    let output = Quantity(.activation, layer: .output, example: quantity.example)
    return Expression(.gradient(of: cost, by: Expression(.quantity(output), range)), range)
  }

  /// The layers of the quantities in it.
  fileprivate var layersNamed: [Layer] {
    if case .quantity(let quantity) = node { return quantity.layer.map { [$0] } ?? [] }
    return children.flatMap(\.layersNamed)
  }
}

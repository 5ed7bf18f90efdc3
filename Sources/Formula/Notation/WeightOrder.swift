extension Expression {
  /// The expression with every weight written in the other order of its indices.
  ///
  /// In a tree w_{jk} is always to unit j from unit k and W is the matrix of these. A notation whose weights are
  /// w_{kj}, from k to j, has Wᵀ where the tree has W, and (∂C/∂W)ᵀ where it has ∂C/∂W. Doing it twice gives the
  /// expression again, so that reader and printer both use it.
  func reorderingWeights() -> Expression {
    var core = self
    var transposes = 0
    while case .transpose(let inner) = core.node {
      core = inner
      transposes += 1
    }
    if core.hasShapeOfWeights {
      var result = core
      switch core.node {
      case .derivative(of: let inner, by: let weights):
        result = Expression(.derivative(of: inner.reorderingWeights(), by: weights), core.range)
      case .gradient(of: let inner, by: let weights):
        result = Expression(.gradient(of: inner.reorderingWeights(), by: weights), core.range)
      default: break
      }
      for _ in 0..<(transposes % 2 == 0 ? transposes + 1 : transposes - 1) {
        result = Expression(.transpose(result), range)
      }
      return result
    }
    if case .quantity(var quantity) = node, quantity.role == .weight {
      quantity.indices.reverse()
      return Expression(.quantity(quantity), range)
    }
    return mappedChildren { $0.reorderingWeights() }
  }

  /// W, or a derivative by it.
  private var hasShapeOfWeights: Bool {
    switch node {
    case .quantity(let quantity): quantity.role == .weight && quantity.indices.isEmpty
    case .derivative(of: _, by: let variable), .gradient(of: _, by: let variable?):
      if case .quantity = variable.node { variable.hasShapeOfWeights } else { false }
    default: false
    }
  }
}

extension Condition {
  /// The condition with every weight in the other order.
  func reorderingWeights() -> Condition {
    Condition(
      comparisons.map {
        Comparison($0.left.reorderingWeights(), $0.relation, $0.right.reorderingWeights())
      })
  }
}

extension Statement {
  /// The statement with every weight in the other order.
  func reorderingWeights() -> Statement {
    var result = self
    result.sides = sides.map { $0.reorderingWeights() }
    result.conditions = conditions.map { $0.reorderingWeights() }
    return result
  }
}

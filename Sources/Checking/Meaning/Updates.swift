import Formula

extension Statement {
  /// The statement with w = w − α ∂C/∂w read as what it means: the new w on the left.
  ///
  /// As an equation it could never be true, and with an arrow or := it says what the new w is. The same with
  /// Δw = −α ∂C/∂w, where Δw is what gradient descent adds to w. An update by anything else than a multiple of the
  /// gradient (momentum, decay) is a definition, and stays one.
  var readingUpdates: Statement {
    var result = self
    for (link, relation) in relations.enumerated() {
      let left = sides[link]
      let isUpdate =
        switch relation {
        case .equal: left.isUpdatedWithRate(by: sides[link + 1])
        case .defined, .assigned: left.isUpdatedByDescent(to: sides[link + 1])
        default: false
        }
      if isUpdate { result.sides[link] = Expression(.updated(left), left.range) }
      if [.equal, .defined, .assigned].contains(relation), let changed = left.changedQuantity,
        case .quantity(let quantity) = changed.node, sides[link + 1].isStepOfDescent(of: quantity)
      {
        let new = Expression(.updated(changed), left.range)
        result.sides[link] = Expression(.sum([new, Expression(.negative(changed), left.range)]), left.range)
      }
    }
    return result
  }
}

extension Quantity {
  /// Whether gradient descent changes it.
  fileprivate var isParameter: Bool { role == .weight || role == .bias }
}

extension Expression {
  /// Whether a letter for a learning rate stands in it.
  fileprivate var hasLearningRate: Bool { contains { Expression($0).isLearningRate } }

  /// Whether it is a letter for a learning rate.
  var isLearningRate: Bool {
    if case .symbol(let symbol) = node {
      ["\\alpha", "\\eta", "\\gamma", "\\mu"].contains(symbol.name)
    } else {
      false
    }
  }

  /// Whether the right side has it as a term beside one with a learning rate.
  fileprivate func isUpdatedWithRate(by right: Expression) -> Bool {
    guard case .quantity = node, case .sum(let terms) = right.node, terms.contains(self) else { return false }
    return terms.contains(where: \.hasLearningRate)
  }

  /// Whether the right side is the parameter and a step of gradient descent.
  fileprivate func isUpdatedByDescent(to right: Expression) -> Bool {
    guard case .quantity(let quantity) = node, quantity.isParameter, case .sum(let terms) = right.node,
      terms.count(where: { $0 == self }) == 1
    else { return false }
    return terms.allSatisfy { $0 == self || $0.isStepOfDescent(of: quantity) }
  }

  /// w of Δw, where w is a weight or a bias.
  fileprivate var changedQuantity: Expression? {
    guard case .product(let factors) = node, factors.count == 2,
      factors[0].node == .symbol(Symbol("\\Delta")),
      case .quantity(let quantity) = factors[1].node, quantity.isParameter
    else { return nil }
    return factors[1]
  }

  /// Whether it is a rate times what may be the gradient by a parameter: quantities of the network, and no letter
  /// that stands for something else, such as a velocity.
  fileprivate func isStepOfDescent(of parameter: Quantity) -> Bool {
    let counts: Set<String> = ["m", "M", "n", "N", "B"]
    let speaksOfNetwork = contains { node in
      switch node {
      case .quantity, .derivative, .gradient: true
      default: false
      }
    }
    return hasLearningRate && speaksOfNetwork && !isDecay(of: parameter)
      && symbols.allSatisfy { Expression(.symbol($0)).isLearningRate || counts.contains($0.name) }
  }

  /// Whether a term is a multiple of the parameter itself, as in weight decay.
  private func isDecay(of parameter: Quantity) -> Bool {
    switch node {
    case .quantity(let quantity): quantity == parameter
    case .product(let factors), .sum(let factors): factors.contains { $0.isDecay(of: parameter) }
    case .negative(let inner): inner.isDecay(of: parameter)
    case .quotient(let above, _): above.isDecay(of: parameter)
    default: false
    }
  }
}

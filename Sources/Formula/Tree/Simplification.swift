extension Expression {
  /// The expression without what changes nothing: added zeros, factors of one, double signs and transposes, terms
  /// that cancel, and with one set of names for bound indices.
  ///
  /// Only what holds by structure alone; two expressions with the same simplified form say the same thing.
  public var simplified: Expression { renamed(depth: 0).reduced }

  /// Bound indices named by how deep they are bound.
  private func renamed(depth: Int) -> Expression {
    guard case .big(var operation) = node else { return mappedChildren { $0.renamed(depth: depth) } }
    var inner = operation.body
    var binders = operation.binders
    for (number, binder) in operation.binders.enumerated() where !binder.name.isEmpty {
      let name = "\\bound{\(depth)-\(number)}"
      inner = inner.replacingIndex(binder.name, by: name)
      binders[number].name = name
      binders[number].condition = binder.condition.map { condition in
        Condition(
          condition.comparisons.map {
            Comparison(
              $0.left.replacingIndex(binder.name, by: name), $0.relation,
              $0.right.replacingIndex(binder.name, by: name))
          })
      }
    }
    operation.binders = binders
    operation.body = inner.renamed(depth: depth + 1)
    return Expression(.big(operation), range)
  }

  /// The expression with one index letter put for another wherever it is free.
  public func replacingIndex(_ name: String, by other: String) -> Expression {
    func map(_ index: Index) -> Index { index == .variable(name) ? .variable(other) : index }
    switch node {
    case .quantity(var quantity):
      quantity.indices = quantity.indices.map(map)
      quantity.example = quantity.example.map(map)
      if quantity.layer?.base == .variable(name) { quantity.layer?.base = .variable(other) }
      return Expression(.quantity(quantity), range)
    case .width(var layer):
      if layer.base == .variable(name) { layer.base = .variable(other) }
      return Expression(.width(layer), range)
    case .layerNumber(var layer):
      if layer.base == .variable(name) { layer.base = .variable(other) }
      return Expression(.layerNumber(layer), range)
    case .indexValue(let index): return Expression(.indexValue(map(index)), range)
    case .kronecker(let left, let right): return Expression(.kronecker(map(left), map(right)), range)
    case .element(let inner, let indices):
      return Expression(.element(inner.replacingIndex(name, by: other), indices.map(map)), range)
    case .example(let inner, let index):
      return Expression(.example(inner.replacingIndex(name, by: other), map(index)), range)
    case .big(let operation) where operation.binders.contains(where: { $0.name == name }): return self
    default: return mappedChildren { $0.replacingIndex(name, by: other) }
    }
  }

  /// Zeros, ones, double signs and cancelling terms taken away, from the leaves up.
  private var reduced: Expression {
    let inner = mappedChildren(\.reduced)
    switch inner.node {
    case .negative(let operand):
      if case .negative(let twice) = operand.node { return twice }
      if operand.node == .number(0) { return operand }
      return inner
    case .transpose(let operand):
      if case .transpose(let twice) = operand.node { return twice }
      return inner
    case .sum(let terms): return Expression.reducedSum(terms)
    case .product(let factors): return Expression.reducedProduct(factors)
    case .quotient(let above, let below):
      if below.node == .number(1) { return above }
      if above.isSame(as: below), !above.isZero { return Expression(.number(1)) }
      return inner
    case .power(let base, let exponent):
      return exponent.node == .number(1) ? base : inner
    default: return inner
    }
  }

  private var isZero: Bool { node == .number(0) }

  private static func reducedSum(_ terms: [Expression]) -> Expression {
    var kept: [Expression] = []
    for term in terms where !term.isZero {
      let opposite: Expression =
        if case .negative(let inner) = term.node { inner } else { Expression(.negative(term)) }
      if terms.count <= 256, let match = kept.firstIndex(where: { $0.isSame(as: opposite) }) {
        kept.remove(at: match)
      } else {
        kept.append(term)
      }
    }
    switch kept.count {
    case 0: return Expression(.number(0))
    case 1: return kept[0]
    default: return Expression(.sum(kept))
    }
  }

  private static func reducedProduct(_ factors: [Expression]) -> Expression {
    var isNegative = false
    var kept: [Expression] = []
    for factor in factors {
      var factor = factor
      while case .negative(let inner) = factor.node {
        isNegative.toggle()
        factor = inner
      }
      if factor.isZero { return Expression(.number(0)) }
      if factor.node != .number(1) { kept.append(factor) }
    }
    let product: Expression =
      kept.isEmpty ? Expression(.number(1)) : kept.count == 1 ? kept[0] : Expression(.product(kept))
    return isNegative ? Expression(.negative(product)) : product
  }
}

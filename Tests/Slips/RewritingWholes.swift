import Formula

// Laws of vectors and matrices.
extension Rewriting {
  /// The same by another law, and which; nil where the law that was drawn has no place.
  static func sameWhole(_ x: Expression, _ random: inout PropertyRandom) -> (Expression, String)? {
    let two = Expression(.number(2))
    if x.node == .number(2) { return nil }
    if random.below(2) == 0 {
      switch random.below(4) {
      case 0: return (Expression(.negative(Expression(.negative(x)))), "double negation")
      case 1: return (.plus([.times([two, x]), Expression(.negative(x))]), "2x − x")
      case 2: return (Expression(.transpose(Expression(.transpose(x)))), "transposed twice")
      default: return (Expression(.quotient(.times([two, x]), two)), "2x/2")
      }
    }
    switch x.node {
    case .hadamard(var factors):
      if random.below(2) == 0, let place = factors.lastIndex(where: \.isSlope) {
        let slope = factors.remove(at: place)
        let rest = factors.count == 1 ? factors[0] : Expression(.hadamard(factors))
        return (.times([Expression(.call(.diag, [slope])), rest]), "diag for ⊙")
      }
      factors.shuffle(using: &random)
      return (Expression(.hadamard(factors)), "⊙ in another order")
    case .sum(var terms):
      terms.shuffle(using: &random)
      return (Expression(.sum(terms)), "terms in another order")
    case .product(let factors):
      if random.below(2) == 0 {
        let turned = Expression.times(
          factors.reversed().map { factor in
            if case .number = factor.node { factor } else { Expression(.transpose(factor)) }
          })
        return (Expression(.transpose(turned)), "transposed product")
      }
      guard let place = factors.firstIndex(where: { if case .sum = $0.node { true } else { false } }) else {
        return nil
      }
      guard case .sum(let terms) = factors[place].node else { return nil }
      return (
        .plus(terms.map { term in .times(factors.indices.map { $0 == place ? term : factors[$0] }) }),
        "distributed"
      )
    default: return nil
    }
  }
}

extension Expression {
  /// σ′(z) of a layer.
  fileprivate var isSlope: Bool {
    if case .call(.activation(primes: 1, _), _) = node { true } else { false }
  }
}

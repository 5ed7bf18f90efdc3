import Formula

/// A term times a number or a count, as one writes it by hand.
extension Term {
  /// c x: what cancels is gone, and 1/n becomes c/n.
  func scaled(by factor: Term) -> Term {
    changingFactor { part in
      guard case .quotient(let top, let bottom) = part.node, let rest = bottom.divided(exactlyBy: factor)
      else { return nil }
      return rest.integer == 1 ? top : Term(.quotient(top, rest), range)
    }
      ?? changingCount { count in
        switch count.node {
        case .quotient(let top, let bottom):
          return Term(.quotient(top.integer == 1 ? factor : .product(factor, top), bottom), range)
        default:
          guard let number = count.integer, let other = factor.integer else { return nil }
          return .number(Double(number * other), range)
        }
      } ?? behind(factor)
  }

  /// x/c: what cancels is gone, and 2 becomes 2/c.
  func divided(by factor: Term) -> Term {
    changingFactor { part in
      if case .quotient(let top, let bottom) = part.node {
        return top.divided(exactlyBy: factor).map { Term(.quotient($0, bottom), range) }
      }
      return part.divided(exactlyBy: factor)
    }
      ?? changingCount { count in
        if case .quotient(let top, let bottom) = count.node {
          return Term(.quotient(top, .product(factor, bottom)), range)
        }
        return Term(.quotient(count, factor), range)
      } ?? behind(factor.inverted)
  }

  /// The rest where a factor is contained: n of n², 2 of 2n.
  private func divided(exactlyBy factor: Term) -> Term? {
    if self == factor { return .number(1, range) }
    if let number = integer, let other = factor.integer {
      return other != 0 && number.isMultiple(of: other) ? .number(Double(number / other), range) : nil
    }
    switch node {
    case .raised(let base, let exponent):
      guard base == factor, let power = exponent.integer, power > 1 else { return nil }
      return power == 2 ? base : Term(.raised(base, .number(Double(power - 1), range)), range)
    case .chain: return changingFactor { $0.divided(exactlyBy: factor) }
    default: return nil
    }
  }

  /// With the first factor changed that can be; factors that become 1 are gone.
  private func changingFactor(_ change: (Term) -> Term?) -> Term? {
    guard case .chain(var chain) = node else { return change(self) }
    for place in chain.factors.indices {
      guard let new = change(chain.factors[place]) else { continue }
      chain.factors[place] = new
      return Term.product(chain.factors, chain.signs, range)
    }
    return nil
  }

  /// With the number or the fraction of counts changed that stands first.
  private func changingCount(_ change: (Term) -> Term?) -> Term? {
    guard case .chain(var chain) = node, chain.factors[0].isFraction, let new = change(chain.factors[0])
    else { return nil }
    chain.factors[0] = new
    return Term(.chain(chain), range)
  }

  /// A number, or a number divided by something without indices of its own.
  private var isFraction: Bool {
    switch node {
    case .number: true
    case .quotient(let top, _): top.integer != nil
    default: false
    }
  }

  /// The same with a number before it.
  private func behind(_ factor: Term) -> Term {
    guard case .chain(let chain) = node, !chain.signs.contains(.elementwiseDivision) else {
      return .product(factor, self)
    }
    return Term(
      .chain(Chain(factors: [factor] + chain.factors, signs: [.beside] + chain.signs)), range)
  }
}

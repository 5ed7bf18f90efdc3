import Formula

/// Terms as somebody would write them: no sign twice, no bracket that says nothing.
extension Term {
  /// The number.
  static func number(_ value: Double, _ range: SourceRange) -> Term {
    value < 0 ? Term(.negative(Term(.number(-value), range)), range) : Term(.number(value), range)
  }

  /// With the other sign: without the one that is there, and b − a of a − b.
  var negated: Term {
    switch node {
    case .negative(let inner): return inner
    case .quotient(let top, let bottom) where top.isNegative:
      return Term(.quotient(top.negated, bottom), range)
    case .chain(var chain) where chain.factors[0].isNegative:
      chain.factors[0] = chain.factors[0].negated
      return Term(.chain(chain), range)
    case .sum(let terms) where terms.count == 2 && terms[0].isNegative != terms[1].isNegative:
      return Term(.sum(terms[0].isNegative ? terms.map(\.negated) : terms.reversed().map(\.negated)), range)
    default: return Term(.negative(self), range)
    }
  }

  /// Transposed, or not any more; a diagonal matrix is its own transpose.
  var turned: Term {
    switch node {
    case .transpose(let inner): inner
    case .raised(let inner, let exponent) where exponent.letter == "T": inner
    case .function("diag", _, _): self
    default: Term(.transpose(self), range)
    }
  }

  /// Whether a transpose is written.
  var isTurned: Bool {
    switch node {
    case .transpose: true
    case .raised(_, let exponent): exponent.letter == "T"
    default: false
    }
  }

  /// A product without factors that are 1; those that are products themselves need no brackets where that changes
  /// nothing.
  static func product(_ factors: [Term], _ signs: [Chain.Sign], _ range: SourceRange) -> Term {
    var all: [Term] = []
    var between: [Chain.Sign] = []
    let isAllElementwise = signs.allSatisfy { $0 == .hadamard }
    for (place, factor) in factors.enumerated() {
      if place > 0 { between.append(signs[place - 1]) }
      let isElementwise =
        isAllElementwise
        || place > 0 && signs[place - 1] == .hadamard
          && (place == signs.count || signs[place] == .hadamard)
      if case .chain(let inner) = factor.node,
        inner.signs.allSatisfy({ $0 == .beside })
          || isElementwise && inner.signs.allSatisfy({ $0 == .hadamard })
      {
        all += inner.factors
        between += inner.signs
      } else {
        all.append(factor)
      }
    }
    if !between.contains(.elementwiseDivision) {
      while all.count > 1, let place = all.firstIndex(where: { $0.integer == 1 }) {
        all.remove(at: place)
        between.remove(at: max(0, place - 1))
      }
    }
    return all.count == 1 ? all[0] : Term(.chain(Chain(factors: all, signs: between)), range)
  }

  /// Factors side by side.
  static func product(_ factors: Term...) -> Term {
    product(factors, Array(repeating: .beside, count: factors.count - 1), factors[0].range)
  }

  /// Factors taken element by element.
  static func elementwise(_ factors: Term...) -> Term {
    product(factors, Array(repeating: .hadamard, count: factors.count - 1), factors[0].range)
  }

  /// The factors of a product, or this alone; the sign does not count.
  var factors: [Term] {
    switch node {
    case .chain(let chain): chain.factors
    case .negative(let inner): inner.factors
    default: [self]
    }
  }

  /// A product without one of its factors.
  func withoutFactor(_ place: Int) -> Term? {
    guard case .chain(var chain) = node, chain.factors.indices.contains(place) else { return nil }
    chain.factors.remove(at: place)
    chain.signs.remove(at: max(0, place - 1))
    return Term.product(chain.factors, chain.signs, range)
  }

  /// Another letter in the place of one.
  func replacing(_ letter: String, by other: Term) -> Term {
    if self.letter == letter { return other }
    if case .big(var big) = node, case .name(let new) = other.node, new.slots.isEmpty {
      // A letter is renamed where it is bound, too.
      for place in big.binders.indices where big.binders[place].letter == letter {
        big.binders[place].letter = new.name
      }
      return Term(.big(big), range).mapChildren { $0.replacing(letter, by: other) }
    }
    return mapChildren { $0.replacing(letter, by: other) }
  }

  /// l + 1 of l.
  func stepped(_ by: Int) -> Term? {
    guard let (letter, own) = shifted else { return integer.map { .number(Double($0 + by), range) } }
    let name = Term(.name(NameUse(letter)), range)
    return own + by == 0 ? name : Term(.sum([name, .number(Double(own + by), range)]), range)
  }

  /// √x
  var root: Term { Term(.function("sqrt", primes: 0, [self]), range) }

  /// 1/x
  var inverted: Term { Term(.quotient(.number(1, range), self), range) }

  /// diag(v)
  var onDiagonal: Term { Term(.function("diag", primes: 0, [self]), range) }
}

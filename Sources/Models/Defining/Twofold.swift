import Formula

/// A letter that stands for two families, one with an index and one without.
extension ModelBuilder {
  /// L beside L_t, where derivatives are taken of both and nothing defines L: the sum of them.
  static func partialCosts(_ statements: [Statement]) -> Set<String> {
    var (bare, indexed): (Set<String>, Set<String>) = ([], [])
    for term in statements.flatMap(\.terms) {
      term.visit { inner in
        guard case .derivative(let of, _) = inner.node, case .name(let use) = of.node, use.primes == 0 else {
          return
        }
        if use.slots.isEmpty {
          bare.insert(use.name)
        } else if use.slots.count == 1, use.slots[0].isBelow, use.slots[0].content.letter != nil {
          indexed.insert(use.name)
        }
      }
    }
    let defined = statements.compactMap { $0.sides.first?.letter }
    return bare.intersection(indexed).filter { name in
      !defined.contains(name) && (name.isCapital || name == "\\ell")
        && statements.contains {
          $0.sides.first?.baseUse?.name == name && $0.sides.first?.isDerivative == false
        }
    }
  }

  /// L and L_i are two families where one is defined by the other, L = Σ L_i, and where it is known that they are.
  static func separated(_ statements: [Statement], _ twofold: Set<String>) -> [Statement] {
    var names = twofold
    for statement in statements {
      guard case .relation(let sides, let relations) = statement.content, relations.first?.canDefine == true,
        case .name(let use) = sides[0].node, use.slots.isEmpty, !use.isBold
      else { continue }
      if sides[1].uses.contains(where: { $0.name == use.name && !$0.slots.isEmpty }) {
        names.insert(use.name)
      }
    }
    names.formUnion(partialCosts(statements))
    if names.isEmpty { return statements }
    func renamed(_ term: Term) -> Term {
      let term = term.mapChildren(renamed)
      switch term.node {
      case .name(var use) where names.contains(use.name) && !use.slots.isEmpty:
        use.name += "_i"
        return Term(.name(use), term.range)
      case .applied(var use, let arguments) where names.contains(use.name) && !use.slots.isEmpty:
        use.name += "_i"
        return Term(.applied(use, arguments), term.range)
      default: return term
      }
    }
    return statements.map { statement in
      var statement = statement
      if case .relation(let sides, let relations) = statement.content {
        statement.content = .relation(sides: sides.map(renamed), relations: relations)
      }
      return statement
    }
  }
}

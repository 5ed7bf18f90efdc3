import Formula

/// A function and quantities of one letter: f(x, φ) is a call where f_0, f_1, … are computed one after the other.
///
/// Where a name is defined with arguments and no index, and elsewhere stands with an index and no arguments, but never
/// alone, these are two; so are J(W, b) and J(W, b, x, y), where the one is made of the other.
struct CalledNames {
  private let statements: [Statement]
  private var names: Set<String> = []
  /// Names of what is made of the same name with other arguments, by the number of its own.
  private var wholes: [String: Int] = [:]

  init(_ statements: [Statement]) {
    self.statements = statements
    var (defined, indexed, others): (Set<String>, Set<String>, Set<String>) = ([], [], [])
    for statement in statements {
      if case .applied(let use, let arguments)? = statement.sides.first?.node, use.slots.isEmpty,
        use.primes == 0, statement.parts.relations.first?.canDefine == true,
        arguments.allSatisfy({ $0.letter != nil })
      {
        defined.insert(use.name)
        let isWhole = statement.sides[1].contains { inner in
          if case .applied(let part, let others) = inner.node {
            part == use && others.count != arguments.count
          } else {
            false
          }
        }
        if isWhole { wholes[use.name] = arguments.count }
      }
      for term in statement.terms {
        term.visit { inner in
          switch inner.node {
          case .name(let use) where use.slots.isEmpty || use.primes > 0: others.insert(use.name)
          case .name(let use): indexed.insert(use.name)
          case .applied(let use, _) where !use.slots.isEmpty || use.primes > 0: others.insert(use.name)
          default: break
          }
        }
      }
    }
    names = defined.intersection(indexed).subtracting(others)
  }

  /// The statements with the function as a name of its own.
  var apart: [Statement] {
    names.isEmpty && wholes.isEmpty ? statements : statements.map { $0.mapTerms(renamed) }
  }

  private func renamed(_ term: Term) -> Term {
    let term = term.mapChildren(renamed)
    guard case .applied(var use, let arguments) = term.node, use.slots.isEmpty,
      names.contains(use.name) || wholes[use.name] == arguments.count
    else { return term }
    use.name += "{}"
    return Term(.applied(use, arguments), term.range)
  }
}

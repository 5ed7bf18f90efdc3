import Formula

/// σ′ = σ(1 − σ): an equation between functions of one number holds at every point.
extension TextModel {
  /// The sides of a link with every function that stands alone taken at one point, and the letter of that point: the
  /// argument that other functions have, else a letter of its own. Nil where no function stands alone.
  func atOnePoint(_ left: Term, _ right: Term) -> (letter: String, left: Term, right: Term)? {
    func isFunction(_ use: NameUse) -> Bool {
      use.slots.isEmpty && model.functionNames.contains(use.name)
        && model.functions[use.name]?.allSatisfy(\.isOfOneNumber) != false
    }
    func standsAlone(_ term: Term) -> Bool {
      if case .name(let use) = term.node { isFunction(use) } else { false }
    }
    /// σ(1 − σ) is a product.
    func isProduct(_ term: Term) -> Bool {
      guard case .applied(let use, let arguments) = term.node, isFunction(use) else { return false }
      return arguments.contains { $0.contains(where: standsAlone) }
    }
    guard [left, right].contains(where: { $0.contains { standsAlone($0) || isProduct($0) } }) else {
      return nil
    }
    var points: Set<Term> = []
    for term in [left, right] {
      term.visit { inner in
        guard case .applied(let use, let arguments) = inner.node, isFunction(use), !isProduct(inner) else {
          return
        }
        points.formUnion(arguments)
      }
    }
    guard points.count <= 1, points.allSatisfy({ $0.letter != nil }) else { return nil }
    let letter = points.first?.letter ?? "\\upsilon"
    func taken(_ term: Term) -> Term {
      let point = Term(.name(NameUse(letter)), term.range)
      switch term.node {
      case .name(let use) where isFunction(use): return Term(.applied(use, [point]), term.range)
      case .applied(let use, let arguments) where isProduct(term):
        return Term(
          .chain(
            Chain(
              factors: [Term(.applied(use, [point]), term.range)] + arguments.map(taken),
              signs: arguments.map { _ in .beside })), term.range)
      default: return term.mapChildren(taken)
      }
    }
    return (letter, taken(left), taken(right))
  }
}

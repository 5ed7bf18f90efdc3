import Formula

/// P_{ts} of a definition "for s ≤ t" exists for these only: what is claimed of it, or by it, is claimed for these.
extension TextModel {
  /// The conditions under which what a claim is about exists.
  func existence(_ number: Int) -> [Condition] {
    var result: [Condition] = []
    for use in subjects(number) {
      guard let definition = model.definitions[use.name]?.first, definition.statement >= 0,
        definition.statement != number, use.slots.count == definition.use.slots.count
      else { continue }
      let letters = definition.use.slots.compactMap(\.content.letter)
      let own = use.slots.compactMap(\.content.letter)
      guard letters.count == own.count, own.count >= 2 else { continue }
      let names = Dictionary(zip(letters, own)) { old, _ in old }
      for condition in said(of: definition.statement) {
        let sides = condition.comparisons.flatMap { [$0.left, $0.right] }
        guard sides.allSatisfy({ $0.letter.map { names[$0] != nil } == true }) else { continue }
        func renamed(_ term: Term) -> Term {
          term.letter.flatMap { names[$0] }.map { Term(.name(NameUse($0)), term.range) } ?? term
        }
        result.append(
          Condition(
            comparisons: condition.comparisons.map {
              .init(left: renamed($0.left), relation: $0.relation, right: renamed($0.right))
            }))
      }
    }
    return result
  }

  /// What a claim is about: its left side, and what is differentiated by.
  private func subjects(_ number: Int) -> Set<NameUse> {
    var found: Set<NameUse> = []
    guard let first = statements[number].sides.first else { return [] }
    if case .name(let use) = first.node { found.insert(use) }
    first.visit { inner in
      if case .derivative(let of, let by) = inner.node {
        for term in [of] + by { if case .name(let use) = term.node { found.insert(use) } }
      }
    }
    return found
  }

  /// What the words before a formula say of all the definitions in it.
  private func said(of number: Int) -> [Condition] {
    guard statements[number].isDisplay else { return [] }
    let passage = statements[number].passage
    var first = number
    while first > 0, statements[first - 1].passage == passage { first -= 1 }
    return Circumstances(statements, roles, first, model: model).conditions
  }
}

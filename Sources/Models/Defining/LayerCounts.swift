import Formula

/// n_l of a^{(n_l)} beside a^{(l)}: the number of layers, a letter of its own that names the last one.
struct LayerCounts {
  private let statements: [Statement]
  private var counts: Set<NameUse> = []

  init(_ statements: [Statement]) {
    self.statements = statements
    var (letters, numbers): ([String: Set<String>], [String: Set<NameUse>]) = ([:], [:])
    for use in statements.flatMap(\.terms).flatMap(\.uses) {
      for slot in use.slots where slot.isAbove {
        if let letter = slot.content.shifted?.letter { letters[use.name, default: []].insert(letter) }
        for inner in slot.content.uses where inner.slots.count == 1 && inner.slots[0].isBelow {
          numbers[use.name, default: []].insert(inner)
        }
      }
    }
    for (name, uses) in numbers {
      counts.formUnion(
        uses.filter { $0.slots[0].content.letter.map { letters[name]?.contains($0) == true } == true })
    }
  }

  /// The statements with such numbers as letters.
  var settled: [Statement] { counts.isEmpty ? statements : statements.map { $0.mapTerms(renamed) } }

  private func renamed(_ term: Term) -> Term {
    let term = term.mapChildren(renamed)
    guard case .name(let use) = term.node, counts.contains(use), let letter = use.slots[0].content.letter
    else {
      return term
    }
    return Term(.name(NameUse("\(use.name)_{\(letter)}")), term.range)
  }
}

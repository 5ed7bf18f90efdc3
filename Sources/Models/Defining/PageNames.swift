import Formula

/// The letters of a page keep the indices that they have there: x of a page that has no layers, and x^l of a text,
/// are two families.
struct PageNames {
  private let names: Set<String>
  private let places: [String: [Slot.Place]]
  private let keyLetters: Set<String>

  /// Takes the indices that a page's letters have.
  init(_ page: SlotSurvey) {
    names = page.names
    places = page.places
    keyLetters = page.keyLetters.union(page.ends.keys)
  }

  /// The statements of a text behind a page, with letters that have a layer there only made names of their own.
  func apart(_ statements: [Statement], given: Int) -> [Statement] {
    guard !keyLetters.isEmpty else { return statements }
    let names = layered(statements[given...])
    guard !names.isEmpty else { return statements }
    return statements.prefix(given)
      + statements[given...].map { statement in
        // x^1 beside x^l is a layer, but x^2 beside x is its square.
        let bare = Set(statement.terms.flatMap(\.uses).filter(\.slots.isEmpty).map(\.name))
        return statement.mapTerms { renamed($0, names, names.subtracting(bare)) }
      }
  }

  /// Letters without layers on the page that the text writes with one.
  private func layered(_ own: ArraySlice<Statement>) -> Set<String> {
    var names: Set<String> = []
    for use in own.flatMap(\.terms).flatMap(\.uses) where isLayered(use) { names.insert(use.name) }
    return names
  }

  /// Whether a use has a layer where its letter has none on the page.
  private func isLayered(_ use: NameUse) -> Bool {
    guard names.contains(use.name), !keyLetters.contains(use.name),
      places[use.name]?.contains(where: \.isAbove) != true
    else { return false }
    return use.slots.contains { slot in
      slot.isAbove && places[use.name]?.contains(slot.place) != true
        && slot.content.shifted.map { keyLetters.contains($0.letter) } == true
    }
  }

  private func renamed(_ term: Term, _ names: Set<String>, _ numbered: Set<String>) -> Term {
    let term = term.mapChildren { renamed($0, names, numbered) }
    func told(_ use: NameUse) -> NameUse {
      guard names.contains(use.name), isLayered(use) || numbered.contains(use.name) && isNumbered(use) else {
        return use
      }
      var use = use
      use.name += "{}"
      return use
    }
    switch term.node {
    case .name(let use): return Term(.name(told(use)), term.range)
    case .applied(let use, let arguments): return Term(.applied(told(use), arguments), term.range)
    default: return term
    }
  }

  /// x^1 beside x^l: its number is a layer.
  private func isNumbered(_ use: NameUse) -> Bool {
    use.slots.contains { slot in
      slot.isAbove && places[use.name]?.contains(slot.place) != true && slot.content.integer != nil
    }
  }
}

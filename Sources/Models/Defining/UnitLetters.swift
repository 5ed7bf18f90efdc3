import Formula

/// Letters that count layers on a page and units in a statement: w_{kl}^{(L−1)} where l is a unit.
///
/// Within such a statement the letter is another one than on the page.
struct UnitLetters {
  private let keyPlaces: [String: Set<Slot.Place>]
  private let letters: Set<String>

  /// Takes the places of a page's indices.
  init(_ slots: SlotSurvey) {
    keyPlaces = slots.keyPlaces
    letters = slots.keyLetters
  }

  /// The statements, with letters of layers that stand for units only made letters of their own.
  func apart(_ statements: [Statement]) -> [Statement] {
    letters.isEmpty ? statements : statements.map(apart)
  }

  private func apart(_ statement: Statement) -> Statement {
    guard case .relation(let sides, let relations) = statement.content else { return statement }
    var (asLayer, asUnit): (Set<String>, Set<String>) = ([], [])
    for use in sides.flatMap(\.uses) {
      let keyed = keyPlaces[use.name] ?? []
      for slot in use.slots {
        let spoken = Set(slot.content.uses.filter(\.slots.isEmpty).map(\.name)).intersection(letters)
        if keyed.contains(slot.place) { asLayer.formUnion(spoken) } else { asUnit.formUnion(spoken) }
      }
    }
    let units = asUnit.subtracting(asLayer)
    if units.isEmpty { return statement }
    var result = statement
    result.content = .relation(sides: sides.map { renamed($0, units) }, relations: relations)
    return result
  }

  private func renamed(_ term: Term, _ units: Set<String>) -> Term {
    let term = term.mapChildren { renamed($0, units) }
    switch term.node {
    case .name(let use) where use.slots.isEmpty && units.contains(use.name):
      return Term(.name(NameUse(own(use.name))), term.range)
    case .big(var big):
      for place in big.binders.indices where units.contains(big.binders[place].letter) {
        big.binders[place].letter = own(big.binders[place].letter)
      }
      return Term(.big(big), term.range)
    default: return term
    }
  }

  private func own(_ letter: String) -> String { letter + Self.mark }

  /// What tells such a letter from the one it is written as.
  private static let mark = "\u{2032}"

  /// A letter as the text has it.
  static func shown(_ letter: String) -> String {
    letter.hasSuffix(mark) ? String(letter.dropLast()) : letter
  }
}

import Formula

/// Σ_w w²: a sum over all weights of all layers, written with the letter of the weights as what runs.
struct AllWeights {
  private let places: [String: [Slot.Place]]
  private let keyPlaces: [String: Set<Slot.Place>]
  private let key: String?

  /// Takes the places of a page's indices.
  init(_ slots: SlotSurvey) {
    places = slots.places
    keyPlaces = slots.keyPlaces
    key = slots.keyLetters.sorted().first
  }

  /// The statement with such sums written out over layers and units.
  func writtenOut(_ statement: Statement) -> Statement {
    guard key != nil, case .relation(let sides, let relations) = statement.content else { return statement }
    var result = statement
    result.content = .relation(sides: sides.map(writtenOut), relations: relations)
    return result
  }

  private func writtenOut(_ term: Term) -> Term {
    let term = term.mapChildren(writtenOut)
    guard case .big(var big) = term.node, big.binders.count == 1, let key,
      big.binders[0].lower == nil, big.binders[0].upper == nil, let all = places[big.binders[0].letter],
      all.count > 1
    else { return term }
    let name = big.binders[0].letter
    let keyed = keyPlaces[name] ?? []
    var use = NameUse(name)
    big.binders = []
    for (number, place) in all.enumerated() {
      let letter = keyed.contains(place) ? key : "\(name)\u{2032}\(number)"
      big.binders.append(Binder(letter: letter))
      use.slots.append(Slot(place: place, content: Term(.name(NameUse(letter)), term.range)))
    }
    big.body = big.body.replacingBare(name, by: Term(.name(use), term.range))
    return Term(.big(big), term.range)
  }
}

extension Term {
  /// The term with another one in place of a bare name.
  fileprivate func replacingBare(_ name: String, by other: Term) -> Term {
    letter == name ? other : mapChildren { $0.replacingBare(name, by: other) }
  }
}

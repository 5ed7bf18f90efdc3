import Formula

extension Mistake {
  /// An index that stands for another unit than it should.
  static let wrongIndex = Mistake(
    name: .indexMismatch, title: "a wrong index",
    example: MistakeExample(#"\delta_j^L = 2(a_j^L - y_j) \, \sigma'(z_k^L)"#)
  ) { link in
    var edits: [Edit] = []
    for site in link.sites {
      guard case .name(let use) = site.term.node else { continue }
      let keyed = link.model.keyPlaces[use.name] ?? []
      for place in use.slots.indices where !keyed.contains(use.slots[place].place) {
        for letter in link.letters(at: site) where use.slots[place].content.letter != letter {
          var other = use
          other.slots[place].content = Term(.name(NameUse(letter)), site.term.range)
          let new = Term(.name(other), site.term.range)
          edits.append(
            Edit(
              link.replacing(site, by: new), "It should be \(new), not \(site.term): another unit is meant."))
        }
      }
    }
    // One letter for another throughout a part.
    for site in link.sites where site.isMultiplied {
      let letters = site.term.unitLetters(link.model).filter { !site.term.boundLetters.contains($0) }
      for letter in letters {
        for other in link.letters(at: site) where other != letter {
          edits.append(
            Edit(
              link.replacing(
                site, by: site.term.replacing(letter, by: Term(.name(NameUse(other)), site.term.range))),
              "The index should be \(letter: other), not \(letter: letter)."))
        }
      }
    }
    return edits
  }
}

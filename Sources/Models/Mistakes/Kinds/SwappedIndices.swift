import Formula

extension Mistake {
  /// w_{kj} for w_{jk}.
  static let swappedIndices = Mistake(
    name: .transposedWeight, title: "the indices of a weight swapped",
    example: MistakeExample(#"z_j^l = \sum_{k=1}^{n_{l-1}} w_{kj}^l a_k^{l-1} + b_j^l"#)
  ) { link in
    link.sites.compactMap { site in
      guard case .name(var use) = site.term.node else { return nil }
      let keyed = link.model.keyPlaces[use.name] ?? []
      let axes = use.slots.indices.filter { !keyed.contains(use.slots[$0].place) && use.slots[$0].isBelow }
      guard axes.count == 2 else { return nil }
      let first = use.slots[axes[0]].content
      use.slots[axes[0]].content = use.slots[axes[1]].content
      use.slots[axes[1]].content = first
      return Edit(
        link.replacing(site, by: Term(.name(use), site.term.range)),
        "The indices of \(site.term) are swapped: it should be \(use).")
    }
  }

  /// j and k in each other's place on the whole side.
  static let exchangedLetters = Mistake(
    name: .indexMismatch, title: "two indices exchanged",
    example: MistakeExample(#"\frac{\partial C}{\partial w_{jk}^l} = \delta_k^l a_j^{l-1}"#)
  ) { link in
    let letters = link.letters(at: link.sites[0])
    let range = link.right.range
    let mark = Term(.name(NameUse("#")), range)
    func swapped(_ term: Term, _ first: String, _ second: String) -> Term {
      term.replacing(first, by: mark).replacing(second, by: Term(.name(NameUse(first)), range))
        .replacing("#", by: Term(.name(NameUse(second)), range))
    }
    let pairs = letters.indices.flatMap { place in letters[(place + 1)...].map { (letters[place], $0) } }
    let everywhere = pairs.map { first, second in
      Edit(
        swapped(link.right, first, second),
        "The indices \(letter: first) and \(letter: second) stand in each other's place on the right side.")
    }
    // In a step, the parameter keeps its own.
    let parts = link.sites.filter { $0.role == .summand }.flatMap { site in
      pairs.map { first, second in
        Edit(
          link.replacing(site, by: swapped(site.term, first, second)),
          "The indices \(letter: first) and \(letter: second) stand in each other's place in \(site.term).")
      }
    }
    return everywhere + parts
  }
}

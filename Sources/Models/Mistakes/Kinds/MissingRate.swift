import Formula

extension Mistake {
  /// A step without its learning rate.
  static let missingRate = Mistake(
    name: .wrongNormalisation, title: "a learning rate missing",
    example: MistakeExample(
      #"(b_j^l)_{\text{new}} = b_j^l - \frac{1}{E} \sum_{e=1}^{E} (\delta_j^l)_e"#)
  ) { link in
    guard let own = (link.left.updated ?? link.left).baseUse, case .sum(let terms) = link.right.node,
      terms.contains(where: { $0.baseUse?.name == own.name })
    else { return [] }
    let spoken = Set(link.right.uses.map(\.name))
    let rates = KnownLetter.names(for: .rate)
    guard spoken.isDisjoint(with: rates) else { return [] }
    // The letter that the page has for it, if it has one.
    let letters = rates.filter { link.model.leafKinds[$0] != nil } + rates.prefix(2)
    return terms.indices.filter { terms[$0].baseUse?.name != own.name }.flatMap { place in
      letters.map { letter -> Edit in
        let rate = Term(.name(NameUse(letter)), link.right.range)
        let step = terms[place]
        let plain = step.isNegative ? step.negated : step
        var new = terms
        let scaled = plain.scaled(by: rate)
        new[place] = step.isNegative ? scaled.negated : scaled
        return Edit(
          Term(.sum(new), link.right.range), "The step \(plain) lacks the learning rate \(rate).")
      }
    }
  }
}

import Formula

extension Mistake {
  /// Every path counts: over units, over examples, over time.
  static let missingSum = Mistake(
    name: .missingSum, title: "a sum missing",
    example: MistakeExample(#"\frac{\partial C}{\partial a_k^{L-1}} = \delta_j^L w_{jk}^L"#)
  ) { link in
    let model = link.model
    let bound = link.right.boundLetters
    // Letters that stand on the right side only.
    let taken = link.free + link.left.keyLettersUsed(model)
    let open = (link.right.unitLetters(model) + link.right.keyLettersUsed(model))
      .filter { !bound.contains($0) && !taken.contains($0) }
    var edits: [Edit] = []
    for letter in open {
      for site in link.sites where site.canBeMultiplied && site.term.speaks(of: letter) {
        if case .name = site.term.node, site.role == .factor { continue }
        // −Σ x rather than Σ (−x)
        if site.term.isNegative { continue }
        // 1/E Σ_j x rather than Σ_j 1/E x
        if case .chain(let chain) = site.term.node,
          let first = chain.factors.firstIndex(where: { $0.speaks(of: letter) }), first > 0
        {
          let inside = Term.product(
            Array(chain.factors[first...]), Array(chain.signs[first...]), site.term.range)
          let sum = Term(
            .big(Big(kind: .sum, binders: [Binder(letter: letter)], body: inside)), site.term.range)
          edits.append(
            Edit(
              link.replacing(
                site,
                by: Term.product(
                  chain.factors[..<first] + [sum], Array(chain.signs[..<first]), site.term.range)),
              "The sum over \(letter: letter) is missing: every \(letter: letter) has a share."))
        }
        let sum = Term(
          .big(Big(kind: .sum, binders: [Binder(letter: letter)], body: site.term)), site.term.range)
        edits.append(
          Edit(
            link.replacing(site, by: sum),
            "The sum over \(letter: letter) is missing: every \(letter: letter) has a share."))
      }
      // 2 σ′ x w of 2 σ′ Σ x w: Σ over the factors that have the letter.
      for site in link.sites {
        guard case .chain(let chain) = site.term.node, site.canBeMultiplied,
          chain.factors.contains(where: { $0.speaks(of: letter) })
        else { continue }
        let outside = chain.factors.filter { !$0.speaks(of: letter) }
        let inside = chain.factors.filter { $0.speaks(of: letter) }
        let body = Term.product(inside, Array(repeating: .beside, count: inside.count - 1), site.term.range)
        let sum = Term(.big(Big(kind: .sum, binders: [Binder(letter: letter)], body: body)), site.term.range)
        edits.append(
          Edit(
            link.replacing(
              site,
              by: Term.product(
                outside + [sum], Array(repeating: .beside, count: outside.count), site.term.range)),
            "The sum over \(letter: letter) is missing: every \(letter: letter) has a share."))
      }
    }
    // A member where all count: T for every t.
    for end in model.ends.keys.sorted() where link.right.keyEndsUsed(model).contains(end) {
      for letter in model.keyLetters.sorted() where !link.left.keyLettersUsed(model).contains(letter) {
        let body = link.right.replacing(end, by: Term(.name(NameUse(letter)), link.right.range))
        let sum = Term(
          .big(
            Big(
              kind: .sum,
              binders: [
                Binder(
                  letter: letter, lower: .number(1, body.range), upper: Term(.name(NameUse(end)), body.range))
              ], body: body)), body.range)
        edits.append(
          Edit(
            sum,
            "Only \(letter: letter) = \(letter: end) is here: "
              + "the sum over all \(letter: letter) is missing."))
      }
    }
    // Whole vectors and matrices: 1ᵀ X, X 1.
    let ones = Term(.ones, link.right.range)
    for site in link.sites where site.isMultiplied {
      guard let shape = link.shape(site), !shape.isNumber else { continue }
      let words: Remark = "The sum over the examples is missing: \(site.term) has one for each of them."
      for sum in [
        Term.product(ones.turned, site.term), Term.product(site.term, ones),
        Term.product(site.term.turned, ones),
      ] {
        edits.append(Edit(link.replacing(site, by: sum), words))
      }
    }
    return edits
  }
}

extension Term {
  /// A letter stands in it, not bound within.
  func speaks(of letter: String) -> Bool {
    if self.letter == letter { return true }
    if case .big(let big) = node, big.binders.contains(where: { $0.letter == letter }) { return false }
    return children.contains { $0.speaks(of: letter) }
  }

  /// Letters of layers and times that stand free.
  func keyLettersUsed(_ model: Model) -> [String] { freeKeyLetters(model).sorted() }

  /// L, T where they select a member.
  fileprivate func keyEndsUsed(_ model: Model) -> Set<String> {
    var ends: Set<String> = []
    for use in uses {
      let keyed = model.keyPlaces[use.name] ?? []
      for slot in use.slots where keyed.contains(slot.place) {
        if let letter = slot.content.letter, model.ends[letter] != nil { ends.insert(letter) }
      }
    }
    return ends
  }
}

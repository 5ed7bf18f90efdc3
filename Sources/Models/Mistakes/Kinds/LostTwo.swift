import Formula

extension Mistake {
  /// A factor 2 is lost, most often that of the power rule.
  static let lostTwo = Mistake(
    name: .missingFactor2, title: "a factor 2 lost, or one too many",
    example: MistakeExample(#"\frac{\partial C}{\partial a_j^L} = a_j^L - y_j"#)
  ) { link in
    func edits(_ site: Site) -> [Edit] {
      let term = site.term
      let two = Term.number(2, term.range)
      let isWhole = site.role == .whole
      if case .negative = term.node, !isWhole { return [] }
      // Twice a number is another number.
      if let place = term.factors.firstIndex(where: { $0.integer.map { $0 > 2 } ?? false }),
        let number = term.factors[place].integer
      {
        func with(_ other: Int) -> Term? {
          let changed = term.isNegative ? term.negated : term
          guard case .chain(var chain) = changed.node else { return nil }
          chain.factors[place] = .number(Double(other), term.range)
          let new = Term(.chain(chain), term.range)
          return term.isNegative ? new.negated : new
        }
        let others = number.isMultiple(of: 2) ? [2 * number, number / 2] : [2 * number]
        return others.compactMap { other in
          with(other).map {
            Edit(
              link.replacing(site, by: $0),
              "The number \(words: "\(number)") should be \(words: "\(other)").",
              name: other > number ? nil : .wrongNormalisation)
          }
        }
      }
      let double = term.isNegative ? Term.product(two, term.negated).negated : Term.product(two, term)
      let half = Term(.quotient(.number(1, term.range), two), term.range)
      let halved = term.isNegative ? Term.product(half, term.negated).negated : Term.product(half, term)
      let lacks: Remark = isWhole ? "The right side lacks a factor 2." : "\(term) lacks a factor 2."
      let has: Remark = isWhole ? "The right side is 2 times too large." : "\(term) is 2 times too large."
      return [
        Edit(link.replacing(site, by: term.withoutHalf ?? double), lacks),
        Edit(link.replacing(site, by: term.withoutTwo ?? halved), has, name: .wrongNormalisation),
      ]
    }
    let parts = link.sites.filter { $0.role == .summand || $0.role == .inner && $0.isMultiplied }
    return edits(link.sites[0]) + parts.flatMap(edits)
  }
}

extension Term {
  /// x of 2x.
  fileprivate var withoutTwo: Term? {
    if case .negative(let inner) = node { return inner.withoutTwo?.negated }
    guard let place = factors.firstIndex(where: { $0.integer == 2 }) else { return nil }
    return withoutFactor(place)
  }

  /// x of ½x.
  fileprivate var withoutHalf: Term? {
    if case .negative(let inner) = node { return inner.withoutHalf?.negated }
    let place = factors.firstIndex {
      if case .quotient(let top, let bottom) = $0.node {
        top.integer == 1 && bottom.integer == 2
      } else {
        false
      }
    }
    return place.flatMap(withoutFactor)
  }
}

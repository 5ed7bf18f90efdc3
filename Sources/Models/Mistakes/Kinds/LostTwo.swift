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
      if term.isNegative, !isWhole { return [] }
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
      let plain = term.isNegative ? term.negated : term
      let (double, halved) = (plain.scaled(by: two), plain.divided(by: two))
      func signed(_ new: Term) -> Term { term.isNegative ? new.negated : new }
      let lacks: Remark = isWhole ? "The right side lacks a factor 2." : "\(term) lacks a factor 2."
      let has: Remark = isWhole ? "The right side is 2 times too large." : "\(term) is 2 times too large."
      return [
        Edit(link.replacing(site, by: signed(double)), lacks),
        Edit(link.replacing(site, by: signed(halved)), has, name: .wrongNormalisation),
      ]
    }
    let parts = link.sites.filter { $0.role == .summand || $0.role == .inner && $0.isMultiplied }
    return edits(link.sites[0]) + parts.flatMap(edits)
  }
}

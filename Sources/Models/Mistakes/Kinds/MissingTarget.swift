import Formula

extension Mistake {
  /// a for a − y: half of a difference that the definitions are made of.
  static let missingTarget = Mistake(
    name: .other, title: "half of a difference",
    example: MistakeExample(#"\delta_j^L = 2 a_j^L \, \sigma'(z_j^L)"#)
  ) { link in
    link.sites.filter { $0.role != .index && $0.role != .derivative && $0.role != .summand }.flatMap {
      site -> [Edit] in
      let isName = if case .name = site.term.node { true } else { false }
      guard isName else { return [] }
      return link.differences(letters: link.letters(at: site)).map(\.term).compactMap { difference -> Edit? in
        guard case .sum(let terms) = difference.node, let place = terms.firstIndex(of: site.term) else {
          return nil
        }
        let other = terms[1 - place]
        return Edit(
          link.replacing(site, by: difference),
          other.isNegative
            ? "The term −\(other.negated) is missing: \(difference)."
            : "The term \(other) is missing: \(difference).")
      }
    }
  }
}

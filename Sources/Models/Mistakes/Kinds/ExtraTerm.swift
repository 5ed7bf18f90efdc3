import Formula

extension Mistake {
  /// A term that has no place there.
  static let extraTerm = Mistake(
    name: .other, title: "a term too many",
    example: MistakeExample(#"\frac{\partial z_j^l}{\partial w_{jk}^l} = a_k^{l-1} + b_j^l"#)
  ) { link in
    link.sites.flatMap { site -> [Edit] in
      guard case .sum(let terms) = site.term.node, site.role != .index else { return [] }
      return terms.indices.map { place in
        var rest = terms
        let extra = rest.remove(at: place)
        let sum = rest.count == 1 ? rest[0] : Term(.sum(rest), site.term.range)
        return Edit(
          link.replacing(site, by: sum),
          "The term \(extra.isNegative ? extra.negated : extra) is one too many.")
      }
    }
  }
}

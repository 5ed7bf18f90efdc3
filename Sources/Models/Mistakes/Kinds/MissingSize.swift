import Formula

extension Mistake {
  /// 1/m forgotten, or a count too many.
  static let missingSize = Mistake(
    name: .wrongNormalisation, title: "a count missing, or one too many",
    example: MistakeExample(#"\frac{\partial C}{\partial b_j^l} = \sum_{e=1}^{E} (\delta_j^l)_e"#)
  ) { link in
    let parts = link.sites.filter {
      $0.role == .whole || $0.role == .summand || $0.role == .inner && $0.isMultiplied
    }
    return parts.flatMap { site -> [Edit] in
      if site.role != .whole, site.term.isNegative { return [] }
      let term = site.term.isNegative ? site.term.negated : site.term
      func put(_ new: Term) -> Term { link.replacing(site, by: site.term.isNegative ? new.negated : new) }
      let what: Remark = site.role == .whole ? "The right side" : "\(site.term)"
      return link.counts.flatMap { count -> [Edit] in
        let inverse = count.inverted
        return [
          Edit(put(term.divided(by: count)), what + " lacks the factor \(inverse)."),
          Edit(put(term.scaled(by: count)), what + " has to be multiplied by \(count)."),
          Edit(
            put(Term.product(count.root.inverted, term)),
            what + " lacks the factor \(count.root.inverted)."),
        ]
      }
    }
  }
}

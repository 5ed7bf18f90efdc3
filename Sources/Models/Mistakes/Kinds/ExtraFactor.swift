import Formula

extension Mistake {
  /// A factor that has no place there.
  static let extraFactor = Mistake(
    name: .other, title: "a factor too many",
    example: MistakeExample(#"\frac{\partial C}{\partial b_j^l} = \delta_j^l a_j^l"#)
  ) { link in
    link.sites.flatMap { site -> [Edit] in
      guard site.role != .index else { return [] }
      switch site.term.node {
      case .chain(let chain):
        let pairs =
          chain.factors.count < 3
          ? []
          : chain.factors.indices.dropLast().compactMap { place -> Edit? in
            guard let rest = site.term.withoutFactor(place + 1)?.withoutFactor(place) else { return nil }
            let pair = Term.product(
              [chain.factors[place], chain.factors[place + 1]], [chain.signs[place]], site.term.range)
            return Edit(link.replacing(site, by: rest), "The factor \(pair) is one too many.", name: .other)
          }
        return chain.factors.indices.compactMap { place in
          guard let rest = site.term.withoutFactor(place) else { return nil }
          let factor = chain.factors[place]
          return Edit(
            link.replacing(site, by: rest), "The factor \(factor) is one too many.",
            name: link.name(ofFactor: factor))
        } + pairs
      case .quotient(let top, let bottom):
        return [
          Edit(
            link.replacing(site, by: top), "Nothing is divided by \(bottom).",
            name: link.name(ofFactor: bottom)),
          Edit(
            link.replacing(site, by: Term.product(bottom, top)),
            "\(bottom) multiplies: nothing is divided by it.",
            name: link.name(ofFactor: bottom)),
        ]
      case .raised(let base, let exponent) where exponent.letter != "T":
        return [
          Edit(
            link.replacing(site, by: base), "\(site.term) should be \(base): the power is too high.",
            name: base.isCount(link.model) ? .wrongNormalisation : nil)
        ]
      default: return []
      }
    }
  }
}

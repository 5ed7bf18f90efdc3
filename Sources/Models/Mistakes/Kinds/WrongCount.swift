import Formula

extension Mistake {
  /// Divided by the width of a layer for the number of examples, or the like.
  static let wrongCount = Mistake(
    name: .wrongNormalisation, title: "a count of something else",
    example: MistakeExample(
      #"\frac{\partial C}{\partial b_j^l} = \frac{1}{n_l} \sum_{e=1}^{E} (\delta_j^l)_e"#)
  ) { link in
    // n for 1/n
    let turned = link.sites.flatMap { site -> [Edit] in
      guard case .chain(let chain) = site.term.node else { return [] }
      return chain.factors.indices.compactMap { place in
        let count = chain.factors[place]
        guard count.integer == nil, count.isCount(link.model), let rest = site.term.withoutFactor(place)
        else {
          return nil
        }
        return Edit(
          link.replacing(site, by: rest.divided(by: count)), "\(count) divides: nothing is multiplied by it.")
      }
    }
    return turned
      + link.sites.filter { $0.role != .index && $0.term.isCount(link.model) }.flatMap { site in
        link.counts.filter { $0 != site.term }.map { count in
          Edit(
            link.replacing(site, by: count),
            "It should be \(count), not \(site.term): something else is counted.",
            name: count.baseUse?.name == site.term.baseUse?.name ? .wrongLayer : nil)
        }
      }
  }
}

import Formula

extension Mistake {
  /// Divided by the width of a layer for the number of examples, or the like.
  static let wrongCount = Mistake(
    name: .wrongNormalisation, title: "a count of something else",
    example: MistakeExample(
      #"\frac{\partial C}{\partial b_j^l} = \frac{1}{n_l} \sum_{e=1}^{E} (\delta_j^l)_e"#)
  ) { link in
    link.sites.filter { $0.role != .index && $0.term.isCount(link.model) }.flatMap { site in
      link.counts.filter { $0 != site.term }.map { count in
        Edit(
          link.replacing(site, by: count),
          "It should be \(count), not \(site.term): something else is counted.",
          name: count.baseUse?.name == site.term.baseUse?.name ? .wrongLayer : nil)
      }
    }
  }
}

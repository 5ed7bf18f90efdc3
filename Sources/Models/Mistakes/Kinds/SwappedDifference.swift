import Formula

extension Mistake {
  /// y − a for a − y.
  static let swappedDifference = Mistake(
    name: .signError, title: "the terms of a difference swapped",
    example: MistakeExample(#"\delta_j^L = 2(y_j - a_j^L) \, \sigma'(z_j^L)"#)
  ) { link in
    link.sites.compactMap { site in
      guard case .sum(let terms) = site.term.node, terms.count == 2, site.role != .index, site.role != .whole,
        case .negative(let second) = terms[1].node, !terms[0].isNegative, terms[0].integer == nil
      else { return nil }
      // −(a − y): the sign before it goes sooner.
      guard !link.sites.contains(where: { $0.term.isNegative && site.path.starts(with: $0.path) }) else {
        return nil
      }
      let turned = Term(.sum([second, terms[0].negated]), site.term.range)
      return Edit(
        link.replacing(site, by: turned), "The difference is the wrong way round: it should be \(turned).")
    }
  }
}

extension Term {
  /// Begins with a minus.
  var isNegative: Bool { if case .negative = node { true } else { false } }
}

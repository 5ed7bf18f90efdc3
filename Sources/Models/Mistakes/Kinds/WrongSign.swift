import Formula

extension Mistake {
  /// The whole, a term, a factor's term or an exponent has the opposite sign.
  static let wrongSign = Mistake(
    name: .signError, title: "a wrong sign",
    example: MistakeExample(
      #"w_{jk}^l - \eta \frac{\partial C}{\partial w_{jk}^l} = w_{jk}^l + \eta \delta_j^l a_k^{l-1}"#)
  ) { link in
    var edits = [Edit(link.right.negated, "The right side has the wrong sign.")]
    for site in link.sites where site.role != .index && site.role != .derivative && site.role != .whole {
      if site.role == .factor, case .number = site.term.node { continue }
      // The sign of a factor is that of its product.
      guard site.role != .factor && site.role != .inner && site.role != .body else { continue }
      let part = site.term.isNegative ? site.term.negated : site.term
      edits.append(
        Edit(link.replacing(site, by: site.term.negated), "The sign of \(part) is wrong."))
    }
    return edits
  }
}

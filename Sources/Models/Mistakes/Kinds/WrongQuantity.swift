import Formula

extension Mistake {
  /// Another quantity of fitting type: a for z, y for a, x for h.
  static let wrongQuantity = Mistake(
    name: .wrongQuantity, title: "another quantity than is meant",
    example: MistakeExample(#"\frac{\partial C}{\partial w_{jk}^l} = \delta_j^l z_k^{l-1}"#)
  ) { link in
    var edits: [Edit] = []
    // The same indices on another name first.
    for site in link.sites where site.role != .index {
      guard case .name(let use) = site.term.node, use.primes == 0 else { continue }
      for name in link.families where name != use.name {
        var other = use
        other.name = name
        guard link.model.axisCount(name) == link.model.axisCount(use.name),
          link.model.keyCount(name) == link.model.keyCount(use.name)
        else { continue }
        let new = Term(.name(other), site.term.range)
        edits.append(Edit(link.replacing(site, by: new), "It should be \(new), not \(site.term)."))
      }
    }
    for site in link.sites where site.role != .index && site.role != .derivative {
      switch site.term.node {
      case .name, .applied, .element, .number, .quotient, .sum, .raised, .ones: break
      default: continue
      }
      let shape = link.shape(site)
      for (other, own) in link.quantities(letters: link.letters(at: site)) where other != site.term {
        guard shape == nil || shape?.isNumber == own.isNumber && shape?.isMatrix == own.isMatrix else { continue }
        edits.append(
          Edit(
            link.replacing(site, by: other), "It should be \(other), not \(site.term).",
            name: site.term.isCount(link.model) ? .other : nil))
      }
    }
    return edits
  }
}

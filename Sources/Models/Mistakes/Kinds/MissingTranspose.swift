import Formula

extension Mistake {
  /// W for Wᵀ, or Wᵀ for W.
  static let missingTranspose = Mistake(
    name: .transposedWeight, title: "a transpose missing, or one too many",
    example: MistakeExample(#"\delta^l = (W^{l+1} \delta^{l+1}) \odot \sigma'(z^l)"#)
  ) { link in
    var edits: [Edit] = []
    for site in link.sites where site.role != .index && site.role != .argument {
      // W^T is one thing: what is turned is the whole of it.
      if let parent = link.sites.first(where: { $0.path == Array(site.path.dropLast()) && !site.path.isEmpty }
      ),
        parent.term.isTurned
      {
        continue
      }
      if let shape = link.shape(site), shape.isNumber { continue }
      switch site.term.node {
      case .name, .transpose, .raised, .derivative, .gradient, .applied, .sum, .chain: break
      default: continue
      }
      if case .derivative = site.role { continue }
      if case .raised = site.term.node, !site.term.isTurned { continue }
      let turned = link.turned(site.term)
      let isProduct = if case .chain = site.term.node { true } else { false }
      edits.append(
        Edit(
          link.replacing(site, by: turned),
          site.term.isTurned
            ? "\(turned) should not be transposed."
            : isProduct
              ? "\(site.term) has to be transposed: \(turned)." : "\(site.term) has to be transposed."))
    }
    // Two at once: (A B)ᵀ with one of them forgotten, every W of a chain.
    let turnable = link.sites.filter { site in
      guard site.role == .factor || site.role == .inner, link.shape(site)?.isNumber != true else {
        return false
      }
      if site.term.isTurned { return true }
      if case .name = site.term.node { return site.role == .factor }
      return false
    }
    if turnable.count < 8 {
      for first in turnable.indices {
        for second in turnable.indices.dropFirst(first + 1) {
          let (a, b) = (turnable[first], turnable[second])
          if b.path.starts(with: a.path) { continue }
          edits.append(
            Edit(
              link.right.replacing(b.path, by: b.term.turned).replacing(a.path, by: a.term.turned),
              "The transposes are wrong: it should be \(a.term.turned) and \(b.term.turned)."))
        }
      }
    }
    return edits
  }
}

extension WrongLink {
  /// Transposed: Bᵀ Aᵀ of A B, with the numbers before it where they are.
  fileprivate func turned(_ term: Term) -> Term {
    guard case .chain(let chain) = term.node, chain.signs.allSatisfy({ $0 == .beside }) else {
      return term.turned
    }
    let count = chain.factors.prefix { $0.isScalar(self) }.count
    let (numbers, wholes) = (chain.factors.prefix(count), chain.factors.dropFirst(count))
    return Term.product(numbers + wholes.reversed().map(turned), chain.signs, term.range)
  }
}

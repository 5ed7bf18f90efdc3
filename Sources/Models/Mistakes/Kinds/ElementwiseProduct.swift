import Formula

extension Mistake {
  /// A matrix product for ⊙, ⊙ for a matrix product, and a diagonal where a vector stands.
  static let elementwiseProduct = Mistake(
    name: .shapeMismatch, title: "a matrix product for ⊙, or the reverse",
    example: MistakeExample(#"\delta^L = 2(a^L - y) \, \sigma'(z^L)"#)
  ) { link in
    link.sites.flatMap { site -> [Edit] in
      guard case .chain(let chain) = site.term.node, site.role != .index,
        link.shape(site)?.isNumber != true || !link.isIndexed
      else { return [] }
      var edits: [Edit] = []
      func add(_ factors: [Term], _ signs: [Chain.Sign], _ remark: Remark) {
        edits.append(Edit(link.replacing(site, by: Term.product(factors, signs, site.term.range)), remark))
      }
      for place in chain.signs.indices {
        let isElementwise = chain.signs[place] == .hadamard || chain.signs[place] == .star
        var signs = chain.signs
        signs[place] = isElementwise ? .beside : .hadamard
        let (before, behind) = (chain.factors[place], chain.factors[place + 1])
        let remark: Remark =
          isElementwise
          ? "\(before) and \(behind) have to be multiplied as matrices, not element by element."
          : "\(before) and \(behind) have to be multiplied element by element: ⊙."
        add(chain.factors, signs, remark)
        // aᵀ b of a ⊙ b, a ⊙ b of aᵀ b
        var turned = chain.factors
        turned[place + 1] = turned[place + 1].turned
        add(turned, signs, remark)
        turned = chain.factors
        turned[place] = turned[place].turned
        add(turned, signs, remark)
      }
      // (a b ⊙ c) d, a (b ⊙ c): ⊙ with a bracket.
      for first in chain.factors.indices {
        for last in chain.factors.indices where last > first && last - first + 1 < chain.factors.count {
          for place in first..<last {
            var inner = Array(chain.signs[first..<last])
            inner[place - first] = .hadamard
            let group = Term(
              .chain(Chain(factors: Array(chain.factors[first...last]), signs: inner)), site.term.range)
            var (factors, signs) = (chain.factors, chain.signs)
            factors.replaceSubrange(first...last, with: [group])
            signs.removeSubrange(first..<last)
            for place in signs.indices where signs[place] == .hadamard { signs[place] = .beside }
            add(factors, signs, "\(group) has to be taken element by element.")
            add(
              factors, chain.signs.removing(first..<last), "\(group) has to be taken element by element.")
          }
        }
      }
      // (A ⊙ b) c for (A b) ⊙ c: each sign in the other's place.
      if chain.signs.contains(.hadamard), chain.signs.contains(.beside) {
        let signs = chain.signs.map { $0 == .hadamard ? Chain.Sign.beside : $0 == .beside ? .hadamard : $0 }
        add(
          chain.factors, signs, "The matrix product and ⊙ stand in each other's place.")
      }
      for place in chain.signs.indices {
        guard case .chain(var inner) = chain.factors[place].node, inner.signs.count == 1 else { continue }
        var (factors, signs) = (chain.factors, chain.signs)
        (inner.signs[0], signs[place]) = (signs[place], inner.signs[0])
        factors[place] = Term(.chain(inner), factors[place].range)
        edits.append(
          Edit(
            link.replacing(site, by: Term(.chain(Chain(factors: factors, signs: signs)), site.term.range)),
            "The matrix product and ⊙ stand in each other's place."))
      }
      for place in chain.factors.indices {
        var factors = chain.factors
        factors[place] = factors[place].onDiagonal
        let signs = chain.signs.map { $0 == .hadamard ? Chain.Sign.beside : $0 }
        add(factors, signs, "\(chain.factors[place]) has to be a diagonal matrix here: \(factors[place]).")
      }
      return edits
    }
  }
}

extension WrongLink {
  /// Everything is a number with indices.
  fileprivate var isIndexed: Bool { !right.contains { $0.isTurned } && !free.isEmpty }
}

extension Array {
  /// Without the elements of a range.
  fileprivate func removing(_ range: Range<Int>) -> [Element] {
    var rest = self
    rest.removeSubrange(range)
    return rest
  }
}

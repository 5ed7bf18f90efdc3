import Formula

extension Mistake {
  /// Σ where a single unit, example or step counts.
  static let extraSum = Mistake(
    name: .missingSum, title: "a sum too many",
    example: MistakeExample(#"\frac{\partial C}{\partial b_j^l} = \sum_{j=1}^{n_l} \delta_j^l"#)
  ) { link in
    link.sites.flatMap { site -> [Edit] in
      guard case .big(let big) = site.term.node, big.kind == .sum else { return [] }
      return big.binders.indices.flatMap { place -> [Edit] in
        var rest = big
        let letter = rest.binders.remove(at: place).letter
        let body = rest.binders.isEmpty ? rest.body : Term(.big(rest), site.term.range)
        let remark: Remark =
          "There is nothing to sum over here: the sum over \(letter: letter) is one too many."
        // With the letter as it is, or with one that the left side has.
        return [Edit(link.replacing(site, by: body), remark)]
          + link.letters(at: site).filter { $0 != letter }.map { other in
            Edit(
              link.replacing(site, by: body.replacing(letter, by: Term(.name(NameUse(other)), body.range))),
              remark)
          }
      }
    }
  }
}

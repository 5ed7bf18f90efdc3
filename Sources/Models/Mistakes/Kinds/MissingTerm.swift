import Formula

extension Mistake {
  /// A quantity of the model is missing as a term.
  static let missingTerm = Mistake(
    name: .other, title: "a term missing",
    example: MistakeExample(#"z_j^l = \sum_{k=1}^{n_{l-1}} w_{jk}^l a_k^{l-1}"#)
  ) { link in
    var edits: [Edit] = []
    for site in link.sites where site.role != .index && site.role != .derivative && site.role != .exponent {
      // A term of a sum is a term of its sum.
      if site.role == .summand { continue }
      let shape = link.shape(site)
      if case .number = site.term.node, site.role == .factor { continue }
      let one = Term.number(1, site.term.range)
      var terms: [(term: Term, shape: Shape)] = [(one, .number)]
      terms += link.quantities(letters: link.letters(at: site))
      for (term, own) in terms {
        // A bias goes to every column of a matrix.
        guard
          shape == nil || shape?.isNumber == own.isNumber && (shape?.isMatrix == true || !own.isMatrix)
        else { continue }
        for isMinus in [false, true] {
          let signed = isMinus ? term.negated : term
          edits.append(
            Edit(
              link.right.replacing(site.path, by: Term(.sum([site.term, signed]), site.term.range)),
              isMinus ? "The term −\(term) is missing." : "The term \(term) is missing."))
        }
      }
    }
    return edits
  }
}

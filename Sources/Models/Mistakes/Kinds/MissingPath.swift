import Formula

extension Mistake {
  /// A way on which the variable acts has been forgotten: a term that the chain rule has and the answer lacks.
  static let missingPath = Mistake(
    name: .other, title: "a path of the chain rule forgotten",
    example: MistakeExample(
      #"\frac{\partial E}{\partial h} = V^T \frac{\partial E}{\partial y}"#, on: nil,
      after: #"""
        Let $s = W x$, $h = \tanh(s)$, $y = V h$, $u = U h$ and $E = \tfrac12 \|y - t\|^2 + \tfrac12 \|u\|^2$,
        where $x$, $h$, $y$, $u$, $t$ are columns.
        """#)
  ) { link in
    guard let (whole, variable) = link.differentiated else { return [] }
    var edits: [Edit] = []
    let letters = Set(link.left.unitLetters(link.model)).union(link.right.unitLetters(link.model))
      .union(link.right.boundLetters)
    // The variable itself, or what a function of one number makes of it.
    let outer = link.elementwise(letters: link.free).filter { $0.argument == Term(.name(variable), $0.argument.range) }
    let variables = [variable] + outer.compactMap(\.value.baseUse)
    for variable in variables {
      for use in link.uses(madeOf: variable) {
        for path in link.path(of: whole, by: variable, through: use, avoiding: letters) {
          for site in link.sites where site.isMultiplied && site.role != .summand {
            if case .number = site.term.node, site.role == .factor { continue }
            let sum = Term(.sum([site.term, path]), site.term.range)
            edits.append(
              Edit(
                link.replacing(site, by: sum),
                "A path is forgotten: \(variable) acts through \(use) as well, so that \(path) is missing."))
          }
        }
      }
    }
    return edits
  }
}

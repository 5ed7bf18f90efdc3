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
    let outer = link.elementwise(letters: link.free).filter {
      $0.argument == Term(.name(variable), $0.argument.range)
    }
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
                "A path is forgotten: \(variable) acts through \(use) as well, so that \(path) is missing.",
                unlessHolds: link.replacing(site, by: path)))
          }
        }
      }
    }
    // What the cost itself has of the variable: a penalty.
    if let cost = whole.baseUse?.name, let term = Optional(Term(.name(variable), link.right.range)) {
      for part in (link.model.definitions[cost] ?? []).flatMap(\.body.summands)
      where part.uses.contains(where: { $0.name == variable.name }) {
        let rate = part.factors.filter { factor in !factor.uses.contains { $0.name == variable.name } }
        for number in [1.0, 2, -1, -2] {
          let amount = abs(number) == 1 ? rate : rate.doubled ?? [.number(abs(number), term.range)] + rate
          let share = Term.product(
            amount + [term], Array(repeating: .beside, count: amount.count), term.range)
          for site in link.sites where site.isMultiplied && site.role != .summand && site.role != .factor {
            edits.append(
              Edit(
                link.replacing(
                  site, by: Term(.sum([site.term, number < 0 ? share.negated : share]), term.range)),
                "\(part) depends on \(variable) as well: its share \(share) is missing."))
          }
        }
      }
    }
    return edits
  }
}

extension Term {
  /// The terms of a sum, or this alone.
  fileprivate var summands: [Term] { if case .sum(let terms) = node { terms } else { [self] } }
}

extension [Term] {
  /// Factors of which one was halved: λ of λ/2.
  fileprivate var doubled: [Term]? {
    for place in indices {
      guard case .quotient(let top, let bottom) = self[place].node, bottom.integer == 2 else { continue }
      var factors = self
      if top.integer == 1 { factors.remove(at: place) } else { factors[place] = top }
      return factors
    }
    return nil
  }
}

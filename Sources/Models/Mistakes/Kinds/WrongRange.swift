import Formula

extension Mistake {
  /// Σ over other things than it should, or to the wrong limit.
  static let wrongRange = Mistake(
    name: .indexMismatch, title: "a sum over the wrong range",
    example: MistakeExample(#"z_j^l = \sum_{j=1}^{n_l} w_{jk}^l a_k^{l-1} + b_j^l"#)
  ) { link in
    link.sites.flatMap { site -> [Edit] in
      guard case .big(let big) = site.term.node else { return [] }
      return big.binders.indices.flatMap { place -> [Edit] in
        let binder = big.binders[place]
        func with(_ new: Binder) -> Term {
          var other = big
          other.binders[place] = new
          return link.replacing(site, by: Term(.big(other), site.term.range))
        }
        var edits: [Edit] = []
        let letters = big.body.unitLetters(link.model) + big.body.freeKeyLetters(link.model).sorted()
        for letter in letters where letter != binder.letter {
          edits.append(
            Edit(
              with(Binder(letter: letter)),
              "The sum should run over \(letter: letter), not over \(letter: binder.letter)."))
        }
        if let condition = binder.condition {
          var free = binder
          free.condition = nil
          edits.append(
            Edit(
              with(free),
              "The sum over \(letter: condition.comparisons.first?.left.letter ?? binder.letter) "
                + "leaves some out."))
        }
        for bound in [\Binder.lower, \Binder.upper] {
          guard let limit = binder[keyPath: bound] else { continue }
          for by in [-1, 1] {
            guard let stepped = limit.stepped(by) else { continue }
            var other = binder
            other[keyPath: bound] = stepped
            edits.append(
              Edit(
                with(other),
                "The sum over \(letter: binder.letter) should have the limit \(stepped), not \(limit)."))
          }
        }
        return edits + [
          Edit(
            with(Binder(letter: binder.letter)),
            "The sum over \(letter: binder.letter) does not run over all that there are.")
        ]
      }
    }
  }
}

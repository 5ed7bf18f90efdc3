import Formula

extension Mistake {
  /// What comes back from the next layer, without the weights and the sum over its units.
  static let missingWeights = Mistake(
    name: .missingSum, title: "a sum over the next layer missing, with its weights",
    example: MistakeExample(
      #"\delta_k^{L-1} = 2(a_k^L - y_k) \, \sigma'(z_k^L) \, \sigma'(z_k^{L-1})"#)
  ) { link in
    let weights = link.families.filter { link.model.axisCount($0) == 2 && link.model.definitions[$0] == nil }
    let range = link.right.range
    let taken = Set(link.right.unitLetters(link.model) + link.free).union(link.right.boundLetters)
    guard
      let fresh = ["j", "i", "m", "k", "p", "q"].first(where: {
        !taken.contains($0) && !link.model.keyLetters.contains($0)
      })
    else { return [] }
    let new = Term(.name(NameUse(fresh)), range)
    // A single factor before several together.
    let groups = link.groups.filter { $0.site.isMultiplied }
    let ordered = groups.filter { $0.term.factors.count == 1 } + groups.filter { $0.term.factors.count > 1 }
    return ordered.flatMap { group -> [Edit] in
      let own = group.term.unitLetters(link.model).filter { !group.term.boundLetters.contains($0) }
      return own.flatMap { letter -> [Edit] in
        weights.flatMap { name in
          link.uses(of: name, letters: [letter, fresh]).compactMap { weight -> Edit? in
            let axes = link.model.split(weight).axes.compactMap { $0?.letter }
            guard Set(axes) == [letter, fresh] else { return nil }
            let factor = Term(.name(weight), range)
            let body = Term.product(group.term.replacing(letter, by: new), factor)
            let sum = Term(.big(Big(kind: .sum, binders: [Binder(letter: fresh)], body: body)), range)
            return Edit(
              group.replaced(sum),
              "Every unit of the next layer has a share, with its weight: \(sum), not \(group.term).")
          }
        }
      }
    }
  }
}

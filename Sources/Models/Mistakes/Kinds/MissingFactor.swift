import Formula

extension Mistake {
  /// A quantity of the model is missing as a factor.
  static let missingFactor = Mistake(
    name: .other, title: "a factor missing",
    example: MistakeExample(#"\frac{\partial C}{\partial w_{jk}^l} = \delta_j^l"#)
  ) { link in
    var seen: Set<Term> = []
    var edits: [Edit] = []
    for part in link.multiplied {
      let letters = link.letters(at: part.site)
      let quantities = link.quantities(letters: letters)
      let inverses = quantities.filter(\.shape.isNumber).map { ($0.term.inverted, $0.shape) }
      for (factor, shape) in quantities + link.differences(letters: letters) + inverses {
        for way in link.ways(part.term, part.shape, with: factor, shape) {
          let right = part.replaced(way)
          guard seen.insert(right).inserted else { continue }
          edits.append(
            Edit(
              right,
              part.site.role == .whole
                ? "The right side lacks the factor \(factor)." : "\(part.term) lacks the factor \(factor).",
              name: link.name(ofMissing: factor)))
        }
      }
    }
    return edits
  }
}

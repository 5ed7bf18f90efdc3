import Formula

extension Mistake {
  /// σ′(z) forgotten on the way through a function.
  static let missingSlope = Mistake(
    name: .missingActivationDerivative, title: "the derivative of the activation missing",
    example: MistakeExample(#"\delta_k^l = \sum_{j=1}^{n_{l+1}} \delta_j^{l+1} w_{jk}^{l+1}"#)
  ) { link in
    var seen: Set<Term> = []
    var edits: [Edit] = []
    for part in link.multiplied {
      for known in link.elementwise(letters: link.letters(at: part.site)) {
        for slope in known.slopes {
          guard let shape = link.shape(of: slope) else { continue }
          for way in link.ways(part.term, part.shape, with: slope, shape) {
            let right = part.replaced(way)
            guard seen.insert(right).inserted else { continue }
            edits.append(
              Edit(
                right,
                part.site.role == .whole
                  ? "The right side lacks the factor \(slope)." : "\(part.term) lacks the factor \(slope)."))
          }
        }
      }
    }
    return edits
  }
}

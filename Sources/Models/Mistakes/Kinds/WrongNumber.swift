import Formula

extension Mistake {
  /// Another number, as a factor, a term or an exponent.
  static let wrongNumber = Mistake(
    name: .wrongNormalisation, title: "a wrong number",
    example: MistakeExample(#"\frac{\partial C}{\partial a_j^L} = 3(a_j^L - y_j)"#)
  ) { link in
    var edits: [Edit] = []
    for site in link.sites where site.role != .index && site.role != .derivative {
      if let value = site.term.integer {
        let isFactor = site.role == .factor || site.role == .inner || site.role == .argument
        for other in [value - 1, value + 1, 2 * value, 0, 1, 2, 3, 4, -1]
        where other != value && !(isFactor && other == 0) {
          let new = Term.number(Double(other), site.term.range)
          edits.append(
            Edit(
              link.replacing(site, by: new), "The number \(site.term) should be \(new).",
              name: value == 1 && other == 2 ? .missingFactor2 : site.role == .exponent ? .other : nil))
        }
      }
      // x for x², √x, 1/x
      guard site.isMultiplied || site.role == .argument, site.role != .exponent else { continue }
      switch site.term.node {
      case .name, .applied, .norm, .absolute, .function, .sum:
        if let shape = link.shape(site), !shape.isNumber { continue }
        for power in [2.0, 3] {
          let new = Term(.raised(site.term, .number(power, site.term.range)), site.term.range)
          edits.append(
            Edit(link.replacing(site, by: new), "It should be \(new), not \(site.term).", name: .other))
        }
        let root = site.term.root
        edits.append(
          Edit(link.replacing(site, by: root), "It should be \(root), not \(site.term).", name: .other))
      default: continue
      }
    }
    return edits
  }
}

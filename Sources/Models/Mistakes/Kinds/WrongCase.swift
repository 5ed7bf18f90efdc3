import Formula

extension Mistake {
  /// A case of a function or its slope has the value of another function.
  static let wrongCase = Mistake(
    name: .other, title: "a case with a wrong value",
    example: MistakeExample(
      #"\sigma'(z) = \begin{cases} 1 & z > 0 \\ \frac{1}{100} & z < 0 \end{cases}"#,
      on: Page.standard.activation("relu"))
  ) { link in
    link.sites.flatMap { site -> [Edit] in
      guard case .cases(let branches) = site.term.node, branches.count < 4, site.role != .index else {
        return []
      }
      let range = site.term.range
      // What ReLU and its kin have: 0, 1, −1, and the letter that is asked about.
      let letters = branches.compactMap { $0.condition?.comparisons.first?.left }.prefix(1)
      let values = [0.0, 1, -1].map { Term.number($0, range) } + letters
      func edit(_ changes: [(place: Int, value: Term)]) -> Edit {
        var new = branches
        for change in changes { new[change.place].value = change.value }
        let old = changes.map { branches[$0.place].value }
        let words: Remark =
          changes.count == 1
          ? "The case \(old[0]) should be \(changes[0].value)."
          : "The cases \(old[0]) and \(old[1]) should be \(changes[0].value) and \(changes[1].value)."
        return Edit(link.replacing(site, by: Term(.cases(new), range)), words)
      }
      let single = branches.indices.flatMap { place in
        values.filter { $0 != branches[place].value }.map { edit([(place, $0)]) }
      }
      guard branches.count == 2 else { return single }
      return single
        + values.flatMap { first in values.filter { $0 != first }.map { edit([(0, first), (1, $0)]) } }
    }
  }
}

import Formula

extension Mistake {
  /// A step from nothing: the change stands alone where the old value goes on by it.
  static let missingOldValue = Mistake(
    name: .other, title: "the old value missing from a step",
    example: MistakeExample(
      #"(w_{jk}^l)_{\text{new}} = -\alpha \, \delta_j^l a_k^{l-1}"#)
  ) { link in
    guard let old = link.left.updated, !link.right.uses.contains(where: { $0.name == old.baseUse?.name })
    else { return [] }
    return [
      Edit(
        Term(.sum([old, link.right]), link.right.range),
        "This is the change alone: the old value \(old) is missing.")
    ]
  }
}

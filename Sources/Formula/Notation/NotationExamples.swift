extension Notation {
  /// A quantity of a role with the letters this notation would use: a_j^l, w_{jk}^l, y_j.
  public func example(of role: Role) -> Quantity? {
    guard let pattern = patterns[role] else { return nil }
    let layer: Layer? = pattern.layer == nil ? nil : .variable(layerLetters.first ?? "l")
    let letters = firstUnitLetters
    return Quantity(role, layer: layer, letters.prefix(pattern.unitCount).map { .variable($0) })
  }

  /// The first unit letters: j, k; i, j where layers are subscripts.
  private var firstUnitLetters: [String] {
    patterns[.activation]?.layer == .subscript ? ["i", "j"] : ["j", "k"]
  }
}

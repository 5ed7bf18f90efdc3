import Formula

/// What the text of a convention leaves out: written as in the standard convention, with the layer where the text
/// has it, and only in letters that the text uses for nothing else.
struct ConventionDefaults {
  /// How each role is written.
  private(set) var patterns: [Role: Notation.Pattern]
  private let isTaken: (String) -> Bool

  init(patterns declared: [Role: Notation.Pattern], isTaken: @escaping (String) -> Bool, hasBiases: Bool) {
    patterns = declared
    self.isTaken = isTaken
    let model = [Role.activation, .preactivation, .weight, .error, .bias].lazy.compactMap { declared[$0] }
      .first {
        $0.layer != nil
      }
    // One letter is enough for both costs.
    for role in Role.allCases where role != .batchCost && patterns[role] == nil {
      let pattern = role.row.usual
      guard role != .bias || hasBiases, !isTaken(pattern.letter), !isTaken(pattern.wholeLetter) else {
        continue
      }
      patterns[role] = pattern
      if let layer = model?.layer, pattern.layer != nil { patterns[role]?.layer = layer }
    }
  }

  /// The input x and the prediction ŷ, unless the text writes them itself.
  func aliases(besides keys: Set<ConventionKey>) -> [Notation.Alias] {
    var result: [Notation.Alias] = []
    if !keys.contains(.input), !isTaken("x") {
      result.append(Notation.Alias("x", .activation, layer: .number(0)))
    }
    if !keys.contains(.prediction), !isTaken("\\hat{y}") {
      result.append(Notation.Alias("\\hat{y}", .activation, layer: .output))
    }
    return result
  }
}

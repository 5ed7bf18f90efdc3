import Formula

/// Choices about the meaning of a symbol, which has one throughout a text: whose cost ∂ℒ/∂Z is of, for one.
struct SettledMeanings {
  /// Choices that a formula was true by only with them, or only without.
  private var choices: [Choice: Bool] = [:]

  /// The choices that give a symbol its meaning.
  private static let ofSymbols: [Choice] = [
    .costOfMatrixIsOfBatch, .letterEIsUnitVector, .weightOfOneIndexIsRow, .numberIsOfUnit,
  ]

  /// A formula without the readings that contradict what the text has settled.
  func settled(_ reading: ReadFormula) -> ReadFormula {
    choices.reduce(reading) { reading, settled in
      Self.reading(reading, settled.key, is: settled.value) ?? reading
    }
  }

  /// Takes what a true formula says of the symbols in it.
  mutating func learn(from reading: ReadFormula, holds: (ReadFormula) -> Bool) {
    for choice in Self.ofSymbols where choices[choice] == nil {
      guard let with = Self.reading(reading, choice, is: true),
        let without = Self.reading(reading, choice, is: false)
      else { continue }
      let isTrueWith = holds(with)
      if isTrueWith != holds(without) { choices[choice] = isTrueWith }
    }
  }

  /// The readings with a choice, or those without; nil where there are none.
  private static func reading(_ reading: ReadFormula, _ choice: Choice, is chosen: Bool) -> ReadFormula? {
    let kept = reading.alternatives.filter { $0.choices.contains(choice) == chosen }
    return kept.isEmpty ? nil : ReadFormula(alternatives: kept, problems: reading.problems)
  }
}

import Models

/// Writes the sheet that a learner puts answers into.
package enum SheetText {
  /// The sheet for a lesson.
  package static func text(lesson: String, title: String, _ exercises: [Exercise]) -> String {
    var text = """
      ---
      lesson: \(lesson)
      name:
      ---
      # \(title)

      Put each answer into its block, in LaTeX, and save. `nnlearn check` judges what is there, and
      `nnlearn hint \(lesson) \(exercises.first?.id ?? "")` helps. What is given stands in the quotation; nothing in a sheet can
      change it. Names of your own may be used where you define them: `e_j = a_j - y_j`.

      """
    for exercise in exercises { text += "\n" + self.text(exercise) }
    return text
  }

  /// One exercise, not yet answered.
  private static func text(_ exercise: Exercise) -> String {
    var lines = exercise.prompt.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    lines += ["", given(exercise)]
    let quotation = lines.map { $0.isEmpty ? ">" : "> " + $0 }.joined(separator: "\n")
    return """
      ## \(exercise.id) \(exercise.title)

      \(quotation)

      ```math
      \(exercise.left) \(exercise.kind == .shape ? "\\in" : "=") …
      ```

      """
  }

  /// What is given, and what form the answer has, in a paragraph.
  package static func given(_ exercise: Exercise) -> String {
    var parts: [String] = []
    let givens = exercise.givens.lines.map { "\($0.key) `\($0.value)`" }
    if exercise.kind != .number {
      if !givens.isEmpty { parts.append("Given: \(givens.joined(separator: ", ")).") }
      if !exercise.givens.definitions.isEmpty { parts.append(exercise.givens.definitions) }
    }
    if let condition = exercise.condition { parts.append("For $\(condition)$.") }
    if let letters = exercise.form.letters {
      parts.append("Letters for the answer: \(letters.map { "$\($0)$" }.joined(separator: ", ")).")
    }
    switch exercise.kind {
    case .derivation: parts.append("At least \(exercise.form.steps) steps.")
    case .number where exercise.form.digits > 0:
      parts.append("Digits behind the point: \(exercise.form.digits).")
    case .formula, .number, .shape, .findTheError: break
    }
    parts.append("(\(points(exercise.points.total)))")
    return parts.joined(separator: " ")
  }

  /// `2 points`
  package static func points(_ number: Double) -> String {
    self.number(number) + (number == 1 ? " point" : " points")
  }

  /// Points as people write them: 2, 2.5, to two places.
  package static func number(_ points: Double) -> String {
    let rounded = (points * 100).rounded() / 100
    return rounded == rounded.rounded() ? String(Int(rounded)) : String(rounded)
  }
}

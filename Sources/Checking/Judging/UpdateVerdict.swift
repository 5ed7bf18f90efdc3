import Formula

extension StatementChecker {
  /// The verdict on an arrow that numbers refute but that nobody can call wrong: an update with terms that nothing
  /// defines (decay, momentum), or a variable of a program; nil where it is wrong.
  func undecidedArrow(_ link: Int, _ chain: LoweredChain, _ networkKind: NetworkKind) -> LinkReport? {
    if isVariableOfProgram(link) { return undecidedArrow(link, Self.variableOfProgram) }
    let step = UpdateStep(statement, link: link, counts: chain.counts)
    guard let step, !step.otherLetters.isEmpty else { return nil }
    var kind = networkKind
    kind.lettersAtZero = step.otherLetters
    var standing = statement
    if case .updated = standing.sides[link].node {
      standing.sides[link] = step.parameter
    } else {
      standing.sides[link] = Expression(.number(0))
    }
    // Without those letters it is right, or does not move at all.
    guard isUnrefuted(link, statement, kind) || isUnrefuted(link, standing, kind) else { return nil }
    let printer = UnicodePrinter(notation: settings.convention.notation)
    let names = step.otherLetters.map { printer.print(Expression(.symbol($0))) }.sorted()
    return undecidedArrow(link, "Nothing says what \(names.joined(separator: ", ")) is in this step, ")
  }

  /// The report on an arrow about which nothing can be said.
  func undecidedArrow(_ link: Int, _ reason: String) -> LinkReport {
    var report = blank(link, .undecided)
    report.diagnosis = Diagnosis(
      name: .other,
      message: reason + "so this cannot be decided. An update is judged as the parameter minus a rate times "
        + "the gradient of the cost by it.", range: report.range)
    return report
  }

  /// What is said of a variable of a program.
  static let variableOfProgram = "This letter is given new values step by step, as in a program, "

  /// Whether a quantity without the layer that the notation writes on it is given a value: g ← g ⊙ f′(a).
  func isVariableOfProgram(_ link: Int) -> Bool {
    guard statement.relations[link] == .assigned, case .quantity(let quantity) = statement.sides[link].node
    else { return false }
    return quantity.layer == nil && settings.convention.notation.patterns[quantity.role]?.layer != nil
  }

  /// Whether the engine finds no difference between the sides of a link.
  private func isUnrefuted(_ link: Int, _ statement: Statement, _ kind: NetworkKind) -> Bool {
    let chain = LoweredChain(
      statement, convention: settings.convention, layout: layout,
      oneUnitLayers: OneUnitLayers(widths: settings.widths))
    guard case .success = chain.sides[link], case .success = chain.sides[link + 1],
      let drawn = DrawnStates(kind, chain: chain, settings: settings)
    else { return false }
    var comparison = ChainComparison(chain: chain)
    comparison.link = link
    comparison.usesDifferences = false
    comparison.stopsWhenRefuted = true
    comparison.budget = ChainComparison.budgetOfDrawn
    return comparison.tallies(on: drawn.states)[link].differing == 0
  }
}

import Formula

/// The verdict on a formula in one of the ways its letters can be read: all its statements, each with its vectors and
/// gradients as serves best.
struct FormulaVerdict {
  /// The verdicts on its statements, in order.
  var statements: [StatementReport]
  /// The number of the statement that decides.
  private(set) var deciding = 0

  init(_ statements: [Statement], settings: Settings, source: SourceText, _ effort: StatementChecker.Effort) {
    self.init(statements.map { Self.verdict(on: $0, settings, source, effort) })
  }

  init(_ statements: [StatementReport]) {
    self.statements = statements
    // What a display defines beside its claims decides nothing.
    let said = statements.indices.filter { statements[$0].outcome != .notAClaim }
    let judged = said.filter { statements[$0].outcome != .definition }
    deciding =
      (judged.isEmpty ? said : judged).max {
        Preference.rank(statements[$0].outcome) < Preference.rank(statements[$1].outcome)
      } ?? 0
  }

  /// The verdict on the statement that decides; nil where there is none.
  var decisive: StatementReport? {
    get { statements.indices.contains(deciding) ? statements[deciding] : nil }
    set { if let newValue, statements.indices.contains(deciding) { statements[deciding] = newValue } }
  }

  var outcome: Outcome { decisive?.outcome ?? .notAClaim }

  /// Notes a way that was chosen for what decides.
  mutating func choose(_ way: Way, about subjects: [String] = []) { decisive?.choose(way, about: subjects) }

  /// The verdict on one statement, in the reading of its vectors and matrices that serves best.
  private static func verdict(
    on statement: Statement, _ settings: Settings, _ source: SourceText, _ effort: StatementChecker.Effort
  ) -> StatementReport {
    func judged(_ statement: Statement, _ effort: StatementChecker.Effort) -> StatementReport {
      inEitherLayout(statement, settings, source, effort)
    }
    let usual = judged(statement, .verdict)
    guard Preference.rank(usual.outcome) > Preference.rank(.definition), usual.outcome != .notAClaim else {
      return usual
    }
    // Explaining is dear: first see whether there is something to explain.
    var meaningful: (statement: Statement, ways: [Way])?
    for ways in Way.rewritings(of: statement, settings.convention) {
      guard let other = Way.applied(ways, to: statement, settings.convention) else { continue }
      var outcome = judged(other, .glance).outcome
      if outcome == .holds || outcome == .undecided {
        let verdict = judged(other, .verdict)
        if verdict.outcome == .holds { return verdict.showing(statement, ways) }
        outcome = verdict.outcome
      }
      // What cannot be evaluated has no meaning here either.
      let attempt = Way.Attempt(
        outcome: outcome, usual: usual.outcome == .undecided ? .illTyped : usual.outcome, statements: [other])
      if outcome == .fails, meaningful == nil, Preference.prefers(ways, attempt) {
        meaningful = (other, ways)
      }
    }
    guard effort == .explanation else { return usual }
    let verdict = judged(statement, .explanation)
    guard verdict.outcome == .illTyped || verdict.outcome == .undecided, let meaningful else {
      return verdict
    }
    return judged(meaningful.statement, .explanation).showing(statement, meaningful.ways)
  }

  /// The verdict on one statement with gradients as columns, or as rows where only that makes it true.
  private static func inEitherLayout(
    _ statement: Statement, _ settings: Settings, _ source: SourceText, _ effort: StatementChecker.Effort
  ) -> StatementReport {
    func judged(_ layout: Lowering.GradientLayout, _ effort: StatementChecker.Effort)
      -> StatementReport
    {
      var checker = StatementChecker(settings: settings, statement: statement, layout: layout, source: source)
      checker.effort = effort
      var result = checker.result()
      result.reading.show(statement)
      result.conditional?.show(statement)
      return result
    }
    let verdict = judged(.alongVariable, effort)
    guard verdict.dependsOnLayout, Preference.rank(verdict.outcome) > Preference.rank(.definition) else {
      return verdict
    }
    if effort == .explanation, verdict.outcome == .fails, verdict.diagnosis?.hasSmallRepair == true {
      // What a small change makes right is not read otherwise, unless that makes it true as it stands.
      guard judged(.acrossVariable, .verdict).outcome == .holds else { return verdict }
    }
    var other = judged(.acrossVariable, effort)
    // Where both are wrong, the layout in which a small change makes it right was meant.
    let areWrong = [verdict, other].allSatisfy { [.fails, .illTyped, .holdsIf].contains($0.outcome) }
    let isNearer =
      areWrong && other.diagnosis?.hasSmallRepair == true && verdict.diagnosis?.hasSmallRepair != true
    guard Preference.rank(other.outcome) < Preference.rank(verdict.outcome) || isNearer else {
      return verdict
    }
    if other.outcome == .holds {
      other.choose(.gradientsAreRows)
    }
    return other
  }
}

extension StatementReport {
  /// The verdict with the formula as it was written, and with a note of how it was read.
  fileprivate func showing(_ written: Statement, _ ways: [Way]) -> StatementReport {
    var result = self
    result.show(written)
    for way in ways { result.choose(way) }
    return result
  }

  /// A definition, which is not judged.
  init(defining statement: Statement, settings: Settings) {
    reading = Reading(statement, settings: settings)
    outcome = .definition
    links = statement.relations.indices.map { link in
      LinkReport(
        left: statement.sides[link], right: statement.sides[link + 1], relation: statement.relations[link],
        outcome: .definition, range: statement.sides[link + 1].range, note: statement.notes[link + 1])
    }
  }
}

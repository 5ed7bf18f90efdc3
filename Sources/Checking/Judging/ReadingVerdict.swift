import Formula

/// The verdict on a formula in one reading: all its statements, in the layout of gradients that serves best.
struct ReadingVerdict {
  /// The statement the verdict is about: the only one, or the one that decides.
  var statement: Statement?
  var outcome: Outcome
  var condition: String?
  var links: [LinkReport] = []
  var evidence: Evidence?
  var diagnosis: Diagnosis?
  var notes: [String] = []
  /// Names that the text defines were written out.
  var usesDefinitions = false

  /// From best to worst.
  private static let order: [Outcome] = [
    .holds, .definition, .holdsIf, .undecided, .notAClaim, .fails, .illTyped, .unreadable,
  ]

  init(_ statements: [Statement], settings: Settings, source: SourceText, _ effort: StatementChecker.Effort) {
    let verdicts = statements.map { Self.verdict(on: $0, settings, source, effort) }
    // What a display defines beside its claims decides nothing.
    let said = verdicts.indices.filter { verdicts[$0].outcome != .notAClaim }
    let judged = said.filter { verdicts[$0].outcome != .definition }
    let deciding =
      (judged.isEmpty ? said : judged).max {
        Self.rank(verdicts[$0].outcome) < Self.rank(verdicts[$1].outcome)
      } ?? 0
    statement = statements.indices.contains(deciding) ? statements[deciding] : nil
    guard verdicts.indices.contains(deciding) else {
      outcome = .notAClaim
      return
    }
    outcome = verdicts[deciding].outcome
    condition = verdicts[deciding].condition
    links = verdicts.flatMap(\.links)
    evidence = verdicts[deciding].evidence
    diagnosis = verdicts[deciding].diagnosis
    notes = verdicts.flatMap(\.notes)
  }

  /// The verdict on one statement, in the reading of its vectors and matrices that serves best.
  private static func verdict(
    on statement: Statement, _ settings: Settings, _ source: SourceText, _ effort: StatementChecker.Effort
  ) -> StatementChecker.Result {
    func judged(_ statement: Statement, _ effort: StatementChecker.Effort) -> StatementChecker.Result {
      inEitherLayout(statement, settings, source, effort)
    }
    let usual = judged(statement, .verdict)
    guard rank(usual.outcome) > rank(.definition), usual.outcome != .notAClaim else { return usual }
    // Explaining is dear: first see whether there is something to explain.
    var meaningful: (statement: Statement, readings: [MatrixReading])?
    for readings in MatrixReading.combinations(for: statement, settings.convention) {
      guard let other = MatrixReading.applied(readings, to: statement, settings.convention) else { continue }
      var outcome = judged(other, .glance).outcome
      if outcome == .holds || outcome == .undecided {
        let verdict = judged(other, .verdict)
        if verdict.outcome == .holds { return verdict.showing(statement, readings) }
        outcome = verdict.outcome
      }
      if outcome == .fails, meaningful == nil { meaningful = (other, readings) }
    }
    guard effort == .explanation else { return usual }
    let verdict = judged(statement, .explanation)
    // Where the usual reading has no meaning, one that has is worth more, whatever it says.
    guard verdict.outcome == .illTyped || verdict.outcome == .undecided, let meaningful else {
      return verdict
    }
    return judged(meaningful.statement, .explanation).showing(statement, meaningful.readings)
  }

  /// The verdict on one statement with gradients as columns, or as rows where only that makes it true.
  private static func inEitherLayout(
    _ statement: Statement, _ settings: Settings, _ source: SourceText, _ effort: StatementChecker.Effort
  ) -> StatementChecker.Result {
    func judged(_ layout: Lowering.GradientLayout, _ effort: StatementChecker.Effort)
      -> StatementChecker.Result
    {
      var checker = StatementChecker(settings: settings, statement: statement, layout: layout, source: source)
      checker.effort = effort
      return checker.result()
    }
    let verdict = judged(.alongVariable, effort)
    guard verdict.dependsOnLayout, rank(verdict.outcome) > rank(.definition) else { return verdict }
    if effort == .explanation, verdict.outcome == .fails, verdict.diagnosis?.hasSmallRepair == true {
      // What a small change makes right is not read otherwise, unless that makes it true as it stands.
      guard judged(.acrossVariable, .verdict).outcome == .holds else { return verdict }
    }
    var other = judged(.acrossVariable, effort)
    // Where both are wrong, the layout in which a small change makes it right was meant.
    let areWrong = [verdict, other].allSatisfy { [.fails, .illTyped, .holdsIf].contains($0.outcome) }
    let isNearer =
      areWrong && other.diagnosis?.hasSmallRepair == true && verdict.diagnosis?.hasSmallRepair != true
    guard rank(other.outcome) < rank(verdict.outcome) || isNearer else { return verdict }
    if other.outcome == .holds {
      other.notes.append("Read with ∂C/∂v as a row, as in a product of Jacobians.")
    }
    return other
  }

  /// A definition, which is not judged.
  init(defining statement: Statement) {
    self.statement = statement
    outcome = .definition
    links = statement.relations.indices.map { link in
      LinkReport(
        left: statement.sides[link], right: statement.sides[link + 1], relation: statement.relations[link],
        outcome: .definition, range: statement.sides[link + 1].range, note: statement.notes[link + 1])
    }
  }

  /// Shows the formulas as they were written, where something else was judged in their place.
  mutating func restore(_ written: [Statement], from judged: [Statement]) {
    if let place = judged.firstIndex(where: { $0 == statement }), written.indices.contains(place) {
      statement = written[place]
    }
    for (own, other) in zip(written, judged) where own != other {
      for link in links.indices {
        guard
          let place = other.relations.indices.first(where: {
            other.sides[$0] == links[link].left && other.sides[$0 + 1] == links[link].right
          }), own.sides.indices.contains(place + 1)
        else { continue }
        links[link].left = own.sides[place]
        links[link].right = own.sides[place + 1]
      }
    }
  }

  private static func rank(_ outcome: Outcome) -> Int { order.firstIndex(of: outcome) ?? order.count }

  /// Whether this reading is to be preferred to the usual one: it makes the formula true, or gives it a meaning.
  func isBetter(than other: ReadingVerdict?) -> Bool {
    guard let other else { return true }
    guard Self.rank(outcome) < Self.rank(other.outcome) else { return false }
    switch outcome {
    case .holds, .definition: return true
    case .holdsIf: return other.outcome == .illTyped
    case .undecided, .fails, .illTyped, .unreadable, .notAClaim: return false
    }
  }

  /// How a choice was read, in words.
  static func sentence(_ choice: Choice) -> String {
    switch choice {
    case .bareLettersAreVectors: "Read with bare a and z as the vectors of the last layer."
    case .dotIsScalarProduct: "Read with the dot between two vectors as their scalar product."
    case .starIsElementwise: "Read with * between two vectors as ⊙, element by element."
    case .hadamardBindsTighter: "Read with ⊙ binding tighter than the matrix product; brackets would say so."
    case .groupsFromTheLeft: "Read with ⊙ and products taken from left to right; brackets would say so."
    case .differentialIsForgotten: "Read as a derivative: the second d is missing, below the line."
    case .operatorTakesSum: "Read with ∂/∂x applied to the whole sum behind it; brackets would say so."
    case .superscriptIsPower: "Read with the superscript number as a power; brackets would say so: (a)^2."
    case .costOfMatrixIsOfBatch:
      "Read with the derivative by a matrix of examples as that of the batch's cost."
    case .exampleCountIsOfUnits: "Read with the limit of the sum as a number of units, not of examples."
    case .letterEIsUnitVector: "Read with e_j as the unit vector of unit j."
    case .weightOfOneIndexIsRow:
      "Read with a weight of one index as a row of the matrix: what leads to that unit."
    case .numberIsOfUnit: "Read with the numbers as those of units, not of layers."
    case .slashTakesProduct: "Read with everything behind the slash in the denominator; \\frac would say so."
    }
  }
}

extension StatementChecker.Result {
  /// The verdict with the formula as it was written, and with a note of how it was read.
  fileprivate func showing(_ written: Statement, _ readings: [MatrixReading]) -> StatementChecker.Result {
    var result = self
    for link in links.indices where written.sides.indices.contains(link + 1) {
      result.links[link].left = written.sides[link]
      result.links[link].right = written.sides[link + 1]
    }
    result.notes += readings.map(\.sentence)
    return result
  }
}

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

  /// From best to worst.
  private static let order: [Outcome] = [
    .holds, .definition, .holdsIf, .undecided, .notAClaim, .fails, .illTyped, .unreadable,
  ]

  init(_ statements: [Statement], settings: Settings, source: SourceText) {
    var verdicts: [ClaimJudge.Result] = []
    for statement in statements {
      let judge = ClaimJudge(settings: settings, statement: statement, layout: .alongVariable, source: source)
      var verdict = judge.result()
      if verdict.dependsOnLayout, Self.rank(verdict.outcome) > Self.rank(.definition) {
        let other = ClaimJudge(
          settings: settings, statement: statement, layout: .acrossVariable, source: source
        ).result()
        if Self.rank(other.outcome) < Self.rank(verdict.outcome) {
          verdict = other
          if other.outcome == .holds {
            verdict.notes.append("Read with ∂C/∂v as a row, as in a product of Jacobians.")
          }
        }
      }
      verdicts.append(verdict)
    }
    let claims = verdicts.indices.filter { verdicts[$0].outcome != .notAClaim }
    let deciding = claims.max { Self.rank(verdicts[$0].outcome) < Self.rank(verdicts[$1].outcome) } ?? 0
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
    case .hadamardBindsTighter: "Read with ⊙ binding tighter than the matrix product; brackets would say so."
    case .differentialIsForgotten: "Read as a derivative: the second d is missing, below the line."
    case .operatorTakesSum: "Read with ∂/∂x applied to the whole sum behind it; brackets would say so."
    case .superscriptIsPower: "Read with the superscript number as a power; brackets would say so: (a)^2."
    case .slashTakesProduct: "Read with everything behind the slash in the denominator; \\frac would say so."
    }
  }
}

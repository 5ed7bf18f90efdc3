import Checking
import Formula

/// Verdicts as JSON; the fields and their order are a contract.
enum ReportJSON {
  static let schemaVersion = 1

  /// The object for one target.
  static func target(_ target: CheckedTarget) -> JSON {
    .object(fields([("schemaVersion", .integer(schemaVersion))], target))
  }

  /// The answer to a command: one object for one target, else an object with an array of them.
  static func answer(_ results: [Result<CheckedTarget, Mistake>]) -> JSON {
    if results.count == 1, let only = results.first {
      return object(only, [("schemaVersion", .integer(schemaVersion))])
    }
    return .object([
      ("schemaVersion", .integer(schemaVersion)), ("targets", .array(results.map { object($0, []) })),
    ])
  }

  /// The object for something that could not be done.
  static func error(_ mistake: Mistake) -> JSON {
    object(.failure(mistake), [("schemaVersion", .integer(schemaVersion))])
  }

  private static func object(
    _ result: Result<CheckedTarget, Mistake>, _ before: [(name: String, value: JSON?)]
  ) -> JSON {
    switch result {
    case .success(let target): return .object(fields(before, target))
    case .failure(let mistake):
      let text = MistakeText(mistake)
      return .object(
        before + [
          ("target", text.target.map(JSON.string)),
          (
            "error",
            .object([
              ("line", text.line.map(JSON.integer)), ("column", text.column.map(JSON.integer)),
              ("message", .string(text.message)), ("help", text.help.isEmpty ? nil : .string(text.help)),
            ])
          ),
        ])
    }
  }

  private static func fields(
    _ before: [(name: String, value: JSON?)], _ target: CheckedTarget
  ) -> [(name: String, value: JSON?)] {
    let problems = target.problems.map { problem($0, target.source) }
    var all = before
    all += [
      ("target", .string(target.name)),
      ("convention", .string(target.preface == nil ? target.convention.name : "own")),
      ("model", target.preface.map { .array($0.map(JSON.string)) }),
      ("seed", .unsigned(target.seed)), ("summary", summary(target.summary)),
      ("claims", .array(target.claims.map(claim))), ("problems", problems.isEmpty ? nil : .array(problems)),
    ]
    if let sheet = target.sheet { all += SheetJSON.fields(sheet) }
    if case .equation = target.kind, target.exitStatus == 2, let claim = target.claims.first {
      all.append(("error", claim.report.problems.first.map { problem($0, claim.source) }))
    }
    return all
  }

  private static func summary(_ summary: Summary) -> JSON {
    let order: [Outcome] = [
      .holds, .holdsIf, .fails, .illTyped, .unreadable, .undecided, .definition, .notAClaim,
    ]
    return .object(
      [("claims", .integer(summary.claims))] + order.map { ($0.rawValue, .integer(summary[$0])) })
  }

  private static func claim(_ claim: CheckedClaim) -> JSON {
    let report = claim.report
    let place = claim.source.place(of: report.range.start)
    let printer = LaTeXPrinter(notation: claim.settings.convention.notation)
    let links = report.links.enumerated().map { place, report in
      let example = claim.example(of: place)
      return link(report, claim.source, printer, example)
    }
    let problems = report.problems.map { problem($0, claim.source) }
    return .object([
      ("id", .string(report.id)), ("line", .integer(place.line)), ("column", .integer(place.column)),
      ("endLine", .integer(claim.source.endLine(of: report.range))), ("latex", .string(report.latex)),
      ("outcome", .string(report.outcome.rawValue)), ("condition", report.condition.map(JSON.string)),
      ("expected", (claim.lessonClaim?.expected ?? claim.expected).map { .string($0.rawValue) }),
      ("links", links.isEmpty ? nil : .array(links)), ("evidence", report.evidence.map(evidence)),
      ("diagnosis", report.diagnosis.map(diagnosis)),
      ("problems", problems.isEmpty ? nil : .array(problems)),
      ("notes", report.notes.isEmpty ? nil : .array(report.notes.map(JSON.string))),
    ])
  }

  private static func link(
    _ link: LinkReport, _ source: NumberedText, _ printer: LaTeXPrinter, _ example: ShownExample?
  ) -> JSON {
    let place = link.range.map { source.place(of: $0.start) }
    return .object([
      ("left", .string(printer.print(link.left))), ("right", .string(printer.print(link.right))),
      ("outcome", .string(link.outcome.rawValue)), ("condition", link.condition.map(JSON.string)),
      ("line", place.map { .integer($0.line) }), ("column", place.map { .integer($0.column) }),
      ("maxRelativeDifference", link.maxRelativeDifference.map(JSON.number)),
      ("witness", link.witness.map(witness)),
      ("counterexample", example.map { HandExampleJSON(example: $0).object }),
      ("evidence", link.evidence.map(evidence)),
      ("diagnosis", link.diagnosis.map(diagnosis)),
    ])
  }

  private static func witness(_ witness: Witness) -> JSON {
    let indices = witness.indices.map { (name: $0.name, value: JSON.integer($0.value) as JSON?) }
    let layers = witness.layers.map { (name: $0.name, value: JSON.integer($0.value) as JSON?) }
    return .object([
      ("indices", .object(indices)), ("layers", layers.isEmpty ? nil : .object(layers)),
      ("left", .number(witness.left)), ("right", .number(witness.right)), ("seed", .unsigned(witness.seed)),
      ("network", witness.network.isEmpty ? nil : .string(witness.network)),
    ])
  }

  private static func evidence(_ evidence: Evidence) -> JSON {
    .object([
      ("formula", .number(evidence.formula)),
      ("finiteDifference", evidence.finiteDifference.map(JSON.number)),
      ("backpropagation", evidence.backpropagation.map(JSON.number)),
      ("maxRelativeDifference", .number(evidence.maxRelativeDifference)),
      ("predictedNoise", .number(evidence.predictedNoise)), ("comparisons", .integer(evidence.comparisons)),
      ("networks", .integer(evidence.networks)),
    ])
  }

  private static func diagnosis(_ diagnosis: Diagnosis) -> JSON {
    .object([
      ("name", .string(diagnosis.name.rawValue)), ("message", .string(diagnosis.message)),
      ("repair", diagnosis.repair.map(JSON.string)),
      (
        "confirmation",
        diagnosis.confirmation.map {
          .object([("networks", .integer($0.networks)), ("judges", .integer($0.judges))])
        }
      ),
    ])
  }

  private static func problem(_ problem: Problem, _ source: NumberedText) -> JSON {
    let place = source.place(of: problem.range.start)
    return .object([
      ("code", .string(problem.code.rawValue)), ("line", .integer(place.line)),
      ("column", .integer(place.column)), ("message", .string(ProblemText.sentence(problem))),
      ("found", .string(problem.found)), ("expected", .string(problem.expected)),
      ("help", problem.help.isEmpty ? nil : .string(problem.help)),
    ])
  }
}

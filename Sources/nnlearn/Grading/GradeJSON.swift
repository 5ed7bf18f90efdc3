import Exercises
import Foundation

/// The JSON report of a batch: written, and read back where shards are joined.
enum GradeJSON {
  static func text(_ batch: MarkedBatch) -> String {
    JSON.object([
      ("schemaVersion", .integer(1)), ("lesson", .string(batch.lesson)), ("title", .string(batch.title)),
      ("seed", .unsigned(batch.seed)), ("hints", .string(batch.level.rawValue)),
      ("needsHuman", .boolean(batch.needsHuman)),
      ("sheets", .array(batch.sheets.map(sheet))),
      ("summary", .array(batch.misconceptions.map(misconception))),
    ]).text
  }

  static func sheet(_ sheet: MarkedSheet) -> JSON {
    .object([
      ("file", .string(sheet.file)), ("name", sheet.name.map(JSON.string)),
      ("score", .number(sheet.score)), ("maxScore", .number(sheet.maxScore)),
      ("needsHuman", .boolean(sheet.needsHuman)), ("problem", sheet.problem.map(JSON.string)),
      ("notes", sheet.notes.map { .array($0.map(JSON.string)) }),
      ("alsoHandedIn", sheet.alsoHandedIn.map { .array($0.map(JSON.string)) }),
      ("exercises", .array(sheet.exercises.map(exercise))),
    ])
  }

  private static func exercise(_ one: MarkedExercise) -> JSON {
    .object([
      ("id", .string(one.id)), ("title", .string(one.title)), ("score", one.score.map(JSON.number)),
      ("maxScore", .number(one.maxScore)), ("outcome", .string(one.outcome.rawValue)),
      ("line", one.line.map(JSON.integer)), ("column", one.column.map(JSON.integer)),
      ("steps", one.steps.map { .array($0.map { .string($0.rawValue) }) }),
      (
        "diagnosis",
        one.diagnosis.map {
          .object([
            ("name", .string($0.name)), ("message", .string($0.message)),
            ("repair", $0.repair.map(JSON.string)),
          ])
        }
      ),
      ("answer", one.answer.map(JSON.string)), ("remark", one.remark.map(JSON.string)),
    ])
  }

  private static func misconception(_ one: MarkedBatch.Misconception) -> JSON {
    .object([
      ("exercise", .string(one.exercise)), ("name", .string(one.name)), ("message", .string(one.message)),
      ("count", .integer(one.count)), ("examples", .array(one.examples.map(JSON.string))),
    ])
  }

  /// What is read of a report.
  private struct Report: Decodable {
    var schemaVersion: Int
    var lesson: String
    var title: String
    var seed: UInt64
    var hints: String
    var sheets: [MarkedSheet]
  }

  /// One report of those of shards; throws where they do not belong together.
  static func merged(_ paths: [String]) throws(Mistake) -> MarkedBatch {
    var reports: [Report] = []
    for path in paths {
      let text = try TextFile.text(at: path)
      guard let report = try? JSONDecoder().decode(Report.self, from: Data(text.utf8)) else {
        throw .noReport(path, reason: "it is no JSON report of nnlearn grade")
      }
      if let first = reports.first {
        guard (report.lesson, report.seed, report.hints) == (first.lesson, first.seed, first.hints) else {
          throw .noReport(path, reason: "it is of another lesson, seed or --hints than \(paths[0])")
        }
      }
      reports.append(report)
    }
    guard let first = reports.first else { throw .missingTarget(.grade) }
    var files: Set<String> = []
    for (path, report) in zip(paths, reports) {
      for sheet in report.sheets where !files.insert(sheet.file).inserted {
        throw .noReport(path, reason: "\(sheet.file) is in another report too")
      }
    }
    return MarkedBatch(
      lesson: first.lesson, title: first.title, seed: first.seed,
      level: HintLevel(rawValue: first.hints) ?? .where,
      sheets: reports.flatMap(\.sheets))
  }
}

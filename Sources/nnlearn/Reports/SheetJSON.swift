import Exercises
import Lessons

/// What became of an answer sheet as fields of a report; as much as is given away in text.
enum SheetJSON {
  /// The fields that a sheet adds.
  static func fields(_ sheet: JudgedSheet) -> [(name: String, value: JSON?)] {
    let scores = sheet.items.map { $0.exercise.score($0.judgement) }
    return [
      ("lesson", .string(sheet.lesson.name)), ("name", sheet.name.map(JSON.string)),
      ("score", .number(scores.compactMap { $0 }.reduce(0, +))),
      ("maxScore", .number(sheet.items.reduce(0) { $0 + $1.exercise.points.total })),
      ("needsHuman", .boolean(scores.contains { $0 == nil })),
      ("exercises", .array(sheet.items.map(exercise))),
    ]
  }

  private static func exercise(_ item: JudgedSheet.Item) -> JSON {
    let judgement = item.judgement
    let place = judgement.place.flatMap { place in item.entry?.answer.position(of: place) }
    return .object([
      ("id", .string(item.exercise.id)), ("line", (place?.line ?? item.entry?.line).map(JSON.integer)),
      ("column", place.map { .integer($0.column) }),
      ("score", item.exercise.score(judgement).map(JSON.number)),
      ("maxScore", .number(item.exercise.points.total)), ("outcome", .string(judgement.outcome.rawValue)),
      ("steps", judgement.steps.isEmpty ? nil : .array(judgement.steps.map { .string($0.rawValue) })),
      ("diagnosis", diagnosis(item)),
      ("answer", item.showsSolution ? .array(item.exercise.answer.map(JSON.string)) : nil),
    ])
  }

  private static func diagnosis(_ item: JudgedSheet.Item) -> JSON? {
    guard item.judgement.outcome != .correct, item.tellsWhy, let reason = item.judgement.reason else {
      return nil
    }
    return .object([
      ("name", .string(reason.name)), ("message", .string(reason.message())),
      ("repair", item.level == .repair ? reason.repair.map(JSON.string) : nil),
    ])
  }
}

import Exercises

/// The `results.json` of Gradescope's autograder, as its specification has it.
enum Gradescope {
  static func text(_ sheet: MarkedSheet) -> String {
    let first = [sheet.problem].compactMap { $0 } + (sheet.notes ?? [])
    return JSON.object([
      ("score", .number(sheet.score)),
      ("output", first.isEmpty ? nil : .string(harmless(first.joined(separator: "\n")))),
      ("output_format", .string("text")), ("test_output_format", .string("text")),
      ("test_name_format", .string("text")), ("visibility", .string("visible")),
      ("stdout_visibility", .string("hidden")),
      ("tests", .array(sheet.exercises.map(test))),
    ]).text
  }

  private static func test(_ exercise: MarkedExercise) -> JSON {
    .object([
      ("score", exercise.score.map(JSON.number)), ("max_score", .number(exercise.maxScore)),
      // What has no score is neither passed nor failed.
      ("status", exercise.score.map { .string($0 == exercise.maxScore ? "passed" : "failed") }),
      ("name", .string(harmless(exercise.title))), ("name_format", .string("text")),
      ("number", .string(exercise.id)), ("output", .string(harmless(exercise.words))),
      ("output_format", .string("text")), ("visibility", .string("visible")),
    ])
  }
}

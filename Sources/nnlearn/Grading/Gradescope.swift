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

/// What an autograder of GitHub Classroom puts out, before base64.
enum Classroom {
  static func text(_ sheet: MarkedSheet) -> String {
    let isWhole = sheet.exercises.allSatisfy { $0.score == $0.maxScore }
    return JSON.object([
      ("version", .integer(1)),
      ("status", .string(sheet.needsHuman ? "error" : isWhole ? "pass" : "fail")),
      ("max_score", .number(sheet.maxScore)),
      (
        "tests",
        .array(
          sheet.exercises.map { exercise in
            .object([
              ("name", .string(harmless("\(exercise.id) \(exercise.title)"))),
              (
                "status",
                .string(
                  exercise.score == nil ? "error" : exercise.score == exercise.maxScore ? "pass" : "fail")
              ),
              // The reporter makes NaN of a test without a score.
              ("score", .number(exercise.score ?? 0)), ("max_score", .number(exercise.maxScore)),
              ("message", .string(harmless(exercise.words))), ("test_code", .string("")),
              ("filename", .string(sheet.file)), ("line_no", .integer(exercise.line ?? 0)),
              ("duration", .integer(0)),
            ])
          })
      ),
    ]).text
  }
}

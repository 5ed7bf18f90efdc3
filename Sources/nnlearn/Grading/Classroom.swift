import Exercises

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

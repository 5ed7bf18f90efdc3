import Exercises

/// A batch as SARIF 2.1.0, in the subset that code hosts show: a result for each lost point, at its line.
enum GradeSARIF {
  static func text(_ batch: MarkedBatch) -> String {
    let lost = batch.sheets.flatMap { sheet in
      sheet.exercises.filter { $0.score != $0.maxScore && $0.outcome != .notAttempted }.map { (sheet, $0) }
    }
    let rules = Set(lost.map { $0.1.outcome.rawValue }).sorted()
    return JSON.object([
      ("$schema", .string("https://json.schemastore.org/sarif-2.1.0.json")), ("version", .string("2.1.0")),
      (
        "runs",
        .array([
          .object([
            (
              "tool",
              .object([
                (
                  "driver",
                  .object([
                    ("name", .string("nnlearn")), ("rules", .array(rules.map(rule))),
                  ])
                )
              ])
            ),
            ("results", .array(lost.map { result($0, $1) })),
          ])
        ])
      ),
    ]).text
  }

  private static func rule(_ name: String) -> JSON {
    let words = Judgement.Outcome(rawValue: name).map { SheetReport.words($0).words } ?? name
    let text = JSON.object([("text", .string(words))])
    return .object([
      ("id", .string(name)), ("shortDescription", text), ("fullDescription", text), ("help", text),
    ])
  }

  private static func result(_ sheet: MarkedSheet, _ exercise: MarkedExercise) -> JSON {
    .object([
      ("ruleId", .string(exercise.outcome.rawValue)),
      ("level", .string(exercise.score == nil ? "warning" : "error")),
      ("message", .object([("text", .string(harmless("\(exercise.id): \(exercise.words)")))])),
      (
        "locations",
        .array([
          .object([
            (
              "physicalLocation",
              .object([
                ("artifactLocation", .object([("uri", .string(uri(sheet.file)))])),
                (
                  "region",
                  .object([
                    ("startLine", .integer(exercise.line ?? 1)),
                    ("startColumn", .integer(exercise.column ?? 1)),
                  ])
                ),
              ])
            )
          ])
        ])
      ),
      (
        "partialFingerprints",
        .object([("primaryLocationLineHash", .string("\(sheet.file):\(exercise.id)"))])
      ),
    ])
  }

  /// A path as a relative reference: what a URI has other uses for is written by its bytes.
  private static func uri(_ path: String) -> String {
    var result = ""
    for byte in path.utf8 {
      let scalar = Unicode.Scalar(byte)
      let isPlain =
        byte < 0x80 && (scalar.properties.isAlphabetic || "0123456789-._~/".unicodeScalars.contains(scalar))
      if isPlain {
        result.unicodeScalars.append(scalar)
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        result += "%" + (digits.count == 1 ? "0" : "") + digits
      }
    }
    return result
  }
}

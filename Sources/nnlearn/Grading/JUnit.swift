import Exercises
import Formula

/// A batch as JUnit's XML: a suite a sheet, a case an exercise. Points are properties, since JUnit has none.
enum JUnit {
  static func text(_ batch: MarkedBatch) -> String {
    let all = batch.sheets.flatMap(\.exercises)
    var xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    xml += "<testsuites name=\"nnlearn \(escaped(batch.lesson))\"\(counts(all))>\n"
    for sheet in batch.sheets {
      xml +=
        "  <testsuite name=\"\(escaped(sheet.file))\"\(counts(sheet.exercises)) file=\"\(escaped(sheet.file))\">\n"
      xml += "    <properties>\n"
      for (name, value) in [
        ("seed", String(batch.seed)), ("score", points(sheet.score)), ("max_score", points(sheet.maxScore)),
        ("student", sheet.name ?? ""), ("problem", sheet.problem ?? ""),
        ("notes", sheet.remarks.joined(separator: "; ")),
      ] where !value.isEmpty {
        xml += "      <property name=\"\(name)\" value=\"\(escaped(value))\"/>\n"
      }
      xml += "    </properties>\n"
      for exercise in sheet.exercises { xml += test(exercise, sheet, batch) }
      xml += "  </testsuite>\n"
    }
    return xml + "</testsuites>\n"
  }

  private static func test(_ exercise: MarkedExercise, _ sheet: MarkedSheet, _ batch: MarkedBatch) -> String {
    let line = exercise.line.map { " line=\"\($0)\"" } ?? ""
    var xml =
      "    <testcase name=\"\(escaped("\(exercise.id) \(exercise.title)"))\" classname=\"\(escaped(batch.lesson))\" "
    xml += "file=\"\(escaped(sheet.file))\"\(line)>\n"
    xml += "      <properties>\n"
    if let score = exercise.score { xml += "        <property name=\"score\" value=\"\(points(score))\"/>\n" }
    xml +=
      "        <property name=\"max_score\" value=\"\(points(exercise.maxScore))\"/>\n      </properties>\n"
    let words = escaped(exercise.words)
    switch Kind(exercise) {
    case .passed: break
    case .skipped: xml += "      <skipped message=\"\(words)\"/>\n"
    case .failure: xml += "      <failure message=\"\(words)\" type=\"\(exercise.outcome.rawValue)\"/>\n"
    case .error: xml += "      <error message=\"\(words)\" type=\"\(exercise.outcome.rawValue)\"/>\n"
    }
    return xml + "    </testcase>\n"
  }

  private enum Kind {
    case passed, failure, error, skipped

    init(_ exercise: MarkedExercise) {
      switch exercise.outcome {
      case _ where exercise.score == nil: self = .error
      case _ where exercise.score == exercise.maxScore: self = .passed
      case .notAttempted where exercise.remark == nil: self = .skipped
      default: self = .failure
      }
    }
  }

  private static func counts(_ exercises: [MarkedExercise]) -> String {
    let kinds = exercises.map(Kind.init)
    func count(_ kind: Kind) -> Int { kinds.count { $0 == kind } }
    return " tests=\"\(exercises.count)\" failures=\"\(count(.failure))\" errors=\"\(count(.error))\""
      + " skipped=\"\(count(.skipped))\""
  }

  /// Text within an attribute.
  private static func escaped(_ text: String) -> String {
    MathMLText.escaped(harmless(text.split(separator: "\n").joined(separator: " ")))
  }
}

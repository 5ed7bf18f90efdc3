/// A lesson's text on its way into a Swift file.
struct EmbeddedText {
  /// The folder: `Lesson07OutputDelta`.
  var folder: String
  /// The whole of `lesson.md`.
  var text: String
  /// The whole of `exercises.md`; empty where there is none.
  var exercises = ""
  /// The type that holds the lesson's derivation as code, where the folder has one: `OutputDelta`.
  var codeType: String?

  /// The name of the type that goes with a folder: what follows `Lesson` and two digits.
  static func typeName(folder: String) -> String? {
    guard folder.hasPrefix("Lesson") else { return nil }
    let rest = folder.dropFirst("Lesson".count)
    guard rest.count > 2, rest.prefix(2).allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
    let name = rest.dropFirst(2)
    guard let first = name.first, first.isASCII, first.isUppercase,
      name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) })
    else { return nil }
    return String(name)
  }
}

/// A Swift file that declares `EmbeddedCourse.folders` with these texts in this order.
func swiftSource(_ lessons: [EmbeddedText]) -> String {
  let entries = lessons.map { lesson in
    """
        LessonFolder(
          name: "\(lesson.folder)", derivations: \(lesson.codeType.map { $0 + ".derivations" } ?? "[]"),
          text: \(rawLiteral(lesson.text)), exercises: \(rawLiteral(lesson.exercises))),

    """
  }
  return """
    // Made from lesson.md and exercises.md of each folder by EmbedLessons.
    enum EmbeddedCourse {
      static let folders: [LessonFolder] = [
    \(entries.joined())  ]
    }

    """
}

/// A raw string literal over several lines, with enough `#` that nothing in the text ends or escapes it.
///
/// Line ends become `\n`, as they do in any Swift literal.
func rawLiteral(_ text: String) -> String {
  let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" || $0 == "\r" }
  var longest = 0
  var run = 0
  for character in text.unicodeScalars {
    run = character == "#" ? run + 1 : 0
    longest = max(longest, run)
  }
  let marks = String(repeating: "#", count: longest + 1)
  return "\(marks)\"\"\"\n\(lines.joined(separator: "\n"))\n\"\"\"\(marks)"
}

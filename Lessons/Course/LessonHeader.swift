import Checking
import Exercises

/// What the header of a `lesson.md` says.
///
///     ---
///     lesson: 7
///     slug: output-delta
///     title: The error term δ of the output layer
///     convention: sigmoid
///     ---
struct LessonHeader: Sendable, Hashable {
  var number: Int
  var slug: String
  var title: String
  var convention: String
  var presumptions: Presumptions
  /// The same for exercises.
  var givens = Givens()

  /// Reads the header; `folder` only says where a problem is.
  init(_ lines: [TextLine], folder: String) throws(LessonProblem) {
    guard lines.first?.trimmed == "---" else {
      throw LessonProblem(folder: folder, line: 1, reason: .missingHeader)
    }
    var fields: [String: (value: String, line: Int)] = [:]
    var presumptions = Presumptions()
    var givens = Givens()
    var end: Int?
    for line in lines.dropFirst() {
      if line.trimmed == "---" {
        end = line.number
        break
      }
      guard let (key, value) = line.keyAndValue else {
        throw LessonProblem(folder: folder, line: line.number, reason: .badLine(line.trimmed))
      }
      switch key {
      case "lesson", "slug", "title", "convention": fields[key] = (value, line.number)
      default:
        _ = givens.read(key, value)
        switch presumptions.read(key, value) {
        case true: break
        case false:
          throw LessonProblem(folder: folder, line: line.number, reason: .badValue(key: key, value: value))
        case nil: throw LessonProblem(folder: folder, line: line.number, reason: .unknownKey(key))
        }
      }
    }
    guard end != nil else { throw LessonProblem(folder: folder, line: 1, reason: .unclosed("---")) }

    func field(_ key: String) throws(LessonProblem) -> (value: String, line: Int) {
      guard let field = fields[key], !field.value.isEmpty else {
        throw LessonProblem(folder: folder, line: 1, reason: .missingKey(key))
      }
      return field
    }
    let lesson = try field("lesson")
    guard let number = Int(lesson.value), (1...99).contains(number) else {
      throw LessonProblem(
        folder: folder, line: lesson.line, reason: .badValue(key: "lesson", value: lesson.value))
    }
    let slug = try field("slug")
    guard LessonID.isSlug(slug.value) else {
      throw LessonProblem(folder: folder, line: slug.line, reason: .badValue(key: "slug", value: slug.value))
    }
    self.number = number
    self.slug = slug.value
    self.title = try field("title").value
    self.convention = try field("convention").value
    self.presumptions = presumptions
    self.givens = givens
    self.givens.convention = convention
  }
}

import Exercises

/// Why a lesson's text cannot be used: data only, for a front end to put into words.
public struct LessonProblem: Error, Sendable, Hashable {
  /// The lesson's folder.
  public var folder: String
  /// The line in `lesson.md`, counted from 1.
  public var line: Int
  /// What is wrong there.
  public var reason: Reason

  /// What can be wrong with a lesson's text.
  public enum Reason: Sendable, Hashable {
    /// The text does not begin with a header between two lines `---`.
    case missingHeader
    /// The header lacks this key.
    case missingKey(String)
    /// Neither a header nor a claim has such a key.
    case unknownKey(String)
    /// The key cannot have this value.
    case badValue(key: String, value: String)
    /// A line of a header or a claim's comment is not of the form `key: value`.
    case badLine(String)
    /// A fence or comment is not closed.
    case unclosed(String)
    /// A claim's comment has no formula below it.
    case claimWithoutFormula(String)
    /// Two claims have the same name.
    case repeatedClaim(String)
    /// Two lessons have the same number or slug.
    case repeatedLesson(String)
    /// Its `exercises.md` is not as it should be; the line is that file's.
    case exercise(ExerciseProblem.Reason)
  }
}

extension LessonProblem {
  /// A problem of the exercises in a lesson's folder.
  package init(in folder: String, _ problem: ExerciseProblem) {
    self.init(folder: folder, line: problem.line, reason: .exercise(problem.reason))
  }
}

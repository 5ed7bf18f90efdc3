/// Why a text of exercises cannot be used: data only, for a front end to put into words.
public struct ExerciseProblem: Error, Sendable, Hashable {
  /// The line, counted from 1.
  public var line: Int
  /// What is wrong there.
  public var reason: Reason

  /// What can be wrong with it.
  public enum Reason: Sendable, Hashable {
    /// A heading of the second level does not begin with a number like 7.1.
    case missingNumber(String)
    /// Two exercises have the same number.
    case repeatedNumber(String)
    /// The comment with its keys is missing below the heading.
    case missingKeys
    /// The exercise lacks this key or this section.
    case missing(String)
    case unknownKey(String)
    case badValue(key: String, value: String)
    /// A line of the comment is not of the form `key: value`.
    case badLine(String)
    /// There is no such section in an exercise.
    case unknownSection(String)
    /// A fence or comment is not closed.
    case unclosed(String)
    /// A wrong answer without a formula below it.
    case wrongWithoutFormula
    /// Fewer hints than levels.
    case tooFewHints(Int)
    /// The formula cannot be read; what was found.
    case unreadable(String)
    /// It is another lesson's.
    case otherLesson(String)
  }
}

import Checking
import Lessons

/// What kept a command from being carried out.
///
/// A value with data; `MistakeText` turns it into sentences, a stream and an exit status.
enum Mistake: Error, Sendable, Hashable {
  case missingVerb
  case unknownVerb(String, nearest: String?)
  case unknownOption(String, verb: Verb?, nearest: String?)
  /// An option that exists, but not for this verb; nil for none.
  case optionOfOtherVerbs(String, verb: Verb?, verbs: [Verb])
  case missingValue(Option)
  case unexpectedValue(Option, given: String)
  case badValue(Option, given: String)
  case missingTarget(Verb)
  /// An option without which the verb can do nothing.
  case missingOption(Option, Verb)
  case tooManyTargets(Verb, given: [String])
  case unknownConvention(String, nearest: String?, known: [String])
  case unknownLesson(String, nearest: String?, known: [String])
  /// Neither a file nor a lesson.
  case unknownTarget(String, nearest: String?)
  case unknownClaim(String, target: String, known: [String])
  case nothingToTrace(String)
  /// A formula that the convention of this name cannot read or write.
  case translation(TranslationProblem, convention: String)
  case file(String, FileProblem)
  /// The answer could not be written, in the system's words.
  case answerLost(String)
  /// A line of a document's header, or of a convention file, that says nothing known.
  case header(String, line: Int, key: String, HeaderProblem)
  /// A lesson's text that is not as it should be.
  case lesson(LessonProblem)
  /// A formula of a file that nothing can be computed with.
  case formula(String, line: Int, column: Int, reason: String)
  /// Data or a network that nothing can be trained with, in this file.
  case training(String, TrainingProblem)
  /// A folder given with `--lessons` in which there is no lesson.
  case noLessons(String)
  /// No answer sheet in this folder.
  case noSheet
  /// A lesson without exercises.
  case noExercises(String)
  /// A lesson has no exercise of this number.
  case unknownExercise(String, lesson: String, known: [String])
  /// There are only so many hints.
  case noSuchHint(Int, count: Int, exercise: String)
  /// A sheet that is there already, and what to type to begin anew.
  case sheetExists(String, lesson: String)
  /// Nothing that could be marked in these places.
  case noSubmissions([String])
  /// A format that is for one sheet, with several.
  case oneSheetOnly(Format, count: Int)
  /// A table that cannot be read, by its line.
  case table(String, line: Int, reason: String)
  /// A file that is no JSON report of `grade`.
  case noReport(String, reason: String)
  /// A file that could not be written, in the system's words.
  case unwritable(String, reason: String)

  /// What is wrong with a file.
  enum FileProblem: Sendable, Hashable {
    case missing
    case directory
    case empty
    case tooLarge(bytes: Int, limit: Int)
    case notUTF8(offset: Int)
    case refused(String)
  }

  /// What is wrong with a header line.
  enum HeaderProblem: Sendable, Hashable {
    case value(Option, String)
    case unknownConvention(String, nearest: String?)
    case unknownLesson(String, nearest: String?)
    case unclosed
    case notAConvention(found: String, expected: String)
  }
}

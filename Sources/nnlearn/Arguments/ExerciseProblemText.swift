import Exercises
import Lessons

extension LessonProblem {
  /// The file that it is in.
  var path: String {
    if case .exercise = reason { "\(folder)/exercises.md" } else { "\(folder)/lesson.md" }
  }
}

/// What is wrong with a text of exercises, in words.
enum ExerciseProblemText {
  /// What happened, and what to do next.
  static func sentences(_ reason: ExerciseProblem.Reason) -> (String, String) {
    switch reason {
    case .missingNumber(let words):
      ("the exercise ‘\(words)’ has no number", "its heading begins with one: ## 7.1 The output error")
    case .otherLesson(let id): ("the exercise \(id) belongs to another lesson", "")
    case .repeatedNumber(let id): ("there are two exercises \(id)", "")
    case .missingKeys:
      ("the exercise does not say what is asked", "below its heading stands a comment: <!-- exercise … -->")
    case .missing(let what): ("the exercise lacks \(what)", "")
    case .unknownKey(let key): ("an exercise has no key ‘\(key)’", "")
    case .badValue(let key, let value): ("\(key) cannot be ‘\(value)’", "")
    case .badLine(let line): ("‘\(line)’ cannot stand here", "")
    case .unknownSection(let name):
      ("an exercise has no part ‘\(name)’", "it has Given, Answer, Hints and Wrong answers")
    case .unclosed(let mark): ("‘\(mark)’ is not closed", "")
    case .wrongWithoutFormula:
      ("a wrong answer is an item with its misconception, and a ```math block below it", "")
    case .tooFewHints(let count):
      (
        "the exercise has \(count) hints",
        "at least \(ExerciseReader.levels) are needed: a question, a rule, the first step"
      )
    case .unreadable(let latex): ("‘\(latex)’ cannot be read as one expression", "")
    }
  }
}

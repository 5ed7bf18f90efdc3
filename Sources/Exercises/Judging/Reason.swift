/// Why an answer is not right, as data; `message` is the one place that makes sentences of it.
package enum Reason: Sendable, Hashable {
  /// It cannot be read: what was found, what was expected, and what to try.
  case unreadable(found: String, expected: String = "", help: String = "")
  /// It is longer than an answer can be.
  case tooLong
  /// It defines commands of its own.
  case definesCommands
  /// A letter that is neither given nor defined.
  case unknownLetter(String)
  /// It gives a letter of the exercise another meaning.
  case definesGiven(String)
  /// Several expressions beside each other.
  case severalAnswers
  /// It speaks of something else than what is asked.
  case otherQuantity(asked: String)
  /// The answer contains what is asked.
  case restates
  /// A step is the same as the one before.
  case sameStep
  /// It is right with a letter that may not be used.
  case letterNotAllowed(String, allowed: [String])
  /// It is right, and a derivative is left in it.
  case derivativeLeft
  /// It is right, with too few steps.
  case fewSteps(have: Int, asked: Int)
  /// It is right as far as it is written out.
  case fewDigits(Int)
  case notANumber
  case notAShape
  /// Right under a condition only.
  case onlyIf(String)
  /// A typical wrong answer of the exercise.
  case misconception(name: String, words: String)
  /// What is wrong, and as what it would be right.
  case mistake(name: String, words: String, repair: String?)
  case wrongNumber
  case undecided(String)

  /// The name of the mistake in reports.
  package var name: String {
    switch self {
    case .misconception(let name, _), .mistake(let name, _, _): name
    case .restates, .sameStep: "says-nothing"
    case .unknownLetter, .definesGiven: "wrong-quantity"
    case .notAShape: "shape-mismatch"
    default: "other"
    }
  }

  /// What would be right, in LaTeX.
  package var repair: String? { if case .mistake(_, _, let repair) = self { repair } else { nil } }

  /// What is wrong, in a sentence; `formula` makes of LaTeX what is to be shown.
  package func message(_ formula: (String) -> String = { $0 }) -> String {
    switch self {
    case .unreadable(let found, let expected, let help):
      "This cannot be read: found \(found)" + (expected.isEmpty ? "." : ", expected \(expected).")
        + (help.isEmpty ? "" : " " + help)
    case .tooLong: "This is longer than an answer can be."
    case .definesCommands: "An answer cannot define commands of its own."
    case .unknownLetter(let letter): "\(formula(letter)) is neither given nor defined in the answer."
    case .definesGiven(let letter): "\(formula(letter)) is given; an answer cannot define it anew."
    case .severalAnswers: "One expression is asked for, and here are several side by side."
    case .otherQuantity(let asked): "This is about something else; what is asked for is \(formula(asked))."
    case .restates: "The answer contains what is asked for, so that it says nothing."
    case .sameStep: "This step is the same as the one before it."
    case .letterNotAllowed(let letter, let allowed):
      "It is true, but \(formula(letter)) is not among the letters asked for: \(allowed.map(formula).joined(separator: ", "))."
    case .derivativeLeft: "It is true, but a derivative is left in it that can be worked out."
    case .fewSteps(let have, let asked):
      "It is true, but \(asked) steps are asked for, and \(have == 1 ? "this is one" : "these are \(have)")."
    case .fewDigits(let digits):
      "It is right as far as it goes; \(digits == 1 ? "one digit" : "\(digits) digits") behind the point are asked for."
    case .notANumber: "A number is asked for."
    case .notAShape: "A shape is asked for: rows \\times columns."
    case .onlyIf(let condition): "This is true only for \(condition)."
    case .misconception(_, let words), .mistake(_, let words, _): words
    case .wrongNumber: "The number is another one."
    case .undecided(let words): "It could not be decided: \(words)."
    }
  }
}

/// An exercise: what is asked, what is given, and what is right.
///
/// It is text in a lesson's folder; judging and marking use this and nothing else.
package struct Exercise: Sendable, Hashable {
  /// Its number within the course: `7.1`.
  package var id: String
  /// What it is about, as a heading.
  package var title: String
  package var kind: Kind
  /// What is asked, in Markdown.
  package var prompt: String
  package var givens: Givens
  /// What stands on the left of the answer, in LaTeX.
  package var left: String
  /// For what the answer has to hold, in LaTeX: `i \ne c`.
  package var condition: String?
  /// The answer in LaTeX; the sides of a derivation in their order.
  package var answer: [String]
  /// How the answer has to be written.
  package var form: Form
  /// What it is worth.
  package var points: Points
  /// From a question to the first step.
  package var hints: [String]
  /// Answers that are typical and wrong.
  package var wrong: [WrongAnswer]
  /// The line of its text on which it begins, counted from 1.
  package var line: Int

  /// What kind of answer is asked for.
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    /// One expression.
    case formula
    /// A chain of equal expressions.
    case derivation
    /// The shape of a vector or a matrix.
    case shape
    /// A number, to some digits.
    case number
    /// The line of a wrong derivation as it should be.
    case findTheError = "find-the-error"
  }

  /// How an answer has to be written.
  package struct Form: Sendable, Hashable {
    /// The letters that may be used; nil for all that are given.
    package var letters: [String]?
    /// Derivatives may stay in the answer.
    package var allowsDerivatives = false
    /// How many steps a derivation has at least.
    package var steps = 1
    /// How many digits behind the point a number has to have.
    package var digits = 0
  }

  /// What an exercise is worth: all of it, and for a derivation the parts.
  package struct Points: Sendable, Hashable {
    package var total: Double
    /// For each required step; empty where only the whole counts.
    package var steps: [Double] = []
  }

  /// A wrong answer that is met often.
  package struct WrongAnswer: Sendable, Hashable {
    package var latex: String
    /// What led to it, in a sentence.
    package var misconception: String
    /// The name of the mistake, where it has one.
    package var name: String?
    package var line: Int
  }

  /// The answer's last expression.
  package var result: String { answer.last ?? "" }
}

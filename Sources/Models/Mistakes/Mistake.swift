import Formula

/// A kind of mistake: the places of a formula it can have come from, what is said of it, and an example.
///
/// Each is a file of `Kinds`, and a row of `Mistake.all`.
package struct Mistake: Sendable {
  /// What the kind is called in reports: a name that stays.
  package var name: MistakeName
  /// The mistake in a few words, for tables.
  package var title: String
  /// A wrong formula in which it was made.
  package var example: MistakeExample
  /// The wrong side with the mistake mended, at every place where it can have been made, likely ones first.
  var edits: @Sendable (WrongLink) -> [Edit]

  /// A side that may be right, and what is wrong with the one that stands there.
  struct Edit: Sendable {
    /// The side with the mistake mended.
    var right: Term
    /// What is said.
    var remark: Remark
    /// The name, where it depends on what was changed.
    var name: MistakeName?
    /// What the wrong side has to be equal to, one of them: evidence that this was the mistake, where the repair is
    /// the same whatever stands there.
    var evidence: [Term]
    /// What must not be true: the added term alone, which would say that the rest is zero.
    var refuted: Term?

    init(
      _ right: Term, _ remark: Remark, name: MistakeName? = nil, ifRightIs evidence: [Term] = [],
      unlessHolds refuted: Term? = nil
    ) {
      self.right = right
      self.remark = remark
      self.name = name
      self.evidence = evidence
      self.refuted = refuted
    }
  }
}

/// A wrong formula on a page, or with a text that defines its model.
package struct MistakeExample: Sendable {
  /// The formula as a learner may have written it.
  package var latex: String
  /// The page before it; nil where the text defines all.
  package var page: Page?
  /// What the text says before the formula.
  package var text: String

  /// Makes an example; a page that is given is law.
  package init(_ latex: String, on page: Page? = .standard, after text: String = "") {
    self.latex = latex
    self.page = page
    self.text = text
  }

  /// The document of the example, with a formula in the place of the wrong one.
  package func document(_ formula: String) -> Document { Document(text + "\n\n$$\n" + formula + "\n$$\n") }
}

extension Mistake {
  /// All kinds, in the order in which a tutor would think of them: what deletes or turns something before what
  /// invents something.
  package static let all: [Mistake] = [
    missingOldValue, swappedDifference, turnedComparison, wrongCase, wrongSign, missingSize, lostTwo,
    wrongCount,
    extraSum, extraFactor, wrongArgument, lostPrime, extraPrime, missingBracket, misplacedPower,
    swappedIndices,
    exchangedLetters, wrongStep, wrongSteps, missingTranspose, factorOrder, elementwiseProduct, missingSum,
    missingSlope, wrongIndex, wrongRange, movedSlope, extraTerm, trueClassOnly, missingTarget, wrongNumber,
    wrongSlope, oneSoftmaxPath, missingPath, missingFactor, missingWeights, wrongQuantity, missingFunction,
    missingTerm, notTheDerivative,
  ]
}

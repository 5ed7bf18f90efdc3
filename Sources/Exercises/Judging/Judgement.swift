/// What became of an answer.
package struct Judgement: Sendable, Hashable {
  package var outcome: Outcome
  /// Why it is not right.
  package var reason: Reason?
  /// Where that is.
  package var place: Answer.Place?
  /// What became of each step of a derivation, in their order.
  package var steps: [Step] = []
  /// What else there is to say.
  package var notes: [String] = []

  /// What can become of an answer.
  package enum Outcome: String, Sendable, Hashable, CaseIterable, Codable {
    case correct
    /// One step is wrong, and the others follow.
    case followsThrough
    /// True so far, and not yet what is asked for.
    case rightSoFar
    case incorrect
    /// True, and not in the form that is asked for.
    case wrongForm
    /// It cannot be judged as it stands: unreadable, or with letters that nobody knows.
    case invalid
    case undecided
    case notAttempted
  }

  /// A step of a derivation.
  package enum Step: String, Sendable, Hashable, Codable {
    case right, wrong, undecided
  }

  init(_ outcome: Outcome, _ reason: Reason? = nil, at place: Answer.Place? = nil) {
    self.outcome = outcome
    self.reason = reason
    self.place = place
  }
}

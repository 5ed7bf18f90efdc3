/// The one order of preference among the readings of a formula.
enum Preference {
  /// Outcomes from best to worst.
  private static let order: [Outcome] = [
    .holds, .definition, .holdsIf, .undecided, .notAClaim, .fails, .illTyped, .unreadable,
  ]

  /// The place of an outcome, the best first.
  static func rank(_ outcome: Outcome) -> Int { order.firstIndex(of: outcome) ?? order.count }

  /// Whether a reading in these ways is preferred to the usual one: it makes the formula true, or gives it a meaning
  /// that it has not otherwise.
  static func prefers(_ ways: [Way], _ attempt: Way.Attempt) -> Bool {
    let (outcome, usual) = (attempt.outcome, attempt.usual)
    guard rank(outcome) < rank(usual), !ways.contains(where: { $0.isRefused(attempt) }) else { return false }
    let hasNoMeaning = usual == .illTyped || usual == .unreadable
    switch outcome {
    case .holds, .definition: return true
    case .holdsIf: return hasNoMeaning
    case .fails:
      return usual == .unreadable || hasNoMeaning && ways.allSatisfy { $0.worth == .whereMeaningful }
    case .undecided, .notAClaim: return usual == .unreadable
    case .illTyped, .unreadable: return false
    }
  }
}

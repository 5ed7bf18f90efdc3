/// Points for answers.
extension Exercise {
  /// The points of an answer; nil where only a human can give them.
  ///
  /// A derivation earns the parts of its right steps, in their order; the last part only what is right as a whole.
  package func score(_ judgement: Judgement) -> Double? {
    switch judgement.outcome {
    case .correct: return points.total
    case .invalid, .undecided: return nil
    case .notAttempted: return 0
    case .followsThrough:
      let parts = points.steps
      guard let wrong = judgement.steps.firstIndex(of: .wrong), !parts.isEmpty else { return 0 }
      return points.total - parts[min(wrong, parts.count - 1)]
    case .incorrect, .rightSoFar, .wrongForm:
      let right = judgement.steps.prefix { $0 == .right }.count
      return points.steps.dropLast().prefix(right).reduce(0, +)
    }
  }
}

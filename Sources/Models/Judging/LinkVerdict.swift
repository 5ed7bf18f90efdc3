import Formula

/// What became of a link.
package enum LinkOutcome: String, Sendable, Hashable {
  case holds, fails, illTyped, undecided, notAClaim
}

/// The verdict on A = B, with what it rests on.
package struct LinkVerdict: Sendable {
  package var outcome: LinkOutcome
  /// A point at which the sides differ.
  package var witness: Witness?
  /// Why, where it is not a matter of numbers.
  package var reason: String?
  /// What is wrong and what would be right, where one small change explains it.
  package var diagnosis: Diagnosis?
  /// Numbers that show the difference and can be redone by hand.
  package var example: HandExample?
  /// Which of the readings of the link the verdict is about; nil for what is no plain comparison.
  var reading: Int?
  /// What an update should come to: θ − η ∂C/∂θ.
  var meant: Term?
  /// A step along the gradient, the wrong way.
  var isWrongDirection = false
  /// It holds with some shapes that may be meant, and not with others: no part of the text can settle that.
  var dependsOnShapes = false
  /// How many pairs of numbers were compared.
  package var comparisons = 0
  /// The largest relative difference that was met.
  package var largestDifference = 0.0
  /// One derivative as the two judges have it.
  package var evidence: Evidence?

  init(_ outcome: LinkOutcome, reason: String? = nil) {
    self.outcome = outcome
    self.reason = reason
  }

  /// A mistake, what is said of it, and the right side as it would be true.
  package struct Diagnosis: Sendable {
    package var name: MistakeName
    /// The kind in a few words.
    package var kind: String
    package var remark: Remark
    package var repair: Term
    /// The repair in LaTeX, in the letters of the text.
    package var latex: String { TermLaTeX.print(repair) }
  }

  /// A point with both values.
  package struct Witness: Sendable {
    package var letters: [(name: String, value: Int)]
    package var left: Double
    package var right: Double
    package var seed: UInt64
  }

  /// A derivative by the reverse sweep and by differences of the program.
  package struct Evidence: Sendable {
    package var sweep: Double
    package var difference: Double
    package var noise: Double
  }
}

extension LinkVerdict {
  /// Undecided since both sides are zero.
  var isOfZeros: Bool { reason == Comparison.zeros }
}

extension Value {
  /// The entries as numbers.
  func numbers(_ tape: Tape) -> [(value: Double, error: Double)] {
    entries.map { (tape.values[$0], tape.errors[$0]) }
  }
}

/// Compares numbers with regard to their rounding errors.
struct Comparison {
  private(set) var verdict = LinkVerdict(.undecided)
  private var isInformative = false
  private var hasUnclear = false
  private var varying: [Double] = []

  /// Compares the sides at one point. False where they differ.
  mutating func add(
    _ left: [(value: Double, error: Double)], _ right: [(value: Double, error: Double)],
    _ letters: [(name: String, value: Int)], _ seed: UInt64, _ relation: Relation
  ) -> Bool {
    let scale = (left + right).map { abs($0.value) }.max() ?? 0
    for place in 0..<max(left.count, right.count) {
      let a = left.count == 1 ? left[0] : left[place]
      let b = right.count == 1 ? right[0] : right[place]
      let error = a.error + b.error
      let difference = abs(a.value - b.value)
      let size = max(abs(a.value), abs(b.value))
      verdict.comparisons += 1
      if error > 0 || size > 0 { isInformative = true }
      varying.append(a.value)
      if size > 0 {
        verdict.largestDifference = max(verdict.largestDifference, difference / max(size, scale * 1e-3))
      }
      if relation.isComparison {
        // ≤ holds where the sides are equal up to rounding.
        let isNear = difference <= 1e-11 * size + 64 * error
        let isStrict = relation == .less || relation == .greater || relation == .notEqual
        if isNear ? !isStrict : Tape.holds(relation, a.value, b.value) { continue }
        verdict.outcome = .fails
        verdict.witness = LinkVerdict.Witness(letters: letters, left: a.value, right: b.value, seed: seed)
        return false
      }
      // What swamps everything else proves nothing.
      if error > 1e-5 * max(1, size) || size > 1e12 {
        hasUnclear = true
        continue
      }
      if difference <= 1e-11 * size + 64 * error { continue }
      if difference > 1e-7 * size, difference > 1e4 * error {
        verdict.outcome = .fails
        verdict.witness = LinkVerdict.Witness(letters: letters, left: a.value, right: b.value, seed: seed)
        return false
      }
      hasUnclear = true
    }
    return true
  }

  fileprivate static let zeros = "both sides are zero wherever they were computed"

  /// The verdict after all points.
  func finished() -> LinkVerdict {
    var verdict = verdict
    if verdict.outcome == .fails { return verdict }
    if verdict.comparisons == 0 {
      verdict.reason = "there is no point at which both sides have a value"
    } else if hasUnclear {
      verdict.reason = "rounding hides the difference"
    } else if !isInformative {
      verdict.reason = Self.zeros
    } else {
      verdict.outcome = .holds
    }
    return verdict
  }
}

import Formula

/// What comparing the two sides of a link has shown so far, over positions, layers and networks.
struct LinkTally {
  /// A point at which the sides were compared.
  struct Point {
    var stateNumber: Int
    var layers: [String: Int]
    /// Positions by axis, counted from 0.
    var positions: [Int: Int]
    var left: Bounded
    var right: Bounded
  }

  /// The first point at which the sides differ, on the first network where they do.
  private(set) var difference: Point?
  /// The first point that shows agreement on a value that isn't zero.
  private(set) var example: Point?
  private(set) var informative = 0
  private(set) var unclear = 0
  private(set) var differing = 0
  private(set) var comparisons = 0
  private(set) var maxRelativeDifference = 0.0
  /// Networks on which there was an informative point.
  private(set) var networks: Set<Int> = []
  /// Ratios right/left where both are known well, for proportionality and for diagnosis.
  private(set) var ratios: [Ratio] = []
  /// Somewhere the left side vanishes and the right side doesn't.
  private(set) var hasNoRatio = false
  /// The judges contradicted each other: by how much, relatively.
  var judgesDisagree = false
  /// The largest relative difference of the two judges on this link's sides.
  var judgeDifference = 0.0
  /// Why some points could not be evaluated.
  var errors: [EvaluationError] = []
  /// Points at which both sides are exactly zero.
  private(set) var zeros = 0
  /// The left side is not zero where the written conditions do not hold.
  var isNonzeroElsewhere = false
  /// Points at which a difference quotient met a kink.
  var kinks = 0

  /// Takes the comparison of two values into account.
  mutating func take(_ point: Point, isFromDifferences: Bool, relation: Relation) {
    comparisons += 1
    let verdict = Self.verdict(point.left, relation, point.right)
    let relative = Tolerance.relativeDifference(point.left, point.right)
    switch verdict {
    case .uninformative:
      if point.left.value == 0, point.right.value == 0 { zeros += 1 }
      return
    case .agree:
      informative += 1
      networks.insert(point.stateNumber)
      if example == nil, point.left.value != 0 { example = point }
      if relation == .equal { maxRelativeDifference = max(maxRelativeDifference, relative) }
    case .differ:
      informative += 1
      differing += 1
      networks.insert(point.stateNumber)
      if difference == nil { difference = point }
      maxRelativeDifference = max(maxRelativeDifference, relative)
    case .unclear:
      // Difference quotients are noisy where values vanish; the engine's word decides there.
      if !isFromDifferences { unclear += 1 }
    }
    if !isFromDifferences { takeRatio(point, verdict) }
  }

  /// Notes right/left; a difference where the left side vanishes leaves no constant ratio.
  private mutating func takeRatio(_ point: Point, _ verdict: Tolerance.Verdict) {
    if abs(point.left.value) > 1e-6 * point.left.magnitude, point.left.value != 0 {
      if ratios.count < 4096 {
        ratios.append(Ratio(value: point.right.value / point.left.value, stateNumber: point.stateNumber))
      }
    } else if verdict == .differ {
      hasNoRatio = true
    }
  }

  /// right/left at a point.
  struct Ratio {
    let value: Double
    let stateNumber: Int
  }

  /// Whether the relation is seen to hold between two numbers.
  private static func verdict(_ left: Bounded, _ relation: Relation, _ right: Bounded) -> Tolerance.Verdict {
    let equality = Tolerance.compare(left, right)
    // Which is larger cannot be told where errors are as large as the distance.
    let isHidden = equality == .unclear && abs(left.value - right.value) <= left.error + right.error
    switch relation {
    case .equal, .defined, .identical, .assigned, .proportional, .maps, .implies, .element: return equality
    case .approximately:
      guard equality == .differ || equality == .unclear else { return equality }
      return Tolerance.relativeDifference(left, right) < 0.01 ? .agree : .differ
    case .notEqual:
      switch equality {
      case .agree: return .differ
      case .differ: return .agree
      case .unclear, .uninformative: return equality
      }
    case .less, .lessOrEqual:
      if isHidden { return .unclear }
      if equality == .agree || equality == .uninformative { return relation == .less ? .unclear : .agree }
      return left.value < right.value ? .agree : .differ
    case .greater, .greaterOrEqual:
      if isHidden { return .unclear }
      if equality == .agree || equality == .uninformative { return relation == .greater ? .unclear : .agree }
      return left.value > right.value ? .agree : .differ
    }
  }

  /// Wherever both sides are known well, and that is at many points, they have opposite signs.
  var isOppositeEverywhere: Bool { ratios.count >= 12 && ratios.allSatisfy { $0.value < 0 } }

  /// The constant ratio right/left, if there is one over at least three points.
  var constantRatio: Double? {
    constantRatio { _ in 1 }
  }

  /// The constant c in right = c · left · scale(network), if there is one over at least three points.
  func constantRatio(scaledBy scale: (Int) -> Double) -> Double? {
    guard !hasNoRatio, ratios.count >= 3, let first = ratios.first else { return nil }
    let constant = first.value / scale(first.stateNumber)
    guard constant.isFinite, constant != 0 else { return nil }
    return ratios.allSatisfy { abs($0.value / scale($0.stateNumber) - constant) <= 1e-9 * abs(constant) }
      ? constant : nil
  }

  /// The verdict over everything seen.
  func outcome(relation: Relation) -> Outcome {
    if relation == .proportional {
      guard informative > 0 || differing > 0 else { return .undecided }
      return constantRatio != nil ? .holds : .fails
    }
    if differing > 0 { return .fails }
    // What was seen before the work was too much is not enough.
    if errors.contains(.budgetExceeded) { return .undecided }
    // Zero where the conditions hold and not elsewhere is a pattern, no coincidence.
    if informative == 0, unclear == 0, zeros >= Self.quorum, isNonzeroElsewhere, !judgesDisagree {
      return .holds
    }
    if judgesDisagree || informative < Self.quorum || unclear > informative / 4 { return .undecided }
    return .holds
  }

  /// Informative points that a verdict needs at least.
  static let quorum = 3
}

/// When two computed numbers agree, differ, or leave the question open.
///
/// Both come with a bound of their error (rounding, and the noise of difference quotients) and a magnitude
/// (the size of the terms they are made of). They agree when their distance is within a few error bounds;
/// they differ when it is far outside of them *and* visible at the scale of the magnitudes. Between the two
/// nothing is claimed. Zero tolerance is never absolute: where all terms are tiny, so are the bounds.
struct Tolerance {
  /// How many error bounds still count as agreement.
  static let agreement = 8.0
  /// How many error bounds count as a difference.
  static let difference = 400.0
  /// The widest relative bound within which agreement counts.
  static let sharpest = 1e-6
  /// The smallest relative difference that is called one, at the scale of the terms.
  static let visible = 1e-9

  /// The verdict on two numbers.
  enum Verdict: Hashable {
    case agree
    case differ
    /// The difference is neither within the error bounds nor clearly outside.
    case unclear
    /// Every term is zero, or both are undefined: nothing was learnt.
    case uninformative
  }

  /// Compares two numbers with their bounds.
  static func compare(_ left: Bounded, _ right: Bounded) -> Verdict {
    // What is to be shown is not defined here; an answer that is undefined where it should not be is wrong.
    if left.value.isNaN { return .uninformative }
    if right.value.isNaN { return .differ }
    if left.value.isInfinite || right.value.isInfinite {
      return left.value == right.value ? .uninformative : .differ
    }
    let magnitude = max(left.magnitude, right.magnitude, abs(left.value), abs(right.value))
    let distance = abs(left.value - right.value)
    if magnitude == 0 { return .uninformative }
    let bound = left.error + right.error + 4 * magnitude.ulp
    guard bound.isFinite else { return .unclear }
    // Agreement within bounds that hide what is compared means nothing: cancelling giants prove any equation.
    let values = max(abs(left.value), abs(right.value))
    let sharpness = values > 16 * bound ? values : min(1, magnitude)
    guard bound <= sharpest * sharpness else { return .unclear }
    if distance <= agreement * bound { return .agree }
    if distance > difference * bound && distance > visible * magnitude { return .differ }
    return .unclear
  }

  /// The relative difference at the scale of the larger value, or of the terms where both vanish.
  static func relativeDifference(_ left: Bounded, _ right: Bounded) -> Double {
    let distance = abs(left.value - right.value)
    if distance == 0 { return 0 }
    let values = max(abs(left.value), abs(right.value))
    let magnitude = max(left.magnitude, right.magnitude)
    let scale = values > 1e-6 * magnitude ? values : magnitude
    return scale > 0 ? distance / scale : .infinity
  }
}

/// A derivative found from values of a function alone, with a bound on its error.
public struct DifferenceEstimate: Sendable, Equatable {
  /// Where the values were taken.
  public enum Kind: Sendable, Equatable {
    /// The derivative exists, as far as the values show.
    case central
    /// The derivative exists, but a kink lies so close to x that values of one side only were used.
    case oneSided
    /// x stands on a kink: the derivatives from the left and from the right differ.
    case kink(left: Double, right: Double)
  }

  /// f′(x), or the mean of the two one-sided derivatives at a kink.
  public let value: Double
  /// A bound on |value − f′(x)|: estimated truncation and predicted rounding. At a kink at least half the
  /// distance of the two sides. Infinite if there were too few finite values.
  public let error: Double
  /// The part of `error` that rounding in f predicts, about ε |f| / h.
  public let noise: Double
  /// Where the values were taken.
  public let kind: Kind
  /// How often f was evaluated, for all its outputs together.
  public let evaluations: Int

  /// What is known when nothing is.
  static func unknown(_ evaluations: Int) -> DifferenceEstimate {
    DifferenceEstimate(
      value: .nan, error: .infinity, noise: .infinity, kind: .central, evaluations: evaluations)
  }
}

/// The values of a function of one number, and which of its smooth pieces they come from.
public struct Observation: Sendable, Equatable {
  /// f(x), one number an output.
  public var values: [Double]
  /// The activation pattern: signs of the quantities with a kink at 0, or places of maxima. Two points with
  /// equal patterns lie on one smooth piece. Empty for a function that is smooth everywhere.
  public var pattern: [Int8]

  /// What was seen at one point.
  public init(values: [Double], pattern: [Int8] = []) {
    self.values = values
    self.pattern = pattern
  }
}

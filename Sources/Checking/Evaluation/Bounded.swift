/// A number together with the scale of what it was computed from, and a bound of its error.
///
/// - magnitude: for a leaf |x|; for a sum the sum of the terms' magnitudes, for a product their product, for
///   f(x) the larger of |f(x)| and |f′(x)| times the magnitude of x. It is never below |value|.
/// - error: of first order, rounding included: each operation adds ε = 2⁻⁵² times its result, which is two
///   units of roundoff. Where rounding swallows what the number is made of (10²⁰ + δ, σ(z + 100)), nothing is known
///   of that any more, and the error is as large as the number.
struct Bounded: Sendable, Equatable {
  var value: Double
  var magnitude: Double
  var error: Double

  /// ε
  static let roundoff = 0x1p-52
  static let zero = Bounded(exact: 0)

  init(_ value: Double, magnitude: Double, error: Double) {
    self.value = value
    self.magnitude = magnitude
    self.error = error
  }

  /// A number that is what it is.
  init(exact value: Double) {
    self.init(value, magnitude: value.magnitude, error: 0)
  }

  static func + (x: Bounded, y: Bounded) -> Bounded {
    let sum = x.value + y.value
    var error = x.error + y.error + roundoff * sum.magnitude
    if x.isSwallowed(by: y) || y.isSwallowed(by: x) { error += sum.magnitude }
    return Bounded(sum, magnitude: x.magnitude + y.magnitude, error: error)
  }

  /// The part of a number below which another one beside it, or its own argument, is lost to rounding.
  static let swallowed = 0x1p13 * roundoff

  /// Whether too little of the number is left in the sum with another one to say anything about it.
  private func isSwallowed(by other: Bounded) -> Bool {
    value.magnitude < Bounded.swallowed * other.value.magnitude && value.magnitude > 16 * error
  }

  static prefix func - (x: Bounded) -> Bounded {
    Bounded(-x.value, magnitude: x.magnitude, error: x.error)
  }

  static func * (x: Bounded, y: Bounded) -> Bounded {
    let product = x.value * y.value
    let error = x.value.magnitude * y.error + x.error * (y.value.magnitude + y.error)
    return Bounded(
      product, magnitude: x.magnitude * y.magnitude, error: error + roundoff * product.magnitude)
  }

  /// x / y: the error of the denominator counts to first order.
  static func / (x: Bounded, y: Bounded) -> Bounded {
    let quotient = x.value / y.value
    let divisor = y.value.magnitude
    let magnitude = x.magnitude / divisor * max(1, y.magnitude / divisor)
    let error = (x.error + quotient.magnitude * y.error) / divisor + roundoff * quotient.magnitude
    return Bounded(quotient, magnitude: magnitude, error: error)
  }

  /// x^p: |p x^(p−1)| times the error of x, and |x^p log x| times that of p.
  func raised(to p: Bounded) -> Bounded {
    let result = power(value, p.value)
    var slope = 0.0
    if p.value != 0 { slope = (p.value * power(value, p.value - 1)).magnitude }
    let isWhole = p.value == p.value.rounded() && p.value > 0
    var magnitude = isWhole ? power(self.magnitude, p.value) : max(result.magnitude, slope * self.magnitude)
    var error = slope * self.error + Bounded.roundoff * (1 + p.value.magnitude) * result.magnitude
    if isWhole, p.value > 1 { error += power(self.error, p.value) }
    let isSaturated = value != 0 && slope * value.magnitude < Bounded.swallowed * result.magnitude
    if isSaturated, p.value != 0 { error += result.magnitude }
    // A whole exponent that is written down has no error, and then the base may be negative.
    if value > 0, p.error > 0 || p.magnitude > p.value.magnitude {
      let byExponent = (result * logarithm(value)).magnitude
      magnitude = max(magnitude, byExponent * p.magnitude)
      error += byExponent * p.error
    }
    return Bounded(result, magnitude: magnitude, error: error)
  }

  /// f(x), from its value and its slope at x.
  ///
  /// - Parameter hasFlatPieces: f is constant somewhere, as the step is, so that a slope of 0 is no saturation.
  func applying(value result: Double, slope: Double, hasFlatPieces: Bool) -> Bounded {
    // Where f(x) is exactly 0 and flat, the product 0 · ∞ must not spoil the bounds.
    let slope = slope.magnitude
    let spread = slope == 0 ? 0 : slope * magnitude
    var error = (slope == 0 ? 0 : slope * self.error) + 4 * Bounded.roundoff * result.magnitude
    let isSaturated =
      value != 0 && value.isFinite && slope * value.magnitude < Bounded.swallowed * result.magnitude
    if isSaturated, !hasFlatPieces { error += result.magnitude }
    return Bounded(result, magnitude: max(result.magnitude, spread), error: error)
  }
}

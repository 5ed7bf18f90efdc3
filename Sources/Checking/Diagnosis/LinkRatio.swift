/// Names of constant factors.
enum LinkRatio {
  /// A small whole number or fraction as text; nil for any other number.
  static func name(_ value: Double) -> String? {
    guard let (numerator, denominator) = fraction(value) else { return nil }
    let sign = numerator < 0 ? "−" : ""
    let whole = String(abs(numerator))
    return sign + (denominator == 1 ? whole : "\(whole)/\(denominator)")
  }

  /// The small whole number or fraction that a value is but for rounding; nil for any other number.
  static func exact(_ value: Double) -> Double? {
    fraction(value).map { Double($0.numerator) / Double($0.denominator) }
  }

  private static func fraction(_ value: Double) -> (numerator: Int, denominator: Int)? {
    for denominator in 1...12 {
      let numerator = (value * Double(denominator)).rounded()
      if numerator != 0, abs(numerator) <= 64,
        abs(value - numerator / Double(denominator)) <= 1e-9 * abs(value)
      {
        return (Int(numerator), denominator)
      }
    }
    return nil
  }
}

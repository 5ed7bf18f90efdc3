/// How far numbers are from those they should be.
enum Comparison {
  /// max |x − y| / max |y|; infinite where the two have different counts or something is not a number.
  static func difference(_ x: [Double], _ y: [Double]) -> Double {
    guard x.count == y.count, !x.contains(where: \.isNaN), !y.contains(where: \.isNaN) else {
      return .infinity
    }
    let scale = y.reduce(0) { max($0, $1.magnitude) }
    let largest = zip(x, y).reduce(0) { max($0, ($1.0 - $1.1).magnitude) }
    return largest == 0 ? 0 : largest / scale
  }
}

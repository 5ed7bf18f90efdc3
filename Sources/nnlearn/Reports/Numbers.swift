import Foundation

/// Numbers as a reader likes them; the minus sign is the mathematical one.
enum Numbers {
  /// Four decimals: `−0.1774`; powers of ten where that would show too little or too much.
  static func short(_ x: Double) -> String { number(x, decimals: 4) }

  /// Six decimals: `−0.177425`.
  static func middle(_ x: Double) -> String { number(x, decimals: 6) }

  /// Nine decimals: `−0.177425138`.
  static func long(_ x: Double) -> String { number(x, decimals: 9) }

  /// One digit and a power of ten: `4e-11`; from a thousandth on two digits: `0.5`; 0 is `0`.
  static func rough(_ x: Double) -> String {
    guard x.isFinite else { return named(x) }
    if x == 0 { return "0" }
    return minus(String(format: x.magnitude < 1e-3 ? "%.0e" : "%.2g", x))
  }

  private static func number(_ x: Double, decimals: Int) -> String {
    guard x.isFinite else { return named(x) }
    if x == 0 { return "0" }
    let isPlain = x.magnitude < 1e7 && x.magnitude >= pow(10, Double(2 - decimals))
    return minus(String(format: isPlain ? "%.\(decimals)f" : "%.\(decimals - 1)e", x))
  }

  private static func named(_ x: Double) -> String {
    x.isNaN ? "not a number" : x < 0 ? "−∞" : "∞"
  }

  private static func minus(_ text: String) -> String {
    text.hasPrefix("-") ? "−" + text.dropFirst() : text
  }
}

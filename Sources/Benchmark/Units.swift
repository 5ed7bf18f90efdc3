import Foundation

/// Numbers as the table shows them: three digits and a unit.
enum Units {
  /// "0.81 ms"
  static func time(_ seconds: Double) -> String {
    if seconds < 1e-3 { return digits(seconds * 1e6) + " µs" }
    return seconds < 1 ? digits(seconds * 1e3) + " ms" : digits(seconds) + " s "
  }

  /// "1.3 ×"
  static func ratio(_ number: Double) -> String { digits(number) + " ×" }

  /// "21 MB"
  static func memory(_ bytes: Int) -> String { digits(Double(bytes) / 1e6) + " MB" }

  /// "210 million"
  static func count(_ number: Int) -> String {
    number < 1_000_000 ? "\(number)" : digits(Double(number) / 1e6) + " million"
  }

  /// "3e-16"
  static func difference(_ number: Double) -> String {
    number == 0 ? "0" : String(format: "%.0e", number)
  }

  /// "97.3 %"
  static func share(_ part: Int, of whole: Int) -> String {
    whole == 0 ? "–" : String(format: "%.1f %%", 100 * Double(part) / Double(whole))
  }

  private static func digits(_ number: Double) -> String {
    String(format: number < 10 ? "%.2f" : number < 100 ? "%.1f" : "%.0f", number)
  }
}

import Formula
import Network

// The engine's activations and those that formulas name are two lists of the same: one knows numbers, the other words. A
// test holds them together.
extension Activation {
  /// The activation that formulas call by this name.
  init(_ name: NamedActivation) { self = Self(rawValue: name.rawValue) ?? .identity }

  /// What formulas know of it; nil for the softmax, which is no function of one number.
  var row: NamedActivation.Row? { NamedActivation(rawValue: rawValue)?.row }

  /// Its name in a sentence: "ReLU units".
  public var title: String { row?.title ?? rawValue }

  /// Whether a logarithm of it is always defined.
  var isAlwaysPositive: Bool {
    row.map { $0.range.lower > 0 || $0.range.lower == 0 && !$0.range.isLowerTaken } ?? true
  }

  /// Whether it grows beyond all bounds.
  var isUnbounded: Bool { row?.range.upper == .infinity }

  /// Whether its slope, or the slope's slope, jumps somewhere.
  var hasKink: Bool { row?.kinks.isEmpty == false }

  /// The activations that are tried where σ is left general.
  static let general: [Activation] = [.sigmoid, .tanh, .softplus, .relu]
}

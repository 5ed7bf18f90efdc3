import Checking
import Formula
import Network

/// A formula, what is presumed, and the verdict that mathematics gives it.
struct AcceptanceRow: Sendable, CustomStringConvertible {
  var latex: String
  var expected: Outcome
  /// What the condition must mention, for `holdsIf`.
  var condition: String?
  var presumed: Presumed

  var description: String { "\(presumed.convention): \(latex)" }
}

/// What a row presumes beside its convention; nil is what the convention says.
struct Presumed: Sendable {
  var convention = "standard"
  var activation: Activation?
  var output: Activation?
  var cost: Cost?
  var average: Averaging?
  var biases: Convention.BiasKind?
  var widths: [Int]?
  var examples: Int?
  var zeros = false

  static let standard = Presumed()
  static let relu = Presumed(convention: "relu")
  static let sigmoid = Presumed(convention: "sigmoid")
  static let softmax = Presumed(convention: "softmax")

  /// The settings of a check; nil when there is no such convention.
  var settings: Settings? {
    guard var convention = Convention.builtIn(convention) else { return nil }
    if let activation { convention.activation = activation }
    if let output { convention.output = output }
    if let cost { convention.cost = cost }
    if let average { convention.average = average }
    if let biases { convention.biases = biases }
    return Settings(convention: convention, widths: widths, examples: examples, includesZeros: zeros)
  }
}

extension [AcceptanceRow] {
  /// The rows of all groups.
  static func joined(_ groups: Self...) -> Self { groups.flatMap { $0 } }

  /// Formulas with one verdict.
  static func all(_ expected: Outcome, _ presumed: Presumed = .standard, _ formulas: String...) -> Self {
    formulas.map { AcceptanceRow(latex: $0, expected: expected, presumed: presumed) }
  }

  /// A formula that holds under a condition.
  static func holds(if condition: String, _ presumed: Presumed = .standard, _ formulas: String...) -> Self {
    formulas.map { AcceptanceRow(latex: $0, expected: .holdsIf, condition: condition, presumed: presumed) }
  }
}

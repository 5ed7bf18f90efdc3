/// A function of one number that formulas know by name: e^x, log x, |x|.
///
/// All that a formula knows of one stands in its row; its numbers are `Checking`'s. A new one is a case with a row here
/// and its numbers there.
public enum ElementaryFunction: String, Sendable, Hashable, CaseIterable {
  case exp, log, tanh, sinh, cosh, sin, cos, arctan, sqrt, abs, sign

  /// What is known of a function.
  public struct Row: Sendable {
    /// The words that name it; the first one is printed.
    public var words: [String]
    /// The function by others, as LaTeX in x; nil where it is none of others.
    public var definition: String?
    /// The derivative, as LaTeX in x.
    public var derivative: String
    /// Whether LaTeX has a command of the first word.
    public var isCommand = true
    /// Whether the argument may stand without brackets: log x.
    public var takesBareArgument = true
    /// Whether it has a value for every number.
    public var isDefinedEverywhere = true
    /// Whether it leaves the range of numbers where x is large.
    public var growsExponentially = false
    /// Where the slope jumps.
    public var kinks: [Double] = []
  }

  /// The function's row.
  public var row: Row {
    switch self {
    case .exp: Row(words: ["exp"], derivative: #"\exp(x)"#, growsExponentially: true)
    case .log: Row(words: ["log", "ln"], derivative: #"\frac{1}{x}"#, isDefinedEverywhere: false)
    case .tanh:
      Row(
        words: ["tanh"], definition: #"\frac{e^x - e^{-x}}{e^x + e^{-x}}"#, derivative: #"1 - (\tanh(x))^2"#)
    case .sinh:
      Row(
        words: ["sinh"], definition: #"\frac{e^x - e^{-x}}{2}"#, derivative: #"\cosh(x)"#,
        growsExponentially: true)
    case .cosh:
      Row(
        words: ["cosh"], definition: #"\frac{e^x + e^{-x}}{2}"#, derivative: #"\sinh(x)"#,
        growsExponentially: true)
    case .sin: Row(words: ["sin"], derivative: #"\cos(x)"#)
    case .cos: Row(words: ["cos"], derivative: #"-\sin(x)"#)
    case .arctan: Row(words: ["arctan", "atan"], derivative: #"\frac{1}{1 + x^2}"#)
    case .sqrt:
      Row(
        words: ["sqrt"], definition: #"(x)^{\frac{1}{2}}"#, derivative: #"\frac{1}{2\sqrt{x}}"#,
        isCommand: false, takesBareArgument: false, isDefinedEverywhere: false)
    case .abs:
      Row(
        words: ["abs"], definition: #"\max(x, -x)"#, derivative: #"\operatorname{sign}(x)"#, isCommand: false,
        takesBareArgument: false, kinks: [0])
    case .sign:
      Row(
        words: ["sign", "sgn"],
        definition: #"\begin{cases} 1 & x > 0 \\ -1 & x < 0 \\ 0 & \text{otherwise} \end{cases}"#,
        derivative: "0", isCommand: false, kinks: [0])
    }
  }

  /// The function that a word names.
  public init?(word: String) {
    guard let found = Self.allCases.first(where: { $0.row.words.contains(word) }) else { return nil }
    self = found
  }

  /// The word that is printed for it.
  var word: String { row.words.first ?? rawValue }
}

extension Function {
  /// e^x
  public static let exp = Function.elementary(.exp)
  /// log x, to the base e.
  public static let log = Function.elementary(.log)
  /// tanh x
  public static let tanh = Function.elementary(.tanh)
  /// cosh x
  public static let cosh = Function.elementary(.cosh)
  /// √x
  public static let sqrt = Function.elementary(.sqrt)
  /// |x|
  public static let abs = Function.elementary(.abs)
}

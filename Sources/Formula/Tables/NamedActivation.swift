/// An activation that has a name of its own.
///
/// All that is known of one stands in its row; its numbers are `Network`'s. A new one is a case with a row here, and a
/// case with its numbers there.
public enum NamedActivation: String, Sendable, Hashable, CaseIterable {
  case sigmoid
  /// tanh with primes; without, it is a function like exp.
  case tanh
  case relu
  case softplus
  case identity
  case elu
  case silu

  /// What is known of an activation.
  public struct Row: Sendable {
    /// The words that name it; the first one is printed in formulas.
    public var words: [String]
    /// The name in a sentence: "ReLU units".
    public var title: String
    /// σ(z), as LaTeX.
    public var definition: String
    /// σ′(z), as LaTeX in z and a = σ(z), as one would write it by hand.
    public var slope: String
    /// The numbers it takes, and whether the lower end is among them.
    public var range: (lower: Double, upper: Double, isLowerTaken: Bool)
    /// Where the slope, or the slope's slope, jumps.
    public var kinks: [Double] = []
    /// How large sums of weights times activations may be, so that neither saturates nor grows from layer to layer.
    public var reach: Double
    /// Targets that are easy to compute with.
    public var friendlyTargets: [Double]
    /// How hard its numbers are by hand.
    public var effort: Double
  }

  /// The activation's row.
  public var row: Row {
    switch self {
    case .sigmoid:
      Row(
        words: ["sigmoid", "logistic", "sigm"], title: "sigmoid", definition: #"\frac{1}{1 + e^{-z}}"#,
        slope: "a(1 - a)", range: (0, 1, false), reach: 4, friendlyTargets: [0, 1], effort: 1)
    case .tanh:
      Row(
        words: ["tanh"], title: "tanh", definition: #"\frac{e^z - e^{-z}}{e^z + e^{-z}}"#, slope: "1 - (a)^2",
        range: (-1, 1, false), reach: 2, friendlyTargets: [0, 1, -1], effort: 3)
    case .relu:
      Row(
        words: ["ReLU", "relu", "Relu", "RELU"], title: "ReLU", definition: #"\max(0, z)"#,
        slope: #"\mathbb{1}[z > 0]"#, range: (0, .infinity, true), kinks: [0], reach: 2,
        friendlyTargets: [0, 1, 2, 3], effort: 0)
    case .softplus:
      Row(
        words: ["softplus", "Softplus"], title: "softplus", definition: #"\log(1 + e^z)"#,
        slope: #"\frac{1}{1 + e^{-z}}"#, range: (0, .infinity, false), reach: 1.2,
        friendlyTargets: [0, 1, 2, 3], effort: 3)
    case .identity:
      Row(
        words: ["id", "identity"], title: "identity", definition: "z", slope: "1",
        range: (-.infinity, .infinity, false), reach: 1.2, friendlyTargets: [0, 1, 2, 3], effort: 0)
    case .elu:
      Row(
        words: ["ELU", "elu"], title: "ELU",
        definition: #"\begin{cases} z & z > 0 \\ e^z - 1 & \text{otherwise} \end{cases}"#,
        slope: #"\begin{cases} 1 & z > 0 \\ e^z & \text{otherwise} \end{cases}"#,
        range: (-1, .infinity, false), kinks: [0], reach: 1.2, friendlyTargets: [0, 1, 2, 3], effort: 3)
    case .silu:
      Row(
        words: ["SiLU", "silu", "swish", "Swish"], title: "SiLU", definition: #"\frac{z}{1 + e^{-z}}"#,
        slope: #"\frac{1}{1 + e^{-z}}(1 + z - a)"#, range: (-0.2784645427610738, .infinity, true), reach: 1.2,
        friendlyTargets: [0, 1, 2, 3], effort: 3)
    }
  }

  /// The activation that a word names.
  public init?(word: String) {
    guard let found = Self.allCases.first(where: { $0.row.words.contains(word) }) else { return nil }
    self = found
  }

  /// The word that is printed for it.
  var word: String { row.words.first ?? rawValue }
}

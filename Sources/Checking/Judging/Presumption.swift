import Formula
import Network

/// What the networks are like on which a claim is judged: the convention's choices, or a condition put on them.
struct Presumption: Sendable {
  /// The hidden activation; nil leaves it general.
  var activation: Activation?
  var output: Activation?
  var cost: Cost
  var average: Averaging
  var biases: Convention.BiasKind
  /// Targets are one-hot, and only the true class is compared.
  var onlyTrueClass = false
  /// Targets are one-hot.
  var oneHotTargets = false
  var examples: Int?
  var outputWidth: Int?
  /// All pre-activations are positive.
  var allPositive = false
  /// Some networks have pre-activations that are exactly zero.
  var includesZeros: Bool
  /// ReLU′(0), where the formula has made its choice; nil lets it be ε.
  var slopeAtZero: Double?

  init(_ settings: Settings) {
    let convention = settings.convention
    activation = convention.activation
    output = convention.output
    cost = convention.cost
    average = convention.average
    biases = convention.biases
    examples = settings.examples
    includesZeros = settings.includesZeros
  }

  /// What is presumed for a statement: one that speaks of ReLU is about ReLU units, one that says what happens at
  /// zero is judged there as well.
  init(_ settings: Settings, for statement: Statement) {
    self.init(settings)
    if activation == nil, statement.sides.contains(where: \.namesReLU) { activation = .relu }
    let conditions = statement.conditions.map { Expression(.indicator($0)) }
    if (statement.sides + conditions).contains(where: \.namesTrueClass) { oneHotTargets = true }
    if activation == .relu, statement.sides.contains(where: \.speaksOfZero) { includesZeros = true }
  }
}

extension Expression {
  /// Whether the true class stands in it as an index, so that targets must be one-hot.
  var namesTrueClass: Bool {
    contains { node in
      switch node {
      case .quantity(let quantity): quantity.indices.contains(.trueClass)
      case .indexValue(.trueClass): true
      case .kronecker(let left, let right): left == .trueClass || right == .trueClass
      case .element(_, let indices): indices.contains(.trueClass)
      default: false
      }
    }
  }

  /// Whether ReLU stands in it by name.
  var namesReLU: Bool {
    contains { node in
      if case .call(.named(.relu, _), _) = node { true } else { false }
    }
  }

  /// Whether a branch or an indicator says what happens at exactly zero.
  var speaksOfZero: Bool {
    contains { node in
      switch node {
      case .cases(let branches): branches.contains { $0.condition?.includesEquality == true }
      case .indicator(let condition): condition.includesEquality
      case .symbol(let symbol): symbol.name == "\\epsilon" || symbol.name == "\\varepsilon"
      default: false
      }
    }
  }

  /// Whether ε stands in it.
  var namesSlopeAtZero: Bool {
    contains { node in
      if case .symbol(let symbol) = node {
        symbol.name == "\\epsilon" || symbol.name == "\\varepsilon"
      } else {
        false
      }
    }
  }
}

extension Condition {
  /// Whether a value may equal zero: z = 0, z ≥ 0, z ≤ 0.
  fileprivate var includesEquality: Bool {
    comparisons.contains { comparison in
      let isZero = comparison.left.node == .number(0) || comparison.right.node == .number(0)
      return isZero && [.equal, .lessOrEqual, .greaterOrEqual].contains(comparison.relation)
    }
  }
}

/// A condition under which a claim that fails in general may hold.
enum ClaimCondition: Hashable, Sendable, CaseIterable {
  case sigmoidUnits, tanhUnits, reluUnits, softplusUnits
  case awayFromKinks
  case oneHotTarget
  case trueClass
  case perNeuronBiases
  case sharedBiases
  case allPositive
  case oneExample
  case oneOutput

  /// Whether the condition takes away what the formula is about, so that any other explanation is better.
  var isDegenerate: Bool {
    switch self {
    case .oneExample, .oneOutput, .allPositive: true
    case .sigmoidUnits, .tanhUnits, .reluUnits, .softplusUnits, .awayFromKinks, .oneHotTarget, .trueClass,
      .perNeuronBiases, .sharedBiases:
      false
    }
  }

  /// The condition in words, to follow "holds for" or "holds if": a noun phrase.
  var description: String {
    switch self {
    case .sigmoidUnits: "sigmoid units"
    case .tanhUnits: "tanh units"
    case .reluUnits: "ReLU units"
    case .softplusUnits: "softplus units"
    case .oneHotTarget: "a one-hot target"
    case .awayFromKinks: "no pre-activation is exactly zero"
    case .trueClass: "the true class of a one-hot target"
    case .perNeuronBiases: "one bias per neuron"
    case .sharedBiases: "one bias shared by a layer"
    case .allPositive: "all pre-activations are positive"
    case .oneExample: "a batch of one example"
    case .oneOutput: "a single output unit"
    }
  }

  /// The presumption with the condition put on it; nil where it changes nothing or contradicts what was asked.
  func applied(to presumption: Presumption, chain: LoweredChain, settings: Settings) -> Presumption? {
    var result = presumption
    switch self {
    case .sigmoidUnits: return Self.restricted(presumption, to: .sigmoid)
    case .tanhUnits: return Self.restricted(presumption, to: .tanh)
    case .reluUnits: return Self.restricted(presumption, to: .relu)
    case .softplusUnits: return Self.restricted(presumption, to: .softplus)
    case .awayFromKinks:
      guard presumption.includesZeros else { return nil }
      result.includesZeros = false
    case .oneHotTarget:
      guard presumption.cost == .crossEntropy, !presumption.oneHotTargets else { return nil }
      result.oneHotTargets = true
    case .trueClass:
      guard chain.outputAxis != nil, presumption.cost == .crossEntropy else { return nil }
      result.onlyTrueClass = true
    case .perNeuronBiases:
      guard presumption.biases == .shared else { return nil }
      result.biases = .perNeuron
    case .sharedBiases:
      guard presumption.biases == .perNeuron else { return nil }
      result.biases = .shared
    case .allPositive:
      guard presumption.activation == .relu else { return nil }
      result.allPositive = true
      result.includesZeros = false
    case .oneExample:
      guard settings.examples == nil, chain.speaksOfExamples else { return nil }
      result.examples = 1
    case .oneOutput:
      guard settings.widths == nil, presumption.output != .softmax, chain.largestLiteral < 0 else {
        return nil
      }
      result.outputWidth = 1
    }
    return result
  }

  private static func restricted(_ presumption: Presumption, to activation: Activation) -> Presumption? {
    guard presumption.activation == nil else { return nil }
    var result = presumption
    result.activation = activation
    return result
  }
}

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
  var examples: Int?
  var outputWidth: Int?
  /// All pre-activations are positive.
  var allPositive = false
  var includesZeros: Bool

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
}

/// A condition under which a claim that fails in general may hold.
enum ClaimCondition: Hashable, Sendable, CaseIterable {
  case sigmoidUnits, tanhUnits, reluUnits, softplusUnits
  case awayFromKinks
  case trueClass
  case perNeuronBiases
  case sharedBiases
  case allPositive
  case oneExample
  case oneOutput

  /// The condition in words, to follow "holds for" or "holds if": a noun phrase.
  var description: String {
    switch self {
    case .sigmoidUnits: "sigmoid units"
    case .tanhUnits: "tanh units"
    case .reluUnits: "ReLU units"
    case .softplusUnits: "softplus units"
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
      guard settings.widths == nil, presumption.output != .softmax else { return nil }
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

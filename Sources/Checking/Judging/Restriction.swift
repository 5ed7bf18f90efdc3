import Formula
import Network

/// A condition put on a claim that fails in general: what is judged instead.
struct Restriction {
  var networkKind: NetworkKind
  var settings: Settings
  var statement: Statement
  /// General layers stay so many below the last one.
  var layersBelowOutput = 0
  /// The condition in words, to follow "holds for" or "holds if": a noun phrase.
  let description: String
  /// The condition takes away what the formula is about, so that any other explanation is better.
  var isDegenerate = false
  /// The index form is another one than in general.
  var changesMeaning = false
  /// The layers that have one unit; nil where the settings say which.
  var oneUnitLayers: OneUnitLayers?
}

extension Expression {
  /// Whether a quantity with the index of a unit stands in it.
  fileprivate var namesUnit: Bool {
    contains { node in
      if case .quantity(let quantity) = node { !quantity.indices.isEmpty } else { false }
    }
  }
}

extension Expression {
  /// A bias is transposed, or added to products of whole vectors: it is meant as a vector, not as one number for
  /// the layer.
  fileprivate var speaksOfWholeBias: Bool {
    func isBias(_ expression: Expression) -> Bool {
      if case .quantity(let quantity) = expression.node { quantity.role == .bias } else { false }
    }
    func speaksOfWholes(_ expression: Expression) -> Bool {
      expression.contains { node in
        guard case .quantity(let quantity) = node else { return false }
        return quantity.role == .weight && quantity.indices.isEmpty
      }
    }
    return contains { node in
      switch node {
      case .transpose(let inner): isBias(inner)
      case .sum(let terms): terms.contains(where: isBias) && terms.contains(where: speaksOfWholes)
      default: false
      }
    }
  }
}

/// A condition under which a claim that fails in general may hold.
enum ClaimCondition: Hashable, Sendable {
  /// Units of one of the activations that are tried where σ is general.
  case units(Activation)
  case awayFromKinks
  case positiveLetters
  case oneHotTarget
  case trueClass
  case hiddenLayers
  case layersBelowLastHidden
  case unitsWrittenOut
  case unitsWrittenOutAtOne
  case perNeuronBiases
  case sharedBiases
  case allPositive
  case oneExample
  case oneOutput
  case oneUnitInEachLayer
  case numberedLastLayer

  /// All of them, in the order in which they are tried.
  static let all: [ClaimCondition] =
    Activation.general.map(ClaimCondition.units) + [
      .awayFromKinks, .positiveLetters, .oneHotTarget, .trueClass, .hiddenLayers, .layersBelowLastHidden,
      .unitsWrittenOut,
      .unitsWrittenOutAtOne, .perNeuronBiases, .sharedBiases, .allPositive, .oneExample, .oneOutput,
      .oneUnitInEachLayer, .numberedLastLayer,
    ]

  /// Whether the condition takes away what the formula is about, so that any other explanation is better.
  var isDegenerate: Bool {
    switch self {
    case .oneExample, .oneOutput, .oneUnitInEachLayer, .allPositive: true
    case .units, .awayFromKinks, .positiveLetters, .oneHotTarget, .trueClass,
      .hiddenLayers, .layersBelowLastHidden, .unitsWrittenOut, .unitsWrittenOutAtOne, .perNeuronBiases,
      .sharedBiases, .numberedLastLayer:
      false
    }
  }

  /// What is judged under the condition; nil where it changes nothing or contradicts what was asked.
  func restriction(
    of statement: Statement, link: Int, _ chain: LoweredChain, _ networkKind: NetworkKind,
    _ settings: Settings
  ) -> Restriction? {
    var result = networkKind
    func restriction(_ description: String) -> Restriction {
      Restriction(
        networkKind: result, settings: settings, statement: statement, description: description,
        isDegenerate: isDegenerate)
    }
    switch self {
    case .units(let activation):
      guard networkKind.activation == nil else { return nil }
      result.activation = activation
      return restriction("\(activation.title) units")
    case .awayFromKinks:
      guard networkKind.includesZeros else { return nil }
      result.includesZeros = false
      return restriction("no pre-activation is exactly zero")
    case .positiveLetters:
      let letters = chain.symbols.subtracting([Symbol("z")]).sorted { $0.name < $1.name }
      guard !letters.isEmpty, letters.count == chain.symbols.count else { return nil }
      result.positiveLetters = true
      let printer = UnicodePrinter(notation: settings.convention.notation)
      return restriction(
        letters.map { printer.print(Expression(.symbol($0))) + " > 0" }.joined(separator: " and "))
    case .oneHotTarget:
      guard networkKind.cost == .crossEntropy, !networkKind.oneHotTargets else { return nil }
      result.oneHotTargets = true
      return restriction("a one-hot target")
    case .trueClass:
      guard chain.outputAxis != nil, networkKind.cost == .crossEntropy else { return nil }
      result.onlyTrueClass = true
      return restriction(Self.trueClassDescription)
    case .hiddenLayers, .layersBelowLastHidden:
      guard !chain.constraints.variables.isEmpty else { return nil }
      var limited = restriction(
        self == .hiddenLayers ? Self.hiddenLayersDescription : "hidden layers below the last hidden one")
      limited.layersBelowOutput = self == .hiddenLayers ? 1 : 2
      return limited
    case .unitsWrittenOut, .unitsWrittenOutAtOne:
      guard settings.widths == nil else { return nil }
      let units = WrittenOutUnits(statement, link: link, settings.convention)
      guard !units.widths.isEmpty else { return nil }
      result.widths = units.widths
      var limited = restriction(units.description)
      guard self == .unitsWrittenOutAtOne else { return limited }
      guard let place = units.place else { return nil }
      limited = restriction(units.description + ", and " + place.description)
      limited.statement.conditions.append(place.condition)
      limited.changesMeaning = true
      return limited
    case .perNeuronBiases, .sharedBiases:
      guard networkKind.biases == (self == .sharedBiases ? .perNeuron : .shared),
        !statement.sides.contains(where: \.speaksOfWholeBias)
      else { return nil }
      result.biases = self == .sharedBiases ? .shared : .perNeuron
      var limited = restriction(
        self == .sharedBiases ? "one bias shared by a layer" : "one bias per neuron")
      limited.settings.convention.biases = result.biases
      limited.changesMeaning = true
      return limited
    case .allPositive:
      guard networkKind.activation == .relu else { return nil }
      result.allPositive = true
      result.includesZeros = false
      return restriction("all pre-activations are positive")
    case .oneExample:
      guard settings.examples == nil, chain.speaksOfExamples else { return nil }
      result.examples = 1
      return restriction("a batch of one example")
    case .oneOutput:
      guard settings.widths == nil, networkKind.output != .softmax, chain.largestLiteral < 0 else {
        return nil
      }
      result.outputWidth = 1
      var limited = restriction("a single output unit")
      limited.oneUnitLayers = OneUnitLayers(hasOneOutput: true)
      limited.changesMeaning = true
      return limited
    case .numberedLastLayer:
      guard settings.widths == nil, let number = chain.constraints.largestNumber else { return nil }
      let shown = number + settings.convention.notation.firstLayer
      var limited = restriction("a network whose last layer is \(shown)")
      limited.statement = statement.countingLayersFromOutput(depth: number)
      limited.changesMeaning = true
      return limited
    case .oneUnitInEachLayer:
      guard settings.widths == nil, networkKind.output != .softmax, chain.largestLiteral < 0,
        !statement.sides.contains(where: \.namesUnit), let depth = chain.constraints.smallestDepth
      else { return nil }
      var limited = restriction("a network with one unit in each layer")
      let widths = [Int](repeating: 1, count: max(3, depth) + 1)
      limited.settings.widths = widths
      limited.oneUnitLayers = OneUnitLayers(widths: widths)
      limited.changesMeaning = true
      return limited
    }
  }

  /// What `trueClass` says.
  static let trueClassDescription = "the true class of a one-hot target"

  /// What `hiddenLayers` says.
  static let hiddenLayersDescription = "hidden layers"
}

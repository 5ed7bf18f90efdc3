import Formula
import Network

/// What the networks are like on which a claim is judged: the convention's choices, or a condition put on them.
struct NetworkKind: Sendable {
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
  /// Widths of some layers, where a formula writes out all of their units.
  var widths: [Layer: Int] = [:]
  /// All pre-activations are positive.
  var allPositive = false
  /// Some networks have pre-activations that are exactly zero.
  var includesZeros: Bool
  /// ReLU′(0), where the formula has made its choice; nil lets it be ε.
  var slopeAtZero: Double?
  /// Names of the formula that are zero.
  var lettersAtZero: Set<Symbol> = []
  /// Names of the formula are positive.
  var positiveLetters = false

  init(_ settings: Settings) {
    let convention = settings.convention
    activation = convention.activation
    output = convention.output
    cost = convention.cost
    average = convention.average
    biases = convention.biases
    examples = settings.examples
    includesZeros = settings.includesZeros
    giveOutputItsRange()
  }

  /// Logarithms of a and 1 − a ask for activations between 0 and 1.
  private mutating func giveOutputItsRange() {
    if cost.asksForProbabilities, output == nil, activation != .sigmoid { output = .sigmoid }
  }

  /// What is presumed for a statement: one that speaks of ReLU is about ReLU units, one that says what happens at
  /// zero is judged there as well.
  init(_ settings: Settings, for statement: Statement) {
    self.init(settings)
    if let named = statement.costs(besides: cost).first {
      cost = named
      giveOutputItsRange()
    }
    if activation == nil, statement.sides.contains(where: \.namesReLU) { activation = .relu }
    let conditions = statement.conditions.map { Expression(.indicator($0)) }
    if (statement.sides + conditions).contains(where: \.namesTrueClass) { oneHotTargets = true }
    if activation == .relu, (statement.sides + conditions).contains(where: \.speaksOfZero) {
      includesZeros = true
    }
  }
}

extension NetworkKind {
  /// Whether every target is 1 for one class and 0 for the others.
  var isOneHot: Bool { onlyTrueClass || oneHotTargets }

  /// A network of this kind, so deep and with these units; nil where it cannot have the widths that are asked for.
  func blueprint(depth: Int, activation: Activation, _ settings: Settings) -> Blueprint? {
    var blueprint = Blueprint()
    blueprint.depth = depth...depth
    blueprint.activation = activation
    blueprint.output = output
    blueprint.cost = cost
    blueprint.averaging = average
    blueprint.biases = biases
    blueprint.widths = settings.widths
    for (layer, width) in widths {
      switch layer.base {
      case .output: blueprint.widthsOfLayers[depth + layer.offset] = width
      case .input: blueprint.widthsOfLayers[layer.offset] = width
      case .variable: return nil
      }
    }
    blueprint.examples = examples
    blueprint.outputWidth = outputWidth
    blueprint.allPositive = allPositive
    if let slope = slopeAtZero { blueprint.slopeAtZero = slope }
    return blueprint
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
      case .symbol(let symbol): symbol.isSlopeAtZero
      default: false
      }
    }
  }

  /// Whether ε stands in it.
  var namesSlopeAtZero: Bool {
    contains { node in
      if case .symbol(let symbol) = node { symbol.isSlopeAtZero } else { false }
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

extension Statement {
  /// The costs that it speaks of, where it names one.
  func costs(besides usual: Cost) -> Set<Cost> {
    Set(costNames.map { NamedCost(word: $0).map(Cost.init) ?? usual })
  }
}

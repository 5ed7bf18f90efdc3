import Formula
import Network

/// Something that two conventions presume or write differently, besides letters.
public enum Change: Sendable, Hashable {
  /// The cost of one example, and how many times as large its derivatives are.
  case cost(from: Cost, to: Cost, factor: CostFactor)
  /// Whether the cost of a batch is a mean or a sum.
  case average(from: Averaging, to: Averaging)
  /// One letter for the cost of an example and of the batch, or one for each.
  case costLetters(from: Int, to: Int)
  /// Which biases there are.
  case biases(from: Convention.BiasKind, to: Convention.BiasKind)
  /// The hidden activation; nil where it is left general.
  case hidden(from: Activation?, to: Activation?)
  /// The last layer's activation; nil where it is the hidden one.
  case output(from: Activation?, to: Activation?)
  /// Columns or rows: every product is transposed.
  case orientation(from: Convention.Orientation, to: Convention.Orientation)
  /// The order of a weight's indices: W is transposed.
  case weightOrder(from: Notation.WeightOrder, to: Notation.WeightOrder)
  /// The number of the first unit and of the first example.
  case firstUnit(from: Int, to: Int)
  /// The number of the input layer.
  case firstLayer(from: Int, to: Int)
  /// Whether a shared index is summed without a Σ.
  case impliedSums(to: Bool)

  /// How many times as large the derivatives of another cost are.
  public enum CostFactor: Sendable, Hashable {
    /// number · n_L to this power
    case times(Double, widthPower: Int)
    /// No factor does it: one is no multiple of the other.
    case otherFunction
  }

  /// The changes that matter to what stands in the statements.
  static func all(in statements: [Statement], from source: Convention, to target: Convention) -> [Change] {
    var changes = presumptions(from: source, to: target)
    let (old, new) = (source.notation, target.notation)
    if old.costLetters != new.costLetters {
      changes.append(.costLetters(from: old.costLetters, to: new.costLetters))
    }
    if source.orientation != target.orientation {
      changes.append(.orientation(from: source.orientation, to: target.orientation))
    }
    if old.weightOrder != new.weightOrder {
      changes.append(.weightOrder(from: old.weightOrder, to: new.weightOrder))
    }
    if old.firstUnit != new.firstUnit { changes.append(.firstUnit(from: old.firstUnit, to: new.firstUnit)) }
    if old.firstLayer != new.firstLayer {
      changes.append(.firstLayer(from: old.firstLayer, to: new.firstLayer))
    }
    if old.sumsAreImplied != new.sumsAreImplied { changes.append(.impliedSums(to: new.sumsAreImplied)) }
    return changes.filter(Content(statements).dependsOn)
  }

  /// What the two conventions presume differently of the network, whether it matters to a formula or not.
  public static func presumptions(from source: Convention, to target: Convention) -> [Change] {
    var changes: [Change] = []
    if source.cost != target.cost {
      changes.append(
        .cost(from: source.cost, to: target.cost, factor: CostFactor(from: source.cost, to: target.cost)))
    }
    if source.average != target.average {
      changes.append(.average(from: source.average, to: target.average))
    }
    if source.biases != target.biases { changes.append(.biases(from: source.biases, to: target.biases)) }
    if source.activation != target.activation {
      changes.append(.hidden(from: source.activation, to: target.activation))
    }
    if source.output != target.output { changes.append(.output(from: source.output, to: target.output)) }
    return changes
  }
}

extension Change.CostFactor {
  /// The factor between the derivatives of two costs: ½ from Σ(a − y)² to ½Σ(a − y)².
  public init(from source: Cost, to target: Cost) {
    let (old, new) = (source.row, target.row)
    guard old.term == new.term else {
      self = .otherFunction
      return
    }
    self = .times(
      new.factor.number / old.factor.number, widthPower: new.factor.widthPower - old.factor.widthPower)
  }
}

extension Notation {
  /// How many letters there are for costs.
  fileprivate var costLetters: Int { patterns[.batchCost] == nil ? 1 : 2 }
}

/// What stands in a formula, as far as presumptions may matter to it.
private struct Content {
  var hasCost = false
  var hasBatchCost = false
  var hasCostLetter = false
  var hasBias = false
  var hasPreactivation = false
  var hasWeights = false
  var hasWholes = false
  var hasUnitNumbers = false
  var hasLayerNumbers = false
  var hasSums = false
  var hasFunction = false

  /// z and w beside each other: where there are biases, they belong there.
  var hasForwardPass: Bool { hasPreactivation && hasWeights && !hasCost }
  var dependsOnActivation: Bool { hasFunction || hasCost }

  /// Whether what stands here tells that a change matters to it.
  func dependsOn(_ change: Change) -> Bool {
    switch change {
    case .cost: hasCost
    case .average: hasBatchCost
    case .biases: hasBias || hasForwardPass
    case .hidden, .output: dependsOnActivation
    case .costLetters: hasCostLetter
    case .orientation: hasWholes
    case .weightOrder: hasWeights
    case .firstUnit: hasUnitNumbers
    case .firstLayer: hasLayerNumbers
    case .impliedSums: hasSums
    }
  }

  init(_ statements: [Statement]) {
    for side in statements.flatMap(\.sides) { collect(side) }
  }

  private mutating func collect(_ expression: Expression) {
    switch expression.node {
    case .quantity(let quantity): collect(quantity)
    case .exampleCount: hasBatchCost = true
    case .call(.activation, _), .call(.named, _), .call(.softmax, _): hasFunction = true
    case .gradient: hasWholes = true
    case .element(_, let indices): note(indices)
    case .big(let operation):
      hasSums = hasSums || operation.kind == .sum
      hasUnitNumbers = hasUnitNumbers || operation.binders.contains { $0.lower != nil }
    default: break
    }
    for child in expression.children { collect(child) }
  }

  private mutating func collect(_ quantity: Quantity) {
    switch quantity.role {
    case .cost: (hasCost, hasCostLetter) = (true, true)
    case .batchCost: (hasCost, hasCostLetter, hasBatchCost) = (true, true, true)
    case .error: hasCost = true
    case .bias: hasBias = true
    case .preactivation: hasPreactivation = true
    case .weight: hasWeights = true
    case .activation, .target: break
    }
    if quantity.indices.isEmpty, quantity.role != .cost, quantity.role != .batchCost { hasWholes = true }
    if case .input? = quantity.layer?.base { hasLayerNumbers = true }
    note(quantity.indices + (quantity.example.map { [$0] } ?? []))
  }

  private mutating func note(_ indices: [Index]) {
    for case .literal in indices { hasUnitNumbers = true }
  }
}

import Formula
import Network

/// A small network and a batch, each of whose numbers comes from a short list of friendly ones.
struct FriendlyNetwork {
  let size: NetworkSize
  let activation: Activation
  let networkKind: NetworkKind
  /// The places of numbers, in the order in which they are chosen.
  let slots: [Slot]
  /// The number at each slot.
  var numbers: [Double]

  /// Where a number stands.
  enum Slot: Hashable {
    case input(example: Int, unit: Int)
    case weight(layer: Int, to: Int, from: Int)
    case bias(layer: Int, unit: Int)
    case sharedBias(layer: Int)
    case target(example: Int, unit: Int)
    /// The class of an example, counted from 0; −1 where all are equally true.
    case trueClass(example: Int)
    case symbol(Symbol)
  }

  /// The friendliest numbers, with biases that bring the pre-activations of smooth units to 0, where σ is known by
  /// heart: σ(0) = ½.
  init(_ size: NetworkSize, activation: Activation, networkKind: NetworkKind, symbols: [Symbol]) {
    self.size = size
    self.activation = activation
    self.networkKind = networkKind
    var slots: [Slot] = []
    for e in 0..<size.examples {
      for k in 0..<size.widths[0] { slots.append(.input(example: e, unit: k)) }
    }
    for l in 1...max(1, size.depth) {
      for j in 0..<size.widths[l] {
        for k in 0..<size.widths[l - 1] { slots.append(.weight(layer: l, to: j, from: k)) }
        if networkKind.biases == .perNeuron { slots.append(.bias(layer: l, unit: j)) }
      }
      if networkKind.biases == .shared { slots.append(.sharedBias(layer: l)) }
    }
    let isClass = networkKind.oneHotTargets || (networkKind.output ?? activation) == .softmax
    for e in 0..<size.examples {
      if isClass {
        slots.append(.trueClass(example: e))
      } else {
        for j in 0..<size.widths[size.depth] { slots.append(.target(example: e, unit: j)) }
      }
    }
    slots += symbols.map(Slot.symbol)
    self.slots = slots
    numbers = []
    for slot in slots {
      let choices = self.choices(for: slot)
      switch slot {
      // Two examples that are alike can both be at 0.
      case .input(let e, let k): numbers.append(choices[(activation == .relu ? e + k : k) % 3])
      case .weight(_, let j, let k): numbers.append(choices[(j + k) % 2])
      case .bias, .sharedBias, .target, .trueClass, .symbol: numbers.append(choices[0])
      }
    }
    if networkKind.biases == .perNeuron, activation != .relu { balance() }
  }

  /// The same places with numbers drawn from their lists, the friendlier ones more often.
  func drawn(_ random: inout Random) -> FriendlyNetwork {
    var network = self
    for (place, slot) in slots.enumerated() {
      let choices = choices(for: slot)
      network.numbers[place] =
        choices[min(random.integer(below: choices.count), random.integer(below: choices.count))]
    }
    return network
  }

  /// Sets b = −Σ w a for the first example, layer by layer.
  private mutating func balance() {
    var known: [Slot: Double] = [:]
    for (slot, number) in zip(slots, numbers) { known[slot] = number }
    var below = (0..<size.widths[0]).map { known[.input(example: 0, unit: $0)] ?? 0 }
    for l in 1...size.depth {
      for j in 0..<size.widths[l] {
        let sum = below.enumerated().reduce(0) { sum, input in
          sum + (known[.weight(layer: l, to: j, from: input.offset)] ?? 0) * input.element
        }
        if let place = slots.firstIndex(of: .bias(layer: l, unit: j)) { numbers[place] = -sum }
      }
      below = (0..<size.widths[l]).map { _ in activation.value(0) }
    }
  }

  /// The numbers a slot may take, the friendliest first.
  func choices(for slot: Slot) -> [Double] {
    switch slot {
    case .input: return [1, 2, 3, -1, 0.5]
    case .weight: return [1, 2, -1, 3, -2, 0.5, -0.5]
    case .bias, .sharedBias: return [0, 1, -1, 2, -2, 0.5, -0.5]
    case .target where networkKind.cost.isOverClasses: return [1, 0]
    case .target:
      return (networkKind.output ?? activation).row?.friendlyTargets ?? [0, 1]
    case .trueClass:
      let classes = (0..<size.widths[size.depth]).map(Double.init)
      return networkKind.oneHotTargets ? classes : classes + [-1]
    case .symbol(let symbol):
      if symbol.isLikelyRate { return [0.5, 2, -1] }
      return symbol.name == "z" ? [2, 1, -1, 3, -2, 0.5, 0] : [2, 3, -1, 0.5]
    }
  }

  /// The state they make; nil where a number is undefined or a ReLU stands exactly at its kink.
  ///
  /// - allowsKinks: the formula says with ε what happens there.
  func state(allowsKinks: Bool) -> State? {
    var inputs = Matrix(rows: size.examples, columns: size.widths[0])
    var targets = Matrix(rows: size.examples, columns: size.widths[size.depth])
    var weights = (1...size.depth).map { Matrix(rows: size.widths[$0], columns: size.widths[$0 - 1]) }
    var biases = (1...size.depth).map { l -> Biases in
      switch networkKind.biases {
      case .perNeuron: .perNeuron([Double](repeating: 0, count: size.widths[l]))
      case .shared: .shared(0)
      case .none: .none
      }
    }
    var symbols: [Symbol: Double] = [:]
    for (slot, number) in zip(slots, numbers) {
      switch slot {
      case .input(let e, let k): inputs[e, k] = number
      case .weight(let l, let j, let k): weights[l - 1][j, k] = number
      case .bias(let l, let j): biases[l - 1][j] = number
      case .sharedBias(let l): biases[l - 1][0] = number
      case .target(let e, let j): targets[e, j] = number
      case .trueClass(let e):
        for j in 0..<targets.columns {
          targets[e, j] = number < 0 ? 1 / Double(targets.columns) : Double(j) == number ? 1 : 0
        }
      case .symbol(let symbol): symbols[symbol] = number
      }
    }
    // Without a true class there is no cost.
    if networkKind.cost.isOverClasses,
      (0..<targets.rows).contains(where: { targets.row($0).allSatisfy { $0 == 0 } })
    {
      return nil
    }
    if !allowsKinks, activation == .relu, symbols[Symbol("z")] == 0 { return nil }
    let layers = (1...size.depth).map { l in
      DenseLayer(
        weights: weights[l - 1], biases: biases[l - 1],
        activation: l == size.depth ? networkKind.output ?? activation : activation)
    }
    guard
      let network = try? Network(
        layers: layers, cost: networkKind.cost, averaging: networkKind.average,
        slopeAtZero: networkKind.slopeAtZero ?? 0.5),
      let batch = try? Batch(inputs: inputs, targets: targets),
      let state = try? State(network: network, batch: batch, symbols: symbols, seed: 0),
      state.pass.costs.allSatisfy(\.isFinite), allowsKinks || state.kinks.isEmpty
    else { return nil }
    return state
  }
}

extension Symbol {
  /// Whether it is usually a rate or another small positive number, and so is friendliest as one.
  fileprivate var isLikelyRate: Bool {
    mayBe(oneOf: .slopeAtZero, .rate, .penalty) && !mayBe(.factor)
  }
}

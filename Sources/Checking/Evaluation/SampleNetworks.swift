import Network

/// What kind of network to draw.
struct Blueprint: Sendable {
  /// How many layers, where no widths are given.
  var depth: ClosedRange<Int> = 2...4
  /// σ of the hidden layers, and of the last one unless `output` says otherwise.
  var activation: Activation = .sigmoid
  var output: Activation?
  var cost: Cost = .sumSquares
  var averaging: Averaging = .mean
  var biases: Convention.BiasKind = .perNeuron
  /// n_0 … n_L, where they are fixed.
  var widths: [Int]?
  /// E, where it is fixed.
  var examples: Int?
  /// The fewest units of a layer: a formula may speak of unit 3.
  var minimumWidth = 2
  /// The width of the last layer, where it alone is fixed.
  var outputWidth: Int?
  /// The widths of some layers, by number.
  var widthsOfLayers: [Int: Int] = [:]
  /// In each ReLU layer one pre-activation of one example is exactly 0.
  var zeroPreactivations = false
  /// Every pre-activation is positive.
  var allPositive = false
  /// Where layers with ReLU have one unit and there is one example, that unit is dead in every second layer: the last
  /// one and so on for 0, the one before it and so on for 1. Nil lets all live.
  var deadAlone: Int?
  var targets: Targets = .free
  /// ReLU′(0)
  var slopeAtZero = 0.35

  /// What weights and biases are multiplied by beyond their usual size.
  var scale = 1.0

  enum Targets: String, Sendable, Hashable, CaseIterable {
    /// In (0.05, 0.95); under a softmax they sum to 1, as δ = a − y presumes.
    case free
    /// Next to the outputs, so that the cost is small.
    case near
    /// Of either sign and up to 3; under a logarithm as `free`.
    case wide
    /// 1 for one class, 0 for the others.
    case oneHot
  }

  /// σ of layer l of L.
  func activation(of l: Int, depth: Int) -> Activation { l == depth ? output ?? activation : activation }
}

/// A state drawn from a blueprint: the same for the same seed, on every platform.
///
/// Widths, the number of examples and the number of layers are pairwise different and above 1 (unless they
/// are given), so that no sum over the wrong index passes. Inputs are in ±[0.3, 1.5), parameters in
/// ±[0.3, 1.3) times a factor that keeps deep networks from saturating or dying. With ReLU, every z but the
/// planned zeros is off 0 by 0.05, every example has units that are alive, and every layer one that is dead for some
/// example; of several examples every unit is alive for one, as far as some hundred draws can reach that. A last layer under a logarithm is made positive in the same way.
///
/// Throws what `Network` and `Batch` refuse: widths below 1, or fewer than two of them.
func draw(_ blueprint: Blueprint, seed: UInt64) throws(NetworkError) -> State {
  var random = Random(seed: seed, name: "network")
  let (widths, examples) = sizes(blueprint, &random)
  guard widths.count > 1 else { throw .noLayers }
  for (l, width) in widths.enumerated() where width < 1 {
    throw .emptyLayer(l, weights: Shape(rows: width, columns: 0))
  }
  guard examples > 0 else { throw .emptyBatch }
  let depth = widths.count - 1

  var best = try DrawnLayers(blueprint, widths: widths, examples: examples, &random)
  for _ in 0..<20 where best.faults > 0 {
    let next = try DrawnLayers(blueprint, widths: widths, examples: examples, &random)
    if next.faults < best.faults { best = next }
  }
  let network = try Network(
    layers: best.layers, cost: blueprint.cost, averaging: blueprint.averaging,
    slopeAtZero: blueprint.slopeAtZero)
  let isSoftmax = blueprint.activation(of: depth, depth: depth) == .softmax
  var targets = targets(blueprint, rows: examples, columns: widths[depth], sumTo1: isSoftmax, &random)
  if blueprint.targets == .near { targets = best.outputs.nearby(&random) }
  return try State(network: network, batch: Batch(inputs: best.inputs, targets: targets), seed: seed)
}

/// Inputs and the layers above them, and how much is wrong with those.
private struct DrawnLayers {
  let inputs: Matrix
  private(set) var outputs: Matrix
  var layers: [DenseLayer] = []
  var faults = 0

  init(_ blueprint: Blueprint, widths: [Int], examples: Int, _ random: inout Random) throws(NetworkError) {
    inputs = Matrix(rows: examples, columns: widths[0]) { _, _ in random.signed(0.3, 1.5) }
    var below = inputs
    let depth = widths.count - 1
    for l in 1...depth {
      let draft = LayerDraft(
        blueprint, layer: l, depth: depth, width: widths[l], below: below, columns: widths[l - 1])
      let drawn = try draft.drawn(&random)
      layers.append(drawn.layer)
      faults += drawn.faults
      below = drawn.activations
    }
    outputs = below
  }
}

/// Widths and the number of examples, different from each other and from the number of layers.
private func sizes(_ blueprint: Blueprint, _ random: inout Random) -> (widths: [Int], examples: Int) {
  func examples(besides taken: [Int]) -> Int {
    if let fixed = blueprint.examples { return fixed }
    let free = (2...max(8, taken.count + 3)).filter { !taken.contains($0) }
    return free[random.integer(below: min(free.count, 5))]
  }
  if let widths = blueprint.widths {
    return (widths, examples(besides: widths + [widths.count - 1]))
  }
  let depths = blueprint.depth
  let depth = max(1, depths.lowerBound + random.integer(below: depths.count))
  var taken = [depth]
  if let fixed = blueprint.examples { taken.append(fixed) }
  let least = max(2, blueprint.minimumWidth)
  // As small as they can be while all differ, and one more to choose from.
  var candidates: [Int] = []
  var next = least
  while candidates.count < depth + 2 {
    if !taken.contains(next) { candidates.append(next) }
    next += 1
  }
  var widths = Array(random.shuffled(candidates).prefix(depth + 1))
  if let last = blueprint.outputWidth { widths[depth] = last }
  for (layer, width) in blueprint.widthsOfLayers where widths.indices.contains(layer) {
    widths[layer] = width
  }
  return (widths, examples(besides: widths + [depth]))
}

private func targets(
  _ blueprint: Blueprint, rows: Int, columns: Int, sumTo1: Bool, _ random: inout Random
) -> Matrix {
  var targets = Matrix(rows: rows, columns: columns)
  for e in 0..<rows {
    switch blueprint.targets {
    case .oneHot: targets[e, random.integer(below: columns)] = 1
    case .wide where !sumTo1 && !blueprint.cost.hasLogarithm:
      for j in 0..<columns { targets[e, j] = random.signed(0.1, 3) }
    case .free, .wide, .near:
      var sum = 0.0
      for j in 0..<columns {
        targets[e, j] = random.uniform(0.05, 0.95)
        sum += targets[e, j]
      }
      if sumTo1 { for j in 0..<columns { targets[e, j] /= sum } }
    }
  }
  return targets
}

extension Matrix {
  /// A matrix next to it.
  fileprivate func nearby(_ random: inout Random) -> Matrix {
    Matrix(rows: rows, columns: columns) { self[$0, $1] * (1 + random.signed(1e-4, 1e-3)) }
  }
}

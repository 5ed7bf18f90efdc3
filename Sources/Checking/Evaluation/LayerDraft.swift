import Network

/// One layer that is being drawn, above activations that are known.
struct LayerDraft {
  let activation: Activation
  let biases: Convention.BiasKind
  let width: Int
  let below: Matrix
  let columns: Int
  /// What weights are multiplied by.
  let factor: Double
  /// a > 0 is wanted, for a logarithm.
  let isPositive: Bool
  /// One z of one example is to be exactly 0.
  let hasZero: Bool

  init(_ blueprint: Blueprint, layer l: Int, depth: Int, width: Int, below: Matrix, columns: Int) {
    activation = blueprint.activation(of: l, depth: depth)
    biases = blueprint.biases
    self.width = width
    self.below = below
    self.columns = columns
    let spread = Double(columns).squareRoot()
    switch activation {
    // σ′ is at most ¼: small weights would let gradients die away, large ones saturate.
    case .sigmoid: factor = depth > 3 ? max(0.1, min(1.5, 4 / spread)) : min(1, 4 / spread)
    case .tanh, .softmax, .relu: factor = min(1, 2 / spread)
    case .softplus, .identity: factor = min(1, 1.2 / spread)
    }
    let isUnbounded = [.tanh, .relu, .identity].contains(activation)
    isPositive = l == depth && blueprint.cost == .crossEntropy && isUnbounded
    hasZero = blueprint.zeroPreactivations && activation == .relu && l < depth
  }

  /// The layer, and its activations.
  func drawn(_ random: inout Random) throws(NetworkError) -> (DenseLayer, Matrix) {
    var weights = Matrix(rows: width, columns: columns)
    var perNeuron: [Double] = []
    let shared = isPositive ? random.uniform(0.8, 1.6) : random.signed(0.1, 0.6)
    for j in 0..<width {
      var best = try unit(shared: shared, &random)
      for _ in 0..<300 where best.faults > 0 {
        let next = try unit(shared: shared, &random)
        if next.faults < best.faults { best = next }
      }
      for k in 0..<columns { weights[j, k] = best.weights[k] }
      perNeuron.append(best.bias)
    }
    var all: Biases =
      biases == .perNeuron ? .perNeuron(perNeuron) : biases == .shared ? .shared(shared) : .none
    if hasZero { try makeZero(&weights, &all, &random) }
    let layer = DenseLayer(weights: weights, biases: all, activation: activation)
    let pass = try forward(layer)
    return (layer, pass.activations[1])
  }

  private struct Unit {
    var weights: [Double]
    var bias: Double
    /// How much is wrong with it.
    var faults: Int
  }

  /// One unit, drawn until nothing is wrong with it by whoever calls.
  private func unit(shared: Double, _ random: inout Random) throws(NetworkError) -> Unit {
    let weights = (0..<columns).map { _ in factor * random.signed(0.3, 1.3) }
    var bias = shared
    switch biases {
    case .perNeuron: bias = random.signed(0.3, 1.3) * (factor < 1 ? 0.5 : 1)
    case .shared: break
    case .none: bias = 0
    }
    let row = try Matrix(rows: 1, columns: columns, elements: weights)
    var z = try below.timesTransposed(row).elements
    if isPositive, biases == .perNeuron {
      bias = random.uniform(0.2, 0.6) - (z.min() ?? 0)
    }
    for i in z.indices { z[i] += bias }
    return Unit(weights: weights, bias: bias, faults: faults(z))
  }

  /// How many examples have z too close to 0 or on the wrong side of it, and whether the unit is always dead.
  private func faults(_ z: [Double]) -> Int {
    var faults = 0
    if activation == .relu { faults += z.filter { $0.magnitude <= 0.05 }.count }
    if isPositive { faults += z.filter { $0 <= 0.05 }.count }
    if activation == .relu, !z.contains(where: { $0 > 0.05 }) { faults += z.count }
    return faults
  }

  /// Moves one unit so that its z is exactly 0 for one example: by its bias, which is −Σ_k w_k a_k as the
  /// network sums it; where there is none of its own, by weights that are all 0.
  private func makeZero(
    _ weights: inout Matrix, _ all: inout Biases, _ random: inout Random
  ) throws(NetworkError) {
    let first = random.integer(below: width)
    let example = random.integer(below: below.rows)
    if biases == .none {
      for k in 0..<columns { weights[first, k] = 0 }
      return
    }
    let sums = try below.timesTransposed(weights)
    switch all {
    case .perNeuron:
      // The unit and example that leave the other examples farthest from 0.
      var (best, bestGap) = ((unit: first, example: example), -1.0)
      for j in 0..<width {
        for e in 0..<below.rows {
          let others = (0..<below.rows).filter { $0 != e }.map { sums[$0, j] - sums[e, j] }
          let isAlive = others.contains { $0 > 0.05 }
          let gap = (others.map(\.magnitude).min() ?? 1) + (isAlive ? 1 : 0)
          if gap > bestGap { (best, bestGap) = ((j, e), gap) }
        }
      }
      all[best.unit] = -sums[best.example, best.unit]
    case .shared:
      // The choice that leaves all others farthest from 0.
      var (best, bestGap) = (-sums[example, first], -1.0)
      for j in 0..<width {
        for e in 0..<below.rows {
          let b = -sums[e, j]
          var gap = 1.0
          for i in 0..<width {
            for f in 0..<below.rows where (i, f) != (j, e) { gap = min(gap, (sums[f, i] + b).magnitude) }
          }
          if gap > bestGap { (best, bestGap) = (b, gap) }
        }
      }
      all = .shared(best)
    case .none: break
    }
  }

  private func forward(_ layer: DenseLayer) throws(NetworkError) -> ForwardPass {
    let network = try Network(layers: [layer], cost: .sumSquares)
    let batch = try Batch(inputs: below, targets: Matrix(rows: below.rows, columns: width))
    return try network.forward(batch)
  }
}

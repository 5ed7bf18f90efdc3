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
  /// z > 0 is wanted: for a logarithm, or because all are to be positive.
  let isPositive: Bool
  /// One z of one example is to be exactly 0.
  let hasZero: Bool
  let isLast: Bool

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
    isPositive = blueprint.allPositive || l == depth && blueprint.cost == .crossEntropy && isUnbounded
    isLast = l == depth
    hasZero = blueprint.zeroPreactivations && activation == .relu
  }

  /// A layer with its activations, and how much is wrong with it.
  struct Drawn {
    var layer: DenseLayer
    var activations: Matrix
    var faults: Int
  }

  /// The layer, each unit drawn until nothing is wrong with it or patience ends.
  func drawn(_ random: inout Random) throws(NetworkError) -> Drawn {
    var weights = Matrix(rows: width, columns: columns)
    var perNeuron: [Double] = []
    let shared = isPositive ? random.uniform(0.8, 1.6) : random.signed(0.1, 0.6)
    // Examples for which no unit is alive yet: the second half of the units sees to them.
    var dead = activation == .relu && !isLast ? Array(0..<below.rows) : []
    var faults = 0
    for j in 0..<width {
      let wanted = 2 * j >= width ? dead : []
      var best = try unit(shared: shared, aliveFor: wanted, &random)
      for _ in 0..<300 where best.faults > 0 {
        let next = try unit(shared: shared, aliveFor: wanted, &random)
        if next.faults < best.faults { best = next }
      }
      dead.removeAll { best.z[$0] > 0 }
      faults += best.faults - wanted.count { best.z[$0] <= 0 }
      for k in 0..<columns { weights[j, k] = best.weights[k] }
      perNeuron.append(best.bias)
    }
    var all: Biases =
      biases == .perNeuron ? .perNeuron(perNeuron) : biases == .shared ? .shared(shared) : .none
    if hasZero { faults += try makeZero(&weights, &all, &random) }
    let layer = DenseLayer(weights: weights, biases: all, activation: activation)
    let pass = try forward(layer)
    return Drawn(layer: layer, activations: pass.activations[1], faults: faults + dead.count)
  }

  private struct Unit {
    var weights: [Double]
    var bias: Double
    var z: [Double]
    /// How much is wrong with it.
    var faults: Int
  }

  private func unit(
    shared: Double, aliveFor wanted: [Int], _ random: inout Random
  ) throws(NetworkError) -> Unit {
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
    let faults = faults(z) + wanted.count { z[$0] <= 0 }
    return Unit(weights: weights, bias: bias, z: z, faults: faults)
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
  ///
  /// Of some choices the one is taken that leaves the fewest faults, which are returned.
  private func makeZero(
    _ weights: inout Matrix, _ all: inout Biases, _ random: inout Random
  ) throws(NetworkError) -> Int {
    let sums = try below.timesTransposed(weights)
    let places = random.shuffled(Array(0..<width * below.rows)).prefix(32)
    var (best, fewest) = (places.first ?? 0, Int.max)
    for place in places where fewest > 0 {
      let (zero, j) = (place / width, place % width)
      let faults = faults { e, i in
        switch all {
        case .none: return i == j ? .nan : sums[e, i]
        case .perNeuron(let biases): return i == j ? zeroed(sums[e, i] - sums[zero, j]) : sums[e, i] + biases[i]
        case .shared: return (e, i) == (zero, j) ? .nan : sums[e, i] - sums[zero, j]
        }
      }
      if faults < fewest { (best, fewest) = (place, faults) }
    }
    let (e, j) = (best / width, best % width)
    switch all {
    case .none: for k in 0..<columns { weights[j, k] = 0 }
    case .perNeuron: all[j] = -sums[e, j]
    case .shared: all = .shared(-sums[e, j])
    }
    return fewest
  }

  /// The planned zero itself is no fault.
  private func zeroed(_ z: Double) -> Double { z == 0 ? .nan : z }

  /// How many z of the layer are too close to 0, and how many examples no unit is alive for.
  private func faults(_ z: (_ example: Int, _ unit: Int) -> Double) -> Int {
    var faults = 0
    for e in 0..<below.rows {
      var isAlive = false
      for i in 0..<width {
        let z = z(e, i)
        if z.magnitude <= 0.05 { faults += 1 }
        if z > 0.05 { isAlive = true }
      }
      if !isAlive { faults += 1 }
    }
    return faults
  }

  private func forward(_ layer: DenseLayer) throws(NetworkError) -> ForwardPass {
    let network = try Network(layers: [layer], cost: .sumSquares)
    let batch = try Batch(inputs: below, targets: Matrix(rows: below.rows, columns: width))
    return try network.forward(batch)
  }
}

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
  /// What weights and biases are multiplied by besides.
  let scale: Double
  /// z > 0 is wanted: for a logarithm, or because all are to be positive.
  let isPositive: Bool
  /// One z of one example is to be exactly 0.
  let hasZero: Bool
  let isLast: Bool
  /// The only unit of a layer with ReLU is dead for the only example.
  let isDeadAlone: Bool

  init(_ blueprint: Blueprint, layer l: Int, depth: Int, width: Int, below: Matrix, columns: Int) {
    activation = blueprint.activation(of: l, depth: depth)
    biases = blueprint.biases
    self.width = width
    self.below = below
    self.columns = columns
    let spread = Double(columns).squareRoot()
    let largest = (0..<below.rows).map { e in below.row(e).reduce(0) { $0 + $1.magnitude } }.max() ?? 0
    let reach = (activation.row?.reach ?? 2) / spread
    let isBetween0And1 = activation.isAlwaysPositive && !activation.isUnbounded
    if isBetween0And1, l == depth && blueprint.cost.hasLogarithm || activation == .softmax {
      // Above large activations an output would be nearly 0, and its logarithm, and 1/a, too large to compare.
      factor = min(1, reach, 3 / max(largest, 1))
    } else if isBetween0And1, depth > 3 {
      // σ′ is at most ¼: small weights would let gradients die away, large ones saturate.
      factor = max(0.1, min(1.5, reach))
    } else {
      factor = min(1, reach)
    }
    scale = blueprint.scale
    isPositive =
      blueprint.allPositive
      || l == depth && blueprint.cost.isOverClasses && !activation.isAlwaysPositive
    isLast = l == depth
    isDeadAlone = blueprint.deadAlone == (depth - l) % 2
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
    // The only unit of a layer is alive for some and dead for others.
    let seesToExamples = activation == .relu && width > 1 && (!isLast || below.rows == 1)
    var dead = seesToExamples ? Array(0..<below.rows) : []
    var faults = 0
    for j in 0..<width {
      let wanted = 2 * j >= width ? dead : []
      var best = try unit(j, shared: shared, aliveFor: wanted, &random)
      for _ in 0..<300 where best.faults > 0 {
        let next = try unit(j, shared: shared, aliveFor: wanted, &random)
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
    if activation == .softmax {
      faults += pass.activations[1].elements.count { $0 * Double(width) < 0.01 }
    }
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
    _ j: Int, shared: Double, aliveFor wanted: [Int], _ random: inout Random
  ) throws(NetworkError) -> Unit {
    let weights = (0..<columns).map { _ in scale * factor * random.signed(0.3, 1.3) }
    var bias = shared
    switch biases {
    case .perNeuron: bias = scale * random.signed(0.3, 1.3) * (factor < 1 ? 0.5 : 1)
    case .shared: break
    case .none: bias = 0
    }
    let row = try Matrix(rows: 1, columns: columns, elements: weights)
    var z = try below.timesTransposed(row).elements
    if isPositive, biases == .perNeuron {
      bias = random.uniform(0.2, 0.6) - (z.min() ?? 0)
    }
    for i in z.indices { z[i] += bias }
    let faults = faults(z, unit: j) + wanted.count { z[$0] <= 0 }
    return Unit(weights: weights, bias: bias, z: z, faults: faults)
  }

  /// How many examples have z too close to 0 or on the wrong side of it, and whether the unit is always dead, or
  /// never where the layer needs one that is.
  private func faults(_ z: [Double], unit j: Int) -> Int {
    var faults = 0
    if isPositive { faults += z.count { $0 <= 0.05 } }
    if activation.hasKink { faults += z.count { $0.magnitude <= 0.05 } }
    guard activation == .relu else { return faults }
    if z.count == 1, width == 1, !isPositive { return faults + ((z[0] > 0) == isDeadAlone ? 1 : 0) }
    if z.count > 1, !z.contains(where: { $0 > 0.05 }) { faults += z.count }
    if j == 0, !isPositive, !z.contains(where: { $0 < -0.05 }) { faults += 1 }
    return faults
  }

  /// Moves one unit so that its z is exactly 0 for one example: by its bias, which is −Σ_k w_k a_k as the
  /// network sums it, or where there is none by one of its weights.
  ///
  /// Of some choices the one is taken that leaves the fewest faults, which are returned.
  private func makeZero(
    _ weights: inout Matrix, _ all: inout Biases, _ random: inout Random
  ) throws(NetworkError) -> Int {
    let plain = (weights, all)
    var fewest = Int.max
    for place in random.shuffled(Array(0..<width * below.rows)).prefix(32) where fewest > 0 {
      let (e, j) = (place / width, place % width)
      var (w, b) = plain
      let sums = try below.timesTransposed(w)
      switch b {
      case .perNeuron: b[j] = -sums[e, j]
      case .shared: b = .shared(-sums[e, j])
      case .none: try makeZero(&w, unit: j, example: e)
      }
      let pass = try forward(DenseLayer(weights: w, biases: b, activation: activation))
      let faults = faults(pass.preactivations[1], zero: (e, j))
      if faults < fewest { (weights, all, fewest) = (w, b, faults) }
    }
    return fewest
  }

  /// Changes the weight of the largest input so that Σ_k w_k a_k is exactly 0 for one example, if one of the
  /// numbers around the solution does that after rounding.
  private func makeZero(_ weights: inout Matrix, unit j: Int, example e: Int) throws(NetworkError) {
    let a = try Matrix(rows: 1, columns: columns, elements: Array(below.row(e)))
    var k = 0
    for i in 0..<columns where a[0, i].magnitude > a[0, k].magnitude { k = i }
    guard a[0, k] != 0 else { return }
    func z(_ weight: Double) throws(NetworkError) -> Double {
      var row = try Matrix(rows: 1, columns: columns, elements: Array(weights.row(j)))
      row[0, k] = weight
      return try a.timesTransposed(row)[0, 0]
    }
    var weight = weights[j, k]
    for _ in 0..<4 { weight -= try z(weight) / a[0, k] }
    var (up, down) = (weight, weight)
    for _ in 0..<16 {
      for candidate in [up, down] where try z(candidate) == 0 {
        weights[j, k] = candidate
        return
      }
      (up, down) = (up.nextUp, down.nextDown)
    }
  }

  /// What is wrong with a layer in which one z should be 0: that it is not, z of others too close to 0, and
  /// examples for which no unit is alive.
  private func faults(_ z: Matrix, zero: (example: Int, unit: Int)) -> Int {
    var faults = z[zero.example, zero.unit] == 0 ? 0 : z.elements.count
    for e in 0..<z.rows {
      var isAlive = false
      for i in 0..<z.columns where (e, i) != zero {
        if z[e, i].magnitude <= 0.05 { faults += 1 }
        if z[e, i] > 0.05 { isAlive = true }
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

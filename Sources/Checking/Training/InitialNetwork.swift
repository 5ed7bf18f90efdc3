import Network

extension Convention {
  /// A network to be trained, with small random parameters: the same for the same seed.
  ///
  /// Weights are drawn from ±√(6/(n_l + n_(l−1))), so that sums neither vanish nor explode from layer to layer, and
  /// biases from ±0.1. Where σ is left general, it is the sigmoid.
  ///
  /// Throws `noLayers` or `emptyLayer` if the widths (input first) are none of a network.
  public func initialNetwork(widths: [Int], seed: UInt64) throws(NetworkError) -> Network {
    guard widths.count > 1 else { throw .noLayers }
    for (l, width) in widths.enumerated() where width < 1 {
      throw .emptyLayer(l, weights: Shape(rows: width, columns: 0))
    }
    var random = Random(seed: seed, name: "training")
    var layers: [DenseLayer] = []
    for l in 1..<widths.count {
      let (above, below) = (widths[l], widths[l - 1])
      let reach = (6 / Double(above + below)).squareRoot()
      let weights = Matrix(rows: above, columns: below) { _, _ in random.uniform(-reach, reach) }
      let drawn: Biases =
        switch biases {
        case .perNeuron: .perNeuron((0..<above).map { _ in random.uniform(-0.1, 0.1) })
        case .shared: .shared(random.uniform(-0.1, 0.1))
        case .none: .none
        }
      let hidden = activation ?? .sigmoid
      layers.append(
        DenseLayer(
          weights: weights, biases: drawn, activation: l == widths.count - 1 ? output ?? hidden : hidden))
    }
    return try Network(layers: layers, cost: cost, averaging: average)
  }
}

extension ForwardPass {
  /// How many examples are put into their class; nil where targets are no classes.
  ///
  /// Classes are targets with a single 1 among zeros, where the largest activation decides, or one output with
  /// targets 0 and 1, where ½ does.
  public var classifiedRightly: Int? {
    guard let outputs = activations.last, targets.elements.allSatisfy({ $0 == 0 || $0 == 1 }) else {
      return nil
    }
    var count = 0
    for e in 0..<examples {
      let (a, y) = (Array(outputs.row(e)), Array(targets.row(e)))
      if y.count == 1 {
        if (a[0] > 0.5) == (y[0] == 1) { count += 1 }
        continue
      }
      guard y.reduce(0, +) == 1, let right = y.firstIndex(of: 1) else { return nil }
      if a.indices.allSatisfy({ $0 == right || a[$0] < a[right] }) { count += 1 }
    }
    return count
  }
}

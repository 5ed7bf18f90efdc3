import Network

/// The network that peers are measured on: 784-128-64-10 sigmoid units with the cost Σ(a − y)², and 32 examples.
struct LargeNetwork {
  let network: Network
  let batch: Batch

  static let widths = [784, 128, 64, 10]
  static let examples = 32

  /// Weights in ±2/√n, biases in ±0.5, inputs in [0, 1), one-hot targets; always the same.
  init() throws(NetworkError) {
    var random = SplitMix(state: 1)
    var layers: [DenseLayer] = []
    for (below, width) in zip(Self.widths, Self.widths.dropFirst()) {
      let scale = 2 / Double(below).squareRoot()
      layers.append(
        DenseLayer(
          weights: Matrix(rows: width, columns: below) { _, _ in scale * random.number(in: -1..<1) },
          biases: .perNeuron((0..<width).map { _ in random.number(in: -0.5..<0.5) }), activation: .sigmoid))
    }
    network = try Network(layers: layers, cost: .sumSquares)
    batch = try Batch(
      inputs: Matrix(rows: Self.examples, columns: Self.widths[0]) { _, _ in random.number(in: 0..<1) },
      targets: Matrix(rows: Self.examples, columns: 10) { e, j in e % 10 == j ? 1 : 0 })
  }
}

/// Steele, Lea and Flood's generator, so that every run sees the same network.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func number(in range: Range<Double>) -> Double { Double.random(in: range, using: &self) }
}

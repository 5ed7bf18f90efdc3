import Network

/// The four examples that no single layer can learn: y is 1 where exactly one of two inputs is.
public enum ExclusiveOr {
  /// (0, 0) → 0, (0, 1) → 1, (1, 0) → 1, (1, 1) → 0, in this order.
  public static func batch() throws(NetworkError) -> Batch {
    try Batch(inputs: Matrix([[0, 0], [0, 1], [1, 0], [1, 1]]), targets: Matrix([[0], [1], [1], [0]]))
  }

  /// The network that lesson 17 takes one step with: 2-2-1, ReLU, C = (1/2E) Σ_e (a_e − y_e)².
  public static func network(averaging: Averaging = .mean) throws(NetworkError) -> Network {
    try Network(
      layers: [
        Layer(weights: Matrix([[1, 1], [1, 1]]), biases: .perNeuron([0.5, -0.5]), activation: .relu),
        Layer(weights: Matrix([[1, -1]]), biases: .perNeuron([0]), activation: .relu),
      ], cost: .halfSumSquares, averaging: averaging)
  }
}

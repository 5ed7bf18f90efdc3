import Network

/// Gradient descent on all examples at once: the loop of the ReLU notes, section 11.
///
/// It asks a closure for the gradient and nobody else, so that formulas and engine can be compared:
///
///     var run = try TrainingRun(network, batch, learningRate: 0.1)
///     run.train(steps: 100) { network, pass in TrainingLoop.gradient(network, pass) }
///     print(run.costs)
public struct TrainingRun: Sendable {
  /// The network with its present parameters.
  public private(set) var network: Network
  /// Its forward pass on the batch.
  public private(set) var pass: ForwardPass
  /// The cost before the first step and after each.
  public private(set) var costs: [Double]
  /// α.
  public let learningRate: Double

  /// Why a run came to its end.
  public enum End: Sendable, Hashable {
    /// The cost is at or below the goal.
    case goalReached
    /// All steps are used up.
    case stepsUsed
    /// The cost is no number any more, or infinite: the learning rate is too large.
    case diverged
  }

  /// Step 1 and 2 of the loop: the network as it starts, and its first forward pass.
  ///
  /// Throws `inputs` or `targets` if the batch has not the network's widths.
  public init(_ network: Network, _ batch: Batch, learningRate: Double) throws(NetworkError) {
    self.network = network
    self.learningRate = learningRate
    pass = try network.forward(batch)
    costs = [pass.cost]
  }

  /// P ← P − α ∂C/∂P for every parameter P, all from the same forward pass, and then the next forward pass.
  public mutating func step<Failure: Error>(
    gradient: (Network, ForwardPass) throws(Failure) -> TrainingLoop.Gradient
  ) throws(Failure) {
    let gradient = try gradient(network, pass)
    precondition(
      gradient.weights.count == network.depth + 1 && gradient.biases.count == network.depth + 1,
      "a gradient has a part for each layer, and an empty one for the input")
    for l in 1...network.depth {
      var layer = network.layers[l - 1]
      let (w, dw) = (layer.weights, gradient.weights[l])
      precondition(w.shape == dw.shape, "∂C/∂W has the shape of W")
      precondition(layer.biases.count == gradient.biases[l].count, "∂C/∂b has as many entries as b")
      layer.weights = Matrix(rows: w.rows, columns: w.columns) { j, k in w[j, k] - learningRate * dw[j, k] }
      for (j, db) in gradient.biases[l].enumerated() { layer.biases[j] -= learningRate * db }
      network.layers[l - 1] = layer
    }
    network.recompute(&pass, downstreamOf: .activation(0))
    costs.append(pass.cost)
  }

  /// Steps until the cost is at most `goal`, or `steps` are done, or the cost is not finite.
  @discardableResult
  public mutating func train<Failure: Error>(
    steps: Int, goal: Double = 0,
    gradient: (Network, ForwardPass) throws(Failure) -> TrainingLoop.Gradient
  ) throws(Failure) -> End {
    var left = steps
    while true {
      if !pass.cost.isFinite { return .diverged }
      if pass.cost <= goal { return .goalReached }
      if left <= 0 { return .stepsUsed }
      try step(gradient: gradient)
      left -= 1
    }
  }
}

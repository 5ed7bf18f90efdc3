import Network

/// Gradient descent on one network twice: with the gradients of formulas, and with the engine's.
///
///     W ← W − η ∂C/∂W,   b ← b − η ∂C/∂b
///
/// Every step uses the whole batch. Parameters for which there is no formula stay as they are on both sides, so
/// that the two curves of the cost coincide if the formulas that there are, are right.
public struct GradientDescent: Sendable {
  /// Where the gradients of the formulas come from.
  public let formulas: FormulaBackpropagation
  /// The examples.
  public let batch: Batch
  /// η
  public let learningRate: Double
  /// The cost before the first step and after each one.
  public private(set) var epochs: [Epoch] = []
  /// The network that the formulas have trained so far.
  public private(set) var byFormulas: Network
  /// The network that the engine has trained so far.
  public private(set) var byEngine: Network

  /// The cost of the batch after so many steps.
  public struct Epoch: Sendable, Hashable {
    /// How many steps have been made.
    public let number: Int
    /// C of the network that the formulas train.
    public let formulas: Double
    /// C of the network that the engine trains.
    public let engine: Double

    /// |f − e| / max(|f|, |e|); 0 where they are equal or neither is finite, and infinite where one is not.
    public var relativeDifference: Double {
      if formulas == engine || !isComparable { return 0 }
      let difference = (formulas - engine).magnitude / max(formulas.magnitude, engine.magnitude)
      return difference.isFinite ? difference : .infinity
    }

    /// Whether at least one of the costs is a finite number.
    public var isComparable: Bool { formulas.isFinite || engine.isFinite }
  }

  /// The largest relative difference of two curves that coincide.
  public static let tolerance = 1e-9

  /// Prepares gradient descent from the network's parameters.
  public init(
    _ formulas: FormulaBackpropagation, from network: Network, _ batch: Batch, learningRate: Double
  ) {
    self.formulas = formulas
    self.batch = batch
    self.learningRate = learningRate
    byFormulas = network
    byEngine = network
  }

  /// The largest relative difference of the two costs so far.
  public var largestDifference: Double { epochs.map(\.relativeDifference).max() ?? 0 }

  /// Whether the two curves are one, up to rounding, as far as one of them is finite.
  public var coincides: Bool {
    let isComparable = epochs.contains { $0.number > 0 && $0.isComparable }
    return isComparable && largestDifference <= GradientDescent.tolerance
  }

  /// Makes so many steps; stops early once neither cost is a finite number.
  ///
  /// - Parameter made: told after every step how many there have been.
  public mutating func run(
    steps count: Int, made: (Int) -> Void = { _ in }
  ) throws(TrainingError) {
    for number in 1...max(1, count) where count > 0 {
      let (found, cost) = try formulas.gradientsAndCost(of: byFormulas, batch)
      let pass = try forward(byEngine)
      if epochs.isEmpty { epochs.append(Epoch(number: 0, formulas: cost, engine: pass.cost)) }
      let gradients = byEngine.gradients(pass)
      for l in 1...byEngine.depth {
        if let weights = found.weights[l] {
          byFormulas.layers[l - 1].weights.move(against: weights, by: learningRate)
          byEngine.layers[l - 1].weights.move(against: gradients.weights[l], by: learningRate)
        }
        if let biases = found.biases[l] {
          byFormulas.layers[l - 1].biases.move(against: biases, by: learningRate)
          byEngine.layers[l - 1].biases.move(against: gradients.biases[l], by: learningRate)
        }
      }
      let costs = (try forward(byFormulas).cost, try forward(byEngine).cost)
      epochs.append(Epoch(number: number, formulas: costs.0, engine: costs.1))
      made(number)
      if !costs.0.isFinite, !costs.1.isFinite { return }
    }
  }

  private func forward(_ network: Network) throws(TrainingError) -> ForwardPass {
    do throws(NetworkError) { return try network.forward(batch) } catch { throw .network(error) }
  }
}

extension Matrix {
  /// W ← W − η G
  fileprivate mutating func move(against gradient: Matrix, by rate: Double) {
    let old = self
    self = Matrix(rows: rows, columns: columns) { j, k in old[j, k] - rate * gradient[j, k] }
  }
}

extension Biases {
  /// b ← b − η g
  fileprivate mutating func move(against gradient: [Double], by rate: Double) {
    for i in 0..<min(count, gradient.count) { self[i] -= rate * gradient[i] }
  }
}

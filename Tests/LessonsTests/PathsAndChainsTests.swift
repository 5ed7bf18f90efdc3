import Network
import Testing

@testable import Lessons

/// The code of lessons 6, 9, 11 and 12 against the backpropagation engine, and against differences of the
/// cost.
@Suite struct PathsAndChainsTests {
  private static let smooth: [Activation] = [.sigmoid, .tanh, .softplus, .identity]

  @Test(arguments: smooth) func `the three factors multiply to the slope of the cost by each output weight`(
    activation: Activation
  ) throws {
    let sample = try Sample(seed: 21, hidden: activation)
    for (j, k) in [(0, 0), (3, 1), (2, 0)] {
      let slopes = sample.slopes(.weight(3)) { network, _, h in network.layers[2].weights[j, k] += h }
      let found = (0..<sample.pass.examples).map {
        OutputWeight.weightGradient(sample.network, sample.pass, example: $0)[j, k]
      }
      #expect(relativeDifference(found, slopes) < 1e-7)
    }
  }

  @Test func `a weight moves the pre-activation of its own unit only`() throws {
    let sample = try Sample(seed: 22, hidden: .tanh)
    var moved = sample
    moved.network.layers[2].weights[1, 0] += 1
    moved.network.recompute(&moved.pass, downstreamOf: .weight(3))
    for i in 0..<4 {
      let change = moved.pass.preactivations[3][2, i] - sample.pass.preactivations[3][2, i]
      let derivative = OutputWeight.preactivation(
        i, byWeightTo: 1, from: 0, sample.network, sample.pass, example: 2)
      #expect((change - derivative).magnitude < 1e-12)
    }
  }

  @Test func `the gradient of a batch of ReLU units is that of the engine`() throws {
    let sample = try Sample(seed: 23, hidden: .relu, cost: .halfSumSquares)
    let found = OutputWeight.reluBatchGradient(sample.network, sample.pass)
    let engine = sample.network.gradients(sample.pass)
    #expect(relativeDifference(found.elements, engine.weights[3].elements) < 1e-12)
  }

  @Test(arguments: smooth) func `sums over paths are the gradients of the layers below the last`(
    activation: Activation
  ) throws {
    let sample = try Sample(seed: 24, hidden: activation)
    let (network, pass) = (sample.network, sample.pass)
    let engine = network.gradients(pass)
    let examples = 0..<pass.examples
    let byActivation = examples.flatMap { OneFeedsMany.lastHiddenGradient(network, pass, example: $0) }
    #expect(relativeDifference(byActivation, engine.activations[2].elements) < 1e-12)
    let hidden = examples.map { OneFeedsMany.hiddenWeightGradient(network, pass, example: $0) }
    #expect(relativeDifference(mean(hidden), engine.weights[2].elements) < 1e-12)
    let twoBelow = examples.map { OneFeedsMany.weightGradientTwoBelow(network, pass, example: $0) }
    #expect(relativeDifference(mean(twoBelow), engine.weights[1].elements) < 1e-12)
  }

  @Test(arguments: smooth) func `the chain from the top gives the bias gradients of every layer`(
    activation: Activation
  ) throws {
    let sample = try Sample(seed: 25, widths: [3, 5, 2, 6, 4], hidden: activation)
    let engine = sample.network.gradients(sample.pass)
    for l in 1...4 {
      let found = BiasGradients.biasGradient(sample.network, sample.pass, layer: l)
      #expect(relativeDifference(found.elements, engine.errors[l].elements) < 1e-12)
      let batch = BiasGradients.batchGradient(sample.network, sample.pass, layer: l)
      #expect(relativeDifference(batch, engine.biases[l]) < 1e-12)
      let slopes = sample.slopes(.bias(l)) { network, _, h in network.layers[l - 1].biases[1] += h }
      #expect(relativeDifference((0..<found.rows).map { found[$0, 1] }, slopes) < 1e-6)
    }
  }

  @Test func `without its last slope the chain is the derivative by the activations`() throws {
    let sample = try Sample(seed: 26, hidden: .sigmoid)
    let engine = sample.network.gradients(sample.pass)
    let dropped = BiasGradients.withoutLastSlope(sample.network, sample.pass, layer: 1)
    #expect(relativeDifference(dropped.elements, engine.activations[1].elements) < 1e-12)
    #expect(relativeDifference(dropped.elements, engine.errors[1].elements) > 0.1)
  }

  @Test func `a shared bias adds up the paths through all units of its layer`() throws {
    let sample = try Sample(seed: 27, hidden: .softplus, sharedBiases: true)
    for l in 1...3 {
      let found = BiasGradients.sharedBiasGradient(sample.network, sample.pass, layer: l)
      let slopes = sample.slopes(.bias(l)) { network, _, h in network.layers[l - 1].biases[0] += h }
      #expect(relativeDifference(found, slopes) < 1e-7)
    }
  }

  @Test(arguments: smooth) func `the four factors give the gradient of every layer's weights`(
    activation: Activation
  ) throws {
    let sample = try Sample(seed: 28, widths: [3, 5, 2, 6, 4], hidden: activation, cost: .meanSquares)
    let engine = sample.network.gradients(sample.pass)
    for l in 1...4 {
      let each = (0..<sample.pass.examples).map {
        JacobianChain.weightGradient(sample.network, sample.pass, layer: l, example: $0)
      }
      #expect(relativeDifference(mean(each), engine.weights[l].elements) < 1e-12)
    }
  }

  @Test func `the product of the layers' Jacobians is that of differences`() throws {
    let sample = try Sample(seed: 29, hidden: .tanh, cost: .meanSquares)
    let jacobian = JacobianChain.jacobian(sample.network, sample.pass, from: 0, example: 1)
    for p in 0..<jacobian.columns {
      let moved = [1e-6, -1e-6].map { h -> ForwardPass in
        var pass = sample.pass
        pass.activations[0][1, p] += h
        sample.network.recompute(&pass, downstreamOf: .activation(0))
        return pass
      }
      let slopes = (0..<jacobian.rows).map { i in
        (moved[0].activations[3][1, i] - moved[1].activations[3][1, i]) / 2e-6
      }
      #expect(relativeDifference((0..<jacobian.rows).map { jacobian[$0, p] }, slopes) < 1e-7)
    }
  }

  @Test func `paths and rows give the same, and take as many multiplications as counted by hand`() throws {
    let sample = try Sample(seed: 30, widths: [3, 5, 2, 6, 4], hidden: .sigmoid, cost: .meanSquares)
    let engine = sample.network.gradients(sample.pass)
    let paths = JacobianChain.pathByPath(sample.network, sample.pass, layer: 1, example: 2)
    let rows = JacobianChain.rowByRow(sample.network, sample.pass, layer: 1, example: 2)
    #expect(relativeDifference(paths.row, Array(engine.activations[1].row(2))) < 1e-12)
    #expect(relativeDifference(rows.row, Array(engine.activations[1].row(2))) < 1e-12)
    #expect(paths.paths == 5 * 2 * 6 * 4)
    #expect(paths.multiplications == 3 * 5 * 2 * 6 * 4)
    #expect(rows.multiplications == 4 * 6 + 6 * 2 + 2 * 5)
    let none = JacobianChain.pathByPath(sample.network, sample.pass, layer: 4, example: 2)
    #expect(none.row == JacobianChain.topRow(sample.network, sample.pass, example: 2))
    #expect(none.paths == 4 && none.multiplications == 0)
  }

  /// The mean of matrices of one shape, row after row.
  private func mean(_ all: [Matrix]) -> [Double] {
    all[0].elements.indices.map { i in all.map { $0.elements[i] }.reduce(0, +) / Double(all.count) }
  }
}

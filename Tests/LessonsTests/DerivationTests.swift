import Network
import Testing

@testable import Lessons

/// The derivations in code against the backpropagation engine, and against differences of the cost.
@Suite struct DerivationTests {
  private static let smooth: [Activation] = [.sigmoid, .tanh, .softplus, .identity]

  @Test(arguments: smooth) func `the output delta is that of the engine and of differences`(
    activation: Activation
  ) throws {
    let sample = try Sample(seed: 7, hidden: activation)
    let delta = OutputDelta.outputDelta(sample.network, sample.pass)
    let engine = sample.network.gradients(sample.pass)
    #expect(relativeDifference(delta.elements, engine.errors[3].elements) < 1e-12)
    for j in 0..<delta.columns {
      let slopes = sample.slopes(.preactivation(3)) { _, pass, h in
        for e in 0..<pass.examples { pass.preactivations[3][e, j] += h }
      }
      #expect(relativeDifference((0..<delta.rows).map { delta[$0, j] }, slopes) < 1e-7)
    }
  }

  @Test func `the short form with a(1 − a) is right for sigmoids and wrong for tanh`() throws {
    let sigmoid = try Sample(seed: 8, hidden: .sigmoid)
    let tanh = try Sample(seed: 8, hidden: .tanh)
    let right = OutputDelta.sigmoidOutputDelta(sigmoid.network, sigmoid.pass).elements
    let wrong = OutputDelta.sigmoidOutputDelta(tanh.network, tanh.pass).elements
    #expect(relativeDifference(right, sigmoid.network.gradients(sigmoid.pass).errors[3].elements) < 1e-12)
    #expect(relativeDifference(wrong, tanh.network.gradients(tanh.pass).errors[3].elements) > 0.1)
  }

  @Test func `weight gradients of output and hidden layer add up to those of the engine`() throws {
    let sample = try Sample(seed: 9, hidden: .tanh)
    let engine = sample.network.gradients(sample.pass)
    let examples = 0..<sample.pass.examples
    let output = examples.map { OutputDelta.weightGradient(sample.network, sample.pass, example: $0) }
    let hidden = examples.map { HiddenDelta.weightGradient(sample.network, sample.pass, example: $0) }
    #expect(relativeDifference(mean(output), engine.weights[3].elements) < 1e-12)
    #expect(relativeDifference(mean(hidden), engine.weights[2].elements) < 1e-12)
  }

  @Test func `bias gradients are error terms, and their sum where one bias is shared`() throws {
    let sample = try Sample(seed: 10, hidden: .softplus)
    for j in 0..<4 {
      let gradient = OutputBias.biasGradient(sample.network, sample.pass)
      let slopes = sample.slopes(.bias(3)) { network, _, h in network.layers[2].biases[j] += h }
      #expect(relativeDifference((0..<gradient.rows).map { gradient[$0, j] }, slopes) < 1e-7)
    }
    let shared = try Sample(seed: 11, hidden: .sigmoid, sharedBiases: true)
    let slopes = shared.slopes(.bias(3)) { network, _, h in network.layers[2].biases[0] += h }
    #expect(
      relativeDifference(OutputBias.sharedBiasGradient(shared.network, shared.pass), slopes) < 1e-7)
  }

  @Test(arguments: smooth) func `the hidden deltas are those of the engine at every layer`(
    activation: Activation
  ) throws {
    let sample = try Sample(seed: 12, widths: [3, 5, 2, 6, 4], hidden: activation)
    let engine = sample.network.gradients(sample.pass)
    for l in 1...4 {
      let delta = HiddenDelta.delta(sample.network, sample.pass, layer: l)
      #expect(relativeDifference(delta.elements, engine.errors[l].elements) < 1e-12)
    }
    let byActivation = HiddenDelta.activationGradient(
      sample.network, deltaAbove: OutputDelta.outputDelta(sample.network, sample.pass), layer: 3)
    #expect(relativeDifference(byActivation.elements, engine.activations[3].elements) < 1e-12)
  }

  @Test(arguments: [0, 0.3, 1]) func `with units at exactly zero, ε is a factor of the weight gradient`(
    epsilon: Double
  ) throws {
    let sample = try Sample(
      seed: 13, hidden: .relu, cost: .halfSumSquares, withZeros: true, slopeAtZero: epsilon)
    let engine = sample.network.gradients(sample.pass)
    let gradient = ReLUAtZero.weightGradient(sample.network, sample.pass)
    #expect(sample.pass.preactivations[3][0, 0] == 0)
    #expect(relativeDifference(gradient.elements, engine.weights[3].elements) < 1e-12)
  }

  @Test func `the gradient at a kink lies between the one-sided slopes`() throws {
    // The worked example of lesson 3: inputs (2, 1), weights (0.5, −1), target 1; slopes −2 and 0, −1 and 0.
    for epsilon in [0, 0.5, 1] {
      let layer = Layer(
        weights: try Matrix([[0.5, -1]]), biases: .perNeuron([0]), activation: .relu)
      let network = try Network(layers: [layer], cost: .halfSumSquares, slopeAtZero: epsilon)
      let pass = try network.forward(Batch(inputs: Matrix([[2, 1]]), targets: Matrix([[1]])))
      #expect(ReLUAtZero.weightGradient(network, pass).elements == [-2 * epsilon, -epsilon])
    }
  }

  @Test func `softmax with cross-entropy gives a − y, whichever way one goes`() throws {
    let sample = try Sample(seed: 14, hidden: .sigmoid, output: .softmax, cost: .crossEntropy)
    let short = SoftmaxCrossEntropy.outputDelta(sample.network, sample.pass)
    let long = SoftmaxCrossEntropy.outputDeltaByChainRule(sample.network, sample.pass)
    #expect(relativeDifference(short.elements, long.elements) < 1e-12)
    for i in 0..<short.columns {
      let slopes = sample.slopes(.preactivation(3)) { _, pass, h in
        for e in 0..<pass.examples { pass.preactivations[3][e, i] += h }
      }
      #expect(relativeDifference((0..<short.rows).map { short[$0, i] }, slopes) < 1e-7)
    }
    let weights = (0..<sample.pass.examples).map {
      SoftmaxCrossEntropy.weightGradient(sample.network, sample.pass, example: $0)
    }
    #expect(
      relativeDifference(mean(weights), sample.network.gradients(sample.pass).weights[3].elements) < 1e-12)
  }

  @Test func `the softmax Jacobian is that of differences`() throws {
    let sample = try Sample(seed: 15, hidden: .tanh, output: .softmax, cost: .crossEntropy)
    let jacobian = SoftmaxCrossEntropy.softmaxJacobian(sample.network, sample.pass, example: 1)
    for i in 0..<jacobian.columns {
      let moved = [1e-6, -1e-6].map { h -> ForwardPass in
        var pass = sample.pass
        pass.preactivations[3][1, i] += h
        sample.network.recompute(&pass, downstreamOf: .preactivation(3))
        return pass
      }
      let slopes = (0..<jacobian.rows).map { k in
        (moved[0].activations[3][1, k] - moved[1].activations[3][1, k]) / 2e-6
      }
      #expect(relativeDifference((0..<jacobian.rows).map { jacobian[$0, i] }, slopes) < 1e-7)
    }
  }

  @Test func `every coded derivation gives as many values as its claim has entries`() throws {
    // n = 3, 5, 2, 4 units, L = 3, six examples; a general layer is 2.
    let counts: [String: Int] = [
      "forward-pass/preactivation": 6 * 2, "forward-pass/activation": 6 * 2, "forward-pass/expansion": 6 * 4,
      "activations/slope": 6 * 2, "activations/slope-two-units": 6 * 2 * 2,
      "activations/sigmoid-slope": 6 * 2, "costs/sum-of-squares": 6,
      "costs/half-sum-of-squares": 6, "costs/mean-of-squares": 6,
      "costs/gradient-sum-of-squares": 6 * 4, "costs/gradient-half-sum": 6 * 4,
      "costs/gradient-mean-of-squares": 6 * 4, "costs/gradient-cross-entropy": 6 * 4,
      "costs/gradient-in-a-batch": 6 * 4, "costs/batch-mean-of-squares": 1,
      "gradient-descent/gradient-of-the-batch": 2 * 5, "gradient-descent/bias-gradient-of-the-batch": 2,
      "gradient-descent/nudge-cost": 6 * 2 * 5,
      "relu-at-zero/slope-in-a-network": 6 * 2, "relu-at-zero/weight-gradient": 6 * 4 * 2,
      "relu-at-zero/weight-gradient-of-the-batch": 4 * 2, "output-delta/output-delta": 6 * 4,
      "output-delta/output-delta-sigmoid": 6 * 4, "output-delta/weight-gradient": 6 * 4 * 2,
      "output-bias/preactivation-by-bias": 6 * 4 * 4, "output-bias/bias-gradient": 6 * 4,
      "output-bias/shared-bias": 6, "hidden-delta/activation-gradient": 6 * 2,
      "hidden-delta/hidden-delta": 6 * 2, "hidden-delta/hidden-delta-any-layer": 6 * 2,
      "hidden-delta/hidden-weight-gradient": 6 * 2 * 5, "softmax-cross-entropy/loss-by-activation": 6 * 4,
      "softmax-cross-entropy/softmax-jacobian": 6 * 4 * 4, "softmax-cross-entropy/output-delta": 6 * 4,
      "softmax-cross-entropy/weight-gradient": 6 * 4 * 2,
      "output-weight/preactivation-by-weight": 6 * 4 * 4 * 2, "output-weight/weight-gradient": 6 * 4 * 2,
      "output-weight/relu-batch": 4 * 2, "one-feeds-many/output-by-hidden-activation": 6 * 4 * 2,
      "one-feeds-many/activation-gradient": 6 * 2, "one-feeds-many/hidden-weight-gradient": 6 * 2 * 5,
      "one-feeds-many/two-layers-down": 6 * 5 * 3, "bias-gradients/bias-gradient": 6 * 2,
      "bias-gradients/hidden-bias-gradient": 6 * 2, "bias-gradients/batch": 2,
      "bias-gradients/two-below-by-element": 6 * 5, "bias-gradients/shared-bias": 6,
      "bias-gradients/what-it-is-instead": 6 * 5, "jacobian-chain/first-factor": 6 * 4,
      "jacobian-chain/layer-jacobian": 6 * 4 * 2, "jacobian-chain/one-more-layer": 6 * 4 * 2,
      "jacobian-chain/four-factors": 6 * 2 * 5, "jacobian-chain/row-times-matrix-by-index": 6 * 2,
      "jacobian-chain/weight-below-the-last-layer": 6 * 2 * 5,
      "matrix-form/forward": 6 * 2, "matrix-form/output-delta": 6 * 4, "matrix-form/hidden-delta": 6 * 2,
      "matrix-form/hidden-delta-rows": 6 * 2, "matrix-form/weight-gradient": 6 * 2 * 5,
      "matrix-form/batch-weights": 2 * 5, "softmax-jacobian/softmax-jacobian": 6 * 4 * 4,
      "softmax-jacobian/jacobian-matrix": 6 * 4 * 4, "softmax-jacobian/back-through-softmax": 6 * 4,
      "hidden-under-softmax/activation-gradient": 6 * 2, "hidden-under-softmax/last-hidden-delta": 6 * 2,
      "hidden-under-softmax/hidden-delta": 6 * 2, "hidden-under-softmax/weight-gradient": 6 * 2 * 5,
      "hidden-under-softmax/batch-gradient": 2 * 5, "training-loop/weight-gradient": 2 * 5,
      "training-loop/bias-gradient": 2, "training-loop/share-of-an-example": 6 * 2,
    ]
    let sample = try Sample(seed: 16, hidden: .sigmoid)
    for lesson in try Course.builtIn().lessons {
      for derivation in lesson.derivations {
        let values = derivation.values(sample.network, sample.pass, 2)
        #expect(
          values.count == counts["\(lesson.slug)/\(derivation.claim)"], "\(lesson.slug)/\(derivation.claim)")
      }
    }
  }

  /// The mean of matrices of one shape, row after row.
  private func mean(_ all: [Matrix]) -> [Double] {
    all[0].elements.indices.map { i in all.map { $0.elements[i] }.reduce(0, +) / Double(all.count) }
  }
}

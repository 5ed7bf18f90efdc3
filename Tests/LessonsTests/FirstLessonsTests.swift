import Network
import Testing

@testable import Lessons

/// The code of lessons 1, 2, 4 and 5 against the forward pass, the engine, and differences.
@Suite struct FirstLessonsTests {
  private static let smooth: [Activation] = [.sigmoid, .tanh, .softplus, .identity]

  @Test(arguments: Activation.allCases) func `layers, one after the other, give the forward pass`(
    activation: Activation
  ) throws {
    let sample = try Sample(seed: 21, hidden: activation == .softmax ? .tanh : activation, output: activation)
    let (network, pass) = (sample.network, sample.pass)
    for l in 1...network.depth {
      let inputs = pass.activations[l - 1]
      let z = ForwardPropagation.preactivations(network.layers[l - 1], inputs: inputs)
      let a = ForwardPropagation.activations(network.layers[l - 1], inputs: inputs)
      #expect(relativeDifference(z.elements, pass.preactivations[l].elements) < 1e-14)
      #expect(relativeDifference(a.elements, pass.activations[l].elements) < 1e-14)
    }
    let output = ForwardPropagation.output(network, inputs: pass.activations[0])
    #expect(relativeDifference(output.elements, pass.activations[3].elements) < 1e-13)
  }

  @Test(arguments: smooth) func `slopes are those of differences, from z and from a`(
    activation: Activation
  ) throws {
    for z in [-3, -1.5, -0.25, 0, 0.5, 2, 3] {
      let quotient = (activation.value(z + 1e-6) - activation.value(z - 1e-6)) / 2e-6
      let slope = try #require(Activations.slope(of: activation, at: z))
      let short = try #require(Activations.slope(of: activation, fromActivation: activation.value(z)))
      #expect((slope - quotient).magnitude < 1e-9)
      #expect((short - slope).magnitude < 1e-14)
    }
  }

  @Test func `a ReLU has two slopes and none at zero; a softmax has none of one unit`() {
    #expect([-2, -1e-300, 1e-300, 2].map { Activations.slope(of: .relu, at: $0) } == [0, 0, 1, 1])
    #expect([0, 3].map { Activations.slope(of: .relu, fromActivation: $0) } == [0, 1])
    #expect(Activations.slope(of: .relu, at: 0) == nil)
    #expect(Activations.slope(of: .softmax, at: 1) == nil)
    #expect(Activations.slope(of: .softmax, fromActivation: 1) == nil)
  }

  @Test func `gradients by an activation are those of the engine, each with its own cost`() throws {
    func gradient(_ cost: Cost, _ output: Activation = .sigmoid) throws -> (ForwardPass, [Double]) {
      let sample = try Sample(seed: 22, hidden: .sigmoid, output: output, cost: cost)
      return (sample.pass, sample.network.gradients(sample.pass).activations[3].elements)
    }
    let (sum, bySum) = try gradient(.sumSquares)
    let (half, byHalf) = try gradient(.halfSumSquares)
    let (mean, byMean) = try gradient(.meanSquares)
    let (entropy, byEntropy) = try gradient(.crossEntropy, .softmax)
    #expect(relativeDifference(Costs.sumOfSquaresGradient(sum).elements, bySum) < 1e-14)
    #expect(relativeDifference(Costs.halfSumOfSquaresGradient(half).elements, byHalf) < 1e-14)
    #expect(relativeDifference(Costs.meanOfSquaresGradient(mean).elements, byMean) < 1e-14)
    #expect(relativeDifference(Costs.crossEntropyGradient(entropy).elements, byEntropy) < 1e-14)
    #expect(relativeDifference(Costs.sumOfSquares(sum), sum.costs) < 1e-14)
    #expect(relativeDifference(Costs.halfSumOfSquares(half), half.costs) < 1e-14)
    #expect(relativeDifference(Costs.meanOfSquares(mean), mean.costs) < 1e-14)
    #expect(relativeDifference([Costs.mean(Costs.sumOfSquares(sum))], [sum.cost]) < 1e-14)
  }

  @Test func `in a batch, one activation moves the mean by a part in E`() throws {
    let sample = try Sample(seed: 23, hidden: .tanh)
    let gradient = Costs.batchGradient(sample.pass)
    for (e, j) in [(0, 0), (2, 3), (5, 1)] {
      let costs = [1e-6, -1e-6].map { h -> Double in
        var pass = sample.pass
        pass.activations[3][e, j] += h
        sample.network.recompute(&pass, downstreamOf: .activation(3))
        return pass.cost
      }
      #expect(((costs[0] - costs[1]) / 2e-6 - gradient[e, j]).magnitude < 1e-8)
    }
  }

  @Test(arguments: smooth, [false, true]) func `nudges followed upwards meet what the engine brings down`(
    activation: Activation, sharedBiases: Bool
  ) throws {
    let sample = try Sample(seed: 24, hidden: activation, sharedBiases: sharedBiases)
    let (network, pass) = (sample.network, sample.pass)
    let engine = network.gradients(pass)
    for l in 1...network.depth {
      let weights = GradientDescent.weightGradient(network, pass, layer: l)
      #expect(relativeDifference(weights.elements, engine.weights[l].elements) < 1e-12)
      for (i, slope) in GradientDescent.biasGradient(network, pass, layer: l).enumerated() {
        let differences = sample.slopes(.bias(l)) { network, _, h in network.layers[l - 1].biases[i] += h }
        #expect((slope - Costs.mean(differences)).magnitude < 1e-7)
      }
    }
  }

  @Test func `a short step lowers the cost by the rate times the gradient's squared length`() throws {
    let sample = try Sample(seed: 25, hidden: .sigmoid)
    let (network, pass) = (sample.network, sample.pass)
    let parts = (1...network.depth).flatMap { l in
      GradientDescent.weightGradient(network, pass, layer: l).elements
        + GradientDescent.biasGradient(network, pass, layer: l)
    }
    let squaredLength = parts.map { $0 * $0 }.reduce(0, +)
    for rate in [1e-4, 1e-5] {
      let next = GradientDescent.step(network, pass, learningRate: rate)
      let cost = try next.forward(Batch(inputs: pass.activations[0], targets: pass.targets)).cost
      #expect(((pass.cost - cost) / (rate * squaredLength) - 1).magnitude < 1000 * rate)
    }
  }

  @Test func `uphill, the cost grows`() throws {
    let sample = try Sample(seed: 26, hidden: .tanh)
    let pass = sample.pass
    let up = GradientDescent.step(sample.network, pass, learningRate: -1e-3)
    #expect(try up.forward(Batch(inputs: pass.activations[0], targets: pass.targets)).cost > pass.cost)
  }
}

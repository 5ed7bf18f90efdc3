import Network
import Testing

@testable import Lessons

/// The derivations in code of lessons 13, 14 and 16 against the engine, differences and one another.
@Suite struct MatrixDerivationTests {
  private static let smooth: [Activation] = [.sigmoid, .tanh, .softplus, .identity]

  @Test(arguments: smooth) func `columns, rows and the engine give the same error terms`(
    activation: Activation
  ) throws {
    let sample = try Sample(seed: 21, widths: [3, 5, 2, 6, 4], hidden: activation)
    let engine = sample.network.gradients(sample.pass)
    for l in 1...4 {
      let columns = try (0..<6).map { e in
        try MatrixForm.delta(sample.network, sample.pass, layer: l, example: e)
      }
      #expect(columns.allSatisfy { $0.shape == Shape(rows: sample.network.widths[l], columns: 1) })
      let rows = try MatrixForm.deltaRows(sample.network, sample.pass, layer: l)
      #expect(relativeDifference(columns.flatMap(\.elements), engine.errors[l].elements) < 1e-12)
      #expect(relativeDifference(rows.elements, engine.errors[l].elements) < 1e-12)
    }
  }

  @Test func `the outer products add up to the batch's gradient, which is a product itself`() throws {
    let sample = try Sample(seed: 22, hidden: .tanh)
    let engine = sample.network.gradients(sample.pass)
    for l in 1...3 {
      let all = try (0..<6).map { e in
        try MatrixForm.weightGradient(sample.network, sample.pass, layer: l, example: e).elements
      }
      let mean = all[0].indices.map { i in all.map { $0[i] }.reduce(0, +) / 6 }
      let batch = try MatrixForm.batchWeightGradient(sample.network, sample.pass, layer: l)
      #expect(relativeDifference(mean, engine.weights[l].elements) < 1e-12)
      #expect(relativeDifference(batch.elements, engine.weights[l].elements) < 1e-12)
    }
  }

  @Test func `pre-activations in columns are those of the forward pass`() throws {
    for shared in [false, true] {
      let sample = try Sample(seed: 23, hidden: .sigmoid, sharedBiases: shared)
      for l in 1...3 {
        let z = try (0..<6).flatMap { e in
          try MatrixForm.preactivation(sample.network, sample.pass, layer: l, example: e).elements
        }
        #expect(relativeDifference(z, sample.pass.preactivations[l].elements) < 1e-12)
      }
    }
  }

  @Test func `the product without its transpose does not conform`() throws {
    let sample = try Sample(seed: 24, hidden: .sigmoid)
    let delta = try MatrixForm.delta(sample.network, sample.pass, layer: 3, example: 0)
    let found = NetworkError.shapes(Shape(rows: 4, columns: 2), Shape(rows: 4, columns: 1))
    #expect(throws: found) { try sample.network.layers[2].weights.times(delta) }
  }

  @Test func `both forms of the softmax Jacobian agree, and rows and columns sum to zero`() throws {
    var random = SplitMix64(seed: 25)
    for count in 1...6 {
      let a = Activation.softmax.values(random.numbers(count, -3...3))
      let entries = Softmax.jacobian(a)
      let matrix = try Softmax.jacobianFromMatrices(a)
      for k in 0..<count {
        #expect(entries.row(k).reduce(0, +).magnitude < 1e-15)
        #expect((0..<count).map { entries[$0, k] }.reduce(0, +).magnitude < 1e-15)
        for i in 0..<count {
          #expect((entries[k, i] - matrix[k, i]).magnitude < 1e-16)
          #expect(entries[k, i] == entries[i, k] || (entries[k, i] - entries[i, k]).magnitude < 1e-16)
        }
      }
      let g = random.numbers(count, -2...2)
      let product = (0..<count).map { i in (0..<count).map { k in entries[k, i] * g[k] }.reduce(0, +) }
      let short = Softmax.pulledBack(g, through: a)
      #expect(zip(product, short).allSatisfy { ($0 - $1).magnitude < 1e-15 })
    }
  }

  @Test func `going back through the softmax gives the short error terms of lesson 15`() throws {
    let sample = try Sample(seed: 26, hidden: .tanh, output: .softmax, cost: .crossEntropy)
    let long = Softmax.outputDelta(sample.network, sample.pass)
    let short = SoftmaxCrossEntropy.outputDelta(sample.network, sample.pass)
    #expect(relativeDifference(long.elements, short.elements) < 1e-12)
  }

  @Test func `error terms and gradients of sigmoid layers below a softmax are those of the engine`() throws {
    let sample = try Sample(
      seed: 27, widths: [3, 5, 2, 6, 4], hidden: .sigmoid, output: .softmax, cost: .crossEntropy)
    let engine = sample.network.gradients(sample.pass)
    for l in 1...4 {
      let delta = HiddenUnderSoftmax.delta(sample.network, sample.pass, layer: l)
      #expect(relativeDifference(delta.elements, engine.errors[l].elements) < 1e-12)
      let batch = HiddenUnderSoftmax.batchWeightGradient(sample.network, sample.pass, layer: l)
      #expect(relativeDifference(batch.elements, engine.weights[l].elements) < 1e-12)
      let all = (0..<6).map {
        HiddenUnderSoftmax.weightGradient(sample.network, sample.pass, layer: l, example: $0).elements
      }
      let mean = all[0].indices.map { i in all.map { $0[i] }.reduce(0, +) / 6 }
      #expect(relativeDifference(mean, engine.weights[l].elements) < 1e-12)
    }
  }

  @Test func `the hidden error terms below a softmax are the slopes of the loss`() throws {
    let sample = try Sample(seed: 28, hidden: .sigmoid, output: .softmax, cost: .crossEntropy)
    let delta = HiddenUnderSoftmax.delta(sample.network, sample.pass, layer: 2)
    for i in 0..<2 {
      let slopes = sample.slopes(.preactivation(2)) { _, pass, h in
        for e in 0..<pass.examples { pass.preactivations[2][e, i] += h }
      }
      #expect(relativeDifference((0..<6).map { delta[$0, i] }, slopes) < 1e-7)
    }
  }
}

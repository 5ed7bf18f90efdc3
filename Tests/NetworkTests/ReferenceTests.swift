import Network
import Testing

/// Expected values: PyTorch's autograd, see Fixtures/Reference.
@Suite struct ReferenceTests {
  @Test(arguments: [
    ("activations.json", 48), ("softmax.json", 12), ("zeros.json", 3), ("deep.json", 2),
  ])
  func `values and gradients are those of PyTorch`(file: String, count: Int) throws {
    let references: [Reference] = try fixtures(file)
    #expect(references.count == count)
    for reference in references {
      let network = try reference.network()
      let pass = try network.forward(reference.batch())
      let gradients = network.gradients(pass)
      let expected = reference.expected

      func agree(_ found: [Double], _ expected: [Double], _ what: String, scale: [Double] = []) {
        let difference = relativeDifference(found, expected, scale: scale + expected)
        #expect(difference <= 1e-12, "\(reference.name): \(what) differs by \(difference)")
      }
      func agree(_ found: Matrix, _ expected: [[Double]], _ what: String) {
        #expect(found.rows == expected.count, "\(reference.name): \(what)")
        agree(found.elements, expected.flatMap { $0 }, what)
      }

      agree(pass.costs, expected.costs, "costs")
      agree([pass.cost], [expected.cost], "cost")
      agree(gradients.targets, expected.targetGradients, "∂C/∂y")
      agree(gradients.activations[0], expected.activationGradients[0], "∂C/∂a^0")
      for l in 1...network.depth {
        agree(pass.preactivations[l], expected.preactivations[l - 1], "z^\(l)")
        agree(pass.activations[l], expected.activations[l - 1], "a^\(l)")
        agree(gradients.errors[l], expected.errors[l - 1], "δ^\(l)")
        agree(gradients.activations[l], expected.activationGradients[l], "∂C/∂a^\(l)")
        agree(gradients.weights[l], expected.weightGradients[l - 1], "∂C/∂W^\(l)")
        // A bias shared by a softmax layer changes nothing: its δ sum to 0, so the terms are the scale.
        let shared = network.layers[l - 1].biases.count == 1 ? expected.errors[l - 1].flatMap { $0 } : []
        agree(gradients.biases[l], expected.biasGradients[l - 1], "∂C/∂b^\(l)", scale: shared)
      }
    }
  }

  @Test func `a 784-128-64-10 network agrees with PyTorch in sums and sampled entries`() throws {
    let references: [LargeReference] = try fixtures("large.json")
    let reference = try require(references.first)
    let (network, batch) = try large(reference)
    let pass = try network.forward(batch)
    let gradients = network.gradients(pass)
    let expected = reference.expected

    #expect(expected.costs.difference(from: pass.costs) <= 1e-12)
    #expect(expected.cost.difference(from: [pass.cost]) <= 1e-12)
    #expect(expected.targetGradients.difference(from: gradients.targets.elements) <= 1e-12)
    #expect(expected.activationGradients[0].difference(from: gradients.activations[0].elements) <= 1e-12)
    for l in 1...network.depth {
      #expect(expected.preactivations[l - 1].difference(from: pass.preactivations[l].elements) <= 1e-12)
      #expect(expected.activations[l - 1].difference(from: pass.activations[l].elements) <= 1e-12)
      #expect(expected.errors[l - 1].difference(from: gradients.errors[l].elements) <= 1e-12)
      #expect(expected.activationGradients[l].difference(from: gradients.activations[l].elements) <= 1e-12)
      #expect(expected.weightGradients[l - 1].difference(from: gradients.weights[l].elements) <= 1e-12)
      #expect(expected.biasGradients[l - 1].difference(from: gradients.biases[l]) <= 1e-12)
    }
  }

  /// The parameters, drawn as the script draws them.
  private func large(_ reference: LargeReference) throws -> (Network, Batch) {
    var random = SplitMix64(seed: reference.seed)
    let (widths, examples) = (reference.widths, reference.examples)
    var layers: [Layer] = []
    for l in 1..<widths.count {
      let bound = (6 / Double(widths[l - 1] + widths[l])).squareRoot()
      let count = widths[l] * widths[l - 1]
      let elements = random.numbers(count, -bound, bound)
      let weights = try Matrix(rows: widths[l], columns: widths[l - 1], elements: elements)
      let biases = Biases.perNeuron(random.numbers(widths[l], -0.1, 0.1))
      layers.append(Layer(weights: weights, biases: biases, activation: .sigmoid))
    }
    let outputs = widths[widths.count - 1]
    let inputs = try Matrix(
      rows: examples, columns: widths[0], elements: random.numbers(examples * widths[0], 0, 1))
    let targets = Matrix(rows: examples, columns: outputs) { e, j in (3 * e) % outputs == j ? 1 : 0 }
    return (
      try Network(layers: layers, cost: .halfSumSquares), try Batch(inputs: inputs, targets: targets)
    )
  }
}

import Network
import Testing

@Suite struct NetworkTests {
  @Test func `a one-unit sigmoid network has the values one computes by hand`() throws {
    // z = 2·1 − 2 = 0, a = ½, C = (½ − 1)² = ¼, δ = 2(½ − 1)·¼ = −¼, ∂C/∂w = δ·x = −¼, ∂C/∂y = 1.
    let layer = Layer(weights: try Matrix([[2]]), biases: .perNeuron([-2]), activation: .sigmoid)
    let network = try Network(layers: [layer], cost: .sumSquares)
    let pass = try network.forward(Batch(inputs: Matrix([[1]]), targets: Matrix([[1]])))
    #expect(pass.preactivations[1].elements == [0])
    #expect(pass.activations[1].elements == [0.5])
    #expect(pass.cost == 0.25)
    let gradients = network.gradients(pass)
    #expect(gradients.errors[1].elements == [-0.25])
    #expect(gradients.weights[1].elements == [-0.25])
    #expect(gradients.biases[1] == [-0.25])
    #expect(gradients.targets.elements == [1])
  }

  @Test func `layers that do not chain are refused with both shapes`() throws {
    let first = Layer(weights: Matrix(rows: 3, columns: 2), biases: .none, activation: .tanh)
    let second = Layer(weights: Matrix(rows: 4, columns: 5), biases: .none, activation: .tanh)
    #expect(
      throws: NetworkError.widths(
        layer: 2, weights: Shape(rows: 4, columns: 5), below: Shape(rows: 3, columns: 2))
    ) { try Network(layers: [first, second], cost: .sumSquares) }
    #expect(throws: NetworkError.noLayers) { try Network(layers: [], cost: .sumSquares) }
    #expect(throws: NetworkError.slopeAtZero(1.5)) {
      try Network(layers: [first], cost: .sumSquares, slopeAtZero: 1.5)
    }
    let empty = Layer(weights: Matrix(rows: 0, columns: 2), biases: .none, activation: .tanh)
    #expect(throws: NetworkError.emptyLayer(1, weights: Shape(rows: 0, columns: 2))) {
      try Network(layers: [empty], cost: .sumSquares)
    }
    let unbalanced = Layer(weights: Matrix(rows: 3, columns: 2), biases: .perNeuron([1]), activation: .relu)
    #expect(throws: NetworkError.biases(layer: 1, found: 1, weights: Shape(rows: 3, columns: 2))) {
      try Network(layers: [unbalanced], cost: .sumSquares)
    }
  }

  @Test func `a batch that does not fit is refused`() throws {
    let layer = Layer(weights: Matrix(rows: 3, columns: 2), biases: .none, activation: .tanh)
    let network = try Network(layers: [layer], cost: .sumSquares)
    let (x, y) = (Matrix(rows: 5, columns: 2), Matrix(rows: 5, columns: 3))
    #expect(throws: NetworkError.inputs(found: y.shape, expected: x.shape)) {
      try network.forward(Batch(inputs: y, targets: y))
    }
    #expect(throws: NetworkError.targets(found: x.shape, expected: y.shape)) {
      try network.forward(Batch(inputs: x, targets: x))
    }
    #expect(throws: NetworkError.examples(inputs: x.shape, targets: Shape(rows: 4, columns: 3))) {
      try Batch(inputs: x, targets: Matrix(rows: 4, columns: 3))
    }
    #expect(throws: NetworkError.emptyBatch) {
      try Batch(inputs: Matrix(rows: 0, columns: 2), targets: Matrix(rows: 0, columns: 3))
    }
  }

  @Test func `products of matrices are those one computes by hand, and name both shapes otherwise`() throws {
    let a = try Matrix([[1, 2, 3], [4, 5, 6]])
    let b = try Matrix([[1, 0], [2, -1], [3, 1]])
    let expected = try Matrix([[14, 1], [32, 1]])
    #expect(try a.times(b) == expected)
    #expect(try a.timesTransposed(Matrix([[1, 2, 3], [0, -1, 1]])) == expected)
    #expect(try Matrix([[1, 4], [2, 5], [3, 6]]).transposedTimes(b) == expected)
    #expect(throws: NetworkError.shapes(a.shape, a.shape)) { try a.times(a) }
    #expect(throws: NetworkError.shapes(a.shape, b.shape)) { try a.timesTransposed(b) }
    #expect(throws: NetworkError.shapes(a.shape, b.shape)) { try a.transposedTimes(b) }
    #expect(throws: NetworkError.elementCount(5, shape: Shape(rows: 2, columns: 3))) {
      try Matrix(rows: 2, columns: 3, elements: [1, 2, 3, 4, 5])
    }
    #expect(throws: NetworkError.elementCount(0, shape: Shape(rows: .max, columns: 2))) {
      try Matrix(rows: .max, columns: 2, elements: [])
    }
    #expect(throws: NetworkError.self) { try Matrix([[1, 2], [3]]) }
  }

  @Test func `the four products agree with the definition for all small shapes`() throws {
    var random = SplitMix64(seed: 5)
    for m in 0...6 {
      for n in 0...9 {
        for p in 0...5 {
          let a = try Matrix(rows: m, columns: n, elements: random.numbers(m * n, -1, 1))
          let b = try Matrix(rows: n, columns: p, elements: random.numbers(n * p, -1, 1))
          let definition = Matrix(rows: m, columns: p) { r, c in
            (0..<n).reduce(0) { $0 + a[r, $1] * b[$1, c] }
          }
          let aT = Matrix(rows: n, columns: m) { a[$1, $0] }
          let bT = Matrix(rows: p, columns: n) { b[$1, $0] }
          for product in [try a.times(b), try aT.transposedTimes(b), try a.timesTransposed(bT)] {
            #expect(product.shape == definition.shape)
            #expect(zip(product.elements, definition.elements).allSatisfy { ($0 - $1).magnitude < 1e-14 })
          }
        }
      }
    }
  }
}

@Suite struct ActivationTests {
  @Test func `activations stay exact where they saturate`() {
    // From 50-digit arithmetic.
    let sigmoid = Activation.sigmoid
    #expect(sigmoid.value(-800) == 0)
    #expect(sigmoid.value(800) == 1)
    #expect(relative(sigmoid.value(-40), 4.248354255291589e-18) < 1e-15)
    #expect(relative(sigmoid.derivative(at: 40, slopeAtZero: 0), 4.248354255291589e-18) < 1e-15)
    #expect(relative(Activation.tanh.derivative(at: -20, slopeAtZero: 0), 1.699341702116636e-17) < 1e-15)
    #expect(relative(Activation.softplus.value(-40), 4.248354255291589e-18) < 1e-15)
    #expect(Activation.softplus.value(900) == 900)
    #expect(Activation.softmax.values([1000, 1000, -1000]) == [0.5, 0.5, 0])
  }

  @Test func `the slope of a ReLU at zero is the network's choice`() {
    for slope in [0, 0.5, 1] {
      #expect(Activation.relu.derivative(at: 0, slopeAtZero: slope) == slope)
      #expect(Activation.relu.derivative(at: -0.0, slopeAtZero: slope) == slope)
    }
    #expect(Activation.relu.derivative(at: 1e-300, slopeAtZero: 0.5) == 1)
    #expect(Activation.relu.derivative(at: -1e-300, slopeAtZero: 0.5) == 0)
  }

  @Test func `NaN stays NaN`() {
    for activation in Activation.allCases {
      #expect(activation.value(.nan).isNaN)
      #expect(activation.values([.nan, 1])[0].isNaN)
      if activation != .identity { #expect(activation.derivative(at: .nan, slopeAtZero: 0).isNaN) }
    }
  }

  @Test func `a target of zero takes no part in the cross-entropy`() {
    #expect(Cost.crossEntropy.value([0, 1], target: [0, 1]) == 0)
    #expect(Cost.crossEntropy.gradientByActivation(0, target: 0, width: 2) == 0)
    #expect(Cost.crossEntropy.value([0, 1], target: [1, 0]) == .infinity)
  }

  private func relative(_ a: Double, _ b: Double) -> Double { ((a - b) / b).magnitude }
}

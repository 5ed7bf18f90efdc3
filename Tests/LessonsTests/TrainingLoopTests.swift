import Checking
import Network
import Testing

@testable import Lessons

/// Lesson 17: gradients of a batch, and the loop that runs on them.
@Suite struct TrainingLoopTests {
  typealias Gradient = TrainingLoop.Gradient

  /// The same gradient from the backpropagation engine.
  static func engine(_ network: Network, _ pass: ForwardPass) -> Gradient {
    let gradients = network.gradients(pass)
    return Gradient(weights: gradients.weights, biases: gradients.biases)
  }

  @Test func `the gradient of a batch is the engine's, for every cost and output layer`() throws {
    for cost in Cost.allCases {
      for output in [Activation.sigmoid, .softmax] {
        for shared in [false, true] {
          let sample = try Sample(
            seed: 31, hidden: .tanh, output: output, cost: cost, sharedBiases: shared)
          let formulas = TrainingLoop.gradient(sample.network, sample.pass)
          let engine = TrainingLoopTests.engine(sample.network, sample.pass)
          for l in 1...3 {
            #expect(
              relativeDifference(formulas.weights[l].elements, engine.weights[l].elements) < 1e-12,
              "\(cost) \(output) layer \(l)")
            #expect(relativeDifference(formulas.biases[l], engine.biases[l]) < 1e-12)
          }
        }
      }
    }
  }

  @Test func `the gradient of a batch is the slope of its cost`() throws {
    let sample = try Sample(seed: 32, hidden: .sigmoid, cost: .meanSquares)
    let gradient = TrainingLoop.gradient(sample.network, sample.pass)
    for l in 1...3 {
      let costs = [1e-6, -1e-6].map { h -> Double in
        var (network, pass) = (sample.network, sample.pass)
        network.layers[l - 1].weights[1, 2 % network.widths[l - 1]] += h
        network.recompute(&pass, downstreamOf: .weight(l))
        return pass.cost
      }
      let slope = (costs[0] - costs[1]) / 2e-6
      let found = gradient.weights[l][1, 2 % sample.network.widths[l - 1]]
      #expect(relativeDifference([found], [slope]) < 1e-6)
    }
  }

  @Test func `exclusive or is learnt, and the cost by formulas is the cost by engine at every step`() throws {
    let (network, batch) = (try ExclusiveOr.network(), try ExclusiveOr.batch())
    var formulas = try TrainingRun(network, batch, learningRate: 0.1)
    var engine = try TrainingRun(network, batch, learningRate: 0.1)
    let end = formulas.train(steps: 1000, goal: 1e-4) { TrainingLoop.gradient($0, $1) }
    engine.train(steps: 1000, goal: 1e-4) { TrainingLoopTests.engine($0, $1) }
    #expect(end == .goalReached)
    #expect(largestDifference(formulas.costs, engine.costs) < 1e-9)
    for (e, y) in [0.0, 1, 1, 0].enumerated() {
      #expect((formulas.pass.activations[2][e, 0] - y).magnitude < 0.05)
    }
  }

  @Test func `with sigmoids too both curves coincide over many steps`() throws {
    var random = SplitMix64(seed: 33)
    let layers = try [(3, 2), (1, 3)].map { rows, columns in
      DenseLayer(
        weights: try Matrix(rows: rows, columns: columns, elements: random.numbers(rows * columns, -1...1)),
        biases: .perNeuron(random.numbers(rows, -1...1)), activation: .sigmoid)
    }
    let network = try Network(layers: layers, cost: .sumSquares)
    var formulas = try TrainingRun(network, ExclusiveOr.batch(), learningRate: 2)
    var engine = try TrainingRun(network, ExclusiveOr.batch(), learningRate: 2)
    formulas.train(steps: 1500) { TrainingLoop.gradient($0, $1) }
    engine.train(steps: 1500) { TrainingLoopTests.engine($0, $1) }
    #expect(largestDifference(formulas.costs, engine.costs) < 1e-9)
    #expect(formulas.costs.count == 1501)
    #expect(formulas.pass.cost < formulas.costs[0] / 5)
  }

  @Test func `the formulas as they stand in the lessons' text train the network as the engine does`() throws {
    let course = try Course.builtIn()
    func formula(_ lesson: String, _ claim: String) throws -> EvaluableFormula {
      let lesson = try #require(course.lesson(lesson))
      let convention = try #require(Convention.builtIn(lesson.convention))
      return try EvaluableFormula(try #require(lesson.claim(claim)).latex, convention: convention)
    }
    let outputDelta = try formula("lesson7", "output-delta")
    let hiddenDelta = try formula("lesson10", "hidden-delta-any-layer")
    let weights = try formula("lesson17", "weight-gradient")
    let biases = try formula("lesson17", "bias-gradient")

    let network = try Sample(seed: 34, widths: [2, 3, 1], hidden: .sigmoid).network
    let batch = try ExclusiveOr.batch()
    var text = try TrainingRun(network, batch, learningRate: 1)
    var engine = try TrainingRun(network, batch, learningRate: 1)
    try text.train(steps: 20) { network, _ in
      var evaluation = try FormulaEvaluation(network: network, batch: batch)
      try evaluation.give(evaluation.values(of: outputDelta), asErrorsOf: 2)
      try evaluation.give(evaluation.values(of: hiddenDelta, layers: ["l": 1]), asErrorsOf: 1)
      var gradient = Gradient(weights: [Matrix(rows: 0, columns: 0)], biases: [[]])
      for l in 1...2 {
        gradient.weights.append(
          try Matrix(
            rows: network.widths[l], columns: network.widths[l - 1],
            elements: evaluation.values(of: weights, layers: ["l": l]).values))
        gradient.biases.append(try evaluation.values(of: biases, layers: ["l": l]).values)
      }
      return gradient
    }
    engine.train(steps: 20) { TrainingLoopTests.engine($0, $1) }
    #expect(text.costs.count == 21)
    #expect(largestDifference(text.costs, engine.costs) < 1e-9)
  }

  @Test func `a wrong formula gives another curve`() throws {
    let (network, batch) = (try ExclusiveOr.network(), try ExclusiveOr.batch())
    var right = try TrainingRun(network, batch, learningRate: 0.1)
    var wrong = try TrainingRun(network, batch, learningRate: 0.1)
    right.train(steps: 3) { TrainingLoop.gradient($0, $1) }
    wrong.train(steps: 3) { network, pass in
      var gradient = TrainingLoop.gradient(network, pass)
      gradient.weights[1] = Matrix(rows: 2, columns: 2) { _, _ in 0 }
      return gradient
    }
    #expect(largestDifference(right.costs, wrong.costs) > 1e-3)
  }

  @Test func `a run ends at its goal, after its steps, or when the cost is no number`() throws {
    let (network, batch) = (try ExclusiveOr.network(), try ExclusiveOr.batch())
    var run = try TrainingRun(network, batch, learningRate: 0.1)
    #expect(run.train(steps: 0) { TrainingLoop.gradient($0, $1) } == .stepsUsed)
    #expect(run.costs == [0.15625])
    #expect(run.train(steps: 5, goal: 0.2) { TrainingLoop.gradient($0, $1) } == .goalReached)
    #expect(run.costs.count == 1)
    let line = try Network(
      layers: [DenseLayer(weights: Matrix([[1, 1]]), biases: .none, activation: .identity)], cost: .sumSquares
    )
    var wild = try TrainingRun(line, batch, learningRate: 1e200)
    #expect(wild.train(steps: 100) { TrainingLoop.gradient($0, $1) } == .diverged)
    #expect(wild.costs.count < 10)
    #expect(throws: NetworkError.self) {
      try TrainingRun(line, Batch(inputs: Matrix([[1]]), targets: Matrix([[1]])), learningRate: 1)
    }
  }

  /// A gradient that cannot be found.
  private struct NoGradient: Error, Equatable {}

  @Test func `an error of the gradient comes out of the run, and the network stays as it was`() throws {
    let network = try ExclusiveOr.network()
    var run = try TrainingRun(network, ExclusiveOr.batch(), learningRate: 0.1)
    #expect(throws: NoGradient()) {
      try run.train(steps: 1) { (_, _) throws(NoGradient) in throw NoGradient() }
    }
    #expect(run.network == network)
  }

  @Test func `the irises of the course are those of the file in Fixtures`() throws {
    let (flowers, kinds) = try Irises.read()
    #expect(kinds.count == 150)
    #expect(flowers == Iris.flowers)
    #expect(kinds.map { Iris.kinds.firstIndex(of: $0) } == Iris.kindOfFlower)
  }

  @Test func `on the irises too both curves coincide`() throws {
    let network = try Irises.network()
    let batch = try Irises.batch()
    var formulas = try TrainingRun(network, batch, learningRate: 1)
    var engine = try TrainingRun(network, batch, learningRate: 1)
    formulas.train(steps: 20) { TrainingLoop.gradient($0, $1) }
    engine.train(steps: 20) { TrainingLoopTests.engine($0, $1) }
    #expect(largestDifference(formulas.costs, engine.costs) < 1e-9)
    #expect(formulas.pass.cost < 0.7)
  }

  /// The largest difference of two curves at one step, relative to the larger of the two costs.
  private func largestDifference(_ a: [Double], _ b: [Double]) -> Double {
    guard a.count == b.count else { return .infinity }
    return zip(a, b).map { a, b in
      a == b ? 0 : (a - b).magnitude / max(a.magnitude, b.magnitude)
    }.max() ?? 0
  }
}

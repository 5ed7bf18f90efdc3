import Formula
import Network
import Testing

@testable import Checking

private func gradients(
  _ formulas: [String], _ convention: Convention = .standard
) throws -> [GradientFormula] {
  try formulas.map { latex in
    let reading = FormulaReader(notation: convention.notation).read(latex)
    let statement = try #require(reading.alternatives.first?.statements.first, "\(latex)")
    return try #require(try GradientFormula(statement, convention: convention), "\(latex)")
  }
}

private let outputDelta = #"\delta_j^L = 2(a_j^L - y_j) \sigma'(z_j^L)"#
private let hiddenDelta = #"\delta_k^l = \left(\sum_j \delta_j^{l+1} w_{jk}^{l+1}\right) \sigma'(z_k^l)"#
private let weights = #"\frac{\partial C}{\partial w_{jk}^l} = \delta_j^l a_k^{l-1}"#
private let biases = #"\frac{\partial C}{\partial b_j^l} = \delta_j^l"#

/// Index form, matrix form, with the mean over the examples written out, and without error terms in layer L.
private let writings: [[String]] = [
  [outputDelta, hiddenDelta, weights, biases],
  [
    #"\delta^L = 2(a^L - y) \odot \sigma'(z^L)"#,
    #"\delta^l = \left((W^{l+1})^\top \delta^{l+1}\right) \odot \sigma'(z^l)"#,
    #"\frac{\partial C}{\partial W^l} = \delta^l (a^{l-1})^\top"#,
    #"\frac{\partial C}{\partial b^l} = \delta^l"#,
  ],
  [
    #"(\delta_j^L)_e = 2((a_j^L)_e - (y_j)_e) \sigma'((z_j^L)_e)"#, hiddenDelta,
    #"\frac{\partial C}{\partial w_{jk}^l} = \frac{1}{E} \sum_{e=1}^E (\delta_j^l)_e (a_k^{l-1})_e"#,
    #"\frac{\partial C}{\partial b_j^l} = \frac{1}{E} \sum_{e=1}^E (\delta_j^l)_e"#,
  ],
  [
    #"\frac{\partial C}{\partial w_{jk}^L} = 2(a_j^L - y_j) \sigma'(z_j^L) a_k^{L-1}"#, biases,
    #"\frac{\partial C}{\partial z_j^L} = \frac{\partial C}{\partial a_j^L} \sigma'(z_j^L) = 2(a_j^L - y_j) \sigma'(z_j^L)"#,
    hiddenDelta, weights,
  ],
]

@Suite struct GradientDescentTests {
  @Test func `correct formulas give the engine's gradients in whatever form they are written`() throws {
    for (place, formulas) in writings.enumerated() {
      let state = try draw(Blueprint(depth: 3...3, activation: .tanh), seed: UInt64(place + 1))
      let plan = try FormulaBackpropagation(gradients(formulas), on: state.network, state.batch)
      #expect(plan.gaps.isEmpty)
      let found = try plan.gradients(of: state.network, state.batch)
      for l in 1...3 {
        let pairs =
          zip(try #require(found.weights[l]).elements, state.gradients.weights[l].elements).map { ($0, $1) }
          + zip(try #require(found.biases[l]), state.gradients.biases[l]).map { ($0, $1) }
        for (x, y) in pairs { #expect((x - y).magnitude <= 1e-12 * y.magnitude + 1e-15, "\(place), \(l)") }
      }
    }
  }

  @Test func `the curves of correct formulas coincide, and those of a wrong one do not`() throws {
    let batch = try Batch(
      inputs: Matrix([[0, 0], [0, 1], [1, 0], [1, 1]]), targets: Matrix([[0], [1], [1], [0]]))
    let network = try Convention.standard.initialNetwork(widths: [2, 3, 1], seed: 1)
    let wrong = [outputDelta, #"\delta_k^l = \sum_j \delta_j^{l+1} w_{jk}^{l+1}"#, weights, biases]
    for (formulas, coincides) in writings.map({ ($0, true) }) + [(wrong, false)] {
      let plan = try FormulaBackpropagation(gradients(formulas), on: network, batch)
      var descent = GradientDescent(plan, from: network, batch, learningRate: 1)
      try descent.run(steps: 20)
      #expect(descent.epochs.count == 21 && descent.epochs[0].relativeDifference == 0)
      #expect(descent.coincides == coincides)
      #expect((descent.epochs[20].engine < descent.epochs[0].engine))
    }
  }

  @Test func `one unit descends as found by hand`() throws {
    // z = 2 · 3 + 1 = 7, C = (7 − 5)² = 4, ∂C/∂w = 2 · 2 · 3 = 12, ∂C/∂b = 4; a step with η = 0.05 leads to
    // w = 1.4, b = 0.8, z = 5, C = 0.
    let layer = DenseLayer(weights: try Matrix([[2]]), biases: .perNeuron([1]), activation: .identity)
    let network = try Network(layers: [layer], cost: .sumSquares)
    let batch = try Batch(inputs: Matrix([[3]]), targets: Matrix([[5]]))
    let plan = try FormulaBackpropagation(
      gradients([#"\delta_j^L = 2(a_j^L - y_j)"#, weights, biases]), on: network, batch)
    var descent = GradientDescent(plan, from: network, batch, learningRate: 0.05)
    try descent.run(steps: 1)
    #expect(descent.epochs[0].formulas == 4 && descent.epochs[1].formulas < 1e-28)
    #expect((descent.byFormulas.layers[0].weights[0, 0] - 1.4).magnitude < 1e-15)
  }

  @Test func `a formula for one layer goes before a general one`() throws {
    let state = try draw(Blueprint(depth: 2...2), seed: 1)
    let special = #"\frac{\partial C}{\partial w_{jk}^L} = 3 \delta_j^L a_k^{L-1}"#
    let plan = try FormulaBackpropagation(
      gradients([weights, outputDelta, hiddenDelta, special]), on: state.network, state.batch)
    #expect(plan.formula(for: .weights, layer: 2) == 3 && plan.formula(for: .weights, layer: 1) == 0)
    #expect(
      plan.gaps.map(\.quantity) == [.biases, .biases] && plan.gaps.allSatisfy { $0.missingErrors == nil })
  }

  @Test func `what is missing is known`() throws {
    let state = try draw(Blueprint(depth: 3...3), seed: 1)
    let plan = try FormulaBackpropagation(
      gradients([outputDelta, weights, biases]), on: state.network, state.batch)
    #expect(plan.gaps.map(\.layer) == [2, 2, 1, 1] && plan.gaps.allSatisfy { $0.missingErrors == $0.layer })
    #expect(plan.canTrain)
    #expect(!(try FormulaBackpropagation(gradients([weights]), on: state.network, state.batch).canTrain))
  }

  @Test func `left sides are known by what they mean`() throws {
    func part(_ latex: String) -> GradientPart? {
      FormulaReader(notation: Convention.standard.notation).read(latex).alternatives.first?.statements.first?
        .sides
        .first.flatMap(GradientPart.init)
    }
    #expect(part(#"\delta_j^L = 1"#)?.quantity == .errors)
    #expect(part(#"\delta^{l} = 1"#)?.layer == .variable("l"))
    #expect(part(#"\frac{\partial C}{\partial w_{jk}^{L-1}} = 1"#)?.layer == Layer(.output, -1))
    #expect(part(#"\nabla_{W^l} C = 1"#)?.quantity == .weights)
    #expect(part(#"\frac{\partial C}{\partial b^2} = 1"#)?.layer == .number(2))
    #expect(part(#"\frac{\partial C}{\partial b_j^l} = \sum_{e=1}^E (\delta_j^l)_e"#)?.isOfBatch == true)
    for other in [
      #"\delta_1^L = 1"#, #"a_j^L = 1"#, #"\frac{\partial C}{\partial a_j^L} = 1"#,
      #"\frac{\partial z_j^L}{\partial w_{jk}^L} = 1"#, #"\frac{\partial C}{\partial w_{jj}^l} = 1"#,
    ] {
      #expect(part(other) == nil, "\(other)")
    }
  }

  @Test func `a definition gives nothing, and nonsense is refused`() throws {
    func statement(_ latex: String) throws -> Statement {
      let reading = FormulaReader(notation: Convention.standard.notation).read(latex)
      return try #require(reading.alternatives.first?.statements.first)
    }
    #expect(
      try GradientFormula(
        statement(#"\delta_j^L = \frac{\partial C}{\partial z_j^L}"#), convention: .standard)
        == nil)
    #expect(throws: FormulaEvaluationError.self) {
      _ = try GradientFormula(statement(#"\delta_j^L = a_k^L"#), convention: .standard)
    }
  }

  @Test func `a descent that runs away stops`() throws {
    let layer = DenseLayer(weights: try Matrix([[2]]), biases: .none, activation: .identity)
    let network = try Network(layers: [layer], cost: .sumSquares)
    let batch = try Batch(inputs: Matrix([[3]]), targets: Matrix([[5]]))
    let plan = try FormulaBackpropagation(
      gradients([#"\frac{\partial C}{\partial w_{jk}^L} = 2(a_j^L - y_j) a_k^{L-1}"#]), on: network, batch)
    var descent = GradientDescent(plan, from: network, batch, learningRate: 1e6)
    try descent.run(steps: 1000)
    #expect(descent.epochs.count < 100)
    #expect(descent.epochs.last?.formulas.isFinite == false)
  }
}

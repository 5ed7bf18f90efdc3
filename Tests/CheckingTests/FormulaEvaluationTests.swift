import Formula
import Network
import Testing

@testable import Checking

/// z = 2 · 3 + 1 = 7 and 2 · 4 + 1 = 9, a = z, y = 5 and 10, C_e = (a − y)²: 4 and 1.
private func twoExamples(judge: Judge? = nil) throws -> FormulaEvaluation {
  let layer = DenseLayer(weights: try Matrix([[2]]), biases: .perNeuron([1]), activation: .identity)
  let network = try Network(layers: [layer], cost: .sumSquares)
  let batch = try Batch(inputs: Matrix([[3], [4]]), targets: Matrix([[5], [10]]))
  return try FormulaEvaluation(network: network, batch: batch, judge: judge)
}

private func formula(_ latex: String) throws -> EvaluableFormula {
  try EvaluableFormula(latex, convention: .standard)
}

@Test func `one unit and two examples give the values found by hand`() throws {
  var evaluation = try twoExamples()
  let delta = try evaluation.values(of: formula(#"\delta_j^L = 2(a_j^L - y_j)\sigma'(z_j^L)"#))
  #expect(delta.values == [4, -2])
  #expect(
    delta.indices == [
      .init(name: "", range: .examples, count: 2), .init(name: "j", range: .units(layer: 1), count: 1),
    ])
  try evaluation.give(delta, asErrorsOf: 1)
  let gradient = try evaluation.values(of: formula(#"\frac{1}{E}\sum_{e=1}^E (\delta_j^L)_e (a_k^{L-1})_e"#))
  // (4 · 3 − 2 · 4) / 2
  #expect(gradient.values == [2])
  #expect(gradient.sizes == [1, 1])
}

@Test func `indices come in the order of the left side, an example first`() throws {
  let state = try draw(Blueprint(widths: [4, 2, 3], examples: 5), seed: 1)
  let evaluation = try FormulaEvaluation(network: state.network, batch: state.batch)
  let weights = try evaluation.values(
    of: formula(#"\frac{\partial C}{\partial w_{jk}^l} = w_{jk}^l"#), layers: ["l": 1])
  #expect(weights.values == state.network.layers[0].weights.elements)
  #expect(weights.sizes == [2, 4])
  let products = try evaluation.values(of: formula("a_j^L a_k^{L-1}"))
  #expect(products.sizes == [5, 3, 2])
  #expect(products.indices.map(\.range) == [.examples, .units(layer: 2), .units(layer: 1)])
}

@Test func `matrix form and index form give the same error terms, and the engine's`() throws {
  let state = try draw(Blueprint(depth: 4...4, activation: .tanh), seed: 3)
  let recursions = [
    #"\delta_k^l = \left(\sum_j \delta_j^{l+1} w_{jk}^{l+1}\right) \sigma'(z_k^l)"#,
    #"\delta^l = \left((W^{l+1})^\top \delta^{l+1}\right) \odot \sigma'(z^l)"#,
  ]
  for recursion in try recursions.map(formula) {
    #expect(recursion.layerVariables == ["l"])
    var evaluation = try FormulaEvaluation(network: state.network, batch: state.batch)
    try evaluation.give(evaluation.values(of: formula(#"2(a^L - y) \odot \sigma'(z^L)"#)), asErrorsOf: 4)
    for l in [3, 2, 1] {
      let found = try evaluation.values(of: recursion, layers: ["l": l])
      try evaluation.give(found, asErrorsOf: l)
      let expected = state.gradients.errors[l].elements
      for (x, y) in zip(found.values, expected) { #expect((x - y).magnitude <= 1e-12 * y.magnitude + 1e-15) }
      #expect(found.values.count == expected.count)
    }
  }
}

@Test func `error terms that were given are used, whatever a judge would say`() throws {
  for judge in [nil, Judge.backpropagation, .differences] {
    var evaluation = try twoExamples(judge: judge)
    let seven = try evaluation.values(of: formula("7"))
    #expect(seven == FormulaValues(indices: [], values: [7]))
    try evaluation.give(seven, asErrorsOf: 1)
    #expect(try evaluation.values(of: formula(#"3 \delta_j^L"#)).values == [21, 21])
  }
}

@Test func `without a judge nothing comes from anywhere but formulas`() throws {
  let alone = try twoExamples()
  #expect {
    _ = try alone.values(of: formula(#"\delta_j^L"#))
  } throws: { error in
    if case FormulaEvaluationError.errorTermNotGiven(layer: .some) = error { true } else { false }
  }
  #expect {
    _ = try alone.values(of: formula(#"\frac{\partial C}{\partial z_j^L}"#))
  } throws: { error in
    if case FormulaEvaluationError.derivative = error { true } else { false }
  }
  for judge in Judge.allCases {
    let values = try twoExamples(judge: judge).values(of: formula(#"\frac{\partial C}{\partial z_j^L}"#))
      .values
    for (x, y) in zip(values, [4.0, -2]) { #expect((x - y).magnitude < 1e-9) }
    #expect(values.count == 2)
  }
}

@Test func `what cannot be evaluated is refused with the reason`() throws {
  func refusal(_ body: () throws -> Void) -> String {
    do { try body() } catch let error as FormulaEvaluationError {
      switch error {
      case .unreadable(let problems): return problems.isEmpty ? "" : "unreadable"
      case .notOneFormula: return "not one"
      case .illTyped: return "ill-typed"
      case .errorTermNotGiven: return "not given"
      case .derivative: return "derivative"
      case .noErrorTerms: return "no error terms"
      case .noValue: return "no value"
      }
    } catch { return "another error" }
    return "none"
  }
  #expect(refusal { _ = try formula(#"\frac{1}{"#) } == "unreadable")
  #expect(refusal { _ = try formula(#"\delta_j^L = a_k^L"#) } == "ill-typed")
  #expect(refusal { _ = try twoExamples().values(of: formula("a_j^l")) } == "no value")
  #expect(refusal { _ = try twoExamples().values(of: formula("a_j^l"), layers: ["l": 7]) } == "no value")
  #expect(
    refusal {
      var evaluation = try twoExamples()
      try evaluation.give(evaluation.values(of: formula("w_{jk}^L")), asErrorsOf: 1)
    } == "no error terms")
  #expect(
    refusal {
      var evaluation = try twoExamples()
      try evaluation.give(evaluation.values(of: formula("y_j")), asErrorsOf: 2)
    } == "no error terms")
}

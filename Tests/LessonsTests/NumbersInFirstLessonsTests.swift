import Foundation
import Network
import Testing

@testable import Lessons

/// Every number that lessons 1, 2, 4 and 5 print in their worked examples, computed anew.
@Suite struct NumbersInFirstLessonsTests {
  @Test func `lesson 1`() throws {
    let hidden = Layer(
      weights: try Matrix([[0.5, -0.5], [1, 0.25], [-1, 0.5]]), biases: .perNeuron([0.1, -0.2, 0]),
      activation: .sigmoid)
    let output = Layer(weights: try Matrix([[1, -2, 2]]), biases: .perNeuron([0.5]), activation: .sigmoid)
    let network = try Network(layers: [hidden, output], cost: .sumSquares)
    let inputs = try Matrix([[1, 2], [0, -1]])
    let pass = try network.forward(Batch(inputs: inputs, targets: Matrix([[0], [0]])))
    let units = [("hidden 1", 1, 0), ("hidden 2", 1, 1), ("hidden 3", 1, 2), ("output", 2, 0)]
    for (name, l, j) in units {
      let numbers = (0...1).flatMap { e in [pass.preactivations[l][e, j], pass.activations[l][e, j]] }
      try expectRow([name] + numbers.map { decimal($0) }, in: "lesson1")
    }
  }

  @Test func `lesson 2`() throws {
    for (z, name) in [(-2, "−2"), (0, "0"), (0.5, "0.5"), (5, "5")] {
      let sigmoid = 1 / (1 + exp(-z))
      try expectRow(
        [
          name, decimal(sigmoid), decimal(sigmoid * (1 - sigmoid)), decimal(tanh(z)),
          decimal(1 / (cosh(z) * cosh(z))), z > 0 ? name : "0", decimal(log(1 + exp(z))), decimal(sigmoid),
        ], in: "lesson2")
    }
  }

  @Test func `lesson 4`() throws {
    let (a, y) = ([[0.7, 0.2, 0.1], [0.2, 0.5, 0.3]], [[1.0, 0, 0], [0, 1, 0]])
    let costs: [(String, Cost)] = [
      ("sum of squares", .sumSquares), ("half of it", .halfSumSquares),
      ("mean over the outputs", .meanSquares), ("cross-entropy", .crossEntropy),
    ]
    for (name, cost) in costs {
      let values = zip(a, y).map { cost.value($0, target: $1) }
      let gradient = zip(a[0], y[0]).map { cost.gradientByActivation($0, target: $1, width: 3) }
      try expectRow(
        [name] + (values + [(values[0] + values[1]) / 2]).map { decimal($0) }
          + ["(" + gradient.map { decimal($0) }.joined(separator: ", ") + ")"], in: "lesson4")
    }
  }

  @Test func `lesson 5, one weight and three learning rates`() throws {
    var weights = [0.0, 0, 0]
    for step in 0...3 {
      let cells = weights.flatMap { w in [decimal(w, 3), decimal((2 * w - 1) * (2 * w - 1))] }
      try expectRow(["\(step)"] + cells, in: "lesson5")
      weights = zip(weights, [0.1, 0.25, 0.3]).map { w, rate in w - rate * 4 * (2 * w - 1) }
    }
  }

  @Test func `lesson 5, a step of two sigmoids`() throws {
    let layer = Layer(
      weights: try Matrix([[0.4, 0.6], [-0.5, 0.9]]), biases: .perNeuron([0, -0.07]), activation: .sigmoid)
    let network = try Network(layers: [layer], cost: .sumSquares)
    let batch = try Batch(inputs: Matrix([[0.8, 0.3]]), targets: Matrix([[1, 0]]))
    let pass = try network.forward(batch)
    let engine = network.gradients(pass)
    let (weights, biases) = (engine.weights[1], engine.errors[1].elements)
    let squaredLength = (weights.elements + biases).map { $0 * $0 }.reduce(0, +)
    func pair(_ numbers: [Double]) -> String {
      "$(" + numbers.map { plain($0) }.joined(separator: ", ") + ")$"
    }
    try expect("cost \(plain(pass.cost, 6))", in: "lesson5")
    try expect("\(pair(Array(weights.row(0)))) and \(pair(Array(weights.row(1))))", in: "lesson5")
    try expect("its biases \(pair(biases))", in: "lesson5")
    try expect("add up to \(plain(squaredLength, 6))", in: "lesson5")
    for (rate, name) in [(0.01, "0.01"), (0.1, "0.1"), (1, "1")] {
      let cost = try GradientDescent.step(network, pass, learningRate: rate).forward(batch).cost
      try expectRow([name, decimal(-rate * squaredLength, 6), decimal(cost - pass.cost, 6)], in: "lesson5")
    }
  }

  /// A number with a hyphen for its sign, as it stands in a formula.
  private func plain(_ x: Double, _ digits: Int = 4) -> String {
    // No sign on a zero.
    let text = String(format: "%.\(digits)f", x)
    return Double(text) == 0 && text.hasPrefix("-") ? String(text.dropFirst()) : text
  }

  /// A number with a true minus sign, as it stands in a table.
  private func decimal(_ x: Double, _ digits: Int = 4) -> String {
    plain(x, digits).replacingOccurrences(of: "-", with: "−")
  }

  private func expectRow(_ cells: [String], in name: String) throws {
    try expect("| " + cells.joined(separator: " | ") + " |\n", in: name)
  }

  private func expect(_ words: String, in name: String) throws {
    let text = try #require(try Course.builtIn().lesson(name)).text
    // A line of prose may break anywhere.
    let flat = { (text: String) in text.replacingOccurrences(of: "\n", with: " ") }
    #expect(flat(text).contains(flat(words)), "\(name) should say: \(words)")
  }
}

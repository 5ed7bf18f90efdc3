import Foundation
import Network
import Testing

@testable import Lessons

/// The numbers printed in lessons 13, 14, 16 and 17, computed anew by forward pass and engine.
@Suite struct NumbersInMatrixProseTests {
  @Test func `lesson 13`() throws {
    let hidden = [0.8, 0.3, 0.5]
    let w = try Matrix([[0.4, 0.6, -0.2], [-0.5, 0.9, 0.4]])
    let network = try Network(
      layers: [Layer(weights: w, biases: .perNeuron([0.1, -0.07]), activation: .sigmoid)], cost: .sumSquares)
    let pass = try network.forward(Batch(inputs: Matrix([hidden]), targets: Matrix([[1, 0]])))
    let engine = network.gradients(pass)
    let (a, z, delta) = (pass.activations[1], pass.preactivations[1], engine.errors[1])
    #expect((z[0, 0] - 0.5).magnitude < 1e-15 && z[0, 1].magnitude < 1e-15)
    try expect("$a^L = (\(plain(a[0, 0])), \(plain(a[0, 1])))$", in: "lesson13")
    try expect("$\\delta^L = (\(plain(delta[0, 0])), \(plain(delta[0, 1])))$", in: "lesson13")
    let fromAbove = engine.activations[0]
    try expectRows(
      in: "lesson13",
      (0..<3).map { k in
        let slope = hidden[k] * (1 - hidden[k])
        return [
          "\(k + 1)", "(\(decimal(w[0, k], 1)), \(decimal(w[1, k], 1)))", decimal(fromAbove[0, k]),
          decimal(slope, 2), decimal(fromAbove[0, k] * slope),
        ]
      })
    try expectRows(
      in: "lesson13",
      (0..<2).map { j in ["j = \(j + 1)"] + (0..<3).map { decimal(engine.weights[1][j, $0]) } })
    try expect("$\\delta_2 = \(plain(fromAbove[0, 1] * 0.3))$ instead of", in: "lesson13")
    try expect("instead of $\(plain(fromAbove[0, 1] * 0.21))$", in: "lesson13")
  }

  @Test func `lesson 14`() throws {
    let a = Activation.softmax.values([2, 1, 0.1])
    try expect("$a = (\(a.map { plain($0) }.joined(separator: ", ")))$", in: "lesson14")
    // The Jacobian by differences of the function, to be independent of the formulas.
    func column(_ i: Int, _ h: Double) -> [Double] {
      var (up, down) = ([2, 1, 0.1], [2, 1, 0.1])
      up[i] += h
      down[i] -= h
      return zip(Activation.softmax.values(up), Activation.softmax.values(down)).map { ($0 - $1) / (2 * h) }
    }
    let columns = (0..<3).map { column($0, 1e-5) }
    try expectRows(
      in: "lesson14",
      (0..<3).map { k in ["k = \(k + 1)"] + (0..<3).map { i in decimal(columns[i][k]) } + ["0"] }
        + [["sum", "0", "0", "0", ""]])
    let raised = Activation.softmax.values([2.1, 1, 0.1])
    try expect("become $(\(raised.map { plain($0) }.joined(separator: ", ")))$", in: "lesson14")
    try expect(
      "a change of $(\(zip(raised, a).map { plain($0 - $1) }.joined(separator: ", ")))$", in: "lesson14")
    try expect(
      "predicts $(\(columns[0].map { plain($0 * 0.1) }.joined(separator: ", ")))$", in: "lesson14")
    try expect("$\(plain(1.0 / 3 - 1.0 / 9))$ for each of our three classes", in: "lesson14")
    #expect(exp(1002.0) / (exp(1002.0) + exp(1001) + exp(1000.1)) != a[0])
    let shifted = Softmax.values([1002, 1001, 1000.1], exponential: exp)
    #expect(zip(shifted, a).allSatisfy { ($0 - $1).magnitude < 1e-12 })
  }

  @Test func `lesson 16`() throws {
    let theta = try Matrix([[2.2, 0.8], [0.5, 2], [0.8, -1.8]])
    let hidden = [0.8, 0.3]
    /// The output layer above a hidden layer whose pre-activations are given.
    func loss(_ z: [Double], trueClass: Int = 0) throws -> (pass: ForwardPass, engine: Gradients) {
      let network = try Network(
        layers: [
          Layer(weights: .identity(2), biases: .none, activation: .sigmoid),
          Layer(weights: theta, biases: .none, activation: .softmax),
        ], cost: .crossEntropy)
      let target = (0..<3).map { $0 == trueClass ? 1.0 : 0 }
      let pass = try network.forward(Batch(inputs: Matrix([z]), targets: Matrix([target])))
      return (pass, network.gradients(pass))
    }
    let z = hidden.map { log($0 / (1 - $0)) }
    let (pass, engine) = try loss(z)
    #expect(
      zip(pass.preactivations[2].elements, [2, 1, 0.1]).allSatisfy { ($0 - $1).magnitude < 1e-12 })
    let output = engine.errors[2].elements
    try expect("$\\delta_L = (\(output.map { plain($0) }.joined(separator: ", ")))$", in: "lesson16")
    let delta = engine.errors[1].elements
    try expectRows(
      in: "lesson16",
      (0..<2).map { i in
        ["\(i + 1)"] + (0..<3).map { k in decimal(output[k] * theta[k, i]) }
          + [
            decimal(engine.activations[1][0, i]), decimal(hidden[i] * (1 - hidden[i]), 2), decimal(delta[i]),
          ]
          + [decimal(hidden[i] - 1)]
      })
    let right = try loss(zip(z, delta).map { $0 - $1 }).pass.cost
    let wrong = try loss(zip(z, hidden).map { $0 - ($1 - 1) }).pass.cost
    try expect("the loss falls from \(plain(pass.cost)) to \(plain(right))", in: "lesson16")
    try expect("against $a - 1$, and the loss rises to \(plain(wrong))", in: "lesson16")
    // Exercises 16.3 and 16.4.
    #expect(try loss(z, trueClass: 1).engine.errors[1][0, 1] < 0)
  }

  @Test func `lesson 17, the first step`() throws {
    let (network, batch) = (try ExclusiveOr.network(), try ExclusiveOr.batch())
    var run = try TrainingRun(network, batch, learningRate: 0.1)
    let start = run.pass
    let engine = network.gradients(start)
    try expectRows(
      in: "lesson17",
      (0..<4).map { e in
        [
          list(start.activations[0].row(e)), list(start.preactivations[1].row(e)),
          list(start.activations[1].row(e)), list(start.activations[2].row(e)), list(start.targets.row(e)),
          list(engine.errors[2].row(e)), list(engine.errors[1].row(e)),
        ]
      })
    #expect(start.cost == 0.15625)
    run.train(steps: 1) { TrainingLoopTests.engine($0, $1) }
    let rows: [(name: String, derivative: Double, after: Double)] = [
      ("output weight from unit 1", engine.weights[2][0, 0], run.network.layers[1].weights[0, 0]),
      ("output weight from unit 2", engine.weights[2][0, 1], run.network.layers[1].weights[0, 1]),
      ("output bias", engine.biases[2][0], run.network.layers[1].biases[0]),
      ("weights of hidden unit 1, both", engine.weights[1][0, 0], run.network.layers[0].weights[0, 0]),
      ("weights of hidden unit 1, both", engine.weights[1][0, 1], run.network.layers[0].weights[0, 1]),
      ("bias of hidden unit 1", engine.biases[1][0], run.network.layers[0].biases[0]),
      ("weights of hidden unit 2, both", engine.weights[1][1, 0], run.network.layers[0].weights[1, 0]),
      ("weights of hidden unit 2, both", engine.weights[1][1, 1], run.network.layers[0].weights[1, 1]),
      ("bias of hidden unit 2", engine.biases[1][1], run.network.layers[0].biases[1]),
    ]
    let lines = try text("lesson17").split(separator: "\n")
    for row in rows {
      let line = try #require(lines.first { $0.hasPrefix("| \(row.name) | ") })
      #expect(line.hasSuffix("= \(short(row.derivative)) | \(short(row.after)) |"), "\(line)")
    }
    try expect("The cost falls to \(plain(run.costs[1], 5))", in: "lesson17")
    let squares = rows.map { $0.derivative * $0.derivative }.reduce(0, +)
    try expect("sum to \(plain(squares))", in: "lesson17")
    var small = try TrainingRun(network, batch, learningRate: 0.01)
    small.train(steps: 1) { TrainingLoopTests.engine($0, $1) }
    try expect(
      "predicts \(plain(squares * 0.01, 5)), and the true change is \(plain(0.15625 - small.costs[1], 5))",
      in: "lesson17")
    let outputs = (0..<4).map { plain(run.pass.activations[2][$0, 0]) }
    let exercise = try #require(try Course.builtIn().lesson("lesson17")?.exercises.first { $0.id == "17.3" })
    #expect(
      exercise.prompt.replacingOccurrences(of: "\n", with: " ").contains(
        "\(outputs[0]), \(outputs[1]), \(outputs[2]) and \(outputs[3])"))
    try expect("$0.375 \\cdot 1.5 = 0.5625$", in: "lesson17")
    let mean = (0..<4).map { start.activations[1][$0, 0] }.reduce(0, +) / 4
    #expect(mean == 1.5 && engine.biases[2][0] * mean == 0.5625)
  }

  @Test func `lesson 17, the curves`() throws {
    let (network, batch) = (try ExclusiveOr.network(), try ExclusiveOr.batch())
    var formulas = try TrainingRun(network, batch, learningRate: 0.1)
    var engine = try TrainingRun(network, batch, learningRate: 0.1)
    var sum = try TrainingRun(ExclusiveOr.network(averaging: .sum), batch, learningRate: 0.1)
    formulas.train(steps: 1000) { TrainingLoop.gradient($0, $1) }
    engine.train(steps: 1000) { TrainingLoopTests.engine($0, $1) }
    sum.train(steps: 1000) { TrainingLoop.gradient($0, $1) }
    let steps = [0, 1, 10, 50, 100, 1000]
    try expectRows(
      in: "lesson17",
      [
        ["formulas"] + steps.map { plain(formulas.costs[$0], 6) },
        ["engine"] + steps.map { plain(engine.costs[$0], 6) },
        ["sum instead of mean"] + steps.map { plain(sum.costs[$0] / 4, 6) },
      ])
    var afterOne = try TrainingRun(ExclusiveOr.network(averaging: .sum), batch, learningRate: 0.1)
    afterOne.train(steps: 1) { TrainingLoop.gradient($0, $1) }
    for outputs in [afterOne.pass.activations[2], sum.pass.activations[2]] {
      #expect(outputs[0, 0] >= 0 && outputs.elements.dropFirst() == [0, 0, 0])
    }
    #expect(afterOne.pass.activations[2][0, 0] > 0.1)
  }

  @Test func `lesson 17, the irises`() throws {
    var formulas = try TrainingRun(Irises.network(), Irises.batch(), learningRate: 1)
    var engine = formulas
    formulas.train(steps: 100) { TrainingLoop.gradient($0, $1) }
    engine.train(steps: 100) { TrainingLoopTests.engine($0, $1) }
    let steps = [0, 1, 10, 50, 100]
    try expectRows(
      in: "lesson17",
      [
        ["formulas"] + steps.map { plain(formulas.costs[$0], 6) },
        ["engine"] + steps.map { plain(engine.costs[$0], 6) },
      ])
    let (a, y) = (formulas.pass.activations[2], formulas.pass.targets)
    let right = (0..<150).filter { e in
      a.row(e).max() == zip(a.row(e), y.row(e)).first { $0.1 == 1 }?.0
    }
    try expect("After 100 steps \(right.count) of the 150 flowers", in: "lesson17")
    try expect("$\\log 3 = \(plain(log(3)))$", in: "lesson17")
  }

  /// A number with a hyphen for its sign, as it stands in a formula.
  private func plain(_ x: Double, _ digits: Int = 4) -> String { String(format: "%.\(digits)f", x) }

  /// A number with a true minus sign, as it stands in a table.
  private func decimal(_ x: Double, _ digits: Int = 4) -> String {
    plain(x, digits).replacingOccurrences(of: "-", with: "−")
  }

  /// A number of few digits, with as many as it has.
  private func short(_ x: Double) -> String {
    var digits = plain(x, 6)
    while digits.hasSuffix("0") { digits.removeLast() }
    if digits.hasSuffix(".") { digits.removeLast() }
    return (digits == "-0" ? "0" : digits).replacingOccurrences(of: "-", with: "−")
  }

  private func list(_ row: ArraySlice<Double>) -> String { row.map { short($0) }.joined(separator: ", ") }

  private func expectRows(in name: String, _ rows: [[String]]) throws {
    for row in rows {
      let line = row.map { $0.isEmpty ? " |" : " \($0) |" }.joined()
      try expect("|\(line)\n", in: name)
    }
  }

  private func text(_ name: String) throws -> String {
    try #require(try Course.builtIn().lesson(name)).text
  }

  private func expect(_ words: String, in name: String) throws {
    // A line of prose may break anywhere.
    let flat = { (text: String) in text.replacingOccurrences(of: "\n", with: " ") }
    #expect(flat(try text(name)).contains(flat(words)), "\(name) should say: \(words)")
  }
}

import Foundation
import Network
import Testing

@testable import Lessons

/// Every number that lessons 6, 9, 11 and 12 print in their worked examples, computed anew by forward pass
/// and engine.
@Suite struct NumbersOfPathsTests {
  /// The network of these lessons: two units of activations 0.5 and 0.6, below two of 0.8 and 0.3, below two
  /// outputs. Its first layer only serves to give the activations their pre-activations.
  private func threeLayers(
    _ cost: Cost, _ change: (inout Network) -> Void = { _ in }
  ) throws -> (network: Network, pass: ForwardPass) {
    func logit(_ a: Double) -> Double { log(a / (1 - a)) }
    let weights = [[1, -2], [0.5, 1]]
    let below = [0.5, 0.6]
    let biases = zip(weights, [0.8, 0.3]).map { w, a in logit(a) - (w[0] * below[0] + w[1] * below[1]) }
    var network = try Network(
      layers: [
        Layer(weights: .identity(2), biases: .perNeuron([0, 0]), activation: .sigmoid),
        Layer(weights: Matrix(weights), biases: .perNeuron(biases), activation: .sigmoid),
        Layer(
          weights: Matrix([[0.4, 0.6], [-0.5, 0.9]]), biases: .perNeuron([0, -0.07]), activation: .sigmoid),
      ], cost: cost)
    change(&network)
    let batch = try Batch(inputs: Matrix([below.map(logit)]), targets: Matrix([[1, 0]]))
    return (network, try network.forward(batch))
  }

  @Test func `lesson 6`() throws {
    let (network, pass) = try threeLayers(.sumSquares)
    let engine = network.gradients(pass)
    let (a, y, inputs) = (pass.activations[3], pass.targets, pass.activations[2])
    try expect("outputs are \(plain(a[0, 0])) and \(plain(a[0, 1]))", in: "lesson6")
    for (j, k) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
      try expectRow(
        in: "lesson6",
        [
          "\(j), \(k)", decimal(2 * (a[0, j] - y[0, j])), decimal(a[0, j] * (1 - a[0, j])),
          decimal(inputs[0, k], 1), decimal(engine.weights[3][j, k]),
        ])
    }
    let costs = try [-0.5, -0.499, -0.501].map { weight in
      try threeLayers(.sumSquares) { $0.layers[2].weights[1, 0] = weight }.pass.cost
    }.map { plain($0, 6) }
    try expect("goes from \(costs[0]) to \(costs[1])", in: "lesson6")
    try expect("the cost is \(costs[2])", in: "lesson6")
    try expect("(\(costs[1]) - \(costs[2]))/0.002 = 0.1785", in: "lesson6")
    #expect((try #require(Double(costs[1])) - #require(Double(costs[2])) - 0.002 * 0.1785).magnitude < 1e-9)
  }

  @Test func `lesson 6, the batch of ReLU units`() throws {
    let layer = Layer(weights: try Matrix([[1, -1]]), biases: .none, activation: .relu)
    let network = try Network(layers: [layer], cost: .halfSumSquares)
    let inputs = try Matrix([[2, 1], [1, 3], [3, 1]])
    let pass = try network.forward(Batch(inputs: inputs, targets: Matrix([[0], [1], [3]])))
    var without = [0.0, 0.0]
    for e in 0..<3 {
      let (z, error) = (pass.preactivations[1][e, 0], pass.activations[1][e, 0] - pass.targets[e, 0])
      let one = try network.forward(
        Batch(
          inputs: Matrix([Array(inputs.row(e))]), targets: Matrix([Array(pass.targets.row(e))])))
      let gradient = network.gradients(one).weights[1].elements
      for k in 0...1 { without[k] += error * inputs[e, k] / 3 }
      try expectRow(
        in: "lesson6",
        [
          "(\(decimal(inputs[e, 0], 0)), \(decimal(inputs[e, 1], 0)))", decimal(pass.targets[e, 0], 0),
          decimal(z, 0), decimal(error, 0), z > 0 ? "1" : "0",
          "(\(decimal(gradient[0], 0)), \(decimal(gradient[1], 0)))",
        ])
    }
    #expect(relativeDifference(network.gradients(pass).weights[1].elements, [-1 / 3.0, 0]) < 1e-15)
    #expect(relativeDifference(without, [-2 / 3.0, -1]) < 1e-15)
    try expect("The mean is $(-\\frac13, 0)$", in: "lesson6")
    try expect("would be $(-\\frac23, -1)$", in: "lesson6")
  }

  @Test func `lesson 9`() throws {
    let (network, pass) = try threeLayers(.sumSquares)
    let engine = network.gradients(pass)
    let (a, y) = (pass.activations[3], pass.targets)
    let links = network.jacobian(of: .activation(3), by: .activation(2), in: pass, example: 0)
    for k in 0...1 {
      let paths = (0...1).map { j in
        let error = 2 * (a[0, j] - y[0, j])
        return "\(decimal(error)) · \(bracketed(links[j, k])) = \(decimal(error * links[j, k]))"
      }
      try expectRow(in: "lesson9", ["\(k)"] + paths + [decimal(engine.activations[2][0, k])])
    }
    try expect("$0.2350 \\cdot 0.4 = \(plain(links[0, 0]))$", in: "lesson9")
    let costs = [0.3, 0.31, 0.29].map { activation in
      var moved = pass
      moved.activations[2][0, 1] = activation
      network.recompute(&moved, downstreamOf: .activation(2))
      return plain(moved.cost, 6)
    }
    try expect("rises from \(costs[0]) to \(costs[1]); at 0.29 it is \(costs[2])", in: "lesson9")
    try expect("(\(costs[1]) - \(costs[2]))/0.02 = \(plain(engine.activations[2][0, 1]))", in: "lesson9")
  }

  @Test func `lesson 11`() throws {
    let (network, pass) = try threeLayers(.sumSquares)
    let engine = network.gradients(pass)
    let (above, w) = (engine.errors[2], network.layers[1].weights)
    try expect("$\\delta^{L-1} = (\(plain(above[0, 0])), \(plain(above[0, 1])))$", in: "lesson11")
    for k in 0...1 {
      let paths = (0...1).map { j in
        let weight = w[j, k] == 0.5 ? "0.5" : w[j, k] < 0 ? "(−2)" : "1"
        return "\(decimal(above[0, j])) · \(weight) = \(decimal(above[0, j] * w[j, k]))"
      }
      let a = pass.activations[1][0, k]
      try expectRow(
        in: "lesson11",
        ["\(k + 1)"] + paths + [
          decimal(engine.activations[1][0, k]), decimal(a * (1 - a), 2), decimal(engine.biases[1][k]),
        ])
    }
    let shared = above[0, 0] + above[0, 1]
    try expect("$\(plain(above[0, 0])) + \(plain(above[0, 1])) = \(plain(shared))$", in: "lesson11")
  }

  @Test func `lesson 12, two Jacobians and four paths`() throws {
    let (network, pass) = try threeLayers(.meanSquares)
    let engine = network.gradients(pass)
    let last = network.jacobian(of: .activation(3), by: .activation(2), in: pass, example: 0)
    let below = network.jacobian(of: .activation(2), by: .activation(1), in: pass, example: 0)
    for (name, row) in [
      ("row at the top", engine.activations[3].row(0)), ("last Jacobian, row 1", last.row(0)),
      ("last Jacobian, row 2", last.row(1)), ("Jacobian below, row 1", below.row(0)),
      ("Jacobian below, row 2", below.row(1)), ("row by activations of L − 1", engine.activations[2].row(0)),
      ("row by activations of L − 2", engine.activations[1].row(0)),
    ] {
      try expectRow(in: "lesson12", [name] + row.map { decimal($0) })
    }
    for (q, i) in [(0, 0), (1, 0), (0, 1), (1, 1)] {
      let top = engine.activations[3][0, i]
      try expectRow(
        in: "lesson12",
        [
          "\(q + 1)", "\(i + 1)", "\(decimal(top)) · \(bracketed(last[i, q])) · \(decimal(below[q, 0]))",
          decimal(top * last[i, q] * below[q, 0], 5),
        ])
    }
    try expect("Their sum is \(decimal(engine.activations[1][0, 0], 5))", in: "lesson12")
  }

  @Test func `lesson 12, what reuse saves`() throws {
    func count(_ widths: [Int]) -> (paths: Int, byPaths: Int, byRows: Int) {
      let above = Array(widths.dropFirst())
      let paths = above.reduce(1, *)
      var byRows = 0
      for l in 1..<above.count { byRows += above[l - 1] * above[l] }
      return (paths, paths * (above.count - 1), byRows)
    }
    // The same counts, taken from the code, on a network small enough to follow every path of.
    let sample = try Sample(seed: 31, widths: [2, 3, 4, 5], hidden: .identity, cost: .meanSquares)
    let small = JacobianChain.pathByPath(sample.network, sample.pass, layer: 1, example: 0)
    let rows = JacobianChain.rowByRow(sample.network, sample.pass, layer: 1, example: 0)
    let byHand = count([2, 3, 4, 5])
    #expect(small.paths == byHand.paths && small.multiplications == byHand.byPaths)
    #expect(rows.multiplications == byHand.byRows)
    for L in [2, 3, 4, 6] {
      let (paths, byPaths, byRows) = count([Int](repeating: 10, count: L + 1))
      try expectRow(in: "lesson12", ["\(L)", "\(paths)", "\(byPaths)", "\(byRows)"])
    }
    let (paths, byPaths, byRows) = count([784, 128, 64, 10])
    try expect("has \(paths) paths to the cost and \(byPaths) multiplications", in: "lesson12")
    try expect("the pass needs \(byRows)", in: "lesson12")
    try expect("\(10 * 64 * 128), then \(10 * 128) for the row", in: "lesson12")
    let parameters = 785 * 128 + 129 * 64 + 65 * 10
    try expect("by all \(parameters) weights and biases", in: "lesson12")
  }

  /// A number with a hyphen for its sign, as it stands in a formula.
  private func plain(_ x: Double, _ digits: Int = 4) -> String { String(format: "%.\(digits)f", x) }

  /// A number with a true minus sign, as it stands in a table.
  private func decimal(_ x: Double, _ digits: Int = 4) -> String {
    plain(x == 0 ? 0 : x, digits).replacingOccurrences(of: "-", with: "−")
  }

  /// The same as a factor: in brackets where it is negative.
  private func bracketed(_ x: Double) -> String { x < 0 ? "(\(decimal(x)))" : decimal(x) }

  private func expectRow(in name: String, _ cells: [String]) throws {
    try expect("| " + cells.joined(separator: " | ") + " |\n", in: name)
  }

  private func expect(_ words: String, in name: String) throws {
    let text = try #require(try Course.builtIn().lesson(name)).text
    // A line of prose may break anywhere.
    let flat = { (text: String) in text.replacingOccurrences(of: "\n", with: " ") }
    #expect(flat(text).contains(flat(words)), "\(name) should say: \(words)")
  }
}

import Foundation
import Network
import Testing

@testable import Lessons

/// Every number that a lesson prints in its worked example, computed anew by forward pass and engine.
@Suite struct NumbersInProseTests {
  /// The network of lessons 7, 8 and 10 from its last hidden layer upwards.
  private func twoSigmoids(firstBias: Double = 0) throws -> (network: Network, pass: ForwardPass) {
    let layer = Layer(
      weights: try Matrix([[0.4, 0.6], [-0.5, 0.9]]), biases: .perNeuron([firstBias, -0.07]),
      activation: .sigmoid)
    let network = try Network(layers: [layer], cost: .sumSquares)
    return (network, try network.forward(Batch(inputs: Matrix([[0.8, 0.3]]), targets: Matrix([[1, 0]]))))
  }

  @Test func `lesson 7`() throws {
    let (network, pass) = try twoSigmoids()
    let engine = network.gradients(pass)
    let (z, a, y, delta) = (pass.preactivations[1], pass.activations[1], pass.targets, engine.errors[1])
    try expectRows(
      in: "lesson7",
      (0...1).map { j in
        [
          "\(j)", decimal(z[0, j]), decimal(a[0, j]), decimal(2 * (a[0, j] - y[0, j])),
          decimal(a[0, j] * (1 - a[0, j])), decimal(delta[0, j]),
        ]
      })
    try expect("\(plain(delta[0, 0])) \\cdot 0.8 = \(plain(engine.weights[1][0, 0]))", in: "lesson7")
  }

  @Test func `lesson 8`() throws {
    let (network, pass) = try twoSigmoids()
    let delta = network.gradients(pass).errors[1]
    let (up, down) = (
      try twoSigmoids(firstBias: 0.001).pass.cost, try twoSigmoids(firstBias: -0.001).pass.cost
    )
    try expect("falls from \(decimal(pass.cost, 6)) to \(decimal(up, 6))", in: "lesson8")
    try expect("rises to \(decimal(down, 6))", in: "lesson8")
    try expect("(\(decimal(up, 6)) - \(decimal(down, 6)))/0.002 = -0.1775", in: "lesson8")
    #expect(((up - down) / 0.002 - -0.1775).magnitude < 0.0001)
    try expect(
      "\(plain(delta[0, 0])) + \(plain(delta[0, 1])) = \(plain(delta[0, 0] + delta[0, 1]))", in: "lesson8")
  }

  @Test func `lesson 10`() throws {
    let (network, pass) = try twoSigmoids()
    let engine = network.gradients(pass)
    let (delta, w) = (engine.errors[1], network.layers[0].weights)
    let hidden = pass.activations[0]
    try expectRows(
      in: "lesson10",
      (0...1).map { k in
        let slope = hidden[0, k] * (1 - hidden[0, k])
        let paths = (0...1).map { j in
          let weight = w[j, k] < 0 ? "(\(decimal(w[j, k], 1)))" : decimal(w[j, k], 1)
          return "\(decimal(delta[0, j])) · \(weight) = \(decimal(delta[0, j] * w[j, k]))"
        }
        let sum = engine.activations[0][0, k]
        return ["\(k)"] + paths + [decimal(sum), decimal(slope, 2), decimal(sum * slope)]
      })
    try expect(
      "\(plain(delta[0, 0] * 0.6)) \\cdot 0.21 = \(plain(delta[0, 0] * 0.6 * 0.21))", in: "lesson10")
  }

  @Test func `lesson 3`() throws {
    for epsilon in [0, 0.5, 1] {
      func cost(_ weights: [Double]) throws -> (pass: ForwardPass, gradient: [Double]) {
        let layer = Layer(weights: try Matrix([weights]), biases: .perNeuron([0]), activation: .relu)
        let network = try Network(layers: [layer], cost: .halfSumSquares, slopeAtZero: epsilon)
        let pass = try network.forward(Batch(inputs: Matrix([[2, 1]]), targets: Matrix([[1]])))
        return (pass, network.gradients(pass).weights[1].elements)
      }
      let (start, gradient) = try cost([0.5, -1])
      #expect(start.preactivations[1].elements == [0] && start.cost == 0.5)
      #expect(gradient == [-2 * epsilon, -epsilon])
      guard epsilon == 0.5 else { continue }
      let right = zip([0.5, -1], gradient).map { $0 - 0.1 * $1 }
      let wrong = [0.5, -1].map { $0 - 0.1 * epsilon }
      try expect("$(\(plain(right[0], 1)), \(plain(right[1], 2)))$", in: "lesson3")
      try expect("$(\(plain(wrong[0], 2)), \(plain(wrong[1], 2)))$", in: "lesson3")
      let (better, dead) = (try cost(right), try cost(wrong))
      try expect("$z = \(plain(better.pass.preactivations[1][0, 0], 2))$", in: "lesson3")
      try expect("falls from 0.5 to \(plain(better.pass.cost, 5))", in: "lesson3")
      try expect("$z = \(plain(dead.pass.preactivations[1][0, 0], 2))$", in: "lesson3")
      #expect(dead.pass.cost == 0.5 && dead.gradient.allSatisfy { $0 == 0 })
    }
  }

  @Test func `lesson 15`() throws {
    func softmax(_ z: [Double]) throws -> (a: [Double], delta: [Double], loss: Double) {
      // One input of 1, so that the weights are z.
      let layer = Layer(weights: try Matrix(z.map { [$0] }), biases: .none, activation: .softmax)
      let network = try Network(layers: [layer], cost: .crossEntropy)
      let pass = try network.forward(Batch(inputs: Matrix([[1]]), targets: Matrix([[1, 0, 0]])))
      return (pass.activations[1].elements, network.gradients(pass).errors[1].elements, pass.cost)
    }
    let z = [2, 1, 0.1]
    let (a, delta, loss) = try softmax(z)
    let powers = z.map { exp($0) }
    try expect("\(decimal(powers[0])), \(decimal(powers[1]))\nand \(decimal(powers[2]))", in: "lesson15")
    try expect("sum to \(decimal(powers.reduce(0, +)))", in: "lesson15")
    try expectRows(
      in: "lesson15",
      (0..<3).map { i in
        [
          "\(i + 1)", decimal(a[i]), i == 0 ? "1" : "0", decimal(delta[i]), decimal(a[i] - 1),
          i == 0 ? decimal(-(1 - a[i])) : "0",
        ]
      } + [["sum", "1", "1", "0", "−2", decimal(-(1 - a[0]))]])
    try expect("-\\log \(plain(a[0])) = \(plain(loss))", in: "lesson15")
    let right = zip(z, delta).map { $0 - $1 }
    let wrong = zip(z, a).map { $0 - ($1 - 1) }
    try expect("$(\(right.map { plain($0) }.joined(separator: ", ")))$", in: "lesson15")
    try expect("the loss falls to \(plain(try softmax(right).loss))", in: "lesson15")
    try expect("$(\(wrong.map { plain($0) }.joined(separator: ", ")))$", in: "lesson15")
    try expect("the loss *rises* to \(plain(try softmax(wrong).loss))", in: "lesson15")
  }

  /// A number with a hyphen for its sign, as it stands in a formula.
  private func plain(_ x: Double, _ digits: Int = 4) -> String { String(format: "%.\(digits)f", x) }

  /// A number with a true minus sign, as it stands in a table.
  private func decimal(_ x: Double, _ digits: Int = 4) -> String {
    plain(x, digits).replacingOccurrences(of: "-", with: "−")
  }

  private func expectRows(in name: String, _ rows: [[String]]) throws {
    for row in rows { try expect("| " + row.joined(separator: " | ") + " |\n", in: name) }
  }

  private func expect(_ words: String, in name: String) throws {
    let text = try #require(try Course.builtIn().lesson(name)).text
    // A line of prose may break anywhere.
    let flat = { (text: String) in text.replacingOccurrences(of: "\n", with: " ") }
    #expect(flat(text).contains(flat(words)), "\(name) should say: \(words)")
  }
}

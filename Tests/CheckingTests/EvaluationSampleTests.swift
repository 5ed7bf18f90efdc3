import Network
import Testing

@testable import Checking

@Test func `sizes are pairwise different and above 1`() throws {
  for seed in 0..<60 {
    for depth in [2, 3, 5, 8] {
      let state = try draw(
        Blueprint(depth: depth...depth, minimumWidth: seed % 3 + 1), seed: UInt64(seed))
      let sizes = state.network.widths + [state.pass.examples, state.network.depth]
      #expect(Set(sizes).count == sizes.count, "\(sizes)")
      #expect(sizes.allSatisfy { $0 > 1 })
      #expect(state.network.widths.allSatisfy { $0 >= seed % 3 + 1 })
    }
  }
}

@Test func `the same seed gives the same state, another seed another`() throws {
  let blueprint = Blueprint(activation: .relu)
  let (first, again, other) = (
    try draw(blueprint, seed: 4), try draw(blueprint, seed: 4), try draw(blueprint, seed: 5)
  )
  #expect(first.network == again.network)
  #expect(first.batch == again.batch)
  #expect(first.network != other.network)
  #expect(first.value(of: .init("q")) == again.value(of: .init("q")))
  #expect(first.value(of: .init("q")) != first.value(of: .init("p")))
}

@Test func `widths and examples that are given are kept`() throws {
  let state = try draw(Blueprint(widths: [1, 3, 1], examples: 1), seed: 1)
  #expect(state.network.widths == [1, 3, 1])
  #expect(state.pass.examples == 1)
  #expect(throws: NetworkError.noLayers) { _ = try draw(Blueprint(widths: [3]), seed: 1) }
  #expect(throws: NetworkError.self) { _ = try draw(Blueprint(widths: [3, 0, 2]), seed: 1) }
  #expect(throws: NetworkError.emptyBatch) { _ = try draw(Blueprint(examples: 0), seed: 1) }
}

@Test func `a ReLU network stays away from its kinks and is alive`() throws {
  for seed in 0..<30 {
    for biases in Convention.BiasKind.allCases {
      let state = try draw(
        Blueprint(depth: 2...5, activation: .relu, biases: biases), seed: UInt64(seed))
      for l in 1...state.network.depth {
        let z = state.pass.preactivations[l]
        #expect(z.elements.allSatisfy { $0.magnitude > 0.05 }, "seed \(seed), layer \(l)")
        let alive = (0..<z.columns).filter { j in (0..<z.rows).contains { z[$0, j] > 0 } }
        #expect(2 * alive.count >= z.columns, "seed \(seed), layer \(l)")
      }
    }
  }
}

@Test func `no softmax output above ReLU layers is nearly 0`() throws {
  for seed in 0..<60 {
    let blueprint = Blueprint(depth: 2...5, activation: .relu, output: .softmax, cost: .crossEntropy)
    let state = try draw(blueprint, seed: UInt64(seed))
    let outputs = state.pass.activations[state.network.depth].elements
    #expect(outputs.allSatisfy { $0 > 1e-4 }, "seed \(seed): \(outputs.min() ?? 0)")
  }
}

@Test func `planned zeros are exact, and one for each ReLU layer at least`() throws {
  for seed in 0..<20 {
    for biases in Convention.BiasKind.allCases {
      let blueprint = Blueprint(depth: 2...3, activation: .relu, biases: biases, zeroPreactivations: true)
      let state = try draw(blueprint, seed: UInt64(seed))
      #expect(
        Set(state.kinks.map(\.layer)) == Set(1...state.network.depth),
        "seed \(seed), \(biases), \(state.network.widths), \(state.pass.examples) examples, \(state.kinks)")
      for kink in state.kinks {
        #expect(state.pass.preactivations[kink.layer][kink.example, kink.unit] == 0)
      }
    }
  }
}

@Test func `a logarithm finds positive activations wherever biases can see to it`() throws {
  for activation in Activation.allCases {
    for seed in 0..<10 {
      let state = try draw(Blueprint(activation: activation, cost: .crossEntropy), seed: UInt64(seed))
      #expect(state.pass.activations[state.network.depth].elements.allSatisfy { $0 > 0 })
      #expect(state.pass.cost.isFinite)
    }
  }
}

@Test func `under a softmax targets sum to 1, and one-hot targets are one-hot`() throws {
  var blueprint = Blueprint(output: .softmax, cost: .crossEntropy)
  for row in try rows(draw(blueprint, seed: 1).pass.targets) {
    #expect((row.reduce(0, +) - 1).magnitude < 1e-15)
    #expect(row.allSatisfy { $0 > 0 })
  }
  blueprint.targets = .oneHot
  for row in try rows(draw(blueprint, seed: 1).pass.targets) {
    #expect(row.filter { $0 == 1 }.count == 1)
    #expect(row.filter { $0 == 0 }.count == row.count - 1)
  }
}

private func rows(_ matrix: Matrix) throws -> [[Double]] { (0..<matrix.rows).map { Array(matrix.row($0)) } }

@Test func `the first layer of eight sigmoid layers still learns`() throws {
  var smallest = Double.infinity
  for seed in 0..<20 {
    let state = try draw(Blueprint(depth: 8...8), seed: UInt64(seed))
    let largest = state.gradients.weights[1].elements.map(\.magnitude).max() ?? 0
    smallest = min(smallest, largest)
  }
  #expect(smallest > 1e-7)
}

@Test func `ε is the slope at 0 of a ReLU network, and letters are of either sign, below and above 1`() throws
{
  let state = try draw(Blueprint(activation: .relu), seed: 2)
  #expect(state.value(of: .init("\\epsilon")) == state.network.slopeAtZero)
  for name in ["\\alpha", "\\eta"] {
    let values = try (0..<8).map { try draw(Blueprint(), seed: UInt64($0)).value(of: .init(name)) }
    #expect(Set(values.map { $0 > 0 }).count == 2)
    #expect(Set(values.map { $0.magnitude > 1 }).count == 2)
  }
  for seed in 0..<50 {
    var state = try draw(Blueprint(), seed: UInt64(seed))
    #expect((0.3...2.0).contains(state.value(of: .init("z")).magnitude))
    state.symbols[.init("x")] = 3
    #expect(state.value(of: .init("x")) == 3)
  }
}

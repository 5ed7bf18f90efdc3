import Formula

import func Foundation.exp
import func Foundation.log
import func Foundation.tanh
import enum Network.Activation
import enum Network.Averaging
import enum Network.Cost

/// What formulas are about: the units, the cost and the biases.
package struct LoopPresumption: Hashable, Sendable {
  package var activation: Activation
  package var output: Activation
  package var cost: Cost
  package var average: Averaging
  package var biases: Biases

  package enum Biases: Hashable, Sendable { case perNeuron, shared, none }

  package init(
    _ activation: Activation, output: Activation? = nil, cost: Cost = .sumSquares, average: Averaging = .mean,
    biases: Biases = .perNeuron
  ) {
    self.activation = activation
    self.output = output ?? activation
    self.cost = cost
    self.average = average
    self.biases = biases
  }
}

/// A network written with nothing but loops, to judge formulas independently of the program.
package final class LoopNetwork {
  // A class, because it remembers what it has computed.
  let widths = [5, 7, 6, 8, 3]
  let examples = 9
  let presumed: LoopPresumption
  /// z of a lone unit, for formulas such as σ′(z) = a(1 − a).
  let loneZ: Double
  private(set) var weights: [[[Double]]] = []
  private(set) var biases: [[Double]] = []
  private(set) var inputs: [[Double]] = []
  private(set) var targets: [[Double]] = []
  private var passes: [PassKey: Pass] = [:]
  private var errors: [PassKey: [Double]] = [:]

  var depth: Int { widths.count - 1 }

  /// Every z and a of one example, by layer and unit.
  struct Pass {
    var z: [[Double]]
    var a: [[Double]]
  }

  /// An addition to one number of the network.
  struct Nudge: Hashable {
    /// Nil for the lone z.
    var role: Role?
    var layer = 0
    var units: [Int] = []
    /// Whose z or a it is; parameters belong to all examples.
    var example: Int?
    var amount = 0.0
  }

  private struct PassKey: Hashable {
    var nudge: Nudge?
    var example: Int
    var layer = 0
  }

  package init(_ presumed: LoopPresumption, seed: Int) {
    self.presumed = presumed
    var random = PropertyRandom(seed: seed)
    loneZ = random.number(0.3, 1.2) * (seed % 2 == 0 ? 1 : -1)
    repeat { draw(&random) } while isNearKink
  }

  private func draw(_ random: inout PropertyRandom) {
    passes = [:]
    inputs = (0..<examples).map { _ in (0..<widths[0]).map { _ in random.number(-1, 1) } }
    targets = (0..<examples).map { _ in
      let drawn = (0..<widths[depth]).map { _ in random.number(0.1, 0.9) }
      guard presumed.output == .softmax else { return drawn }
      return drawn.map { $0 / drawn.reduce(0, +) }
    }
    (weights, biases) = ([[]], [[]])
    for layer in 1...depth {
      weights.append(
        (0..<widths[layer]).map { _ in (0..<widths[layer - 1]).map { _ in random.number(-0.8, 0.8) } })
      let shared = random.number(-0.5, 0.5)
      biases.append(
        (0..<widths[layer]).map { _ in
          switch presumed.biases {
          case .perNeuron: random.number(-0.5, 0.5)
          case .shared: shared
          case .none: 0
          }
        })
    }
  }

  /// Some difference quotient would step over a kink.
  private var isNearKink: Bool {
    guard presumed.activation == .relu || presumed.output == .relu else { return false }
    return (0..<examples).contains { pass(nil, $0).z.joined().contains { abs($0) < 0.04 } }
  }

  /// σ of a layer with primes, written out; nil for what has no such derivative.
  func value(_ activation: Activation, _ primes: Int, _ z: Double) -> Double? {
    let s = 1 / (1 + exp(-z))
    switch (activation, primes) {
    case (.sigmoid, 0): return s
    case (.sigmoid, 1): return s * (1 - s)
    case (.tanh, 0): return tanh(z)
    case (.tanh, 1): return 1 - tanh(z) * tanh(z)
    case (.softplus, 0): return log(1 + exp(z))
    case (.softplus, 1): return s
    case (.relu, 0): return max(0, z)
    case (.relu, 1): return z > 0 ? 1 : 0
    case (.identity, 0): return z
    case (.identity, 1): return 1
    default: return nil
    }
  }

  func activation(of layer: Int) -> Activation { layer == depth ? presumed.output : presumed.activation }

  func softmax(_ z: [Double]) -> [Double] {
    let powers = z.map { exp($0) }
    return powers.map { $0 / powers.reduce(0, +) }
  }

  /// Every z and a of an example, with one number nudged.
  func pass(_ nudge: Nudge?, _ example: Int) -> Pass {
    var nudge = nudge
    if let own = nudge?.example, own != example { nudge = nil }
    if nudge?.role == nil { nudge = nil }
    let key = PassKey(nudge: nudge, example: example)
    if let known = passes[key] { return known }
    func extra(_ role: Role, _ layer: Int, _ units: [Int]) -> Double {
      guard let nudge, nudge.role == role, nudge.layer == layer else { return 0 }
      return nudge.units == units || role == .bias && nudge.units.isEmpty ? nudge.amount : 0
    }
    var result = Pass(
      z: [[]], a: [inputs[example].indices.map { inputs[example][$0] + extra(.activation, 0, [$0]) }])
    for layer in 1...depth {
      let below = result.a[layer - 1]
      let z = (0..<widths[layer]).map { j in
        var sum = biases[layer][j] + extra(.bias, layer, [j]) + extra(.preactivation, layer, [j])
        for k in below.indices { sum += (weights[layer][j][k] + extra(.weight, layer, [j, k])) * below[k] }
        return sum
      }
      let kind = activation(of: layer)
      let a = kind == .softmax ? softmax(z) : z.map { value(kind, 0, $0) ?? .nan }
      result.z.append(z)
      result.a.append(a.indices.map { a[$0] + extra(.activation, layer, [$0]) })
    }
    passes[key] = result
    return result
  }

  /// The cost of one example.
  func cost(_ nudge: Nudge?, _ example: Int) -> Double {
    let a = pass(nudge, example).a[depth]
    let y = targets[example]
    let squares = a.indices.reduce(0) { $0 + (a[$1] - y[$1]) * (a[$1] - y[$1]) }
    switch presumed.cost {
    case .sumSquares: return squares
    case .halfSumSquares: return squares / 2
    case .meanSquares: return squares / Double(a.count)
    case .crossEntropy: return -a.indices.reduce(0) { $0 + y[$1] * log(a[$1]) }
    case .binaryCrossEntropy:
      return -a.indices.reduce(0) { $0 + y[$1] * log(a[$1]) + (1 - y[$1]) * log(1 - a[$1]) }
    // No slips are made of other costs.
    default: return .nan
    }
  }

  /// The cost of all examples.
  func batchCost(_ nudge: Nudge?) -> Double {
    let sum = (0..<examples).reduce(0) { $0 + cost(nudge, $1) }
    return presumed.average == .mean ? sum / Double(examples) : sum
  }

  /// δ of one layer and example.
  func errors(_ layer: Int, _ example: Int) -> [Double] {
    let key = PassKey(nudge: nil, example: example, layer: layer)
    if let known = errors[key] { return known }
    let found = (0..<widths[layer]).map { unit in
      derivative(Nudge(role: .preactivation, layer: layer, units: [unit], example: example)) {
        cost($0, example)
      }
    }
    errors[key] = found
    return found
  }

  /// The derivative of a function of the network by one of its numbers, by five points.
  func derivative(_ nudge: Nudge, of function: (Nudge) throws -> Double) rethrows -> Double {
    func at(_ step: Double) throws -> Double {
      var nudge = nudge
      nudge.amount = step
      return try function(nudge)
    }
    let h = 2e-4
    return try (8 * (at(h) - at(-h)) - (at(2 * h) - at(-2 * h))) / (12 * h)
  }
}

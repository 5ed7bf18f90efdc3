import Formula

import func Foundation.exp
import func Foundation.log
import func Foundation.tanh
import enum Network.Activation

/// A network written with nothing but loops, to judge formulas independently of the program.
struct LoopNetwork {
  let widths = [3, 5, 4, 6, 2]
  var depth: Int { widths.count - 1 }
  let activation: Activation
  private var weights: [[[Double]]] = [[]]
  private var biases: [[Double]] = [[]]
  private var input: [Double] = []
  private(set) var target: [Double] = []

  init(_ activation: Activation, seed: Int) {
    self.activation = activation
    var random = PropertyRandom(seed: seed)
    input = (0..<widths[0]).map { _ in random.number(-1, 1) }
    target = (0..<widths[depth]).map { _ in random.number(0.1, 0.9) }
    for layer in 1...depth {
      weights.append(
        (0..<widths[layer]).map { _ in (0..<widths[layer - 1]).map { _ in random.number(-1.2, 1.2) } })
      biases.append((0..<widths[layer]).map { _ in random.number(-0.5, 0.5) })
    }
  }

  /// An addition to one number of the network.
  struct Nudge: Hashable {
    var role: Role
    var layer: Int
    var units: [Int]
    var amount = 0.0
  }

  /// σ with primes, written out.
  func value(_ primes: Int, _ z: Double) -> Double? {
    let s = 1 / (1 + exp(-z))
    switch (activation, primes) {
    case (.sigmoid, 0): return s
    case (.sigmoid, 1): return s * (1 - s)
    case (.tanh, 0): return tanh(z)
    case (.tanh, 1): return 1 - tanh(z) * tanh(z)
    case (.softplus, 0): return log(1 + exp(z))
    case (.softplus, 1): return s
    default: return nil
    }
  }

  /// Every z and a, with one number nudged.
  func pass(_ nudge: Nudge?) -> (z: [[Double]], a: [[Double]]) {
    func extra(_ role: Role, _ layer: Int, _ units: [Int]) -> Double {
      guard let nudge, nudge.role == role, nudge.layer == layer, nudge.units == units else { return 0 }
      return nudge.amount
    }
    var z: [[Double]] = [[]]
    var a = [input.indices.map { input[$0] + extra(.activation, 0, [$0]) }]
    for layer in 1...depth {
      z.append(
        (0..<widths[layer]).map { j in
          var sum = biases[layer][j] + extra(.bias, layer, [j]) + extra(.preactivation, layer, [j])
          for k in 0..<widths[layer - 1] {
            sum += (weights[layer][j][k] + extra(.weight, layer, [j, k])) * a[layer - 1][k]
          }
          return sum
        })
      a.append(z[layer].indices.map { (value(0, z[layer][$0]) ?? .nan) + extra(.activation, layer, [$0]) })
    }
    return (z, a)
  }

  /// C = Σ (a − y)².
  func cost(_ nudge: Nudge?) -> Double {
    let output = pass(nudge).a[depth]
    return output.indices.reduce(0) { $0 + (output[$1] - target[$1]) * (output[$1] - target[$1]) }
  }

  func weight(_ layer: Int, _ j: Int, _ k: Int) -> Double { weights[layer][j][k] }
  func bias(_ layer: Int, _ j: Int) -> Double { biases[layer][j] }

  /// The derivative of a function of the network by one of its numbers, by five points.
  func derivative(_ nudge: Nudge, of function: (Nudge) throws -> Double) rethrows -> Double {
    func at(_ step: Double) throws -> Double {
      var nudge = nudge
      nudge.amount = step
      return try function(nudge)
    }
    let h = 1e-3
    return try (8 * (at(h) - at(-h)) - (at(2 * h) - at(-2 * h))) / (12 * h)
  }
}

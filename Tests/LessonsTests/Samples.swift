import Network

/// A network with its forward pass on a few examples, drawn from a seed.
///
/// All widths and the number of examples differ from one another.
struct Sample {
  var network: Network
  var pass: ForwardPass

  init(
    seed: UInt64, widths: [Int] = [3, 5, 2, 4], examples: Int = 6, hidden: Activation,
    output: Activation? = nil,
    cost: Cost = .sumSquares, sharedBiases: Bool = false, withZeros: Bool = false, slopeAtZero: Double = 0.3
  ) throws {
    var random = SplitMix64(seed: seed)
    var layers: [Layer] = []
    for l in 1..<widths.count {
      let (rows, columns) = (widths[l], widths[l - 1])
      var weights = random.numbers(rows * columns, -1.5...1.5)
      var biases = random.numbers(rows, -1...1)
      if withZeros {
        // The first unit of each layer has z = 0 exactly, on all examples.
        for k in 0..<columns { weights[k] = 0 }
        biases[0] = 0
      }
      layers.append(
        Layer(
          weights: try Matrix(rows: rows, columns: columns, elements: weights),
          biases: sharedBiases ? .shared(biases[0]) : .perNeuron(biases),
          activation: l == widths.count - 1 ? output ?? hidden : hidden))
    }
    network = try Network(layers: layers, cost: cost, averaging: .mean, slopeAtZero: slopeAtZero)
    let (inputs, outputs) = (widths[0], widths[widths.count - 1])
    var targets = try Matrix(
      rows: examples, columns: outputs, elements: random.numbers(examples * outputs, 0.1...1))
    if output == .softmax {
      // Targets of a classifier: one-hot on even examples, a distribution on odd ones.
      for e in 0..<examples {
        let sum = targets.row(e).reduce(0, +)
        for j in 0..<outputs {
          targets[e, j] = e % 2 == 0 ? (j == e % outputs ? 1 : 0) : targets[e, j] / sum
        }
      }
    }
    pass = try network.forward(
      Batch(
        inputs: Matrix(rows: examples, columns: inputs, elements: random.numbers(examples * inputs, -2...2)),
        targets: targets))
  }

  /// ∂C_e/∂(quantity) for each example, by a central difference of step 1e-6: `change` moves it by h.
  func slopes(_ place: Place, _ change: (inout Network, inout ForwardPass, Double) -> Void) -> [Double] {
    let h = 1e-6
    let costs = [h, -h].map { step -> [Double] in
      var (network, pass) = (network, pass)
      change(&network, &pass, step)
      network.recompute(&pass, downstreamOf: place)
      return pass.costs
    }
    return zip(costs[0], costs[1]).map { ($0 - $1) / (2 * h) }
  }
}

/// The largest difference of two lists, relative to the largest number in the second; infinite where their
/// lengths differ or anything is not finite.
func relativeDifference(_ a: [Double], _ b: [Double]) -> Double {
  guard a.count == b.count, !a.isEmpty else { return .infinity }
  let differences = zip(a, b).map { ($0 - $1).magnitude }
  guard differences.allSatisfy(\.isFinite) else { return .infinity }
  let largest = differences.max() ?? 0
  return largest == 0 ? 0 : largest / (b.map(\.magnitude).max() ?? 0)
}

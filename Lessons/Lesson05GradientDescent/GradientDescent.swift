import Network

/// Lesson 5 as code: slopes by following a nudge upwards, and the step downhill.
///
/// The functions presume elementwise activations and the cost C = (1/E) Σ_e Σ_j (a_j^L − y_j)². A slope costs
/// a walk through all layers above its parameter; backpropagation gets all slopes in one walk.
public enum GradientDescent {
  /// One number of a network that a step may change. Units and inputs are counted from 0.
  public enum Parameter: Sendable, Hashable {
    /// w_jk^l.
    case weight(layer: Int, to: Int, from: Int)
    /// b_j^l, or the bias that a whole layer shares.
    case bias(layer: Int, unit: Int)
  }

  /// ∂C_e/∂p for each example e, where C_e = Σ_j (a_j^L − y_j)²: E numbers.
  public static func slopes(_ network: Network, _ pass: ForwardPass, by parameter: Parameter) -> [Double] {
    var (layer, nudge) = ownLayer(network, pass, parameter)
    while layer < network.depth {
      layer += 1
      nudge = nextLayer(network, pass, nudge, layer: layer)
    }
    let (a, y) = (pass.activations[network.depth], pass.targets)
    return (0..<pass.examples).map { e in
      (0..<a.columns).map { i in 2 * (a[e, i] - y[e, i]) * nudge[e, i] }.reduce(0, +)
    }
  }

  /// ∂C/∂p, the mean of the examples' slopes.
  public static func slope(_ network: Network, _ pass: ForwardPass, by parameter: Parameter) -> Double {
    slopes(network, pass, by: parameter).reduce(0, +) / Double(pass.examples)
  }

  /// ∂C/∂W^l: n_l × n_(l−1).
  public static func weightGradient(_ network: Network, _ pass: ForwardPass, layer l: Int) -> Matrix {
    Matrix(rows: network.widths[l], columns: network.widths[l - 1]) { j, k in
      slope(network, pass, by: .weight(layer: l, to: j, from: k))
    }
  }

  /// ∂C/∂b^l: as many numbers as the layer has biases of its own.
  public static func biasGradient(_ network: Network, _ pass: ForwardPass, layer l: Int) -> [Double] {
    (0..<network.layers[l - 1].biases.count).map { slope(network, pass, by: .bias(layer: l, unit: $0)) }
  }

  /// One step: every parameter p becomes p − α ∂C/∂p, with all slopes taken before anything moves.
  public static func step(_ network: Network, _ pass: ForwardPass, learningRate: Double) -> Network {
    var next = network
    for l in 1...network.depth {
      let weights = weightGradient(network, pass, layer: l)
      let biases = biasGradient(network, pass, layer: l)
      for j in 0..<weights.rows {
        for k in 0..<weights.columns { next.layers[l - 1].weights[j, k] -= learningRate * weights[j, k] }
      }
      for (i, slope) in biases.enumerated() { next.layers[l - 1].biases[i] -= learningRate * slope }
    }
    return next
  }

  /// ∂a_i^l/∂p in the parameter's own layer l: a weight moves one unit, a shared bias all of them. E × n_l.
  private static func ownLayer(
    _ network: Network, _ pass: ForwardPass, _ parameter: Parameter
  ) -> (layer: Int, nudge: Matrix) {
    switch parameter {
    case .weight(let l, let j, let k):
      let input = pass.activations[l - 1]
      return (l, activated(network, pass, layer: l) { e, i in i == j ? input[e, k] : 0 })
    case .bias(let l, let j):
      let isShared = if case .shared = network.layers[l - 1].biases { true } else { false }
      return (l, activated(network, pass, layer: l) { _, i in isShared || i == j ? 1 : 0 })
    }
  }

  /// ∂a_i^l/∂p = σ′(z_i^l) Σ_m w_im^l ∂a_m^(l−1)/∂p: E × n_l.
  private static func nextLayer(
    _ network: Network, _ pass: ForwardPass, _ below: Matrix, layer l: Int
  ) -> Matrix {
    let w = network.layers[l - 1].weights
    return activated(network, pass, layer: l) { e, i in
      zip(w.row(i), below.row(e)).map { $0 * $1 }.reduce(0, +)
    }
  }

  /// σ′(z_i^l) times a change of z_i^l.
  private static func activated(
    _ network: Network, _ pass: ForwardPass, layer l: Int, _ change: (Int, Int) -> Double
  ) -> Matrix {
    let (z, sigma) = (pass.preactivations[l], network.layers[l - 1].activation)
    return Matrix(rows: z.rows, columns: z.columns) { e, i in
      sigma.derivative(at: z[e, i], slopeAtZero: network.slopeAtZero) * change(e, i)
    }
  }

  static let derivations = [
    CodedDerivation(claim: "gradient-of-the-batch") { network, pass, l in
      weightGradient(network, pass, layer: l).elements
    },
    CodedDerivation(claim: "bias-gradient-of-the-batch") { network, pass, l in
      biasGradient(network, pass, layer: l)
    },
    CodedDerivation(claim: "nudge-cost") { network, pass, l in
      // One list for each weight; the values run over the examples first.
      let each = (0..<network.widths[l]).flatMap { j in
        (0..<network.widths[l - 1]).map { k in
          slopes(network, pass, by: .weight(layer: l, to: j, from: k))
        }
      }
      return (0..<pass.examples).flatMap { e in each.map { $0[e] } }
    },
  ]
}

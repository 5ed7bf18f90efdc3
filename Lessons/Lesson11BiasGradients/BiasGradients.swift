import Network

/// Lesson 11 as code: bias gradients of any layer, by the chain from the top.
///
/// The functions presume the cost C = Σ_j (a_j^L − y_j)² and an elementwise σ. Rows are examples.
public enum BiasGradients {
  /// ∂C/∂b_j^l = δ_j^l, for one bias a unit: E × n_l.
  ///
  /// Each step down the chain multiplies by the weights and then by the slopes of the layer arrived at, so
  /// that every chain ends with ∂a^l/∂z^l.
  public static func biasGradient(_ network: Network, _ pass: ForwardPass, layer l: Int) -> Matrix {
    let (top, a) = (network.depth, pass.activations[network.depth])
    var row = timesSlopes(
      Matrix(rows: a.rows, columns: a.columns) { e, j in 2 * (a[e, j] - pass.targets[e, j]) },
      network, pass, layer: top)
    for below in stride(from: top - 1, through: l, by: -1) {
      row = timesSlopes(timesWeights(row, network, layer: below + 1), network, pass, layer: below)
    }
    return row
  }

  /// What the chain gives if its last slope is dropped: ∂C/∂a^l and not ∂C/∂b^l, E × n_l. Needs l < L.
  public static func withoutLastSlope(_ network: Network, _ pass: ForwardPass, layer l: Int) -> Matrix {
    timesWeights(biasGradient(network, pass, layer: l + 1), network, layer: l + 1)
  }

  /// ∂C/∂b^l = Σ_k δ_k^l, where all units of layer l share one bias: a number for each example.
  public static func sharedBiasGradient(_ network: Network, _ pass: ForwardPass, layer l: Int) -> [Double] {
    let each = biasGradient(network, pass, layer: l)
    return (0..<each.rows).map { e in each.row(e).reduce(0, +) }
  }

  /// ∂C/∂b_j^l of the batch, the mean over its examples: n_l numbers.
  public static func batchGradient(_ network: Network, _ pass: ForwardPass, layer l: Int) -> [Double] {
    let each = biasGradient(network, pass, layer: l)
    return (0..<each.columns).map { j in
      (0..<each.rows).map { e in each[e, j] }.reduce(0, +) / Double(each.rows)
    }
  }

  /// The row for each example times W^l: Σ_j row_j w_jk^l.
  private static func timesWeights(_ rows: Matrix, _ network: Network, layer l: Int) -> Matrix {
    let w = network.layers[l - 1].weights
    return Matrix(rows: rows.rows, columns: w.columns) { e, k in
      (0..<rows.columns).map { j in rows[e, j] * w[j, k] }.reduce(0, +)
    }
  }

  /// The row for each example times ∂a^l/∂z^l, a diagonal matrix of slopes.
  private static func timesSlopes(
    _ rows: Matrix, _ network: Network, _ pass: ForwardPass, layer l: Int
  ) -> Matrix {
    let (sigma, z) = (network.layers[l - 1].activation, pass.preactivations[l])
    return Matrix(rows: rows.rows, columns: rows.columns) { e, j in
      rows[e, j] * sigma.derivative(at: z[e, j], slopeAtZero: network.slopeAtZero)
    }
  }

  static let derivations = [
    CodedDerivation(claim: "bias-gradient") { network, pass, l in
      biasGradient(network, pass, layer: l).elements
    },
    CodedDerivation(claim: "hidden-bias-gradient") { network, pass, l in
      biasGradient(network, pass, layer: l).elements
    },
    CodedDerivation(claim: "batch") { network, pass, l in batchGradient(network, pass, layer: l) },
    CodedDerivation(claim: "two-below-by-element") { network, pass, _ in
      biasGradient(network, pass, layer: network.depth - 2).elements
    },
    CodedDerivation(claim: "shared-bias") { network, pass, l in
      sharedBiasGradient(network, pass, layer: l)
    },
    CodedDerivation(claim: "what-it-is-instead") { network, pass, _ in
      withoutLastSlope(network, pass, layer: network.depth - 2).elements
    },
  ]
}

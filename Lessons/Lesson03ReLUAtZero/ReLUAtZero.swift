import Network

/// Lesson 3 as code: the slope of a ReLU, and where it stands in the gradient of an output weight.
///
/// The functions presume ReLU units and the cost C_e = ½ Σ_j (a_j^L − y_j)². Rows are examples.
public enum ReLUAtZero {
  /// ReLU′(z): 0 below zero, 1 above, and the choice ε at zero itself.
  public static func slope(_ z: Double, epsilon: Double) -> Double {
    if z < 0 { return 0 }
    if z > 0 { return 1 }
    return epsilon
  }

  /// ∂a_j^l/∂z_j^l for every example: E × n_l.
  public static func slopes(_ network: Network, _ pass: ForwardPass, layer l: Int) -> Matrix {
    let z = pass.preactivations[l]
    return Matrix(rows: z.rows, columns: z.columns) { e, j in slope(z[e, j], epsilon: network.slopeAtZero) }
  }

  /// ∂C_e/∂w_jk^L = (a_j^L − y_j) · ReLU′(z_j^L) · a_k^(L−1) for one example e: n_L × n_(L−1).
  ///
  /// The slope is one factor of three. At z = 0 it is ε, and the other two are still there.
  public static func weightGradient(_ network: Network, _ pass: ForwardPass, example e: Int) -> Matrix {
    let (a, input) = (pass.activations[network.depth], pass.activations[network.depth - 1])
    let slopes = slopes(network, pass, layer: network.depth)
    return Matrix(rows: a.columns, columns: input.columns) { j, k in
      (a[e, j] - pass.targets[e, j]) * slopes[e, j] * input[e, k]
    }
  }

  /// ∂C/∂w_jk^L = (1/E) Σ_e ∂C_e/∂w_jk^L: n_L × n_(L−1).
  public static func weightGradient(_ network: Network, _ pass: ForwardPass) -> Matrix {
    let each = (0..<pass.examples).map { weightGradient(network, pass, example: $0) }
    return Matrix(rows: network.widths[network.depth], columns: network.widths[network.depth - 1]) { j, k in
      each.map { $0[j, k] }.reduce(0, +) / Double(pass.examples)
    }
  }

  static let derivations = [
    CodedDerivation(claim: "slope-in-a-network") { network, pass, l in
      slopes(network, pass, layer: l).elements
    },
    CodedDerivation(claim: "weight-gradient") { network, pass, _ in
      (0..<pass.examples).flatMap { weightGradient(network, pass, example: $0).elements }
    },
    CodedDerivation(claim: "weight-gradient-of-the-batch") { network, pass, _ in
      weightGradient(network, pass).elements
    },
  ]
}

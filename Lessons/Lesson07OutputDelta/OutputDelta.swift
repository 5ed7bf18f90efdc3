import Network

/// Lesson 7 as code: the error term of the output layer, and the weight gradients it gives.
///
/// The functions presume the cost C_0 = Σ_j (a_j^(L) − y_j)² and an elementwise σ. Rows are examples.
public enum OutputDelta {
  /// δ_j^(L) = 2(a_j^(L) − y_j) σ′(z_j^(L)): E × n_L.
  public static func outputDelta(_ network: Network, _ pass: ForwardPass) -> Matrix {
    let (z, a, y) = (pass.preactivations[network.depth], pass.activations[network.depth], pass.targets)
    let sigma = network.layers[network.depth - 1].activation
    return Matrix(rows: pass.examples, columns: a.columns) { e, j in
      let squaredError = 2 * (a[e, j] - y[e, j])
      let slope = sigma.derivative(at: z[e, j], slopeAtZero: network.slopeAtZero)
      return squaredError * slope
    }
  }

  /// δ_j^(L) = 2(a_j^(L) − y_j) a_j^(L) (1 − a_j^(L)), where σ is the sigmoid: E × n_L.
  public static func sigmoidOutputDelta(_ network: Network, _ pass: ForwardPass) -> Matrix {
    let (a, y) = (pass.activations[network.depth], pass.targets)
    return Matrix(rows: pass.examples, columns: a.columns) { e, j in
      2 * (a[e, j] - y[e, j]) * a[e, j] * (1 - a[e, j])
    }
  }

  /// ∂C_0/∂w_jk^(L) = δ_j^(L) a_k^(L−1) for one example e: n_L × n_(L−1).
  public static func weightGradient(_ network: Network, _ pass: ForwardPass, example e: Int) -> Matrix {
    let delta = outputDelta(network, pass)
    let input = pass.activations[network.depth - 1]
    return Matrix(rows: delta.columns, columns: input.columns) { j, k in delta[e, j] * input[e, k] }
  }

  static let derivations = [
    CodedDerivation(claim: "output-delta") { network, pass, _ in outputDelta(network, pass).elements },
    CodedDerivation(claim: "output-delta-sigmoid") { network, pass, _ in
      sigmoidOutputDelta(network, pass).elements
    },
    CodedDerivation(claim: "weight-gradient") { network, pass, _ in
      (0..<pass.examples).flatMap { weightGradient(network, pass, example: $0).elements }
    },
  ]
}

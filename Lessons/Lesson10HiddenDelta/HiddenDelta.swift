import Network

/// Lesson 10 as code: the error terms of the hidden layers, from the top downwards.
///
/// The functions presume the cost C_0 = Σ_j (a_j^(L) − y_j)² and an elementwise σ. Rows are examples.
public enum HiddenDelta {
  /// ∂C_0/∂a_k^(l) = Σ_j δ_j^(l+1) w_jk^(l+1), from the error terms of layer l + 1: E × n_l.
  public static func activationGradient(_ network: Network, deltaAbove: Matrix, layer l: Int) -> Matrix {
    let w = network.layers[l].weights  // layers[l] is layer l + 1
    return Matrix(rows: deltaAbove.rows, columns: network.widths[l]) { e, k in
      (0..<deltaAbove.columns).map { j in deltaAbove[e, j] * w[j, k] }.reduce(0, +)
    }
  }

  /// δ_k^(l) = (Σ_j δ_j^(l+1) w_jk^(l+1)) σ′(z_k^(l)), from the error terms of layer l + 1: E × n_l.
  public static func hiddenDelta(
    _ network: Network, _ pass: ForwardPass, deltaAbove: Matrix, layer l: Int
  ) -> Matrix {
    let fromAbove = activationGradient(network, deltaAbove: deltaAbove, layer: l)
    let z = pass.preactivations[l]
    let sigma = network.layers[l - 1].activation
    return Matrix(rows: z.rows, columns: z.columns) { e, k in
      fromAbove[e, k] * sigma.derivative(at: z[e, k], slopeAtZero: network.slopeAtZero)
    }
  }

  /// δ^(l) of any layer l = 1 … L: the output layer's, and then one layer down at a time. E × n_l.
  public static func delta(_ network: Network, _ pass: ForwardPass, layer l: Int) -> Matrix {
    var delta = OutputDelta.outputDelta(network, pass)
    for below in stride(from: network.depth - 1, through: l, by: -1) {
      delta = hiddenDelta(network, pass, deltaAbove: delta, layer: below)
    }
    return delta
  }

  /// ∂C_0/∂w_kl^(L−1) = δ_k^(L−1) a_l^(L−2) for one example e: n_(L−1) × n_(L−2). Needs L ≥ 2.
  public static func weightGradient(_ network: Network, _ pass: ForwardPass, example e: Int) -> Matrix {
    let delta = delta(network, pass, layer: network.depth - 1)
    let input = pass.activations[network.depth - 2]
    return Matrix(rows: delta.columns, columns: input.columns) { k, l in delta[e, k] * input[e, l] }
  }

  static let derivations = [
    CodedDerivation(claim: "activation-gradient") { network, pass, _ in
      activationGradient(
        network, deltaAbove: OutputDelta.outputDelta(network, pass), layer: network.depth - 1
      ).elements
    },
    CodedDerivation(claim: "hidden-delta") { network, pass, _ in
      delta(network, pass, layer: network.depth - 1).elements
    },
    CodedDerivation(claim: "hidden-delta-any-layer") { network, pass, l in
      delta(network, pass, layer: l).elements
    },
    CodedDerivation(claim: "hidden-weight-gradient") { network, pass, _ in
      (0..<pass.examples).flatMap { weightGradient(network, pass, example: $0).elements }
    },
  ]
}

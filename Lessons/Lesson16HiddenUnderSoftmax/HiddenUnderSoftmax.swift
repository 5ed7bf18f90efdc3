import Network

/// Lesson 16 as code: the error terms of sigmoid layers below a softmax, and the gradients of their weights.
///
/// The functions presume 𝓛 = −Σ_k y_k log a_L,k, targets that sum to 1, and sigmoids in the hidden layers.
/// Rows are examples.
public enum HiddenUnderSoftmax {
  /// ∂𝓛/∂a_ℓ,i = Σ_k δ_ℓ+1,k θ_ℓ+1,ki, from the error terms of layer ℓ + 1: E × H_ℓ.
  public static func activationGradient(_ network: Network, deltaAbove: Matrix, layer l: Int) -> Matrix {
    let theta = network.layers[l].weights  // layers[l] is layer l + 1
    return Matrix(rows: deltaAbove.rows, columns: theta.columns) { e, i in
      (0..<deltaAbove.columns).map { k in deltaAbove[e, k] * theta[k, i] }.reduce(0, +)
    }
  }

  /// δ_ℓ,i = (Σ_k δ_ℓ+1,k θ_ℓ+1,ki) a_ℓ,i (1 − a_ℓ,i), from δ_L,i = a_L,i − y_i downwards: E × H_ℓ.
  public static func delta(_ network: Network, _ pass: ForwardPass, layer l: Int) -> Matrix {
    var delta = SoftmaxCrossEntropy.outputDelta(network, pass)
    for below in stride(from: network.depth - 1, through: l, by: -1) {
      let fromAbove = activationGradient(network, deltaAbove: delta, layer: below)
      let a = pass.activations[below]
      delta = Matrix(rows: a.rows, columns: a.columns) { e, i in
        fromAbove[e, i] * a[e, i] * (1 - a[e, i])
      }
    }
    return delta
  }

  /// ∂𝓛/∂θ_ℓ,ij = δ_ℓ,i a_ℓ−1,j for one example e: H_ℓ × H_(ℓ−1).
  public static func weightGradient(
    _ network: Network, _ pass: ForwardPass, layer l: Int, example e: Int
  ) -> Matrix {
    let delta = delta(network, pass, layer: l)
    let input = pass.activations[l - 1]
    return Matrix(rows: delta.columns, columns: input.columns) { i, j in delta[e, i] * input[e, j] }
  }

  /// ∂E/∂θ_ℓ,ij = (1/M) Σ_m (δ_ℓ,i)_m (a_ℓ−1,j)_m: H_ℓ × H_(ℓ−1).
  public static func batchWeightGradient(_ network: Network, _ pass: ForwardPass, layer l: Int) -> Matrix {
    let delta = delta(network, pass, layer: l)
    let input = pass.activations[l - 1]
    return Matrix(rows: delta.columns, columns: input.columns) { i, j in
      (0..<pass.examples).map { m in delta[m, i] * input[m, j] }.reduce(0, +) / Double(pass.examples)
    }
  }

  static let derivations = [
    CodedDerivation(claim: "activation-gradient") { network, pass, l in
      activationGradient(network, deltaAbove: delta(network, pass, layer: l + 1), layer: l).elements
    },
    CodedDerivation(claim: "last-hidden-delta") { network, pass, _ in
      delta(network, pass, layer: network.depth - 1).elements
    },
    CodedDerivation(claim: "hidden-delta") { network, pass, l in delta(network, pass, layer: l).elements },
    CodedDerivation(claim: "weight-gradient") { network, pass, l in
      (0..<pass.examples).flatMap { weightGradient(network, pass, layer: l, example: $0).elements }
    },
    CodedDerivation(claim: "batch-gradient") { network, pass, l in
      batchWeightGradient(network, pass, layer: l).elements
    },
  ]
}

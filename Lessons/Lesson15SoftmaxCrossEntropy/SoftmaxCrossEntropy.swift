import Network

/// Lesson 15 as code: a softmax output under cross-entropy.
///
/// The functions presume 𝓛 = −Σ_k y_k log a_L,k with targets that sum to 1. Rows are examples.
public enum SoftmaxCrossEntropy {
  /// ∂𝓛/∂a_L,i = −y_i / a_L,i: E × P.
  public static func activationGradient(_ network: Network, _ pass: ForwardPass) -> Matrix {
    let (a, y) = (pass.activations[network.depth], pass.targets)
    return Matrix(rows: a.rows, columns: a.columns) { e, i in -y[e, i] / a[e, i] }
  }

  /// ∂a_L,k/∂z_L,i = a_L,k (1[k = i] − a_L,i) for one example e: P × P.
  public static func softmaxJacobian(_ network: Network, _ pass: ForwardPass, example e: Int) -> Matrix {
    let a = pass.activations[network.depth]
    return Matrix(rows: a.columns, columns: a.columns) { k, i in a[e, k] * ((k == i ? 1 : 0) - a[e, i]) }
  }

  /// δ_L,i = Σ_k ∂𝓛/∂a_L,k · ∂a_L,k/∂z_L,i, the long way round: E × P.
  public static func outputDeltaByChainRule(_ network: Network, _ pass: ForwardPass) -> Matrix {
    let byActivation = activationGradient(network, pass)
    let jacobians = (0..<pass.examples).map { softmaxJacobian(network, pass, example: $0) }
    return Matrix(rows: byActivation.rows, columns: byActivation.columns) { e, i in
      (0..<byActivation.columns).map { k in byActivation[e, k] * jacobians[e][k, i] }.reduce(0, +)
    }
  }

  /// δ_L,i = a_L,i − y_i: E × P.
  public static func outputDelta(_ network: Network, _ pass: ForwardPass) -> Matrix {
    let (a, y) = (pass.activations[network.depth], pass.targets)
    return Matrix(rows: a.rows, columns: a.columns) { e, i in a[e, i] - y[e, i] }
  }

  /// ∂𝓛/∂θ_L,ij = (a_L,i − y_i) a_L−1,j for one example e: P × H_(L−1).
  public static func weightGradient(_ network: Network, _ pass: ForwardPass, example e: Int) -> Matrix {
    let delta = outputDelta(network, pass)
    let input = pass.activations[network.depth - 1]
    return Matrix(rows: delta.columns, columns: input.columns) { i, j in delta[e, i] * input[e, j] }
  }

  static let derivations = [
    CodedDerivation(claim: "loss-by-activation") { network, pass, _ in
      activationGradient(network, pass).elements
    },
    CodedDerivation(claim: "softmax-jacobian") { network, pass, _ in
      (0..<pass.examples).flatMap { softmaxJacobian(network, pass, example: $0).elements }
    },
    CodedDerivation(claim: "output-delta") { network, pass, _ in outputDelta(network, pass).elements },
    CodedDerivation(claim: "weight-gradient") { network, pass, _ in
      (0..<pass.examples).flatMap { weightGradient(network, pass, example: $0).elements }
    },
  ]
}

import Network

/// Lesson 8 as code: the gradients of the output layer's biases.
///
/// The functions presume the cost C_0 = Σ_j (a_j^(L) − y_j)² and an elementwise σ. Rows are examples.
public enum OutputBias {
  /// ∂z_i^(L)/∂b_j^(L), which is 1 for i = j and 0 otherwise: n_L × n_L, the same for every example.
  public static func preactivationByBias(_ network: Network) -> Matrix {
    .identity(network.widths[network.depth])
  }

  /// ∂C_0/∂b_j^(L) = δ_j^(L) = 2(a_j^(L) − y_j) σ′(z_j^(L)): E × n_L.
  public static func biasGradient(_ network: Network, _ pass: ForwardPass) -> Matrix {
    OutputDelta.outputDelta(network, pass)
  }

  /// ∂C_0/∂b^(L) = Σ_j δ_j^(L), where all units of the layer share one bias: a number for each example.
  public static func sharedBiasGradient(_ network: Network, _ pass: ForwardPass) -> [Double] {
    let delta = OutputDelta.outputDelta(network, pass)
    return (0..<delta.rows).map { e in delta.row(e).reduce(0, +) }
  }

  static let derivations = [
    CodedDerivation(claim: "preactivation-by-bias") { network, pass, _ in
      (0..<pass.examples).flatMap { _ in preactivationByBias(network).elements }
    },
    CodedDerivation(claim: "bias-gradient") { network, pass, _ in biasGradient(network, pass).elements },
    CodedDerivation(claim: "shared-bias") { network, pass, _ in sharedBiasGradient(network, pass) },
  ]
}

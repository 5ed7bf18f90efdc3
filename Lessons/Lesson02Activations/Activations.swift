import Network

/// Lesson 2 as code: the derivatives of the activation functions, from z and from a.
public enum Activations {
  /// σ′ where the pre-activation z is known.
  ///
  /// For softmax, which has no derivative of one unit alone, this is nil; so it is for ReLU at z = 0, where
  /// lesson 3 makes a choice.
  public static func slope(of activation: Activation, at z: Double) -> Double? {
    switch activation {
    case .sigmoid:
      let a = activation.value(z)
      return a * (1 - a)
    case .tanh:
      let a = activation.value(z)
      return 1 - a * a
    case .relu: return z == 0 ? nil : z > 0 ? 1 : 0
    case .softplus: return Activation.sigmoid.value(z)
    case .identity: return 1
    // The lesson speaks of no other.
    default: return nil
    }
  }

  /// σ′ where only the activation a is known: a(1 − a), 1 − a², 1 or 0, 1 − e^(−a), and 1.
  ///
  /// A ReLU with a = 0 may be off or at its corner, and this says 0. It is nil for softmax.
  public static func slope(of activation: Activation, fromActivation a: Double) -> Double? {
    switch activation {
    case .sigmoid: return a * (1 - a)
    case .tanh: return 1 - a * a
    case .relu: return a > 0 ? 1 : 0
    case .softplus: return 1 - Activation.sigmoid.value(-a) / Activation.sigmoid.value(a)
    case .identity: return 1
    // The lesson speaks of no other.
    default: return nil
    }
  }

  /// ∂a_j^l/∂z_j^l for every example: E × n_l. Where `slope(of:at:)` has no answer, this has 0.
  public static func slopes(_ network: Network, _ pass: ForwardPass, layer l: Int) -> Matrix {
    let z = pass.preactivations[l]
    let activation = network.layers[l - 1].activation
    return Matrix(rows: z.rows, columns: z.columns) { e, j in slope(of: activation, at: z[e, j]) ?? 0 }
  }

  /// ∂a_i^l/∂z_j^l = σ′(z_j^l) for i = j, else 0, for one example e: n_l × n_l.
  public static func jacobian(
    _ network: Network, _ pass: ForwardPass, layer l: Int, example e: Int
  ) -> Matrix {
    let slopes = slopes(network, pass, layer: l)
    return Matrix(rows: slopes.columns, columns: slopes.columns) { i, j in i == j ? slopes[e, j] : 0 }
  }

  /// ∂a_j^l/∂z_j^l = a_j^l (1 − a_j^l), where σ is the sigmoid: E × n_l.
  public static func sigmoidSlopes(_ pass: ForwardPass, layer l: Int) -> Matrix {
    let a = pass.activations[l]
    return Matrix(rows: a.rows, columns: a.columns) { e, j in a[e, j] * (1 - a[e, j]) }
  }

  static let derivations = [
    CodedDerivation(claim: "slope") { network, pass, l in slopes(network, pass, layer: l).elements },
    CodedDerivation(claim: "slope-two-units") { network, pass, l in
      (0..<pass.examples).flatMap { jacobian(network, pass, layer: l, example: $0).elements }
    },
    CodedDerivation(claim: "sigmoid-slope") { _, pass, l in sigmoidSlopes(pass, layer: l).elements },
  ]
}

import Network

/// Lesson 6 as code: the three factors in the gradient of one weight of the output layer.
///
/// The functions presume an elementwise σ and, where nothing else is said, C_0 = Σ_j (a_j^(L) − y_j)².
public enum OutputWeight {
  /// ∂C_0/∂a_j^(L) = 2(a_j^(L) − y_j) for one example e: how wrong unit j is.
  public static func costByActivation(_ pass: ForwardPass, example e: Int, unit j: Int) -> Double {
    2 * (output(pass)[e, j] - pass.targets[e, j])
  }

  /// ∂a_j^(L)/∂z_j^(L) = σ′(z_j^(L)) for one example e: how much unit j reacts.
  public static func slope(_ network: Network, _ pass: ForwardPass, example e: Int, unit j: Int) -> Double {
    let z = pass.preactivations[network.depth][e, j]
    return network.layers[network.depth - 1].activation.derivative(at: z, slopeAtZero: network.slopeAtZero)
  }

  /// ∂z_i^(L)/∂w_jk^(L), which is a_k^(L−1) for i = j and 0 otherwise, for one example e.
  public static func preactivation(
    _ i: Int, byWeightTo j: Int, from k: Int, _ network: Network, _ pass: ForwardPass, example e: Int
  ) -> Double {
    i == j ? pass.activations[network.depth - 1][e, k] : 0
  }

  /// ∂C_0/∂w_jk^(L), the product of the three factors, for one example e: n_L × n_(L−1).
  public static func weightGradient(_ network: Network, _ pass: ForwardPass, example e: Int) -> Matrix {
    Matrix(rows: output(pass).columns, columns: network.widths[network.depth - 1]) { j, k in
      costByActivation(pass, example: e, unit: j)
        * slope(network, pass, example: e, unit: j)
        * preactivation(j, byWeightTo: j, from: k, network, pass, example: e)
    }
  }

  /// ∂C/∂w_jk^(L) of a batch of ReLU units with C = (1/m) Σ_e ½ Σ_j (a_j^(L) − y_j)²: n_L × n_(L−1).
  ///
  /// (1/m) Σ_e (a_j^(L) − y_j) 1[z_j^(L) > 0] a_k^(L−1). Where some z is zero this chooses the slope 0.
  public static func reluBatchGradient(_ network: Network, _ pass: ForwardPass) -> Matrix {
    let (a, z) = (output(pass), pass.preactivations[network.depth])
    let input = pass.activations[network.depth - 1]
    return Matrix(rows: a.columns, columns: input.columns) { j, k in
      let each = (0..<pass.examples).map { e in
        z[e, j] > 0 ? (a[e, j] - pass.targets[e, j]) * input[e, k] : 0
      }
      return each.reduce(0, +) / Double(pass.examples)
    }
  }

  private static func output(_ pass: ForwardPass) -> Matrix { pass.activations[pass.activations.count - 1] }

  static let derivations = [
    CodedDerivation(claim: "preactivation-by-weight") { network, pass, _ in
      let (units, inputs) = (0..<network.widths[network.depth], 0..<network.widths[network.depth - 1])
      return (0..<pass.examples).flatMap { e in
        units.flatMap { i in
          units.flatMap { j in
            inputs.map { k in preactivation(i, byWeightTo: j, from: k, network, pass, example: e) }
          }
        }
      }
    },
    CodedDerivation(claim: "weight-gradient") { network, pass, _ in
      (0..<pass.examples).flatMap { weightGradient(network, pass, example: $0).elements }
    },
    CodedDerivation(claim: "relu-batch") { network, pass, _ in reluBatchGradient(network, pass).elements },
  ]
}

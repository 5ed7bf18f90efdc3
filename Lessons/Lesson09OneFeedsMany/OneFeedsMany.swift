import Network

/// Lesson 9 as code: sums over all paths from a hidden unit to the cost.
///
/// The functions presume the cost C_0 = Σ_j (a_j^(L) − y_j)² and an elementwise σ; `e` is an example.
/// Error terms are not used: every path is followed up to the cost.
public enum OneFeedsMany {
  /// ∂a_j^(l)/∂a_k^(l−1) = σ′(z_j^(l)) w_jk^(l), one link of a path: n_l × n_(l−1).
  public static func links(_ network: Network, _ pass: ForwardPass, layer l: Int, example e: Int) -> Matrix {
    let layer = network.layers[l - 1]
    return Matrix(rows: network.widths[l], columns: network.widths[l - 1]) { j, k in
      slope(network, pass, layer: l, example: e, unit: j) * layer.weights[j, k]
    }
  }

  /// ∂C_0/∂a_k^(L−1) = Σ_j 2(a_j^(L) − y_j) σ′(z_j^(L)) w_jk^(L), one path for each output: n_(L−1) numbers.
  public static func lastHiddenGradient(
    _ network: Network, _ pass: ForwardPass, example e: Int
  ) -> [Double] {
    let (top, a) = (network.depth, pass.activations[network.depth])
    let links = links(network, pass, layer: top, example: e)
    return (0..<links.columns).map { k in
      (0..<links.rows).map { j in 2 * (a[e, j] - pass.targets[e, j]) * links[j, k] }.reduce(0, +)
    }
  }

  /// ∂C_0/∂w_kl^(L−1) with nothing but a, y, w and σ′: n_(L−1) × n_(L−2). Needs L ≥ 2.
  public static func hiddenWeightGradient(
    _ network: Network, _ pass: ForwardPass, example e: Int
  ) -> Matrix {
    let hidden = network.depth - 1
    let paths = lastHiddenGradient(network, pass, example: e)
    return Matrix(rows: network.widths[hidden], columns: network.widths[hidden - 1]) { k, l in
      paths[k] * slope(network, pass, layer: hidden, example: e, unit: k) * pass.activations[hidden - 1][e, l]
    }
  }

  /// ∂C_0/∂w_lh^(L−2): the paths fork twice, and two sums are nested. n_(L−2) × n_(L−3). Needs L ≥ 3.
  public static func weightGradientTwoBelow(
    _ network: Network, _ pass: ForwardPass, example e: Int
  ) -> Matrix {
    let layer = network.depth - 2
    let upper = lastHiddenGradient(network, pass, example: e)
    let links = links(network, pass, layer: layer + 1, example: e)
    return Matrix(rows: network.widths[layer], columns: network.widths[layer - 1]) { l, h in
      let paths = upper.indices.map { k in upper[k] * links[k, l] }.reduce(0, +)
      return paths * slope(network, pass, layer: layer, example: e, unit: l)
        * pass.activations[layer - 1][e, h]
    }
  }

  private static func slope(
    _ network: Network, _ pass: ForwardPass, layer l: Int, example e: Int, unit j: Int
  ) -> Double {
    network.layers[l - 1].activation.derivative(
      at: pass.preactivations[l][e, j], slopeAtZero: network.slopeAtZero)
  }

  static let derivations = [
    CodedDerivation(claim: "output-by-hidden-activation") { network, pass, _ in
      (0..<pass.examples).flatMap { links(network, pass, layer: network.depth, example: $0).elements }
    },
    CodedDerivation(claim: "activation-gradient") { network, pass, _ in
      (0..<pass.examples).flatMap { lastHiddenGradient(network, pass, example: $0) }
    },
    CodedDerivation(claim: "hidden-weight-gradient") { network, pass, _ in
      (0..<pass.examples).flatMap { hiddenWeightGradient(network, pass, example: $0).elements }
    },
    CodedDerivation(claim: "two-layers-down") { network, pass, _ in
      (0..<pass.examples).flatMap { weightGradientTwoBelow(network, pass, example: $0).elements }
    },
  ]
}

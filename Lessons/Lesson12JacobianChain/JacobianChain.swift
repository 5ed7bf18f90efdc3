import Network

/// Lesson 12 as code: the Jacobians of the layers, their product, and two orders of multiplying.
///
/// The functions presume the cost C = (1/n_L) Σ_i (a_i^L − y_i)² and an elementwise σ; `e` is an example.
public enum JacobianChain {
  /// ∂C/∂a_i^L = (2/n_L)(a_i^L − y_i), the row at the top: n_L numbers.
  public static func topRow(_ network: Network, _ pass: ForwardPass, example e: Int) -> [Double] {
    let a = pass.activations[network.depth]
    return (0..<a.columns).map { i in 2 / Double(a.columns) * (a[e, i] - pass.targets[e, i]) }
  }

  /// ∂a_m^(l+1)/∂a_p^l = σ′(z_m^(l+1)) w_mp^(l+1): n_(l+1) × n_l, for l = 0 … L − 1.
  public static func layerJacobian(
    _ network: Network, _ pass: ForwardPass, from l: Int, example e: Int
  ) -> Matrix {
    let w = network.layers[l].weights  // layers[l] is layer l + 1
    return Matrix(rows: w.rows, columns: w.columns) { m, p in
      slope(network, pass, layer: l + 1, example: e, unit: m) * w[m, p]
    }
  }

  /// ∂a^L/∂a^l, the product of the Jacobians of layers L, L − 1, …, l + 1: n_L × n_l.
  public static func jacobian(_ network: Network, _ pass: ForwardPass, from l: Int, example e: Int) -> Matrix
  {
    var product = Matrix.identity(network.widths[network.depth])
    for below in stride(from: network.depth - 1, through: l, by: -1) {
      let factor = layerJacobian(network, pass, from: below, example: e)
      product = Matrix(rows: product.rows, columns: factor.columns) { [product] i, p in
        (0..<factor.rows).map { q in product[i, q] * factor[q, p] }.reduce(0, +)
      }
    }
    return product
  }

  /// ∂C/∂w_AB^l = Σ_i ∂C/∂a_i^L · ∂a_i^L/∂a_A^l · σ′(z_A^l) a_B^(l−1): n_l × n_(l−1).
  public static func weightGradient(
    _ network: Network, _ pass: ForwardPass, layer l: Int, example e: Int
  ) -> Matrix {
    let (row, input) = (rowByRow(network, pass, layer: l, example: e).row, pass.activations[l - 1])
    return Matrix(rows: row.count, columns: input.columns) { to, from in
      row[to] * slope(network, pass, layer: l, example: e, unit: to) * input[e, from]
    }
  }

  /// ∂C/∂a^l by passing the row at the top down one layer at a time, and the multiplications it took:
  /// n_L n_(L−1) + … + n_(l+1) n_l.
  public static func rowByRow(
    _ network: Network, _ pass: ForwardPass, layer l: Int, example e: Int
  ) -> (row: [Double], multiplications: Int) {
    var row = topRow(network, pass, example: e)
    var multiplications = 0
    for below in stride(from: network.depth - 1, through: l, by: -1) {
      let factor = layerJacobian(network, pass, from: below, example: e)
      multiplications += factor.rows * factor.columns
      row = (0..<factor.columns).map { [row] p in
        row.indices.map { m in row[m] * factor[m, p] }.reduce(0, +)
      }
    }
    return (row, multiplications)
  }

  /// ∂C/∂a^l by following each path from a unit of layer l to an output, and what that took:
  /// n_l n_(l+1) … n_L paths with L − l multiplications each.
  public static func pathByPath(
    _ network: Network, _ pass: ForwardPass, layer l: Int, example e: Int
  ) -> (row: [Double], paths: Int, multiplications: Int) {
    let top = topRow(network, pass, example: e)
    let links = (l..<network.depth).map { layerJacobian(network, pass, from: $0, example: e) }
    var row = [Double](repeating: 0, count: network.widths[l])
    var (paths, multiplications) = (0, 0)
    for start in row.indices {
      // A path is one unit for each layer above; the next path is the next number in this mixed radix.
      var path = links.map { _ in 0 }
      var isDone = false
      while !isDone {
        let ends = [start] + path
        let factors = links.indices.map { links[$0][ends[$0 + 1], ends[$0]] }
        row[start] += factors.reduce(top[ends[ends.count - 1]], *)
        paths += 1
        multiplications += factors.count
        isDone = true
        for step in path.indices {
          path[step] += 1
          if path[step] < links[step].rows {
            isDone = false
            break
          }
          path[step] = 0
        }
      }
    }
    return (row, paths, multiplications)
  }

  private static func slope(
    _ network: Network, _ pass: ForwardPass, layer l: Int, example e: Int, unit m: Int
  ) -> Double {
    network.layers[l - 1].activation.derivative(
      at: pass.preactivations[l][e, m], slopeAtZero: network.slopeAtZero)
  }

  static let derivations = [
    CodedDerivation(claim: "first-factor") { network, pass, _ in
      (0..<pass.examples).flatMap { topRow(network, pass, example: $0) }
    },
    CodedDerivation(claim: "layer-jacobian") { network, pass, l in
      (0..<pass.examples).flatMap { layerJacobian(network, pass, from: l, example: $0).elements }
    },
    CodedDerivation(claim: "one-more-layer") { network, pass, l in
      (0..<pass.examples).flatMap { jacobian(network, pass, from: l, example: $0).elements }
    },
    CodedDerivation(claim: "four-factors") { network, pass, l in
      (0..<pass.examples).flatMap { weightGradient(network, pass, layer: l, example: $0).elements }
    },
    CodedDerivation(claim: "row-times-matrix-by-index") { network, pass, l in
      (0..<pass.examples).flatMap { rowByRow(network, pass, layer: l, example: $0).row }
    },
    CodedDerivation(claim: "weight-below-the-last-layer") { network, pass, _ in
      (0..<pass.examples).flatMap {
        weightGradient(network, pass, layer: network.depth - 1, example: $0).elements
      }
    },
  ]
}

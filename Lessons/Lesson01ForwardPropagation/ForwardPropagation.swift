import Network

/// Lesson 1 as code: what a network computes, unit by unit, as a matrix, and as one nested formula.
///
/// Rows are examples: the transpose of the columns in the text, as a table of data has them.
public enum ForwardPropagation {
  /// z_j^l = Σ_k w_jk^l a_k^(l−1) + b_j^l for one unit and one example, whose inputs are `a`.
  public static func preactivation(_ layer: Layer, unit j: Int, inputs a: ArraySlice<Double>) -> Double {
    var z = layer.biases.added(toUnit: j)
    for (w, a) in zip(layer.weights.row(j), a) { z += w * a }
    return z
  }

  /// z^l for every example: E × n_l, from a^(l−1), which is E × n_(l−1).
  public static func preactivations(_ layer: Layer, inputs: Matrix) -> Matrix {
    Matrix(rows: inputs.rows, columns: layer.width) { e, j in
      preactivation(layer, unit: j, inputs: inputs.row(e))
    }
  }

  /// a^l = σ(z^l) for every example: E × n_l.
  public static func activations(_ layer: Layer, inputs: Matrix) -> Matrix {
    let z = preactivations(layer, inputs: inputs)
    var a: [[Double]] = []
    for e in 0..<z.rows { a.append(layer.activation.values(Array(z.row(e)))) }
    return Matrix(rows: z.rows, columns: z.columns) { e, j in a[e][j] }
  }

  /// a^L = σ(W^L σ(W^(L−1) … + b^(L−1)) + b^L): the composition of all layers, applied to the data x.
  ///
  /// x is E × n_0, the result E × n_L.
  public static func output(_ network: Network, inputs x: Matrix) -> Matrix {
    network.layers.reduce(x) { a, layer in activations(layer, inputs: a) }
  }

  static let derivations = [
    CodedDerivation(claim: "preactivation") { network, pass, l in
      preactivations(network.layers[l - 1], inputs: pass.activations[l - 1]).elements
    },
    CodedDerivation(claim: "activation") { network, pass, l in
      activations(network.layers[l - 1], inputs: pass.activations[l - 1]).elements
    },
    CodedDerivation(claim: "expansion") { network, pass, _ in
      output(network, inputs: pass.activations[0]).elements
    },
  ]
}

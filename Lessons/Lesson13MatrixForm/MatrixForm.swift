import Network

/// Lesson 13 as code: the four equations with matrices, once for columns and once for a batch of rows.
///
/// The functions presume the cost C = Σ_j (a_j − y_j)² and an elementwise σ. Where shapes do not conform they
/// throw `NetworkError.shapes`, which cannot happen with the shapes of a network.
public enum MatrixForm {
  /// Row e of a matrix of examples, stood up: n × 1.
  static func column(_ rows: Matrix, example e: Int) -> Matrix {
    Matrix(rows: rows.columns, columns: 1) { j, _ in rows[e, j] }
  }

  /// The Hadamard product A ⊙ B of two matrices of one shape.
  static func hadamard(_ a: Matrix, _ b: Matrix) throws(NetworkError) -> Matrix {
    guard a.shape == b.shape else { throw .shapes(a.shape, b.shape) }
    return Matrix(rows: a.rows, columns: a.columns) { r, c in a[r, c] * b[r, c] }
  }

  /// σ′(z^l), an example a row: E × n_l.
  static func slopes(_ network: Network, _ pass: ForwardPass, layer l: Int) -> Matrix {
    let z = pass.preactivations[l]
    let sigma = network.layers[l - 1].activation
    return Matrix(rows: z.rows, columns: z.columns) { e, j in
      sigma.derivative(at: z[e, j], slopeAtZero: network.slopeAtZero)
    }
  }

  /// z^l = W^l a^(l−1) + b^l in columns, for one example e: n_l × 1.
  public static func preactivation(
    _ network: Network, _ pass: ForwardPass, layer l: Int, example e: Int
  ) throws(NetworkError) -> Matrix {
    let layer = network.layers[l - 1]
    let product = try layer.weights.times(column(pass.activations[l - 1], example: e))
    return Matrix(rows: product.rows, columns: 1) { j, _ in product[j, 0] + layer.biases.added(toUnit: j) }
  }

  /// δ^l in columns, for one example e: 2(a^L − y) ⊙ σ′(z^L) for the last layer, and from there downwards
  /// ((W^(l+1))ᵀ δ^(l+1)) ⊙ σ′(z^l). n_l × 1.
  public static func delta(
    _ network: Network, _ pass: ForwardPass, layer l: Int, example e: Int
  ) throws(NetworkError) -> Matrix {
    let top = network.depth
    let (a, y) = (pass.activations[top], pass.targets)
    let costSlope = Matrix(rows: a.columns, columns: 1) { j, _ in 2 * (a[e, j] - y[e, j]) }
    var delta = try hadamard(costSlope, column(slopes(network, pass, layer: top), example: e))
    for below in stride(from: top - 1, through: l, by: -1) {
      let fromAbove = try network.layers[below].weights.transposedTimes(delta)  // layers[l] is layer l + 1
      delta = try hadamard(fromAbove, column(slopes(network, pass, layer: below), example: e))
    }
    return delta
  }

  /// ∂C/∂W^l = δ^l (a^(l−1))ᵀ in columns, for one example e: n_l × n_(l−1).
  public static func weightGradient(
    _ network: Network, _ pass: ForwardPass, layer l: Int, example e: Int
  ) throws(NetworkError) -> Matrix {
    try delta(network, pass, layer: l, example: e)
      .timesTransposed(column(pass.activations[l - 1], example: e))
  }

  /// The error terms of all examples at once, as rows: Δ^l = (Δ^(l+1) W^(l+1)) ⊙ σ′(Z^l). E × n_l.
  ///
  /// Rows turn the products around: no transpose on the way back.
  public static func deltaRows(
    _ network: Network, _ pass: ForwardPass, layer l: Int
  ) throws(NetworkError) -> Matrix {
    let top = network.depth
    let (a, y) = (pass.activations[top], pass.targets)
    let costSlope = Matrix(rows: a.rows, columns: a.columns) { e, j in 2 * (a[e, j] - y[e, j]) }
    var delta = try hadamard(costSlope, slopes(network, pass, layer: top))
    for below in stride(from: top - 1, through: l, by: -1) {
      delta = try hadamard(delta.times(network.layers[below].weights), slopes(network, pass, layer: below))
    }
    return delta
  }

  /// ∂C/∂W^l = (1/E) (Δ^l)ᵀ A^(l−1) for the batch: the product sums over the examples. n_l × n_(l−1).
  public static func batchWeightGradient(
    _ network: Network, _ pass: ForwardPass, layer l: Int
  ) throws(NetworkError) -> Matrix {
    let sum = try deltaRows(network, pass, layer: l).transposedTimes(pass.activations[l - 1])
    let factor = network.averaging.factor(examples: pass.examples)
    return Matrix(rows: sum.rows, columns: sum.columns) { j, k in factor * sum[j, k] }
  }

  static let derivations = [
    CodedDerivation(claim: "forward") { network, pass, l in
      columns(pass) { e throws(NetworkError) in try preactivation(network, pass, layer: l, example: e) }
    },
    CodedDerivation(claim: "output-delta") { network, pass, _ in
      columns(pass) { e throws(NetworkError) in
        try delta(network, pass, layer: network.depth, example: e)
      }
    },
    CodedDerivation(claim: "hidden-delta") { network, pass, l in
      columns(pass) { e throws(NetworkError) in try delta(network, pass, layer: l, example: e) }
    },
    CodedDerivation(claim: "hidden-delta-rows") { network, pass, l in
      (try? deltaRows(network, pass, layer: l))?.elements ?? []
    },
    CodedDerivation(claim: "weight-gradient") { network, pass, l in
      columns(pass) { e throws(NetworkError) in try weightGradient(network, pass, layer: l, example: e) }
    },
    CodedDerivation(claim: "batch-weights") { network, pass, l in
      (try? batchWeightGradient(network, pass, layer: l))?.elements ?? []
    },
  ]

  /// What `value` gives for each example, one after the other; nothing if shapes do not conform.
  private static func columns(
    _ pass: ForwardPass, _ value: (Int) throws(NetworkError) -> Matrix
  ) -> [Double] {
    var all: [Double] = []
    for e in 0..<pass.examples {
      guard let one = try? value(e) else { return [] }
      all += one.elements
    }
    return all
  }
}

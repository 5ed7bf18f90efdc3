import Network

/// Lesson 14 as code: softmax, its Jacobian matrix, and the way back through it.
///
/// The functions take the numbers of one example; a network comes in only at the end.
public enum Softmax {
  /// a_i = e^(z_i − m) / Σ_k e^(z_k − m) with m = max z, so that no power overflows: P numbers.
  ///
  /// `exponential` is the function e^x; it is handed in, because this file knows no library of mathematics.
  public static func values(_ z: [Double], exponential: (Double) -> Double) -> [Double] {
    let largest = z.max() ?? 0
    let powers = z.map { exponential($0 - largest) }
    let sum = powers.reduce(0, +)
    return powers.map { $0 / sum }
  }

  /// ∂a_k/∂z_i = a_k (1[k = i] − a_i), row k and column i: P × P.
  public static func jacobian(_ a: [Double]) -> Matrix {
    Matrix(rows: a.count, columns: a.count) { k, i in a[k] * ((k == i ? 1 : 0) - a[i]) }
  }

  /// The same as diag(a) − a aᵀ: P × P.
  public static func jacobianFromMatrices(_ a: [Double]) throws(NetworkError) -> Matrix {
    let column = try Matrix(rows: a.count, columns: 1, elements: a)
    let outer = try column.timesTransposed(column)
    return Matrix(rows: a.count, columns: a.count) { k, i in (k == i ? a[k] : 0) - outer[k, i] }
  }

  /// Jᵀ g = a ⊙ (g − (aᵀ g) 1): derivatives by a turned into derivatives by z, without the matrix.
  public static func pulledBack(_ g: [Double], through a: [Double]) -> [Double] {
    let mean = zip(a, g).map { $0 * $1 }.reduce(0, +)
    return zip(a, g).map { a, g in a * (g - mean) }
  }

  /// δ_L of every example from ∂𝓛/∂a_L = −y/a_L, by way of `pulledBack`: E × P.
  public static func outputDelta(_ network: Network, _ pass: ForwardPass) -> Matrix {
    let gradient = SoftmaxCrossEntropy.activationGradient(network, pass)
    var delta = Matrix(rows: gradient.rows, columns: gradient.columns)
    for e in 0..<gradient.rows {
      let row = pulledBack(Array(gradient.row(e)), through: Array(pass.activations[network.depth].row(e)))
      for i in row.indices { delta[e, i] = row[i] }
    }
    return delta
  }

  /// One example's activations of the output layer.
  private static func output(_ network: Network, _ pass: ForwardPass, example e: Int) -> [Double] {
    Array(pass.activations[network.depth].row(e))
  }

  static let derivations = [
    CodedDerivation(claim: "softmax-jacobian") { network, pass, _ in
      (0..<pass.examples).flatMap { jacobian(output(network, pass, example: $0)).elements }
    },
    CodedDerivation(claim: "jacobian-matrix") { network, pass, _ in
      (0..<pass.examples).flatMap { e in
        (try? jacobianFromMatrices(output(network, pass, example: e)))?.elements ?? []
      }
    },
    CodedDerivation(claim: "back-through-softmax") { network, pass, _ in outputDelta(network, pass).elements
    },
  ]
}

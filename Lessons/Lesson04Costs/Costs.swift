import Network

/// Lesson 4 as code: costs of an example and of a batch, and their derivatives by an activation.
///
/// Every function has its own cost in its name; which one the network was made with makes no difference.
public enum Costs {
  /// Σ_j (a_j − y_j)² for each example: E numbers. Half of it, or its n_L-th part, are the next two costs.
  public static func sumOfSquares(_ pass: ForwardPass) -> [Double] {
    let a = pass.activations[pass.activations.count - 1]
    return (0..<pass.examples).map { e in
      zip(a.row(e), pass.targets.row(e)).map { ($0 - $1) * ($0 - $1) }.reduce(0, +)
    }
  }

  /// ½ Σ_j (a_j − y_j)² for each example.
  public static func halfSumOfSquares(_ pass: ForwardPass) -> [Double] {
    sumOfSquares(pass).map { $0 / 2 }
  }

  /// (1/n_L) Σ_j (a_j − y_j)² for each example.
  public static func meanOfSquares(_ pass: ForwardPass) -> [Double] {
    sumOfSquares(pass).map { $0 / Double(pass.targets.columns) }
  }

  /// (1/E) Σ_e C_e.
  public static func mean(_ costs: [Double]) -> Double { costs.reduce(0, +) / Double(costs.count) }

  /// 2(a_j − y_j), the derivative of the sum of squares of an example: E × n_L.
  public static func sumOfSquaresGradient(_ pass: ForwardPass) -> Matrix {
    gradient(pass) { a, y in 2 * (a - y) }
  }

  /// a_j − y_j, that of half the sum: E × n_L.
  public static func halfSumOfSquaresGradient(_ pass: ForwardPass) -> Matrix {
    gradient(pass) { a, y in a - y }
  }

  /// (2/n_L)(a_j − y_j), that of the mean over the outputs: E × n_L.
  public static func meanOfSquaresGradient(_ pass: ForwardPass) -> Matrix {
    let width = Double(pass.targets.columns)
    return gradient(pass) { a, y in 2 / width * (a - y) }
  }

  /// −y_j / a_j, that of the cross-entropy: E × n_L.
  public static func crossEntropyGradient(_ pass: ForwardPass) -> Matrix {
    gradient(pass) { a, y in y == 0 ? 0 : -y / a }
  }

  /// (2/E)(a_j − y_j): the derivative of the mean of all examples' sums of squares by one activation.
  public static func batchGradient(_ pass: ForwardPass) -> Matrix {
    let examples = Double(pass.examples)
    return gradient(pass) { a, y in 2 / examples * (a - y) }
  }

  private static func gradient(_ pass: ForwardPass, _ entry: (Double, Double) -> Double) -> Matrix {
    let a = pass.activations[pass.activations.count - 1]
    return Matrix(rows: a.rows, columns: a.columns) { e, j in entry(a[e, j], pass.targets[e, j]) }
  }

  static let derivations = [
    CodedDerivation(claim: "sum-of-squares") { _, pass, _ in sumOfSquares(pass) },
    CodedDerivation(claim: "half-sum-of-squares") { _, pass, _ in halfSumOfSquares(pass) },
    CodedDerivation(claim: "mean-of-squares") { _, pass, _ in meanOfSquares(pass) },
    CodedDerivation(claim: "gradient-sum-of-squares") { _, pass, _ in sumOfSquaresGradient(pass).elements },
    CodedDerivation(claim: "gradient-half-sum") { _, pass, _ in halfSumOfSquaresGradient(pass).elements },
    CodedDerivation(claim: "gradient-mean-of-squares") { _, pass, _ in meanOfSquaresGradient(pass).elements },
    CodedDerivation(claim: "gradient-cross-entropy") { _, pass, _ in crossEntropyGradient(pass).elements },
    CodedDerivation(claim: "gradient-in-a-batch") { _, pass, _ in batchGradient(pass).elements },
    CodedDerivation(claim: "batch-mean-of-squares") { _, pass, _ in [mean(sumOfSquares(pass))] },
  ]
}

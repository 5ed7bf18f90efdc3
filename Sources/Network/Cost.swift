/// How far the activations a of the output layer are from the target y, for one example.
public enum Cost: String, Sendable, Hashable, CaseIterable {
  /// C = Σ_j (a_j − y_j)².
  case sumSquares = "sum-squares"
  /// C = ½ Σ_j (a_j − y_j)².
  case halfSumSquares = "half-sum-squares"
  /// C = (1/n_L) Σ_j (a_j − y_j)².
  case meanSquares = "mean-squares"
  /// C = −Σ_j y_j log a_j, where a term with y_j = 0 is 0.
  case crossEntropy = "cross-entropy"
  /// C = −Σ_j [y_j log a_j + (1 − y_j) log(1 − a_j)], for activations and targets in [0, 1]; a term with the factor
  /// 0 is 0. PyTorch's `binary_cross_entropy` with `reduction="sum"`, which caps each logarithm at −100.
  case binaryCrossEntropy = "binary-cross-entropy"

  /// Whether it is made of logarithms of activations.
  public var hasLogarithm: Bool {
    switch self {
    case .crossEntropy, .binaryCrossEntropy: true
    case .sumSquares, .halfSumSquares, .meanSquares: false
    }
  }

  /// C of one example, from as many activations as targets.
  public func value(_ a: [Double], target y: [Double]) -> Double {
    precondition(a.count == y.count, "one target for each activation")
    return a.withUnsafeBufferPointer { a in y.withUnsafeBufferPointer { y in value(a, y) } }
  }

  /// ∂C/∂a_j of one example, for an output layer of `width` units.
  ///
  /// 2(a_j − y_j), a_j − y_j, (2/n_L)(a_j − y_j), −y_j / a_j, and −y_j / a_j + (1 − y_j)/(1 − a_j).
  public func gradientByActivation(_ a: Double, target y: Double, width: Int) -> Double {
    switch self {
    case .sumSquares: return 2 * (a - y)
    case .halfSumSquares: return a - y
    case .meanSquares: return 2 * (a - y) / Double(width)
    case .crossEntropy: return y == 0 ? 0 : -y / a
    case .binaryCrossEntropy: return (y == 0 ? 0 : -y / a) + (y == 1 ? 0 : (1 - y) / (1 - a))
    }
  }

  /// ∂C/∂y_j of one example, for an output layer of `width` units.
  ///
  /// −2(a_j − y_j), −(a_j − y_j), −(2/n_L)(a_j − y_j), −log a_j, and −log a_j + log(1 − a_j).
  public func gradientByTarget(_ a: Double, target y: Double, width: Int) -> Double {
    switch self {
    case .sumSquares: return -2 * (a - y)
    case .halfSumSquares: return -(a - y)
    case .meanSquares: return -2 * (a - y) / Double(width)
    case .crossEntropy: return -logarithm(a)
    case .binaryCrossEntropy: return logarithmOfOnePlus(-a) - logarithm(a)
    }
  }

  func value(_ a: UnsafeBufferPointer<Double>, _ y: UnsafeBufferPointer<Double>) -> Double {
    var sum = 0.0
    if self == .crossEntropy {
      for j in 0..<a.count where y[j] != 0 { sum -= y[j] * logarithm(a[j]) }
      return sum
    }
    if self == .binaryCrossEntropy {
      for j in 0..<a.count {
        if y[j] != 0 { sum -= y[j] * logarithm(a[j]) }
        if y[j] != 1 { sum -= (1 - y[j]) * logarithmOfOnePlus(-a[j]) }
      }
      return sum
    }
    for j in 0..<a.count { sum += (a[j] - y[j]) * (a[j] - y[j]) }
    switch self {
    case .halfSumSquares: return sum / 2
    case .meanSquares: return sum / Double(a.count)
    case .sumSquares, .crossEntropy, .binaryCrossEntropy: return sum
    }
  }
}

/// How the costs of the examples become the cost of a batch.
public enum Averaging: String, Sendable, Hashable, CaseIterable {
  /// C = (1/E) Σ_e C_e.
  case mean
  /// C = Σ_e C_e.
  case sum

  /// The factor before the sum: 1/E or 1.
  public func factor(examples: Int) -> Double { self == .mean ? 1 / Double(examples) : 1 }
}

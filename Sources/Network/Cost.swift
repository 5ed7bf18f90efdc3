/// How far the activations a of the output layer are from the target y, for one example: a sum of one term for each unit.
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
  /// C = Σ_j h(a_j − y_j), with h(d) = ½ d² where |d| < 1, else |d| − ½. PyTorch's `huber_loss` with
  /// `reduction="sum"`.
  case huber

  /// Whether it is made of logarithms of activations.
  public var hasLogarithm: Bool { self == .crossEntropy || self == .binaryCrossEntropy }

  /// Whether 1 − a stands below a line or in a logarithm as well as a, so that a has to be between 0 and 1.
  public var asksForProbabilities: Bool { self == .binaryCrossEntropy }

  /// Whether targets are a distribution over the units: without a true class there is no cost.
  public var isOverClasses: Bool { self == .crossEntropy }

  // MARK: - One unit

  /// What the sum of the terms is divided by.
  private func divisor(width: Int) -> Double {
    switch self {
    case .sumSquares, .crossEntropy, .binaryCrossEntropy, .huber: 1
    case .halfSumSquares: 2
    case .meanSquares: Double(width)
    }
  }

  /// The term of a unit.
  private func term(_ a: Double, _ y: Double) -> Double {
    let difference = a - y
    switch self {
    case .sumSquares, .halfSumSquares, .meanSquares: return difference * difference
    case .crossEntropy: return y == 0 ? 0 : -y * logarithm(a)
    case .binaryCrossEntropy:
      return (y == 0 ? 0 : -y * logarithm(a)) - (y == 1 ? 0 : (1 - y) * logarithmOfOnePlus(-a))
    case .huber:
      let size = difference.magnitude
      return size < 1 ? difference * difference / 2 : size - 0.5
    }
  }

  /// The term's derivative by a.
  private func slope(_ a: Double, _ y: Double) -> Double {
    switch self {
    case .sumSquares, .halfSumSquares, .meanSquares: return 2 * (a - y)
    case .crossEntropy: return y == 0 ? 0 : -y / a
    case .binaryCrossEntropy: return (y == 0 ? 0 : -y / a) + (y == 1 ? 0 : (1 - y) / (1 - a))
    case .huber: return max(-1, min(1, a - y))
    }
  }

  /// The term's derivative by y.
  private func slopeByTarget(_ a: Double, _ y: Double) -> Double {
    switch self {
    case .sumSquares, .halfSumSquares, .meanSquares, .huber: return -slope(a, y)
    case .crossEntropy: return -logarithm(a)
    case .binaryCrossEntropy: return logarithmOfOnePlus(-a) - logarithm(a)
    }
  }

  /// The size of the term's second derivative by a.
  private func curvature(_ a: Double, _ y: Double) -> Double {
    switch self {
    case .sumSquares, .halfSumSquares, .meanSquares: return 2
    case .crossEntropy: return y == 0 ? 0 : (y / (a * a)).magnitude
    case .binaryCrossEntropy:
      return (y == 0 ? 0 : (y / (a * a)).magnitude)
        + (y == 1 ? 0 : ((1 - y) / ((1 - a) * (1 - a))).magnitude)
    case .huber: return (a - y).magnitude < 1 ? 1 : 0
    }
  }

  // MARK: - One example

  /// C of one example, from as many activations as targets.
  public func value(_ a: [Double], target y: [Double]) -> Double {
    precondition(a.count == y.count, "one target for each activation")
    return a.withUnsafeBufferPointer { a in y.withUnsafeBufferPointer { y in value(a, y) } }
  }

  /// ∂C/∂a_j of one example, for an output layer of `width` units.
  public func gradientByActivation(_ a: Double, target y: Double, width: Int) -> Double {
    slope(a, y) / divisor(width: width)
  }

  /// ∂C/∂y_j of one example, for an output layer of `width` units.
  public func gradientByTarget(_ a: Double, target y: Double, width: Int) -> Double {
    slopeByTarget(a, y) / divisor(width: width)
  }

  /// |∂²C/∂a_j²| of one example, for an output layer of `width` units.
  public func curvature(_ a: Double, target y: Double, width: Int) -> Double {
    curvature(a, y) / divisor(width: width)
  }

  func value(_ a: UnsafeBufferPointer<Double>, _ y: UnsafeBufferPointer<Double>) -> Double {
    var sum = 0.0
    for j in 0..<a.count { sum += term(a[j], y[j]) }
    return sum / divisor(width: a.count)
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

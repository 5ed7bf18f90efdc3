/// The function that turns the pre-activations z of a layer into its activations a.
public enum Activation: String, Sendable, Hashable, CaseIterable {
  /// σ(z) = 1 / (1 + e^(−z)).
  case sigmoid
  /// tanh(z).
  case tanh
  /// max(0, z); its slope at 0 is the network's choice, ε in [0, 1].
  case relu
  /// log(1 + e^z), whose derivative is the sigmoid.
  case softplus
  /// z itself.
  case identity
  /// z above 0, e^z − 1 below.
  case elu
  /// z / (1 + e^(−z)), also called swish.
  case silu
  /// a_j = e^(z_j) / Σ_i e^(z_i): the only one where a unit's activation depends on the whole layer.
  case softmax

  /// Whether a_j depends on z_j alone.
  public var isElementwise: Bool { self != .softmax }

  /// σ(z) for one unit. A softmax of a single unit is 1.
  ///
  /// NaN gives NaN; nothing overflows, because e is never raised to a positive power.
  public func value(_ z: Double) -> Double {
    switch self {
    case .sigmoid:
      let e = exponential(-z.magnitude)
      return z < 0 ? e / (1 + e) : 1 / (1 + e)
    case .tanh: return hyperbolicTangent(z)
    case .relu: return z < 0 ? 0 : z
    case .softplus: return (z < 0 ? 0 : z) + logarithmOfOnePlus(exponential(-z.magnitude))
    case .identity: return z
    case .elu: return z > 0 ? z : exponentialMinusOne(z)
    case .silu: return z.magnitude < .infinity ? z * Activation.sigmoid.value(z) : max(z, 0)
    case .softmax: return z.isNaN ? z : 1
    }
  }

  /// σ′(z) for one unit. That of a softmax of a single unit is 0.
  ///
  /// - sigmoid: σ(z) σ(−z); tanh: 1 − tanh²(z) = 4 σ(2z) σ(−2z). Both in the form without a difference,
  ///   which keeps its relative accuracy where the unit saturates.
  /// - relu: 0 below zero, 1 above, and `slopeAtZero` exactly there.
  public func derivative(at z: Double, slopeAtZero: Double) -> Double {
    switch self {
    case .sigmoid:
      let e = exponential(-z.magnitude)
      return e / ((1 + e) * (1 + e))
    case .tanh:
      let e = exponential(-2 * z.magnitude)
      return 4 * e / ((1 + e) * (1 + e))
    case .relu:
      if z > 0 { return 1 }
      if z < 0 { return 0 }
      return z.isNaN ? z : slopeAtZero
    case .softplus: return Activation.sigmoid.value(z)
    case .identity: return 1
    case .elu: return z > 0 ? 1 : exponential(z)
    case .silu:
      let s = Activation.sigmoid.value(z)
      return s + z * Activation.sigmoid.derivative(at: z, slopeAtZero: 0)
    case .softmax: return z.isNaN ? z : 0
    }
  }

  /// σ, σ′, σ″ or σ‴ of one unit, for an order from 0 to 3; NaN beyond.
  ///
  /// - sigmoid: σ″ = σ′(1 − 2σ), σ‴ = σ′(1 − 6σ′)
  /// - tanh: with t = tanh z: σ″ = −2 t σ′, σ‴ = −2(σ′² + t σ″)
  /// - silu, z s with the sigmoid s: n s^(n−1) + z s^(n), the derivatives of a product
  public func derivative(order: Int, at z: Double, slopeAtZero: Double) -> Double {
    func lower(_ activation: Activation, _ order: Int) -> Double {
      activation.derivative(order: order, at: z, slopeAtZero: slopeAtZero)
    }
    switch order {
    case 0: return value(z)
    case 1: return derivative(at: z, slopeAtZero: slopeAtZero)
    case 2, 3: break
    default: return .nan
    }
    let slope = derivative(at: z, slopeAtZero: slopeAtZero)
    switch self {
    // 1 − 2σ(z) = −tanh(z/2), without a difference.
    case .sigmoid: return order == 2 ? -slope * hyperbolicTangent(z / 2) : slope * (1 - 6 * slope)
    case .tanh:
      let second = -2 * value(z) * slope
      return order == 2 ? second : -2 * (slope * slope + value(z) * second)
    case .softplus: return lower(.sigmoid, order - 1)
    case .elu: return z > 0 ? 0 : exponential(z)
    case .silu: return Double(order) * lower(.sigmoid, order - 1) + z * lower(.sigmoid, order)
    case .relu, .identity, .softmax: return z.isNaN ? z : 0
    }
  }

  /// The activations of one layer for one example.
  public func values(_ z: [Double]) -> [Double] {
    var a = z
    a.withUnsafeMutableBufferPointer { a in
      z.withUnsafeBufferPointer { z in apply(to: z, into: a) }
    }
    return a
  }

  /// a ← σ(z), for one example's units.
  ///
  /// The softmax subtracts the largest z first: e^(z_j − m) / Σ_i e^(z_i − m) is the same quotient, and no
  /// power overflows.
  func apply(to z: UnsafeBufferPointer<Double>, into a: UnsafeMutableBufferPointer<Double>) {
    guard self == .softmax else {
      for j in 0..<z.count { a[j] = value(z[j]) }
      return
    }
    var largest = -Double.infinity
    for j in 0..<z.count where z[j] > largest { largest = z[j] }
    var sum = 0.0
    for j in 0..<z.count {
      a[j] = exponential(z[j] - largest)
      sum += a[j]
    }
    for j in 0..<z.count { a[j] /= sum }
  }

  /// One example's ∂C/∂z from its ∂C/∂a, where both stand in `gradient`: the old overwritten by the new.
  ///
  /// - elementwise: ∂C/∂z_j = ∂C/∂a_j · σ′(z_j)
  /// - softmax: ∂C/∂z_j = Σ_i ∂C/∂a_i · ∂a_i/∂z_j, and with ∂a_i/∂z_j = a_i (δ_ij − a_j)
  ///   that is a_j (∂C/∂a_j − Σ_i a_i ∂C/∂a_i)
  func pullBack(
    _ gradient: UnsafeMutableBufferPointer<Double>, z: UnsafeBufferPointer<Double>,
    a: UnsafeBufferPointer<Double>, slopeAtZero: Double
  ) {
    guard self == .softmax else {
      for j in 0..<z.count { gradient[j] *= derivative(at: z[j], slopeAtZero: slopeAtZero) }
      return
    }
    var mean = 0.0
    for i in 0..<a.count { mean += a[i] * gradient[i] }
    for j in 0..<a.count { gradient[j] = a[j] * (gradient[j] - mean) }
  }
}

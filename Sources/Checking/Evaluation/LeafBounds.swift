import Network

/// What an evaluator keeps, so as not to compute it twice.
struct Cache: Sendable {
  var preactivationErrors: [Int: [Double]] = [:]
  var activationErrors: [Int: [Double]] = [:]
  var costErrors: [Double]?
  /// δ^l and ∂C/∂a^l with bounds, by layer; they are filled from the last layer downwards.
  var errors: [Int: Source] = [:]
  var gradients: [Int: Source] = [:]
  /// ∂(of)/∂(by) with bounds for one example.
  var jacobians: [JacobianKey: Source] = [:]
  /// δ_j^l of all examples by differences, by layer and unit.
  var errorsByDifferences: [UnitKey: [Bounded]] = [:]
  var derivatives: [DerivativeKey: Tensor] = [:]

  struct JacobianKey: Hashable, Sendable {
    let of: Place
    let by: Place
    let example: Int
  }
  struct UnitKey: Hashable, Sendable {
    let layer: Int
    let unit: Int
  }
  struct DerivativeKey: Hashable, Sendable {
    let form: IndexForm
    let variable: Variable
    let layers: [String: Int]
    let domains: [Int: [Int]]
  }
}

// Rounding errors of what the network computed: of one step, given what the step started from. A formula that
// computes z from a, or a from z, is off by as much.
extension Evaluator {
  /// z_j = Σ_k w_jk a_k + b_j is rounded relative to Σ_k |w_jk a_k| + |b_j| ≤ ‖w_j‖ ‖a‖ + |b_j|.
  mutating func preactivationErrors(_ l: Int) -> [Double] {
    if let known = cache.preactivationErrors[l] { return known }
    let (layer, below) = (state.network.layers[l - 1], state.pass.activations[l - 1])
    func norms(_ matrix: Matrix) -> [Double] {
      (0..<matrix.rows).map { r in matrix.row(r).reduce(0) { $0 + $1 * $1 }.squareRoot() }
    }
    let (weights, inputs) = (norms(layer.weights), norms(below))
    let rounding = Bounded.roundoff * (1 + Double(below.columns).squareRoot())
    let biases = (0..<layer.width).map { layer.biases.added(toUnit: $0).magnitude }
    var errors: [Double] = []
    errors.reserveCapacity(inputs.count * layer.width)
    for input in inputs {
      for j in 0..<layer.width { errors.append(rounding * (weights[j] * input + biases[j])) }
    }
    cache.preactivationErrors[l] = errors
    return errors
  }

  /// a = σ(z) is off by |σ′(z)| times the error of z, and rounded.
  mutating func activationErrors(_ l: Int) -> [Double]? {
    if l == 0 { return nil }
    if let known = cache.activationErrors[l] { return known }
    var errors = preactivationErrors(l)
    let (z, a) = (state.pass.preactivations[l], state.pass.activations[l])
    let activation = state.network.layers[l - 1].activation
    for e in 0..<a.rows {
      var mean = 0.0
      if activation == .softmax {
        for j in 0..<a.columns { mean += a[e, j] * errors[e * a.columns + j] }
      }
      for j in 0..<a.columns {
        let i = e * a.columns + j
        let slope =
          activation == .softmax
          ? a[e, j] : activation.derivative(at: z[e, j], slopeAtZero: state.network.slopeAtZero)
        errors[i] = slope.magnitude * (errors[i] + mean) + 4 * Bounded.roundoff * a[e, j].magnitude
      }
    }
    cache.activationErrors[l] = errors
    return errors
  }

  /// C_e from the errors of a^L, and rounded relative to C_e.
  mutating func costErrors() -> [Double] {
    if let known = cache.costErrors { return known }
    let depth = state.network.depth
    let (a, y) = (state.pass.activations[depth], state.pass.targets)
    let activationErrors = activationErrors(depth) ?? []
    let errors = (0..<a.rows).map { e in
      var error = 0.0
      for j in 0..<a.columns {
        let slope = state.network.cost.gradientByActivation(a[e, j], target: y[e, j], width: a.columns)
        error += slope.magnitude * activationErrors[e * a.columns + j]
      }
      return error + Bounded.roundoff * (4 + Double(a.columns).squareRoot()) * state.pass.costs[e].magnitude
    }
    cache.costErrors = errors
    return errors
  }
}

import Formula
import Network

/// A function of one number, with its derivative.
enum Elementary: Sendable {
  case activation(Activation, primes: Int, slopeAtZero: Double)
  case function(ElementFunction)

  /// f(x)
  func value(_ x: Double) -> Double {
    switch self {
    case .activation(let activation, let primes, let slope):
      return activation.derivative(primes, at: x, slopeAtZero: slope)
    case .function(let function): return function.value(x)
    }
  }

  /// f′(x)
  func slope(_ x: Double) -> Double {
    switch self {
    case .activation(let activation, let primes, let slope):
      return activation.derivative(primes + 1, at: x, slopeAtZero: slope)
    case .function(let function): return function.slope(x)
    }
  }
}

extension ElementFunction {
  /// f(x) of the functions that need no network.
  fileprivate func value(_ x: Double) -> Double {
    switch self {
    case .activation, .named: return .nan
    case .exp: return exponential(x)
    case .log: return logarithm(x)
    case .tanh: return hyperbolicTangent(x)
    case .sinh: return hyperbolicSine(x)
    case .cosh: return hyperbolicCosine(x)
    case .sin: return sine(x)
    case .cos: return cosine(x)
    case .sqrt: return x.squareRoot()
    case .abs: return x.magnitude
    case .sign: return x > 0 ? 1 : x < 0 ? -1 : x
    }
  }

  /// f′(x) of the functions that need no network; 0 for |x| and sign x at 0.
  fileprivate func slope(_ x: Double) -> Double {
    switch self {
    case .activation, .named: return .nan
    case .exp: return exponential(x)
    case .log: return 1 / x
    case .tanh: return Activation.tanh.derivative(at: x, slopeAtZero: 0)
    case .sinh: return hyperbolicCosine(x)
    case .cosh: return hyperbolicSine(x)
    case .sin: return cosine(x)
    case .cos: return -sine(x)
    case .sqrt: return 0.5 / x.squareRoot()
    case .abs: return x > 0 ? 1 : x < 0 ? -1 : x
    case .sign: return x.isNaN ? x : 0
    }
  }
}

extension Activation {
  /// σ, σ′, σ″ or σ‴ at z, for so many primes.
  ///
  /// - sigmoid: σ″ = σ′(1 − 2σ), σ‴ = σ′(1 − 6σ′)
  /// - tanh: with t = tanh z: σ″ = −2 t σ′, σ‴ = −2(σ′² + t σ″)
  fileprivate func derivative(_ primes: Int, at z: Double, slopeAtZero: Double) -> Double {
    switch primes {
    case 0: return value(z)
    case 1: return derivative(at: z, slopeAtZero: slopeAtZero)
    case 2:
      let slope = derivative(at: z, slopeAtZero: slopeAtZero)
      switch self {
      // 1 − 2σ(z) = −tanh(z/2), without a difference.
      case .sigmoid: return -slope * hyperbolicTangent(z / 2)
      case .tanh: return -2 * value(z) * slope
      case .softplus: return Activation.sigmoid.derivative(at: z, slopeAtZero: 0)
      case .relu, .identity, .softmax: return z.isNaN ? z : 0
      }
    case 3:
      let slope = derivative(at: z, slopeAtZero: slopeAtZero)
      switch self {
      case .sigmoid: return slope * (1 - 6 * slope)
      case .tanh: return -2 * (slope * slope + value(z) * derivative(2, at: z, slopeAtZero: slopeAtZero))
      case .softplus: return Activation.sigmoid.derivative(2, at: z, slopeAtZero: 0)
      case .relu, .identity, .softmax: return z.isNaN ? z : 0
      }
    default: return .nan
    }
  }
}

extension Evaluator {
  /// What a function of the formula is on this network.
  func elementary(_ function: ElementFunction) throws(EvaluationError) -> Elementary {
    switch function {
    case .activation(let layer, let primes):
      var activation = state.hiddenActivation
      if let layer {
        activation = network.layers[try number(of: layer, in: 1...network.depth) - 1].activation
      }
      if activation == .softmax { throw primes == 0 ? .unitOfSoftmax : .slopeOfSoftmax }
      return try elementary(activation, primes: primes)
    case .named(.sigmoid, let primes): return try elementary(Activation.sigmoid, primes: primes)
    case .named(.relu, let primes): return try elementary(Activation.relu, primes: primes)
    case .named(.softplus, let primes): return try elementary(Activation.softplus, primes: primes)
    case .named(.identity, let primes): return try elementary(Activation.identity, primes: primes)
    case .named(.tanh, let primes): return try elementary(Activation.tanh, primes: primes)
    case .exp, .log, .tanh, .sinh, .cosh, .sin, .cos, .sqrt, .abs, .sign: return .function(function)
    }
  }

  private func elementary(_ activation: Activation, primes: Int) throws(EvaluationError) -> Elementary {
    guard primes >= 0, primes <= 2 else { throw .tooManyPrimes(primes) }
    return .activation(activation, primes: primes, slopeAtZero: network.slopeAtZero)
  }
}

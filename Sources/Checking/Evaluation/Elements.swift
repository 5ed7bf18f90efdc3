import Formula
import Network

/// A function of one number, with its derivative.
enum Elementary: Sendable {
  case activation(Activation, primes: Int, slopeAtZero: Double)
  case function(ElementaryFunction)

  /// f(x)
  func value(_ x: Double) -> Double {
    switch self {
    case .activation(let activation, let primes, let slope):
      return activation.derivative(order: primes, at: x, slopeAtZero: slope)
    case .function(let function): return function.value(x)
    }
  }

  /// f′(x)
  func slope(_ x: Double) -> Double {
    switch self {
    case .activation(let activation, let primes, let slope):
      return activation.derivative(order: primes + 1, at: x, slopeAtZero: slope)
    case .function(let function): return function.slope(x)
    }
  }

  /// Whether f is constant on some interval, as the slope of what is linear there is.
  var hasFlatPieces: Bool {
    switch self {
    case .activation(_, let primes, _): primes > 0 && value(1) == value(2)
    case .function(let function): function == .sign
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
    case .named(let name, let primes): return try elementary(Activation(name), primes: primes)
    case .elementary(let function): return .function(function)
    }
  }

  private func elementary(_ activation: Activation, primes: Int) throws(EvaluationError) -> Elementary {
    guard primes >= 0, primes <= 2 else { throw .tooManyPrimes(primes) }
    return .activation(activation, primes: primes, slopeAtZero: network.slopeAtZero)
  }
}

// The functions of the platform's mathematics library that formulas need, behind names of our own, so that
// no other file has to know on which platform it runs.
import Formula
import Network

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

func exponential(_ x: Double) -> Double { exp(x) }
func logarithm(_ x: Double) -> Double { log(x) }
func hyperbolicTangent(_ x: Double) -> Double { tanh(x) }
func hyperbolicSine(_ x: Double) -> Double { sinh(x) }
func hyperbolicCosine(_ x: Double) -> Double { cosh(x) }
func sine(_ x: Double) -> Double { sin(x) }
func arcTangent(_ x: Double) -> Double { atan(x) }
func cosine(_ x: Double) -> Double { cos(x) }

/// x^p. Small whole powers are multiplied out, so that x² is x · x.
func power(_ x: Double, _ p: Double) -> Double {
  guard p == p.rounded(), p.magnitude <= 64 else { return p == 0.5 ? x.squareRoot() : pow(x, p) }
  var (result, square, left) = (1.0, x, Int(p.magnitude))
  while left > 0 {
    if left & 1 == 1 { result *= square }
    square *= square
    left >>= 1
  }
  return p < 0 ? 1 / result : result
}

extension ElementaryFunction {
  /// f(x)
  func value(_ x: Double) -> Double {
    switch self {
    case .exp: exponential(x)
    case .log: logarithm(x)
    case .tanh: hyperbolicTangent(x)
    case .sinh: hyperbolicSine(x)
    case .cosh: hyperbolicCosine(x)
    case .sin: sine(x)
    case .cos: cosine(x)
    case .arctan: arcTangent(x)
    case .sqrt: x.squareRoot()
    case .abs: x.magnitude
    case .sign: x > 0 ? 1 : x < 0 ? -1 : x
    }
  }

  /// f′(x); 0 for |x| and sign x at 0.
  func slope(_ x: Double) -> Double {
    switch self {
    case .exp: exponential(x)
    case .log: 1 / x
    case .tanh: Activation.tanh.derivative(at: x, slopeAtZero: 0)
    case .sinh: hyperbolicCosine(x)
    case .cosh: hyperbolicSine(x)
    case .sin: cosine(x)
    case .cos: -sine(x)
    case .arctan: 1 / (1 + x * x)
    case .sqrt: 0.5 / x.squareRoot()
    case .abs: x > 0 ? 1 : x < 0 ? -1 : x
    case .sign: x.isNaN ? x : 0
    }
  }
}

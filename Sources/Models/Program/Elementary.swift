#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A function of one number that the program computes directly.
enum Elementary: String, Sendable, Hashable, CaseIterable {
  case exponential, logarithm, hyperbolicTangent, sine, cosine, errorFunction, arcTangent
  /// |x|; its slope is sign x.
  case absolute
  /// −1, 0, 1; its slope is 0.
  case sign

  /// The function of a word in LaTeX.
  init?(word: String) {
    guard let function = Self.words[word] else { return nil }
    self = function
  }

  private static let words: [String: Elementary] = [
    "exp": .exponential, "log": .logarithm, "tanh": .hyperbolicTangent, "sin": .sine, "cos": .cosine,
    "erf": .errorFunction, "arctan": .arcTangent, "sign": .sign,
  ]

  /// f(x)
  func value(_ x: Double) -> Double {
    switch self {
    case .exponential: exp(x)
    case .logarithm: log(x)
    case .hyperbolicTangent: tanh(x)
    case .sine: sin(x)
    case .cosine: cos(x)
    case .errorFunction: erf(x)
    case .arcTangent: atan(x)
    case .absolute: abs(x)
    case .sign: x > 0 ? 1 : x < 0 ? -1 : 0
    }
  }

  /// f′(x), in terms of x and y = f(x).
  func slope(_ tape: inout Tape, _ x: Int, _ y: Int) -> Int {
    let one = tape.constant(1)
    switch self {
    case .exponential: return y
    case .logarithm: return tape.quotient(one, x)
    case .hyperbolicTangent: return tape.difference(one, tape.product(y, y))
    case .sine: return tape.apply(.cosine, x)
    case .cosine: return tape.negative(tape.apply(.sine, x))
    case .errorFunction:
      let bell = tape.apply(.exponential, tape.negative(tape.product(x, x)))
      return tape.product(tape.constant(2 / Double.pi.squareRoot()), bell)
    case .arcTangent: return tape.quotient(one, tape.sum([one, tape.product(x, x)]))
    case .absolute: return tape.apply(.sign, x)
    case .sign: return tape.constant(0)
    }
  }
}

/// a^b of the C library.
func raised(_ a: Double, _ b: Double) -> Double { pow(a, b) }

// Operations element by element. Axes that one operand lacks are filled in: the value is the same all along.

extension Tensor {
  /// f of each number.
  @inline(__always)
  func map(_ bounded: (Bounded) -> Bounded, _ plain: (Double) -> Double) -> Tensor {
    var result = self
    for i in 0..<count {
      if isBounded {
        let y = bounded(self[i])
        result.values[i] = y.value
        result.magnitudes[i] = y.magnitude
        result.errors[i] = y.error
      } else {
        result.values[i] = plain(values[i])
      }
    }
    return result
  }

  /// f of each pair of numbers at the same place.
  @inline(__always)
  static func combined(
    _ x: Tensor, _ y: Tensor, _ bounded: (Bounded, Bounded) -> Bounded, _ plain: (Double, Double) -> Double
  ) throws(EvaluationError) -> Tensor {
    let (axes, sizes) = try union([x, y])
    let x = x.axes.isEmpty ? x : x.arranged(axes, sizes: sizes)
    let y = y.axes.isEmpty ? y : y.arranged(axes, sizes: sizes)
    let count = sizes.reduce(1, *)
    let (dx, dy) = (x.axes.isEmpty ? 0 : 1, y.axes.isEmpty ? 0 : 1)
    var result = Tensor(
      axes: axes, sizes: sizes, values: [Double](repeating: 0, count: count), magnitudes: [], errors: [],
      isBounded: x.isBounded)
    guard x.isBounded else {
      for i in 0..<count { result.values[i] = plain(x.values[i * dx], y.values[i * dy]) }
      return result
    }
    result.magnitudes = result.values
    result.errors = result.values
    for i in 0..<count {
      let z = bounded(x[i * dx], y[i * dy])
      result.values[i] = z.value
      result.magnitudes[i] = z.magnitude
      result.errors[i] = z.error
    }
    return result
  }

  /// x + y
  static func sum(_ x: Tensor, _ y: Tensor) throws(EvaluationError) -> Tensor {
    try combined(x, y, { $0 + $1 }, { $0 + $1 })
  }

  /// x · y, element by element
  static func product(_ x: Tensor, _ y: Tensor) throws(EvaluationError) -> Tensor {
    try combined(x, y, { $0 * $1 }, { $0 * $1 })
  }

  /// x / y
  static func quotient(_ x: Tensor, _ y: Tensor) throws(EvaluationError) -> Tensor {
    try combined(x, y, { $0 / $1 }, { $0 / $1 })
  }

  /// x^p
  static func raised(_ x: Tensor, to p: Tensor) throws(EvaluationError) -> Tensor {
    try combined(x, p, { $0.raised(to: $1) }, { power($0, $1) })
  }

  /// −x
  var negated: Tensor { map({ -$0 }, { -$0 }) }

  /// c x, where c is exact.
  func scaled(by factor: Double) -> Tensor {
    let factor = Bounded(exact: factor)
    return map({ factor * $0 }, { factor.value * $0 })
  }

  /// yes where the condition is 1, no where it is 0.
  static func choice(_ condition: Tensor, _ yes: Tensor, _ no: Tensor) throws(EvaluationError) -> Tensor {
    let (axes, sizes) = try union([condition, yes, no])
    let condition = condition.arranged(axes, sizes: sizes)
    let yes = yes.arranged(axes, sizes: sizes)
    var result = no.arranged(axes, sizes: sizes)
    for i in 0..<result.count where condition.values[i] != 0 {
      result.values[i] = yes.values[i]
      if result.isBounded {
        result.magnitudes[i] = yes.magnitudes[i]
        result.errors[i] = yes.errors[i]
      }
    }
    return result
  }

  /// Whether every value is finite.
  var isFinite: Bool { values.allSatisfy(\.isFinite) }
}

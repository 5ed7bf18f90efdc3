import Formula

/// A value with its derivative by one variable, whose axes it has besides its own.
///
/// An axis that stands on both is one index: the derivative is a diagonal there. No tangent: the derivative
/// is zero everywhere.
struct Dual: Sendable {
  var value: Tensor
  var tangent: Tensor?

  init(_ value: Tensor, tangent: Tensor? = nil) {
    self.value = value
    self.tangent = tangent
  }
}

// Each rule gives the value and, where a variable is given, the derivative by it.
extension Evaluator {
  mutating func dual(_ form: IndexForm, by variable: Variable?) throws(EvaluationError) -> Dual {
    try spend(1)
    switch form {
    case .number(let x): return exact(x)
    case .constant(.e): return Dual(Tensor(Bounded(exponential(1)).rounded, isBounded: isBounded))
    case .constant(.pi): return Dual(Tensor(Bounded(Double.pi).rounded, isBounded: isBounded))
    case .width(let layer): return exact(Double(network.widths[try number(of: layer, in: 0...network.depth)]))
    case .exampleCount: return exact(Double(pass.examples))
    case .layerNumber(let layer): return exact(Double(try number(of: layer)))
    case .indexValue(let position, let first):
      return Dual(
        try places(position, beside: position).map({ $0 + Bounded(exact: Double(first)) }) {
          $0 + Double(first)
        })
    case .symbol(let symbol): return try symbolDual(symbol, by: variable)
    case .unitActivation: return try unitActivationDual(by: variable)
    case .entry(let entry): return try entryDual(entry, by: variable)

    case .sum(let terms):
      var sum = exact(0)
      for (i, term) in terms.enumerated() {
        let next = try dual(term, by: variable)
        sum = i == 0 ? next : try self.sum(sum, next)
      }
      return sum
    case .negative(let x):
      let x = try dual(x, by: variable)
      return Dual(x.value.negated, tangent: x.tangent?.negated)
    case .product(let factors): return try contracted(factors, over: [], where: nil, by: variable)
    case .quotient(let x, let y): return try quotient(dual(x, by: variable), dual(y, by: variable))
    case .power(let x, let p): return try raised(dual(x, by: variable), to: dual(p, by: variable))
    case .apply(let function, let x): return try applied(elementary(function), to: dual(x, by: variable))
    case .maximum(let all): return try extremum(all, by: variable) { $0 > $1 }
    case .minimum(let all): return try extremum(all, by: variable) { $0 < $1 }

    case .softmax(let x, let axis, let at): return try softmax(x, over: axis, at: at, by: variable)
    case .contraction(let axes, let body, let condition):
      return try bound(axes) { (evaluator) throws(EvaluationError) in
        try evaluator.contraction(of: body, over: axes, where: condition, by: variable)
      }
    case .productOver(let axes, let body, let condition):
      return try bound(axes) { (evaluator) throws(EvaluationError) in
        try evaluator.productOver(axes, body, where: condition, by: variable)
      }
    case .overLayers(let kind, let letter, let from, let to, let body):
      return try overLayers(kind, letter, from: from, to: to, body, by: variable)
    case .choice(let branches): return try choice(branches, by: variable)
    case .indicator(let condition): return Dual(try truth(of: condition))
    case .derivative(let form, let by):
      if variable != nil { throw .secondDerivative }
      return Dual(try derivative(of: form, by: by))
    case .substituted(let form, let what, let value):
      replacements.append(Replacement(variable: try resolved(what), value: .form(value)))
      defer { replacements.removeLast() }
      return try dual(form, by: variable)
    }
  }

  func exact(_ x: Double) -> Dual { Dual(Tensor(Bounded(exact: x), isBounded: isBounded)) }

  // MARK: - Arithmetic

  /// d(x + y) = dx + dy
  mutating func sum(_ x: Dual, _ y: Dual) throws(EvaluationError) -> Dual {
    try spendUnion(x.value, y.value)
    return Dual(try Tensor.sum(x.value, y.value), tangent: try sum(x.tangent, y.tangent))
  }

  mutating func sum(_ x: Tensor?, _ y: Tensor?) throws(EvaluationError) -> Tensor? {
    guard let x else { return y }
    guard let y else { return x }
    try spendUnion(x, y)
    return try Tensor.sum(x, y)
  }

  mutating func product(_ x: Tensor, _ y: Tensor) throws(EvaluationError) -> Tensor {
    try spendUnion(x, y)
    return try Tensor.product(x, y)
  }

  private mutating func scaled(_ x: Tensor?, by y: Tensor) throws(EvaluationError) -> Tensor? {
    guard let x else { return nil }
    return try product(x, y)
  }

  /// d(x / y) = dx / y − (x / y) dy / y
  private mutating func quotient(_ x: Dual, _ y: Dual) throws(EvaluationError) -> Dual {
    try spendUnion(x.value, y.value)
    let value = try Tensor.quotient(x.value, y.value)
    var tangent: Tensor?
    if let dx = x.tangent {
      try spendUnion(dx, y.value)
      tangent = try Tensor.quotient(dx, y.value)
    }
    if let dy = y.tangent {
      try spendUnion(dy, y.value)
      let relative = try Tensor.quotient(dy, y.value)
      tangent = try sum(tangent, product(value, relative).negated)
    }
    return Dual(value, tangent: tangent)
  }

  /// d(x^p) = p x^(p−1) dx + x^p log(x) dp
  private mutating func raised(_ x: Dual, to p: Dual) throws(EvaluationError) -> Dual {
    try spendUnion(x.value, p.value)
    let value = try Tensor.raised(x.value, to: p.value)
    var tangent: Tensor?
    if let dx = x.tangent {
      let lower = p.value.map(
        { p in Bounded(p.value - 1, magnitude: (p.value - 1).magnitude, error: p.error) }, { $0 - 1 })
      let slope = try Tensor.raised(x.value, to: lower)
      // Where p is 0 the slope is, even at x = 0.
      let factor = try Tensor.combined(
        p.value, slope, { $0.value == 0 ? .zero : $0 * $1 }, { $0 == 0 ? 0 : $0 * $1 })
      tangent = try product(factor, dx)
    }
    if let dp = p.tangent {
      let log = x.value.map({ Elementary.function(.log)($0) }, { logarithm($0) })
      tangent = try sum(tangent, product(product(value, log), dp))
    }
    return Dual(value, tangent: tangent)
  }

  /// df(x) = f′(x) dx
  private mutating func applied(_ function: Elementary, to x: Dual) throws(EvaluationError) -> Dual {
    try spend(x.value.count)
    let value = x.value.map({ function($0) }, { function.value($0) })
    guard let dx = x.tangent else { return Dual(value) }
    // Where a function has no value it has no slope: 1/x says nothing of log x below 0.
    func slope(_ x: Double) -> Double { function.value(x).isNaN ? .nan : function.slope(x) }
    let slopes = x.value.map(
      { x in
        let slope = slope(x.value)
        return Bounded(slope, magnitude: slope.magnitude, error: 4 * Bounded.roundoff * slope.magnitude)
      }, slope)
    return Dual(value, tangent: try product(slopes, dx))
  }

  /// The largest or smallest of several. Where two are equal, max(0, x) has the network's slope at 0, and
  /// otherwise the mean of both derivatives is taken.
  private mutating func extremum(
    _ all: [IndexForm], by variable: Variable?, _ precedes: (Double, Double) -> Bool
  ) throws(EvaluationError) -> Dual {
    guard let first = all.first else { return exact(.nan) }
    var best = try dual(first, by: variable)
    for form in all.dropFirst() {
      let next = try dual(form, by: variable)
      try spendUnion(best.value, next.value)
      // The share of `next` in the result.
      let slope = network.slopeAtZero
      let tie = next.tangent == nil ? 1 - slope : best.tangent == nil ? slope : 0.5
      func share(_ x: Double, _ y: Double) -> Double { precedes(y, x) ? 1 : x == y ? tie : 0 }
      let shares = try Tensor.combined(
        best.value, next.value, { Bounded(exact: share($0.value, $1.value)) }, { share($0, $1) })
      let rest = shares.map({ Bounded(exact: 1 - $0.value) }, { 1 - $0 })
      let tangent = try sum(scaled(best.tangent, by: rest), scaled(next.tangent, by: shares))
      let value = try Tensor.combined(
        best.value, next.value,
        { x, y in
          if x.value.isNaN { return x }
          var chosen = y.value.isNaN || precedes(y.value, x.value) ? y : x
          chosen.error = max(x.error, y.error)
          return chosen
        }, { x, y in x.isNaN ? x : y.isNaN || precedes(y, x) ? y : x })
      best = Dual(value, tangent: tangent)
    }
    return best
  }

  /// Counts one operation for each element of a result on the axes of both.
  mutating func spendUnion(_ x: Tensor, _ y: Tensor) throws(EvaluationError) {
    var count = x.count
    for (axis, size) in zip(y.axes, y.sizes) where !x.axes.contains(axis) {
      let (product, overflow) = count.multipliedReportingOverflow(by: size)
      count = overflow ? Int.max : product
    }
    try spend(count)
  }
}

extension Elementary {
  func callAsFunction(_ x: Bounded) -> Bounded {
    x.applying(value: value(x.value), slope: slope(x.value), hasFlatPieces: hasFlatPieces)
  }
}

extension Bounded {
  /// A number that was rounded once.
  var rounded: Bounded { Bounded(value, magnitude: magnitude, error: error + Bounded.roundoff * magnitude) }

  fileprivate init(_ value: Double) { self.init(exact: value) }
}

import Formula

// Σ and Π over indices and over layers, and the softmax, which is normalised over one.
extension Evaluator {
  /// Runs `body` with all positions of these axes, whatever is wanted of free axes with the same id.
  mutating func bound(
    _ axes: [Axis], _ body: (inout Evaluator) throws(EvaluationError) -> Dual
  ) throws(EvaluationError) -> Dual {
    let (outerDomains, outerExample) = (domains, example)
    defer { (domains, example) = (outerDomains, outerExample) }
    for axis in axes {
      domains[axis.id] = nil
      if axis.range == .examples { example = .along(axis) }
    }
    return try body(&self)
  }

  /// Σ over axes of a form: of each term of a sum, and of the factors of a product without multiplying them
  /// out first.
  mutating func contraction(
    of body: IndexForm, over axes: [Axis], where condition: IndexCondition?, by variable: Variable?
  ) throws(EvaluationError) -> Dual {
    if case .sum(let terms) = body, let first = terms.first {
      var sum = try contraction(of: first, over: axes, where: condition, by: variable)
      for term in terms.dropFirst() {
        sum = try self.sum(sum, contraction(of: term, over: axes, where: condition, by: variable))
      }
      return sum
    }
    if case .negative(let x) = body {
      let x = try contraction(of: x, over: axes, where: condition, by: variable)
      return Dual(x.value.negated, tangent: x.tangent?.negated)
    }
    // Σ_j Σ_k is one sum over both, so that factors with one of the indices are summed by themselves.
    if case .contraction(let inner, let innerBody, where: nil) = body,
      !inner.contains(where: { axis in axes.contains { $0.id == axis.id } })
    {
      return try bound(inner) { (evaluator) throws(EvaluationError) in
        try evaluator.contraction(of: innerBody, over: axes + inner, where: condition, by: variable)
      }
    }
    return try contracted([body], over: axes, where: condition, by: variable)
  }

  /// Σ over axes of a product: d(x y …) = dx y … + x dy … + …
  mutating func contracted(
    _ factors: [IndexForm], over axes: [Axis], where condition: IndexCondition?, by variable: Variable?
  ) throws(EvaluationError) -> Dual {
    var duals: [Dual] = []
    var isNegative = false
    var pending = Array(factors.reversed())
    while let factor = pending.popLast() {
      if case .product(let inner) = factor {
        pending += inner.reversed()
      } else if case .negative(let inner) = factor {
        isNegative.toggle()
        pending.append(inner)
      } else if case .quotient(let x, let y) = factor, !axes.isEmpty {
        pending += [.power(y, .number(-1)), x]
      } else {
        duals.append(try dual(factor, by: variable))
      }
    }
    if duals.isEmpty { duals.append(exact(1)) }
    if let condition {
      let mask = try truth(of: condition)
      if duals.allSatisfy({ $0.value.isFinite && $0.tangent?.isFinite ?? true }) {
        duals.append(Dual(mask))
      } else {
        // 0 · ∞ is no way to leave something out.
        let all = try contracted(duals, over: [])
        let none = exact(0).value
        duals = [
          Dual(
            try Tensor.choice(mask, all.value, none),
            tangent: try all.tangent.map { (t) throws(EvaluationError) in try Tensor.choice(mask, t, none) })
        ]
      }
    }
    let result = try contracted(duals, over: axes)
    return isNegative ? Dual(result.value.negated, tangent: result.tangent?.negated) : result
  }

  private mutating func contracted(_ duals: [Dual], over axes: [Axis]) throws(EvaluationError) -> Dual {
    let values = duals.map(\.value)
    var result = Dual(try contracted(values, over: axes))
    for (i, dual) in duals.enumerated() {
      guard let tangent = dual.tangent else { continue }
      var factors = values
      factors[i] = tangent
      result.tangent = try sum(result.tangent, contracted(factors, over: axes))
    }
    return result
  }

  /// Σ over axes of a product of tensors; along an axis that none of them has, everything is the same.
  mutating func contracted(_ factors: [Tensor], over axes: [Axis]) throws(EvaluationError) -> Tensor {
    var copies = 1.0
    for axis in axes where !factors.contains(where: { $0.axes.contains(axis.id) }) {
      copies *= Double(try positions(of: axis).count)
    }
    var left = budget
    let product = try Tensor.contracted(factors, over: axes.map(\.id)) { (work) throws(EvaluationError) in
      if work > left { throw EvaluationError.budgetExceeded }
      left -= work
    }
    try spendMultiplications(budget - left)
    return copies == 1 ? product : product.scaled(by: copies)
  }

  /// Π over axes: position after position, d(p x) = dp x + p dx.
  mutating func productOver(
    _ axes: [Axis], _ body: IndexForm, where condition: IndexCondition?, by variable: Variable?
  ) throws(EvaluationError) -> Dual {
    var result = try dual(body, by: variable)
    if let condition {
      let mask = try truth(of: condition)
      result = Dual(
        try Tensor.choice(mask, result.value, exact(1).value),
        tangent: try result.tangent.map { (t) throws(EvaluationError) in
          try Tensor.choice(mask, t, exact(0).value)
        })
    }
    for axis in axes {
      let count = try positions(of: axis).count
      var product = exact(1)
      for position in 0..<count {
        let x = Dual(
          result.value.slice(axis.id, at: position), tangent: result.tangent?.slice(axis.id, at: position))
        try spend(2 * (x.value.count + (x.tangent?.count ?? 0)))
        product = try contracted([product, x], over: [])
      }
      result = product
    }
    return result
  }

  /// Σ or Π over layers.
  mutating func overLayers(
    _ kind: BigOperator.Kind, _ letter: String, from: Layer, to: Layer, _ body: IndexForm,
    by variable: Variable?
  ) throws(EvaluationError) -> Dual {
    let (first, last) = (try number(of: from), try number(of: to))
    let outer = layers[letter]
    defer { layers[letter] = outer }
    var result = exact(kind == .sum ? 0 : 1)
    var layer = first
    while layer <= last {
      try spend(1)
      layers[letter] = layer
      let next = try dual(body, by: variable)
      switch kind {
      case .sum: result = try sum(result, next)
      case .product: result = try contracted([result, next], over: [])
      }
      layer += 1
    }
    return result
  }

  /// s_i = e^(x_i) / Σ_k e^(x_k), and ds_i = s_i (dx_i − Σ_k s_k dx_k).
  mutating func softmax(
    _ form: IndexForm, over axis: Axis, at position: Position, by variable: Variable?
  ) throws(EvaluationError) -> Dual {
    let (outer, outerExample) = (domains[axis.id], example)
    domains[axis.id] = nil
    defer { (domains[axis.id], example) = (outer, outerExample) }
    var x = try dual(form, by: variable)
    let all = try positions(of: axis)
    if x.value.size(of: axis.id) == nil {
      x.value = try Tensor.sum(
        x.value, Tensor(axes: [axis.id], sizes: [all.count], exact: all.map { _ in 0 }, isBounded: isBounded))
    }
    let s = x.value.softmax(along: axis.id)
    try spend(4 * s.count)
    var result = Dual(s)
    if let dx = x.tangent {
      let mean = try contracted([s, dx], over: [axis]).negated
      result.tangent = try product(s, Tensor.sum(dx, mean))
    }
    domains[axis.id] = outer
    result.value = try picked(result.value, axis, at: position, of: all.count)
    result.tangent = try result.tangent.map { (t) throws(EvaluationError) in
      try picked(t, axis, at: position, of: all.count)
    }
    return result
  }

  /// The tensor's values at one position of an axis, or at those of another.
  private mutating func picked(
    _ tensor: Tensor, _ axis: Axis, at position: Position, of count: Int
  ) throws(EvaluationError) -> Tensor {
    if position == .along(axis), domains[axis.id] == nil { return tensor }
    guard tensor.axes.contains(axis.id) else { return tensor }
    // Σ_k s_k 1[k = position], where 0 · ∞ cannot occur: a softmax is finite, or all is lost anyway.
    let inner = -1
    var renamed = tensor
    for i in renamed.axes.indices where renamed.axes[i] == axis.id { renamed.axes[i] = inner }
    let whole = Axis(id: inner, name: axis.name, range: .count(count))
    let mask = try truth(of: .places(.along(whole), .equal, position))
    guard case .along(let other) = position else { return try contracted([renamed, mask], over: [whole]) }
    for place in try positions(of: other) where place < 0 || place >= count {
      throw .positionOutOfRange(place, count: count)
    }
    return try contracted([renamed, mask], over: [whole])
  }
}

extension Tensor {
  /// The softmax along an axis, which the tensor has. The largest x is subtracted first: no power overflows.
  fileprivate func softmax(along axis: Int) -> Tensor {
    let outer = axes.filter { $0 != axis }
    let length = size(of: axis) ?? 1
    var s = arranged(outer + [axis], sizes: outer.map { size(of: $0) ?? 1 } + [length])
    guard length > 0 else { return s }
    for start in stride(from: 0, to: s.count, by: length) {
      let row = start..<start + length
      let largest = s.values[row].reduce(-Double.infinity) { max($0, $1) }
      var sum = 0.0
      for i in row {
        s.values[i] = exponential(s.values[i] - largest)
        sum += s.values[i]
      }
      for i in row { s.values[i] /= sum }
      guard isBounded else { continue }
      // ∂s_i/∂x_k = s_i (δ_ik − s_k)
      var (magnitude, error) = (0.0, 0.0)
      for i in row {
        magnitude += s.values[i] * s.magnitudes[i]
        error += s.values[i] * s.errors[i]
      }
      for i in row {
        let value = s.values[i]
        let scale = value * (s.magnitudes[i] + magnitude)
        s.errors[i] = value * (s.errors[i] + error) + 8 * Bounded.roundoff * max(value, scale)
        s.magnitudes[i] = max(value, scale)
      }
    }
    return s
  }
}

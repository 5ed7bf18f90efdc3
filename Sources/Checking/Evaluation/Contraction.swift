// Sums of products over axes. Products of many factors are taken two at a time, and an axis is summed as soon
// as its last factor is in: Σ_j δ_ej w_jk σ′_ek costs a matrix product, not a table of all e, j, k.

extension Tensor {
  /// Σ over `axes` of the product of the factors; at least one factor.
  ///
  /// An axis that no factor has is not summed here. `spend` is told the multiplications before they are made.
  static func contracted(
    _ factors: [Tensor], over axes: [Int], spend: (Int) throws(EvaluationError) -> Void
  ) throws(EvaluationError) -> Tensor {
    var factors = try merged(factors, spend: spend)
    while factors.count > 1 {
      let (i, j) = try cheapestPair(factors, over: axes)
      let (x, y) = (factors[i], factors[j])
      factors.remove(at: max(i, j))
      factors.remove(at: min(i, j))
      let finished = axes.filter { axis in
        (x.axes.contains(axis) || y.axes.contains(axis)) && !factors.contains { $0.axes.contains(axis) }
      }
      try spend(unionCount(x, y))
      factors.append(try pairProduct(x, y, over: finished))
    }
    guard let product = factors.first else { return Tensor(Bounded(exact: 1), isBounded: false) }
    try spend(product.count)
    return product.summed(over: axes)
  }

  /// Many factors made few: those along the same axes multiplied, so that the search for pairs stays short.
  private static func merged(
    _ factors: [Tensor], spend: (Int) throws(EvaluationError) -> Void
  ) throws(EvaluationError) -> [Tensor] {
    guard factors.count > 8 else { return factors }
    var places: [[Int]: Int] = [:]
    var result: [Tensor] = []
    for factor in factors {
      let axes = factor.axes.sorted()
      if let place = places[axes] {
        try spend(factor.count)
        result[place] = try product(result[place], factor)
      } else {
        places[axes] = result.count
        result.append(factor)
      }
    }
    return result
  }

  /// The pair whose product is smallest, and of those the one that takes the fewest multiplications.
  private static func cheapestPair(
    _ factors: [Tensor], over axes: [Int]
  ) throws(EvaluationError) -> (Int, Int) {
    if factors.count == 2 { return (0, 1) }
    var best = (0, 1)
    var (bestResult, bestWork) = (Int.max, Int.max)
    for i in factors.indices {
      for j in factors.indices where j > i {
        let work = unionCount(factors[i], factors[j])
        var result = work
        for axis in axes {
          guard let size = factors[i].size(of: axis) ?? factors[j].size(of: axis), size > 0 else { continue }
          let isNeeded = factors.indices.contains { $0 != i && $0 != j && factors[$0].axes.contains(axis) }
          if !isNeeded { result /= size }
        }
        if (result, work) < (bestResult, bestWork) {
          best = (i, j)
          (bestResult, bestWork) = (result, work)
        }
      }
    }
    return best
  }

  /// How many numbers a table over the axes of both would have.
  private static func unionCount(_ x: Tensor, _ y: Tensor) -> Int {
    var count = x.count
    for (axis, size) in zip(y.axes, y.sizes) where !x.axes.contains(axis) {
      let (product, overflow) = count.multipliedReportingOverflow(by: size)
      if overflow { return Int.max }
      count = product
    }
    return count
  }

  /// Σ over `summed` of x y.
  private static func pairProduct(
    _ x: Tensor, _ y: Tensor, over summed: [Int]
  ) throws(EvaluationError) -> Tensor {
    // What only one of the two has can be summed before.
    let x = x.summed(over: summed.filter { !y.axes.contains($0) })
    let y = y.summed(over: summed.filter { !x.axes.contains($0) })
    for (axis, size) in zip(y.axes, y.sizes) {
      if let other = x.size(of: axis), other != size { throw .axisLengths(axis: axis, other, size) }
    }
    let inner = summed.filter { x.axes.contains($0) && y.axes.contains($0) }
    if unionCount(x, y) / max(1, x.count(of: inner)) > largest { throw .budgetExceeded }
    if inner.isEmpty { return try product(x, y) }

    let batch = x.axes.filter { y.axes.contains($0) && !inner.contains($0) }
    let left = x.axes.filter { !y.axes.contains($0) }
    let right = y.axes.filter { !x.axes.contains($0) }
    // Rows are long where the larger side is on the right.
    let leftCount = x.count(of: left)
    if leftCount > y.count(of: right) { return matrixProduct(y, x, batch, right, inner, left) }
    return matrixProduct(x, y, batch, left, inner, right)
  }

  /// The product of the sizes of some axes of this tensor.
  private func count(of some: [Int]) -> Int { some.reduce(1) { $0 * (size(of: $1) ?? 1) } }

  /// For each batch position: the left × inner matrix x times the inner × right matrix y.
  private static func matrixProduct(
    _ x: Tensor, _ y: Tensor, _ batch: [Int], _ left: [Int], _ inner: [Int], _ right: [Int]
  ) -> Tensor {
    func sizes(_ axes: [Int]) -> [Int] { axes.map { x.size(of: $0) ?? y.size(of: $0) ?? 1 } }
    let x = x.arranged(batch + left + inner, sizes: sizes(batch + left + inner))
    let y = y.arranged(batch + inner + right, sizes: sizes(batch + inner + right))
    let shape = ProductShape(
      batch: x.count(of: batch), left: x.count(of: left), inner: x.count(of: inner),
      right: y.count(of: right))
    let axes = batch + left + right
    var result = Tensor(
      axes: axes, sizes: sizes(axes), values: shape.product(x.values, y.values), magnitudes: [], errors: [],
      isBounded: x.isBounded)
    guard x.isBounded else { return result }
    result.magnitudes = shape.product(x.magnitudes, y.magnitudes)
    let rounding = Bounded.roundoff * (1 + Double(shape.inner).squareRoot())
    let (a, b) = (x.largestRelativeError, y.largestRelativeError)
    if a < 1e-12, b < 1e-12 {
      // Nothing but rounding so far: one bound for all is as good as one for each, and costs nothing.
      let factor = a + b + rounding
      result.errors = result.magnitudes.map { factor * $0 }
    } else {
      var errors = shape.product(x.values.map(\.magnitude), y.errors)
      let others = shape.product(x.errors, zip(y.values, y.errors).map { $0.magnitude + $1 })
      for i in errors.indices { errors[i] += others[i] + rounding * result.magnitudes[i] }
      result.errors = errors
    }
    return result
  }

  /// The largest error as a part of the magnitude beside it.
  private var largestRelativeError: Double {
    var largest = 0.0
    for i in 0..<count where errors[i] > largest * magnitudes[i] { largest = errors[i] / magnitudes[i] }
    return largest
  }

  /// Σ over those of the axes that the tensor has.
  func summed(over some: [Int]) -> Tensor {
    let inner = axes.filter { some.contains($0) }
    if inner.isEmpty { return self }
    let outer = axes.filter { !some.contains($0) }
    let x = arranged(outer + inner, sizes: (outer + inner).map { size(of: $0) ?? 1 })
    let (rows, length) = (x.count(of: outer), x.count(of: inner))
    var result = Tensor(
      axes: outer, sizes: outer.map { size(of: $0) ?? 1 }, values: rowSums(x.values, rows, length),
      magnitudes: [], errors: [], isBounded: isBounded)
    guard isBounded else { return result }
    result.magnitudes = rowSums(x.magnitudes, rows, length)
    result.errors = rowSums(x.errors, rows, length)
    let rounding = Bounded.roundoff * Double(length).squareRoot()
    for i in 0..<rows { result.errors[i] += rounding * result.magnitudes[i] }
    return result
  }
}

private func rowSums(_ all: [Double], _ rows: Int, _ length: Int) -> [Double] {
  all.withUnsafeBufferPointer { all in
    (0..<rows).map { r in
      var sum = 0.0
      for c in 0..<length { sum += all[r * length + c] }
      return sum
    }
  }
}

/// Matrix products, one for each position of a batch.
private struct ProductShape {
  let batch: Int
  let left: Int
  let inner: Int
  let right: Int

  /// c[b, i, j] = Σ_k x[b, i, k] y[b, k, j]
  func product(_ x: [Double], _ y: [Double]) -> [Double] {
    let count = batch * left * right
    return [Double](unsafeUninitializedCapacity: count) { result, initialized in
      x.withUnsafeBufferPointer { x in
        y.withUnsafeBufferPointer { y in
          guard let x = x.baseAddress, let y = y.baseAddress, let c = result.baseAddress else {
            for i in 0..<count { result[i] = 0 }
            return
          }
          for b in 0..<batch {
            for i in 0..<left {
              row(c + (b * left + i) * right, x + (b * left + i) * inner, y + b * inner * right)
            }
          }
        }
      }
      initialized = count
    }
  }

  /// One row of the product: Σ_k x_k · (row k of y), four rows at a time.
  @inline(__always)
  private func row(_ c: UnsafeMutablePointer<Double>, _ x: UnsafePointer<Double>, _ y: UnsafePointer<Double>)
  {
    if right == 1 {
      var sum = 0.0
      for k in 0..<inner { sum += x[k] * y[k] }
      c[0] = sum
      return
    }
    for j in 0..<right { c[j] = 0 }
    var k = 0
    while k + 4 <= inner {
      let r0 = y + k * right
      let r1 = r0 + right
      let r2 = r1 + right
      let r3 = r2 + right
      let (x0, x1, x2, x3) = (x[k], x[k + 1], x[k + 2], x[k + 3])
      for j in 0..<right { c[j] += x0 * r0[j] + x1 * r1[j] + x2 * r2[j] + x3 * r3[j] }
      k += 4
    }
    while k < inner {
      let rk = y + k * right
      let xk = x[k]
      for j in 0..<right { c[j] += xk * rk[j] }
      k += 1
    }
  }
}

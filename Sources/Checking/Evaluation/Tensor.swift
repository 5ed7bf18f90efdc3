/// Numbers along named axes, last axis fastest, with their magnitudes and error bounds (see `Bounded`).
///
/// What is evaluated thousands of times, for a difference quotient, carries values alone.
struct Tensor: Sendable, Equatable {
  /// The ids of the axes, each once.
  var axes: [Int]
  /// How many positions each axis has here.
  var sizes: [Int]
  var values: [Double]
  /// The scale of each value; empty unless `isBounded`.
  var magnitudes: [Double]
  /// A bound of the error of each value; empty unless `isBounded`.
  var errors: [Double]
  /// Whether magnitudes and errors are kept.
  var isBounded: Bool

  init(
    axes: [Int], sizes: [Int], values: [Double], magnitudes: [Double], errors: [Double], isBounded: Bool
  ) {
    self.axes = axes
    self.sizes = sizes
    self.values = values
    self.magnitudes = magnitudes
    self.errors = errors
    self.isBounded = isBounded
  }

  /// One number, without axes.
  init(_ x: Bounded, isBounded: Bool) {
    self.init(
      axes: [], sizes: [], values: [x.value], magnitudes: isBounded ? [x.magnitude] : [],
      errors: isBounded ? [x.error] : [], isBounded: isBounded)
  }

  /// Exact values along axes.
  init(axes: [Int], sizes: [Int], exact values: [Double], isBounded: Bool) {
    self.init(
      axes: axes, sizes: sizes, values: values, magnitudes: isBounded ? values.map(\.magnitude) : [],
      errors: isBounded ? [Double](repeating: 0, count: values.count) : [], isBounded: isBounded)
  }

  /// The most numbers of one tensor, which with their bounds fill 24 megabytes: more than that is no formula that
  /// anyone waits for.
  static let largest = 1 << 20

  /// How many numbers there are.
  var count: Int { values.count }

  /// How far apart neighbours along each axis are in `values`.
  var strides: [Int] { Tensor.strides(sizes) }

  static func strides(_ sizes: [Int]) -> [Int] {
    var strides = [Int](repeating: 1, count: sizes.count)
    for i in stride(from: sizes.count - 2, through: 0, by: -1) { strides[i] = strides[i + 1] * sizes[i + 1] }
    return strides
  }

  /// The number of positions along an axis, if the tensor has it.
  func size(of axis: Int) -> Int? { axes.firstIndex(of: axis).map { sizes[$0] } }

  /// The i-th number with its bounds; of a tensor without bounds, as if it were exact.
  subscript(i: Int) -> Bounded {
    guard isBounded else { return Bounded(exact: values[i]) }
    return Bounded(values[i], magnitude: magnitudes[i], error: errors[i])
  }

  /// The number at these positions of the axes; an axis that the tensor lacks makes no difference.
  ///
  /// Nil where a position is missing or out of range.
  func number(at positions: [Int: Int]) -> Bounded? {
    var index = 0
    for (axis, size) in zip(axes, sizes) {
      guard let position = positions[axis], position >= 0, position < size else { return nil }
      index = index * size + position
    }
    return self[index]
  }

  /// The axes of both, and how many positions each has; nil where the two disagree on that.
  static func union(_ all: [Tensor]) throws(EvaluationError) -> (axes: [Int], sizes: [Int]) {
    var (axes, sizes) = ([Int](), [Int]())
    // The largest first, so that it need not be copied into another order.
    var largest = 0
    for i in all.indices where all[i].count > all[largest].count { largest = i }
    if largest < all.count { (axes, sizes) = (all[largest].axes, all[largest].sizes) }
    for tensor in all {
      for (axis, size) in zip(tensor.axes, tensor.sizes) {
        guard let known = axes.firstIndex(of: axis) else {
          axes.append(axis)
          sizes.append(size)
          continue
        }
        if sizes[known] != size { throw .axisLengths(axis: axis, sizes[known], size) }
      }
    }
    return (axes, sizes)
  }

  /// The same numbers with exactly these axes in this order, repeated along those that were not there.
  ///
  /// Every axis of the tensor must be among them.
  func arranged(_ newAxes: [Int], sizes newSizes: [Int]) -> Tensor {
    if axes == newAxes { return self }
    let own = strides
    let tables = zip(newAxes, newSizes).map { axis, size in
      let stride = axes.firstIndex(of: axis).map { own[$0] } ?? 0
      return (0..<size).map { $0 * stride }
    }
    var result = Tensor(
      axes: newAxes, sizes: newSizes, values: gathered(values, from: 0, tables), magnitudes: [],
      errors: [], isBounded: isBounded)
    if isBounded {
      result.magnitudes = gathered(magnitudes, from: 0, tables)
      result.errors = gathered(errors, from: 0, tables)
    }
    return result
  }

  /// One position of an axis, which then is gone; the tensor itself if it has not the axis.
  func slice(_ axis: Int, at position: Int) -> Tensor {
    guard let index = axes.firstIndex(of: axis), position >= 0, position < sizes[index] else { return self }
    let own = strides
    var tables: [[Int]] = []
    for i in axes.indices where i != index { tables.append((0..<sizes[i]).map { $0 * own[i] }) }
    let base = position * own[index]
    var result = self
    result.axes.remove(at: index)
    result.sizes.remove(at: index)
    result.values = gathered(values, from: base, tables)
    if isBounded {
      result.magnitudes = gathered(magnitudes, from: base, tables)
      result.errors = gathered(errors, from: base, tables)
    }
    return result
  }
}

/// The numbers at base + t₁ + t₂ + … for every choice of one offset from each table, last table fastest.
func gathered(_ source: [Double], from base: Int, _ tables: [[Int]]) -> [Double] {
  var count = 1
  for table in tables { count *= table.count }
  guard count > 0, let last = tables.last else { return count > 0 ? [source[base]] : [] }
  return [Double](unsafeUninitializedCapacity: count) { result, initialized in
    source.withUnsafeBufferPointer { source in
      let outer = tables.count - 1
      var counters = [Int](repeating: 0, count: outer)
      var (offset, written) = (base, 0)
      for table in tables.dropLast() { offset += table[0] }
      let isContiguous = (0..<last.count).allSatisfy { last[$0] == last[0] + $0 }
      while written < count {
        if isContiguous {
          let start = offset + last[0]
          for i in 0..<last.count { result[written + i] = source[start + i] }
        } else {
          last.withUnsafeBufferPointer { last in
            for i in 0..<last.count { result[written + i] = source[offset + last[i]] }
          }
        }
        written += last.count
        var axis = outer - 1
        while axis >= 0 {
          offset -= tables[axis][counters[axis]]
          counters[axis] += 1
          if counters[axis] < tables[axis].count {
            offset += tables[axis][counters[axis]]
            break
          }
          counters[axis] = 0
          offset += tables[axis][0]
          axis -= 1
        }
      }
      initialized = count
    }
  }
}

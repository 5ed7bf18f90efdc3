import Formula
import Network

/// The numbers of one quantity of the network, with their bounds, as a block of some extents.
struct Source: Sendable {
  var extents: [Int]
  /// How far apart neighbours along each dimension are; 0 where one number serves all.
  var strides: [Int]
  var values: [Double]
  /// |value| where nil.
  var magnitudes: [Double]?
  /// 0 where nil.
  var errors: [Double]?

  /// A block without gaps, last dimension fastest.
  init(_ extents: [Int], _ values: [Double], magnitudes: [Double]? = nil, errors: [Double]? = nil) {
    self.extents = extents
    self.strides = Tensor.strides(extents)
    self.values = values
    self.magnitudes = magnitudes
    self.errors = errors
  }
}

extension Evaluator {
  /// The numbers of a source at these positions, one for each of its dimensions.
  ///
  /// An axis that stands in two places is a diagonal. `example` is the one whose true class is meant.
  mutating func read(
    _ source: Source, at positions: [Position], example: Position?
  ) throws(EvaluationError) -> Tensor {
    var axes: [Int] = []
    var tables: [[Int]] = []
    var base = 0

    func add(_ axis: Int, _ table: [Int]) throws(EvaluationError) {
      guard let known = axes.firstIndex(of: axis) else {
        axes.append(axis)
        tables.append(table)
        return
      }
      guard tables[known].count == table.count else {
        throw EvaluationError.axisLengths(axis: axis, tables[known].count, table.count)
      }
      for i in table.indices { tables[known][i] += table[i] }
    }

    for (dimension, position) in positions.enumerated() {
      let (extent, stride) = (source.extents[dimension], source.strides[dimension])
      let place = try places(position, extent: extent, example: example)
      for p in place.places where p < 0 || p >= extent { throw .positionOutOfRange(p, count: extent) }
      guard let axis = place.axis else {
        base += stride * (place.places.first ?? 0)
        continue
      }
      try add(axis, place.places.map { $0 * stride })
    }

    let sizes = tables.map(\.count)
    var count = 1
    for size in sizes {
      let (product, overflow) = count.multipliedReportingOverflow(by: size)
      count = overflow ? Int.max : product
    }
    try spend(count)
    func taken(_ all: [Double]) -> [Double] {
      isWhole(tables, sizes, of: all.count) && base == 0 ? all : gathered(all, from: base, tables)
    }
    let values = taken(source.values)
    guard isBounded else {
      return Tensor(axes: axes, sizes: sizes, values: values, magnitudes: [], errors: [], isBounded: false)
    }
    return Tensor(
      axes: axes, sizes: sizes, values: values,
      magnitudes: source.magnitudes.map(taken) ?? values.map(\.magnitude),
      errors: source.errors.map(taken) ?? [Double](repeating: 0, count: values.count), isBounded: true)
  }

  /// Whether the tables take every number in its order.
  private func isWhole(_ tables: [[Int]], _ sizes: [Int], of count: Int) -> Bool {
    guard !tables.isEmpty, sizes.reduce(1, *) == count else { return false }
    for (table, stride) in zip(tables, Tensor.strides(sizes)) {
      for (i, offset) in table.enumerated() where offset != i * stride { return false }
    }
    return true
  }

  /// The places a position stands for, along an axis or at one place.
  private func places(
    _ position: Position, extent: Int, example: Position?
  ) throws(EvaluationError) -> (axis: Int?, places: [Int]) {
    switch position {
    case .along(let axis): return (axis.id, try positions(of: axis))
    case .at(let place): return (nil, [place])
    case .last: return (nil, [extent - 1])
    case .trueClass:
      let position = try exampleOfTrueClass(example)
      if position == .trueClass { throw .missingExample }
      let examples = try places(position, extent: pass.examples, example: nil)
      for e in examples.places where e < 0 || e >= pass.examples {
        throw .positionOutOfRange(e, count: pass.examples)
      }
      return (examples.axis, examples.places.map { state.trueClass(of: $0) })
    }
  }
}

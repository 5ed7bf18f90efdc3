import Network

/// The gradients of a batch's cost that formulas give; nil where none does.
public struct FormulaGradients: Sendable, Equatable {
  /// ∂C/∂W^l at index l, of shape n_l × n_(l−1); index 0 holds nil.
  public internal(set) var weights: [Matrix?]
  /// ∂C/∂b^l at index l: n_l numbers, or 1 where the layer shares one; index 0 holds nil.
  public internal(set) var biases: [[Double]?]
}

extension FormulaValues {
  /// The numbers along these indices, the last one fastest; examples are added up and multiplied by `factor`.
  ///
  /// With a factor of nil there is one number for all examples. Nil if another index is left over, or an example
  /// where there is none.
  func gradient(
    along ranges: [(range: Index.Range, count: Int)], examples: Int, factor: Double?
  ) -> [Double]? {
    var steps = [Int](repeating: 0, count: ranges.count)
    var exampleStep = 0
    var step = 1
    for index in indices.reversed() {
      if index.range == .examples, factor != nil, exampleStep == 0 {
        exampleStep = step
      } else if let place = ranges.firstIndex(where: { $0.range == index.range && $0.count == index.count }),
        steps[place] == 0
      {
        steps[place] = step
      } else {
        return nil
      }
      step *= index.count
    }
    guard values.count == step else { return nil }
    var offsets = [0]
    for (place, range) in ranges.enumerated() {
      offsets = offsets.flatMap { base in (0..<range.count).map { base + $0 * steps[place] } }
    }
    guard let factor else { return offsets.map { values[$0] } }
    // In the order of the examples, like the engine.
    return offsets.map { offset in
      factor * (0..<examples).reduce(0) { $0 + values[offset + $1 * exampleStep] }
    }
  }
}

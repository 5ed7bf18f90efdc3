import Formula

/// The shape of an expression in symbolic widths: n_{l+1} × n_l, a column of n_L, a number.
struct SymbolicShape: Hashable, Sendable {
  var rows: Dimension
  var columns: Dimension

  static let scalar = SymbolicShape(rows: .one, columns: .one)
  static func column(_ dimension: Dimension) -> SymbolicShape { SymbolicShape(rows: dimension, columns: .one) }
  static func row(_ dimension: Dimension) -> SymbolicShape { SymbolicShape(rows: .one, columns: dimension) }

  var isScalar: Bool { rows == .one && columns == .one }
  var isMatrix: Bool { rows != .one && columns != .one }
  var isVector: Bool { !isScalar && !isMatrix }
  var transposed: SymbolicShape { SymbolicShape(rows: columns, columns: rows) }
  /// The dimension of a vector that isn't one.
  var length: Dimension { rows == .one ? columns : rows }

  /// The shape of something that has both shapes; nil when they disagree.
  func merged(with other: SymbolicShape) -> SymbolicShape? {
    guard let rows = rows.merged(with: other.rows), let columns = columns.merged(with: other.columns) else {
      return nil
    }
    return SymbolicShape(rows: rows, columns: columns)
  }
}

/// One side of a shape.
enum Dimension: Hashable, Sendable {
  case one
  /// The width of a layer.
  case units(Layer)
  /// A number of rows of an explicit matrix.
  case count(Int)
  /// Whatever is needed: the identity, the vector of ones.
  case any

  /// The dimension that both can be; nil when they disagree.
  func merged(with other: Dimension) -> Dimension? {
    if self == other || other == .any { return self }
    if self == .any { return other }
    return nil
  }

  /// What an axis along this dimension runs over.
  var range: AxisRange? {
    switch self {
    case .units(let layer): .units(layer)
    case .count(let count): .count(count)
    case .one, .any: nil
    }
  }
}

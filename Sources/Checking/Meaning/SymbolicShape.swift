import Formula

/// The shape of an expression in symbolic widths: n_{l+1} × n_l, a column of n_L, a number.
struct SymbolicShape: Hashable, Sendable {
  var rows: Dimension
  var columns: Dimension

  init(rows: Dimension, columns: Dimension) {
    self.rows = rows
    self.columns = columns
  }

  static let scalar = SymbolicShape(rows: .one, columns: .one)
  static func column(_ dimension: Dimension) -> SymbolicShape {
    SymbolicShape(rows: dimension, columns: .one)
  }
  static func row(_ dimension: Dimension) -> SymbolicShape { SymbolicShape(rows: .one, columns: dimension) }

  var isScalar: Bool { rows == .one && columns == .one }
  var isMatrix: Bool { rows != .one && columns != .one }
  var isVector: Bool { !isScalar && !isMatrix }
  var transposed: SymbolicShape { SymbolicShape(rows: columns, columns: rows) }
  /// The dimension of a vector that isn't one.
  var length: Dimension { rows == .one ? columns : rows }

  /// The dimension of units where the other is that of examples; nil for any other shape.
  var unitsOfExamples: Dimension? {
    if columns == .examples, rows != .one { return rows }
    if rows == .examples, columns != .one { return columns }
    return nil
  }

  /// The first rows and the first columns that are known among the sides of a chain; open where none are.
  static func known(among shapes: [SymbolicShape?]) -> SymbolicShape {
    var result = SymbolicShape(rows: .any, columns: .any)
    for case let shape? in shapes {
      if result.rows == .any { result.rows = shape.rows }
      if result.columns == .any { result.columns = shape.columns }
    }
    return result
  }

  /// The shape with whatever is open taken from another.
  func resolved(by known: SymbolicShape) -> SymbolicShape {
    SymbolicShape(
      rows: rows == .any ? known.rows : rows, columns: columns == .any ? known.columns : columns)
  }

  /// Whether a dimension is the width of a layer counted from this one.
  func contains(_ base: Layer.Base) -> Bool {
    [rows, columns].contains { if case .units(let layer) = $0 { layer.base == base } else { false } }
  }

  /// The shape of the members of a space: ℝ, ℝ^{n_l}, ℝ^{n_l × n_{l−1}}; nil for anything else.
  init?(space: Expression) {
    func dimension(_ expression: Expression) -> Dimension? {
      switch expression.node {
      case .width(let layer): .units(layer)
      case .exampleCount: .examples
      case .number(1): .one
      default: nil
      }
    }
    let reals = Expression(.symbol(Symbol("\\mathbb{R}")))
    if space == reals {
      self = .scalar
      return
    }
    guard case .power(reals, let exponent) = space.node else { return nil }
    if case .product(let parts) = exponent.node, parts.count == 2, let rows = dimension(parts[0]),
      let columns = dimension(parts[1])
    {
      self.init(rows: rows, columns: columns)
    } else if let rows = dimension(exponent) {
      self = .column(rows)
    } else {
      return nil
    }
  }

  /// The shape of a matrix of examples with a vector added to each of them, as b is in Z = WA + b; nil where that
  /// is not what the two are.
  func broadcast(with other: SymbolicShape) -> SymbolicShape? {
    for (matrix, vector) in [(self, other), (other, self)] where matrix.isMatrix && vector.isVector {
      if matrix.columns == .examples, vector.columns == .one, matrix.rows.merged(with: vector.rows) != nil {
        return matrix
      }
      if matrix.rows == .examples, vector.rows == .one, matrix.columns.merged(with: vector.columns) != nil {
        return matrix
      }
    }
    return nil
  }

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
  /// The number of examples.
  case examples
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
    case .examples: .examples
    case .count(let count): .count(count)
    case .one, .any: nil
    }
  }
}

import Formula

/// A vector or matrix given by its general entry, f(p, q): what `f₁₁ ⋯ f₁ₙ` with dots stands for.
///
/// In the tree it is a matrix whose first entry is the general one, with indices no writer has, and whose last entry
/// is the last one as written: G ⋯ / ⋯ E.
struct EllipsisTable: Hashable {
  /// The letters of the indices that run; no writer's letters are spelled like them.
  static let row = "\\runningRow"
  static let column = "\\runningColumn"

  /// The entry in row p and column q.
  let general: Expression
  /// The entry in the last row and column, which says where the indices end.
  let last: Expression
  /// Whether there is more than one row, and more than one column.
  let hasRows: Bool
  let hasColumns: Bool

  /// A vector or matrix of entries.
  init(general: Expression, last: Expression, hasRows: Bool, hasColumns: Bool) {
    self.general = general
    self.last = last
    self.hasRows = hasRows
    self.hasColumns = hasColumns
  }

  /// The table that a matrix of the tree stands for; nil for any other matrix.
  init?(_ rows: [[Expression]]) {
    guard let general = rows.first?.first, let last = rows.last?.last else { return nil }
    let indices = general.unitIndices
    hasRows = indices.contains(.variable(Self.row))
    hasColumns = indices.contains(.variable(Self.column))
    guard hasRows || hasColumns else { return nil }
    self.general = general
    self.last = last
  }

  /// The tree.
  var node: Node {
    let dots = Expression(.ellipsis, general.range)
    switch (hasRows, hasColumns) {
    case (true, true): return .matrix([[general, dots], [dots, last]])
    case (true, false): return .matrix([[general], [dots], [last]])
    case (false, _): return .matrix([[general, dots, last]])
    }
  }
}

extension Lowering {
  /// The shape of a table: what its indices run over.
  mutating func shape(of table: EllipsisTable) throws(TypeProblem) -> SymbolicShape {
    try within(table, row: nil, column: nil) { (inner, row, column) throws(TypeProblem) in
      for entry in [table.general, table.last] {
        let shape = try inner.shape(of: entry)
        guard shape.isScalar else {
          throw TypeProblem(.needsScalar("an entry of a matrix", shape), at: entry.range)
        }
        // Lowering finds what shapes don't: indices that end in another layer.
        _ = try inner.lower(entry, .none)
      }
      return SymbolicShape(rows: try row.dimension, columns: try column.dimension)
    }
  }

  /// The entry at the row and column of the frame.
  mutating func lower(_ table: EllipsisTable, _ frame: Frame) throws(TypeProblem) -> IndexForm {
    try within(table, row: frame.row, column: frame.column) { (inner, _, _) throws(TypeProblem) in
      try inner.lower(table.general, .none)
    }
  }

  /// Binds the running indices to axes, new ones where none are given.
  private mutating func within<Result>(
    _ table: EllipsisTable, row: Axis?, column: Axis?,
    _ body: (inout Lowering, Axis?, Axis?) throws(TypeProblem) -> Result
  ) throws(TypeProblem) -> Result {
    let outer = scope
    defer { scope = outer.continued(from: scope) }
    let row = try bind(EllipsisTable.row, table.hasRows, row, table)
    let column = try bind(EllipsisTable.column, table.hasColumns, column, table)
    return try body(&self, row, column)
  }

  private mutating func bind(
    _ name: String, _ isBound: Bool, _ known: Axis?, _ table: EllipsisTable
  ) throws(TypeProblem) -> Axis? {
    guard isBound else { return nil }
    var axis = known
    if axis == nil {
      guard let range = try range(of: name, among: [table.general]) else {
        throw TypeProblem(
          .unsupported("a matrix whose entries do not say how many there are"), at: table.last.range)
      }
      axis = scope.fresh(name, range)
    }
    if let axis { scope.bind(name, to: axis) }
    return axis
  }
}

extension Axis? {
  /// The dimension of a matrix along this axis; one where there is none.
  fileprivate var dimension: Dimension {
    get throws(TypeProblem) {
      switch self?.range {
      case .units(let layer): .units(layer)
      case .count(let count): .count(count)
      case .examples:
        throw TypeProblem(.unsupported("a matrix with a row or column for each example"), at: nil)
      case nil: .one
      }
    }
  }
}

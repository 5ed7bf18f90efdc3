import Formula

/// Operations on whole values: entry by entry, and products of matrices.
extension Program {
  /// An operation entry by entry; numbers go with every entry, vectors along the other axis of a matrix.
  mutating func each(
    _ rows: Int, _ columns: Int, _ values: [Value], _ combine: (inout Tape, [Int]) -> Int
  ) throws(EvaluationProblem) -> Value {
    try spend(rows * columns)
    var entries: [Int] = []
    entries.reserveCapacity(rows * columns)
    for i in 0..<rows {
      for j in 0..<columns {
        for value in values
        where value.rows != 1 && value.rows != rows || value.columns != 1 && value.columns != columns {
          throw .outOfRange
        }
        let arguments = values.map { $0[$0.rows == 1 ? 0 : i, $0.columns == 1 ? 0 : j] }
        entries.append(combine(&tape, arguments))
      }
    }
    return Value(rows: rows, columns: columns, entries: entries)
  }

  mutating func product(
    _ a: Value, _ b: Value, _ rows: Int, _ columns: Int
  ) throws(EvaluationProblem) -> Value {
    guard a.columns == b.rows else { throw .outOfRange }
    try spend(rows * columns * a.columns)
    var entries: [Int] = []
    for i in 0..<a.rows {
      for j in 0..<b.columns {
        entries.append(
          tape.inner((0..<a.columns).map { a[i, $0] }, (0..<b.rows).map { b[$0, j] }))
      }
    }
    return Value(rows: a.rows, columns: b.columns, entries: entries)
  }
}

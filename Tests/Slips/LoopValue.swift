/// A number, a column n × 1, a row 1 × n or a matrix.
struct LoopValue {
  var rows: Int
  var columns: Int
  /// Row by row.
  var numbers: [Double]

  var isScalar: Bool { rows == 1 && columns == 1 }
  var isVector: Bool { (rows == 1 || columns == 1) && !isScalar }

  static func scalar(_ number: Double) -> Self { Self(rows: 1, columns: 1, numbers: [number]) }

  static func column(_ numbers: [Double]) -> Self { Self(rows: numbers.count, columns: 1, numbers: numbers) }

  subscript(_ row: Int, _ column: Int) -> Double { numbers[row * columns + column] }

  func mapped(_ function: (Double) -> Double) -> Self {
    Self(rows: rows, columns: columns, numbers: numbers.map(function))
  }

  var transposed: Self {
    Self(
      rows: columns, columns: rows,
      numbers: (0..<numbers.count).map { self[$0 % rows, $0 / rows] })
  }

  /// Number by number; a scalar goes with everything.
  func with(_ other: Self, _ combine: (Double, Double) -> Double) throws(LoopJudge.Refusal) -> Self {
    if isScalar { return other.mapped { combine(numbers[0], $0) } }
    if other.isScalar { return mapped { combine($0, other.numbers[0]) } }
    guard rows == other.rows, columns == other.columns else { throw .meaningless }
    return Self(rows: rows, columns: columns, numbers: zip(numbers, other.numbers).map(combine))
  }

  /// The matrix product; a scalar multiplies everything.
  func times(_ other: Self) throws(LoopJudge.Refusal) -> Self {
    if isScalar || other.isScalar { return try with(other, *) }
    guard columns == other.rows else { throw .meaningless }
    var numbers: [Double] = []
    for row in 0..<rows {
      for column in 0..<other.columns {
        var sum = 0.0
        for place in 0..<columns { sum += self[row, place] * other[place, column] }
        numbers.append(sum)
      }
    }
    return Self(rows: rows, columns: other.columns, numbers: numbers)
  }
}

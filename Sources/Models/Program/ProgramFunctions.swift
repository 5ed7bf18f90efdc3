import Formula

/// Functions of one number, unknown ones, and costs that are only named.
extension Program {
  /// A function at an entry, or its derivative there.
  mutating func applied(
    _ body: Typed, _ hole: Int, _ entry: Int, _ order: Int
  ) throws(EvaluationProblem) -> Int {
    let outer = holes[hole]
    defer { holes[hole] = outer }
    // What is differentiated must be a number of its own.
    let point = order > 0 && tape.constantValue(entry) != nil ? tape.leaf(tape.values[entry]) : entry
    holes[hole] = point
    var result = try single(body)
    for _ in 0..<order {
      let start = tape.count
      let slope = tape.gradient(of: result, by: [point])[0]
      derivatives.append((result, point, slope))
      result = slope
      try spend(tape.count - start + 1)
    }
    return result
  }

  /// γ·tanh(αu + β) + ρu + κ sin u with drawn numbers.
  mutating func unknown(_ name: String, _ entry: Int, _ order: Int) -> Int {
    var draw = Draw(seed: seed, name: "function " + name)
    let numbers = (0..<5).map { _ in draw.between(0.4, 1.3) }
    let isBounded = domain == .small
    func value(_ tape: inout Tape, _ u: Int) -> Int {
      let inner = tape.sum([tape.product(tape.constant(numbers[0]), u), tape.constant(numbers[1] - 0.9)])
      let bend = tape.product(tape.constant(numbers[2]), tape.apply(.hyperbolicTangent, inner))
      let wave = tape.product(tape.constant(0.6 * numbers[4]), tape.apply(.sine, u))
      let sum = tape.sum([bend, tape.product(tape.constant(0.5 * numbers[3]), u), wave])
      guard isBounded else { return sum }
      // Between 0 and 1, for what stands under a logarithm.
      let power = tape.apply(.exponential, tape.negative(sum))
      return tape.quotient(tape.constant(1), tape.sum([tape.constant(1), power]))
    }
    let point = order > 0 && tape.constantValue(entry) != nil ? tape.leaf(tape.values[entry]) : entry
    if byHand != nil {
      asked.functions.insert(name)
      if order > 0 { asked.slopes.insert(name) }
    }
    var result = byHand?.function.value(&tape, point) ?? value(&tape, point)
    for _ in 0..<order { result = tape.gradient(of: result, by: [point])[0] }
    return result
  }

  /// What a cost that is only named is made of: what nothing else is made of, neither by name nor by what it is.
  mutating func outputs() throws(EvaluationProblem) -> [Int] {
    var all: [[Int]] = []
    for member in typer.outputs { all.append(try entries(member)) }
    guard all.count > 1 else { return all.flatMap { $0 } }
    let last = all.joined().max() ?? 0
    return all.indices.filter { place in
      let own = Set(all[place])
      let reached = tape.dependents(of: all[place], upTo: last)
      return !all.indices.contains { other in
        other != place && all[other].contains { !own.contains($0) && reached[$0] }
      }
    }.flatMap { all[$0] }
  }

  /// Numbers up to which a cost couples each with every other one.
  private static let coupled = 32

  /// Σ cᵢ tanh(yᵢ + dᵢ) + Σ qᵢⱼ yᵢyⱼ with drawn numbers; among many, each with a few others.
  mutating func opaque(_ name: String, _ entries: [Int]) -> Int {
    if byHand != nil {
      asked.costs.insert(name)
      return costByHand(entries)
    }
    var draw = Draw(seed: seed, name: "cost " + name)
    var terms: [Int] = []
    let width = entries.count <= Self.coupled ? entries.count : 8
    for (place, entry) in entries.enumerated() {
      let bend = tape.apply(.hyperbolicTangent, tape.sum([entry, tape.constant(draw.signed())]))
      terms.append(tape.product(tape.constant(draw.signed()), bend))
      for other in entries[place...].prefix(width) {
        terms.append(tape.product(tape.constant(0.5 * draw.signed()), tape.product(entry, other)))
      }
    }
    return tape.sum(terms)
  }

  mutating func softmax(_ value: Value, _ overColumns: Bool) throws(EvaluationProblem) -> Value {
    try spend(value.entries.count * 3)
    let powers = value.entries.map { tape.apply(.exponential, $0) }
    var entries = powers
    let isWhole = value.rows == 1 || value.columns == 1
    for i in 0..<value.rows {
      for j in 0..<value.columns {
        let group: [Int] =
          if isWhole {
            powers
          } else if overColumns {
            (0..<value.rows).map { powers[$0 * value.columns + j] }
          } else {
            (0..<value.columns).map { powers[i * value.columns + $0] }
          }
        entries[i * value.columns + j] = tape.quotient(powers[i * value.columns + j], tape.sum(group))
      }
    }
    return Value(rows: value.rows, columns: value.columns, entries: entries)
  }
}

extension Program {
  /// The inverse of a matrix, by elimination with the largest pivots of this draw.
  mutating func inverse(_ matrix: Value) throws(EvaluationProblem) -> Value {
    let count = matrix.rows
    guard count == matrix.columns else { throw .outOfRange }
    try spend(count * count * count * 4)
    var rows = (0..<count).map { i in
      (0..<count).map { matrix[i, $0] } + (0..<count).map { tape.constant($0 == i ? 1 : 0) }
    }
    for column in 0..<count {
      guard
        let pivot = (column..<count).max(by: {
          abs(tape.values[rows[$0][column]]) < abs(tape.values[rows[$1][column]])
        }),
        tape.values[rows[pivot][column]] != 0
      else { throw .outOfRange }
      rows.swapAt(pivot, column)
      let divisor = rows[column][column]
      rows[column] = rows[column].map { tape.quotient($0, divisor) }
      for other in 0..<count where other != column {
        let factor = rows[other][column]
        for place in rows[other].indices {
          rows[other][place] = tape.difference(rows[other][place], tape.product(factor, rows[column][place]))
        }
      }
    }
    return Value(rows: count, columns: count, entries: rows.flatMap { $0.suffix(count) })
  }
}

// MARK: - Blocks

extension Program {
  /// Blocks side by side and below each other; a number that is written out fills its place.
  mutating func blocks(
    _ cells: [[Typed]], _ rows: Int, _ columns: Int
  ) throws(EvaluationProblem) -> Value {
    var lines: [[Int]] = []
    for row in cells {
      let height = number(row.first { !$0.isLiteral }?.shape.rows)
      var new: [[Int]] = Array(repeating: [], count: height)
      for (column, cell) in row.enumerated() {
        let width = number(cells.map { $0[column] }.first { !$0.isLiteral }?.shape.columns)
        let block = try value(cell)
        for i in 0..<height {
          new[i] += (0..<width).map { cell.isLiteral ? block.entries[0] : block[i, $0] }
        }
      }
      lines += new
    }
    try spend(rows * columns)
    let entries = lines.flatMap { $0 }
    guard entries.count == rows * columns else { throw .outOfRange }
    return Value(rows: rows, columns: columns, entries: entries)
  }
}

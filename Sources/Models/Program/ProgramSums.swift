import Formula

/// Σ, Π, max over an index, conditions and cases.
extension Program {
  mutating func big(
    _ kind: Big.Kind, _ loops: [Typed.Loop], _ body: Typed, _ rows: Int, _ columns: Int
  ) throws(EvaluationProblem) -> Value {
    guard let loop = loops.first else { return try value(body) }
    let from = try loop.from.map { inner throws(EvaluationProblem) in try integer(inner) } ?? first(loop.size)
    let last = number(loop.size) + first(loop.size) - 1
    let to = try loop.to.map { inner throws(EvaluationProblem) in try integer(inner) } ?? last
    let outer = letters[loop.letter]
    defer { letters[loop.letter] = outer }
    var terms: [Value] = []
    var numbers: [Int] = []
    if from <= to {
      for number in from...to {
        letters[loop.letter] = number
        if let condition = loop.condition, let entry = try self.condition(condition).entries.first,
          tape.values[entry] == 0
        {
          continue
        }
        terms.append(try value(body))
        numbers.append(number)
      }
    }
    if terms.isEmpty {
      guard kind == .sum || kind == .product else { throw .noCase }
      // A sum over a set that is empty in this draw is a number of its own, not the number 0.
      let isOwn = kind == .sum && loop.condition != nil
      let neutral = isOwn ? tape.leaf(0) : tape.constant(kind == .product ? 1 : 0)
      return Value(rows: rows, columns: columns, entries: Array(repeating: neutral, count: rows * columns))
    }
    switch kind {
    case .sum: return try each(rows, columns, terms) { $0.sum($1) }
    case .product:
      var result = terms[0]
      for term in terms.dropFirst() {
        result = try each(rows, columns, [result, term]) { $0.product($1[0], $1[1]) }
      }
      return result
    case .maximum, .minimum:
      return try each(rows, columns, terms) { $0.extreme($1, kind == .maximum) }
    case .column:
      return Value(rows: terms.count, columns: columns, entries: terms.flatMap(\.entries))
    case .argMaximum, .argMinimum:
      let places = numbers.map { tape.constant(Double($0)) }
      return scalar(tape.place(terms.map { $0.entries[0] }, places, kind == .argMaximum))
    }
  }

  mutating func integer(_ typed: Typed) throws(EvaluationProblem) -> Int {
    let entry = try single(typed)
    let number = tape.values[entry]
    guard number.isFinite, abs(number) < 10_000 else { throw .outOfRange }
    return Int(number.rounded())
  }

  // MARK: - Conditions

  /// 1 where a condition holds, entry by entry.
  mutating func condition(_ condition: TypedCondition) throws(EvaluationProblem) -> Value {
    var result: Value?
    for comparison in condition.comparisons {
      let (left, right) = (try value(comparison.left), try value(comparison.right))
      let relation = comparison.relation
      let next = try each(max(left.rows, right.rows), max(left.columns, right.columns), [left, right]) {
        $0.comparison(relation, $1[0], $1[1])
      }
      if let old = result {
        result = try each(next.rows, next.columns, [old, next]) { $0.product($1[0], $1[1]) }
      } else {
        result = next
      }
    }
    return result ?? scalar(tape.constant(1))
  }

  mutating func cases(
    _ branches: [Typed.Branch], _ rows: Int, _ columns: Int
  ) throws(EvaluationProblem) -> Value {
    guard let last = branches.last else { throw .noCase }
    var result = try value(last.value)
    for branch in branches.dropLast().reversed() {
      guard let condition = branch.condition else { continue }
      let holds = try self.condition(condition)
      // Where letters alone decide, the other branch need not have a value.
      if holds.entries.count == 1, let known = tape.constantValue(holds.entries[0]) {
        if known != 0 { result = try value(branch.value) }
        continue
      }
      result = try each(rows, columns, [holds, try value(branch.value), result]) {
        $0.choice($1[0], $1[1], $1[2])
      }
    }
    if result.rows * result.columns != rows * columns {
      return try each(rows, columns, [result]) { _, entries in entries[0] }
    }
    return result
  }
}

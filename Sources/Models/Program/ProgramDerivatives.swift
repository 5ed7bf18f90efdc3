import Formula

/// Derivatives: the reverse sweep over what was computed.
extension Program {
  /// What is differentiated, and the member by whose entries.
  struct SlopeKey: Hashable, Sendable {
    let number: Int
    let member: Member
  }

  /// ∂a/∂b for each b of the entries. One sweep serves all entries of a member: those of other units are asked next.
  private mutating func sweep(of a: Int, _ by: Typed, _ entries: [Int]) -> [Int] {
    guard case .member(let member, _) = by.operation, let all = members[member], all.count > entries.count
    else {
      return tape.gradient(of: a, by: entries)
    }
    let key = SlopeKey(number: a, member: member)
    if sweeps[key] == nil {
      sweeps[key] = Dictionary(zip(all, tape.gradient(of: a, by: all))) { first, _ in first }
    }
    let zero = tape.constant(0)
    return entries.map { sweeps[key]?[$0] ?? zero }
  }

  /// Notes whether a path leads from the variables of a derivative to what is differentiated.
  private mutating func trace(
    _ range: SourceRange, from variables: [Int], to results: [Int], _ slopes: [[Int]]
  ) throws(EvaluationProblem) {
    guard paths[range] != true else { return }
    if slopes.contains(where: { $0.contains { tape.constantValue($0) != 0 } }) {
      paths[range] = true
      return
    }
    let last = results.max() ?? 0
    try spend(last / 8)
    let reached = tape.dependents(of: variables, upTo: last)
    paths[range] = results.contains { reached[$0] }
  }

  mutating func derivative(
    _ of: Typed, _ by: Typed, _ layout: Layout, _ range: SourceRange, _ rows: Int, _ columns: Int
  ) throws(EvaluationProblem) -> Value {
    let (top, bottom) = (try value(of), try value(by))
    var slopes: [[Int]] = []
    for entry in top.entries {
      let start = tape.count
      let row = sweep(of: entry, by, bottom.entries)
      try spend(tape.count - start + 1)
      for (variable, slope) in zip(bottom.entries, row) { derivatives.append((entry, variable, slope)) }
      slopes.append(row)
    }
    if case .member(let member, _) = by.operation, !typer.model.usedByDefinitions.contains(member.family) {
      unusedVariables.insert(range)
    }
    try trace(range, from: bottom.entries, to: top.entries, slopes)
    if top.entries.count == 1 {
      let flat = Value(rows: bottom.rows, columns: bottom.columns, entries: slopes[0])
      guard flat.rows != rows || flat.columns != columns else { return flat }
      return Value(
        rows: rows, columns: columns,
        entries: (0..<rows).flatMap { i in (0..<columns).map { j in flat[j, i] } })
    }
    if bottom.entries.count == 1 {
      return Value(rows: top.rows, columns: top.columns, entries: slopes.map { $0[0] })
    }
    if layout.transposesJacobians {
      return Value(
        rows: rows, columns: columns,
        entries: (0..<rows).flatMap { i in (0..<columns).map { j in slopes[j][i] } })
    }
    return Value(rows: rows, columns: columns, entries: slopes.flatMap { $0 })
  }

  /// Σᵢ gᵢ ∂yᵢ/∂X, with the shape of X or transposed.
  mutating func contraction(
    _ factor: Typed, _ of: Typed, _ by: Typed, _ range: SourceRange, _ rows: Int, _ columns: Int
  ) throws(EvaluationProblem) -> Value {
    let (factors, top, bottom) = (try value(factor), try value(of), try value(by))
    var terms: [[Int]] = bottom.entries.map { _ in [] }
    var slopes: [[Int]] = []
    for (factor, entry) in zip(factors.entries, top.entries) {
      let start = tape.count
      let row = sweep(of: entry, by, bottom.entries)
      for (place, slope) in row.enumerated() {
        derivatives.append((entry, bottom.entries[place], slope))
        terms[place].append(tape.product(factor, slope))
      }
      try spend(tape.count - start + 1)
      slopes.append(row)
    }
    try trace(range, from: bottom.entries, to: top.entries, slopes)
    let entries = terms.map { tape.sum($0) }
    let flat = Value(rows: bottom.rows, columns: bottom.columns, entries: entries)
    guard flat.rows != rows || flat.columns != columns else { return flat }
    return Value(
      rows: rows, columns: columns,
      entries: (0..<rows).flatMap { i in (0..<columns).map { j in flat[j, i] } })
  }

  mutating func second(
    _ of: Typed, _ by: Typed, _ and: Typed, _ range: SourceRange, _ rows: Int, _ columns: Int
  ) throws(EvaluationProblem) -> Value {
    let (top, first, other) = (try single(of), try value(by), try value(and))
    let slopes = sweep(of: top, by, first.entries)
    var entries: [Int] = []
    for slope in slopes {
      let start = tape.count
      let row = sweep(of: slope, and, other.entries)
      for (variable, value) in zip(other.entries, row) { derivatives.append((slope, variable, value)) }
      entries += row
      try spend(tape.count - start + 1)
    }
    try trace(range, from: first.entries, to: [top], [slopes])
    return Value(rows: rows, columns: columns, entries: entries)
  }
}

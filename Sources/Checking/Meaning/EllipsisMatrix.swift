import Formula

/// An explicit vector or matrix with dots, its general entry read off the corners and compared with every entry.
///
/// Rows and columns are known by what stands before the dots (1, 2, …), between them (a letter) and behind them (the
/// last). Nil where the corners differ in more than their indices.
struct EllipsisMatrix {
  /// An entry that the corners do not lead to expect.
  struct Misfit: Hashable {
    /// Its indices, one for a vector.
    var indices: [Index]
    var entry: Expression
  }

  /// What stands for the matrix.
  let node: Node
  /// The entries that are others than the corners say.
  let misfits: [Misfit]

  init?(_ rows: [[Expression]], firstUnit: Int) {
    guard rows.contains(where: { $0.contains { $0.node == .ellipsis } }), EllipsisTable(rows) == nil,
      let width = rows.first?.count, rows.allSatisfy({ $0.count == width }), rows.count > 1 || width > 1
    else { return nil }
    let cells = rows.map { row in row.map { $0.node == .ellipsis ? nil : $0 } }
    if let diagonal = Self.diagonal(cells, firstUnit) {
      node = diagonal
      misfits = []
      return
    }
    // Any corner may be the wrong one.
    var best: (pattern: CornerPattern, misfits: [Misfit])?
    for row in Set([0, rows.count - 1]).sorted() {
      for column in Set([0, width - 1]).sorted() {
        guard let pattern = CornerPattern(cells, base: (row, column), firstUnit),
          let misfits = pattern.misfits(cells), misfits.count < best?.misfits.count ?? .max
        else { continue }
        best = (pattern, misfits)
      }
    }
    guard let best else { return nil }
    node = best.pattern.node
    misfits = best.misfits
  }

  /// diag(f₁, …, f_n): zeros or dots beside the diagonal; nil for any other matrix.
  private static func diagonal(_ cells: [[Expression?]], _ firstUnit: Int) -> Node? {
    let size = cells.count
    guard size > 1, cells[0].count == size else { return nil }
    var isDiagonal = false
    for (row, line) in cells.enumerated() {
      for (column, cell) in line.enumerated() where row != column {
        guard let cell else { continue }
        guard cell.node == .number(0) else { return nil }
        isDiagonal = true
      }
    }
    guard isDiagonal else { return nil }
    let entries = cells.indices.map { [cells[$0][$0]] }
    guard let first = entries[0][0], let last = entries[size - 1][0], entries.contains([nil]) else {
      return nil
    }
    if entries.allSatisfy({ $0[0] == nil || $0[0]?.node == .number(1) }) { return .identity }
    guard let pattern = CornerPattern(entries, base: (0, 0), firstUnit), pattern.misfits(entries) == []
    else { return nil }
    return .call(.diag, [Expression(pattern.node, first.range.map { $0.union(last.range ?? $0) })])
  }
}

/// The general entry that three corners of a matrix, or the ends of a vector, lead to expect.
private struct CornerPattern {
  private let firstUnit: Int
  /// The indices of the corner that it was read off.
  private let indices: [Index]
  private let base: Expression
  /// The last entry as it is written.
  private let written: Expression
  /// Which of these run down the rows, and along the columns.
  private let rowSlots: Set<Int>
  private let columnSlots: Set<Int>
  /// The last row and column.
  private let lastRow: Index?
  private let lastColumn: Index?
  private let hasRows: Bool
  private let hasColumns: Bool

  init?(_ cells: [[Expression?]], base: (row: Int, column: Int), _ firstUnit: Int) {
    let (bottom, right) = (cells.count - 1, cells[0].count - 1)
    guard let corner = cells[base.row][base.column] else { return nil }
    (hasRows, hasColumns) = (bottom > 0, right > 0)
    self.base = corner
    written = cells[bottom][right] ?? corner
    self.firstUnit = firstUnit
    indices = corner.unitIndices
    var slots: [Set<Int>] = []
    var last: [Index?] = []
    for (isRunning, mate, isLast) in [
      (hasRows, cells[bottom - base.row][base.column], base.row == bottom),
      (hasColumns, cells[base.row][right - base.column], base.column == right),
    ] {
      guard isRunning else {
        slots.append([])
        last.append(nil)
        continue
      }
      guard let mate, mate.withoutUnitIndices == corner.withoutUnitIndices else { return nil }
      let (first, end) = isLast ? (mate, corner) : (corner, mate)
      let pairs = Array(zip(first.unitIndices, end.unitIndices))
      let running = pairs.indices.filter { pairs[$0].0 != pairs[$0].1 }
      guard running.allSatisfy({ pairs[$0].0 == .literal(firstUnit) && pairs[$0].1.isLast }),
        Set(running.map { pairs[$0].1 }).count <= 1
      else { return nil }
      slots.append(Set(running))
      last.append(running.first.map { pairs[$0].1 })
    }
    guard slots[0].isDisjoint(with: slots[1]), !slots[0].isEmpty || !slots[1].isEmpty else { return nil }
    (rowSlots, columnSlots) = (slots[0], slots[1])
    (lastRow, lastColumn) = (last[0], last[1])
  }

  /// The entry with these indices.
  private func entry(_ row: Index, _ column: Index) -> Expression {
    base.withUnitIndices(
      indices.enumerated().map { slot, index in
        rowSlots.contains(slot) ? row : columnSlots.contains(slot) ? column : index
      })
  }

  /// The matrix; rows or columns that are all the same are those of a product with the vector of ones.
  var node: Node {
    let general = entry(.variable(EllipsisTable.row), .variable(EllipsisTable.column))
    let last = entry(lastRow ?? .literal(firstUnit), lastColumn ?? .literal(firstUnit))
    let table = EllipsisTable(
      general: general, last: last == written ? written : last, hasRows: !rowSlots.isEmpty,
      hasColumns: !columnSlots.isEmpty)
    let vector = Expression(table.node, base.range)
    let ones = Expression(.ones, base.range)
    if hasRows, rowSlots.isEmpty { return .product([ones, vector]) }
    if hasColumns, columnSlots.isEmpty {
      return .product([vector, Expression(.transpose(ones), base.range)])
    }
    return table.node
  }

  /// The written entries that are no instances of the general one; nil where rows or columns are not known.
  func misfits(_ cells: [[Expression?]]) -> [EllipsisMatrix.Misfit]? {
    let (bottom, right) = (cells.count - 1, cells[0].count - 1)
    // Dots below what is written in the first row, or behind what is written in the first column.
    let gapRows = cells.indices.filter { row in
      cells[row].indices.contains { cells[row][$0] == nil && cells[0][$0] != nil }
    }
    let gapColumns = cells[0].indices.filter { column in
      cells.indices.contains { cells[$0][column] == nil && cells[$0][0] != nil }
    }
    guard !hasRows || !gapRows.isEmpty, !hasColumns || !gapColumns.isEmpty else { return nil }
    func letter(_ slots: Set<Int>, _ entries: [Expression?]) -> Index? {
      for case let entry? in entries where entry.withoutUnitIndices == base.withoutUnitIndices {
        let found = Set(slots.map { entry.unitIndices[$0] })
        if found.count == 1, let index = found.first, case .variable = index { return index }
      }
      return nil
    }
    func place(_ number: Int, _ end: Int, _ gaps: [Int], _ slots: Set<Int>, _ entries: [Expression?])
      -> Index?
    {
      if number == 0 { return .literal(firstUnit) }
      if let gap = gaps.first, number < gap { return .literal(firstUnit + number) }
      return number == end ? nil : letter(slots, entries)
    }
    let fixed = indices.enumerated().filter {
      !rowSlots.contains($0.offset) && !columnSlots.contains($0.offset) && $0.element.isLetter
    }.map(\.element)
    var result: [EllipsisMatrix.Misfit] = []
    let columns = cells[0].indices.map { column in
      column == right && hasColumns
        ? lastColumn : place(column, right, gapColumns, columnSlots, cells.map { $0[column] })
    }
    for (number, line) in cells.enumerated() {
      let row =
        number == bottom && hasRows ? lastRow : place(number, bottom, gapRows, rowSlots, line)
      for (column, cell) in zip(columns, line) {
        guard let cell else { continue }
        // An index that runs nowhere in the entries may be any; a letter has to stand for one thing only.
        guard row != nil || rowSlots.isEmpty, column != nil || columnSlots.isEmpty,
          !(row?.isLetter == true && row == column), !fixed.contains(where: { $0 == row || $0 == column })
        else { return nil }
        let expected = entry(row ?? .literal(firstUnit), column ?? .literal(firstUnit))
        if cell == expected { continue }
        let indices = [hasRows ? row : nil, hasColumns ? column : nil].compactMap { $0 }
        guard indices.count == (hasRows ? 1 : 0) + (hasColumns ? 1 : 0) else { return nil }
        result.append(EllipsisMatrix.Misfit(indices: indices, entry: cell))
      }
    }
    return result
  }
}

extension Expression {
  /// What is left of a term when its unit indices are taken away.
  fileprivate var withoutUnitIndices: Expression { mappingIndices { _ in .literal(0) } }
}

extension Index {
  fileprivate var isLast: Bool { if case .last = self { true } else { false } }
  fileprivate var isLetter: Bool { if case .variable = self { true } else { false } }
}

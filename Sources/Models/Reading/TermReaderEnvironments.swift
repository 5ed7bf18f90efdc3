import Formula

/// Cases and matrices.
extension TermReader {
  func environment(
    _ kind: Markup.Environment, _ rows: [[Markup.Cell]], _ item: Markup
  ) throws(Unreadable) -> Term {
    switch kind {
    case .cases:
      var branches: [Branch] = []
      for row in rows {
        guard let first = row.first else { continue }
        let (value, inline) = ConditionReader.split(first)
        let condition = inline + row.dropFirst().flatMap { $0 }
        branches.append(
          Branch(
            value: try Self.read(value, at: item.range),
            condition: try ConditionReader.read(condition, at: item.range)))
      }
      return Term(.cases(branches), item.range)
    case .matrix:
      var result: [[Term]] = []
      for row in rows {
        var cells: [Term] = []
        for cell in row { cells.append(try Self.read(cell, at: item.range)) }
        result.append(cells)
      }
      return Self.dotted(result, item.range) ?? Term(.matrix(result), item.range)
    case .rows, .substack: throw Unreadable(item.range, "lines within a formula")
    }
  }

  /// A row or a column of a matrix with dots in it: x_1 … x_n side by side, or one below the other.
  private static func dotted(_ rows: [[Term]], _ range: SourceRange) -> Term? {
    if rows.count >= 3, rows.allSatisfy({ $0.count == 1 }) { return Term.listed(rows.flatMap { $0 }, range) }
    guard rows.count == 1, case .big(var list)? = Term.listed(rows[0], range)?.node else { return nil }
    list.body = Term(.transpose(list.body), range)
    return Term(.transpose(Term(.big(list), range)), range)
  }
}

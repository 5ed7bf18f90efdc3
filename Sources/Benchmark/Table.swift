/// Rows of text in columns: the first and the last aligned left, numbers between them right.
struct Table {
  private var rows: [[String]]

  /// A table with these headings.
  init(_ headings: [String]) { rows = [headings] }

  /// Adds a row; it has a cell for every heading.
  mutating func add(_ cells: [String]) { rows.append(cells) }

  /// The table as lines, with a rule below the headings.
  var text: String {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { c in rows.map { c < $0.count ? $0[c].count : 0 }.max() ?? 0 }
    var lines = rows.map { row in
      let cells = row.enumerated().map { c, cell in
        let space = String(repeating: " ", count: widths[c] - cell.count)
        if c == columns - 1 { return cell }
        return c == 0 ? cell + space : space + cell
      }
      return cells.joined(separator: "  ")
    }
    let rule = widths.map { String(repeating: "─", count: $0) }.joined(separator: "  ")
    lines.insert(rule, at: min(1, lines.count))
    return lines.joined(separator: "\n")
  }
}

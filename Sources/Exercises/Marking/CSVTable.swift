/// A table as course systems write them: cells between commas or semicolons, quoted where they have to be (RFC 4180).
package struct CSVTable: Sendable, Hashable {
  package var rows: [Row]
  /// What stands between cells.
  package var separator: Character = ","

  /// A row, and the line on which it begins.
  package struct Row: Sendable, Hashable {
    package var cells: [String]
    package var line: Int
  }

  /// What is wrong with a table.
  package struct Problem: Error, Sendable, Hashable {
    package var line: Int
    package var words: String
  }

  package init(rows: [[String]] = [], separator: Character = ",") {
    self.rows = rows.enumerated().map { Row(cells: $1, line: $0 + 1) }
    self.separator = separator
  }

  /// Reads a table; throws where a quotation mark is never closed.
  package init(_ text: String) throws(Problem) {
    let text = text.hasPrefix("\u{FEFF}") ? text.dropFirst() : text[...]
    separator = Self.separator(of: text.prefix { !$0.isNewline })
    rows = []
    var row = Row(cells: [], line: 1)
    var cell = ""
    var line = 1
    var quoted: Int?
    var wasQuoted = false
    var position = text.startIndex
    func isEmpty() -> Bool { row.cells.isEmpty && cell.isEmpty && !wasQuoted }
    while position < text.endIndex {
      let character = text[position]
      position = text.index(after: position)
      if quoted != nil {
        if character == "\"" {
          if position < text.endIndex, text[position] == "\"" {
            cell.append("\"")
            position = text.index(after: position)
          } else {
            quoted = nil
          }
        } else {
          if character.isNewline { line += 1 }
          cell.append(character)
        }
      } else if character == "\"", cell.isEmpty, !wasQuoted {
        quoted = line
        wasQuoted = true
      } else if character == separator {
        row.cells.append(cell)
        (cell, wasQuoted) = ("", false)
      } else if character.isNewline {
        if !isEmpty() {
          row.cells.append(cell)
          rows.append(row)
        }
        line += 1
        row = Row(cells: [], line: line)
        (cell, wasQuoted) = ("", false)
      } else {
        cell.append(character)
      }
    }
    if let quoted { throw Problem(line: quoted, words: "a quotation mark is never closed") }
    if !isEmpty() {
      row.cells.append(cell)
      rows.append(row)
    }
  }

  /// Semicolons where the first line has more of them than commas.
  private static func separator(of line: Substring) -> Character {
    line.count { $0 == ";" } > line.count { $0 == "," } ? ";" : ","
  }

  /// The table as text.
  package var text: String {
    rows.map { row in
      row.cells.map(quoted).joined(separator: String(separator)) + "\r\n"
    }.joined()
  }

  private func quoted(_ cell: String) -> String {
    let needsQuotes = cell.contains { $0 == separator || $0 == "\"" || $0.isNewline }
    return needsQuotes
      ? "\"" + cell.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
      : cell
  }

  /// A cell of our own that no spreadsheet takes for a formula.
  package static func defused(_ text: String) -> String {
    let plain = String(
      text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : Character($0) })
    guard let first = plain.first(where: { !$0.isWhitespace }), ["=", "+", "-", "@"].contains(first),
      Double(plain) == nil
    else { return plain }
    return "'" + plain
  }
}

import Exercises

/// A batch as a table: a row a sheet, or one column more of the course system's own table.
enum GradeCSV {
  static func text(_ batch: MarkedBatch) -> String {
    let ids = batch.sheets.first?.exercises.map(\.id) ?? []
    var rows = [["file", "name"] + ids + ["score", "max score", "needs a human"]]
    for sheet in batch.sheets {
      rows.append(
        [CSVTable.defused(sheet.file), CSVTable.defused(sheet.name ?? "")]
          + sheet.exercises.map { $0.score.map(points) ?? "" }
          + [
            sheet.needsHuman ? "" : points(sheet.score), points(sheet.maxScore),
            sheet.needsHuman ? CSVTable.defused(open(sheet)) : "",
          ])
    }
    return CSVTable(rows: rows).text
  }

  private static func open(_ sheet: MarkedSheet) -> String {
    sheet.problem
      ?? sheet.exercises.filter { $0.score == nil }.map { "\($0.id): \($0.words)" }.joined(separator: "; ")
  }

  // MARK: - A roster

  /// A roster with one column filled, and what a human should know.
  struct Filled {
    var text: String
    var warnings: [String]
  }

  /// Fills one column of a roster; everything else stays as it is.
  static func filled(_ roster: CSVTable, _ batch: MarkedBatch) -> Filled {
    var table = roster
    guard let header = table.rows.first else {
      return Filled(text: text(batch), warnings: ["the roster is empty"])
    }
    let column = column(in: &table, batch)
    var warnings: [String] = []
    var rows: [Int: MarkedSheet] = [:]
    var several: Set<Int> = []
    let keys = header.cells.indices.filter { isKey(header.cells[$0]) }
    for sheet in batch.sheets {
      let found = table.rows.indices.dropFirst().filter { row in
        keys.contains { key in
          table.rows[row].cells.indices.contains(key) && isOf(sheet, table.rows[row].cells[key])
        }
      }
      guard let row = found.first, found.count == 1 else {
        warnings.append("\(sheet.file): \(found.isEmpty ? "nobody" : "more than one") in the roster is meant")
        continue
      }
      if rows[row] != nil { several.insert(row) }
      rows[row] = sheet
    }
    for (row, sheet) in rows.sorted(by: { $0.key < $1.key }) {
      while table.rows[row].cells.count <= column { table.rows[row].cells.append("") }
      if several.contains(row) {
        warnings.append("\(sheet.name ?? sheet.file): several sheets; the cell stays empty")
      } else if !sheet.needsHuman {
        table.rows[row].cells[column] = points(sheet.score)
      } else {
        warnings.append("\(sheet.file): a human has to mark it; the cell stays empty")
      }
    }
    return Filled(text: table.text, warnings: warnings)
  }

  /// The column that names the lesson, by its name or its title; else a new one.
  private static func column(in table: inout CSVTable, _ batch: MarkedBatch) -> Int {
    let header = table.rows[0].cells
    let number = batch.lesson.drop { !$0.isNumber }
    func names(_ cell: String) -> Bool {
      let words = cell.lowercased().split { !($0.isLetter || $0.isNumber) }.map(String.init)
      return words.contains(batch.lesson) || cell.lowercased().hasPrefix(batch.title.lowercased())
        || zip(words, words.dropFirst()).contains { $0 == "lesson" && $1 == number }
    }
    let found = header.indices.filter { names(header[$0]) }
    if found.count == 1 { return found[0] }
    table.rows[0].cells.append(batch.lesson)
    return header.count
  }

  /// A column by which a student is known.
  private static func isKey(_ title: String) -> Bool {
    let plain = title.lowercased().filter { $0.isLetter || $0.isNumber }
    return [
      "student", "name", "fullname", "id", "sisuserid", "sisloginid", "idnumber", "email", "emailaddress",
      "username", "studentid", "login", "userid", "file", "identifier", "githubusername",
    ].contains(plain)
  }

  /// Whether a cell is the student's name, or the name of the file or its folder.
  private static func isOf(_ sheet: MarkedSheet, _ cell: String) -> Bool {
    let cell = plain(cell)
    if cell.isEmpty { return false }
    var names = sheet.name.map { [plain($0)] } ?? []
    let parts = sheet.file.split(separator: "/").map(String.init)
    if let file = parts.last {
      let stem = file.hasSuffix(".md") ? String(file.dropLast(3)) : file
      names += [plain(stem), plain(stem.split(separator: "_").first.map(String.init) ?? "")]
    }
    if parts.count > 1 { names.append(plain(parts[parts.count - 2])) }
    if names.contains(cell) { return true }
    // Ada Lovelace is Lovelace, Ada.
    let turned = cell.split(separator: ",").reversed().map { plain(String($0)) }.joined(separator: " ")
    return names.contains(turned)
  }

  private static func plain(_ text: String) -> String {
    text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}

import Network

/// Reads data sets from tables of values: a line an example, commas, semicolons or tabs between values.
///
/// A first line without any number names the columns. The last column is what should come out: words are classes,
/// numbers are targets; with `targets` there are several such columns.
struct DataTable {
  /// What is wrong with a table, and where.
  enum Problem: Error, Sendable, Hashable {
    /// No line holds an example.
    case empty
    /// So many values where the first line has another number of them.
    case length(line: Int, found: Int, expected: Int)
    /// Not a number.
    case number(line: Int, column: Int, found: String)
    /// More target columns than columns, or none left for inputs.
    case targets(Int, columns: Int)
    /// More than can be handled.
    case tooMany(limit: Int)
    /// One class only.
    case oneClass(String)
  }

  /// The most examples, and the most columns.
  static let limit = 100_000
  static let columnLimit = 4096

  private struct Row {
    let line: Int
    let values: [Substring]
  }

  /// The data set in a text.
  static func dataSet(_ text: String, name: String, targets count: Int = 1) throws(Problem) -> DataSet {
    var rows = self.rows(text)
    if let first = rows.first, first.values.allSatisfy({ number($0) == nil }) { rows.removeFirst() }
    guard let first = rows.first else { throw .empty }
    let columns = first.values.count
    guard rows.count <= limit else { throw .tooMany(limit: limit) }
    guard columns <= columnLimit else { throw .tooMany(limit: columnLimit) }
    for row in rows where row.values.count != columns {
      throw .length(line: row.line, found: row.values.count, expected: columns)
    }
    guard count >= 1, count < columns else { throw .targets(count, columns: columns) }
    let inputs = try matrix(rows, columns: 0..<columns - count)
    if count == 1, rows.contains(where: { number($0.values[columns - 1]) == nil }) {
      var names: [String] = []
      var classes: [Int] = []
      for row in rows {
        let name = String(row.values[columns - 1])
        if let known = names.firstIndex(of: name) {
          classes.append(known)
        } else {
          classes.append(names.count)
          names.append(name)
          guard names.count <= columnLimit else { throw .tooMany(limit: columnLimit) }
        }
      }
      guard names.count > 1 else { throw .oneClass(names[0]) }
      return DataSet(name: name, inputs: inputs, targets: .classes(classes, names: names))
    }
    let numbers = try matrix(rows, columns: columns - count..<columns)
    return DataSet(name: name, inputs: inputs, targets: .numbers(numbers))
  }

  private static func rows(_ text: String) -> [Row] {
    var rows: [Row] = []
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    let separators: Set<Character> = [",", ";", "\t"]
    for (place, line) in lines.enumerated() {
      guard let first = line.first(where: { !$0.isWhitespace }), first != "#" else { continue }
      let values = line.split(omittingEmptySubsequences: false, whereSeparator: separators.contains)
      rows.append(Row(line: place + 1, values: values.map(trimmed)))
    }
    return rows
  }

  private static func matrix(_ rows: [Row], columns: Range<Int>) throws(Problem) -> Matrix {
    var numbers: [Double] = []
    for row in rows {
      for column in columns {
        guard let number = number(row.values[column]) else {
          throw .number(line: row.line, column: column + 1, found: String(row.values[column]))
        }
        numbers.append(number)
      }
    }
    let width = columns.count
    return Matrix(rows: rows.count, columns: width) { e, k in numbers[e * width + k] }
  }

  private static func number(_ text: Substring) -> Double? {
    Double(text).flatMap { $0.isFinite ? $0 : nil }
  }

  /// A value without spaces and quotation marks around it.
  private static func trimmed(_ text: Substring) -> Substring {
    var text = text
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    if text.count >= 2, text.hasPrefix("\""), text.hasSuffix("\"") { text = text.dropFirst().dropLast() }
    return text
  }
}

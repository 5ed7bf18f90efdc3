import Formula

/// Formulas in Unicode, broken into lines: at relations, then at the signs between terms, then anywhere.
struct FormulaLines: Sendable {
  private let printer: UnicodePrinter

  /// Prints in a notation.
  init(notation: Notation, style: UnicodePrinter.Style) {
    printer = UnicodePrinter(notation: notation, style: style)
  }

  /// The formula on one line.
  func text(_ expression: Expression) -> String { printer.print(expression) }

  /// The conditions written beside a statement: `k ≠ i, ℓ < L`; empty when there are none.
  func conditions(_ statement: Statement) -> String {
    statement.conditions.map { printer.print($0) }.joined(separator: ", ")
  }

  /// A relation sign.
  func sign(_ relation: Relation) -> String { printer.print(relation) }

  /// The formula on lines of at most `width` columns, except where nothing can be broken.
  func lines(_ expression: Expression, width: Int) -> [String] {
    let whole = text(expression)
    guard columns(whole) > width else { return [whole] }
    guard case .sum(let terms) = expression.node else { return wrapped(whole, width: width, indent: 2) }
    var lines: [String] = []
    var line = ""
    for (place, term) in terms.enumerated() {
      let piece = place == 0 ? text(term) : signed(term)
      if !line.isEmpty, columns(line) + 1 + columns(piece) > width {
        lines.append(line)
        line = piece
      } else {
        line += line.isEmpty ? piece : " " + piece
      }
    }
    lines.append(line)
    return lines.flatMap { columns($0) > width ? wrapped($0, width: width, indent: 2) : [$0] }
  }

  /// A term behind another one: `+ x` or `− x`.
  private func signed(_ term: Expression) -> String {
    guard case .negative = term.node else { return "+ " + text(term) }
    let printed = text(term)
    return printed.hasPrefix("−") || printed.hasPrefix("-") ? "− " + printed.dropFirst() : "+ " + printed
  }

  /// The rows of a chain: the first side with the second behind it where they fit, each further side below
  /// with its relation under the first one. The number is that of the side a row shows.
  func rows(
    _ sides: [Expression], _ relations: [Relation], leading: Relation? = nil, width: Int
  ) -> [(side: Int, lines: [String])] {
    guard let first = sides.first else { return [] }
    let opening = leading.map { sign($0) + " " } ?? ""
    let left = opening + text(first)
    guard sides.count > 1 else { return [(0, hung(opening, lines(first, width: width - columns(opening))))] }
    let indent = columns(left) + 1 <= width * 2 / 5 ? columns(left) + 1 : 4
    var rows: [(side: Int, lines: [String])] = []
    if indent == 4 && columns(left) + 1 > 4 { rows.append((0, hung(opening, lines(first, width: width)))) }
    for (place, side) in sides.enumerated().dropFirst() {
      let relation = place <= relations.count ? sign(relations[place - 1]) : "="
      let prefix = String(repeating: " ", count: indent) + relation + " "
      var lines = hung(prefix, lines(side, width: width - columns(prefix)))
      if rows.isEmpty, let opening = lines.first { lines[0] = left + opening.dropFirst(columns(left)) }
      rows.append((place, lines))
    }
    return rows
  }

  /// The rows of a statement, with its conditions behind the last one, or below it.
  func rows(_ statement: Statement, width: Int) -> [(side: Int, lines: [String])] {
    var rows = rows(statement.sides, statement.relations, leading: statement.leading, width: width)
    let conditions = conditions(statement)
    guard !conditions.isEmpty, let last = rows.last?.lines.last else { return rows }
    if columns(last) + 4 + columns(conditions) <= width {
      rows[rows.count - 1].lines[rows[rows.count - 1].lines.count - 1] += "    " + conditions
    } else {
      rows[rows.count - 1].lines.append("    " + conditions)
    }
    return rows
  }

  /// The first line behind a prefix, the others below its end.
  private func hung(_ prefix: String, _ lines: [String]) -> [String] {
    let space = String(repeating: " ", count: columns(prefix))
    return lines.enumerated().map { ($0.offset == 0 ? prefix : space) + $0.element }
  }
}

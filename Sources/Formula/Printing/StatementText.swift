/// The lines of a statement: each side with the relation before it.
struct StatementText {
  private var rows: [(relation: String?, side: String)]
  private let trailing: String?
  private let conditions: [String]
  private let marks: [String]

  /// Prints the parts of a statement with the functions of a printer.
  init(
    _ statement: Statement, relation: (Relation) -> String, expression: (Expression) -> String,
    condition: (Condition) -> String
  ) {
    rows = statement.sides.enumerated().map { place, side in
      let before =
        place == 0
        ? statement.leading : place <= statement.relations.count ? statement.relations[place - 1] : nil
      return (before.map(relation), expression(side))
    }
    trailing = statement.trailing.map(relation)
    conditions = statement.conditions.map(condition)
    marks = statement.marks
  }

  /// One line of LaTeX, or an `aligned` environment for a chain of two links or more.
  func laTeX(aligned: Bool) -> String {
    let end =
      (trailing.map { " " + $0 } ?? "") + conditions.map { "\\quad " + $0 }.joined()
    let tags = marks.map { "\\tag{\($0)}" }.joined()
    guard aligned, rows.count > 2 else { return line(rows, between: " ") + end + tags }
    var lines = [line(rows.prefix(2), between: " &")]
    lines += rows.dropFirst(2).map { line([$0], between: "&") }
    return "\\begin{aligned}" + lines.joined(separator: "\\\\ ") + end + "\\end{aligned}" + tags
  }

  private func line(_ rows: some Sequence<(relation: String?, side: String)>, between: String) -> String {
    var text = ""
    for row in rows {
      if let relation = row.relation {
        text += (text.isEmpty && between == " " ? "" : between) + relation + " "
      }
      text += row.side
    }
    return text
  }
}

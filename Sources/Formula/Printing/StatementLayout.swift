/// A statement laid out: each side with the relation before it.
struct StatementLayout: Sendable {
  /// The sides in order.
  var rows: [Row]
  /// A relation behind the last side.
  var trailing: Relation?
  /// Conditions beside the statement.
  var conditions: [Layout]
  /// Names of the equation.
  var marks: [String]

  /// One side, with the relation before it and a writer's note behind it.
  struct Row: Sendable {
    var relation: Relation?
    var side: Layout
    var note: String?
  }

  /// The rows of a display: the first two sides share one, each further side has its own.
  var lines: [[Row]] {
    guard rows.count > 2 else { return [rows] }
    return [Array(rows.prefix(2))] + rows.dropFirst(2).map { [$0] }
  }
}

extension LayoutBuilder {
  /// The layout of a statement.
  func layout(_ statement: Statement) -> StatementLayout {
    var builder = self
    builder.statement = Surroundings(
      outside: statement.looseIndices,
      speaksOfExamples: statement.speaksOfExamples)
    return builder.inner(notation.weightOrder == .fromTo ? statement.reorderingWeights() : statement)
  }

  private func inner(_ statement: Statement) -> StatementLayout {
    let rows = statement.sides.enumerated().map { place, side in
      let relation =
        place == 0
        ? statement.leading : place <= statement.relations.count ? statement.relations[place - 1] : nil
      return StatementLayout.Row(relation: relation, side: layout(side), note: statement.notes[place])
    }
    return StatementLayout(
      rows: rows, trailing: statement.trailing, conditions: statement.conditions.map(layout),
      marks: statement.marks)
  }
}

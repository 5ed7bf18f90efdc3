import Formula

/// Reads conditions: i ≠ j, z > 0, "if i = j", "otherwise".
enum ConditionReader {
  /// A condition; nil where there is none, as for "otherwise".
  static func read(_ items: [Markup], at place: SourceRange) throws(Unreadable) -> Condition? {
    // {i = j} in braces or brackets of its own.
    if items.count == 1, case .fenced(let open, let inner, _) = items[0].kind, open != .bar {
      return try read(inner, at: place)
    }
    let items = items.filter { item in
      switch item.kind {
      case .text, .punctuation, .mark: false
      case .word(let word): KnownFunction(word) != nil
      case .sign(.forAll): false
      default: true
      }
    }
    guard items.contains(where: { if case .relation = $0.kind { true } else { false } }) else { return nil }
    var sides: [[Markup]] = [[]]
    var relations: [Relation] = []
    for item in items {
      if case .relation(let relation) = item.kind {
        relations.append(relation)
        sides.append([])
      } else {
        sides[sides.count - 1].append(item)
      }
    }
    var terms: [Term] = []
    for side in sides { terms.append(try TermReader.read(side, at: place)) }
    return Condition(
      comparisons: relations.indices.map {
        .init(left: terms[$0], relation: relations[$0], right: terms[$0 + 1])
      })
  }

  /// The value of a row of cases, and the condition that stands in the same cell behind a word or comma.
  static func split(_ cell: [Markup]) -> (value: [Markup], condition: [Markup]) {
    let cut =
      cell.firstIndex { item in
        switch item.kind {
        case .text, .punctuation(.comma), .punctuation(.separator), .punctuation(.semicolon): true
        default: false
        }
      } ?? cell.endIndex
    return (Array(cell[..<cut]), Array(cell[cut...]))
  }
}

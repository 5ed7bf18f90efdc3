/// Cases, matrices and conditions.
extension Elaborator {
  /// Cases and matrices; rows of a derivation cannot stand inside a formula.
  mutating func environment(
    _ environment: Markup.Environment, _ rows: [[Markup.Cell]], _ range: SourceRange
  ) throws(Problem) -> Expression {
    let rows = rows.filter { $0.contains { !$0.isEmpty } }
    switch environment {
    case .cases:
      var branches: [Branch] = []
      for row in rows { branches.append(try branch(row, range)) }
      guard !branches.isEmpty else { throw missing("a branch", at: range) }
      return Expression(.cases(branches), range)
    case .matrix:
      let rows = Elaborator.fillingEmptyCells(rows)
      var result: [[Expression]] = []
      // A & behind the last entry opens no further place.
      let open = rows.filter { $0.count > 1 && $0.last?.isEmpty == true }
      let full = rows.filter { $0.last?.isEmpty == false }.map(\.count).max()
      for row in rows {
        var entries: [Expression] = []
        for cell in row.dropLast(
          row.last?.isEmpty == true && (open.count == rows.count || row.count - 1 == full) ? 1 : 0)
        {
          // A place that is left empty holds zero.
          entries.append(cell.isEmpty ? Expression(.number(0), range) : try expression(cell, in: range))
        }
        result.append(entries)
      }
      guard let width = result.first?.count, result.allSatisfy({ $0.count == width }) else {
        throw Problem(
          .unexpectedToken, at: range, found: "rows of different lengths",
          expected: "as many entries in each row")
      }
      return Expression(.matrix(result), range)
    case .rows, .substack:
      if rows.count == 1 { return try expression(rows[0].flatMap { $0 }, in: range) }
      throw Problem(
        .unsupported, at: range, found: "several lines inside a formula", expected: "one line",
        help: "Let the lines be the whole display.")
    }
  }

  /// The rows of a matrix with dots: empty cells are zeros where a corner beside the diagonal is one, and dots elsewhere.
  private static func fillingEmptyCells(_ rows: [[Markup.Cell]]) -> [[Markup.Cell]] {
    guard rows.contains(where: { $0.contains { $0.count == 1 && $0[0].kind == .ellipsis } }) else {
      return rows
    }
    let width = rows.map { ($0.lastIndex { !$0.isEmpty } ?? -1) + 1 }.max() ?? 0
    func isZero(_ row: [Markup.Cell]?, _ column: Int) -> Bool {
      guard let row, column < row.count, let first = row[column].first else { return true }
      return row[column].count == 1 && first.kind == .number("0")
    }
    let filler: Markup.Kind = isZero(rows.first, width - 1) || isZero(rows.last, 0) ? .number("0") : .ellipsis
    return rows.map { row in
      let place = row.flatMap { $0 }.last?.range ?? SourceRange(0, 0)
      return (0..<width).map { column in
        column < row.count && !row[column].isEmpty ? row[column] : [Markup(filler, place)]
      }
    }
  }

  /// One row of cases: `value & condition`, `value, condition`, `value; condition`, `value \text{if } condition`.
  private mutating func branch(_ cells: [Markup.Cell], _ range: SourceRange) throws(Problem) -> Branch {
    var value: [Markup]
    var rest: [Markup]
    if cells.count > 1 {
      value = cells[0]
      rest = cells.dropFirst().flatMap { $0 }
    } else {
      let cell = cells.first ?? []
      let split = cell.firstIndex { item in
        switch item.kind {
        case .punctuation, .text, .word("if"), .word("for"), .word("otherwise"), .word("else"): true
        default: false
        }
      }
      value = split.map { Array(cell[..<$0]) } ?? cell
      rest = split.map { Array(cell[$0...]) } ?? []
    }
    if let word = rest.first(where: \.takesBack) {
      throw Problem(
        .unsupported, at: word.range, found: "'unless' or 'not' before a condition",
        expected: "the condition itself", help: "Turn it round: i \\ne j for not i = j.")
    }
    value = value.droppingPunctuationAtEnd
    let here = Markup.range(of: value, default: range)
    let branchValue = try expression(value, in: here)
    rest = rest.flatMap(Elaborator.withoutWords).droppingPunctuationAtEnd
    if case .punctuation? = rest.first?.kind { rest.removeFirst() }
    if rest.isEmpty { return Branch(branchValue, if: nil) }
    return Branch(branchValue, if: try condition(rest, in: range))
  }

  /// Words in a condition say nothing the relation doesn't: if, for, when, and.
  private static func withoutWords(_ item: Markup) -> [Markup] {
    switch item.kind {
    case .text(let text):
      // `\text{if $k \ne i$ and }`: the formula inside was kept as text by the first stage.
      if text.contains("and") { return [Markup(.punctuation(.comma), item.range)] }
      let inner = formulaInside(text)
      guard !inner.isEmpty else { return [] }
      return MarkupReader.read(inner, offset: item.range.start, macros: .empty).markup
    case .word(let word) where Segment.isProse(word): return []
    case .punctuation(.separator), .punctuation(.alignment): return []
    default: return [item]
    }
  }

  /// The part of a text between dollars or \( \), empty if there is none.
  private static func formulaInside(_ text: String) -> String {
    var parts: [Substring] = text.split(separator: "$", omittingEmptySubsequences: false)
    if parts.count >= 3 { return String(parts[1]) }
    parts = text.split(separator: "\\", omittingEmptySubsequences: false)
    guard let open = text.firstIndex(of: "("), let close = text.lastIndex(of: ")"), open < close,
      open > text.startIndex, text[text.index(before: open)] == "\\"
    else { return "" }
    var inner = text[text.index(after: open)..<close]
    if inner.last == "\\" { inner.removeLast() }
    return String(inner)
  }

  /// A condition: comparisons joined by commas, perhaps chained (0 < z < 1).
  mutating func condition(_ items: [Markup], in range: SourceRange) throws(Problem) -> Condition {
    var comparisons: [Comparison] = []
    for part in items.split(whereSeparator: {
      $0.kind == .punctuation(.comma) || $0.kind == .punctuation(.separator)
    }) {
      var sides: [[Markup]] = [[]]
      var relations: [Relation] = []
      for item in part {
        if case .relation(let relation) = item.kind {
          relations.append(relation)
          sides.append([])
        } else {
          sides[sides.count - 1].append(item)
        }
      }
      guard !relations.isEmpty else {
        throw Problem(
          .unexpectedToken, at: Markup.range(of: Array(part), default: range), found: "no relation",
          expected: "a condition such as z > 0 or i = j")
      }
      for (position, relation) in relations.enumerated() {
        switch relation {
        case .equal, .identical, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: break
        default:
          throw Problem(
            .unexpectedToken, at: range, found: "a relation that is no condition",
            expected: "one of = ≠ < ≤ > ≥")
        }
        guard !sides[position].isEmpty, !sides[position + 1].isEmpty else {
          throw missing("something to compare with", at: Markup.range(of: Array(part), default: range))
        }
        let left = try indexOrExpression(sides[position], range)
        let right = try indexOrExpression(sides[position + 1], range)
        comparisons.append(Comparison(left, relation == .identical ? .equal : relation, right))
      }
    }
    guard !comparisons.isEmpty else { throw missing("a condition", at: range) }
    return Condition(comparisons)
  }

  /// A side of a condition: an index alone is an index, anything else an expression.
  mutating func indexOrExpression(_ items: [Markup], _ range: SourceRange) throws(Problem) -> Expression {
    if items.count == 1, let name = Elaborator.indexName(items[0]), isIndexLetter(name) {
      let index: Index =
        name == notation.trueClassLetter && !boundIndices.contains(name) ? .trueClass : .variable(name)
      return Expression(.indexValue(index), items[0].range)
    }
    return try expression(items, in: range)
  }

  /// Whether a bare letter in a condition is an index: it stands as one elsewhere, or no quantity has its name.
  private func isIndexLetter(_ name: String) -> Bool {
    if name == notation.outputLetter { return false }
    // Where layers are subscripts too, a layer's letter below a quantity is no unit.
    let isLayer = notation.patterns[.activation]?.layer == .subscript && notation.layerLetters.contains(name)
    if isLayer && !boundIndices.contains(name) { return false }
    if boundIndices.contains(name) || indexLetters.contains(name) || name == notation.trueClassLetter {
      return true
    }
    return role(of: name) == nil && (name == notation.exampleLetter || "ijkmnpqrhc".contains(name))
      && name.count == 1
  }
}

extension [Markup] {
  /// The list without commas, periods and wide spaces at its end.
  var droppingPunctuationAtEnd: [Markup] {
    var list = self
    while case .punctuation? = list.last?.kind { list.removeLast() }
    return list
  }
}

extension Markup {
  /// Words that turn the condition behind them round.
  fileprivate var takesBack: Bool {
    let words: [Substring] =
      switch kind {
      case .text(let text), .word(let text): text.lowercased().split { !$0.isLetter }
      default: []
      }
    return words.contains { ["unless", "not", "except", "without"].contains($0) }
  }
}

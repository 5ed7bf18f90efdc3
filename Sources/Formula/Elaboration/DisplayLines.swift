/// One line of a display with the note at its end.
struct DisplayLine {
  var items: [Markup]
  var note: String?
}

extension [Markup] {
  /// The lines of a display; one that begins with an operation sign, or follows one, continues the one above.
  var displayLines: [DisplayLine] {
    var result: [DisplayLine] = []
    for line in linesAsWritten {
      // `& \quad + b^l` goes on with the line above.
      let items = Array(
        line.items.filter { $0.kind != .punctuation(.alignment) }.drop { $0.kind == .punctuation(.separator) }
      )
      if items.first?.isSignOfOperation == true || result.last?.items.last?.isSignOfOperation == true,
        var previous = result.last
      {
        previous.items = previous.items.droppingPunctuationAtEnd + items
        previous.note = line.note ?? previous.note
        result[result.count - 1] = previous
      } else {
        result.append(DisplayLine(items: items.labelAtEnd, note: line.note))
      }
    }
    return result
  }

  /// The rows of an aligned environment or of a system of equations, or the display itself.
  fileprivate var linesAsWritten: [DisplayLine] {
    var items = unwrappedList
    var marks: [Markup] = []
    items.removeAll { item in
      if case .mark = item.kind { marks.append(item) }
      return if case .mark = item.kind { true } else { false }
    }
    items = items.unwrappedList.flatMap { item -> [Markup] in
      // Braces around a whole equation: \displaystyle{A = B} [3].
      if case .group(let inner) = item.kind, inner.containsRelation { inner } else { [item] }
    }
    var content = items.droppingPunctuationAtEnd
    if content.count > 1, case .environment? = content.first?.kind, content.last?.label != nil {
      // A label behind the rows.
      let rest = Array(content.dropLast()).droppingPunctuationAtEnd
      if rest.count == 1 { content = rest }
    }
    if content.count == 1 {
      switch content[0].kind {
      case .environment(.rows, let rows): return rows.displayLines
      case .environment(.cases, let rows) where rows.areEquations,
        .environment(.matrix, let rows) where rows.areEquations:
        return rows.displayLines
      case .fenced(.brace, let inner, .none): return inner.linesAsWritten
      default: break
      }
    }
    // Rows without an environment: a bare \\ in the display.
    let rows = items.split(whereSeparator: { $0.kind == .punctuation(.rowEnd) })
    if rows.count > 1 {
      // Displays that continue each other are such rows, and may be environments themselves.
      return rows.flatMap { row in
        let content = Array(row).droppingPunctuationAtEnd
        let isEnvironment =
          if case .environment? = content.first?.kind { content.count == 1 } else { false }
        return isEnvironment ? content.linesAsWritten : [DisplayLine(items: Array(row) + marks)]
      }
    }
    return [DisplayLine(items: items + marks)]
  }

  /// `(2) C = …` and `1. C = …`, with the label as a mark at the end.
  private var labelAtEnd: [Markup] {
    guard count > 2, containsRelation else { return self }
    if let label = self[0].label, self[1].beginsFormula {
      return Array(dropFirst()) + [Markup(.mark(label), self[0].range)]
    }
    if let digits = self[0].wholeNumber, self[1].kind == .punctuation(.period), self[2].beginsFormula {
      return Array(dropFirst(2)) + [Markup(.mark(digits), self[0].range)]
    }
    return self
  }
}

extension [[Markup.Cell]] {
  /// The formulas of the rows of an aligned environment, each on a line of its own.
  ///
  /// From its second `&` on a row goes on with another formula, a condition or a note, never with a factor of
  /// the formula before. A cell that begins with a relation or a sign continues what stands above it in its
  /// column, where that is not the formula right before it.
  fileprivate var displayLines: [DisplayLine] {
    var result: [DisplayLine] = []
    /// The line with the last formula of each column.
    var last: [Int: Int] = [:]
    for row in self {
      for column in row.columns(continuing: Set(last.keys)) {
        if column.number > 0, let note = column.note {
          if !result.isEmpty, result[result.count - 1].note == nil { result[result.count - 1].note = note }
          continue
        }
        let above = last[column.number]
        if column.goesOn, let above, above < result.count - 1 {
          result[above].items = result[above].items.droppingPunctuationAtEnd + column.items
          continue
        }
        let inner = column.items.linesAsWritten
        if column.items.containsRelation || column.number == 0 { last[column.number] = result.count }
        result += inner
        if let note = column.wordsBehind, inner.count == 1 { result[result.count - 1].note = note }
      }
    }
    return result
  }

  /// Rows each of which is an equation of its own, A = B, rather than a value with its condition, or entries.
  fileprivate var areEquations: Bool {
    let rows = filter { $0.contains { !$0.isEmpty } }
    return !rows.isEmpty
      && rows.allSatisfy { row in
        guard let equal = row.flatMap({ $0 }).firstIndex(where: { $0.kind == .relation(.equal) }) else {
          return false
        }
        return !row.flatMap { $0 }[..<equal].contains { item in
          switch item.kind {
          case .punctuation(.comma), .punctuation(.semicolon), .punctuation(.separator), .text: true
          case .word(let word): word == "if" || word == "for" || word == "when"
          default: false
          }
        }
      }
  }
}

/// What stands in one column of a row: both cells of `A &= B`, or the three of `A & = & B`.
private struct Column {
  /// 0 for what stands before the second `&`.
  let number: Int
  var items: [Markup]
  /// Words in the last cell of the first column.
  var wordsBehind: String?

  /// It begins with a relation or a sign, so that its formula began in a row above.
  var goesOn: Bool {
    items.first { $0.kind != .punctuation(.separator) }?.isRelationOrSign == true
  }

  /// What it says beside a formula, where it is neither a formula nor a condition.
  var note: String? {
    if let words = items.onlyText { return words }
    let speaks = items.contains { item in
      switch item.kind {
      case .relation, .sign(.forAll), .mark, .environment: true
      case .fenced(_, let inner, _): inner.containsRelation
      default: false
      }
    }
    if speaks || items.count == 1 && items[0].equationMark != nil { return nil }
    return items.map(Elaborator.sourceName).joined(separator: " ")
  }
}

extension [Markup.Cell] {
  /// The columns of a row.
  ///
  /// - Parameter above: the columns that have a formula in a row above.
  fileprivate func columns(continuing above: Set<Int>) -> [Column] {
    var columns: [Column] = []
    for (place, cell) in enumerated() where !cell.isEmpty {
      let number = place / 2
      guard var column = columns.last else {
        columns.append(Column(number: number, items: cell))
        continue
      }
      let words = place == count - 1 ? cell.onlyText : nil
      let next = Column(number: number, items: cell)
      let isOwn = self[place - 1].isEmpty && (above.contains(number) || words != nil)
      let isJoined =
        column.number == number
        || !isOwn && (next.goesOn || column.items.last?.isRelationOrSign == true)
      guard isJoined || number == 0 else {
        columns.append(next)
        continue
      }
      if let words { column.wordsBehind = words } else { column.items += cell }
      columns[columns.count - 1] = column
    }
    return columns
  }
}

extension [Markup] {
  /// The words of a cell that holds nothing else; nil otherwise.
  var onlyText: String? {
    var words: [String] = []
    for item in self {
      switch item.kind {
      case .text(let text): words.append(text)
      case .word(let word): words.append(word)
      case .punctuation: continue
      case .group(let inner):
        guard let text = inner.onlyText else { return nil }
        words.append(text)
      default: return nil
      }
    }
    return words.isEmpty ? nil : words.joined(separator: " ")
  }
}

extension [Markup] {
  /// BP1, 2.3, ∗: letters in capitals, digits and points, or a star.
  fileprivate var isReference: Bool {
    if count == 1, self[0].kind == .sign(.star) { return true }
    return count > 1
      && allSatisfy { item in
        switch item.kind {
        case .letter(let name): name.count == 1 && name.allSatisfy { $0.isASCII && $0.isUppercase }
        case .number, .punctuation(.period), .word: true
        default: false
        }
      }
  }
}

extension Markup {
  /// A sign behind which an operand has to follow.
  fileprivate var isSignOfOperation: Bool {
    switch kind {
    case .sign(.forAll): false
    case .sign: true
    default: false
    }
  }

  fileprivate var isRelationOrSign: Bool {
    if case .relation = kind { true } else { isSignOfOperation }
  }

  /// `(5)`, `[1]`, `\tag{BP1}`: what an equation is called.
  var equationMark: String? {
    switch kind {
    case .mark(let name): name
    case .fenced(.bracket, let body, .bracket) where body.isNumber: body.map(Elaborator.sourceName).joined()
    case .fenced(.parenthesis, let body, .parenthesis) where body.isReference:
      body.map(Elaborator.sourceName).joined()
    default: label
    }
  }

  /// A number, perhaps with primes, in parentheses: (18′).
  var label: String? {
    guard case .fenced(.parenthesis, let body, .parenthesis) = kind, body.count == 1 else { return nil }
    switch body[0].kind {
    case .number(let digits): return digits
    case .script(let base?, nil, nil, let primes):
      return base.wholeNumber.map { $0 + String(repeating: "'", count: primes) }
    default: return nil
    }
  }

  /// Up to three digits.
  fileprivate var wholeNumber: String? {
    if case .number(let digits) = kind, digits.count <= 3, !digits.contains(".") { digits } else { nil }
  }

  /// Whether a formula may begin with it, rather than go on: a bracket could be a factor.
  fileprivate var beginsFormula: Bool {
    switch kind {
    case .letter, .styled, .word, .bigOperator, .partial, .nabla, .group, .fraction, .environment, .text,
      .punctuation(.separator):
      true
    case .script(let base?, _, _, _): base.beginsFormula
    default: false
    }
  }
}

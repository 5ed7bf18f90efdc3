/// Displays: lines, chains, conditions beside them, marks at their end.
extension Elaborator {
  /// The statements of a display.
  mutating func statements(in markup: [Markup], range: SourceRange) throws(Problem) -> [Statement] {
    var survey = Survey(notation: notation)
    survey.visit(markup)
    indexLetters = survey.indexLetters
    stepLetters.formUnion(survey.stepLetters)
    isAboutOneNeuron = survey.isAboutOneNeuron
    composesFunctions = survey.hasCircle
    dataLetters = survey.dataLetters
    bareLettersAreUnits =
      survey.hasOnlyBareLetters && !isAboutOneNeuron && !chooses(.bareLettersAreVectors)
    if !survey.hasOnlyBareLetters { choicesMet.remove(.bareLettersAreVectors) }

    var result: [Statement] = []
    for line in joinedLines(of: markup) {
      for segment in segments(of: line.items) {
        try add(segment, note: line.note, to: &result, range: range)
      }
    }
    if result.isEmpty { result = pendingConditions.map(Elaborator.statement) }
    result = result.map(settlingCosts)
    if let name = costNames.first {
      for place in result.indices { result[place].costName = name }
    }
    if notation.weightOrder == .fromTo { result = result.map { $0.reorderingWeights() } }
    if !notation.unitLayers.isEmpty { result = result.map { $0.writingLayers(of: notation.unitLayers) } }
    if notation.sumsAreImplied { result = result.map { $0.writingSharedIndices() } }
    guard !result.isEmpty else {
      throw Problem(
        .missingOperand, at: SourceRange(range.end, range.end), found: "an empty formula",
        expected: "a formula")
    }
    return result
  }

  /// A display that says nothing but which indices are meant.
  private static func statement(of condition: Condition) -> Statement {
    let first = condition.comparisons.first.map { [$0.left] } ?? []
    let range = condition.expressions.map(\.range).reduce(nil, union)
    return Statement(
      first + condition.comparisons.map(\.right), condition.comparisons.map(\.relation), range: range)
  }

  /// One line of a display with the note at its end.
  private struct Line {
    var items: [Markup]
    var note: String?
  }

  /// The lines of a display; one that begins with an operation sign, or follows one, continues the one above.
  private func joinedLines(of markup: [Markup]) -> [Line] {
    var result: [Line] = []
    for line in lines(of: markup) {
      let items = line.items.filter { $0.kind != .punctuation(.alignment) }
      let goesOn = if case .sign(let sign)? = items.first?.kind { sign != .forAll } else { false }
      if goesOn || result.last?.items.last?.isSignOfOperation == true, var previous = result.last {
        previous.items = previous.items.droppingPunctuationAtEnd + items
        previous.note = line.note ?? previous.note
        result[result.count - 1] = previous
      } else {
        result.append(line)
      }
    }
    return result
  }

  /// The lines of a display: the rows of an aligned environment, or the display itself.
  private func lines(of markup: [Markup]) -> [Line] {
    var items = markup.unwrappedList
    var marks: [Markup] = []
    items.removeAll { item in
      if case .mark = item.kind { marks.append(item) }
      return if case .mark = item.kind { true } else { false }
    }
    items = items.unwrappedList.flatMap { item -> [Markup] in
      // Braces around a whole equation: \displaystyle{A = B} [3].
      if case .group(let inner) = item.kind, inner.containsRelation { inner } else { [item] }
    }
    let content = items.droppingPunctuationAtEnd
    if content.count == 1, case .environment(.cases, let rows) = content[0].kind, rows.areEquations {
      return rows.flatMap { lines(of: $0.flatMap { $0 }) }
    }
    if content.count == 1, case .environment(.rows, let rows) = content[0].kind {
      return rows.flatMap { row -> [Line] in
        var cells = row
        var note: String?
        let isBehindGap = cells.count > 2 && cells[cells.count - 2].isEmpty
        if cells.count > 1, let last = cells.last,
          let words = last.onlyText ?? (isBehindGap ? last.onlyUpright : nil)
        {
          note = words
          cells.removeLast()
        }
        let inner = lines(of: cells.flatMap { $0 })
        guard inner.count == 1 else { return inner }
        return [Line(items: inner[0].items, note: note ?? inner[0].note)]
      }
    }
    if content.count == 1, case .fenced(.brace, let inner, .none) = content[0].kind {
      return lines(of: inner)
    }
    // Rows without an environment: a bare \\ in the display.
    let rows = items.split(whereSeparator: { $0.kind == .punctuation(.rowEnd) })
    if rows.count > 1 { return rows.map { Line(items: Array($0) + marks, note: nil) } }
    return [Line(items: items + marks, note: nil)]
  }

  /// The parts of a line between wide spaces, words, commas and arrows.
  private func segments(of items: [Markup]) -> [[Markup]] {
    var parts: [[Markup]] = [[]]
    for item in items {
      switch item.kind {
      case .punctuation(.alignment): continue
      case .punctuation, .text, .relation(.implies): parts.append([])
      case .word(let word)
      where ["where", "with", "and", "if", "for", "otherwise", "so", "let"].contains(word):
        parts.append([])
      case .mark: parts.append([item])
      default: parts[parts.count - 1].append(item)
      }
    }
    return parts.filter { !$0.isEmpty }
  }

  /// Reads one segment and adds it: a chain, a continuation, a condition, a mark.
  private mutating func add(
    _ segment: [Markup], note: String?, to result: inout [Statement], range: SourceRange
  ) throws(Problem) {
    if let mark = equationMark(segment) {
      if !result.isEmpty { result[result.count - 1].marks.append(mark) }
      return
    }
    if segment.allSatisfy(\.isArrow) { return }
    var items = segment
    if items.count > 1, let last = items.last, case .fenced(.bracket, let inner, .bracket) = last.kind,
      inner.isNumber
    {
      // A mark such as [1] directly behind the formula.
      items.removeLast()
    }
    if case .sign(.forAll)? = items.first?.kind {
      if let condition = try? condition(Array(items.dropFirst()), in: range) {
        attach(condition, to: &result)
      }
      return
    }
    let here = Markup.range(of: items, default: range)
    var chain = try chain(items, here)
    if let note { chain.notes[chain.sides.count - 1] = note }
    if let previous = result.last, previous.relations.isEmpty, let (condition, rest) = conditionFirst(chain),
      let joined = join(previous, rest)
    {
      // A, i ≠ c = B: the condition belongs to A.
      result[result.count - 1] = joined
      result[result.count - 1].conditions.append(condition)
      return
    }
    let isContinuation = chain.leading != nil || result.last?.trailing != nil
    if isContinuation, let previous = result.last, let joined = join(previous, chain) {
      result[result.count - 1] = joined
    } else if let condition = indexCondition(chain) {
      attach(condition, to: &result)
      if result.isEmpty { pendingConditions.append(condition) }
    } else {
      chain.conditions = pendingConditions
      pendingConditions = []
      result.append(chain)
    }
  }

  private func attach(_ condition: Condition, to result: inout [Statement]) {
    if !result.isEmpty { result[result.count - 1].conditions.append(condition) }
  }

  /// A chain of relations; the first and the last side may be missing.
  private mutating func chain(_ items: [Markup], _ range: SourceRange) throws(Problem) -> Statement {
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
    var statement = Statement([], [], range: range)
    if sides.count > 1, sides[0].isEmpty {
      statement.leading = relations.removeFirst()
      sides.removeFirst()
    }
    if sides.count > 1, sides[sides.count - 1].isEmpty {
      statement.trailing = relations.removeLast()
      sides.removeLast()
    }
    for (position, side) in sides.enumerated() {
      guard !side.isEmpty else {
        throw missing(
          "a formula between the relations", at: SourceRange(range.start, range.end),
          help: position == 0 ? "Nothing stands beside the relation." : "Two relations stand side by side.")
      }
      statement.sides.append(try sideExpression(side, relations, Markup.range(of: side, default: range)))
    }
    statement.relations = relations
    return statement
  }

  /// A side of a chain; in comparisons a lone letter may be an index.
  private mutating func sideExpression(
    _ side: [Markup], _ relations: [Relation], _ range: SourceRange
  ) throws(Problem) -> Expression {
    let compares = relations.contains {
      [.less, .lessOrEqual, .greater, .greaterOrEqual, .notEqual, .element].contains($0)
    }
    return compares || relations == [.equal] && side.count == 1
      ? try indexOrExpression(side, range) : try expression(side, in: range)
  }

  /// A chain that only says which indices are meant: 1 ≤ j ≤ n_l, i ≠ j, k = i.
  private func indexCondition(_ chain: Statement) -> Condition? {
    guard !chain.relations.isEmpty else { return nil }
    var comparisons: [Comparison] = []
    var hasIndex = false
    for (position, relation) in chain.relations.enumerated() {
      guard [.equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual].contains(relation) else {
        return nil
      }
      for side in [chain.sides[position], chain.sides[position + 1]] {
        switch side.node {
        case .indexValue, .layerNumber: hasIndex = true
        case .number, .width, .exampleCount: continue
        case .sum(let terms):
          guard
            terms.allSatisfy({ term in
              switch term.node {
              case .number, .width, .layerNumber, .exampleCount: true
              case .negative(let inner): if case .number = inner.node { true } else { false }
              default: false
              }
            })
          else { return nil }
        default: return nil
        }
      }
      comparisons.append(Comparison(chain.sides[position], relation, chain.sides[position + 1]))
    }
    return hasIndex ? Condition(comparisons) : nil
  }

  /// A chain whose first link only says which indices are meant, and what follows that link.
  private func conditionFirst(_ chain: Statement) -> (Condition, Statement)? {
    guard chain.relations.count > 1, chain.leading == nil else { return nil }
    let first = Statement(Array(chain.sides.prefix(2)), [chain.relations[0]])
    guard chain.relations[0] != .equal, let condition = indexCondition(first) else { return nil }
    var rest = chain
    rest.sides.removeFirst(2)
    rest.leading = chain.relations[1]
    rest.relations.removeFirst(2)
    return (condition, rest)
  }

  /// A continuation joined to the chain before it.
  private func join(_ first: Statement, _ second: Statement) -> Statement? {
    guard let relation = second.leading ?? first.trailing else { return nil }
    guard second.leading == nil || first.trailing == nil || first.trailing == second.leading else {
      return nil
    }
    var joined = first
    joined.trailing = second.trailing
    joined.relations += [relation] + second.relations
    for (position, note) in second.notes { joined.notes[first.sides.count + position] = note }
    joined.sides += second.sides
    joined.conditions += second.conditions
    joined.marks += second.marks
    joined.range = Elaborator.union(first.range, second.range)
    return joined
  }

  /// `(5)`, `[1]`, `\tag{BP1}` as a segment of its own.
  private func equationMark(_ segment: [Markup]) -> String? {
    guard segment.count == 1 else { return nil }
    switch segment[0].kind {
    case .mark(let name): return name
    case .fenced(let open, let body, _) where open == .parenthesis || open == .bracket:
      guard body.count == 1, case .number(let digits) = body[0].kind else { return nil }
      return digits
    default: return nil
    }
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

extension Markup {
  /// An arrow: alone between words it is a remark, no relation.
  fileprivate var isArrow: Bool {
    switch kind {
    case .relation(.assigned), .relation(.maps), .relation(.implies): true
    default: false
    }
  }

  /// A sign behind which an operand has to follow.
  fileprivate var isSignOfOperation: Bool {
    switch kind {
    case .sign(.forAll): false
    case .sign: true
    default: false
    }
  }
}

extension [[Markup.Cell]] {
  /// Rows behind a brace each of which is an equation of its own, A = B, rather than a value with its condition.
  fileprivate var areEquations: Bool {
    let rows = filter { $0.contains { !$0.isEmpty } }
    return rows.count > 1
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

extension [Markup] {
  /// A single upright letter as a word, where only a note can stand.
  fileprivate var onlyUpright: String? {
    guard count == 1, case .styled(.upright, let inner) = self[0].stripped.kind, inner.count == 1,
      case .letter(let name) = inner[0].kind
    else { return nil }
    return name
  }
}

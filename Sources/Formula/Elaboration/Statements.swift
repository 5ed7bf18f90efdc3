/// Displays: chains, conditions beside them, marks at their end.
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
    unitLetters = survey.unitLetters
    stepArguments = survey.stepArguments
    leavesOutArguments = survey.speaksOfFunctionsOnly
    bareLettersAreUnits =
      survey.hasOnlyBareLetters && !isAboutOneNeuron && !chooses(.bareLettersAreVectors)
    if !survey.hasOnlyBareLetters { choicesMet.remove(.bareLettersAreVectors) }
    hasMatricesOfExamples = survey.hasMatricesOfExamples
    countsUnits = survey.countsUnits || survey.mayCountUnits && chooses(.exampleCountIsOfUnits)

    var result: [Statement] = []
    for line in markup.displayLines {
      for segment in try readingCases(segments(of: line.items), range) {
        try add(segment, note: line.note, to: &result, range: range)
      }
    }
    if result.isEmpty { result = pendingConditions.map(Elaborator.statement) }
    result = result.map { settlingCosts($0) }
    if costNames.contains(where: { !$0.isEmpty }) {
      for place in result.indices { result[place].costNames = Set(costNames) }
    }
    if notation.weightOrder == .fromTo { result = result.map { $0.reorderingWeights() } }
    if !notation.unitLayers.isEmpty { result = result.map { $0.writingLayers(of: notation.unitLayers) } }
    result = result.map { $0.placingBareLetters(anyLayer: notation.layerLetters.first) }
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

  /// Reads one segment and adds it: a chain, a continuation, a condition, a mark.
  private mutating func add(
    _ segment: Segment, note: String?, to result: inout [Statement], range: SourceRange
  ) throws(Problem) {
    var items = segment.items
    if items.count == 1, let mark = items[0].equationMark {
      if !result.isEmpty { result[result.count - 1].marks.append(mark) }
      return
    }
    if items.allSatisfy(\.isArrow) { return }
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
    if segment.says(.condition) || segment.endsWithFor, !result.isEmpty, items.containsRelation,
      let condition = try valueCondition(items, here)
    {
      attach(condition, to: &result)
      return
    }
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
      try checkIsNoRemainder(chain, segment, after: result)
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
    // σ = tanh says which function σ is.
    let namesFunction =
      !relations.isEmpty && role(of: "\\sigma") == nil && sides[0].isNameOf(notation.activationFunction)
    for (position, side) in sides.enumerated() {
      guard !side.isEmpty else {
        throw missing(
          "a formula between the relations", at: SourceRange(range.start, range.end),
          help: position == 0 ? "Nothing stands beside the relation." : "Two relations stand side by side.")
      }
      let here = Markup.range(of: side, default: range)
      if namesFunction, let function = functionAsName(side, here) {
        statement.sides.append(function)
      } else {
        statement.sides.append(
          try sideExpression(side, relations, isSelection: sides.allSatisfy(\.isCounting), here))
      }
    }
    statement.relations = relations
    return statement
  }

  /// g, g^{(L)} or tanh without an argument, beside an equals sign that says what the function is.
  private func functionAsName(_ side: [Markup], _ range: SourceRange) -> Expression? {
    guard side.count == 1, let item = side.first?.stripped else { return nil }
    let isFunction =
      if case .word(let word) = item.kind { Function(word: word, primes: 0) != nil } else {
        side.isNameOf(notation.activationFunction)
      }
    return isFunction ? Expression(.call(.other(Elaborator.sourceName(item), primes: 0), []), range) : nil
  }

  /// A side of a chain; in comparisons a lone letter may be an index.
  private mutating func sideExpression(
    _ side: [Markup], _ relations: [Relation], isSelection: Bool, _ range: SourceRange
  ) throws(Problem) -> Expression {
    let compares = relations.contains {
      [.less, .lessOrEqual, .greater, .greaterOrEqual, .notEqual, .element].contains($0)
    }
    return compares || relations == [.equal] && side.count == 1 && isSelection
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
        case .number, .width, .exampleCount, .symbol: continue
        case .sum(let terms):
          guard
            terms.allSatisfy({ term in
              switch term.node {
              case .number, .width, .layerNumber, .exampleCount, .symbol: true
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
    // 1 ≤ j ≤ N with an N that nobody knows: up to whatever it is.
    if chain.hasSymbol {
      let isRange =
        chain.relations.count == 2 && chain.relations.allSatisfy { $0 == .lessOrEqual || $0 == .less }
      guard isRange else { return nil }
      comparisons.removeAll { $0.left.hasSymbol || $0.right.hasSymbol }
      if comparisons.isEmpty { return nil }
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
}

extension [Markup] {
  /// Whether it is σ, or the letter of the activation function, perhaps with a layer, and nothing else.
  fileprivate func isNameOf(_ activationFunction: String) -> Bool {
    guard count == 1, let item = first?.stripped else { return false }
    var name = Elaborator.letterName(item)
    if case .script(let base?, _, _, 0) = item.kind { name = Elaborator.letterName(base) }
    return name == activationFunction || name == "\\sigma"
  }
}

extension [Markup] {
  /// Whether only names, numbers and signs stand in it, as in l = L − 1 and k = i.
  fileprivate var isCounting: Bool {
    allSatisfy { item in
      switch item.kind {
      case .script(let base?, _, _, _): Elaborator.letterName(base) != nil
      case .letter, .styled, .number, .group, .sign(.plus), .sign(.minus), .ellipsis: true
      default: false
      }
    }
  }
}

extension Statement {
  fileprivate var hasSymbol: Bool { sides.contains(where: \.hasSymbol) }
}

extension Expression {
  /// Whether a name without a role stands in it.
  fileprivate var hasSymbol: Bool {
    contains { if case .symbol = $0 { true } else { false } }
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
}

/// Cases on one line, `1 if i = j, 0 otherwise`, and what stands behind a formula without belonging to it.
extension Elaborator {
  /// The parts of a line, with the values and conditions behind a formula as the cases that they are.
  ///
  /// A = v, c; w, d and A = v if c, w otherwise say what A is in either case.
  func readingCases(_ segments: [Segment], _ range: SourceRange) throws(Problem) -> [Segment] {
    var result: [Segment] = []
    var place = 0
    while place < segments.count {
      let segment = segments[place]
      if segment.says(.reversal), segment.items.containsRelation {
        throw Problem(
          .unsupported, at: Markup.range(of: segment.items, default: range),
          found: "'unless' or 'except' before a condition", expected: "the condition itself",
          help: "Turn it round: i \\ne j for not i = j.")
      }
      if let (cases, length) = inlineCases(Array(segments[place...])) {
        result.append(cases)
        place += length
      } else if !result.isEmpty, segment.items.isNumberedIndex,
        case let numbers = segments[(place + 1)...].prefix(while: { $0.words.isEmpty && $0.items.isNumber }),
        !numbers.isEmpty
      {
        // j = 1, 2, 3: every unit that is listed, which restricts nothing.
        place += 1 + numbers.count
      } else {
        if !segment.items.isEmpty {
          result.append(segment)
          let isSpokenOf = place + 1 < segments.count && segments[place + 1].says(.predicate)
          result[result.count - 1].isSpokenOf = isSpokenOf
        }
        place += 1
      }
    }
    return result
  }

  /// A formula whose last side and the parts behind it are cases, as one part, and of how many parts it is made.
  private func inlineCases(_ segments: [Segment]) -> (Segment, Int)? {
    guard let first = segments.first,
      let sign = first.items.lastIndex(where: {
        $0.kind == .relation(.equal) || $0.kind == .relation(.defined)
      }),
      sign + 1 < first.items.count
    else { return nil }
    var branches: [(value: [Markup], condition: [Markup])] = [(Array(first.items[(sign + 1)...]), [])]
    var length = 1
    for segment in segments.dropFirst() {
      let last = branches.count - 1
      if segment.items.isEmpty {
        // … otherwise
        guard segment.says(.otherwise) else { break }
        length += 1
        return cases(first, sign, branches).map { ($0, length) }
      }
      if let value = segment.items.value(ofSame: first.items[..<sign]), !branches[last].condition.isEmpty {
        // …, A = w otherwise
        branches.append((value, []))
      } else if segment.items.containsRelation {
        guard !segment.items.hasOpenEnd else { break }
        if !branches[last].condition.isEmpty {
          branches[last].condition.append(Markup(.punctuation(.comma), segment.items[0].range))
        }
        branches[last].condition += segment.items
      } else {
        guard !branches[last].condition.isEmpty, !segment.items.isMark,
          segment.items.first?.kind != .sign(.forAll)
        else { break }
        branches.append((segment.items, []))
        if segment.says(.otherwise) {
          length += 1
          return cases(first, sign, branches).map { ($0, length) }
        }
      }
      length += 1
    }
    guard let last = branches.last, !last.condition.isEmpty else { return nil }
    return cases(first, sign, branches).map { ($0, length) }
  }

  /// The formula with an environment of cases as its last side.
  private func cases(
    _ first: Segment, _ sign: Int, _ branches: [(value: [Markup], condition: [Markup])]
  ) -> Segment? {
    guard branches.count > 1, let begin = branches[0].value.first, let end = branches.last?.value.last else {
      return nil
    }
    let rows = branches.map { [$0.value, $0.condition] }
    var whole = first
    whole.items = Array(first.items[...sign])
    whole.items.append(Markup(.environment(.cases, rows: rows), begin.range.union(end.range)))
    return whole
  }

  /// The condition behind an "if" that restricts values, z_j > 0 or y_i = 0; nil where it is another formula.
  mutating func valueCondition(_ items: [Markup], _ range: SourceRange) throws(Problem) -> Condition? {
    guard let condition = try? condition(items, in: range) else { return nil }
    let isComparison = condition.comparisons.allSatisfy { comparison in
      guard comparison.relation == .equal else { return true }
      // An equation of two expressions is a claim; a quantity that is a number is a condition.
      guard case .number = comparison.right.node else { return false }
      switch comparison.left.node {
      case .quantity, .indexValue, .symbol: return true
      default: return false
      }
    }
    return isComparison ? condition : nil
  }

  /// Refuses what stands behind a formula without a relation of its own: `A = B, 7`. A name that is only
  /// mentioned, as in `A = B for j`, says nothing about the formula.
  func checkIsNoRemainder(_ chain: Statement, _ segment: Segment, after result: [Statement]) throws(Problem) {
    guard chain.relations.isEmpty, chain.leading == nil, chain.trailing == nil,
      result.contains(where: { !$0.relations.isEmpty }), let side = chain.sides.first
    else { return }
    let isNamed = !segment.words.isEmpty || side.isCounting
    let isReference = segment.says(.reference) && segment.items.isNumber
    if !segment.says(.operation), segment.isSpokenOf || isReference || side.isName && isNamed { return }
    throw Problem(
      .unexpectedToken, at: chain.range ?? SourceRange(end, end), found: "a value behind the formula",
      expected: "a condition, or the end",
      help: "Nothing says how it belongs to the formula. Write cases as \\begin{cases} … \\end{cases}.")
  }
}

extension [Markup] {
  /// w of `A = w`, where A is the given left side; nil for anything else.
  fileprivate func value(ofSame left: ArraySlice<Markup>) -> [Markup]? {
    guard let sign = firstIndex(where: { $0.kind == .relation(.equal) }), sign == left.count, sign + 1 < count
    else {
      return nil
    }
    let (own, other) = (self[..<sign].map(Elaborator.sourceName), left.map(Elaborator.sourceName))
    return own == other && !own.contains("") ? Array(self[(sign + 1)...]) : nil
  }

  /// j = 1
  fileprivate var isNumberedIndex: Bool {
    count == 3 && self[1].kind == .relation(.equal) && Elaborator.indexName(self[0]) != nil
      && [self[2]].isNumber
  }

  /// The name of an equation.
  fileprivate var isMark: Bool { count == 1 && self[0].equationMark != nil }

  /// Whether it is an equation of its own rather than a condition for another: it has the same left side, or begins
  /// Whether a relation stands at its beginning or end: a part of another formula, no condition.
  fileprivate var hasOpenEnd: Bool {
    func isRelation(_ item: Markup?) -> Bool { if case .relation? = item?.kind { true } else { false } }
    return isRelation(self.first) || isRelation(self.last)
  }
}

extension Expression {
  /// Whether it is a single name.
  fileprivate var isName: Bool {
    switch node {
    case .quantity, .symbol, .indexValue, .layerNumber, .width, .exampleCount, .ellipsis, .identity,
      .constant:
      true
    case .call(.other, let arguments): arguments.allSatisfy(\.isName)
    case .transpose(let inner): inner.isName
    default: false
    }
  }

  /// Whether it is an index, a layer or dots.
  fileprivate var isCounting: Bool {
    switch node {
    case .indexValue, .layerNumber, .ellipsis: true
    default: false
    }
  }
}

/// What stands side by side on a line of a display.
extension Elaborator {
  /// The parts of a line between wide spaces, words, commas and arrows.
  func segments(of line: [Markup]) -> [[Markup]] {
    var parts: [[Markup]] = [[]]
    for item in writingRanges(line) {
      switch item.kind {
      case .punctuation(.alignment): continue
      case .punctuation(.question):
        // `A = ?` asks for B.
        if case .relation? = parts[parts.count - 1].last?.kind { parts[parts.count - 1].removeLast() }
        parts.append([])
      case .punctuation, .text, .relation(.implies): parts.append([])
      case .word(let word)
      where ["where", "with", "and", "if", "for", "otherwise", "so", "let"].contains(word):
        parts.append([])
      case .mark: parts.append([item])
      default: parts[parts.count - 1].append(item)
      }
    }
    return parts.filter { !$0.isEmpty }.flatMap(withoutBracket)
  }

  /// A part, and what stands in the bracket at its end where that is a condition or a formula: `0 (i ≠ j)`.
  private func withoutBracket(_ part: [Markup]) -> [[Markup]] {
    guard let last = part.last else { return [] }
    let rest = Array(part.dropLast())
    if case .fenced(.parenthesis, let inner, .parenthesis) = last.kind, inner.containsRelation,
      rest.last.map({ endsFormula($0, before: last) }) ?? true
    {
      return (rest.isEmpty ? [] : [rest]) + segments(of: inner)
    }
    if let before = rest.last, let label = last.label, rest.containsRelation, before.canCarryScripts,
      label.hasSuffix("'") || last.range.start - before.range.end >= 2 && ![before].isNumber
    {
      return [rest, [last]]
    }
    return [part]
  }

  /// Whether a bracket with a relation in it, which is no factor, cannot be an argument either.
  private func endsFormula(_ item: Markup, before bracket: Markup) -> Bool {
    switch item.kind {
    case .number(let digits): digits != "1"
    case .fenced, .fraction, .environment: true
    case .letter, .styled, .script:
      bracket.range.start - item.range.end >= 2 || Elaborator.base(of: item).map(isQuantity) == true
    default: false
    }
  }

  private func isQuantity(_ letter: String) -> Bool {
    role(of: letter) != nil || notation.aliases.contains { $0.letter == letter }
  }

  /// The letter that carries the scripts.
  private static func base(of item: Markup) -> String? {
    if case .script(let base?, _, _, _) = item.kind { letterName(base) } else { letterName(item) }
  }

  // MARK: - Ranges

  /// `j = 1, …, n` as 1 ≤ j ≤ n, and `l ∈ {1, …, L}` as 1 ≤ l ≤ L.
  func writingRanges(_ items: [Markup]) -> [Markup] {
    var result: [Markup] = []
    var place = 0
    while place < items.count {
      if beginsCondition(result.last), let (range, length) = range(at: place, in: items) {
        result += range
        place += length
      } else {
        result.append(items[place])
        place += 1
      }
    }
    return result
  }

  private func beginsCondition(_ before: Markup?) -> Bool {
    switch before?.kind {
    case nil, .punctuation, .text, .word, .sign(.forAll), .relation(.implies): true
    default: false
    }
  }

  /// The comparison that stands for a range at a place, and of how many items the range is.
  private func range(at place: Int, in items: [Markup]) -> ([Markup], Int)? {
    guard place + 2 < items.count, case .letter(let name) = items[place].strippedOfFaces.kind,
      !isQuantity(name)
    else { return nil }
    let behind: [Markup]
    var length: Int
    switch items[place + 1].kind {
    case .relation(.equal):
      behind = Array(items[(place + 2)...])
      length = 2
    case .relation(.element):
      guard case .fenced(.brace, let inner, .brace) = items[place + 2].kind else { return nil }
      behind = inner
      length = 3
    default: return nil
    }
    guard let dots = behind.firstIndex(where: { $0.kind == .ellipsis }) else { return nil }
    let start = Array(behind[..<dots]).slots
    let isNumbered = behind[..<dots].allSatisfy { item in
      switch item.kind {
      case .letter, .styled, .script, .number, .group, .sign(.plus), .sign(.minus), .punctuation(.comma): true
      default: false
      }
    }
    let skipped = behind[(dots + 1)...].first?.kind == .punctuation(.comma) ? dots + 2 : dots + 1
    let end = Array(
      behind.dropFirst(skipped).prefix {
        switch $0.kind {
        case .letter, .styled, .script, .number, .group, .sign(.plus), .sign(.minus): true
        default: false
        }
      })
    guard isNumbered, let first = start.first, !end.isEmpty else { return nil }
    if length == 2 { length += skipped + end.count }
    // l = L − 1, …, 1 counts down.
    let isDescending = end.isNumber && !first.isNumber
    let (lower, upper) = isDescending ? (end, first) : (first, end)
    let sign = Markup(.relation(.lessOrEqual), items[place + 1].range)
    return (lower + [sign, items[place], sign] + upper, length)
  }
}

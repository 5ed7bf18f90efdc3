/// What stands side by side on a line of a display.
extension Elaborator {
  /// The parts of a line between wide spaces, words, commas and arrows, with the words before each.
  ///
  /// A last part without items holds the words at the end of the line.
  func segments(of line: [Markup]) -> [Segment] {
    var parts = [Segment()]
    func begin(with word: String? = nil) {
      if !parts[parts.count - 1].items.isEmpty { parts.append(Segment()) }
      if let word { parts[parts.count - 1].words += Segment.words(of: word) }
    }
    for item in writingRanges(line) {
      switch item.kind {
      case .punctuation(.alignment): continue
      case .punctuation(.question):
        // `A = ?` asks for B.
        if case .relation? = parts[parts.count - 1].items.last?.kind {
          parts[parts.count - 1].items.removeLast()
        }
        begin()
      case .punctuation, .relation(.implies): begin()
      case .text(let text): begin(with: text)
      case .letter("\\square"), .letter("\\Box"): begin()
      case .fenced(.parenthesis, let inner, .parenthesis)
      where inner.isProse && parts[parts.count - 1].items.isEmpty:
        // (chain rule)
        begin()
      case .word(let word) where Segment.isProse(word): begin(with: word)
      case .mark:
        begin()
        parts[parts.count - 1].items = [item]
        begin()
      default: parts[parts.count - 1].items.append(item)
      }
    }
    return parts.filter { !$0.items.isEmpty || !$0.words.isEmpty }.flatMap(withoutBracket)
  }

  /// A part, and what stands in the bracket at its end where that is a condition or a formula: `0 (i ≠ j)`.
  private func withoutBracket(_ part: Segment) -> [Segment] {
    guard let last = part.items.last else { return [part] }
    let rest = Segment(items: Array(part.items.dropLast()), words: part.words)
    if case .fenced(.parenthesis, let inner, .parenthesis) = last.kind, inner.containsRelation,
      rest.items.last.map({ endsFormula($0, before: last) }) ?? true || rest.items.isOne(before: last)
    {
      return (rest.items.isEmpty ? [] : [rest]) + segments(of: inner)
    }
    if let before = rest.items.last, let label = last.label, rest.items.containsRelation,
      before.canCarryScripts,
      label.hasSuffix("'") || last.range.start - before.range.end >= 2 && ![before].isNumber
    {
      return [rest, Segment(items: [last])]
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

/// One of the things that stand side by side on a line.
struct Segment {
  var items: [Markup] = []
  /// The words that stand before it, in small letters.
  var words: [String] = []
  /// The words behind it speak of it: `0 in C_0`, `m is the number of examples`.
  var isSpokenOf = false

  /// The words of a piece of prose, in small letters.
  static func words(of text: String) -> [String] {
    text.lowercased().split { !$0.isLetter }.map(String.init)
  }

  /// Whether a word in a formula is one of its prose, not the name of a function or quantity.
  static func isProse(_ word: String) -> Bool {
    let words: Set<String> = [
      "where", "with", "and", "or", "if", "for", "otherwise", "else", "so", "let", "when", "whenever",
      "unless",
      "except", "because", "since", "plus", "minus", "times", "qed", "falls", "wenn", "sonst", "oder", "und",
    ]
    return words.contains(word.lowercased())
  }

  /// What the words before it say about how it belongs to what stands before them.
  func says(_ meaning: Meaning) -> Bool { words.contains { meaning.words.contains($0) } }

  /// The words lead to what the formula is said for: "for", "for all".
  var endsWithFor: Bool {
    let last = words.last { !["all", "any", "every", "each", "some", "alle", "jedes"].contains($0) }
    return last == "for" || last == "für"
  }

  /// What words between formulas can mean.
  enum Meaning {
    /// A condition follows.
    case condition
    /// A value for all other cases.
    case otherwise
    /// The condition is turned round.
    case reversal
    /// What follows belongs to the formula, though no sign says so.
    case operation
    /// The number of another formula follows.
    case reference
    /// What stands before is spoken of.
    case predicate

    fileprivate var words: Set<String> {
      switch self {
      case .condition: ["if", "when", "whenever", "falls", "wenn", "provided", "because", "since"]
      case .otherwise: ["otherwise", "else", "sonst", "andernfalls", "other", "others", "elsewhere"]
      case .reversal: ["unless", "except", "without"]
      case .reference: ["equation", "eq", "eqs", "formula", "step", "rule", "lemma", "lesson"]
      case .predicate: ["in", "is", "are", "means", "denotes", "stands", "counts"]
      case .operation: ["or", "oder", "plus", "minus", "times", "divided", "multiplied", "over"]
      }
    }
  }
}

extension [Markup] {
  /// Whether a 1 that is all of a side stands at the end, well before a bracket: 1 (i = j) is no indicator then.
  fileprivate func isOne(before bracket: Markup) -> Bool {
    guard count > 1, self[count - 1].kind == .number("1"), case .relation = self[count - 2].kind else {
      return false
    }
    return bracket.range.start - self[count - 1].range.end >= 2
  }

  /// Whether it is prose and nothing else.
  fileprivate var isProse: Bool {
    !isEmpty
      && allSatisfy { item in
        switch item.kind {
        case .text, .punctuation: true
        case .word(let word): Segment.isProse(word)
        default: false
        }
      }
  }
}

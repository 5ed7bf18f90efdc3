import Formula

/// Cases in one line: A = 1 if i = j, 0 otherwise; A = z if z > 0 and A = 0 otherwise; A = 1, i = j; 0, i ≠ j.
struct LineOfCases {
  /// What stands before the first value, with its relation.
  private let head: [Markup]
  /// The left side, which may stand again before another value.
  private let subject: Term

  /// A part of the line, and the words before it; nil where a comma or another mark stands there.
  private struct Part {
    var items: [Markup]
    var words: [Substring]?
  }

  private init?(_ line: [Markup]) {
    guard let relation = line.firstIndex(where: { $0.kind == .relation(.equal) }),
      !line[..<relation].contains(where: { $0.isPause || $0.isRelation }),
      let subject = Self.term(line[..<relation])
    else { return nil }
    head = Array(line[...relation])
    self.subject = subject
  }

  /// The line with its right side as cases, where it is all cases; else the line.
  static func joined(_ line: [Markup]) -> [Markup] {
    guard let form = LineOfCases(line), let rows = form.rows(Array(line[form.head.count...])), rows.count > 1
    else { return line }
    let range = line[form.head.count].range.union(line[line.count - 1].range)
    return form.head + [Markup(.environment(.cases, rows: rows), range)]
  }

  /// The values with their conditions, as the rows of cases.
  private func rows(_ items: [Markup]) -> [[Markup.Cell]]? {
    var parts = Self.parts(items)[...]
    var rows: [[Markup.Cell]] = []
    var first: Term?
    while let value = parts.popFirst() {
      guard value.words?.allSatisfy(CaseWords.joiners.contains) != false,
        let items = self.value(value.items)
      else { return nil }
      guard let next = parts.first else { return nil }
      if next.items.isEmpty, next.words?.contains(where: CaseWords.otherwise.contains) == true {
        parts.removeFirst()
        rows.append([items])
        return parts.isEmpty ? rows : nil
      }
      guard next.items.hasRelation,
        next.words.map({ !$0.isEmpty && $0.allSatisfy(CaseWords.conditions.contains) }) != false,
        !isAbout(next.items)
      else { return nil }
      // Without words it is the same thing that is compared each time.
      if next.words == nil {
        guard let compared = Self.term(next.items.prefix { !$0.isRelation }) else { return nil }
        if let first, first != compared { return nil }
        first = compared
      }
      parts.removeFirst()
      rows.append([items, next.items])
    }
    return rows
  }

  /// The value of a part: what stands there, behind the left side where that stands again.
  private func value(_ items: [Markup]) -> [Markup]? {
    let items = isAbout(items) ? Array(items.drop { !$0.isRelation }.dropFirst()) : items
    return items.isEmpty || items.hasRelation ? nil : items
  }

  /// Whether the left side stands again before an equals sign.
  private func isAbout(_ items: [Markup]) -> Bool {
    guard let relation = items.firstIndex(where: \.isRelation), items[relation].kind == .relation(.equal)
    else {
      return false
    }
    return Self.term(items[..<relation]) == subject
  }

  private static func term(_ items: ArraySlice<Markup>) -> Term? {
    guard let first = items.first else { return nil }
    return try? TermReader.read(Array(items), at: first.range)
  }

  private static func parts(_ items: [Markup]) -> [Part] {
    var parts = [Part(items: [], words: nil)]
    for item in items {
      switch item.kind {
      case .punctuation:
        if !parts[parts.count - 1].items.isEmpty { parts.append(Part(items: [], words: nil)) }
      case .text(let text):
        let words = Prose(text).words
        if parts[parts.count - 1].items.isEmpty {
          parts[parts.count - 1].words = (parts[parts.count - 1].words ?? []) + words
        } else {
          parts.append(Part(items: [], words: words))
        }
      default: parts[parts.count - 1].items.append(item)
      }
    }
    if let last = parts.last, last.items.isEmpty, last.words == nil { parts.removeLast() }
    return parts
  }
}

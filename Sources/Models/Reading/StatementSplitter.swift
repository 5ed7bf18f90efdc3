import Formula

/// Cuts what stands in one formula into statements: lines, wide spaces, words and commas separate them.
struct StatementSplitter {
  let passage: Int
  let isDisplay: Bool
  let paragraph: Int
  let section: Int
  let lead: String
  let trail: String
  let range: SourceRange
  private(set) var statements: [Statement] = []
  /// The statement before: a display that begins with = goes on with it.
  var before: Statement?

  init(
    passage: Int, isDisplay: Bool, paragraph: Int, section: Int, lead: String, trail: String,
    range: SourceRange
  ) {
    self.passage = passage
    self.isDisplay = isDisplay
    self.paragraph = paragraph
    self.section = section
    self.lead = lead
    self.trail = trail
    self.range = range
  }

  mutating func split(_ items: [Markup]) {
    var lead = lead
    for line in Self.continued(Self.lines(items)) {
      take(LineOfCases.joined(line), &lead)
    }
  }

  // MARK: - Lines

  /// The rows of environments of rows, cells joined; other things in a line of their own.
  private static func lines(_ items: [Markup]) -> [[Markup]] {
    var lines: [[Markup]] = []
    var current: [Markup] = []
    for item in items {
      if case .group(let inner) = item.kind, inner.holdsStatement {
        // \displaystyle{A = B}: braces around a whole statement are none of its marks.
        let within = Self.lines(inner)
        current += within.first ?? []
        for line in within.dropFirst() {
          lines.append(current)
          current = line
        }
      } else if case .environment(let kind, let rows) = item.kind, kind == .rows || Self.areStatements(rows) {
        if current.contains(where: { !$0.isPause }) { lines.append(current) }
        current = []
        for row in rows { lines += Self.lines(joined(row)) }
      } else if case .punctuation(.rowEnd) = item.kind {
        lines.append(current)
        current = []
      } else if case .punctuation(.alignment) = item.kind {
        continue
      } else {
        current.append(item)
      }
    }
    if current.contains(where: { !$0.isPause }) { lines.append(current) }
    return lines
  }

  /// A row that begins with a sign and has no relation goes on with the row before.
  private static func continued(_ lines: [[Markup]]) -> [[Markup]] {
    var result: [[Markup]] = []
    for line in lines {
      guard let first = line.first(where: { !$0.isPause }), case .sign = first.kind, !line.hasRelation,
        let last = result.last, last.hasRelation, last.last.map({ !$0.endsStatement }) == true
      else {
        result.append(line)
        continue
      }
      result[result.count - 1] += line.drop { $0.isPause }
    }
    return result
  }

  /// A brace before several equations: rows that are no cases of a value.
  private static func areStatements(_ rows: [[Markup.Cell]]) -> Bool {
    let rows = rows.filter { !$0.allSatisfy(\.isEmpty) }
    return rows.count > 1
      && rows.allSatisfy { row in row.first.map { ConditionReader.split($0).value.hasRelation } ?? false }
  }

  private static func joined(_ row: [Markup.Cell]) -> [Markup] {
    var line: [Markup] = []
    for (column, cell) in row.enumerated() where !cell.isEmpty {
      let touchesRelation = cell[0].isRelation || line.last?.isRelation == true
      let isApart = column.isMultiple(of: 2) || row[column - 1].isEmpty
      if column > 0, isApart, !touchesRelation, !line.isEmpty {
        line.append(Markup(.punctuation(.separator), cell[0].range))
      }
      line += cell
    }
    return line
  }

  // MARK: - Segments

  private mutating func take(_ line: [Markup], _ lead: inout String) {
    var segment: [Markup] = []
    func isBreak(_ item: Markup) -> Bool {
      switch item.kind {
      case .punctuation(let mark):
        mark == .separator || mark == .semicolon || mark == .period || mark == .colon || mark == .rowEnd
      case .text, .mark, .relation(.implies): true
      default: false
      }
    }
    let before = statements.count
    for (place, item) in line.enumerated() {
      guard isBreak(item) else {
        segment.append(item)
        continue
      }
      let next = line[(place + 1)...].prefix { !isBreak($0) }
      // A = B   + C: a wide space before a sign ends nothing.
      if item.kind == .punctuation(.separator), segment.hasRelation, !Array(next).hasRelation,
        next.first?.kind == .sign(.plus) || next.first?.kind == .sign(.minus)
      {
        continue
      }
      flush(&segment, &lead)
      if statements.count > before, item.isSignInWords, !next.isEmpty, !Array(next).hasRelation,
        let last = statements.indices.last
      {
        // A = B plus C: what the right side is, only words say.
        statements[last].content = .unreadable(Unreadable(item.range, item.description), defining: nil)
        return
      }
      if case .text(let words) = item.kind { lead += " " + words }
    }
    flush(&segment, &lead)
  }

  /// Cuts a segment at its commas and reads the parts.
  private mutating func flush(_ segment: inout [Markup], _ lead: inout String) {
    defer { segment = [] }
    var parts: [[Markup]] = [[]]
    if segment.count == 1, case .fenced(.parenthesis, let inner, _) = segment[0].kind, inner.hasRelation {
      segment = inner
    }
    // A remark in words beside a line.
    if !statements.isEmpty, segment.count == 1, case .word = segment[0].kind { return }
    for item in segment {
      if case .punctuation(.comma) = item.kind {
        parts.append([])
      } else {
        parts[parts.count - 1].append(item)
      }
    }
    parts.removeAll(where: \.isEmpty)
    var place = 0
    while place < parts.count {
      let part = parts[place]
      var more = place + 1
      if place + 1 < parts.count, let both = Self.sharedRange(part, parts[place + 1]) {
        for range in both { relation(range, [], &lead) }
        place += 2
        continue
      }
      if part.hasRelation {
        // l = 1, …, L
        while more < parts.count, !parts[more].hasRelation { more += 1 }
        relation(part, Array(parts[(place + 1)..<more]), &lead)
      } else {
        while more < parts.count, !parts[more].hasRelation { more += 1 }
        if more < parts.count, parts[more].contains(where: { $0.kind == .relation(.element) }) {
          relation(parts[more], [], &lead, subjects: Array(parts[place..<more]))
          more += 1
        } else {
          mention(Array(parts[place..<more]), &lead)
        }
      }
      place = more
    }
  }

  /// 0 ≤ a, b ≤ N: a range for both.
  private static func sharedRange(_ first: [Markup], _ second: [Markup]) -> [[Markup]]? {
    guard let from = first.firstIndex(where: \.isRelation), let to = second.firstIndex(where: \.isRelation),
      case .relation(.lessOrEqual) = first[from].kind, case .relation(.lessOrEqual) = second[to].kind,
      from == first.count - 2, to == 1, from > 0
    else { return nil }
    let (low, high) = (Array(first[...from]), Array(second[to...]))
    return [low + [first[from + 1]] + high, low + [second[0]] + high]
  }

  // MARK: - Statements

  private mutating func add(_ content: Statement.Content, _ range: SourceRange, _ lead: inout String) {
    statements.append(
      Statement(
        content: content, range: range, isDisplay: isDisplay, passage: passage, paragraph: paragraph,
        section: section, lead: lead, trail: trail))
    lead = ""
  }

  private mutating func mention(_ parts: [[Markup]], _ lead: inout String) {
    guard let range = Self.range(parts) else { return }
    do throws(Unreadable) {
      var terms: [Term] = []
      for part in parts { terms.append(try TermReader.read(part, at: range)) }
      if terms.count >= 3, terms.contains(where: { $0.node == .ellipsis }) {
        add(.span(terms[0], terms[terms.count - 1]), range, &lead)
      } else {
        add(.mention(terms), range, &lead)
      }
    } catch {
      // (x, t) in a sentence says nothing that could be judged.
      guard isDisplay else { return }
      add(.unreadable(error, defining: nil), range, &lead)
    }
  }

  private mutating func relation(
    _ marks: [Markup], _ more: [[Markup]], _ lead: inout String, subjects: [[Markup]] = []
  ) {
    let part = marks.withRemark
    let range = Self.range(subjects + [part] + more) ?? range
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
    do throws(Unreadable) {
      if relations == [.element] {
        var terms: [Term] = []
        for subject in subjects + [sides[0]] { terms.append(try TermReader.read(subject, at: range)) }
        add(.membership(terms, try Self.set(sides[1], range)), range, &lead)
        return
      }
      // t = ±1
      if relations == [.equal], case .sign(.plusMinus)? = sides[1].first?.kind, sides[1].count > 1 {
        let size = try TermReader.read(Array(sides[1].dropFirst()), at: range)
        let subject = try TermReader.read(sides[0], at: range)
        add(.membership([subject], .listed([Term(.negative(size), size.range), size])), range, &lead)
        return
      }
      if sides[0].isEmpty, let last = statements.indices.last,
        case .relation(var old, var oldRelations) = statements[last].content
      {
        for side in sides.dropFirst() { old.append(try TermReader.read(side, at: range)) }
        oldRelations += relations
        statements[last].content = .relation(sides: old, relations: oldRelations)
        statements[last].range = statements[last].range.union(range)
        return
      }
      if sides[0].isEmpty, let last = before?.subject, statements.isEmpty {
        var terms = [last]
        for side in sides.dropFirst() { terms.append(try TermReader.read(side, at: range)) }
        terms[0].range = SourceRange(range.start, range.start)
        add(.relation(sides: terms, relations: relations), range, &lead)
        return
      }
      if sides.count > 1, sides.last?.isEmpty == true {
        // A = at the end of a display: what is there is said so far.
        sides.removeLast()
        relations.removeLast()
        if sides.count == 1 {
          mention([sides[0]], &lead)
          return
        }
      }
      var terms: [Term] = []
      for side in sides { terms.append(try TermReader.read(side, at: range)) }
      if relations == [.equal], let letter = terms[0].letter, let last = more.last {
        let to = try TermReader.read(last, at: range)
        if to.node != .ellipsis {
          // k = K − 1, …, 0 runs over the same numbers.
          let isDescending = to.integer != nil && terms[1].integer == nil
          let (from, to) = isDescending ? (to, terms[1]) : (terms[1], to)
          add(.range(letter: letter, from: from, to: to), range, &lead)
          return
        }
      }
      if relations.count == 2, let letter = terms[1].letter, relations == [.lessOrEqual, .lessOrEqual] {
        add(.range(letter: letter, from: terms[0], to: terms[2]), range, &lead)
        return
      }
      if let number = more.first(where: \.isNumberAlone), !sides[0].isEmpty, terms.last?.isArithmetic == false
      {
        throw Unreadable(number[0].range, number[0].description)
      }
      add(.relation(sides: terms, relations: relations), Self.range([part]) ?? range, &lead)
      if !more.isEmpty { mention(more, &lead) }
    } catch {
      let name =
        relations.first?.canDefine == true ? (try? TermReader.read(sides[0], at: range))?.baseUse?.name : nil
      add(.unreadable(error, defining: name), range, &lead)
    }
  }

  private static func set(_ items: [Markup], _ place: SourceRange) throws(Unreadable) -> Statement.SetForm {
    guard let first = items.first else { throw Unreadable(place, "nothing behind ∈") }
    switch first.kind {
    case .styled(.blackboard, _): return .real([])
    case .script(let base?, _, let sup?, _):
      if case .fenced(.brace, let inner, _) = base.kind {
        return .listedArrays(try TermReader.arguments(inner, at: place), try sizes(sup, place))
      }
      guard case .styled(.blackboard, _) = base.kind else { return .other }
      if sup.count == 1, case .sign(.plus) = sup[0].kind { return .real([]) }
      return .real(try sizes(sup, place))
    case .fenced(.brace, let inner, _): return .listed(try TermReader.arguments(inner, at: place))
    case .fenced(_, let inner, _):
      let ends = try TermReader.arguments(inner, at: place)
      return ends.count == 2 ? .interval(ends[0], ends[1]) : .other
    default: return .other
    }
  }

  /// N × q
  private static func sizes(_ sup: [Markup], _ place: SourceRange) throws(Unreadable) -> [Term] {
    var sizes: [[Markup]] = [[]]
    for item in sup {
      if case .sign(.cross) = item.kind { sizes.append([]) } else { sizes[sizes.count - 1].append(item) }
    }
    var terms: [Term] = []
    for size in sizes { terms.append(try TermReader.read(size, at: place)) }
    return terms
  }

  private static func range(_ parts: [[Markup]]) -> SourceRange? {
    guard let first = parts.first?.first, let last = parts.last?.last else { return nil }
    return first.range.union(last.range)
  }
}

extension Markup {
  /// A mark or words behind which nothing goes on.
  fileprivate var endsStatement: Bool {
    switch kind {
    case .punctuation, .text: true
    default: false
    }
  }

  var isRelation: Bool { if case .relation = kind { true } else { false } }
}

extension Markup {
  /// A word that stands for a sign between what is before it and behind it.
  fileprivate var isSignInWords: Bool {
    guard case .text(let words) = kind, let first = Prose(words).words.first else { return false }
    return ["plus", "minus", "times", "or"].contains(first) && Prose(words).words.count == 1
  }
}

extension [Markup] {
  /// 7 alone.
  fileprivate var isNumberAlone: Bool {
    let marks = filter { !$0.isPause }
    guard marks.count == 1, case .number = marks[0].kind else { return false }
    return true
  }

  /// A relation or lines of relations, within any number of braces.
  fileprivate var holdsStatement: Bool {
    contains { item in
      switch item.kind {
      case .relation, .environment(.rows, _): true
      case .group(let inner): inner.holdsStatement
      default: false
      }
    }
  }

  /// A = B (= C): what stands in brackets goes on with the chain.
  fileprivate var withRemark: [Markup] {
    guard let last, case .fenced(.parenthesis, let inner, _) = last.kind,
      let first = inner.first(where: { !$0.isPause }), first.isRelation
    else { return self }
    return dropLast() + inner
  }

  var hasRelation: Bool { contains(where: \.isRelation) }
}

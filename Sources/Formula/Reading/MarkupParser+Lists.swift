/// Lists of nodes, and the brackets in them.
///
/// Brackets need not nest in braces, and may be missing. So a list keeps a stack of the brackets that are
/// open, and a bar that never closes turns into a lone one.
extension MarkupParser {
  /// Where a list ends. The token that ends it is not consumed.
  enum ListEnd {
    /// The end of the text.
    case formula
    /// `}`
    case group
    /// `&`, `\\` or `\end`
    case cell
    /// `}` or `\\`, in `\substack`.
    case line
    /// `]`
    case bracket
    /// One complete item.
    case item
  }

  /// A bracket that is open, or the list itself.
  struct Frame {
    var opener: Opener?
    var items: [Markup] = []
    /// What stood before `\over`.
    var numerator: [Markup]?
    /// The face that `\rm` switched on, and from which item.
    var face: Markup.Style?
    var faceStart = 0
  }

  struct Opener {
    var delimiter: Markup.Delimiter
    var range: SourceRange
    /// Written with `\left`: only `\right` closes it.
    var isLeft = false

    var isBar: Bool { !isLeft && (delimiter == .bar || delimiter == .doubleBar) }
  }

  /// Reads nodes up to the end of the list.
  mutating func list(until end: ListEnd) -> [Markup] {
    var frames = [Frame()]
    while let token = peek(), !ends(token, end, frames) {
      step(token, &frames)
    }
    while frames.count > 1 { abandon(&frames) }
    return finished(frames[0])
  }

  private func ends(_ token: Token, _ end: ListEnd, _ frames: [Frame]) -> Bool {
    if end == .item, frames.count == 1, !frames[0].items.isEmpty { return true }
    switch token.kind {
    case .close: return end == .group || end == .line || openGroups > 0
    case .alignment: return end == .cell
    case .character("]"):
      return end == .bracket && !frames.contains { $0.opener?.delimiter == .bracket }
    case .command:
      switch command(of: token) {
      case .rowBreak: return end == .cell || end == .line
      case .end: return !environments.isEmpty
      case .right: return openLefts > 0 && !frames.contains { $0.opener?.isLeft == true }
      default: return false
      }
    default: return false
    }
  }

  // What calls itself must need little stack: the reader also runs on threads with half a megabyte. So
  // problems are made in functions of their own.

  /// Reads one token, with what belongs to it, into the innermost bracket.
  private mutating func step(_ token: Token, _ frames: inout [Frame]) {
    switch token.kind {
    case .open: group(&frames)
    case .superscript, .lower: script(token, &frames)
    case .command(let name): command(name, token, &frames)
    case .close, .alignment, .dollar, .space, .parameter, .character: single(token, &frames)
    }
  }

  /// Reads a token that stands for itself.
  private mutating func single(_ token: Token, _ frames: inout [Frame]) {
    switch token.kind {
    case .character(let scalar): character(Characters.plain(scalar), token, &frames)
    case .close:
      advance()
      report(
        Problem(
          .unopenedGroup, at: token.range, found: "a closing brace", expected: "an opening brace before it",
          help: "Remove this }, or write { where the group begins."))
    case .alignment:
      advance()
      append(Markup(.punctuation(.alignment), token.range), to: &frames)
    case .parameter(let number):
      advance()
      report(
        Problem(
          .macro, at: token.range, found: "the parameter #\(number)", expected: "a symbol",
          help: "Parameters have a meaning only within \\newcommand."))
      append(Markup(.unreadable, token.range), to: &frames)
    case .command, .open, .superscript, .lower, .dollar, .space: advance()
    }
  }

  func append(_ node: Markup, to frames: inout [Frame]) {
    frames[frames.count - 1].items.append(node)
  }

  private mutating func group(_ frames: inout [Frame]) {
    let (items, range) = braced()
    add(items, range, to: &frames)
  }

  private mutating func add(_ items: [Markup], _ range: SourceRange, to frames: inout [Frame]) {
    if items.isEmpty {
      // `W^{l}{}^{T}`: the next script belongs to all of what stands before.
      if isBeforeScript(), let last = frames[frames.count - 1].items.last, last.canCarryScripts,
        last.spine < 8
      {
        frames[frames.count - 1].items.removeLast()
        append(Markup(.group([last]), last.range), to: &frames)
      }
    } else {
      append(Markup(.group(items), range), to: &frames)
    }
  }

  private mutating func isBeforeScript() -> Bool {
    switch peek()?.kind {
    case .superscript, .lower, .character("'"): true
    default: false
    }
  }

  /// Reads `{ … }`, the opening brace being next.
  mutating func braced(_ end: ListEnd = .group) -> (items: [Markup], range: SourceRange) {
    let opening = peek()?.range ?? here
    advance()
    guard descend(at: opening) else { return ([], opening) }
    defer { depth -= 1 }
    openGroups += 1
    let items = list(until: end)
    openGroups -= 1
    if end == .group { closeBrace(opening) }
    return (items, SourceRange(opening.start, lastEnd).union(opening))
  }

  /// Consumes the closing brace, or says that it is missing.
  mutating func closeBrace(_ opening: SourceRange) {
    if take(.close) { return }
    report(
      Problem(
        .unclosedGroup, at: here, found: peek() == nil ? "the end of the formula" : "the end of a part",
        expected: "a closing brace", help: "Close the group that begins with { by a }.", related: opening))
  }

  /// What a finished bracket or list holds, with `\over` and `\rm` worked in.
  func finished(_ frame: Frame) -> [Markup] {
    let items = refaced(frame)
    guard let numerator = frame.numerator else { return items }
    let all = numerator + items
    guard let first = all.first, let last = all.last else { return [] }
    return [Markup(.fraction(numerator, items), first.range.union(last.range))]
  }

  private func refaced(_ frame: Frame) -> [Markup] {
    guard let face = frame.face, frame.faceStart < frame.items.count else { return frame.items }
    let start = frame.faceStart
    return Array(frame.items[..<start]) + [faced(face, Array(frame.items[start...]))]
  }

  /// `\over`
  mutating func divide(_ token: Token, _ frames: inout [Frame]) {
    advance()
    while frames.count > 1, frames[frames.count - 1].opener?.isBar == true { loosen(&frames) }
    let last = frames.count - 1
    if frames[last].numerator != nil {
      report(
        Problem(
          .unexpectedToken, at: token.range, found: "a second \\over", expected: "one \\over in a group",
          help: "Put the inner fraction into braces of its own."))
      return
    }
    frames[last].numerator = refaced(frames[last])
    frames[last].items = []
    frames[last].faceStart = 0
  }

  // MARK: Brackets

  mutating func open(_ opener: Opener, _ frames: inout [Frame]) {
    advance()
    openBracket(opener, &frames)
  }

  private mutating func openBracket(_ opener: Opener, _ frames: inout [Frame]) {
    if opener.isBar && depth >= ReadingLimit.depth {
      append(Markup(.bar, opener.range), to: &frames)
    } else if descend(at: opener.range) {
      frames.append(Frame(opener: opener))
    } else {
      depth -= 1
    }
  }

  mutating func openLeft(_ delimiter: Markup.Delimiter, _ range: SourceRange, _ frames: inout [Frame]) {
    openLefts += 1
    openBracket(Opener(delimiter: delimiter, range: range, isLeft: true), &frames)
  }

  /// A closing bracket without `\right`.
  mutating func close(_ delimiter: Markup.Delimiter, _ range: SourceRange, _ frames: inout [Frame]) {
    advance()
    let barrier = frames.lastIndex { $0.opener?.isLeft == true } ?? 0
    let candidates = frames.indices.filter { $0 > barrier }
    let partner = candidates.last { frames[$0].opener?.delimiter == delimiter }
    if let partner {
      while frames.count > partner + 1 { abandon(&frames) }
      fence(&frames, close: delimiter, range)
      return
    }
    if let top = candidates.last(where: { frames[$0].opener?.isBar == false }),
      frames[top].isInterval(closedBy: delimiter)
    {
      while frames.count > top + 1 { abandon(&frames) }
      fence(&frames, close: delimiter, range)
      return
    }
    if delimiter == .bar || delimiter == .doubleBar {
      append(Markup(.bar, range), to: &frames)
      return
    }
    if delimiter == .parenthesis, let label = label(before: range, &frames) {
      append(label, to: &frames)
      return
    }
    report(
      Problem(
        .unopenedGroup, at: range, found: "a closing \(delimiter.name)",
        expected: "an opening \(delimiter.name) before it",
        help: "Remove it, or write its partner where the bracket begins.",
        related: candidates.last.flatMap { frames[$0].opener?.range }))
  }

  /// The label `15)` or `18')` that a parenthesis ends, taken out of the list: at its start before a formula, or
  /// behind a wide space at its end.
  private mutating func label(before close: SourceRange, _ frames: inout [Frame]) -> Markup? {
    guard frames.count == 1, let last = frames[0].items.last else { return nil }
    var name = ""
    switch last.kind {
    case .number(let digits): name = digits
    case .script(let base?, nil, nil, let primes):
      guard case .number(let digits) = base.kind else { return nil }
      name = digits + String(repeating: "'", count: primes)
    default: return nil
    }
    guard name.utf8.count <= 4, !name.contains("."), name != "" else { return nil }
    let next = peek()
    let isSetOff =
      switch frames[0].items.dropLast().last?.kind {
      case nil: next.map(beginsFormula) ?? false
      case .punctuation(.separator), .punctuation(.rowEnd): next == nil
      default: false
      }
    guard isSetOff else { return nil }
    frames[0].items.removeLast()
    return Markup(.mark(name), last.range.union(close))
  }

  /// Whether a token begins something, rather than going on with what stands before.
  private func beginsFormula(_ token: Token) -> Bool {
    switch token.kind {
    case .character(let scalar): return Characters.plain(scalar).isLetter || Characters.isLetter(scalar)
    case .open: return true
    case .command:
      switch command(of: token) {
      case .letter, .partial, .nabla, .fraction, .derivative, .bigOperator, .style, .text, .space, .begin:
        return true
      default: return false
      }
    default: return false
    }
  }

  /// `|` or `\|`, which may open, close, or stand alone.
  mutating func bar(
    _ delimiter: Markup.Delimiter, _ range: SourceRange, side: Command.Side = .either,
    _ frames: inout [Frame]
  ) {
    // No copy of the frame: its items would be copied with the next one that is appended.
    let last = frames.count - 1
    let isOpen = frames[last].opener?.isBar == true && frames[last].opener?.delimiter == delimiter
    let followsOperand = frames[last].items.last?.canCarryScripts == true
    if side != .opening, isOpen, side == .closing || followsOperand {
      advance()
      fence(&frames, close: delimiter, range)
      return
    }
    advance()
    if side == .closing || (side == .either && followsOperand && isBeforeScript()) {
      append(Markup(.bar, range), to: &frames)
    } else {
      openBracket(Opener(delimiter: delimiter, range: range), &frames)
    }
  }

  /// `\right` with its delimiter.
  mutating func closeRight(_ close: Markup.Delimiter, _ range: SourceRange, _ frames: inout [Frame]) {
    guard let partner = frames.lastIndex(where: { $0.opener?.isLeft == true }) else {
      report(
        Problem(
          .unopenedGroup, at: range, found: "\\right without \\left", expected: "a \\left before it",
          help: "Write \\left where the bracket begins; use \\left. for an invisible one."))
      return
    }
    while frames.count > partner + 1 { abandon(&frames) }
    fence(&frames, close: close, range)
  }

  /// Closes the innermost bracket.
  private mutating func fence(_ frames: inout [Frame], close: Markup.Delimiter, _ range: SourceRange) {
    guard let frame = frames.popLast(), let opener = frame.opener else { return }
    depth -= 1
    if opener.isLeft { openLefts -= 1 }
    let items = finished(frame)
    let whole = opener.range.union(range)
    if opener.delimiter == .brace, close == .none, let cases = items.asCases {
      append(Markup(cases, whole), to: &frames)
    } else {
      append(Markup(.fenced(open: opener.delimiter, items, close: close), whole), to: &frames)
    }
  }

  /// Ends the innermost bracket without its partner: a bar stands alone, any other one is a problem.
  private mutating func abandon(_ frames: inout [Frame]) {
    guard let opener = frames.last?.opener else { return }
    if opener.isBar {
      loosen(&frames)
      return
    }
    let name = opener.isLeft ? "\\right" : "a closing \(opener.delimiter.name)"
    report(
      Problem(
        .unclosedGroup, at: here,
        found: peek() == nil ? "the end of the formula" : "the end of this part", expected: name,
        help: opener.isLeft
          ? "Every \\left needs a \\right in the same group and row; \\right. is an invisible one."
          : "Close the \(opener.delimiter.name) in the same group and row where it is opened.",
        related: opener.range))
    fence(&frames, close: opener.delimiter, here)
  }

  /// Turns the innermost bar, which opens nothing, into a lone one.
  private mutating func loosen(_ frames: inout [Frame]) {
    guard let frame = frames.popLast(), let opener = frame.opener else { return }
    depth -= 1
    append(Markup(.bar, opener.range), to: &frames)
    frames[frames.count - 1].items += finished(frame)
  }
}

extension MarkupParser.Frame {
  /// Whether `[0, 1)` or `(0, 1]` ends here.
  fileprivate func isInterval(closedBy close: Markup.Delimiter) -> Bool {
    guard let open = opener?.delimiter, numerator == nil else { return false }
    guard (open, close) == (.bracket, .parenthesis) || (open, close) == (.parenthesis, .bracket) else {
      return false
    }
    let commas = items.filter { $0.kind == .punctuation(.comma) || $0.kind == .punctuation(.semicolon) }
    return commas.count == 1 && items.count >= 3
  }
}

extension [Markup] {
  /// The cases that `\left\{\begin{array}…\end{array}\right.` stands for.
  fileprivate var asCases: Markup.Kind? {
    guard count == 1, case .environment(let kind, let rows) = self[0].kind else { return nil }
    return kind == .substack ? nil : .environment(.cases, rows: rows)
  }
}

extension Markup {
  /// Whether a script behind the node belongs to it.
  var canCarryScripts: Bool {
    switch kind {
    case .sign, .relation, .punctuation, .mark, .ellipsis: false
    case .letter, .number, .word, .bigOperator, .partial, .nabla, .text, .group, .script, .fraction, .root,
      .fenced, .bar, .styled, .environment, .unreadable:
      true
    }
  }
}

extension Markup {
  /// How many scripts, groups and accents are around the innermost base, counted up to 8.
  var spine: Int {
    var node = self
    for level in 0..<8 {
      switch node.kind {
      case .script(let base?, _, _, _): node = base
      case .group(let items), .styled(_, let items):
        guard let first = items.first else { return level }
        node = first
      default: return level
      }
    }
    return 8
  }
}

extension Markup.Delimiter {
  /// What the bracket is called in a message.
  var name: String {
    switch self {
    case .parenthesis: "parenthesis"
    case .bracket: "square bracket"
    case .brace: "curly bracket"
    case .bar: "bar"
    case .doubleBar: "double bar"
    case .angle: "angle bracket"
    case .floor: "floor bracket"
    case .ceiling: "ceiling bracket"
    case .none: "delimiter"
    }
  }
}

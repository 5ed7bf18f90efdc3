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
      // `w_{ij} {}_{l}a_j`: behind a space the script stands before what comes.
      if peek()?.kind == .lower, let last = frames[frames.count - 1].items.last, last.range.end < range.start
      {
        append(Markup(.group([]), range), to: &frames)
        return
      }
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

  mutating func isBeforeScript() -> Bool {
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
}

extension MarkupParser.Frame {
  /// Whether `[0, 1)` or `(0, 1]` ends here.
  func isInterval(closedBy close: Markup.Delimiter) -> Bool {
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
  var asCases: Markup.Kind? {
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

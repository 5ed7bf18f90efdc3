/// Brackets: opening and closing them, `\left` and `\right`, bars that pair, labels before a closing one.
extension MarkupParser {
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
  mutating func abandon(_ frames: inout [Frame]) {
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
  mutating func loosen(_ frames: inout [Frame]) {
    guard let frame = frames.popLast(), let opener = frame.opener else { return }
    depth -= 1
    append(Markup(.bar, opener.range), to: &frames)
    frames[frames.count - 1].items += finished(frame)
  }
}

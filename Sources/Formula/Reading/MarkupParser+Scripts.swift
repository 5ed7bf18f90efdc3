/// Subscripts, superscripts, primes, and the arguments of commands.
extension MarkupParser {
  /// Reads `^…` or `_…` and joins it to the node before.
  mutating func script(_ token: Token, _ frames: inout [Frame]) {
    advance()
    let isSuperscript = token.kind == .superscript
    guard descend(at: token.range) else { return }
    let argument = scriptArgument(token, isSuperscript)
    depth -= 1
    attach(argument, isSuperscript, token, &frames)
  }

  private mutating func attach(
    _ argument: (items: [Markup], range: SourceRange), _ isSuperscript: Bool, _ token: Token,
    _ frames: inout [Frame]
  ) {
    var base = takeBase(&frames)
    let start = token.range.union(argument.range)
    var sub: [Markup]?
    var sup: [Markup]?
    var primes = 0
    if let old = base, case .script(let inner, let oldSub, let oldSup, let oldPrimes) = old.kind {
      if (isSuperscript ? oldSup : oldSub) != nil {
        reportDouble(isSuperscript, old, argument.range, token.range)
        // The second script stays, but without a base: a chain of them must not become a deep tree.
        append(old, to: &frames)
        base = nil
      } else {
        base = inner
        sub = oldSub
        sup = oldSup
        primes = oldPrimes
      }
    }
    let range = base.map { $0.range.union(start) } ?? start
    var items = argument.items
    if isSuperscript {
      if base?.isBigOperator != true { primes += Self.takePrimes(&items) }
      if !items.isEmpty || argument.items.isEmpty { sup = items }
    } else {
      sub = items
    }
    append(Markup(.script(base: base, sub: sub, sup: sup, primes: primes), range), to: &frames)
  }

  /// `'`, `''`, `\prime`
  mutating func primes(_ frames: inout [Frame]) {
    guard let token = peek() else { return }
    advance()
    let base = takeBase(&frames)
    let range = (base?.range ?? token.range).union(token.range)
    if let base, case .script(let inner, let sub, let sup, let count) = base.kind {
      append(Markup(.script(base: inner, sub: sub, sup: sup, primes: count + 1), range), to: &frames)
    } else {
      append(Markup(.script(base: base, sub: nil, sup: nil, primes: 1), range), to: &frames)
    }
  }

  private func takeBase(_ frames: inout [Frame]) -> Markup? {
    guard let last = frames[frames.count - 1].items.last, last.canCarryScripts else { return nil }
    return frames[frames.count - 1].items.popLast()
  }

  /// Takes the primes out of a superscript and returns how many there were. The prime of a call stays: in
  /// `e^{f'(x)}` it is not e's.
  private static func takePrimes(_ items: inout [Markup]) -> Int {
    var count = 0
    var rest: [Markup] = []
    for (place, item) in items.enumerated() {
      let isCall = place + 1 < items.count && items[place + 1].isBracket
      if case .script(let base, nil, nil, let primes) = item.kind, base == nil || !isCall {
        count += primes
        if let base { rest.append(base) }
      } else {
        rest.append(item)
      }
    }
    items = rest
    return count
  }

  private mutating func reportDouble(
    _ isSuperscript: Bool, _ base: Markup, _ argument: SourceRange, _ sign: SourceRange
  ) {
    let name = isSuperscript ? "superscript" : "subscript"
    var help =
      "Write {a\(isSuperscript ? "^" : "_"){b}}\(isSuperscript ? "^" : "_"){c}, or put both into one."
    if let inner = source(base.range), let outer = source(argument) {
      help = "If it belongs to the whole, write {\(inner)}\(isSuperscript ? "^" : "_")\(outer)."
    }
    report(
      Problem(
        .doubleScript, at: sign.union(argument), found: "a second \(name)", expected: "one \(name)",
        help: help,
        related: base.range))
  }

  private mutating func scriptArgument(
    _ sign: Token, _ isSuperscript: Bool
  ) -> (items: [Markup], range: SourceRange) {
    if peek()?.kind == .character("(") { return parenthesised(sign, isSuperscript) }
    return argument(isSuperscript ? "a superscript" : "a subscript", for: sign.range)
  }

  /// `^(l)`, which LaTeX reads as `^{(}l)`.
  private mutating func parenthesised(
    _ sign: Token, _ isSuperscript: Bool
  ) -> (items: [Markup], range: SourceRange) {
    let items = list(until: .item)
    let range = items.first?.range ?? here
    reportParenthesised(sign.range, range, isSuperscript)
    return (items, range)
  }

  private mutating func reportParenthesised(_ sign: SourceRange, _ range: SourceRange, _ isSuperscript: Bool)
  {
    let name = isSuperscript ? "superscript" : "subscript"
    let help = source(range).map {
      "Write \(isSuperscript ? "^" : "_"){\($0)}: braces hold a script together."
    }
    report(
      Problem(
        .badScript, at: sign.union(range), found: "a \(name) in parentheses alone",
        expected: "a \(name) in braces",
        help: help ?? "Put braces around the script: they hold it together."))
  }

  // MARK: Arguments

  /// Reads one argument: a group or a single symbol. What is missing is a problem and an empty list.
  mutating func argument(
    _ what: String, for range: SourceRange
  ) -> (items: [Markup], range: SourceRange) {
    if peek()?.kind == .open { return braced() }
    if let digit = digitArgument() { return digit }
    if !isArgument() { return missing(what, for: range) }
    if peek()?.kind == .character("(") { reportParenthesis(what) }
    return oneItem(what, for: range)
  }

  /// Reads an argument that a sign can't be: in `\frac{a} = b` the denominator is missing.
  mutating func operand(
    _ what: String, for range: SourceRange
  ) -> (items: [Markup], range: SourceRange) {
    switch peek()?.kind {
    case .character("="), .character("+"), .character("<"), .character(">"), .character(","):
      missing(what, for: range)
    default: argument(what, for: range)
    }
  }

  /// In `\frac12` and `x^12` an argument is one digit.
  private mutating func digitArgument() -> (items: [Markup], range: SourceRange)? {
    guard let token = peek(), case .character(let raw) = token.kind else { return nil }
    let scalar = Characters.plain(raw)
    guard scalar.isDigit else { return nil }
    advance()
    return ([Markup(.number(String(Character(scalar))), token.range)], token.range)
  }

  /// Whether the next token may begin an argument.
  private mutating func isArgument() -> Bool {
    guard let token = peek() else { return false }
    switch token.kind {
    case .open: return true
    case .character(let raw):
      let scalar = Characters.plain(raw)
      return scalar != "[" && scalar != ")" && scalar != "]" && scalar != "|"
    case .command:
      switch command(of: token) {
      case .rowBreak, .end, .right, .over: return false
      default: return true
      }
    case .close, .superscript, .lower, .alignment, .dollar, .space, .parameter: return false
    }
  }

  private mutating func reportParenthesis(_ what: String) {
    report(
      Problem(
        .missingArgument, at: peek()?.range ?? here, found: "a parenthesis", expected: "\(what) in braces",
        help: "LaTeX takes arguments in braces: {…} instead of (…)."))
  }

  private mutating func oneItem(
    _ what: String, for range: SourceRange
  ) -> (items: [Markup], range: SourceRange) {
    guard descend(at: range) else { return ([], range) }
    defer { depth -= 1 }
    let items = list(until: .item)
    guard let first = items.first, let last = items.last else { return missing(what, for: range) }
    return (items, first.range.union(last.range))
  }

  private mutating func missing(
    _ what: String, for range: SourceRange
  ) -> (items: [Markup], range: SourceRange) {
    report(
      Problem(
        .missingArgument, at: here, found: peek() == nil ? "the end of the formula" : "nothing",
        expected: what, help: "Write \(what) in braces here.", related: range))
    return ([], here)
  }
}

extension Markup {
  fileprivate var isBigOperator: Bool {
    if case .bigOperator = kind { true } else { false }
  }
}

/// The first stage of reading: from LaTeX to the tree of what stands there.
///
/// Reading is total: every input, also bytes that are no text, gives a tree and the problems met on the
/// way. Work is bounded by `ReadingLimit`, and so is the depth of the tree.
public enum MarkupReader {
  /// Reads one formula.
  ///
  /// - Parameters:
  ///   - latex: the formula without its dollars.
  ///   - offset: where it begins in the file, so that ranges are places in the file.
  ///   - macros: what the document defines.
  public static func read(
    _ latex: String, offset: Int = 0, macros: MacroTable = .empty
  ) -> (markup: [Markup], problems: [Problem]) {
    read(Array(latex.utf8), offset: offset, macros: macros)
  }

  /// Reads one formula given as UTF-8; what is no UTF-8 is a problem.
  public static func read(
    _ bytes: [UInt8], offset: Int = 0, macros: MacroTable = .empty
  ) -> (markup: [Markup], problems: [Problem]) {
    let whole = SourceRange(offset, offset + bytes.count)
    guard bytes.count <= ReadingLimit.bytes else {
      let problem = Problem(
        .limit, at: whole, found: "a formula of \(bytes.count) bytes",
        expected: "at most \(ReadingLimit.bytes) bytes", help: "Is a closing dollar or fence missing?")
      return ([Markup(.unreadable, whole)], [problem])
    }
    var problems: [Problem] = []
    var lexer = Lexer(bytes, offset: offset)
    var tokens: [Token] = []
    while let token = lexer.next() {
      if tokens.count >= ReadingLimit.tokens {
        problems.append(
          Problem(
            .limit, at: token.range, found: "a very long formula",
            expected: "at most \(ReadingLimit.tokens) symbols",
            help: "Split it; what follows here was not read."))
        break
      }
      tokens.append(token)
    }
    var expansion = MacroExpansion(macros)
    tokens = expansion.expand(tokens)
    problems += expansion.problems
    var parser = MarkupParser(tokens, of: bytes, offset: offset, macros: expansion.macros, problems: problems)
    let markup = parser.formula()
    return (markup, parser.problems)
  }
}

/// The state of the first stage: tokens, the place among them, and the problems so far.
struct MarkupParser {
  let tokens: [Token]
  let bytes: [UInt8]
  let offset: Int
  let macros: MacroTable
  var problems: [Problem]
  /// The next token.
  var index = 0
  /// How deep the reader is in groups, scripts, brackets.
  var depth = 0
  /// Where the last token that was consumed ended.
  var lastEnd: Int
  /// The names of the environments around, the innermost last.
  var environments: [String] = []
  /// How many brace groups and `\left`s of outer lists are open.
  var openGroups = 0
  var openLefts = 0
  /// Set when a limit ended the reading: what is missing after that is no problem of its own.
  var isStopped = false

  init(_ tokens: [Token], of bytes: [UInt8], offset: Int, macros: MacroTable, problems: [Problem]) {
    self.tokens = tokens
    self.bytes = bytes
    self.offset = offset
    self.macros = macros
    self.problems = problems
    lastEnd = offset
  }

  mutating func formula() -> [Markup] { list(until: .formula) }

  // MARK: Tokens

  /// The next token that is not white space.
  mutating func peek() -> Token? {
    while index < tokens.count, tokens[index].kind == .space { index += 1 }
    return index < tokens.count ? tokens[index] : nil
  }

  /// Consumes the next token.
  mutating func advance() {
    guard index < tokens.count else { return }
    lastEnd = max(lastEnd, tokens[index].range.end)
    index += 1
  }

  /// Consumes the next token if it is `kind`.
  mutating func take(_ kind: Token.Kind) -> Bool {
    guard peek()?.kind == kind else { return false }
    advance()
    return true
  }

  /// Consumes the next token if it is `kind` and follows without a space.
  mutating func takeAdjacent(_ kind: Token.Kind) -> Bool {
    guard index < tokens.count, tokens[index].kind == kind else { return false }
    advance()
    return true
  }

  /// What the next token means if it is a command.
  mutating func peekCommand() -> Command? {
    peek().flatMap { command(of: $0) }
  }

  /// What a token means as a command; a Unicode sign means what its command does.
  func command(of token: Token) -> Command? {
    switch token.kind {
    case .command(let name): CommandTable.command(named: name)
    case .character(let scalar) where !scalar.isASCII:
      Characters.commands[scalar].flatMap { CommandTable.command(named: $0) }
    default: nil
    }
  }

  /// The place where something is missing: just behind what was read last.
  var here: SourceRange { SourceRange(lastEnd, lastEnd) }

  /// The LaTeX at a place, for a suggestion; nil when it is long or comes from elsewhere.
  func source(_ range: SourceRange) -> String? {
    let start = range.start - offset
    let end = range.end - offset
    guard start >= 0, end <= bytes.count, start < end, end - start <= 60 else { return nil }
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }

  // MARK: Problems

  mutating func report(_ problem: Problem) {
    // What a macro produced stands in one place, and so do the problems of its own.
    if !isStopped, problems.count < ReadingLimit.problems, problems.last != problem {
      problems.append(problem)
    }
  }

  /// Goes one level deeper; false, with a problem and the end of reading, when that is too deep.
  mutating func descend(at range: SourceRange) -> Bool {
    depth += 1
    if depth <= ReadingLimit.depth { return true }
    stop(
      Problem(
        .limit, at: range, found: "more than \(ReadingLimit.depth) levels within each other",
        expected: "fewer levels", help: "Give a part a name of its own; what follows here was not read."))
    return false
  }

  /// Ends the reading of the whole formula.
  mutating func stop(_ problem: Problem) {
    report(problem)
    isStopped = true
    index = tokens.count
  }
}

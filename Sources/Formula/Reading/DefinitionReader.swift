/// Reads what stands behind `\newcommand` and its like, token by token.
struct DefinitionReader {
  /// Where tokens come from.
  enum Source {
    /// Text that is still to be split into tokens.
    case text(Lexer)
    /// Tokens, the next one last.
    case tokens([Token])
  }

  private(set) var source: Source
  /// How many tokens may still be read.
  private(set) var budget: Int

  init(_ source: Source, budget: Int = .max) {
    self.source = source
    self.budget = budget
  }

  private mutating func token() -> Token? {
    guard budget > 0 else { return nil }
    budget -= 1
    switch source {
    case .text(var lexer):
      let token = lexer.next()
      source = .text(lexer)
      return token
    case .tokens(var tokens):
      source = .tokens([])
      let token = tokens.popLast()
      source = .tokens(tokens)
      return token
    }
  }

  /// The next token that is no space.
  private mutating func solid() -> Token? {
    while let found = token() {
      if found.kind != .space { return found }
    }
    return nil
  }

  /// The tokens up to the brace that closes, the opening one being read.
  private mutating func body() -> [Token]? {
    var tokens: [Token] = []
    var depth = 0
    while let found = token(), tokens.count < ReadingLimit.produced {
      if found.kind == .open { depth += 1 }
      if found.kind == .close {
        if depth == 0 { return tokens }
        depth -= 1
      }
      tokens.append(found)
    }
    return nil
  }

  /// The tokens of a group, or the next one.
  private mutating func argument() -> [Token]? {
    guard let first = solid() else { return nil }
    return first.kind == .open ? body() : [first]
  }

  /// The tokens up to `]`.
  private mutating func optional() -> [Token]? {
    var tokens: [Token] = []
    var depth = 0
    while let found = token(), tokens.count < ReadingLimit.produced {
      if found.kind == .open { depth += 1 }
      if found.kind == .close { depth -= 1 }
      if depth == 0, found.kind == .character("]") { return tokens }
      tokens.append(found)
    }
    return nil
  }

  /// The name and what it stands for.
  mutating func read(_ style: DefinitionStyle) -> Definition {
    // The name, in braces or not, perhaps after a star.
    var first = solid()
    if first?.kind == .character("*") { first = solid() }
    let isBraced = first?.kind == .open
    if isBraced { first = solid() }
    guard let first, case .command(let name) = first.kind else {
      return .failure(found: "no name of a command", expected: "a name such as \\vect")
    }
    if isBraced, solid()?.kind != .close {
      return .failure(found: "more than a name", expected: "one name in braces")
    }

    if style == .plain || style == .global {
      var count = 0
      while let found = token() {
        if case .parameter = found.kind { count += 1 }
        if found.kind == .open {
          guard let tokens = body() else { break }
          return .success(name, Macro(parameters: min(count, 9), body: tokens))
        }
      }
      return .failure(found: "the end of the text", expected: "the definition in braces")
    }

    if style == .pairedDelimiter {
      guard let left = argument(), let right = argument() else {
        return .failure(
          found: "no pair of brackets", expected: "an opening and a closing one, each in braces")
      }
      let parameter = Token(kind: .parameter(1), range: first.range)
      return .success(name, Macro(parameters: 1, body: left + [parameter] + right, takesSize: true))
    }

    var count = 0
    var defaultArgument: [Token]?
    var ahead = solid()
    if style != .mathOperator, ahead?.kind == .character("[") {
      let digits = (optional() ?? []).filter { $0.kind != .space }
      guard digits.count == 1, case .character(let digit) = digits[0].kind, digit.isDigit else {
        return .failure(found: "no number of arguments", expected: "a number from 0 to 9")
      }
      count = Int(digit.value) - 0x30
      ahead = solid()
      if count > 0, ahead?.kind == .character("[") {
        guard let tokens = optional() else {
          return .failure(found: "the end of the text", expected: "a closing bracket")
        }
        defaultArgument = tokens
        ahead = solid()
      }
    }
    guard let ahead else {
      return .failure(found: "the end of the text", expected: "the definition in braces")
    }
    if ahead.kind != .open {
      return .success(name, Macro(parameters: count, defaultArgument: defaultArgument, body: [ahead]))
    }
    guard var tokens = body() else {
      return .failure(found: "the end of the text", expected: "a closing brace")
    }
    if style == .mathOperator {
      let range = ahead.range
      tokens =
        [Token(kind: .command("operatorname"), range: range), Token(kind: .open, range: range)] + tokens
        + [Token(kind: .close, range: range)]
    }
    return .success(name, Macro(parameters: count, defaultArgument: defaultArgument, body: tokens))
  }
}

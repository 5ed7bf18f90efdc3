/// What each command does.
extension MarkupParser {
  mutating func command(_ name: String, _ token: Token, _ frames: inout [Frame]) {
    guard let command = CommandTable.command(named: name) else {
      unknown(name, token, &frames)
      return
    }
    if !command.isStructure {
      execute(command, named: name, token, &frames)
    } else if descend(at: token.range) {
      if let node = structure(command, token) { append(node, to: &frames) }
      depth -= 1
    }
  }

  /// Does what a command does that has no arguments to be read as formulas; it is the next token.
  mutating func execute(_ command: Command, named name: String, _ token: Token, _ frames: inout [Frame]) {
    let range = token.range
    if let kind = command.symbol(at: range) {
      advance()
      append(Markup(kind, range), to: &frames)
      return
    }
    switch command {
    case .open(let delimiter): open(Opener(delimiter: delimiter, range: range), &frames)
    case .close(let delimiter): close(delimiter, range, &frames)
    case .bar(let delimiter): bar(delimiter, range, &frames)
    case .left, .right, .middle, .size: sized(command, token, &frames)
    case .prime: primes(&frames)
    case .lower: script(Token(kind: .lower, range: range), &frames)
    case .over: divide(token, &frames)
    case .switchStyle(let face): switchFace(face, &frames)
    case .space, .measuredSpace, .kern: spaces(&frames)
    case .ignored(let count):
      advance()
      skipArguments(count)
    case .mathShift, .definition: advance()
    case .end:
      advance()
      let environment = rawArgument()
      report(
        Problem(
          .unopenedGroup, at: range, found: "\\end{\(environment.text)}", expected: "a \\begin before it",
          help: "Remove it, or write \\begin{\(environment.text)} where the environment starts."))
    case .unsupported(let what):
      advance()
      report(
        Problem(
          .unsupported, at: range, found: what, expected: "something that a network's formulas use",
          help: "\(source(range) ?? what) can't be read here."))
      append(Markup(.unreadable, range), to: &frames)
    default: advance()
    }
  }

  /// Commands with arguments that make one node, or none.
  private mutating func structure(_ command: Command, _ token: Token) -> Markup? {
    advance()
    switch command {
    case .fraction: return fraction(token.range)
    case .derivative: return derivative(token.range)
    case .remark:
      let words = rawArgument()
      return Markup(.text(words.text.trimmed), token.range.union(words.range))
    case .root: return root(token.range)
    case .style(let style): return styled(style, token.range)
    case .upright: return upright(token.range)
    case .text(let style): return text(style, token.range)
    case .circled(let hasArgument): return circled(hasArgument, token.range)
    case .box(let count): return box(count, token.range)
    case .brace: return brace(token.range)
    case .above, .below: return stacked(command == .above, token.range)
    case .not: return negated(token.range)
    case .character: return codePoint(token.range)
    case .mark: return named(token.range) { .mark($0) }
    case .reference: return named(token.range) { .text($0) }
    case .begin: return environment(token.range)
    case .substack: return substack(token.range)
    default: return nil
    }
  }

  private mutating func circled(_ hasArgument: Bool, _ range: SourceRange) -> Markup {
    guard hasArgument else { return Markup(.styled(.circled, []), range) }
    let content = argument("what is circled", for: range)
    return Markup(.styled(.circled, content.items), range.union(content.range))
  }

  /// `\label{…}`, `\eqref{…}`
  private mutating func named(_ range: SourceRange, _ kind: (String) -> Markup.Kind) -> Markup {
    _ = takeAdjacent(.character("*"))
    let name = rawArgument()
    return Markup(kind(name.text.trimmed), range.union(name.range))
  }

  private mutating func fraction(_ range: SourceRange) -> Markup {
    let numerator = operand("a numerator", for: range)
    let denominator = operand("a denominator", for: range)
    return Markup(
      .fraction(numerator.items, denominator.items), range.union(numerator.range).union(denominator.range))
  }

  /// The fraction that `\pdv[2]{f}{x}` stands for; without a second argument the operator ∂/∂f.
  private mutating func derivative(_ range: SourceRange) -> Markup {
    _ = takeAdjacent(.character("*"))
    var order: [Markup]?
    if take(.character("[")) {
      order = list(until: .bracket)
      _ = take(.character("]"))
    }
    let sign = Markup(.partial, range)
    var parts = [argument("what is differentiated", for: range)]
    while peek()?.kind == .open, parts.count < 3 { parts.append(braced()) }
    let whole = parts.reduce(range) { $0.union($1.range) }
    func raised(_ base: Markup) -> Markup {
      let exponent = order ?? (parts.count == 3 ? [Markup(.number("2"), range)] : nil)
      return exponent.map { Markup(.script(base: base, sub: nil, sup: $0, primes: 0), base.range) } ?? base
    }
    let function = parts.count == 1 ? [] : parts[0].items
    let variables = parts.count == 1 ? parts : Array(parts.dropFirst())
    var below: [Markup] = []
    for variable in variables {
      let group =
        variable.items.count == 1 ? variable.items[0] : Markup(.group(variable.items), variable.range)
      below += [sign, order == nil ? group : raised(Markup(.group([group]), group.range))]
    }
    return Markup(.fraction([raised(sign)] + function, below), whole)
  }

  private mutating func root(_ range: SourceRange) -> Markup {
    var degree: [Markup]?
    if take(.character("[")) {
      degree = list(until: .bracket)
      _ = take(.character("]"))
    }
    let body = argument("what stands under the root", for: range)
    return Markup(.root(index: degree, body.items), range.union(body.range))
  }

  private mutating func styled(_ style: Markup.Style, _ range: SourceRange) -> Markup {
    let content = argument("a symbol", for: range)
    return faced(style, content.items, range.union(content.range))
  }

  private mutating func upright(_ range: SourceRange) -> Markup {
    _ = takeAdjacent(.character("*"))
    return styled(.upright, range)
  }

  private mutating func switchFace(_ face: Markup.Style, _ frames: inout [Frame]) {
    advance()
    let last = frames.count - 1
    frames[last].face = face
    frames[last].faceStart = frames[last].items.count
  }

  private mutating func box(_ dropped: Int, _ range: SourceRange) -> Markup {
    skipArguments(dropped)
    let content = argument("what stands in the box", for: range)
    if content.items.count == 1, case .relation = content.items[0].kind { return content.items[0] }
    return Markup(.group(content.items), range.union(content.range))
  }

  /// `\underbrace{x}_{label}`: the label is dropped, and what could not be read in it as well.
  private mutating func brace(_ range: SourceRange) -> Markup {
    let content = argument("what stands at the brace", for: range)
    while let token = peek(), token.kind == .lower || token.kind == .superscript {
      advance()
      let known = problems
      _ = argument("a label", for: token.range)
      if !isStopped { problems = known }
    }
    return Markup(.group(content.items), range.union(content.range))
  }

  private mutating func stacked(_ isAbove: Bool, _ range: SourceRange) -> Markup {
    let known = problems
    let label = argument("what stands above or below", for: range)
    if !isStopped { problems = known }
    let base = argument("the sign that carries it", for: range)
    let whole = range.union(label.range).union(base.range)
    if base.items.count == 1, case .relation(let relation) = base.items[0].kind {
      let isDefinition = relation == .equal && label.items.spelling == "def"
      return Markup(.relation(isDefinition ? .defined : relation), whole)
    }
    // \underset{n \times m}{Z}: the shape of Z is no part of its name.
    if !isAbove, label.items.contains(where: { $0.kind == .sign(.cross) }) {
      return Markup(.group(base.items), whole)
    }
    let node = base.items.count == 1 ? base.items[0] : Markup(.group(base.items), base.range)
    return Markup(
      .script(base: node, sub: isAbove ? nil : label.items, sup: isAbove ? label.items : nil, primes: 0),
      whole)
  }

  private mutating func negated(_ range: SourceRange) -> Markup {
    let base = argument("a relation", for: range)
    let whole = range.union(base.range)
    if base.items.count == 1, case .relation(.equal) = base.items[0].kind {
      return Markup(.relation(.notEqual), whole)
    }
    report(
      Problem(
        .unsupported, at: whole, found: "a negated relation", expected: "\\ne",
        help: "Of the negated relations only \\not= and \\ne can be read."))
    return Markup(.unreadable, whole)
  }

  private mutating func codePoint(_ range: SourceRange) -> Markup {
    let code = rawArgument()
    let whole = range.union(code.range)
    let digits = code.text.trimmed
    let value = digits.hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    guard let value, let scalar = Unicode.Scalar(value) else {
      report(
        Problem(
          .unexpectedToken, at: whole, found: "no number of a character", expected: "for example x1D7D9",
          help: "Write the character itself."))
      return Markup(.unreadable, whole)
    }
    var inner = MarkupParser(
      [Token(kind: .character(scalar), range: whole)], of: bytes, offset: offset, macros: macros, problems: []
    )
    return Markup(.group(inner.formula()), whole)
  }

  // MARK: Delimiters with a size

  private mutating func sized(_ command: Command, _ token: Token, _ frames: inout [Frame]) {
    advance()
    if case .size(let side) = command {
      if let next = peek() { bigDelimiter(next, side, &frames) }
      return
    }
    let delimiter = self.delimiter(after: token)
    let range = SourceRange(token.range.start, lastEnd).union(token.range)
    switch command {
    case .left: openLeft(delimiter, range, &frames)
    case .right: closeRight(delimiter, range, &frames)
    default: append(Markup(.bar, range), to: &frames)
    }
  }

  /// What stands behind `\big` is read as if it stood alone, except that the side of a bar is known.
  private mutating func bigDelimiter(_ token: Token, _ side: Command.Side, _ frames: inout [Frame]) {
    if case .character("|") = token.kind {
      bar(.bar, token.range, side: side, &frames)
    } else if case .bar(let delimiter) = command(of: token) {
      bar(delimiter, token.range, side: side, &frames)
    }
  }

  /// The delimiter behind `\left`, `\right` or `\middle`.
  private mutating func delimiter(after command: Token) -> Markup.Delimiter {
    guard let token = peek() else {
      _ = missingDelimiter(command)
      return .none
    }
    let delimiter: Markup.Delimiter?
    switch token.kind {
    case .character(let scalar): delimiter = Markup.Delimiter(Characters.plain(scalar))
    default: delimiter = nil
    }
    if let delimiter {
      advance()
      return delimiter
    }
    switch self.command(of: token) {
    case .open(let delimiter), .close(let delimiter), .bar(let delimiter):
      advance()
      return delimiter
    case .loneBar:
      advance()
      return .bar
    case .prose:
      advance()
      return .none
    default: return missingDelimiter(command)
    }
  }

  private mutating func missingDelimiter(_ command: Token) -> Markup.Delimiter {
    report(
      Problem(
        .missingArgument, at: command.range, found: "\(command.text) without a delimiter",
        expected: "a bracket, a bar or a full stop",
        help: "Write the bracket right behind it; a full stop makes an invisible one."))
    return .none
  }
}

extension Markup.Delimiter {
  /// The delimiter that a character writes; the full stop is the invisible one.
  fileprivate init?(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "(", ")": self = .parenthesis
    case "[", "]": self = .bracket
    case "|": self = .bar
    case "<", ">": self = .angle
    case ".", "/": self = .none
    default: return nil
    }
  }
}

extension Command {
  /// Whether the command makes one node of its arguments.
  fileprivate var isStructure: Bool {
    switch self {
    case .fraction, .derivative, .remark, .root, .style, .upright, .text, .circled, .box, .brace, .above,
      .below, .not, .character,
      .mark, .reference, .begin, .substack:
      true
    case .letter, .faced, .word, .bigOperator, .sign, .relation, .punctuation, .partial, .nabla, .ellipsis,
      .prime, .lower, .prose, .unsupported, .open, .close, .bar, .loneBar, .left, .right, .middle, .size,
      .over,
      .switchStyle, .ignored, .space, .measuredSpace, .kern, .mathShift, .end, .rowBreak, .definition:
      false
    }
  }

  /// The node of a command that is one symbol.
  fileprivate func symbol(at range: SourceRange) -> Markup.Kind? {
    switch self {
    case .letter(let name): .letter(name)
    case .faced(let face, let letter):
      .styled(face, [Markup(letter == "1" ? .number(letter) : .letter(letter), range)])
    case .word(let word): .word(word)
    case .bigOperator(let sign): .bigOperator(sign)
    case .sign(let sign): .sign(sign)
    case .relation(let relation): .relation(relation)
    case .punctuation(let sign): .punctuation(sign)
    case .partial: .partial
    case .nabla: .nabla
    case .ellipsis: .ellipsis
    case .prose(let text): .text(text)
    case .loneBar: .bar
    case .rowBreak: .punctuation(.rowEnd)
    default: nil
    }
  }
}

/// Single characters: letters, digits, signs.
extension MarkupParser {
  /// Reads a character that stands in a list; `scalar` is the plain form of the token's character.
  mutating func character(_ scalar: Unicode.Scalar, _ token: Token, _ frames: inout [Frame]) {
    let range = token.range
    switch scalar {
    case "(": open(Opener(delimiter: .parenthesis, range: range), &frames)
    case "[": open(Opener(delimiter: .bracket, range: range), &frames)
    case ")": close(.parenthesis, range, &frames)
    case "]": close(.bracket, range, &frames)
    case "|":
      if index + 1 < tokens.count, tokens[index + 1].kind == token.kind,
        tokens[index + 1].range.start == range.end
      {
        advance()
        bar(.doubleBar, range.union(tokens[index].range), &frames)
      } else {
        bar(.bar, range, &frames)
      }
    case "'": primes(&frames)
    case "~": spaces(&frames)
    default:
      if let accent = Characters.combining(scalar) {
        advance()
        combine(accent, range, &frames)
      } else if let known = command(of: token), !scalar.isASCII {
        execute(known, named: "", token, &frames)
      } else {
        let node = symbol(scalar, token)
        if node.kind == .relation(.equal), let colon = frames[frames.count - 1].items.last?.stripped,
          colon.kind == .punctuation(.colon)
        {
          // `: =` and `\mathrel{\mathop:}=`
          frames[frames.count - 1].items.removeLast()
          append(Markup(.relation(.defined), colon.range.union(node.range)), to: &frames)
        } else {
          append(node, to: &frames)
        }
      }
    }
  }

  /// Reads a letter, a number, a sign or a relation and returns its node; brackets are not for here.
  mutating func symbol(_ scalar: Unicode.Scalar, _ token: Token) -> Markup {
    if scalar.isDigit { return number() }
    if scalar == ".", isDigit(after: index) { return number() }
    if scalar == ".", let sign = octaveSign() { return sign }
    if scalar == "." { return dots() }
    let start = token.range
    advance()
    if scalar.isLetter { return Markup(.letter(String(Character(scalar))), start) }
    if let kind = compound(scalar) { return Markup(kind, SourceRange(start.start, lastEnd).union(start)) }
    if let kind = Self.simple(scalar) { return Markup(kind, start) }
    if let (letter, accent) = Characters.accented[scalar] {
      return Markup(.styled(accent, [Markup(.letter(letter), start)]), start)
    }
    if let (numerator, denominator) = Characters.fractions[scalar] {
      return Markup(
        .fraction([Markup(.number(numerator), start)], [Markup(.number(denominator), start)]), start)
    }
    if let (letter, face) = Characters.mathematical(scalar) {
      return Markup(.styled(face, [Markup(.letter(letter), start)]), start)
    }
    if Characters.isLetter(scalar) { return Markup(.letter(String(Character(scalar))), start) }
    if Characters.isProse(scalar) { return prose(from: scalar, start) }
    let isBroken = scalar == "\u{FFFD}"
    report(
      Problem(
        .unexpectedCharacter, at: start,
        found: isBroken ? "a byte that is no UTF-8" : "the character \(Character(scalar))",
        expected: "a symbol of a formula",
        help: isBroken
          ? "Save the file as UTF-8." : "Remove it, or write what it stands for as a LaTeX command."))
    return Markup(.unreadable, start)
  }

  /// `.*` and `./` of Octave, element by element.
  private mutating func octaveSign() -> Markup? {
    guard index + 1 < tokens.count, case .character(let second) = tokens[index + 1].kind else { return nil }
    let range = tokens[index].range.union(tokens[index + 1].range)
    let sign: Markup.Sign
    switch second {
    case "*": sign = .hadamard
    case "/": sign = .elementwiseDivision
    default: return nil
    }
    advance()
    advance()
    return Markup(.sign(sign), range)
  }

  private static func simple(_ scalar: Unicode.Scalar) -> Markup.Kind? {
    switch scalar {
    case "+": .sign(.plus)
    case "-": .sign(.minus)
    case "*": .sign(.star)
    case "/": .sign(.slash)
    case "=": .relation(.equal)
    case "<": .relation(.less)
    case ">": .relation(.greater)
    case ",": .punctuation(.comma)
    case ";": .punctuation(.semicolon)
    case ":": .punctuation(.colon)
    case "!": .punctuation(.exclamation)
    case "?": .punctuation(.question)
    default: nil
    }
  }

  /// Signs of two characters, of which the first has been read: `:=`, `<=`, `->`.
  private mutating func compound(_ first: Unicode.Scalar) -> Markup.Kind? {
    switch first {
    case ":": takeAdjacent(.character("=")) ? .relation(.defined) : nil
    case "<": takeAdjacent(.character("=")) ? .relation(.lessOrEqual) : nil
    case ">": takeAdjacent(.character("=")) ? .relation(.greaterOrEqual) : nil
    case "!": takeAdjacent(.character("=")) ? .relation(.notEqual) : nil
    case "-": takeAdjacent(.character(">")) ? .relation(.maps) : nil
    case "=":
      if takeAdjacent(.character(">")) {
        .relation(.implies)
      } else {
        takeAdjacent(.character("=")) ? .relation(.equal) : nil
      }
    default: nil
    }
  }

  private func isDigit(after place: Int) -> Bool {
    guard place + 1 < tokens.count, case .character(let scalar) = tokens[place + 1].kind else { return false }
    return Characters.plain(scalar).isDigit
  }

  /// Digits with at most one decimal point.
  private mutating func number() -> Markup {
    var digits = ""
    var hasPoint = false
    let start = tokens[index].range
    var end = start
    while index < tokens.count, case .character(let raw) = tokens[index].kind {
      let scalar = Characters.plain(raw)
      if scalar == ".", !hasPoint, isDigit(after: index) {
        hasPoint = true
      } else if !scalar.isDigit {
        break
      }
      digits.unicodeScalars.append(scalar)
      end = tokens[index].range
      advance()
    }
    return Markup(.number(digits), start.union(end))
  }

  /// A full stop, or an ellipsis when there are more of them, also with spaces between: `. . .`
  private mutating func dots() -> Markup {
    let start = tokens[index].range
    var end = start
    var count = 0
    while peek()?.kind == .character("."), !(count > 0 && isDigit(after: index)) {
      end = tokens[index].range
      advance()
      count += 1
    }
    if count == 1, let next = peek(), next.range.start == end.end, command(of: next) == .ellipsis {
      // `.…`
      advance()
      return Markup(.ellipsis, start.union(next.range))
    }
    return Markup(count > 1 ? .ellipsis : .punctuation(.period), start.union(end))
  }

  private mutating func prose(from first: Unicode.Scalar, _ start: SourceRange) -> Markup {
    var text = String(Character(first))
    var end = start
    while index < tokens.count, case .character(let scalar) = tokens[index].kind, Characters.isProse(scalar),
      Characters.commands[scalar] == nil
    {
      text.unicodeScalars.append(scalar)
      end = tokens[index].range
      advance()
    }
    return Markup(.text(text), start.union(end))
  }

  private func combine(_ accent: Markup.Style, _ range: SourceRange, _ frames: inout [Frame]) {
    guard let last = frames[frames.count - 1].items.popLast() else { return }
    if last.spine >= 8 { return append(last, to: &frames) }
    append(Markup(.styled(accent, [last]), last.range.union(range)), to: &frames)
  }
}

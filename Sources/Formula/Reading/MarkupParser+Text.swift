/// Prose in formulas, faces of letters, spaces.
extension MarkupParser {
  // MARK: Raw arguments

  /// Reads an argument as LaTeX text: a group without its braces, or one token.
  mutating func rawArgument() -> (text: String, range: SourceRange) {
    guard let first = peek(), first.kind != .close else { return ("", here) }
    guard first.kind == .open else {
      advance()
      return (first.text, first.range)
    }
    advance()
    var text = ""
    var level = 0
    while index < tokens.count {
      let token = tokens[index]
      if token.kind == .close && level == 0 {
        advance()
        return (text, first.range.union(token.range))
      }
      if token.kind == .open { level += 1 }
      if token.kind == .close { level -= 1 }
      text += token.text
      advance()
    }
    closeBrace(first.range)
    return (text, SourceRange(first.range.start, lastEnd).union(first.range))
  }

  /// Passes over arguments that mean nothing, with a star or an option before them.
  mutating func skipArguments(_ count: Int) {
    for _ in 0..<count {
      _ = takeAdjacent(.character("*"))
      guard peek()?.kind == .open else { return }
      _ = rawArgument()
    }
  }

  // MARK: Text

  /// `\text{…}` and its like, the command being read.
  mutating func text(_ style: Markup.Style, _ range: SourceRange) -> Markup? {
    if holdsFormula() {
      let content = argument("a formula", for: range)
      return Markup(.group(content.items), range.union(content.range))
    }
    let raw = rawArgument()
    return Self.prose(raw.text.trimmed, style, range.union(raw.range))
  }

  /// Text that is nothing but a formula: `\\text{\\fbox{$ax$}}`, and a letter whose face is switched, `\\mbox{\\bf f}`.
  private mutating func holdsFormula() -> Bool {
    guard peek()?.kind == .open else { return false }
    var group: [Token] = []
    var level = 0
    for token in tokens[(index + 1)...] {
      if token.kind == .open { level += 1 }
      if token.kind == .close {
        if level == 0 { break }
        level -= 1
      }
      if token.kind != .space { group.append(token) }
    }
    guard let first = group.first else { return false }
    if case .switchStyle? = command(of: first) {
      guard group.count == 2, case .character(let letter) = group[1].kind else { return false }
      return letter.isLetter
    }
    let isBoxed = if case .box? = command(of: first) { true } else { false }
    let dollars = group.filter { $0.kind == .dollar }.count
    let last = group.last { $0.kind != .close }
    return dollars == 2 && last?.kind == .dollar && (isBoxed || first.kind == .dollar)
  }

  /// What a piece of text means in a formula: a name, a sign, a number, or prose.
  private static func prose(_ text: String, _ style: Markup.Style, _ range: SourceRange) -> Markup? {
    guard let first = text.unicodeScalars.first else { return nil }
    if text.unicodeScalars.count == 1 {
      if first.isLetter { return faced(style, [Markup(.letter(text), range)], range) }
      if first.isDigit { return faced(style, [Markup(.number(text), range)], range) }
      if let sign = Markup.Punctuation(rawValue: text) { return Markup(.punctuation(sign), range) }
      if Characters.plain(first) == "-" { return Markup(.sign(.minus), range) }
      if let name = Characters.commands[first], case .letter(let letter)? = CommandTable.command(named: name)
      {
        return faced(style, [Markup(.letter(letter), range)], range)
      }
    }
    if text.hasPrefix("\\"), case .letter(let letter)? = CommandTable.command(named: String(text.dropFirst()))
    {
      return faced(style, [Markup(.letter(letter), range)], range)
    }
    let items = spelled(text, range)
    return items.map { faced(style, $0, range) } ?? Markup(.text(text), range)
  }

  /// The letters, digits and signs of a name such as `MSE`, `H1` or `L-1`; nil for prose such as `one-hot`.
  private static func spelled(_ text: String, _ range: SourceRange) -> [Markup]? {
    guard text.utf8.count <= 64 else { return nil }
    var items: [Markup] = []
    var letters = 0
    var signs = 0
    var longest = 0
    for scalar in text.unicodeScalars {
      if scalar.isLetter {
        items.append(Markup(.letter(String(Character(scalar))), range))
        letters += 1
        longest = max(longest, letters)
        continue
      }
      letters = 0
      let plain = Characters.plain(scalar)
      if plain.isDigit {
        items.append(Markup(.number(String(Character(plain))), range))
      } else if plain == "-" || plain == "+" {
        guard !items.isEmpty else { return nil }
        items.append(Markup(.sign(plain == "-" ? .minus : .plus), range))
        signs += 1
      } else {
        return nil
      }
    }
    if signs > 0, longest > 1 { return nil }
    if signs > 0, case .sign? = items.last?.kind { return nil }
    return items
  }

  // MARK: Faces

  /// Letters set in a face. An upright run of letters is a word, an upright d the sign of a derivative.
  static func faced(_ style: Markup.Style, _ items: [Markup], _ range: SourceRange) -> Markup {
    switch style {
    case .upright, .sansSerif, .typewriter, .italic: break
    case .bold, .calligraphic, .blackboard, .fraktur, .hat, .tilde, .bar, .vector, .underline, .overline,
      .dot,
      .doubleDot, .circled:
      return Markup(.styled(style, items), range)
    }
    var words = WordBuilder(style)
    for item in items { words.add(item) }
    let built = words.finished()
    if built.count == 1 { return Markup(built[0].kind, range) }
    return Markup(.group(built), range)
  }

  func faced(_ style: Markup.Style, _ items: [Markup], _ range: SourceRange) -> Markup {
    Self.faced(style, items, range)
  }

  func faced(_ style: Markup.Style, _ items: [Markup]) -> Markup {
    guard let first = items.first, let last = items.last else { return Markup(.group([]), here) }
    return Self.faced(style, items, first.range.union(last.range))
  }

  // MARK: Spaces

  /// Reads a run of spaces; a wide one is a separator, a narrow one leaves no node.
  mutating func spaces(_ frames: inout [Frame]) {
    let start = peek()?.range ?? here
    var width = 0
    while let token = peek(), let space = space(token) { width += space }
    if width >= 12 {
      append(
        Markup(.punctuation(.separator), SourceRange(start.start, lastEnd).union(start)), to: &frames)
    }
  }

  /// Consumes one space and returns its width in eighteenths of an em; nil when the token is none.
  private mutating func space(_ token: Token) -> Int? {
    if token.kind == .character("~") {
      advance()
      return 5
    }
    switch command(of: token) {
    case .space(let width):
      advance()
      return width
    case .measuredSpace:
      advance()
      _ = takeAdjacent(.character("*"))
      return Self.width(rawArgument().text)
    case .kern:
      advance()
      return Self.width(dimension())
    default: return nil
    }
  }

  /// The number and unit behind `\kern`.
  private mutating func dimension() -> String {
    var text = ""
    var letters = 0
    while letters < 2, case .character(let scalar)? = peek()?.kind, scalar.isASCII {
      if scalar.isLetter {
        letters += 1
      } else if letters > 0 || !(scalar.isDigit || scalar == "-" || scalar == "." || scalar == "+") {
        break
      }
      text.unicodeScalars.append(scalar)
      advance()
    }
    return text
  }

  /// The width of `1.5em` in eighteenths of an em; 18 for a length that is a command.
  private static func width(_ text: String) -> Int {
    let text = text.trimmed
    if text.hasPrefix("-") { return -3 }
    let digits = text.prefix { $0.isNumber || $0 == "." }
    guard !digits.isEmpty, digits.utf8.count < 6, let number = Double(String(digits)) else { return 18 }
    let unit = text.dropFirst(digits.count).trimmed
    let scale: [String: Double] = [
      "mu": 1, "em": 18, "ex": 8, "pt": 1.8, "cm": 51, "mm": 5.1, "in": 130, "px": 1.3,
    ]
    return Int(number * (scale[unit] ?? 18))
  }
}

/// Joins upright letters to words.
private struct WordBuilder {
  private let style: Markup.Style
  private var output: [Markup] = []
  private var run: [Markup] = []

  init(_ style: Markup.Style) { self.style = style }

  mutating func add(_ item: Markup) {
    switch item.kind {
    case .letter(let name) where name.utf8.count == 1: run.append(item)
    case .number where !run.isEmpty: run.append(item)
    case .script(let base?, let sub, let sup, let primes) where base.isLetter:
      // In `\mathrm{net_j}` the script belongs to the whole word.
      run.append(base)
      let word = takeRun()
      let kind: Markup.Kind = .script(base: word, sub: sub, sup: sup, primes: primes)
      output.append(Markup(kind, (word?.range ?? base.range).union(item.range)))
    default:
      flush()
      output.append(item.isLetter ? Markup(.styled(style, [item]), item.range) : item)
    }
  }

  mutating func finished() -> [Markup] {
    flush()
    return output
  }

  private mutating func flush() {
    if let word = takeRun() { output.append(word) }
  }

  private mutating func takeRun() -> Markup? {
    defer { run = [] }
    guard let first = run.first, let last = run.last else { return nil }
    let range = first.range.union(last.range)
    if run.count == 1 {
      if style == .upright, first.kind == .letter("d") { return Markup(.partial, range) }
      return Markup(.styled(style, [first]), range)
    }
    let word = run.spelling
    return Markup(CommandTable.isProse(word) ? .text(word) : .word(word), range)
  }
}

extension Markup {
  fileprivate var isLetter: Bool {
    if case .letter = kind { true } else { false }
  }
}

extension [Markup] {
  /// The letters and digits of the nodes, one after the other; what is neither counts nothing.
  var spelling: String {
    var text = ""
    for node in self {
      switch node.kind {
      case .letter(let part), .number(let part), .word(let part), .text(let part): text += part
      case .styled(_, let items), .group(let items): text += items.spelling
      default: break
      }
    }
    return text
  }
}

extension StringProtocol {
  /// The text without white space, `~` and `\ ` at its ends.
  var trimmed: String {
    var rest = self[...]
    while true {
      if let first = rest.first, first.isWhitespace || first == "~" {
        rest = rest.dropFirst()
      } else if let last = rest.last, last.isWhitespace || last == "~" {
        rest = rest.dropLast()
        if rest.hasSuffix("\\"), !rest.hasSuffix("\\\\") { rest = rest.dropLast() }
      } else if rest.hasPrefix("\\ ") || rest.hasPrefix("\\,") || rest.hasPrefix("\\;") {
        rest = rest.dropFirst(2)
      } else {
        return String(rest)
      }
    }
  }
}

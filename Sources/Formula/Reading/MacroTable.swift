/// The commands that a text defines itself: `\newcommand`, `\renewcommand`, `\providecommand`, `\def`,
/// `\DeclareMathOperator`.
public struct MacroTable: Sendable, Hashable {
  /// The macros by name, without the backslash.
  var macros: [String: Macro] = [:]

  /// No macros.
  public static let empty = MacroTable()

  /// The names of all macros, without the backslash, in alphabetical order.
  public var names: [String] { macros.keys.sorted() }

  /// The macros that `text` defines, wherever the definitions stand; a later definition wins.
  ///
  /// A definition that cannot be read is passed over; reading it within a formula reports it.
  public static func definitions(in text: String) -> MacroTable {
    let bytes = Array(text.utf8)
    var table = MacroTable()
    var position = 0
    var budget = ReadingLimit.tokens
    while let found = bytes.firstIndex(of: UInt8(ascii: "\\"), from: position), budget > 0 {
      position = found + 1
      guard let style = DefinitionStyle(bytes.letters(from: found + 1)), !bytes.isCommented(found) else {
        if bytes[at: found + 1] == UInt8(ascii: "\\") { position += 1 }
        continue
      }
      var lexer = Lexer(bytes, from: found)
      _ = lexer.next()
      let start = lexer.position
      let source = { () -> Token? in
        budget -= 1
        return budget > 0 ? lexer.next() : nil
      }
      if case .success(let name, let macro) = Definition.read(style, from: source) {
        table.define(name, as: macro, by: style)
        position = lexer.position
      } else {
        position = start
      }
    }
    return table
  }

  mutating func define(_ name: String, as macro: Macro, by style: DefinitionStyle) {
    if style == .provide, macros[name] != nil || CommandTable.command(named: name) != nil { return }
    macros[name] = macro
  }
}

/// What a macro is replaced by.
struct Macro: Sendable, Hashable {
  /// How many arguments it takes, at most nine.
  var parameters: Int
  /// The first argument, where it is optional and left out.
  var defaultArgument: [Token]?
  var body: [Token]
}

/// The commands that define commands.
enum DefinitionStyle: String {
  case new = "newcommand"
  case renew = "renewcommand"
  case provide = "providecommand"
  case plain = "def"
  case global = "gdef"
  case mathOperator = "DeclareMathOperator"

  init?(_ name: String?) {
    guard let name, let style = DefinitionStyle(rawValue: name) else { return nil }
    self = style
  }
}

/// Reads what stands behind `\newcommand` and its like.
enum Definition {
  case success(String, Macro)
  /// What is wrong, as a noun phrase of what was found and what was expected.
  case failure(found: String, expected: String)

  static func read(_ style: DefinitionStyle, from next: () -> Token?) -> Definition {
    var pushed: Token?
    func token() -> Token? {
      defer { pushed = nil }
      return pushed ?? next()
    }
    func solid() -> Token? {
      while let found = token() {
        if found.kind != .space { return found }
      }
      return nil
    }
    /// The tokens up to the brace that closes, the opening one being read.
    func body() -> [Token]? {
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
    /// The tokens up to `]`.
    func optional() -> [Token]? {
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

extension [UInt8] {
  /// The first place of `byte` at or behind `position`.
  func firstIndex(of byte: UInt8, from position: Int) -> Int? {
    guard position < count else { return nil }
    return self[position...].firstIndex(of: byte)
  }

  /// The ASCII letters at `position`, at most 20; nil when there is none.
  func letters(from position: Int) -> String? {
    var end = position
    while let byte = self[at: end], byte.isLetter, end - position < 20 { end += 1 }
    return end > position ? String(decoding: self[position..<end], as: UTF8.self) : nil
  }

  /// Whether a `%` comment begins before `position` on the same line.
  func isCommented(_ position: Int) -> Bool {
    var index = position - 1
    while let byte = self[at: index], byte != 0x0A, position - index < 400 {
      if byte == UInt8(ascii: "%"), self[at: index - 1] != UInt8(ascii: "\\") { return true }
      index -= 1
    }
    return false
  }
}

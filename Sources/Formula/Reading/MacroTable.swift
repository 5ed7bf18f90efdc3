/// The commands that a text defines itself: `\newcommand`, `\renewcommand`, `\providecommand`, `\def`,
/// `\DeclareMathOperator`, `\DeclarePairedDelimiter`.
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
      var reader = DefinitionReader(.text(lexer), budget: budget)
      let definition = reader.read(style)
      budget = reader.budget
      if case .success(let name, let macro) = definition, case .text(let rest) = reader.source {
        table.define(name, as: macro, by: style)
        position = rest.position
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
  /// A star or a size in brackets may stand before the argument: \norm*{x}, \norm[\big]{x}.
  var takesSize = false
}

/// The commands that define commands.
enum DefinitionStyle: String {
  case new = "newcommand"
  case renew = "renewcommand"
  case provide = "providecommand"
  case plain = "def"
  case global = "gdef"
  case mathOperator = "DeclareMathOperator"
  case pairedDelimiter = "DeclarePairedDelimiter"

  init?(_ name: String?) {
    guard let name, let style = DefinitionStyle(rawValue: name) else { return nil }
    self = style
  }
}

/// What stands behind `\newcommand` and its like.
enum Definition {
  case success(String, Macro)
  /// What is wrong, as a noun phrase of what was found and what was expected.
  case failure(found: String, expected: String)
}

extension [UInt8] {
  /// The first place of `byte` at or behind `position`.
  func firstIndex(of byte: UInt8, from position: Int) -> Int? {
    guard position < count else { return nil }
    return self[position...].firstIndex(of: byte)
  }

  /// The ASCII letters at `position`, at most 24; nil when there is none.
  func letters(from position: Int) -> String? {
    var end = position
    while let byte = self[at: end], byte.isLetter, end - position < 24 { end += 1 }
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

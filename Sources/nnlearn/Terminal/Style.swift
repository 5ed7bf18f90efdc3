import Formula

/// How a piece of text looks. Never the only carrier of meaning: colour can be off.
enum Style: Sendable, Hashable {
  case plain, strong, faint, good, bad, doubtful

  /// The parameters of the terminal's "select graphic rendition".
  var code: String? {
    switch self {
    case .plain: nil
    case .strong: "1"
    case .faint: "2"
    case .good: "32"
    case .bad: "31"
    case .doubtful: "33"
    }
  }
}

/// One line for a terminal, in pieces of one style each.
///
/// Whatever text goes in, no control character comes out: the pieces hold harmless text only, and the
/// escape sequences of a style are added when the line is written.
struct Line: Sendable, Hashable {
  private(set) var pieces: [(text: String, style: Style)] = []

  /// An empty line.
  init() {}

  /// A line of one piece.
  init(_ text: String, _ style: Style = .plain) { append(text, style) }

  /// The columns it takes.
  var width: Int { pieces.reduce(0) { $0 + columns($1.text) } }

  /// The text alone.
  var text: String { pieces.map(\.text).joined() }

  /// Adds a piece.
  mutating func append(_ text: String, _ style: Style = .plain) {
    if !text.isEmpty { pieces.append((harmless(text), style)) }
  }

  /// Adds spaces up to a column, at least one if there is text already.
  mutating func pad(to column: Int) {
    append(String(repeating: " ", count: max(pieces.isEmpty ? 0 : 1, column - width)))
  }

  static func + (left: Line, right: Line) -> Line {
    var line = left
    line.pieces += right.pieces
    return line
  }

  static func == (left: Line, right: Line) -> Bool {
    left.pieces.elementsEqual(right.pieces) { $0.text == $1.text && $0.style == $1.style }
  }

  func hash(into hasher: inout Hasher) { hasher.combine(text) }

  /// The line as it is sent to a stream.
  func rendered(colour: Bool) -> String {
    var end = pieces.endIndex
    while end > 0, pieces[end - 1].text.allSatisfy({ $0 == " " }) { end -= 1 }
    var result = ""
    for (text, style) in pieces[..<end] {
      if colour, let code = style.code {
        result += "\u{1B}[\(code)m\(text)\u{1B}[0m"
      } else {
        result += text
      }
    }
    return result
  }
}

/// The columns a text takes on a terminal.
func columns(_ text: String) -> Int { displayWidth(text) }

/// A canonical LaTeX name taken apart, for printers that have to draw it: `\hat{p}`, `f_{1}`, `\mathcal{L}`.
indirect enum LetterName: Sendable, Hashable {
  /// One character, or an upright word.
  case text(String)
  case faced(Face, LetterName)
  case accented(Accent, LetterName)
  case circled(LetterName)
  case row([LetterName])
  case scripted(LetterName, sub: LetterName?, sup: LetterName?)

  /// Alphabets.
  enum Face: Sendable, Hashable {
    case calligraphic
    case blackboard
    case fraktur
    case bold
    case upright
    case plain
  }

  /// Marks above or below a letter.
  enum Accent: Sendable, Hashable {
    case hat
    case tilde
    case bar
    case dot
    case doubleDot
    case vector
    case underline
  }

  /// Takes a name apart; what is no LaTeX stands for itself.
  init(_ name: String) {
    var reader = LetterNameReader(name)
    self = reader.name()
  }
}

/// Reads a name from left to right. Total: unknown commands give their own letters.
private struct LetterNameReader {
  private var rest: Substring
  private var depth = 0

  init(_ name: String) { rest = name[...] }

  mutating func name() -> LetterName {
    var parts: [LetterName] = []
    while !rest.isEmpty {
      if rest.first == "}" { rest.removeFirst() }
      parts += row()
    }
    return Self.joined(parts)
  }

  private static func joined(_ parts: [LetterName]) -> LetterName {
    parts.count == 1 ? parts[0] : .row(parts)
  }

  /// Parts up to a closing brace or the end.
  private mutating func row() -> [LetterName] {
    var parts: [LetterName] = []
    while let first = rest.first, first != "}" {
      if first == "_" || first == "^" {
        rest.removeFirst()
        let script = argument()
        let base = parts.popLast() ?? .row([])
        parts.append(Self.attach(script, isSub: first == "_", to: base))
      } else if first == "'" {
        rest.removeFirst()
        parts.append(.text("′"))
      } else {
        parts.append(argument())
      }
    }
    return parts
  }

  private static func attach(_ script: LetterName, isSub: Bool, to base: LetterName) -> LetterName {
    switch base {
    case .scripted(let inner, nil, let sup) where isSub: .scripted(inner, sub: script, sup: sup)
    case .scripted(let inner, let sub, nil) where !isSub: .scripted(inner, sub: sub, sup: script)
    default: isSub ? .scripted(base, sub: script, sup: nil) : .scripted(base, sub: nil, sup: script)
    }
  }

  /// A group, a command with its argument, or a character.
  private mutating func argument() -> LetterName {
    guard let first = rest.popFirst() else { return .row([]) }
    guard depth < 32 else { return .text(String(first)) }
    depth += 1
    defer { depth -= 1 }
    switch first {
    case "{":
      let parts = row()
      if rest.first == "}" { rest.removeFirst() }
      return Self.joined(parts)
    case "\\":
      return command()
    default:
      return .text(String(first))
    }
  }

  private mutating func command() -> LetterName {
    let letters = rest.prefix { $0.isASCII && $0.isLetter }
    guard !letters.isEmpty else { return rest.popFirst().map { .text(String($0)) } ?? .row([]) }
    rest = rest[letters.endIndex...]
    rest = rest.drop { $0 == " " }
    switch letters {
    case "hat", "widehat": return .accented(.hat, argument())
    case "tilde", "widetilde": return .accented(.tilde, argument())
    case "bar", "overline": return .accented(.bar, argument())
    case "dot": return .accented(.dot, argument())
    case "ddot": return .accented(.doubleDot, argument())
    case "vec", "overrightarrow": return .accented(.vector, argument())
    case "underline": return .accented(.underline, argument())
    case "mathcal", "mathscr": return .faced(.calligraphic, argument())
    case "mathbb": return .faced(.blackboard, argument())
    case "mathfrak": return .faced(.fraktur, argument())
    case "mathbf", "boldsymbol", "bm", "textbf": return .faced(.bold, argument())
    case "mathrm", "operatorname", "text", "mbox", "textrm", "rm": return .faced(.upright, argument())
    case "mathsf", "mathtt", "mathit", "textit": return .faced(.plain, argument())
    case "textcircled": return .circled(argument())
    default: return .text(GlyphTable.letter(String(letters)) ?? String(letters))
    }
  }
}

extension LetterName {
  /// The characters of the name without scripts and faces, for words.
  var characters: String {
    switch self {
    case .text(let text): text
    case .faced(_, let inner), .accented(_, let inner), .circled(let inner): inner.characters
    case .row(let parts): parts.map(\.characters).joined()
    case .scripted(let base, let sub, let sup):
      base.characters + (sub?.characters ?? "") + (sup?.characters ?? "")
    }
  }

  /// Whether the name is a single character, perhaps with a mark or in another face.
  var isSingle: Bool {
    switch self {
    case .text(let text): text.count == 1
    case .faced(_, let inner), .accented(_, let inner), .circled(let inner): inner.isSingle
    case .row, .scripted: false
    }
  }
}

/// Cuts UTF-8 text into tokens, one at a time.
///
/// Comments vanish, white space is kept as one token, Unicode scripts (`z₁`, `aᵀ`) become the tokens of
/// `_{1}` and `^{T}`. Bytes that are no UTF-8 give the replacement character.
struct Lexer {
  private let bytes: [UInt8]
  /// Where `bytes` begins in the file.
  private let offset: Int
  private(set) var position: Int
  private let end: Int
  /// Tokens that one character produced and that still wait, the next one last.
  private var waiting: [Token] = []

  init(_ bytes: [UInt8], offset: Int = 0, from start: Int = 0) {
    self.bytes = bytes
    self.offset = offset
    position = start
    end = bytes.count
  }

  mutating func next() -> Token? {
    if let token = waiting.popLast() { return token }
    let start = position
    guard let byte = bytes[at: position] else { return nil }
    switch byte {
    case UInt8(ascii: "\\"): return command()
    case UInt8(ascii: "{"): return single(.open)
    case UInt8(ascii: "}"): return single(.close)
    case UInt8(ascii: "^"): return single(.superscript)
    case UInt8(ascii: "_"): return single(.lower)
    case UInt8(ascii: "&"): return single(.alignment)
    case UInt8(ascii: "$"): return single(.dollar)
    case UInt8(ascii: "%"):
      skipComment()
      return Token(kind: .space, range: range(from: start))
    case UInt8(ascii: "#"):
      position += 1
      if let digit = bytes[at: position], (0x31...0x39).contains(digit) {
        position += 1
        return Token(kind: .parameter(Int(digit) - 0x30), range: range(from: start))
      }
      return Token(kind: .character("#"), range: range(from: start))
    default: return character()
    }
  }

  private func range(from start: Int) -> SourceRange {
    SourceRange(start + offset, position + offset)
  }

  private mutating func single(_ kind: Token.Kind) -> Token {
    position += 1
    return Token(kind: kind, range: SourceRange(position - 1 + offset, position + offset))
  }

  private mutating func command() -> Token {
    let start = position
    position += 1
    let nameStart = position
    while let byte = bytes[at: position], byte.isLetter { position += 1 }
    if position > nameStart {
      let name = String(decoding: bytes[nameStart..<position], as: UTF8.self)
      return Token(kind: .command(name), range: range(from: start))
    }
    guard position < end else { return Token(kind: .command(""), range: range(from: start)) }
    let scalar = bytes.scalar(at: position)
    position += scalar.length
    let name = scalar.value.isSpace ? " " : String(Character(scalar.value))
    // As Markdown writes ^.
    if name == "^" { return Token(kind: .superscript, range: range(from: start)) }
    return Token(kind: .command(name), range: range(from: start))
  }

  private mutating func skipComment() {
    while let byte = bytes[at: position], byte != 0x0A { position += 1 }
    while let byte = bytes[at: position], byte == 0x0A || byte == 0x20 || byte == 0x09 { position += 1 }
  }

  private mutating func character() -> Token {
    let start = position
    let scalar = bytes.scalar(at: position)
    position += scalar.length
    if scalar.value.isSpace {
      while position < end, case let more = bytes.scalar(at: position), more.value.isSpace {
        position += more.length
      }
      return Token(kind: .space, range: range(from: start))
    }
    if let raised = Characters.superscripts[scalar.value] {
      return scripts(.superscript, first: raised, start: start, table: Characters.superscripts)
    }
    if let lowered = Characters.subscripts[scalar.value] {
      return scripts(.lower, first: lowered, start: start, table: Characters.subscripts)
    }
    return Token(kind: .character(scalar.value), range: range(from: start))
  }

  /// A run of raised or lowered characters as `^{…}` or `_{…}`.
  private mutating func scripts(
    _ kind: Token.Kind, first: Unicode.Scalar, start: Int, table: [Unicode.Scalar: Unicode.Scalar]
  ) -> Token {
    var run = [Token(kind: .character(first), range: range(from: start))]
    while position < end, case let more = bytes.scalar(at: position), let plain = table[more.value] {
      let here = position
      position += more.length
      run.append(Token(kind: .character(plain), range: range(from: here)))
    }
    waiting = [Token(kind: .close, range: SourceRange(position + offset, position + offset))]
    waiting += run.reversed()
    let empty = SourceRange(start + offset, start + offset)
    waiting.append(Token(kind: .open, range: empty))
    return Token(kind: kind, range: empty)
  }
}

extension [UInt8] {
  /// The byte at `position`, or nil behind the end.
  subscript(at position: Int) -> UInt8? {
    position >= 0 && position < count ? self[position] : nil
  }

  /// The Unicode scalar that begins at `position`, which must be within the bytes, and its length; the
  /// replacement character and 1 where the bytes are no UTF-8.
  func scalar(at position: Int) -> (value: Unicode.Scalar, length: Int) {
    let invalid: (Unicode.Scalar, Int) = ("\u{FFFD}", 1)
    let first = self[position]
    if first < 0x80 { return (Unicode.Scalar(first), 1) }
    let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
    guard first >= 0xC2, first <= 0xF4, position + length <= count else { return invalid }
    var value = UInt32(first) & (0x7F >> UInt32(length))
    for index in 1..<length {
      let byte = self[position + index]
      guard byte & 0xC0 == 0x80 else { return invalid }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    let least: UInt32 = length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000
    guard value >= least, let scalar = Unicode.Scalar(value) else { return invalid }
    return (scalar, length)
  }
}

extension UInt8 {
  /// Whether the byte is an ASCII letter.
  var isLetter: Bool { (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self) }
  /// Whether the byte is an ASCII digit.
  var isDigit: Bool { (0x30...0x39).contains(self) }
}

extension Unicode.Scalar {
  /// White space of any width, also what has no width at all.
  var isSpace: Bool {
    switch value {
    case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200D, 0x2028...0x202F, 0x205F...0x2064, 0x3000,
      0xFE00...0xFE0F, 0xFEFF:
      true
    default: false
    }
  }
  /// Whether it is an ASCII letter.
  var isLetter: Bool { isASCII && UInt8(truncatingIfNeeded: value).isLetter }
  /// Whether it is an ASCII digit.
  var isDigit: Bool { isASCII && UInt8(truncatingIfNeeded: value).isDigit }
}

/// A formula as the scanner finds it.
struct FoundFormula {
  var kind: Passage.Kind
  var form: Passage.Form
  var range: SourceRange
  var bodyRange: SourceRange
  var headings: [Heading]
  /// How many `>` of a quotation stand before each of its lines.
  var quotes: Int
}

/// Completes what the scanner found: bodies without Markdown's marks, and the prose around.
struct Surroundings {
  private static let reach = 1_000
  private let source: [UInt8]
  /// The text without its HTML comments: spaces stand in their place.
  private let bytes: [UInt8]
  private let found: [FoundFormula]

  init(_ source: [UInt8], _ found: [FoundFormula]) {
    self.source = source
    bytes = Self.blankingComments(in: source)
    self.found = found
  }

  private static func blankingComments(in source: [UInt8]) -> [UInt8] {
    var result = source
    let (open, close) = (Array("<!--".utf8), Array("-->".utf8))
    var index = 0
    while index < result.count {
      guard result[index] == open[0], result[index...].starts(with: open) else {
        index += 1
        continue
      }
      while index < result.count, !result[index...].starts(with: close) {
        if result[index] != 0x0A { result[index] = 0x20 }
        index += 1
      }
      for place in index..<min(index + close.count, result.count) { result[place] = 0x20 }
    }
    return result
  }

  func passage(_ place: Int, at position: Position) -> Passage {
    let formula = found[place]
    return Passage(
      kind: formula.kind, form: formula.form, body: body(formula), bodyRange: formula.bodyRange,
      range: formula.range, position: position, headings: formula.headings,
      precedingText: text(before: place), followingText: text(after: place))
  }

  private func body(_ formula: FoundFormula) -> String {
    var body = Array(source[formula.bodyRange.start..<formula.bodyRange.end])
    if formula.quotes > 0 { Self.blankQuotes(formula.quotes, in: &body) }
    if case .fence = formula.form {} else { Self.decodeEntities(in: &body) }
    return String(decoding: body, as: UTF8.self)
  }

  /// Puts spaces for the `>` at the beginning of lines behind the first one.
  private static func blankQuotes(_ count: Int, in body: inout [UInt8]) {
    var left = 0
    for index in body.indices {
      switch body[index] {
      case 0x0A: left = count
      case UInt8(ascii: ">") where left > 0:
        body[index] = 0x20
        left -= 1
      case 0x20, 0x09, 0x0D: break
      default: left = 0
      }
    }
  }

  /// Puts the character for `&lt;`, `&gt;`, `&amp;`, behind spaces, so that the length stays.
  private static func decodeEntities(in body: inout [UInt8]) {
    let entities: [(name: [UInt8], value: UInt8)] = [
      (Array("&lt;".utf8), UInt8(ascii: "<")), (Array("&gt;".utf8), UInt8(ascii: ">")),
      (Array("&amp;".utf8), UInt8(ascii: "&")),
    ]
    var index = 0
    while index < body.count {
      if body[index] == UInt8(ascii: "&") {
        for (name, value) in entities where body[index...].starts(with: name) {
          for place in 0..<name.count { body[index + place] = 0x20 }
          body[index + name.count - 1] = value
          index += name.count - 1
          break
        }
      }
      index += 1
    }
  }

  private func text(before place: Int) -> String {
    let end = found[place].range.start
    var start = max(0, end - Self.reach)
    if let display = found[..<place].last(where: { $0.kind == .display || $0.range.end < start }),
      display.kind == .display
    {
      start = max(start, display.range.end)
    }
    var index = end - 1
    // A display is set off by blank lines from the sentence it belongs to.
    if found[place].kind == .display {
      while index >= start, [0x0A, 0x0D, 0x20, 0x09, UInt8(ascii: ">")].contains(bytes[index]) { index -= 1 }
    }
    var isBlank = false
    while index >= start {
      let byte = bytes[index]
      if byte == 0x0A {
        if isBlank || startsBlock(index + 1, end) { return prose(index + 1, end) }
        isBlank = true
      } else if byte != 0x20, byte != 0x09, byte != 0x0D, byte != UInt8(ascii: ">") {
        isBlank = false
      }
      index -= 1
    }
    return prose(start, end)
  }

  private func text(after place: Int) -> String {
    let start = found[place].range.end
    var end = min(bytes.count, start + Self.reach)
    if let display = found[(place + 1)...].first(where: { $0.kind == .display || $0.range.start > end }),
      display.kind == .display
    {
      end = min(end, display.range.start)
    }
    var index = start
    var lineStart: Int?
    while index < end {
      let byte = bytes[index]
      if byte == 0x0A {
        if let lineStart { return prose(start, lineStart) }
        lineStart = index
        if startsBlock(index + 1, bytes.count) { return prose(start, index) }
      } else if byte != 0x20, byte != 0x09, byte != 0x0D, byte != UInt8(ascii: ">") {
        lineStart = nil
      }
      index += 1
    }
    return prose(start, end)
  }

  /// Whether a heading or a fence begins at the start of a line.
  private func startsBlock(_ start: Int, _ end: Int) -> Bool {
    guard start < end else { return false }
    let rest = bytes[start...]
    return bytes[start] == UInt8(ascii: "#") || rest.starts(with: [0x60, 0x60, 0x60])
      || rest.starts(with: [0x7E, 0x7E, 0x7E])
  }

  private func prose(_ start: Int, _ end: Int) -> String {
    var start = start
    // Do not begin within a character.
    while start < end, bytes[start] & 0xC0 == 0x80 { start += 1 }
    var end = end
    while end > start, end < bytes.count, bytes[end] & 0xC0 == 0x80 { end -= 1 }
    guard start < end else { return "" }
    return String(decoding: bytes[start..<end], as: UTF8.self).trimmed
  }
}

/// Positions of ascending offsets, in one pass, however long the lines are.
struct PositionCursor {
  private let bytes: [UInt8]
  private let lines: LineMap
  private var offset = 0
  private var last = Position(line: 1, column: 1)

  init(_ bytes: [UInt8], _ lines: LineMap) {
    self.bytes = bytes
    self.lines = lines
  }

  mutating func position(of next: Int) -> Position {
    let isSameLine = next >= offset && (lines.range(ofLine: last.line)?.end ?? 0) >= next
    if isSameLine {
      last.column += String(decoding: bytes[offset..<min(next, bytes.count)], as: UTF8.self).count
    } else {
      last = lines.position(of: next)
    }
    offset = next
    return last
  }
}

import Formula

/// A text with its lines, to say where something stands and to show it.
struct NumberedText: Sendable {
  /// The text.
  let text: String
  /// The number of the first line, where the text is part of a larger one.
  let firstLine: Int
  private let bytes: [UInt8]
  private let lines: LineMap

  /// A text, or a part of one that begins on this line.
  init(_ text: String, firstLine: Int = 1) {
    self.text = text
    self.firstLine = firstLine
    bytes = Array(text.utf8)
    lines = LineMap(text)
  }

  /// The line and column of a byte, both from 1, the column in characters.
  func place(of offset: Int) -> (line: Int, column: Int) {
    let position = lines.position(of: offset)
    return (position.line + firstLine - 1, position.column)
  }

  /// The line a range ends on, from 1.
  func endLine(of range: SourceRange) -> Int { place(of: max(range.start, range.end - 1)).line }

  /// The line that a range begins on, tabs expanded, and the columns of the screen that the part of the range
  /// on that line takes: at least one, and one behind the text for a range at its end.
  func excerptLine(at range: SourceRange) -> (text: String, columns: Range<Int>) {
    let number = lines.position(of: range.start).line
    let line = visible(lines.range(ofLine: number) ?? SourceRange(0, 0), at: range)
    let before = expanded(slice(line.start, min(range.start, line.end)))
    let marked = slice(min(range.start, line.end), min(range.end, line.end))
    let upTo = expanded(before + marked.trimmingSuffix { $0 == " " })
    let from = columns(before)
    return (expanded(slice(line.start, line.end)), from..<max(from + 1, columns(upTo)))
  }

  /// How many bytes of a line are looked at on either side of what is marked in it; no screen shows as many.
  private static let reach = 2_000

  /// The part of a long line around a range, between characters.
  private func visible(_ line: SourceRange, at range: SourceRange) -> SourceRange {
    func isInside(_ place: Int) -> Bool { place < bytes.count && bytes[place] & 0xC0 == 0x80 }
    var start = max(line.start, range.start - Self.reach)
    while start > line.start, isInside(start) { start -= 1 }
    var end = min(line.end, range.start + Self.reach)
    while end < line.end, isInside(end) { end += 1 }
    return SourceRange(start, max(start, end))
  }

  private func slice(_ start: Int, _ end: Int) -> String {
    let start = min(max(0, start), bytes.count)
    return String(decoding: bytes[start..<min(max(start, end), bytes.count)], as: UTF8.self)
  }

  /// Tabs as spaces up to the next multiple of four columns, control characters as their pictures.
  private func expanded(_ line: String) -> String {
    guard line.contains("\t") else { return harmless(line) }
    var result = ""
    for piece in line.split(separator: "\t", omittingEmptySubsequences: false) {
      if !result.isEmpty || piece.startIndex != line.startIndex {
        result += String(repeating: " ", count: 4 - columns(result) % 4)
      }
      result += harmless(String(piece))
    }
    return result
  }
}

extension String {
  /// The text without the characters at its end that fit.
  fileprivate func trimmingSuffix(while fits: (Character) -> Bool) -> String {
    var end = endIndex
    while end > startIndex, fits(self[index(before: end)]) { end = index(before: end) }
    return String(self[..<end])
  }
}

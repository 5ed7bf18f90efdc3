/// A line of a text, and where it stands.
package struct TextLine: Sendable, Hashable {
  /// Counted from 1.
  package var number: Int
  /// The offset of its first byte.
  package var start: Int
  /// The offset of the first byte of the next line.
  package var next: Int
  /// What it says, without the line end.
  package var text: Substring

  /// Without the spaces around it.
  package var trimmed: String { text.trimmedSpaces }

  /// `key: value`, both without the spaces around them.
  package var keyAndValue: (key: String, value: String)? {
    guard let colon = text.firstIndex(of: ":") else { return nil }
    let key = text[..<colon].trimmedSpaces
    guard !key.isEmpty, !key.contains(" ") else { return nil }
    return (key, text[text.index(after: colon)...].trimmedSpaces)
  }

  /// The lines of a text; a line ends with LF, CR LF or CR.
  package static func lines(of text: String) -> [TextLine] {
    var lines: [TextLine] = []
    var start = text.startIndex
    var offset = 0
    while start < text.endIndex {
      let end = text[start...].firstIndex { $0 == "\n" || $0 == "\r\n" || $0 == "\r" } ?? text.endIndex
      let next = end == text.endIndex ? end : text.index(after: end)
      let length = text.utf8.distance(from: start, to: next)
      lines.append(
        TextLine(number: lines.count + 1, start: offset, next: offset + length, text: text[start..<end]))
      offset += length
      start = next
    }
    return lines
  }
}

extension Substring {
  /// Without spaces and tabs at its ends.
  package var trimmedSpaces: String {
    var rest = self
    while let last = rest.last, last == " " || last == "\t" { rest.removeLast() }
    return String(rest.drop { $0 == " " || $0 == "\t" })
  }
}

/// A place in a text as people count it.
public struct Position: Sendable, Hashable {
  /// The line, from 1.
  public var line: Int
  /// The column, from 1, in characters as a reader sees them: a tab, `é` and an emoji are one each.
  public var column: Int

  /// Makes a position.
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}

/// Finds lines and columns for byte offsets in a text. Lines end with `\n`, `\r\n` or `\r`.
public struct LineMap: Sendable {
  private let bytes: [UInt8]
  /// Where each line begins; the first one at 0.
  private let starts: [Int]

  /// Measures a text; cost: one pass over its bytes.
  public init(_ text: String) { self.init(Array(text.utf8)) }

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var starts = [0]
    for index in bytes.indices {
      let byte = bytes[index]
      let isReturn = byte == 0x0D && !(index + 1 < bytes.count && bytes[index + 1] == 0x0A)
      if byte == 0x0A || isReturn { starts.append(index + 1) }
    }
    self.starts = starts
  }

  /// How many lines there are; a text that ends with a line break has an empty last line.
  public var lineCount: Int { starts.count }

  /// The position of a byte offset; offsets outside of the text count as its nearest end.
  public func position(of offset: Int) -> Position {
    let offset = min(max(offset, 0), bytes.count)
    let line = index(of: offset)
    let before = String(decoding: bytes[starts[line]..<offset], as: UTF8.self)
    return Position(line: line + 1, column: before.count + 1)
  }

  /// The offsets of a line (from 1) without its line break; nil when there is no such line.
  public func range(ofLine line: Int) -> SourceRange? {
    guard line >= 1, line <= starts.count else { return nil }
    var end = line < starts.count ? starts[line] : bytes.count
    while end > starts[line - 1], bytes[end - 1] == 0x0A || bytes[end - 1] == 0x0D { end -= 1 }
    return SourceRange(starts[line - 1], end)
  }

  /// The text of a line (from 1) without its line break; empty when there is no such line.
  public func text(ofLine line: Int) -> String {
    guard let range = range(ofLine: line) else { return "" }
    return String(decoding: bytes[range.start..<range.end], as: UTF8.self)
  }

  /// The last line that begins at or before `offset`, by bisection.
  private func index(of offset: Int) -> Int {
    var low = 0
    var high = starts.count - 1
    while low < high {
      let middle = (low + high + 1) / 2
      if starts[middle] <= offset { low = middle } else { high = middle - 1 }
    }
    return low
  }
}

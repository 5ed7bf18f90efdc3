/// A sheet of answers, in Markdown as any editor saves it.
///
/// The header names the lesson; an exercise is a heading of the second level that begins with its number; its answer is
/// what stands in ```` ```math ```` blocks (or between `$$`) below it. Quotations, comments, other code and prose are
/// no answers. An exercise that stands twice is one answer, in two parts.
package struct AnswerSheet: Sendable, Hashable {
  /// What the header says of the lesson, and the line.
  package var lesson: (name: String, line: Int)? { header["lesson"].map { ($0.value, $0.line) } }
  /// Whose sheet it is, where that is said.
  package var name: String? { header["name"].map(\.value) }
  /// What stands below each heading with a number, in the order of the sheet.
  package private(set) var entries: [Entry] = []

  private var header: [String: Field] = [:]

  private struct Field: Sendable, Hashable {
    var value: String
    var line: Int
  }

  /// The answer to one exercise.
  package struct Entry: Sendable, Hashable {
    /// The number: `7.1`.
    package var id: String
    /// The line of the heading.
    package var line: Int
    package var answer: Answer
    /// The line of a formula that nothing closes.
    package var unclosed: Int?
  }

  /// The most bytes of a sheet.
  package static let mostBytes = 1 << 20

  /// Reads a sheet; there is no text that is none.
  package init(_ text: String) {
    var reader = SheetReader(text)
    reader.run()
    header = reader.header.mapValues { Field(value: $0.value, line: $0.line) }
    for entry in reader.entries {
      if let known = entries.firstIndex(where: { $0.id == entry.id }) {
        entries[known].answer.blocks += entry.answer.blocks
        entries[known].unclosed = entries[known].unclosed ?? entry.unclosed
      } else {
        entries.append(entry)
      }
    }
  }

  /// The answer to an exercise; an empty one where the sheet does not have it.
  package func entry(_ id: String) -> Entry? { entries.first { $0.id == id } }
}

/// Goes through the lines of a sheet.
private struct SheetReader {
  private let lines: [TextLine]
  private var position = 0
  private(set) var header: [String: (value: String, line: Int)] = [:]
  private(set) var entries: [AnswerSheet.Entry] = []

  init(_ text: String) {
    lines = TextLine.lines(of: text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text)
  }

  mutating func run() {
    readHeader()
    while position < lines.count {
      let line = lines[position]
      let trimmed = line.plain
      if let id = line.exercise {
        entries.append(AnswerSheet.Entry(id: id, line: line.number, answer: Answer([Answer.Block]())))
        position += 1
      } else if trimmed.hasPrefix("## ") || trimmed.hasPrefix("# ") {
        // What stands under another heading belongs to no exercise.
        position += 1
        skipToHeading()
      } else if trimmed.hasPrefix("<!--") {
        skipComment()
      } else if let fence = line.fence {
        block(upTo: fence, isMath: ["math", "latex", "tex"].contains(line.info(fence)))
      } else if trimmed.hasPrefix("$$") {
        dollars()
      } else {
        position += 1
      }
    }
  }

  private mutating func readHeader() {
    while position < lines.count, lines[position].plain.isEmpty { position += 1 }
    guard position < lines.count, lines[position].plain == "---" else { return }
    let start = position
    position += 1
    while position < lines.count, lines[position].plain != "---", lines[position].plain != "..." {
      if let (key, value) = lines[position].keyAndValue, header[key.lowercased()] == nil, !value.isEmpty {
        header[key.lowercased()] = (Self.unquoted(value), lines[position].number)
      }
      position += 1
    }
    // A header that nothing closes ends at the first heading.
    if position == lines.count {
      position = lines[start...].firstIndex { $0.exercise != nil } ?? lines.count
    } else {
      position += 1
    }
  }

  private static func unquoted(_ value: String) -> String {
    let quotes: Set<Character> = ["\"", "'", "“", "”", "‘", "’"]
    guard value.count >= 2, let first = value.first, let last = value.last, quotes.contains(first),
      quotes.contains(last)
    else { return value }
    return String(value.dropFirst().dropLast())
  }

  private mutating func skipToHeading() {
    while position < lines.count, lines[position].exercise == nil {
      if let fence = lines[position].fence {
        block(upTo: fence, isMath: false)
      } else {
        position += 1
      }
    }
  }

  private mutating func skipComment() {
    while position < lines.count, !lines[position].text.contains("-->"), lines[position].exercise == nil {
      position += 1
    }
    if position < lines.count, lines[position].exercise == nil { position += 1 }
  }

  /// A block between fences; one that nothing closes ends at the next exercise.
  private mutating func block(upTo fence: (mark: Character, count: Int), isMath: Bool) {
    let open = lines[position]
    position += 1
    let first = position
    while position < lines.count, !lines[position].closes(fence), lines[position].exercise == nil {
      position += 1
    }
    let isClosed = position < lines.count && lines[position].closes(fence)
    add(first..<position, isMath: isMath, unclosed: isClosed ? nil : open.number)
    if isClosed { position += 1 }
  }

  /// `$$ … $$`, on one line or several.
  private mutating func dollars() {
    let open = lines[position]
    let rest = open.plain.dropFirst(2)
    let column = open.text.prefix(while: \.isWhitespace).count + 3
    if let end = rest.range(ofDollars: ()) {
      let latex = String(rest[..<end])
      add(latex, line: open.number, column: column)
      position += 1
      return
    }
    position += 1
    let first = position
    while position < lines.count, !lines[position].plain.hasSuffix("$$"), lines[position].exercise == nil {
      position += 1
    }
    let isClosed = position < lines.count && lines[position].plain.hasSuffix("$$")
    var text = ([String(rest)] + lines[first..<position].map { String($0.text) })
    if isClosed {
      text.append(String(lines[position].plain.dropLast(2)))
      position += 1
    }
    add(text.joined(separator: "\n"), line: open.number, column: column)
    if !isClosed, let last = entries.indices.last { entries[last].unclosed = open.number }
  }

  private mutating func add(_ range: Range<Int>, isMath: Bool, unclosed: Int?) {
    guard isMath, let last = entries.indices.last else { return }
    let start =
      range.isEmpty ? lines[min(range.lowerBound, lines.count - 1)].number : lines[range.lowerBound].number
    add(lines[range].map { String($0.text) }.joined(separator: "\n"), line: start)
    if let unclosed { entries[last].unclosed = entries[last].unclosed ?? unclosed }
  }

  private mutating func add(_ latex: String, line: Int, column: Int = 1) {
    guard let last = entries.indices.last else { return }
    entries[last].answer.blocks.append(Answer.Block(latex.typed, line: line, column: column))
  }
}

extension TextLine {
  /// Without spaces, tabs and no-break spaces around it.
  fileprivate var plain: Substring {
    var rest = text
    while let first = rest.first, first.isWhitespace { rest.removeFirst() }
    while let last = rest.last, last.isWhitespace { rest.removeLast() }
    return rest
  }

  /// The number of the exercise whose heading this is.
  fileprivate var exercise: String? {
    let line = plain
    guard line.hasPrefix("##"), !line.hasPrefix("###") else { return nil }
    let words = line.dropFirst(2).drop(while: \.isWhitespace)
    var id = words.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    while id.last == "." { id.removeLast() }
    return ExerciseReader.number(String(id)) == nil ? nil : String(id)
  }

  /// The mark of a fence and how often it stands there.
  fileprivate var fence: (mark: Character, count: Int)? {
    guard let mark = plain.first, mark == "`" || mark == "~" else { return nil }
    let count = plain.prefix { $0 == mark }.count
    return count >= 3 ? (mark, count) : nil
  }

  /// The first word behind a fence.
  fileprivate func info(_ fence: (mark: Character, count: Int)) -> String {
    plain.dropFirst(fence.count).drop(while: \.isWhitespace).prefix { !$0.isWhitespace }.lowercased()
  }

  fileprivate func closes(_ fence: (mark: Character, count: Int)) -> Bool {
    plain.count >= fence.count && plain.allSatisfy { $0 == fence.mark }
  }
}

extension Substring {
  /// Where the next `$$` begins.
  fileprivate func range(ofDollars _: ()) -> Index? {
    indices.first { self[$0...].hasPrefix("$$") }
  }
}

extension String {
  /// With the characters that were typed, where an editor has put finer ones: one for one, so that columns stay.
  fileprivate var typed: String {
    String(
      map { character in
        switch character {
        case "’", "‘", "′": "'"
        case "“", "”": "\""
        case "−", "–", "‐": "-"
        case "\u{A0}", "\u{2009}", "\u{202F}", "\t": " "
        default: character
        }
      })
  }
}

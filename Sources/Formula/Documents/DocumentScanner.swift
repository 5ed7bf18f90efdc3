/// Finds formulas in a text, byte by byte: lines and blocks here, formulas in lines beside.
struct DocumentScanner {
  let bytes: [UInt8]
  let isLaTeX: Bool
  /// Where bytes stand that only fill up: nothing was written there; empty where there are none.
  private let filler: [Bool]
  private(set) var blocks: [FencedBlock] = []
  var found: [FoundFormula] = []
  var problems: [Problem] = []
  var position: Int
  /// The headings above `position`.
  private var headings: [Heading] = []
  /// How many `>` stand before the line.
  private var quotes = 0
  /// Whether prose stood on the line before `position`.
  var hasTextBefore = false
  /// What was looked for in vain, and up to where: each is looked for once, so that work stays linear.
  private var missing: [String: Int] = [:]
  private var paragraph = SourceRange(0, 0)
  private var line = SourceRange(0, 0)

  init(_ bytes: [UInt8], isLaTeX: Bool, from start: Int, filler: [Bool] = []) {
    self.bytes = bytes
    self.isLaTeX = isLaTeX
    self.filler = filler
    position = start
    if isLaTeX, let body = find("\\begin{document}", from: 0) { position = body + 16 }
  }

  mutating func run() {
    startLine()
    while position < bytes.count {
      if bytes[position] == 0x0A {
        position += 1
        startLine()
      } else {
        scanInline()
      }
    }
  }

  // MARK: Lines

  /// Passes over what stands before the text of a line, and over whole blocks that begin there.
  private mutating func startLine() {
    let lineStart = position
    hasTextBefore = false
    quotes = 0
    while let byte = bytes[at: position], byte == 0x20 || byte == 0x09 || byte == UInt8(ascii: ">") {
      if byte == UInt8(ascii: ">") {
        if isLaTeX { break }
        quotes += 1
      }
      position += 1
    }
    if isLaTeX {
      latexHeading()
      return
    }
    if directive(indent: position - lineStart) || fence() { return }
    heading()
    underlinedHeading(lineStart)
    skipListMark()
    // A fence may stand right behind the mark of a list.
    _ = fence()
  }

  private mutating func skipListMark() {
    var ahead = position
    if let byte = bytes[at: ahead],
      byte == UInt8(ascii: "*") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+")
    {
      ahead += 1
    } else {
      while let byte = bytes[at: ahead], byte.isDigit, ahead - position < 4 { ahead += 1 }
      guard ahead > position, let byte = bytes[at: ahead],
        byte == UInt8(ascii: ".") || byte == UInt8(ascii: ")")
      else { return }
      ahead += 1
    }
    guard bytes[at: ahead] == 0x20 || bytes[at: ahead] == 0x09 else { return }
    while bytes[at: ahead] == 0x20 || bytes[at: ahead] == 0x09 { ahead += 1 }
    position = ahead
  }

  // MARK: Headings

  private mutating func enter(_ level: Int, _ text: String) {
    headings.removeAll { $0.level >= level }
    headings.append(Heading(level: level, text: text))
  }

  private mutating func heading() {
    var ahead = position
    while bytes[at: ahead] == UInt8(ascii: "#") { ahead += 1 }
    let level = ahead - position
    guard level > 0, level <= 6, bytes[at: ahead] == 0x20 || bytes[at: ahead] == 0x09 else { return }
    var text = text(ahead, lineEnd(ahead))
    while text.hasSuffix("#") { text.removeLast() }
    enter(level, text.trimmed)
    position = ahead
  }

  /// A line of `===` or `---` below a line of text.
  private mutating func underlinedHeading(_ lineStart: Int) {
    guard let mark = bytes[at: position], mark == UInt8(ascii: "=") || mark == UInt8(ascii: "-") else {
      return
    }
    let end = lineEnd(position)
    let line = bytes[position..<end]
    guard line.count >= 3, lineStart > 0, line.allSatisfy({ $0 == mark || $0 == 0x0D || $0 == 0x20 }) else {
      return
    }
    var start = lineStart - 1
    while start > 0, bytes[start - 1] != 0x0A { start -= 1 }
    let text = text(start, lineStart - 1)
    guard !text.isEmpty, !text.hasPrefix("#"), !text.hasPrefix("|"), !text.contains("$") else { return }
    enter(mark == UInt8(ascii: "=") ? 1 : 2, text)
  }

  private mutating func latexHeading() {
    let commands = [("\\chapter", 1), ("\\section", 2), ("\\subsection", 3), ("\\subsubsection", 4)]
    for (command, level) in commands where starts(command, at: position) {
      var start = position + command.utf8.count
      if bytes[at: start] == UInt8(ascii: "*") { start += 1 }
      guard bytes[at: start] == UInt8(ascii: "{") else { continue }
      let end = lineEnd(start)
      let close = bytes[start..<end].lastIndex(of: UInt8(ascii: "}")) ?? end
      enter(level, text(start + 1, close))
    }
  }

  // MARK: Blocks

  /// A fence of backticks or tildes with its content.
  private mutating func fence() -> Bool {
    guard let mark = bytes[at: position], mark == 0x60 || mark == 0x7E else { return false }
    let start = position
    var ahead = position
    while bytes[at: ahead] == mark { ahead += 1 }
    let length = ahead - start
    let end = lineEnd(ahead)
    guard length >= 3, !bytes[ahead..<end].contains(0x60) else { return false }
    let info = text(ahead, end)
    let contentStart = min(end + 1, bytes.count)
    var line = contentStart
    while line < bytes.count {
      var mark2 = line
      while let byte = bytes[at: mark2], byte == 0x20 || byte == 0x09 || byte == UInt8(ascii: ">") {
        mark2 += 1
      }
      var close = mark2
      while bytes[at: close] == mark { close += 1 }
      let next = lineEnd(close)
      if close - mark2 >= length, bytes[close..<next].allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) {
        record(info, SourceRange(start, close), SourceRange(contentStart, max(contentStart, line)))
        position = next
        return true
      }
      line = lineEnd(line) + 1
    }
    if Self.isMath(info) {
      problems.append(
        Problem(
          .unclosedGroup, at: SourceRange(start, ahead), found: "the end of the text",
          expected: "a closing fence", help: "Write the same fence on a line of its own behind the formula."))
    }
    position = bytes.count
    return true
  }

  private static func word(_ info: String) -> String {
    String(
      info.prefix { $0 != " " && $0 != "," && $0 != "\t" }.filter { $0 != "{" && $0 != "}" && $0 != "." })
  }

  private static func isMath(_ info: String) -> Bool {
    ["math", "latex", "tex", "katex", "mathjax"].contains(word(info))
  }

  private mutating func record(_ info: String, _ range: SourceRange, _ content: SourceRange) {
    let isProgram = find("\\documentclass", from: content.start, until: content.end) != nil
    if Self.isMath(info), !isProgram {
      add(.display, .fence(Self.word(info)), range, SourceRange(behindOptions(content), content.end))
    } else {
      let text = String(decoding: bytes[content.start..<content.end], as: UTF8.self)
      blocks.append(FencedBlock(info: info, content: text, contentRange: content, range: range))
    }
  }

  /// Where the formula of a fence begins, behind lines such as `:label: name`.
  private func behindOptions(_ content: SourceRange) -> Int {
    var start = content.start
    while start < content.end {
      let end = min(lineEnd(start), content.end)
      let words = text(start, end).split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      let isOption =
        words.count == 2 && words[0].isEmpty
        && words[1].prefix { $0.isLetter || $0 == "-" }.endIndex == words[1].firstIndex(of: ":")
        && words[1].first != ":"
      guard isOption else { break }
      start = min(end + 1, content.end)
    }
    return start
  }

  /// `.. math::` with the indented lines below; blank lines separate formulas.
  private mutating func directive(indent: Int) -> Bool {
    guard starts(".. math::", at: position) else { return false }
    let start = position
    var line = position + 9
    var formula: (start: Int, end: Int)?
    let flush = { (scanner: inout DocumentScanner) in
      if let part = formula {
        let range = SourceRange(part.start, part.end)
        scanner.add(.display, .directive, range.union(SourceRange(start, start)), range)
      }
      formula = nil
    }
    var isFirst = true
    while line < bytes.count {
      let end = lineEnd(line)
      var content = line
      while bytes[at: content] == 0x20 || bytes[at: content] == 0x09 { content += 1 }
      let text = text(content, end)
      if text.isEmpty {
        flush(&self)
      } else if !isFirst && content - line <= indent {
        break
      } else if !text.hasPrefix(":") {
        formula = (formula?.start ?? content, end)
      }
      isFirst = false
      line = end + 1
    }
    flush(&self)
    position = max(min(line, bytes.count) - 1, start + 9)
    return true
  }

  mutating func add(
    _ kind: Passage.Kind, _ form: Passage.Form, _ range: SourceRange, _ body: SourceRange
  ) {
    found.append(
      FoundFormula(kind: kind, form: form, range: range, bodyRange: body, headings: headings, quotes: quotes))
  }

  // MARK: Bytes

  /// Whether the byte there is none of the text's.
  func isFiller(_ place: Int) -> Bool { place < filler.count && filler[place] }

  func starts(_ text: String, at start: Int) -> Bool {
    start < bytes.count && bytes[start...].starts(with: text.utf8)
  }

  func find(_ text: String, from start: Int, until end: Int? = nil) -> Int? {
    let wanted = Array(text.utf8)
    var index = start
    let last = min(end ?? bytes.count, bytes.count) - wanted.count
    while index <= last {
      if bytes[index] == wanted[0], bytes[index...].starts(with: wanted) { return index }
      index += 1
    }
    return nil
  }

  /// As `find`, but remembers what is not there.
  mutating func findOnce(_ text: String, from start: Int, until end: Int? = nil) -> Int? {
    let limit = end ?? bytes.count
    if isMissing(text, from: start, until: limit) { return nil }
    let place = find(text, from: start, until: limit)
    if place == nil { missing[text] = limit }
    return place
  }

  /// Whether `text` was looked for before and is nowhere up to `end`.
  func isMissing(_ text: String, from start: Int, until end: Int) -> Bool {
    missing[text].map { $0 >= end && $0 > start } ?? false
  }

  mutating func markMissing(_ text: String, until end: Int) { missing[text] = end }

  /// Where the paragraph around `start` ends: before the next blank line.
  mutating func paragraphEnd(_ start: Int) -> Int {
    if start >= paragraph.start, start < paragraph.end { return paragraph.end }
    var line = lineEnd(start)
    while line < bytes.count {
      let next = lineEnd(line + 1)
      if isBlank(line + 1, next) { break }
      line = next
    }
    paragraph = SourceRange(start, line)
    return line
  }

  func isBlank(_ start: Int, _ end: Int) -> Bool {
    guard start < end else { return true }
    return bytes[start..<end].allSatisfy {
      $0 == 0x20 || $0 == 0x09 || $0 == 0x0D || $0 == UInt8(ascii: ">")
    }
  }

  /// Where the line that contains `start` ends, before its line break.
  func lineEnd(_ start: Int) -> Int {
    bytes.firstIndex(of: 0x0A, from: start) ?? bytes.count
  }

  /// As `lineEnd`, for a line that is asked about again and again.
  mutating func currentLineEnd(_ start: Int) -> Int {
    if start < line.start || start >= line.end { line = SourceRange(start, lineEnd(start)) }
    return line.end
  }

  func text(_ start: Int, _ end: Int) -> String {
    start < end ? String(decoding: bytes[start..<end], as: UTF8.self).trimmed : ""
  }
}

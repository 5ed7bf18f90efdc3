/// A text with formulas, in Markdown or LaTeX, or a Jupyter notebook.
public struct Document: Sendable {
  /// The text.
  public let text: String
  /// What was read as Markdown or LaTeX: the bytes of the text, or of a notebook's cells in the places of the text.
  public let readable: [UInt8]
  /// Whether it is LaTeX rather than Markdown.
  public let isLaTeX: Bool
  /// All formulas, in the order of the text.
  public let passages: [Passage]
  /// The fenced blocks that are no formulas.
  public let blocks: [FencedBlock]
  /// The commands that the text defines.
  public let macros: MacroTable
  /// The front matter between two lines `---` at the top.
  public let header: [HeaderEntry]
  /// What could not be read: formulas that never end.
  public let problems: [Problem]
  /// The lines of the text.
  public let lines: LineMap

  /// Finds the formulas of a text; cost: about one pass over its bytes.
  public init(_ text: String) {
    self.text = text
    let written = Array(text.utf8)
    lines = LineMap(written)
    let notebook = Notebook(written)
    let bytes = notebook?.markdown ?? written
    readable = bytes
    isLaTeX = notebook == nil && Self.isLaTeX(text)
    macros = MacroTable.definitions(in: notebook == nil ? text : String(decoding: bytes, as: UTF8.self))
    let (header, start) = FrontMatter.read(bytes)
    self.header = header
    var scanner = DocumentScanner(bytes, isLaTeX: isLaTeX, from: start, filler: notebook?.filler ?? [])
    scanner.run()
    blocks = scanner.blocks
    problems = scanner.problems
    let surroundings = Surroundings(bytes, scanner.found)
    let lines = lines
    var cursor = PositionCursor(written, lines)
    passages = scanner.found.indices.map { place in
      surroundings.passage(place, at: cursor.position(of: scanner.found[place].range.start))
    }
  }

  /// The display formulas.
  public var displays: [Passage] { passages.filter { $0.kind == .display } }

  /// The value of a key of the front matter; the first one when it is repeated.
  public func header(_ key: String) -> String? { header.first { $0.key == key }?.value }

  /// Whether the text has the marks of a LaTeX file, and none of a Markdown one.
  private static func isLaTeX(_ text: String) -> Bool {
    var hasSection = false
    for line in text.split(whereSeparator: \.isNewline).prefix(400) {
      let line = line.drop { $0 == " " || $0 == "\t" }
      if line.hasPrefix("\\documentclass") || line.hasPrefix("\\begin{document}") { return true }
      if line.hasPrefix("```") || line.hasPrefix("# ") || line.hasPrefix("## ") || line.hasPrefix("---") {
        return false
      }
      if line.hasPrefix("\\section{") || line.hasPrefix("\\chapter{") || line.hasPrefix("\\usepackage") {
        hasSection = true
      }
    }
    return hasSection
  }
}

/// The header of a document: lines `key: value` between `---` and `---`.
enum FrontMatter {
  /// The entries, and where the text goes on; nothing and the start when there is no header.
  static func read(_ bytes: [UInt8]) -> (entries: [HeaderEntry], end: Int) {
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var position = start
    guard line(bytes, &position).text == "---" else { return ([], start) }
    var entries: [HeaderEntry] = []
    while position < bytes.count {
      let (text, range) = line(bytes, &position)
      if text == "---" || text == "..." { return (entries, position) }
      add(text, range, to: &entries)
    }
    return ([], start)
  }

  private static func add(_ text: String, _ range: SourceRange, to entries: inout [HeaderEntry]) {
    if let first = text.first, first == " " || first == "\t" || first == "-" {
      guard let last = entries.indices.last else { return }
      entries[last].value += (entries[last].value.isEmpty ? "" : "\n") + text
      entries[last].range = entries[last].range.union(range)
      return
    }
    guard !text.hasPrefix("#"), let colon = text.firstIndex(of: ":") else { return }
    let key = text[..<colon].trimmed
    guard !key.isEmpty else { return }
    var value = text[text.index(after: colon)...].trimmed
    if value == "|" || value == ">" { value = "" }
    for quote in ["\"", "'"] where value.count >= 2 && value.hasPrefix(quote) && value.hasSuffix(quote) {
      value = String(value.dropFirst().dropLast())
    }
    entries.append(HeaderEntry(key: key, value: value, range: range))
  }

  /// The line at `position`, without its end and the spaces before that; moves to the next one.
  private static func line(_ bytes: [UInt8], _ position: inout Int) -> (text: String, range: SourceRange) {
    let start = position
    while let byte = bytes[at: position], byte != 0x0A { position += 1 }
    var end = position
    position = min(position + 1, bytes.count)
    while end > start, bytes[end - 1] == 0x0D || bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
    return (String(decoding: bytes[start..<end], as: UTF8.self), SourceRange(start, end))
  }
}

import Formula

/// Reads a text as a list of statements.
package struct TextReader {
  private let document: Document
  private var statements: [Statement] = []

  /// The statements of a text, in their order.
  package static func read(_ document: Document) -> [Statement] {
    var reader = TextReader(document)
    reader.run()
    return reader.statements.map(\.withPrimedIndices)
  }

  private init(_ document: Document) { self.document = document }

  private mutating func run() {
    let bytes = document.readable
    var end = 0
    var paragraph = 0
    let formulas = document.passages.map { passage in
      MarkupReader.read(passage.body, offset: passage.bodyRange.start, macros: document.macros).markup
    }
    let runs = WordRuns(formulas)
    for (number, passage) in document.passages.enumerated() {
      let gap = Self.words(bytes, end, passage.range.start)
      let next =
        number + 1 < document.passages.count ? document.passages[number + 1].range.start : bytes.count
      let trail = Self.words(bytes, passage.range.end, min(next, passage.range.end + 400))
      if gap.hasBlankLine { paragraph += 1 }
      var splitter = StatementSplitter(
        passage: number, isDisplay: passage.kind == .display, paragraph: paragraph,
        section: passage.headings.hashOfTexts, lead: gap, trail: trail, range: passage.bodyRange)
      splitter.before = passage.kind == .display ? subject(of: gap) : nil
      splitter.split(runs.joined(formulas[number]))
      statements += splitter.statements
      end = passage.range.end
    }
  }

  /// What a display that begins with = goes on with: the formula right before it, else the last display.
  private func subject(of gap: String) -> Statement? {
    guard let last = statements.last, !last.isDisplay, Prose(gap).endsSentence || !Prose(gap).isShort else {
      return statements.last
    }
    return statements.last(where: \.isDisplay)
  }

  private static func words(_ bytes: [UInt8], _ start: Int, _ end: Int) -> String {
    start < end ? String(decoding: bytes[start..<end], as: UTF8.self) : ""
  }
}

extension [Heading] {
  fileprivate var hashOfTexts: Int {
    var hasher = Hasher()
    for heading in self { hasher.combine(heading.text) }
    return hasher.finalize()
  }
}

extension String {
  /// Whether a paragraph ends in it.
  var hasBlankLine: Bool {
    var newlines = 0
    for character in self {
      if character.isNewline {
        newlines += 1
        if newlines == 2 { return true }
      } else if !character.isWhitespace {
        newlines = 0
      }
    }
    return false
  }
}

import Formula

/// A lesson's Markdown as text for a terminal: headings, wrapped paragraphs, lists, tables, and formulas in
/// Unicode where they can be read. Comments are dropped, and hints are indented below their summary.
struct MarkdownText {
  private let screen: Screen
  private let formulas: FormulaLines
  private let inline: InlineText
  private let notation: Notation
  private var lines: [Line] = []
  private var paragraph: [String] = []
  private var indent = 2

  /// The lines for a text whose formulas are in a notation.
  static func lines(_ text: Substring, notation: Notation, screen: Screen) -> [Line] {
    var reader = MarkdownText(notation: notation, screen: screen)
    reader.read(text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline))
    return reader.lines
  }

  private init(notation: Notation, screen: Screen) {
    // Lines of more than 92 columns are tiring to read.
    self.screen = Screen(width: min(screen.width, 92), colour: screen.colour, isASCII: screen.isASCII)
    self.notation = notation
    formulas = FormulaLines(notation: notation, style: screen.style)
    inline = InlineText(notation: notation, style: screen.style)
  }

  private mutating func read(_ text: [Substring]) {
    var position = 0
    while position < text.count {
      let line = text[position]
      let trimmed = line.drop { $0 == " " || $0 == "\t" }
      position += 1
      if trimmed.hasPrefix("<!--") {
        flush()
        var last = line
        while !last.contains("-->"), position < text.count {
          last = text[position]
          position += 1
        }
      } else if trimmed.hasPrefix("```") {
        let start = position
        while position < text.count, !text[position].drop(while: { $0 == " " }).hasPrefix("```") {
          position += 1
        }
        flush()
        block(trimmed.dropFirst(3), text[start..<min(position, text.count)].map(String.init))
        position += 1
      } else if trimmed.isEmpty {
        flush()
      } else if trimmed.hasPrefix("#") {
        flush()
        heading(trimmed)
      } else if trimmed.hasPrefix("|") {
        flush()
        let start = position - 1
        while position < text.count, text[position].drop(while: { $0 == " " }).hasPrefix("|") {
          position += 1
        }
        table(Array(text[start..<position]))
      } else if isItem(trimmed) {
        flush()
        paragraph = [String(trimmed)]
      } else {
        html(trimmed)
      }
    }
    flush()
  }

  /// A line of prose, without the tags that fold hints away.
  private mutating func html(_ line: Substring) {
    var text = String(line)
    let opens = text.contains("<details>")
    let closes = text.contains("</details>")
    let summary = text.contains("<summary>")
    for tag in ["<details>", "</details>", "<summary>", "</summary>"] { text = text.replacing(tag, with: "") }
    text = String(text.drop { $0 == " " })
    if opens || closes || summary { flush() }
    if summary, !text.isEmpty {
      space()
      lines.append(Line(margin + "▸ ", .faint) + Line(inline.text(text), .strong))
      lines.append(Line())
    } else if !text.isEmpty {
      paragraph.append(text)
    }
    if opens { indent += 2 }
    if closes {
      flush()
      indent = max(2, indent - 2)
    }
  }

  private var margin: String { String(repeating: " ", count: indent) }

  private mutating func space() {
    if let last = lines.last, !last.pieces.isEmpty { lines.append(Line()) }
  }

  private func isItem(_ line: Substring) -> Bool {
    if line.hasPrefix("- ") || line.hasPrefix("* ") { return true }
    let digits = line.prefix { $0.isNumber }
    return (1...3).contains(digits.count) && line.dropFirst(digits.count).hasPrefix(". ")
  }

  private mutating func heading(_ line: Substring) {
    let level = line.prefix { $0 == "#" }.count
    let text = inline.text(String(line.dropFirst(level).drop { $0 == " " }))
    space()
    lines.append(Line(text, .strong))
    if level <= 2 {
      lines.append(
        Line(String(repeating: level == 1 ? "═" : "─", count: min(columns(text), screen.width)), .faint))
    }
  }

  private mutating func flush() {
    guard let first = paragraph.first else { return }
    let isItem = self.isItem(first[...])
    var text = paragraph.joined(separator: " ")
    paragraph = []
    var marker = ""
    if isItem {
      let mark = first.prefix { $0 != " " }
      marker = (mark == "-" || mark == "*" ? "•" : String(mark)) + " "
      text = String(text.dropFirst(mark.count + 1))
      if lines.last?.text.drop(while: { $0 == " " }).isEmpty != true, lines.last?.text.contains("•") != true {
        space()
      }
    } else {
      space()
    }
    let width = screen.width - indent - columns(marker)
    let hanging = String(repeating: " ", count: columns(marker))
    for (place, line) in wrapped(inline.text(text), width: width).enumerated() {
      lines.append(Line(margin + (place == 0 ? marker : hanging) + line.replacing("\u{A0}", with: " ")))
    }
  }

  private mutating func block(_ info: Substring, _ content: [String]) {
    space()
    defer { lines.append(Line()) }
    let room = margin + "    "
    guard info.drop(while: { $0 == " " }) == "math",
      let statements = Readable.statements(content.joined(separator: "\n"), notation: notation),
      !statements.isEmpty
    else {
      lines += content.map { Line(room + $0) }
      return
    }
    if content.count == 1, statements.count == 1 {
      // A quantity's other name, x for a⁰, is what such a line is about.
      let written = Readable.asWritten(content[0], notation: notation, style: screen.style)
      if written != Readable.line(content[0], notation: notation, style: screen.style) {
        lines.append(Line(room + written))
        return
      }
    }
    for statement in statements {
      let rows = formulas.rows(statement, width: screen.width - columns(room) - 2)
      let column = noteColumn(rows, statement, margin: columns(room))
      for row in rows {
        lines += row.lines.map { Line(room + $0) }
        guard let note = statement.notes[row.side] else { continue }
        let last = lines.count - 1
        let wanted = max(column, lines[last].width + 3)
        if wanted + columns(harmless(note)) <= screen.width {
          lines[last].pad(to: wanted)
          lines[last].append(note, .faint)
        } else {
          lines.append(Line())
          lines[last + 1].pad(to: max(0, min(column, screen.width - columns(harmless(note)))))
          lines[last + 1].append(note, .faint)
        }
      }
    }
  }

  /// The column at which a chain's notes begin, so that they stand below each other where they can.
  private func noteColumn(
    _ rows: [(side: Int, lines: [String])], _ statement: Statement, margin: Int
  ) -> Int {
    let fitting = rows.compactMap { row -> Int? in
      guard let note = statement.notes[row.side], let line = row.lines.last else { return nil }
      let column = margin + columns(line) + 3
      return column + columns(harmless(note)) <= screen.width ? column : nil
    }
    let widest = statement.notes.values.map { columns(harmless($0)) }.max() ?? 0
    return min(fitting.max() ?? 0, max(0, screen.width - widest))
  }

  /// A table with its columns aligned.
  private mutating func table(_ rows: [Substring]) {
    let cells = rows.map { row in
      row.drop { $0 == " " }.dropFirst().split(separator: "|", omittingEmptySubsequences: false).map { cell in
        inline.text(cell.split(separator: " ").joined(separator: " ")).replacing("\u{A0}", with: " ")
      }.dropLast(row.last == "|" || row.last == " " ? 1 : 0)
    }
    let isRule = rows.map { row in row.allSatisfy { "|-: ".contains($0) } }
    var widths: [Int] = []
    for (row, isRule) in zip(cells, isRule) where !isRule {
      for (place, cell) in row.enumerated() {
        if place < widths.count {
          widths[place] = max(widths[place], columns(cell))
        } else {
          widths.append(columns(cell))
        }
      }
    }
    narrow(&widths)
    space()
    for (row, isRule) in zip(cells, isRule) {
      guard !isRule else {
        let rule = widths.map { String(repeating: "─", count: $0) }.joined(separator: "  ")
        lines.append(Line(margin) + Line(rule, .faint))
        continue
      }
      let texts = zip(row, widths).map { cell, width in wrapped(cell, width: width) }
      for height in 0..<(texts.map(\.count).max() ?? 1) {
        var line = Line(margin)
        var column = indent
        for (text, width) in zip(texts, widths) {
          if column > indent { line.pad(to: column) }
          if text.indices.contains(height) { line.append(text[height]) }
          column += width + 2
        }
        lines.append(line)
      }
    }
    lines.append(Line())
  }

  /// Makes the widest columns of a table narrower until it fits, so that their cells take several lines.
  private func narrow(_ widths: inout [Int]) {
    var excess = indent + widths.reduce(0) { $0 + $1 + 2 } - 2 - screen.width
    while excess > 0, let widest = widths.max(), widest > 8, let place = widths.firstIndex(of: widest) {
      widths[place] -= 1
      excess -= 1
    }
  }
}

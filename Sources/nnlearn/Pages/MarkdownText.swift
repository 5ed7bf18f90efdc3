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
    for statement in statements {
      let rows = formulas.rows(
        statement.sides, statement.relations, leading: statement.leading,
        width: screen.width - columns(room) - 2)
      for row in rows {
        lines += row.lines.map { Line(room + $0) }
        if let note = statement.notes[row.side] {
          let last = lines.count - 1
          if lines[last].width + 3 + columns(harmless(note)) <= screen.width {
            lines[last].append("   " + note, .faint)
          } else {
            lines.append(Line(room + "      " + note, .faint))
          }
        }
      }
      let conditions = statement.conditions.map { formulas.text($0) }
      if !conditions.isEmpty { lines[lines.count - 1].append("    " + conditions.joined(separator: ", ")) }
    }
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
    space()
    for (row, isRule) in zip(cells, isRule) {
      var line = Line(margin)
      if isRule {
        line.append(widths.map { String(repeating: "─", count: $0) }.joined(separator: "  "), .faint)
      } else {
        var column = indent
        for (place, cell) in row.enumerated() {
          line.append(cell)
          column += (place < widths.count ? widths[place] : 0) + 2
          if place + 1 < row.count { line.pad(to: column) }
        }
      }
      lines.append(line)
    }
    lines.append(Line())
  }
}

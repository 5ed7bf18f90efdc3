/// Environments with rows and cells.
extension MarkupParser {
  /// Reads from behind `\begin` to `\end{…}`.
  mutating func environment(_ range: SourceRange) -> Markup {
    var name = rawArgument()
    name.text = name.text.withoutEscapedStar
    let opening = range.union(name.range)
    let form = CommandTable.environment(named: name.text.trimmed)
    if form == nil {
      let near = Suggestion.nearest(to: name.text.trimmed, among: CommandTable.environmentNames)
      report(
        Problem(
          .unknownEnvironment, at: opening, found: "the unknown environment \(name.text.trimmed)",
          expected: "an environment such as align or bmatrix",
          help: near.map { "Do you mean \\begin{\($0)}?" } ?? "Its rows are read as those of align."))
    }
    skipOption()
    skipArguments(form?.arguments ?? 0)
    environments.append(name.text)
    let outerGroups = openGroups
    let outerLefts = openLefts
    openLefts = 0
    let rows = self.rows(.cell)
    openGroups = outerGroups
    openLefts = outerLefts
    environments.removeLast()
    closeEnvironment(name.text, opening)
    return Markup(
      .environment(form?.kind ?? .rows, rows: rows), SourceRange(opening.start, lastEnd).union(opening))
  }

  private mutating func closeEnvironment(_ name: String, _ opening: SourceRange) {
    let start = index
    if let token = peek(), command(of: token) == .end {
      advance()
      var closing = rawArgument()
      closing.text = closing.text.withoutEscapedStar
      if closing.text.trimmed == name.trimmed { return }
      report(
        Problem(
          .unclosedGroup, at: token.range.union(closing.range), found: "\\end{\(closing.text.trimmed)}",
          expected: "\\end{\(name.trimmed)}", help: "Close the environments in the order they were opened.",
          related: opening))
      // An outer environment ends here as well.
      if environments.contains(closing.text) { index = start }
      return
    }
    report(
      Problem(
        .unclosedGroup, at: here, found: peek() == nil ? "the end of the formula" : "the end of a group",
        expected: "\\end{\(name.trimmed)}", help: "Write \\end{\(name.trimmed)} behind its last row.",
        related: opening))
  }

  /// `\substack{a \\ b}`
  mutating func substack(_ range: SourceRange) -> Markup {
    guard let opening = peek(), opening.kind == .open else {
      let content = argument("lines in braces", for: range)
      return Markup(.environment(.substack, rows: [[content.items]]), range.union(content.range))
    }
    advance()
    openGroups += 1
    let rows = self.rows(.line)
    openGroups -= 1
    closeBrace(opening.range)
    return Markup(.environment(.substack, rows: rows), SourceRange(range.start, lastEnd).union(range))
  }

  /// Reads rows up to what ends them; empty rows are dropped.
  private mutating func rows(_ end: ListEnd) -> [[Markup.Cell]] {
    // Rows and cells count as a level of their own.
    guard descend(at: here) else { return [] }
    defer { depth -= 1 }
    var rows: [[Markup.Cell]] = []
    var row: [Markup.Cell] = []
    while true {
      row.append(list(until: end))
      guard let token = peek() else { break }
      if token.kind == .alignment, end == .cell {
        advance()
      } else if command(of: token) == .rowBreak {
        advance()
        skipRowSpace()
        if row.contains(where: { !$0.isEmpty }) { rows.append(row) }
        row = []
      } else {
        break
      }
    }
    if row.contains(where: { !$0.isEmpty }) { rows.append(row) }
    return rows
  }

  /// `[t]` behind the name of an environment.
  private mutating func skipOption() {
    guard index < tokens.count, tokens[index].kind == .character("[") else { return }
    var ahead = index + 1
    while ahead < tokens.count, ahead < index + 8, case .character(let scalar) = tokens[ahead].kind {
      if scalar == "]" {
        index = ahead
        advance()
        return
      }
      if !scalar.isLetter { return }
      ahead += 1
    }
  }

  /// `*` and `[2pt]` behind `\\`.
  private mutating func skipRowSpace() {
    _ = takeAdjacent(.character("*"))
    guard let token = peek(), token.kind == .character("[") else { return }
    var ahead = index + 1
    var text = ""
    while ahead < tokens.count, ahead < index + 16 {
      let next = tokens[ahead]
      if next.kind == .character("]") {
        if text.isLength {
          index = ahead
          advance()
        }
        return
      }
      text += next.text
      ahead += 1
    }
  }
}

extension String {
  /// `align*` for the `align\*` of Markdown.
  fileprivate var withoutEscapedStar: String { hasSuffix("\\*") ? String(dropLast(2)) + "*" : self }

  /// Whether it is a length: a number and a unit, or a command.
  fileprivate var isLength: Bool {
    let text = trimmed
    if text.hasPrefix("\\") { return true }
    let number = text.prefix { $0 == "-" || $0 == "." || $0.isNumber }
    let units = ["pt", "em", "ex", "mm", "cm", "in", "mu", "px"]
    return !number.isEmpty && units.contains(text.dropFirst(number.count).trimmed)
  }
}

import Formula

/// A paragraph's Markdown without its marks, with formulas in Unicode where they can be read.
struct InlineText {
  let notation: Notation
  let style: UnicodePrinter.Style

  /// The text; spaces within formulas are no-break spaces, so that lines break elsewhere.
  func text(_ markdown: String) -> String {
    var result = ""
    var rest = markdown[...]
    while let character = rest.first {
      if character == "\\", let next = rest.dropFirst().first, next.isPunctuation || next.isSymbol {
        result.append(next)
        rest = rest.dropFirst(2)
      } else if character == "$", let end = rest.dropFirst().firstIndex(of: "$") {
        let latex = rest[rest.index(after: rest.startIndex)..<end]
        result += formula(latex.hasPrefix("`") && latex.hasSuffix("`") ? latex.dropFirst().dropLast() : latex)
        rest = rest[rest.index(after: end)...]
      } else if character == "`", let end = rest.dropFirst().firstIndex(of: "`") {
        result += rest[rest.index(after: rest.startIndex)..<end]
        rest = rest[rest.index(after: end)...]
      } else if character == "*" || (character == "_" && isMark(before: result, rest)) {
        // Emphasis around words; an asterisk between spaces is one.
        if rest.dropFirst().first == " ", result.last == " " || result.isEmpty { result.append(character) }
        rest = rest.dropFirst()
      } else if let (shown, after) = link(rest) {
        result += text(String(shown))
        rest = after
      } else {
        result.append(character)
        rest = rest.dropFirst()
      }
    }
    return result
  }

  /// An underscore at the edge of a word is a mark, one within a word is not.
  private func isMark(before: String, _ rest: Substring) -> Bool {
    let startsWord = before.last.map { !$0.isLetter && !$0.isNumber } ?? true
    let endsWord = rest.dropFirst().first.map { !$0.isLetter && !$0.isNumber } ?? true
    return startsWord != endsWord
  }

  private func formula(_ latex: Substring) -> String {
    // A letter alone is talked about as it is written.
    if latex.count == 1 { return String(latex) }
    let shown = Readable.asWritten(String(latex), notation: notation, style: style)
    return shown.replacing(" ", with: "\u{A0}")
  }

  /// `[text](address)` or `![text](address)`: the text, and what follows.
  private func link(_ rest: Substring) -> (Substring, Substring)? {
    let start = rest.hasPrefix("![") ? rest.dropFirst(2) : rest.hasPrefix("[") ? rest.dropFirst() : nil
    guard let start, let end = start.firstIndex(of: "]") else { return nil }
    let after = start[start.index(after: end)...]
    guard after.hasPrefix("("), let close = after.firstIndex(of: ")") else { return nil }
    return (start[..<end], after[after.index(after: close)...])
  }
}

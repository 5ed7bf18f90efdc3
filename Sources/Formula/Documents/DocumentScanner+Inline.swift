/// Formulas in lines of text, and what only looks like one: code, tags, links, prices.
extension DocumentScanner {
  /// Reads what begins at `position`, which is not the end of a line.
  mutating func scanInline() {
    switch bytes[position] {
    case UInt8(ascii: "\\"): backslash()
    case UInt8(ascii: "$"): dollar()
    case 0x60 where !isLaTeX: code()
    case UInt8(ascii: "<") where !isLaTeX: tag()
    case UInt8(ascii: "]") where !isLaTeX && bytes[at: position + 1] == UInt8(ascii: "("): link()
    case UInt8(ascii: "%") where isLaTeX: position = lineEnd(position)
    case let byte:
      if !Self.isLayout(byte) { hasTextBefore = true }
      position += 1
    }
  }

  /// Whether a character beside a formula leaves it alone on its line.
  private static func isLayout(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x20, 0x09, 0x0D, UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ";"): true
    default: false
    }
  }

  // MARK: Code, tags, links

  private mutating func code() {
    hasTextBefore = true
    var ahead = position
    while bytes[at: ahead] == 0x60 { ahead += 1 }
    let length = ahead - position
    position = ahead
    var run = 0
    let end = paragraphEnd(ahead)
    let fence = String(repeating: "`", count: length)
    if isMissing(fence, from: ahead, until: end) { return }
    while ahead <= end {
      if bytes[at: ahead] == 0x60, ahead < end {
        run += 1
      } else {
        if run == length {
          position = ahead
          return
        }
        run = 0
      }
      ahead += 1
    }
    markMissing(fence, until: end)
  }

  private mutating func tag() {
    if starts("<!--", at: position) {
      position = find("-->", from: position + 4).map { $0 + 3 } ?? bytes.count
      return
    }
    if starts("<latex>", at: position), let close = findOnce("</latex>", from: position) {
      add(.display, .element, SourceRange(position, close + 8), SourceRange(position + 7, close))
      position = close + 8
      return
    }
    if starts("<script type=\"math/tex", at: position) || starts("<script type='math/tex", at: position),
      let open = bytes.firstIndex(of: UInt8(ascii: ">"), from: position),
      let close = findOnce("</script>", from: open)
    {
      let isDisplay = find("mode=display", from: position, until: open) != nil
      add(
        isDisplay ? .display : .inline, .element, SourceRange(position, close + 9),
        SourceRange(open + 1, close))
      position = close + 9
      return
    }
    for name in ["script", "style", "pre", "code", "svg"] where starts("<\(name)", at: position) {
      let next = bytes[at: position + name.utf8.count + 1]
      guard next == UInt8(ascii: ">") || next == 0x20 || next == 0x0A else { continue }
      position = find("</\(name)", from: position) ?? bytes.count
    }
    guard let next = bytes[at: position + 1], next.isLetter || next == UInt8(ascii: "/") else {
      hasTextBefore = true
      position += 1
      return
    }
    let isBreak = starts("<br", at: position)
    if !isBreak { hasTextBefore = true }
    let limit = min(position + 2_000, bytes.count)
    var ahead = position + 1
    while ahead < limit, bytes[ahead] != UInt8(ascii: ">"), bytes[ahead] != UInt8(ascii: "<") { ahead += 1 }
    position = ahead < limit && bytes[ahead] == UInt8(ascii: ">") ? ahead + 1 : position + 1
  }

  private mutating func link() {
    hasTextBefore = true
    position += 2
    let end = min(currentLineEnd(position), position + 500)
    var depth = 1
    var ahead = position
    while ahead < end {
      if bytes[ahead] == UInt8(ascii: "(") { depth += 1 }
      if bytes[ahead] == UInt8(ascii: ")") { depth -= 1 }
      ahead += 1
      if depth == 0 {
        position = ahead
        return
      }
    }
  }

  // MARK: Backslashes

  private mutating func backslash() {
    let start = position
    // `\\(` and `\\[`, as some Markdown wants them, and `\(` and `\[`.
    let mark = !isLaTeX && bytes[at: start + 1] == UInt8(ascii: "\\") ? "\\\\" : "\\"
    switch bytes[at: start + mark.utf8.count] {
    case UInt8(ascii: "("):
      if enclosed(mark + "(", mark + ")", .parentheses, .inline) { return }
    case UInt8(ascii: "["):
      if enclosed(mark + "[", mark + "]", .brackets, .display) { return }
    default:
      if environment() { return }
    }
    hasTextBefore = true
    position = min(start + 2, bytes.count)
  }

  private mutating func enclosed(
    _ open: String, _ close: String, _ form: Passage.Form, _ kind: Passage.Kind
  ) -> Bool {
    let start = position
    let bodyStart = start + open.utf8.count
    let limit = kind == .display ? bytes.count : paragraphEnd(bodyStart)
    if isMissing(close, from: bodyStart, until: limit) { return false }
    var ahead = bodyStart
    while ahead < limit {
      if starts(close, at: ahead) {
        finish(kind, form, start, SourceRange(bodyStart, ahead), length: close.utf8.count)
        return true
      }
      // `\\]` is no `\]`, nor is one within `\text{…}`.
      if bytes[ahead] == UInt8(ascii: "\\") { ahead += 1 }
      if kind == .display, starts("\n\n", at: ahead), !isMathLine(ahead + 2) { break }
      ahead += 1
    }
    markMissing(close, until: limit)
    if isLaTeX { reportUnclosed(SourceRange(start, bodyStart), close) }
    return false
  }

  private mutating func environment() -> Bool {
    guard starts("\\begin{", at: position) else { return false }
    let nameStart = position + 7
    var nameEnd = nameStart
    while let byte = bytes[at: nameEnd], nameEnd - nameStart < 20,
      byte.isLetter || byte == UInt8(ascii: "*") || byte == UInt8(ascii: "\\") && starts("\\*}", at: nameEnd)
    {
      nameEnd += 1
    }
    guard bytes[at: nameEnd] == UInt8(ascii: "}") else { return false }
    let name = String(decoding: bytes[nameStart..<nameEnd], as: UTF8.self)
    let start = position
    let end = "\\end{\(name)}"
    if ["verbatim", "lstlisting", "minted", "comment"].contains(name) {
      position = find(end, from: start) ?? bytes.count
      return true
    }
    let plain = name.filter { $0 != "*" && $0 != "\\" }
    let displays = [
      "equation", "align", "eqnarray", "gather", "multline", "flalign", "alignat", "displaymath", "xalignat",
      "IEEEeqnarray", "math",
    ]
    guard displays.contains(plain) else { return false }
    guard let close = findOnce(end, from: nameEnd) else {
      reportUnclosed(SourceRange(start, nameEnd + 1), end)
      position = paragraphEnd(nameEnd)
      return true
    }
    let body = SourceRange(start, close + end.utf8.count)
    finish(plain == "math" ? .inline : .display, .environment(name), start, body, length: 0)
    return true
  }

  // MARK: Endings

  /// Records a formula and moves behind it.
  mutating func finish(
    _ kind: Passage.Kind, _ form: Passage.Form, _ start: Int, _ body: SourceRange, length: Int
  ) {
    let end = body.end + length
    add(kind, form, SourceRange(start, end), body)
    if bytes[start..<end].contains(0x0A) { hasTextBefore = false }
    position = end
  }

  mutating func reportUnclosed(_ range: SourceRange, _ close: String) {
    problems.append(
      Problem(
        .unclosedGroup, at: range, found: "the end of the paragraph", expected: "a closing \(close)",
        help: "Write \(close) where the formula ends; it was not read."))
  }

  /// Whether a line looks like a part of a formula rather than like prose.
  func isMathLine(_ start: Int) -> Bool {
    let signs: [UInt8] = Array("\\=^_&+{}$".utf8)
    let line = bytes[min(start, bytes.count)..<lineEnd(start)]
    return line.contains { signs.contains($0) } && line.first != UInt8(ascii: "#")
  }
}

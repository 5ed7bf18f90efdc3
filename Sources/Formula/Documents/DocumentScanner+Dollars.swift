/// Formulas between dollars.
extension DocumentScanner {
  /// Reads what begins with a dollar: a formula, or nothing but a dollar.
  mutating func dollar() {
    switch bytes[at: position + 1] {
    case UInt8(ascii: "$"): doubleDollar()
    case 0x60 where !isLaTeX:
      if !codeDollar() { singleDollar() }
    default: singleDollar()
    }
  }

  private mutating func codeDollar() -> Bool {
    let start = position
    guard let close = findOnce("`$", from: start + 2, until: paragraphEnd(start)) else { return false }
    finish(.inline, .codeDollar, start, SourceRange(start + 2, close), length: 2)
    return true
  }

  private mutating func doubleDollar() {
    let start = position
    guard let close = doubleClose(from: start + 2) else {
      reportUnclosed(SourceRange(start, start + 2), "$$")
      position = paragraphEnd(start)
      return
    }
    let body = SourceRange(start + 2, close)
    let hasLines = bytes[start..<close].contains(0x0A)
    let isAlone = !hasTextBefore && isAloneBehind(close + 2)
    if isBlank(body.start, body.end), !hasLines {
      // `$$$$` holds nothing.
      position = close + 2
      return
    }
    finish(hasLines || isAlone || isLaTeX ? .display : .inline, .doubleDollar, start, body, length: 2)
  }

  /// The place of the closing `$$`. Behind a blank line only what looks like a formula is passed over.
  private func doubleClose(from start: Int) -> Int? {
    var ahead = start
    while ahead < bytes.count {
      switch bytes[ahead] {
      case UInt8(ascii: "\\"): ahead += 1
      case UInt8(ascii: "$") where bytes[at: ahead + 1] == UInt8(ascii: "$"):
        // In `{$x$}$$$`, the last two.
        return ahead
      case 0x0A:
        let end = lineEnd(ahead + 1)
        if isBlank(ahead + 1, end) {
          var next = end + 1
          while next < bytes.count, isBlank(next, lineEnd(next)) { next = lineEnd(next) + 1 }
          if !isMathLine(next) { return nil }
        }
      default: break
      }
      ahead += 1
    }
    return nil
  }

  private mutating func singleDollar() {
    let start = position
    let limit = paragraphEnd(start)
    let candidates = singleCloses(from: start + 1, until: limit)
    if let close = candidates.first, !hasTextBefore, isAloneBehind(close + 1), close > start + 1,
      !isWithinProse(start, close)
    {
      finish(.display, .dollar, start, SourceRange(start + 1, close), length: 1)
      return
    }
    if let close = candidates.first, close > start + 1,
      isLaTeX || isTight(start, close) || speaksMathematics(start + 1, close)
    {
      finish(.inline, .dollar, start, SourceRange(start + 1, close), length: 1)
      hasTextBefore = true
      return
    }
    hasTextBefore = true
    position = start + 1
  }

  /// Whether a formula on a line of its own goes on with the sentence above: prose stands there, and below it, or
  /// the sentence ends or pauses behind it.
  private func isWithinProse(_ start: Int, _ close: Int) -> Bool {
    var lineStart = start
    while lineStart > 0, bytes[lineStart - 1] != 0x0A { lineStart -= 1 }
    guard lineStart > 0 else { return false }
    var above = lineStart - 1
    while above > 0, bytes[above - 1] != 0x0A { above -= 1 }
    let below = lineEnd(close) + 1
    let pauses = bytes[at: close + 1].map { ".,;:".utf8.contains($0) } ?? false
    return isProse(above, lineStart - 1) && (pauses || below < bytes.count && isProse(below, lineEnd(below)))
  }

  /// Whether a line is text with words in it outside of formulas, and no heading, fence or list.
  private func isProse(_ start: Int, _ end: Int) -> Bool {
    let line = text(start, end)
    guard let first = line.first, !"#`~<|>\\".contains(first) else { return false }
    return line.split(separator: "$", omittingEmptySubsequences: false).enumerated().contains {
      $0.offset % 2 == 0 && $0.element.contains(where: \.isLetter)
    }
  }

  /// Pandoc's rule: no space behind the opening dollar and none before the closing one, no digit behind that.
  ///
  /// Spaces that only fill up what a notebook writes with more bytes are none.
  private func isTight(_ start: Int, _ close: Int) -> Bool {
    var first = start + 1
    while first < close, isFiller(first) { first += 1 }
    guard first < close, !Self.isSpace(bytes[first]), !Self.isSpace(bytes[close - 1]) else { return false }
    return bytes[at: close + 1].map { !$0.isDigit } ?? true
  }

  /// Whether what stands between two dollars is a formula whatever the spaces: a relation or a command is in it, and
  /// nothing that reads as prose. `costs $5 and $6` has neither; `$5 = five and $6` has two words side by side.
  private func speaksMathematics(_ start: Int, _ end: Int) -> Bool {
    var isFormula = false
    // How many letters the word has that is being read, and whether a word stands right before it.
    var letters = 0
    var followsWord = false
    var depth = 0
    var place = start
    while place < end {
      let byte = bytes[place]
      if byte.isLetter || byte >= 0x80 {
        letters += 1
        place += 1
        continue
      }
      if depth == 0, letters > 1 {
        if followsWord { return false }
        followsWord = true
      } else if letters == 1 {
        followsWord = false
      }
      letters = 0
      switch byte {
      case UInt8(ascii: "\\"):
        let name = bytes.letters(from: place + 1) ?? ""
        isFormula = isFormula || !name.isEmpty
        followsWord = false
        place += max(1, name.utf8.count)
      case UInt8(ascii: "="), UInt8(ascii: "<"), UInt8(ascii: ">"):
        isFormula = true
        followsWord = false
      case UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "}"): depth -= 1
      case 0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: ","), UInt8(ascii: "."): break
      default: followsWord = false
      }
      place += 1
    }
    return isFormula && !(depth == 0 && letters > 1 && followsWord)
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }

  /// The place of the next dollar that is in no `\text{…}` or `\colorbox{…}{…}`; when there is none, because
  /// a brace is missing, of the next dollar at all.
  private func singleCloses(from start: Int, until limit: Int) -> [Int] {
    let limit = min(limit, start + 4_000)
    var first: Int?
    var stack: [Bool] = []
    var isText = false
    var ahead = start
    while ahead < limit {
      let byte = bytes[ahead]
      switch byte {
      case UInt8(ascii: "\\"):
        let name = bytes.letters(from: ahead + 1) ?? ""
        isText = Self.textCommands.contains(name)
        ahead += max(1, name.utf8.count)
      case UInt8(ascii: "{"):
        stack.append(isText)
        isText = false
      case UInt8(ascii: "}"): isText = stack.popLast() ?? false
      case UInt8(ascii: "$"):
        if !stack.contains(true) { return [ahead] }
        if first == nil { first = ahead }
      case 0x20, 0x0A, 0x0D, 0x09: break
      default: isText = false
      }
      ahead += 1
    }
    return first.map { [$0] } ?? []
  }

  private static let textCommands: Set<String> = [
    "text", "textrm", "textbf", "textit", "mbox", "hbox", "fbox", "framebox", "colorbox", "textcolor",
    "fcolorbox",
    "boxed", "raisebox", "parbox", "makebox",
  ]

  /// Whether nothing but layout, or another `$$` formula, stands behind on the line.
  private mutating func isAloneBehind(_ start: Int) -> Bool {
    var ahead = start
    let end = currentLineEnd(start)
    while ahead < end {
      if ahead - start > 200 { return false }
      switch bytes[ahead] {
      case 0x20, 0x09, 0x0D, UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"):
        ahead += 1
      case UInt8(ascii: "$"):
        guard starts("$$", at: ahead), let close = doubleClose(from: ahead + 2) else { return false }
        ahead = close + 2
      case UInt8(ascii: "<"):
        guard starts("<br", at: ahead), let close = bytes[ahead..<end].firstIndex(of: UInt8(ascii: ">"))
        else {
          return false
        }
        ahead = close + 1
      case UInt8(ascii: "{"):
        // `{#eq:name}` and `{: .class}`
        let next = bytes[at: ahead + 1]
        guard next == UInt8(ascii: "#") || next == UInt8(ascii: ":") else { return false }
        ahead = end
      case UInt8(ascii: "%") where isLaTeX: ahead = end
      default: return false
      }
    }
    return true
  }
}

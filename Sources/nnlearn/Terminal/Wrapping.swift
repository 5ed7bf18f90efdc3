/// Words in lines of at most `width` columns, the later ones indented; a longer word stands alone.
func wrapped(_ text: String, width: Int, indent: Int = 0) -> [String] {
  var lines: [String] = []
  var line = ""
  let hanging = String(repeating: " ", count: indent)
  for word in text.split(whereSeparator: { $0 == " " || $0.isNewline || $0 == "\t" }) {
    if !line.isEmpty, columns(line) + 1 + columns(String(word)) > width {
      lines.append(line)
      line = hanging + word
    } else {
      line += line.isEmpty ? word : " " + word
    }
  }
  if !line.isEmpty || lines.isEmpty { lines.append(line) }
  return lines
}

/// LaTeX in lines of at most `width` columns: broken at its spaces, and where that is not enough before a command that
/// no other one takes.
func wrapped(latex: String, width: Int) -> [String] {
  wrapped(latex, width: width).flatMap { line -> [String] in
    guard columns(line) > width else { return [line] }
    var lines: [String] = []
    var current = ""
    for piece in pieces(of: line) {
      if !current.isEmpty, columns(current) + columns(piece) > width {
        lines.append(current)
        current = ""
      }
      current += piece
    }
    return lines + [current]
  }
}

/// LaTeX cut before each command, but for those that are an argument, an index or a bracket's size.
private func pieces(of latex: String) -> [String] {
  var pieces: [String] = []
  var piece = ""
  var rest = latex[...]
  while let character = rest.first {
    rest = rest.dropFirst()
    let isCommand = character == "\\" && rest.first?.isLetter == true
    let isTaken =
      piece.hasSuffix("_") || piece.hasSuffix("^") || piece.hasSuffix("\\left")
      || piece.hasSuffix("\\right") || rest.hasPrefix("right")
    if isCommand, !isTaken, !piece.isEmpty {
      pieces.append(piece)
      piece = ""
    }
    piece.append(character)
  }
  return pieces + [piece]
}

/// Text in at most so many columns, with dots where something is left out.
func shortened(_ text: String, to width: Int) -> String {
  columns(text) <= width ? text : String(text.prefix(max(0, width - 1))) + "…"
}

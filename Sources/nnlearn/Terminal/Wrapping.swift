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

import Formula

/// A line of a text with a part of it marked from below.
enum Excerpt {
  /// The line with its number in the gutter, and carets under the range; a line wider than the screen is cut
  /// around the range. A second place worth pointing at gets dashes, or a line of its own above.
  static func lines(
    _ source: NumberedText, at range: SourceRange, related: SourceRange? = nil, style: Style, screen: Screen
  ) -> [Line] {
    guard let related else { return lines(source, at: range, mark: "^", related: nil, style, screen) }
    if source.place(of: related.start).line == source.place(of: range.start).line {
      return lines(source, at: range, mark: "^", related: related, style, screen)
    }
    return lines(source, at: related, mark: "-", related: nil, .faint, screen)
      + lines(source, at: range, mark: "^", related: nil, style, screen)
  }

  private static func lines(
    _ source: NumberedText, at range: SourceRange, mark: String, related: SourceRange?, _ style: Style,
    _ screen: Screen
  ) -> [Line] {
    let number = String(source.place(of: range.start).line)
    let gutter = String(repeating: " ", count: max(0, 5 - number.count)) + number
    let (text, marked) = source.excerptLine(at: range)
    let (shown, place) = window(text, marked, width: screen.width - columns(gutter) - 4)
    var first = Line(gutter + " │ ", .faint)
    first.append(shown)
    var pointer = Line(String(repeating: " ", count: columns(gutter)) + " │ ", .faint)
    let start = related.map { source.excerptLine(at: $0).columns } ?? marked
    let shift = place.lowerBound - marked.lowerBound
    let dashes = (start.lowerBound + shift)..<(start.upperBound + shift)
    for column in 0..<max(place.upperBound, min(dashes.upperBound, columns(shown))) {
      if place.contains(column) {
        pointer.append(mark, style)
      } else {
        pointer.append(dashes.contains(column) ? "-" : " ", .faint)
      }
    }
    return [first, pointer]
  }

  /// The part of a line that fits, with the marked columns in it.
  private static func window(_ text: String, _ marked: Range<Int>, width: Int) -> (String, Range<Int>) {
    guard max(columns(text), marked.upperBound) > width else { return (text, marked) }
    let room = width - 2
    var from = 0
    if marked.upperBound > room {
      from = min(marked.lowerBound, max(0, marked.upperBound - room + 1, marked.lowerBound - room / 3))
    }
    var shown = from > 0 ? "…" : ""
    let skipped = columns(shown)
    var start: Int?
    var column = 0
    var isCut = false
    for character in text {
      let next = column + columns(String(character))
      if column >= from {
        if start == nil { start = column }
        if next - from > room - skipped {
          isCut = true
          break
        }
        shown.append(character)
      }
      column = next
    }
    if isCut { shown.append("…") }
    let shift = (start ?? from) - skipped
    let lower = min(max(marked.lowerBound - shift, 0), width - 1)
    return (shown, lower..<max(lower + 1, min(marked.upperBound - shift, width)))
  }
}

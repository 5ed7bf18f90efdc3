import Formula

/// A problem of reading as text: where, what was found, what was expected, what to try.
enum ProblemText {
  /// One sentence without the full stop.
  static func sentence(_ problem: Problem) -> String {
    switch (problem.found.isEmpty, problem.expected.isEmpty) {
    case (false, false): "found \(problem.found), expected \(problem.expected)"
    case (false, true): "cannot read \(problem.found)"
    case (true, false): "expected \(problem.expected)"
    case (true, true): problem.code.rawValue
    }
  }

  /// The problem with the line it is on, a caret below, and the help.
  static func lines(_ problem: Problem, in source: NumberedText, named name: String, screen: Screen) -> [Line]
  {
    let place = source.place(of: problem.range.start)
    var heading = Line("\(name):\(place.line):\(place.column)  ", .strong)
    heading.append("cannot be read", .bad)
    heading.append("  [\(problem.code.rawValue)]", .faint)
    var lines = [heading]
    lines += Excerpt.lines(
      source, at: problem.range, related: problem.related, style: .bad, screen: screen)
    if !problem.found.isEmpty { lines += paragraph("found: ", problem.found, screen) }
    if !problem.expected.isEmpty { lines += paragraph("expected: ", problem.expected, screen) }
    if !problem.help.isEmpty { lines += paragraph("help: ", problem.help, screen) }
    return lines
  }

  private static func paragraph(_ label: String, _ text: String, _ screen: Screen) -> [Line] {
    Paragraph.lines(label: label, text, indent: 3, screen: screen)
  }
}

/// A label with text behind it, wrapped.
enum Paragraph {
  /// The lines; later ones begin under the text.
  static func lines(label: String = "", _ text: String, indent: Int, screen: Screen) -> [Line] {
    lines(label, wrapped(harmless(text), width: width(label, indent, screen)), indent)
  }

  /// The same for LaTeX, which may also be broken before a command.
  static func lines(label: String, latex: String, indent: Int, screen: Screen) -> [Line] {
    let width = width(label, indent, screen)
    return lines(label, wrapped(latex: harmless(latex), width: width), indent)
  }

  private static func width(_ label: String, _ indent: Int, _ screen: Screen) -> Int {
    screen.width - indent - columns(label)
  }

  private static func lines(_ label: String, _ texts: [String], _ indent: Int) -> [Line] {
    let space = String(repeating: " ", count: indent)
    return texts.enumerated().map { place, line in
      place == 0
        ? Line(space) + Line(label, .strong) + Line(line)
        : Line(space + String(repeating: " ", count: columns(label)) + line)
    }
  }
}

/// The overview of all verbs, and how one is used, from the table of commands.
enum Help {
  /// The overview.
  static func overview() -> [Line] {
    var lines = [
      Line("nnlearn", .strong)
        + Line(" reads derivations of backpropagation and tells whether they are true."),
      Line(), Line("Usage: nnlearn VERB …", .strong), Line(),
    ]
    let width = Verb.allCases.map { usage($0).count }.max() ?? 0
    for verb in Verb.allCases {
      lines.append(row(usage(verb), verb.description.summary, width: width))
    }
    lines += [Line()]
    lines += Option.alone.flatMap(optionLines)
    lines += [Line()] + exitLines + [Line(), Line("nnlearn help VERB shows the options of a verb.")]
    lines += Topic.allCases.map { Line("nnlearn help \($0.rawValue) shows \($0.summary).") }
    return lines
  }

  /// How one verb is used.
  static func usage(of verb: Verb) -> [Line] {
    let description = verb.description
    var lines = [
      Line("nnlearn \(usage(verb))", .strong), Line(), Line(sentence(description.summary)),
    ]
    for paragraph in description.details {
      lines += [Line()] + wrapped(paragraph, width: 80).map { Line($0) }
    }
    lines += [Line(), Line("Options", .strong)]
    lines += (description.options + Option.everywhere).flatMap(optionLines)
    lines += [Line(), Line("Examples", .strong)] + description.examples.map { Line("  " + $0) }
    return lines + [Line()] + (verb == .grade ? exitLinesOfMarking : exitLines)
  }

  private static func usage(_ verb: Verb) -> String {
    let operands = verb.description.operands
    return verb.rawValue + (operands.isEmpty ? "" : " " + operands)
  }

  private static func sentence(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst() + "."
  }

  private static func row(_ name: String, _ text: String, width: Int) -> Line {
    var line = Line("  ") + Line(name, .strong)
    line.pad(to: width + 5)
    line.append(text)
    return line
  }

  /// An option's name and value on one line, what it does below.
  private static func optionLines(_ option: Option) -> [Line] {
    var name = Line("  ") + Line((option.letter.map { "-\($0), " } ?? "") + "--\(option.name)", .strong)
    if let placeholder = option.placeholder { name.append(" " + placeholder) }
    return [name] + wrapped(option.summary, width: 72).map { Line("        " + $0) }
  }

  private static var exitLinesOfMarking: [Line] {
    [
      Line("Exit status", .strong),
      Line("  0  all sheets are marked, whatever they got"),
      Line("  1  a human has to look at some of them"),
      Line("  2  it could not be done: wrong usage, a missing file, a table that cannot be read"),
    ]
  }

  private static var exitLines: [Line] {
    [
      Line("Exit status", .strong),
      Line("  0  everything asked for holds"),
      Line("  1  something does not: it fails, has no meaning, holds only under a condition, is"),
      Line("     undecided, or is a formula of a document that cannot be read"),
      Line("  2  it could not be done: wrong usage, a missing file, an --equation or a header that"),
      Line("     cannot be read"),
    ]
  }
}

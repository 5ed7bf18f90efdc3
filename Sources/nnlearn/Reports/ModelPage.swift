import Formula
import Models

/// What a text defines: every name with its shape, and where it is defined or that it is drawn.
struct ModelPage {
  let summary: ModelSummary
  let source: NumberedText
  let name: String
  let screen: Screen

  /// The lines.
  var lines: [Line] {
    var lines: [Line] = []
    func heading(_ words: String) {
      if !lines.isEmpty { lines.append(Line()) }
      lines.append(Line(words, .strong))
    }
    if !summary.given.isEmpty {
      heading("Given: drawn anew for every comparison")
      lines += summary.given.map { row($0) }
    }
    if !summary.computed.isEmpty {
      heading("Defined, in an order in which it can be computed")
      lines += summary.computed.map { row($0) }
    }
    if !summary.assumed.isEmpty {
      heading("Assumed, since the text does not say otherwise")
      lines += summary.assumed.flatMap { Paragraph.lines($0, indent: 2, screen: screen) }
    }
    if !summary.broken.isEmpty {
      heading("Not understood: what needs these names cannot be judged")
      lines += summary.broken.flatMap { Paragraph.lines("\($0.name)", indent: 2, screen: screen) }
    }
    if lines.isEmpty { lines.append(Line("\(name) defines nothing.")) }
    return lines
  }

  private func row(_ entry: ModelSummary.Entry) -> Line {
    var line = Line("  " + harmless(entry.name), .strong)
    line.pad(to: max(line.width + 2, 24))
    line.append(entry.shape)
    if let place = entry.definition.map({ source.place(of: $0.start) }) {
      line.pad(to: max(line.width + 2, 52))
      let from = entry.uses.isEmpty ? "" : ", from \(entry.uses.joined(separator: ", "))"
      line.append("line \(place.line)\(harmless(from))", .faint)
    }
    return line
  }

  /// A graph of what is made of what, for mermaid.
  var mermaid: String {
    var text = "flowchart LR\n"
    for (place, entry) in all.enumerated() {
      text +=
        "  n\(place)\(entry.definition == nil ? "([" : "[")\"\(label(entry))\"\(entry.definition == nil ? "])" : "]")\n"
    }
    for (from, to) in edges { text += "  n\(from) --> n\(to)\n" }
    return text
  }

  /// The same for Graphviz.
  var dot: String {
    var text = "digraph model {\n  rankdir=LR;\n"
    for (place, entry) in all.enumerated() {
      text +=
        "  n\(place) [label=\"\(label(entry))\", shape=\(entry.definition == nil ? "ellipse" : "box")];\n"
    }
    for (from, to) in edges { text += "  n\(from) -> n\(to);\n" }
    return text + "}\n"
  }

  /// The object for `--format json`.
  var json: JSON {
    func entry(_ entry: ModelSummary.Entry) -> JSON {
      .object([
        ("name", .string(entry.name)), ("shape", .string(entry.shape)),
        ("line", entry.definition.map { .integer(source.place(of: $0.start).line) }),
        ("uses", entry.uses.isEmpty ? nil : .array(entry.uses.map(JSON.string))),
      ])
    }
    return .object([
      ("schemaVersion", .integer(ReportJSON.schemaVersion)), ("target", .string(name)),
      ("given", .array(summary.given.map(entry))), ("defined", .array(summary.computed.map(entry))),
      ("assumed", .array(summary.assumed.map(JSON.string))),
      ("notUnderstood", .array(summary.broken.map { .string($0.name) })),
    ])
  }

  private var all: [ModelSummary.Entry] { summary.given + summary.computed }

  private var edges: [(Int, Int)] {
    let places = Dictionary(all.enumerated().map { (base($0.element.name), $0.offset) }) { first, _ in first }
    return all.enumerated().flatMap { place, entry in
      entry.uses.compactMap { places[$0] }.map { ($0, place) }
    }
  }

  private func base(_ name: String) -> String { name.split(separator: " ").first.map(String.init) ?? name }

  /// A name as a label: neither quotation marks nor control characters.
  private func label(_ entry: ModelSummary.Entry) -> String {
    harmless(base(entry.name)).filter { $0 != "\"" && $0 != "<" && $0 != ">" }.replacing("\\", with: "\\\\")
  }
}

extension Command {
  /// Shows what a text defines.
  mutating func model() throws(Mistake) {
    try refuseTargets(.model, beyond: 1)
    guard let name = arguments.targets.first else { throw .missingTarget(.model) }
    let text =
      name == "-"
      ? try TextFile.text(surroundings.input(TextFile.limit + 1), name: "standard input")
      : try TextFile.text(at: name)
    let page = ModelPage(
      summary: TextJudge(Document(text)).summary, source: NumberedText(text), name: name, screen: screen)
    switch arguments.format {
    case .json: output.write(page.json.text)
    case .mermaid: output.write(page.mermaid)
    case .dot: output.write(page.dot)
    default: write(page.lines)
    }
  }
}

import Checking
import Formula

/// The verdicts on the formulas of a document: a line for each that holds, and for each other one where it
/// breaks and what is missing.
struct DocumentText {
  let target: CheckedTarget
  let screen: Screen
  /// Every number of the small examples is shown.
  var explains = false

  /// The lines.
  var lines: [Line] {
    var lines: [Line] = []
    for words in target.preface ?? [] { lines += Paragraph.lines(words, indent: 2, screen: screen) }
    if !lines.isEmpty { lines.append(Line()) }
    var wasShort = true
    for claim in target.claims where claim.report.outcome != .notAClaim || claim.report.diagnosis != nil {
      let block = self.block(claim)
      if !lines.isEmpty, !(wasShort && block.count == 1) { lines.append(Line()) }
      wasShort = block.count == 1
      lines += block
    }
    for problem in target.problems {
      if !lines.isEmpty { lines.append(Line()) }
      lines += ProblemText.lines(problem, in: target.source, named: target.name, screen: screen)
    }
    if !lines.isEmpty { lines.append(Line()) }
    lines += ErrorList(target: target, screen: screen).lines
    return lines
      + wrapped(ending, width: screen.width).map { Line($0, target.exitStatus == 0 ? .good : .bad) }
  }

  /// What is shown of one claim.
  private func block(_ claim: CheckedClaim) -> [Line] {
    CheckedClaim.isTrue(claim.report.outcome) && claim.report.diagnosis == nil
      ? [short(claim)] + notes(claim)
      : BrokenText(claim: claim, name: target.name, screen: screen, example: explains ? .full : .short).lines
  }

  /// How it was read, where that is not the usual way.
  private func notes(_ claim: CheckedClaim) -> [Line] {
    claim.report.notes.flatMap { Paragraph.lines(label: "note: ", $0, indent: 3, screen: screen) }
  }

  /// One line: place, formula, mark.
  private func short(_ claim: CheckedClaim) -> Line {
    let place = claim.source.place(of: claim.report.range.start)
    let name = "\(target.name):\(place.line):\(place.column)"
    let printer = UnicodePrinter(notation: claim.settings.convention.notation, style: screen.style)
    let formula = claim.report.statement.map { printer.print($0) } ?? claim.report.latex
    let words = claim.report.outcome == .definition ? "by definition  " : ""
    let room = screen.width - columns(harmless(name)) - columns(words) - 6
    var line = Line(name + "  ", .strong)
    line.append(cut(harmless(formula), to: max(room, 12)))
    line.pad(to: max(line.width + 2, screen.width - 1 - columns(words)))
    line.append(words, .faint)
    let (mark, style) = ClaimText.mark(claim.report.outcome)
    line.append(mark, style)
    return line
  }

  /// `12 formulas: 9 hold, 1 holds under a condition, 1 fails, 1 is a definition.`
  private var ending: String {
    let summary = target.summary
    guard summary.claims > 0 else { return "No formulas were found." }
    let parts: [(Outcome, String, String)] = [
      (.holds, "holds", "hold"), (.holdsIf, "holds under a condition", "hold under a condition"),
      (.fails, "fails", "fail"), (.illTyped, "has no meaning", "have no meaning"),
      (.unreadable, "cannot be read", "cannot be read"), (.undecided, "is undecided", "are undecided"),
      (.definition, "is a definition", "are definitions"),
      (.notAClaim, "says nothing to judge", "say nothing to judge"),
    ]
    let said = parts.compactMap { outcome, one, many -> String? in
      let count = summary[outcome]
      return count == 0 ? nil : "\(count) \(count == 1 ? one : many)"
    }
    return counted(summary.claims, "formula") + ": " + said.joined(separator: ", ") + "."
  }

  /// The text, ended with `…` where it is wider.
  private func cut(_ text: String, to width: Int) -> String {
    guard columns(text) > width else { return text }
    var result = ""
    var used = 1
    for character in text {
      used += columns(String(character))
      if used > width { break }
      result.append(character)
    }
    return result + "…"
  }
}

/// A claim that does not simply hold: where it breaks, the point that shows it, what is missing.
struct BrokenText {
  let claim: CheckedClaim
  let name: String
  let screen: Screen
  /// How much is shown of the smallest example.
  var example = ExampleLength.none

  /// How much is shown of the smallest example: nothing, the two values, or all numbers.
  enum ExampleLength: Sendable {
    case none, short, full
  }

  /// The lines.
  var lines: [Line] {
    let report = claim.report
    guard report.outcome != .unreadable || report.problems.isEmpty else {
      return report.problems.enumerated().flatMap { place, problem in
        (place == 0 ? [] : [Line()])
          + ProblemText.lines(problem, in: claim.source, named: name, screen: screen)
      }
    }
    let text = ClaimText(screen: screen, claim: claim)
    var lines: [Line] = []
    let steps = BrokenSteps(claim)
    for (place, link) in steps.links.enumerated() {
      if place > 0 { lines.append(Line()) }
      lines += self.link(link, text)
    }
    if steps.links.isEmpty {
      lines += whole(
        ClaimText.words(report.outcome, condition: report.condition), at: report.diagnosis?.range)
    }
    if let diagnosis = steps.whole { lines += text.diagnosis(diagnosis) }
    if let consequences = steps.consequences {
      lines += Paragraph.lines(consequences, indent: 3, screen: screen)
    }
    for note in report.notes { lines += Paragraph.lines(label: "note: ", note, indent: 3, screen: screen) }
    return lines
  }

  private func link(_ place: Int, _ text: ClaimText) -> [Line] {
    let link = claim.report.links[place]
    let range = link.diagnosis?.range ?? link.range ?? claim.report.range
    var lines = [heading(ClaimText.accusation(of: claim.report, link: place), at: range, link.outcome)]
    lines += Excerpt.lines(claim.source, at: range, style: ClaimText.mark(link.outcome).style, screen: screen)
    let example = self.example == .none ? nil : claim.example(of: place)
    let shown = example.map { HandExampleText(example: $0, claim: claim, screen: screen) }
    if let shown, self.example == .short {
      lines += shown.shortLines
    } else if let witness = link.witness, shown == nil {
      lines += text.witness(witness)
    }
    if let diagnosis = link.diagnosis { lines += text.diagnosis(diagnosis) }
    if let shown, self.example == .full { lines += shown.lines }
    return lines
  }

  private func whole(_ words: String, at range: SourceRange?) -> [Line] {
    let range = range ?? claim.report.range
    let outcome = claim.report.outcome
    return [heading(words, at: range, outcome)]
      + Excerpt.lines(claim.source, at: range, style: ClaimText.mark(outcome).style, screen: screen)
  }

  private func heading(_ words: String, at range: SourceRange, _ outcome: Outcome) -> Line {
    let place = claim.source.place(of: range.start)
    return ClaimText.heading("\(name):\(place.line):\(place.column)", words, outcome, screen)
  }
}

import Checking
import Formula
import Lessons

/// A lesson's verdicts, as one would show them in a lecture: each derivation step by step with its rule on the
/// right, numbers below, and the three judges for the main one.
struct LessonText {
  private let target: CheckedTarget
  private let lesson: Lesson
  private let screen: Screen
  private let formulas: FormulaLines
  /// The column at which marks and rules stand.
  private let column: Int

  /// The text of a lesson's verdicts.
  init(_ target: CheckedTarget, _ lesson: Lesson, _ screen: Screen) {
    self.target = target
    self.lesson = lesson
    self.screen = screen
    formulas = FormulaLines(notation: target.convention.notation, style: screen.style)
    let widest =
      target.claims.flatMap { claim in
        claim.report.links.indices.map { columns(LessonText.rule(claim, link: $0)) }
      }.max() ?? 0
    column = max(screen.width - 2 - min(widest, screen.width / 3), screen.width / 2)
  }

  /// The lines.
  var lines: [Line] {
    var lines = [title]
    let main = self.main
    var heading = ""
    for (place, claim) in target.claims.enumerated() {
      lines.append(Line())
      if let above = self.heading(above: claim), above != heading {
        heading = above
        lines += [Line(above, .strong), Line()]
      }
      lines += body(claim, isMain: place == main)
    }
    return lines + [Line()] + ending
  }

  private var title: Line {
    var line = Line("Lesson \(lesson.number) · \(lesson.title)", .strong)
    let right = "\(target.convention.name) convention, " + counted(target.networks, "network")
    line.pad(to: max(line.width + 2, screen.width - columns(right)))
    line.append(right, .faint)
    return line
  }

  /// The heading of the section that a claim is in.
  private func heading(above claim: CheckedClaim) -> String? {
    guard let line = claim.lessonClaim?.line else { return nil }
    let above = lesson.text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).prefix(line)
    guard let heading = above.last(where: { $0.hasPrefix("## ") }) else { return nil }
    return InlineText(notation: target.convention.notation, style: screen.style).text(
      String(heading.dropFirst(3))
    )
    .replacing("\u{A0}", with: " ")
  }

  /// The claim whose judges are shown: among those that hold by all three, the longest derivation.
  private var main: Int? {
    let candidates = target.claims.indices.filter { place in
      let report = target.claims[place].report
      guard report.outcome == .holds, let evidence = report.evidence else { return false }
      return evidence.finiteDifference != nil && evidence.backpropagation != nil
    }
    let longest = candidates.map { target.claims[$0].report.links.count }.max()
    return candidates.first { target.claims[$0].report.links.count == longest }
  }

  private func body(_ claim: CheckedClaim, isMain: Bool) -> [Line] {
    let report = claim.report
    var lines: [Line] = []
    if let statement = report.statement {
      lines += steps(statement, claim)
    } else {
      lines += report.latex.split(separator: "\n").map { Line("  " + $0) }
    }
    for note in report.notes { lines += Paragraph.lines(label: "note: ", note, indent: 3, screen: screen) }
    if isMain, let trace = claim.trace { lines += numbers(trace) }
    if isMain, let evidence = claim.trace?.evidence ?? report.evidence {
      lines += ClaimText.judges(evidence, screen)
    }
    if !CheckedClaim.isTrue(report.outcome) || !claim.isAsExpected { lines += explanation(claim) }
    return lines
  }

  /// A derivation with the rule of each step at the right.
  private func steps(_ statement: Statement, _ claim: CheckedClaim) -> [Line] {
    let links = claim.report.links
    let rows = formulas.rows(statement, width: screen.width - 4)
    let firstLink = claim.report.firstLink
    return rows.flatMap { row -> [Line] in
      var lines = row.lines.map { Line("  " + $0) }
      let link = row.side - 1 + firstLink
      if links.indices.contains(link) {
        let (mark, style) = ClaimText.mark(links[link].outcome)
        let rule = LessonText.rule(claim, link: link)
        // A long rule begins further left, so that it ends on the screen.
        let column = min(self.column, max(4, screen.width - 2 - columns(harmless(rule))))
        if lines[lines.count - 1].width + 1 > column { lines.append(Line()) }
        lines[lines.count - 1].pad(to: column)
        lines[lines.count - 1].append(mark, style)
        lines[lines.count - 1].append(" " + rule)
      }
      return lines
    }
  }

  /// What stands beside a step: the writer's note, the rule, or what became of it.
  private static func rule(_ claim: CheckedClaim, link: Int) -> String {
    let report = claim.report.links[link]
    switch report.outcome {
    case .holds, .definition:
      if let note = report.note, !note.isEmpty { return note }
      let step = claim.trace.flatMap { $0.steps.indices.contains(link + 1) ? $0.steps[link + 1].note : nil }
      if let step, !step.isEmpty { return step }
      if report.outcome == .definition { return "by definition" }
      return link == 0 ? claim.lessonClaim.map { presumed($0.presumptions) } ?? "" : ""
    case .holdsIf, .fails, .illTyped, .unreadable, .undecided, .notAClaim:
      return ClaimText.words(report.outcome, condition: report.condition)
    }
  }

  /// What a claim presumes other than its lesson: `cost half-sum-squares`.
  private static func presumed(_ presumptions: Presumptions) -> String {
    var parts: [String] = []
    switch presumptions.activation {
    case .one(let activation): parts.append("\(activation.rawValue) units")
    case .any: parts.append("any σ")
    case nil: break
    }
    if let output = presumptions.output { parts.append("\(output.rawValue) output") }
    if let cost = presumptions.cost { parts.append("cost \(cost.rawValue)") }
    if let average = presumptions.average { parts.append("\(average.rawValue) over the examples") }
    if let biases = presumptions.biases { parts.append("biases: \(biases.rawValue)") }
    return parts.joined(separator: ", ")
  }

  /// `at j = 0:  2(0.6225 − 1.0000) · 0.2350 = −0.177425`
  private func numbers(_ trace: Trace) -> [Line] {
    guard let step = trace.steps.last(where: { $0.substituted != nil }), let put = step.substituted,
      let value = step.value
    else { return [] }
    let point = (trace.layers + trace.point).map { "\($0.name) = \($0.value)" }.joined(separator: ", ")
    let prefix = point.isEmpty ? "" : "at \(point):  "
    let text = formulas.text(put) + " = " + Numbers.middle(value)
    return wrapped(text, width: screen.width - 2 - columns(prefix), indent: 2).enumerated().map {
      place, line in
      Line("  " + (place == 0 ? prefix : String(repeating: " ", count: columns(prefix))) + line)
    }
  }

  /// Why a claim is not true, and whether the lesson says so.
  private func explanation(_ claim: CheckedClaim) -> [Line] {
    let report = claim.report
    var lines: [Line] = []
    let broken = report.links.first { !CheckedClaim.isTrue($0.outcome) }
    let text = ClaimText(screen: screen, claim: claim)
    if let witness = broken?.witness { lines += text.witness(witness) }
    for problem in report.problems {
      lines += ProblemText.lines(problem, in: claim.source, named: target.name, screen: screen)
    }
    if let diagnosis = broken?.diagnosis ?? report.diagnosis { lines += text.diagnosis(diagnosis) }
    for example in claim.examples {
      lines += HandExampleText(example: example, claim: claim, screen: screen, namesStep: true).lines
    }
    guard let expected = claim.lessonClaim else { return lines }
    let outcome = ClaimText.words(report.outcome, condition: report.condition)
    if claim.isAsExpected {
      lines += Paragraph.lines(
        label: "as the lesson says: ", expected.reason ?? "it \(outcome)", indent: 3, screen: screen)
      if let source = expected.source {
        lines += Paragraph.lines(label: "source: ", source, indent: 3, screen: screen)
      }
    } else {
      let words = ClaimText.words(expected.expected, condition: nil)
      lines += Paragraph.lines(
        label: "not as the lesson says: ", "\(report.id) \(outcome), but the lesson says it \(words)",
        indent: 3,
        screen: screen)
    }
    return lines
  }

  /// `12 of 12 steps hold.`, and what the lesson shows to be wrong.
  private var ending: [Line] {
    let derivations = target.claims.filter { CheckedClaim.isTrue($0.lessonClaim?.expected ?? .holds) }
    let links = derivations.flatMap(\.report.links)
    let holding = links.filter { CheckedClaim.isTrue($0.outcome) }
    let shown = target.claims.filter { !CheckedClaim.isTrue($0.lessonClaim?.expected ?? .holds) }
    var text = "\(holding.count) of \(counted(links.count, "step")) \(links.count == 1 ? "holds" : "hold")."
    if !shown.isEmpty {
      let right = shown.filter(\.isAsExpected).count
      text += " \(right) of \(counted(shown.count, "formula")) that the lesson shows not to hold in general"
      text += " came out as it says."
    }
    return wrapped(text, width: screen.width).map { Line($0, target.exitStatus == 0 ? .good : .bad) }
  }
}

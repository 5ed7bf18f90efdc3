import Checking
import Formula

/// A derivation with numbers put in, for a terminal.
struct TraceText {
  let trace: Trace
  let claim: CheckedClaim
  let screen: Screen

  /// The lines.
  var lines: [Line] {
    let formulas = FormulaLines(notation: claim.settings.convention.notation, style: screen.style)
    var lines = title
    for (step, forms) in zip(trace.steps, TraceText.forms(trace.steps)) {
      lines += [Line()] + self.step(step, forms, formulas)
    }
    let conditions = claim.report.statement.map { formulas.conditions($0) } ?? ""
    if !conditions.isEmpty { lines += [Line(), Line("  for   \(conditions)")] }
    if !trace.values.isEmpty { lines += [Line()] + values(formulas) }
    if let evidence = trace.evidence { lines += [Line()] + ClaimText.judges(evidence, screen) }
    let reasons = TraceTitle.reasons(claim)
    if !reasons.isEmpty { lines.append(Line()) }
    for reason in reasons { lines += Paragraph.lines(reason, indent: 2, screen: screen) }
    let notes = claim.report.notes
    if reasons.isEmpty, !notes.isEmpty { lines.append(Line()) }
    for note in notes { lines += Paragraph.lines(label: "note: ", note, indent: 2, screen: screen) }
    return lines
  }

  private var title: [Line] {
    let (mark, style) = ClaimText.mark(trace.outcome)
    var line = Line(trace.id, .strong) + Line(" " + mark, style)
    line.append(" " + ClaimText.words(trace.outcome, condition: claim.report.condition))
    let right = [trace.network, TraceText.point(trace)].filter { !$0.isEmpty }.joined(separator: ", at ")
    guard line.width + 2 + columns(right) <= screen.width else { return [line, Line("  " + right, .faint)] }
    line.pad(to: screen.width - columns(right))
    line.append(right, .faint)
    return [line]
  }

  /// `l = 2, j = 1`
  static func point(_ trace: Trace) -> String {
    (trace.layers + trace.point).map { "\($0.name) = \($0.value)" }.joined(separator: ", ")
  }

  /// The forms that the sides of a chain go through: written out, with numbers, evaluated. The first side is
  /// only evaluated where no other one is.
  static func forms(_ steps: [Trace.Step]) -> [[Expression]] {
    let isOnly = steps.dropFirst().allSatisfy { $0.value == nil && $0.result == nil }
    return steps.enumerated().map { place, step in
      guard place > 0 || isOnly else { return [] }
      var forms = [step.formula]
      let value = step.result ?? step.value.map { Expression(.value($0)) }
      for form in [step.expanded, step.substituted, step.intermediate, value] {
        if let form, form != forms.last { forms.append(form) }
      }
      return Array(forms.dropFirst())
    }
  }

  /// The column of the marks, so that all rules begin below each other.
  private var column: Int {
    let widest = trace.steps.map { columns(words($0)) + 2 }.max() ?? 0
    return screen.width - min(max(widest, 7), screen.width / 2)
  }

  /// What stands beside a step: the rule, or what became of it.
  private func words(_ step: Trace.Step) -> String {
    guard step.note.isEmpty, let outcome = step.outcome else { return harmless(step.note) }
    return ClaimText.words(outcome, condition: nil)
  }

  private func step(_ step: Trace.Step, _ forms: [Expression], _ formulas: FormulaLines) -> [Line] {
    let relation = step.relation.map { formulas.sign($0) + " " } ?? ""
    let indent = step.relation == nil ? "  " : "    "
    let room = screen.width - columns(indent) - columns(relation)
    let space = String(repeating: " ", count: columns(relation))
    var lines = formulas.lines(step.formula, width: room).enumerated().map { place, text in
      Line(indent + (place == 0 ? relation : space) + text)
    }
    let note = words(step)
    if let outcome = step.outcome {
      let (mark, style) = ClaimText.mark(outcome)
      if lines[lines.count - 1].width + 2 > column { lines.append(Line()) }
      lines[lines.count - 1].pad(to: column)
      lines[lines.count - 1].append(mark, style)
      for (place, text) in wrapped(note, width: screen.width - column - 2).enumerated() {
        if place > 0 {
          lines.append(Line())
          lines[lines.count - 1].pad(to: column + 1)
        }
        lines[lines.count - 1].append(" " + text)
      }
    } else if !note.isEmpty {
      lines[lines.count - 1].append("   " + note, .faint)
    }
    for form in forms {
      let texts = formulas.lines(form, width: screen.width - 8)
      lines += texts.enumerated().map { place, text in Line((place == 0 ? "      = " : "        ") + text) }
    }
    return lines
  }

  /// The values of the quantities, as many on a line as fit.
  private func values(_ formulas: FormulaLines) -> [Line] {
    let width = trace.values.map { columns(formulas.text($0.quantity)) + 12 }.max() ?? 12
    let perLine = max(1, (screen.width - 9) / (width + 3))
    var lines: [Line] = []
    for (place, (quantity, value)) in trace.values.enumerated() {
      if place % perLine == 0 { lines.append(Line(place == 0 ? "  where  " : "         ")) }
      let column = 9 + (place % perLine) * (width + 3)
      lines[lines.count - 1].pad(to: column)
      lines[lines.count - 1].append("\(formulas.text(quantity)) = \(Numbers.short(value))")
    }
    return lines
  }
}

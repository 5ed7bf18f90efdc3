import Checking
import Formula

/// The verdict on one formula: how it was understood, what became of it, and what the three judges found.
struct EquationText {
  let target: CheckedTarget
  let screen: Screen

  /// The lines.
  var lines: [Line] {
    target.claims.enumerated().flatMap { place, claim in (place == 0 ? [] : [Line()]) + lines(claim) }
  }

  private func lines(_ claim: CheckedClaim) -> [Line] {
    let report = claim.report
    var lines: [Line] = []
    if let statement = report.statement {
      let formulas = FormulaLines(notation: claim.settings.convention.notation, style: screen.style)
      let rows = formulas.rows(statement, width: screen.width - 4)
      lines += rows.flatMap(\.lines).map { Line("  " + $0) } + [Line()]
    }
    if CheckedClaim.isTrue(report.outcome), report.outcome != .notAClaim {
      let (mark, style) = ClaimText.mark(report.outcome)
      lines.append(
        Line(mark + " ", style) + Line(ClaimText.words(report.outcome, condition: report.condition), .strong)
          + Line("  (\(claim.settings.convention.name) convention)", .faint))
      if let evidence = report.evidence {
        lines.append(Line("  " + ClaimText.extent(evidence)))
        lines += ClaimText.judges(evidence, screen)
      }
      for note in report.notes { lines += Paragraph.lines(label: "note: ", note, indent: 3, screen: screen) }
      return lines
    }
    lines += BrokenText(claim: claim, name: target.name, screen: screen).lines
    if let evidence = report.evidence { lines += ClaimText.judges(evidence, screen) }
    for example in claim.examples {
      let text = HandExampleText(example: example, claim: claim, screen: screen, namesStep: true)
      lines += [Line()] + text.lines
    }
    return lines
  }
}

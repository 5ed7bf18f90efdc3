import Checking
import Formula

/// The errors of a document in a list, each with what would be right.
struct ErrorList {
  let target: CheckedTarget
  let screen: Screen

  /// The lines; none where a single formula is wrong, which was just shown.
  var lines: [Line] {
    let errors = target.claims.filter { claim in
      switch claim.report.outcome {
      case .fails, .illTyped, .unreadable: true
      case .holds, .holdsIf, .undecided, .definition, .notAClaim: false
      }
    }
    guard errors.count > 1 else { return [] }
    return [Line("Errors", .strong)] + errors.flatMap(entry) + [Line()]
  }

  /// The place, what is wrong, and what would be right.
  private func entry(_ claim: CheckedClaim) -> [Line] {
    let report = claim.report
    let broken = report.links.first { !CheckedClaim.isTrue($0.outcome) && $0.outcome != .holdsIf }
    let diagnosis = broken?.diagnosis ?? report.diagnosis
    let range = diagnosis?.range ?? broken?.range ?? report.problems.first?.range ?? report.range
    let message =
      report.problems.first.map { "Cannot be read: \(ProblemText.sentence($0))." } ?? diagnosis?.message
      ?? "The two sides differ."
    let place = "  line \(claim.source.place(of: range.start).line)  "
    var lines = Paragraph.lines(label: place, message, indent: 0, screen: screen)
    if let repair = diagnosis?.repair {
      let notation = claim.settings.convention.notation
      let printer = UnicodePrinter(notation: notation, style: screen.style)
      let shown = diagnosis?.repaired.map { printer.print($0) } ?? repair
      lines += Paragraph.lines(label: "right: ", shown, indent: columns(place), screen: screen)
    }
    return lines
  }
}

import Checking
import Formula

/// The table of diagnoses: each name with its meaning, and an example as it is judged now.
struct DiagnosesPage {
  let screen: Screen

  /// The lines.
  var lines: [Line] {
    let opening =
      "Why a formula does not hold is told by a name that stays the same, for programs, and by a message, for people. "
      + "The verdicts below come from checking the examples at this moment."
    return wrapped(opening, width: screen.width).map { Line($0) } + DiagnosisName.allCases.flatMap(entry)
  }

  private func entry(_ name: DiagnosisName) -> [Line] {
    let example = name.example
    var lines = [Line(), Line(name.rawValue, .strong)]
    lines += Paragraph.lines(name.meaning, indent: 2, screen: screen)
    guard let notation = Convention.builtIn(example.convention)?.notation, let report = example.report else {
      return lines
    }
    let formula = Readable.line(example.latex, notation: notation, style: screen.style) ?? example.latex
    let remark = example.convention == "standard" ? "" : "   (--convention \(example.convention))"
    lines += Paragraph.lines(formula + remark, indent: 4, screen: screen)
    if let diagnosis = report.diagnosis {
      lines += Paragraph.lines(diagnosis.message, indent: 4, screen: screen)
      if let repair = diagnosis.repair {
        let printer = UnicodePrinter(notation: notation, style: screen.style)
        let shown = diagnosis.repaired.map { printer.print($0) } ?? repair
        lines += Paragraph.lines(label: "help: ", "try " + shown, indent: 4, screen: screen)
      }
    }
    return lines
  }
}

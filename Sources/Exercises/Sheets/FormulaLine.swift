import Formula
import Models

/// Formulas of exercises and answers for a terminal.
package enum FormulaLine {
  /// A formula on one line; as it was written where it cannot be read.
  package static func text(_ latex: String, _ style: UnicodePrinter.Style) -> String {
    guard let term = AnswerReading.term(latex) else { return latex }
    let remark: Remark = "\(term)"
    return remark.line(style)
  }
}

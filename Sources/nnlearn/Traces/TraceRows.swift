import Checking
import Formula

/// A derivation as rows of LaTeX, for every form that is set in LaTeX.
struct TraceRows {
  let trace: Trace
  let printer: LaTeXPrinter

  /// A row: the relation, what stands behind it, and the rule.
  struct Row {
    var relation: String
    var formula: String
    var note: String
  }

  /// The rows: each side of the chain, and below it the same with numbers.
  var rows: [Row] {
    zip(trace.steps, TraceText.forms(trace.steps)).flatMap { step, forms -> [Row] in
      let relation = step.relation.map { printer.print($0) } ?? ""
      var note = step.note
      if let outcome = step.outcome, !CheckedClaim.isTrue(outcome) {
        note += (note.isEmpty ? "" : ": ") + ClaimText.words(outcome, condition: nil)
      }
      let first = Row(relation: relation, formula: printer.print(step.formula), note: note)
      return [first]
        + forms.map { form in
          Row(relation: "=", formula: printer.print(form), note: "")
        }
    }
  }

  /// The rows between `\begin{…}` and `\end{…}` of an alignment; `text` makes prose harmless.
  func alignment(text: (String) -> String) -> String {
    rows.map { row in
      let start = row.relation.isEmpty ? row.formula + " &" : "&" + row.relation + " " + row.formula
      return "  " + start + (row.note.isEmpty ? "" : " && \\text{\(text(row.note))}")
    }.joined(separator: " \\\\\n")
  }

  /// The point the numbers are taken at, as LaTeX.
  var point: String {
    (trace.layers + trace.point).map { "\(LaTeXText.math($0.name)) = \($0.value)" }.joined(separator: ",\\ ")
  }

  /// The judges' values.
  var judges: [(name: String, value: String)] {
    guard let evidence = trace.evidence else { return [] }
    let rows: [(String, Double?)] = [
      ("formula", evidence.formula), ("finite difference", evidence.finiteDifference),
      ("backpropagation", evidence.backpropagation),
    ]
    return rows.compactMap { name, value in value.map { (name, Numbers.long($0)) } }
  }
}

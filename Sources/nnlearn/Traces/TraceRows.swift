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
    /// Begins a new side of the chain.
    var startsStep = false
    /// Goes on with the sum of the row above.
    var continues = false
  }

  /// The rows: each side of the chain, and below it the same with numbers.
  var rows: [Row] {
    zip(trace.steps, TraceText.forms(trace.steps)).flatMap { step, forms -> [Row] in
      let relation = step.relation.map { printer.print($0) } ?? ""
      var note = step.note
      if let outcome = step.outcome, !CheckedClaim.isTrue(outcome) {
        note += (note.isEmpty ? "" : ": ") + ClaimText.words(outcome, condition: nil)
      }
      var first = broken(step.formula, relation: relation)
      first[0].note = note
      first[0].startsStep = true
      return first + forms.flatMap { broken($0, relation: "=") }
    }
  }

  /// A side in as many rows as a long sum needs to stay on the page.
  private func broken(_ expression: Expression, relation: String) -> [Row] {
    let whole = Row(relation: relation, formula: printer.print(expression), note: "")
    let room = 72
    let unicode = UnicodePrinter(notation: printer.notation)
    guard case .sum(let terms) = expression.node, columns(unicode.print(expression)) > room else {
      return [whole]
    }
    var rows: [Row] = []
    var width = 0
    for term in terms {
      let more = columns(unicode.print(term)) + 3
      let latex = printer.print(term)
      if rows.isEmpty {
        rows.append(Row(relation: relation, formula: latex, note: ""))
        width = more
        continue
      }
      var signed = latex
      if case .negative = term.node {} else { signed = "+" + latex }
      if width + more > room {
        rows.append(Row(relation: "", formula: "{}" + signed, note: "", continues: true))
        width = more
      } else {
        rows[rows.count - 1].formula += signed
        width += more
      }
    }
    return rows
  }

  /// The rows between `\begin{…}` and `\end{…}` of an alignment; `text` makes prose harmless.
  func alignment(text: (String) -> String) -> String {
    var lines = ""
    for (place, row) in rows.enumerated() {
      // A little room above each step, so that its numbers stay with it.
      if place > 0 { lines += place > 1 && row.startsStep ? " \\\\[1ex]\n" : " \\\\\n" }
      if row.continues {
        lines += "  &\\qquad " + row.formula
      } else {
        lines += "  " + (row.relation.isEmpty ? row.formula + " &" : "&" + row.relation + " " + row.formula)
      }
      if !row.note.isEmpty { lines += " && \\text{\(text(row.note))}" }
    }
    return lines
  }

  /// The size of type in which the widest row stays on a page of LaTeX: empty, or a command.
  var size: String {
    let unicode = UnicodePrinter(notation: printer.notation)
    let forms = zip(trace.steps, TraceText.forms(trace.steps)).flatMap { [$0.formula] + $1 }
    let widest =
      forms.map { form -> Int in
        if case .sum = form.node { return 0 }
        return columns(unicode.print(form))
      }.max() ?? 0
    let width = widest + (trace.steps.map { columns($0.note) }.max() ?? 0)
    return width > 130 ? "\\scriptsize" : width > 100 ? "\\footnotesize" : ""
  }

  /// The point the numbers are taken at, as LaTeX.
  var point: String {
    (trace.layers + trace.point).map { "\(LaTeXText.math($0.name)) = \($0.value)" }.joined(separator: ",\\ ")
  }

  /// The conditions written beside the claim, as LaTeX; nil when there are none.
  func conditions(_ claim: CheckedClaim) -> String? {
    guard let conditions = claim.report.statement?.conditions, !conditions.isEmpty else { return nil }
    return conditions.map { printer.print($0) }.joined(separator: ",\\ ")
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

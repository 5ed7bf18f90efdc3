import Checking
import Formula

/// All conventions below each other, and one formula in each.
struct ConventionsTable {
  let conventions: [Convention]
  let screen: Screen

  /// The lines.
  var lines: [Line] {
    let weights = conventions.map { convention in
      let weight = ConventionText.samples(convention.notation).first { $0.quantity.role == .weight }?.quantity
      return weight.map { UnicodePrinter(notation: convention.notation, style: screen.style).print($0) } ?? ""
    }
    let name = conventions.map { columns($0.name) }.max() ?? 0
    let weight = weights.map(columns).max() ?? 0
    var lines = zip(conventions, weights).map { convention, sample -> Line in
      var line = Line("  ") + Line(convention.name, .strong)
      line.pad(to: name + 4)
      line.append(sample)
      line.pad(to: name + weight + 7)
      line.append(convention.title)
      return line
    }
    lines += [Line(), Line("The error term of a hidden unit in each of them:"), Line()]
    lines += conventions.map { convention in
      var line = Line("  ") + Line(convention.name, .strong)
      line.pad(to: name + 4)
      line.append(hiddenError(convention))
      return line
    }
    return lines + [
      Line(), Line("nnlearn conventions NAME says what each symbol means;"),
      Line("nnlearn translate --from NAME --to NAME LATEX writes any formula in another one."),
    ]
  }

  /// δ_j^l = Σ_k w_{kj}^{l+1} δ_k^{l+1} σ′(z_j^l)
  private func hiddenError(_ convention: Convention) -> String {
    let latex = #"\delta_j^l = \sum_k w_{kj}^{l+1}\delta_k^{l+1}\sigma'(z_j^l)"#
    guard let read = FormulaReader(notation: Convention.standard.notation).read(latex).alternatives.first,
      let there = try? Translator(from: .standard, to: convention).translation(of: read.statements)
    else { return "" }
    let printer = UnicodePrinter(notation: convention.notation, style: screen.style)
    return there.statements.map { printer.print($0) }.joined(separator: ", ")
  }
}

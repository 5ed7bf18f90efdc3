import Checking
import Formula

/// Verdicts as a LaTeX document that compiles with amsmath alone.
enum CheckLaTeX {
  /// The document.
  static func document(_ targets: [CheckedTarget]) -> String {
    var text = ""
    for target in targets {
      text += "\\section*{\(LaTeXText.prose(TraceTitle.title(target)))}\n"
      for claim in target.claims { text += self.claim(claim) }
    }
    return LaTeXText.document(text)
  }

  private static func claim(_ claim: CheckedClaim) -> String {
    let words = VerdictWords(claim)
    var text = "\n\\subsection*{\(LaTeXText.prose(claim.report.id))}\n"
    text +=
      words.formula.map { "\\[\n\($0)\n\\]\n" } ?? "\\texttt{\(LaTeXText.prose(claim.report.latex))}\n\n"
    text += ([words.sentence] + words.reasons).map(LaTeXText.prose).joined(separator: "\n") + "\n"
    if let repair = words.repair { text += "Instead:\n\\[\n\(repair)\n\\]\n" }
    guard let rows = CounterexampleRows(claim) else { return text }
    text += "By hand: " + LaTeXText.prose(rows.words.sentence)
    text += rows.point.isEmpty ? "." : ", at \\(\(rows.point)\\)."
    text += LaTeXText.prose(rows.words.rounding) + "\n"
    let display = "\\begin{align*}\n\(rows.alignment)\n\\end{align*}\n"
    return text + (rows.size.isEmpty ? display : "\\begingroup\(rows.size)\n\(display)\\endgroup\n")
  }
}

/// Verdicts as Markdown with ```` ```math ```` blocks.
enum CheckMarkdown {
  /// The text.
  static func document(_ targets: [CheckedTarget]) -> String {
    targets.map { target in
      "# \(TraceMarkdown.escaped(TraceTitle.title(target)))\n" + target.claims.map(claim).joined()
    }.joined(separator: "\n")
  }

  private static func claim(_ claim: CheckedClaim) -> String {
    let words = VerdictWords(claim)
    var text = "\n## \(TraceMarkdown.escaped(claim.report.id))\n\n"
    text += words.formula.map { math($0) } ?? TraceMarkdown.escaped(claim.report.latex) + "\n"
    text +=
      "\n" + ([words.sentence] + words.reasons).map(TraceMarkdown.escaped).joined(separator: "\n") + "\n"
    if let repair = words.repair { text += "\nInstead:\n\n" + math(repair) }
    guard let rows = CounterexampleRows(claim) else { return text }
    text += "\nBy hand: " + TraceMarkdown.escaped(rows.words.sentence)
    text += rows.point.isEmpty ? "." : ", at $\(rows.point)$."
    text += TraceMarkdown.escaped(rows.words.rounding) + "\n\n"
    return text + math("\\begin{aligned}\n\(rows.alignment)\n\\end{aligned}")
  }

  private static func math(_ latex: String) -> String { "```math\n\(latex)\n```\n" }
}

/// What is said of a claim in every document.
private struct VerdictWords {
  /// The formula as it was read, as LaTeX; nil where it could not be read.
  let formula: String?
  /// What became of it.
  let sentence: String
  /// Why, where it does not hold.
  let reasons: [String]
  /// What would be right, as LaTeX.
  let repair: String?

  init(_ claim: CheckedClaim) {
    let report = claim.report
    let printer = LaTeXPrinter(notation: claim.settings.convention.notation)
    formula = report.statement.map { LaTeXText.math(printer.print($0, aligned: true)) }
    let words = ClaimText.words(report.outcome, condition: report.condition)
    sentence = "It \(words) (\(claim.settings.convention.name) convention)."
    let problems = report.problems.map(ProblemText.sentence)
    reasons = problems.isEmpty ? TraceTitle.reasons(claim) : problems
    let broken = report.links.first { !CheckedClaim.isTrue($0.outcome) }
    let isShown = !CheckedClaim.isTrue(report.outcome)
    repair = isShown ? (broken?.diagnosis ?? report.diagnosis)?.repair.map(LaTeXText.math) : nil
  }
}

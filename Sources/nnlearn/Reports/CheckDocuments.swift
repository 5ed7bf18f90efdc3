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
    text +=
      ([words.sentence] + words.reasons).map { LaTeXText.sentence($0, words.notation) }.joined(
        separator: "\n") + "\n"
    for step in words.steps {
      text += step.sentences.map { "\n" + LaTeXText.sentence($0, words.notation) + "\n" }.joined()
      if let repair = step.repair { text += "Instead:\n\\[\n\(repair)\n\\]\n" }
      if let rows = step.example { text += example(rows, words.notation) }
    }
    return words.remarks.reduce(text) { $0 + "\n" + LaTeXText.sentence($1, words.notation) + "\n" }
  }

  private static func example(_ rows: HandExampleRows, _ notation: Notation) -> String {
    var text = "By hand: " + LaTeXText.sentence(rows.example.sentence, notation)
    for (place, setting) in rows.settings.enumerated() {
      text += (place == 0 ? ", with" : ",") + " \\(\(setting)\\)"
    }
    text += rows.point.isEmpty ? "." : ", at \\(\(rows.point)\\)."
    text += LaTeXText.prose(rows.example.remarks) + "\n"
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
      "\n"
      + ([words.sentence] + words.reasons).map { TraceMarkdown.sentence($0, words.notation) }.joined(
        separator: "\n") + "\n"
    for step in words.steps {
      text += step.sentences.map { "\n" + TraceMarkdown.sentence($0, words.notation) + "\n" }.joined()
      if let repair = step.repair { text += "\nInstead:\n\n" + math(repair) }
      if let rows = step.example { text += example(rows, words.notation) }
    }
    return words.remarks.reduce(text) { $0 + "\n" + TraceMarkdown.sentence($1, words.notation) + "\n" }
  }

  private static func example(_ rows: HandExampleRows, _ notation: Notation) -> String {
    var text = "\nBy hand: " + TraceMarkdown.sentence(rows.example.sentence, notation)
    for (place, setting) in rows.settings.enumerated() {
      text += (place == 0 ? ", with" : ",") + " $\(setting)$"
    }
    text += rows.point.isEmpty ? "." : ", at $\(rows.point)$."
    text += TraceMarkdown.escaped(rows.example.remarks) + "\n\n"
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
  /// Why, where no step of it is to blame.
  let reasons: [String]
  /// Its broken steps.
  let steps: [Step]
  /// What else is said about it.
  let remarks: [String]
  /// What formulas in sentences are written in.
  let notation: Notation

  /// One broken step.
  struct Step {
    /// Which step it is, where there are several, and why it does not hold.
    let sentences: [String]
    /// What would be right, as LaTeX.
    let repair: String?
    /// The smallest example.
    let example: HandExampleRows?
  }

  init(_ claim: CheckedClaim) {
    let report = claim.report
    notation = claim.settings.convention.notation
    let printer = LaTeXPrinter(notation: notation)
    formula = report.statement.map { LaTeXText.math(printer.print($0, aligned: true)) }
    let words = ClaimText.words(report.outcome, condition: report.condition)
    sentence = "It \(words) (\(claim.settings.convention.name) convention)."
    let broken = BrokenSteps(claim)
    let isFalse = !CheckedClaim.isTrue(report.outcome)
    let problems = report.problems.map(ProblemText.sentence)
    if let reason = claim.lessonClaim?.reason, problems.isEmpty, isFalse {
      reasons = [reason] + (claim.lessonClaim?.source.map { ["Source: \($0)."] } ?? [])
    } else {
      reasons = problems.isEmpty && isFalse ? broken.whole.map { [$0.message] } ?? [] : problems
    }
    var steps: [Step] = []
    if isFalse {
      for link in broken.links {
        let diagnosis = report.links[link].diagnosis
        let isTold = claim.lessonClaim?.reason != nil && link == broken.links.first
        steps.append(
          Step(
            sentences: isTold ? [] : broken.sentence(link).map { [$0] } ?? [],
            repair: diagnosis?.repair.map(LaTeXText.math), example: HandExampleRows(claim, link: link)))
      }
      if let whole = broken.whole {
        steps.append(Step(sentences: [], repair: whole.repair.map(LaTeXText.math), example: nil))
      }
    }
    self.steps = steps
    remarks = (isFalse ? broken.consequences.map { [$0] } ?? [] : []) + report.notes
  }
}

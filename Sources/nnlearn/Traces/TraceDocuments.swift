import Checking
import Formula

/// Derivations as a LaTeX document that compiles with amsmath alone.
enum TraceLaTeX {
  /// The document.
  static func document(_ target: CheckedTarget, _ claims: [CheckedClaim]) -> String {
    var text = "\\section*{\(LaTeXText.prose(TraceTitle.title(target)))}\n"
    for claim in claims {
      guard let trace = claim.trace else { continue }
      let rows = TraceRows(trace: trace, printer: LaTeXPrinter(notation: claim.settings.convention.notation))
      text += "\n\\subsection*{\(LaTeXText.prose(trace.id))}\n"
      text += LaTeXText.prose(TraceTitle.sentence(claim, trace))
      text += rows.point.isEmpty ? "\n" : " The numbers are taken at \\(\(rows.point)\\).\n"
      if let conditions = rows.conditions(claim) {
        text += "The claim is made for \\(\(LaTeXText.math(conditions))\\).\n"
      }
      let alignment = LaTeXText.math(rows.alignment(text: LaTeXText.prose))
      let display = "\\begin{align*}\n\(alignment)\n\\end{align*}\n"
      text += rows.size.isEmpty ? display : "\\begingroup\(rows.size)\n\(display)\\endgroup\n"
      if !rows.judges.isEmpty {
        let judges = rows.judges.map { "  \($0.name) & \\(\(LaTeXText.math($0.value))\\)" }.joined(
          separator: " \\\\\n")
        text += "\\begin{center}\\begin{tabular}{ll}\n\(judges)\n\\end{tabular}\\end{center}\n"
      }
      for reason in TraceTitle.reasons(claim) + claim.report.notes {
        text += LaTeXText.sentence(reason, claim.settings.convention.notation) + "\n"
      }
    }
    return LaTeXText.document(text)
  }
}

/// Derivations as Markdown with ```` ```math ```` blocks.
enum TraceMarkdown {
  /// The text.
  static func document(_ target: CheckedTarget, _ claims: [CheckedClaim]) -> String {
    var text = "# \(escaped(TraceTitle.title(target)))\n"
    for claim in claims {
      guard let trace = claim.trace else { continue }
      let rows = TraceRows(trace: trace, printer: LaTeXPrinter(notation: claim.settings.convention.notation))
      text += "\n## \(escaped(trace.id))\n\n\(escaped(TraceTitle.sentence(claim, trace)))\n"
      if !rows.point.isEmpty {
        text += "\nThe numbers are taken at the point\n\n```math\n\(rows.point)\n```\n"
      }
      if let conditions = rows.conditions(claim) {
        text += "\nThe claim is made for\n\n```math\n\(LaTeXText.math(conditions))\n```\n"
      }
      let alignment = LaTeXText.math(rows.alignment(text: LaTeXText.prose))
      text += "\n```math\n\\begin{aligned}\n\(alignment)\n\\end{aligned}\n```\n"
      if !rows.judges.isEmpty {
        text += "\n| judge | value |\n|---|---|\n"
        for judge in rows.judges { text += "| \(judge.name) | \(judge.value) |\n" }
      }
      for reason in TraceTitle.reasons(claim) + claim.report.notes {
        text += "\n\(sentence(reason, claim.settings.convention.notation))\n"
      }
    }
    return text
  }

  /// A sentence about formulas, which are set as mathematics.
  static func sentence(_ text: String, _ notation: Notation) -> String {
    FormulasInProse(harmless(text), notation).pieces.map { piece in
      switch piece {
      case .words(let words): escaped(words)
      case .math(let latex): "$\(latex)$"
      }
    }.joined()
  }

  /// Prose in which Markdown and HTML see no markup.
  static func escaped(_ text: String) -> String {
    var result = ""
    for character in harmless(text) {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\\", "`", "*", "_", "[", "]", "#", "|", "$", "~", "!": result += "\\\(character)"
      default: result.append(character)
      }
    }
    return result
  }
}

/// The words above a derivation.
enum TraceTitle {
  /// The heading of a document with derivations.
  static func title(_ target: CheckedTarget) -> String {
    if case .lesson(let lesson) = target.kind { return "Lesson \(lesson.number): \(lesson.title)" }
    return target.name
  }

  /// Why a claim is not true: what the lesson says about it, else what was found.
  static func reasons(_ claim: CheckedClaim) -> [String] {
    guard !CheckedClaim.isTrue(claim.report.outcome) else { return [] }
    if let lesson = claim.lessonClaim, let reason = lesson.reason {
      return [reason] + (lesson.source.map { ["Source: \($0)."] } ?? [])
    }
    let steps = BrokenSteps(claim)
    return steps.links.compactMap { steps.sentence($0) }
      + [steps.whole?.message, steps.consequences].compactMap { $0 }
  }

  /// What became of the claim, and on which network.
  static func sentence(_ claim: CheckedClaim, _ trace: Trace) -> String {
    let words = ClaimText.words(trace.outcome, condition: claim.report.condition)
    let network = trace.network.isEmpty ? "" : ", network \(trace.network)"
    return "It \(words) (\(claim.settings.convention.name) convention\(network))."
  }
}

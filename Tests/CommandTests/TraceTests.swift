import Formula
import Testing

@testable import Checking
@testable import nnlearn

struct TraceTests {
  /// −0.7550 · 0.2350 = −0.1774, by hand.
  private var claim: CheckedClaim {
    var claim = Sample.claim(
      "\\delta_j^{(L)} = 2(a_j^{(L)}-y_j)\\sigma'(z_j^{(L)})", id: "output-delta", evidence: Sample.evidence)
    let sides = claim.report.statement?.sides ?? []
    let numbers = Expression(.product([Expression(.value(-0.755)), Expression(.value(0.235))]))
    claim.trace = Trace(
      id: "output-delta", outcome: .holds, network: "3-5-4-2, sigmoid", point: [("j", 0)], layers: [],
      steps: sides.enumerated().map { place, side in
        Trace.Step(
          relation: place == 0 ? nil : .equal, formula: side, expanded: nil,
          substituted: place == 0 ? nil : numbers, intermediate: nil, value: -0.177425,
          note: place == 0 ? "" : "σ′ & 50% of x_1 #é", outcome: place == 0 ? nil : .holds,
          relativeDifference: 0)
      }, values: [], evidence: Sample.evidence)
    return claim
  }

  @Test func `a trace as text shows formula, numbers, result and judges`() {
    guard let trace = claim.trace else { return }
    #expect(
      Screen().text(TraceText(trace: trace, claim: claim, screen: Screen()).lines)
        == .lines(
          "output-delta ✓ holds                                  3-5-4-2, sigmoid, at j = 0",
          "",
          "  δ_j^(L)",
          "",
          "    = 2(a_j^(L) − y_j) · σ′(z_j^(L))                        ✓ σ′ & 50% of x_1 #é",
          "      = (−0.7550) · 0.2350",
          "      = −0.1774",
          "",
          "     formula             −0.177425138",
          "     finite difference   −0.177425138    relative difference 0, noise 2e-10",
          "     backpropagation     −0.177425138    relative difference 0"))
  }

  @Test func `LaTeX is ASCII, needs amsmath alone, and escapes prose`() {
    let text = TraceLaTeX.document(Sample.target("ω_日.md", .document, [claim]), [claim])
    #expect(text.utf8.allSatisfy { $0 < 0x80 })
    #expect(text.split(separator: "\n").filter { $0.contains("\\usepackage") } == ["\\usepackage{amsmath}"])
    #expect(text.contains("\\section*{$\\omega$\\_[U+65E5].md}"))
    #expect(text.contains("&& \\text{$\\sigma$$'$ \\& 50\\% of x\\_1 \\#\\'{e}}"))
    #expect(text.hasSuffix("\\end{document}\n"))
  }

  @Test func `Markdown has math blocks only and escapes prose`() {
    let text = TraceMarkdown.document(Sample.target("<b>*x*_$.md", .document, [claim]), [claim])
    #expect(text.hasPrefix("# &lt;b&gt;\\*x\\*\\_\\$.md\n"))
    #expect(text.split(separator: "\n").filter { $0.hasPrefix("```") }.count == 4)
    #expect(text.contains("```math\nj = 0\n```"))
  }
}

struct PageTests {
  @Test func `lessons are listed and read, without comments or raw LaTeX`() {
    let listed = CommandRun("list")
    #expect(listed.status == 0 && listed.output.contains("output-delta"))
    let page = CommandRun("read", "output-delta", environment: ["COLUMNS": "80"])
    #expect(page.status == 0 && !page.output.contains("<!--") && !page.output.contains("\\frac"))
    #expect(page.output == CommandRun("read", "lesson7").output)
    #expect(page.output == CommandRun("read", "7").output)
    #expect(page.output.split(separator: "\n").allSatisfy { columns(String($0)) <= 80 })
  }

  @Test func `Markdown becomes text`() {
    let markdown = """
      # A *title*
      <!-- claim x
      -->
      Some **bold** `code` and a [link](http://x) with $a_j^{(L)}$ and \\$5, snake_case.

      - one
      - two
        goes on

      | a | bb |
      |---|---|
      | $\\delta_j^{(L)}$ | 1 |

      ```swift
      let x = 1
      ```
      <details><summary>Hint</summary>

      Think.

      </details>
      """
    let lines = MarkdownText.lines(markdown[...], notation: Sample.convention.notation, screen: Screen())
    #expect(
      Screen().text(lines)
        == .lines(
          "A title", "═══════", "", "  Some bold code and a link with a_j^(L) and $5, snake_case.", "",
          "  • one",
          "  • two goes on", "", "  a        bb", "  ───────  ──", "  δ_j^(L)  1", "", "      let x = 1", "",
          "  ▸ Hint", "", "    Think."))
  }

  @Test func `each convention says what its symbols mean`() {
    for name in Convention.builtInNames {
      let page = CommandRun("conventions", name)
      #expect(page.status == 0 && page.output.contains("error term") && page.output.contains("first unit"))
    }
    let table = CommandRun("conventions").output
    for name in Convention.builtInNames { #expect(table.contains(name)) }
  }
}

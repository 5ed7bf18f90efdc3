import Foundation
import Testing

@testable import nnlearn

/// Numbers to redo by hand for a text that defines its own model, in every form.
struct HandExampleTextTests {
  private let document = Array(
    """
    # One unit

    Let $s = w x + b$, $h = \\varphi(s)$ and $J = \\frac12 (h - t)^2$.

    $$\\frac{\\partial J}{\\partial s} = (h - t)\\, \\varphi'(h)$$

    """.utf8)

  @Test func `a document shows the numbers and the two values, and all of it with --explain`() {
    let short = CommandRun("check", "-", input: document)
    #expect(short.status == 1)
    // By hand, with φ(z) = z²: s = 2 and h = 4, so ∂J/∂s = (h − t) · 2s = 4, and with φ′(h) = 2h it would be 8.
    #expect(
      short.output.contains(
        "   by hand: φ(z) = z², φ′(z) = 2z: w = 1, x = 2, b = 0, t = 3: left 4, right 8\n"), "\(short.output)"
    )
    let long = CommandRun("check", "-", "--explain", input: document)
    #expect(
      long.output.contains(
        .lines(
          "   by hand: numbers that show it, with φ(z) = z², φ′(z) = 2z.",
          "     w = 1   x = 2   b = 0   t = 3",
          "     s = w x + b = 1 · 2 + 0 = 2",
          "     h = φ(s) = φ(2) = 4",
          "     J = 1/2 · (h − t)² = 1/2 · (4 − 3)² = 0.5",
          "     ∂J/∂h = 1",
          "   left   ∂J/∂s = ∂J/∂h · ∂h/∂s = 1 · 4 = 4",
          "   right  (h − t) · φ′(h) = (4 − 3) · φ′(4) = (4 − 3) · 8 = 8")), "\(long.output)")
    for line in (short.output + long.output).split(separator: "\n") { #expect(columns(String(line)) <= 80) }
  }

  @Test func `JSON has the numbers, the steps and the two values`() throws {
    let run = CommandRun("check", "-", "--format", "json", input: document)
    let json = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
    let claims = try #require(json?["claims"] as? [[String: Any]])
    let links = claims.compactMap { $0["links"] as? [[String: Any]] }.joined()
    let example = try #require(links.compactMap { $0["counterexample"] as? [String: Any] }.first)
    #expect(example["values"] as? [String: Double] == ["w": 1, "x": 2, "b": 0, "t": 3])
    #expect((example["functions"] as? [String])?.count == 2)
    #expect((example["steps"] as? [String])?.first == "s=wx+b=1\\cdot 2+0=2")
    #expect(example["left"] as? Double == 4)
    #expect(example["right"] as? Double == 8)
  }

  @Test func `LaTeX and Markdown write it as an alignment, ASCII plainly`() {
    let latex = CommandRun("check", "-", "--format", "latex", input: document)
    #expect(
      latex.output.contains(
        "By hand: numbers that show it, with \\(\\varphi\\left(z\\right) = z^{2}\\)"), "\(latex.output)")
    #expect(latex.output.contains("  w &= 1 \\qquad x = 2 \\qquad b = 0 \\qquad t = 3 \\\\\n"))
    #expect(latex.output.utf8.allSatisfy { $0 < 0x80 })
    let markdown = CommandRun("check", "-", "--format", "markdown", input: document)
    #expect(
      markdown.output.contains("\nBy hand: numbers that show it, with $\\varphi\\left(z\\right) = z^{2}$"))
    let ascii = CommandRun("check", "-", "--ascii", "--explain", input: document)
    #expect(ascii.output.contains("   left   d J/d s = d J/d h * d h/d s = 1 * 4 = 4\n"), "\(ascii.output)")
    #expect(ascii.output.utf8.allSatisfy { $0 < 0x80 })
  }

  @Test func `shapes are shown where it is they that do not fit`() {
    let text = """
      Let $s = W x + b$ and $J = \\frac12 \\|s - t\\|^2$.

      $$\\frac{\\partial J}{\\partial W} = x (s - t)^\\top$$

      """
    let run = CommandRun("check", "-", "--explain", input: Array(text.utf8))
    #expect(
      run.output.contains(
        .lines("   left   ∂J/∂W ∈ ℝ^(2×3)", "   right  x(s − t)ᵀ ∈ ℝ^(3×2)")), "\(run.output)")
  }
}

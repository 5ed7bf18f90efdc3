import Foundation
import Testing

@testable import nnlearn

struct CounterexampleTextTests {
  private let equation = "\\frac{\\partial C}{\\partial b_j^L} = 2(a_j^L-y_j)"
  private var document: [UInt8] { Array("# 8\n\n```math\n\(equation)\n```\n".utf8) }

  @Test func `a single formula that fails comes with every number of its smallest example`() {
    let run = CommandRun("check", "--equation", equation)
    #expect(run.status == 1)
    // By hand: σ(0) = ½ and σ′(0) = ¼, so ∂C/∂b = 2 · ½ · ¼, and without σ′ it would be 1.
    #expect(
      run.output.hasSuffix(
        .lines(
          "   by hand: the smallest network that shows it: 1-1, σ = sigmoid, L = 1, j = 1.",
          "     x = a₁^0 = 1   w₁₁^1 = 1   b₁^1 = −1   y₁ = 0",
          "     z₁^1 = 1 · 1 − 1 = 0   a₁^1 = σ(0) = 0.5   σ′(0) = 0.5(1 − 0.5) = 0.25",
          "     C = (a₁^1 − y₁)² = (0.5 − 0)² = 0.25",
          "     ∂C/∂z₁^1 = 2(a₁^1 − y₁) · σ′(z₁^1) = 2(0.5 − 0) · 0.25 = 0.25",
          "     ∂C/∂b₁^1 = ∂C/∂z₁^1 = 0.25",
          "   left   ∂C/∂b₁^1 = 0.25",
          "   right  2(a₁^1 − y₁) = 2(0.5 − 0) = 1")), "\(run.output)")
  }

  @Test func `a document shows the numbers and the two values, and all of it with --explain`() {
    let short = CommandRun("check", "-", input: document)
    #expect(
      short.output.contains(
        .lines(
          "   by hand: 1-1, σ = sigmoid, L = 1, j = 1: x = 1, w₁₁^1 = 1, b₁^1 = −1, y₁ = 0:",
          "            left 0.25, right 1")), "\(short.output)")
    #expect(!short.output.contains("z₁^1"))
    let long = CommandRun("check", "-", "--explain", input: document)
    #expect(long.output.contains("   right  2(a₁^1 − y₁) = 2(0.5 − 0) = 1\n"), "\(long.output)")
    for line in (short.output + long.output).split(separator: "\n") { #expect(columns(String(line)) <= 80) }
  }

  @Test func `what holds has no example`() {
    let run = CommandRun("check", "--equation", "z_j^l = \\sum_k w_{jk}^l a_k^{l-1} + b_j^l")
    #expect(run.status == 0)
    #expect(!run.output.contains("by hand"))
  }

  @Test func `plain ASCII stays plain`() {
    let run = CommandRun("check", "--ascii", "--equation", equation)
    #expect(run.output.contains("   right  2(a_1^1 - y_1) = 2(0.5 - 0) = 1\n"), "\(run.output)")
    #expect(run.output.utf8.allSatisfy { $0 < 0x80 })
  }

  @Test func `JSON has the network, the steps and the two values`() throws {
    let run = CommandRun("check", "--equation", equation, "--format", "json")
    let json = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
    let claims = json?["claims"] as? [[String: Any]]
    let link = (claims?.first?["links"] as? [[String: Any]])?.first
    #expect(link?["witness"] != nil)
    let example = try #require(link?["counterexample"] as? [String: Any])
    #expect(example["widths"] as? [Int] == [1, 1])
    #expect(example["activations"] as? [String] == ["sigmoid"])
    #expect(example["inputs"] as? [[Double]] == [[1]])
    #expect(example["weights"] as? [[[Double]]] == [[[1]]])
    #expect(example["biases"] as? [[Double]] == [[-1]])
    #expect(example["targets"] as? [[Double]] == [[0]])
    #expect(example["indices"] as? [String: Int] == ["j": 1])
    #expect(example["left"] as? Double == 0.25)
    #expect(example["right"] as? Double == 1)
    #expect((example["steps"] as? [String])?.contains("z_{1}^{1}=1\\cdot 1-1=0") == true)
    #expect(example["rightSide"] as? String == "2\\left(a_{1}^{1}-y_{1}\\right)=2\\left(0.5-0\\right)=1")
  }

  @Test func `LaTeX and Markdown write the example as an alignment`() {
    let latex = CommandRun("check", "-", "--format", "latex", input: document)
    #expect(latex.status == 1)
    #expect(latex.output.hasPrefix("\\documentclass{article}\n"))
    #expect(latex.output.hasSuffix("\n\\end{document}\n"))
    #expect(
      latex.output.contains(
        "  \\text{right:}\\quad &2\\left(a_{1}^{1}-y_{1}\\right) = 2\\left(0.5-0\\right) = 1\n\\end{align*}"),
      "\(latex.output)")
    #expect(latex.output.utf8.allSatisfy { $0 < 0x80 })
    let markdown = CommandRun("check", "-", "--format", "markdown", input: document)
    #expect(markdown.output.hasPrefix("# \\-\n") || markdown.output.hasPrefix("# -\n"))
    #expect(
      markdown.output.contains(
        "\nBy hand: the smallest network that shows it: 1-1, $\\sigma$ = sigmoid, at $L = 1")
    )
    #expect(markdown.output.contains("\\end{aligned}\n```\n"))
  }
}

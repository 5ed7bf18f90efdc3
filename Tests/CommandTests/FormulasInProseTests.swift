import Checking
import Formula
import Testing

@testable import nnlearn

/// Sentences for a terminal, as documents set them.
@Suite struct FormulasInProseTests {
  @Test(arguments: [
    (
      "The weight's indices are swapped: it should be w_jk^(l+1), which leads to j from k.", "standard",
      #"The weight's indices are swapped: it should be \(w_{jk}^{l+1}\), which leads to \(j\) from \(k\)."#
    ),
    ("It should be ds_l, not ds_{l+1}.", "cs231n", #"It should be \(ds_{l}\), not \(ds_{l+1}\)."#),
    (
      "here are a column of n^[L] and Ŷ (a matrix n^[l] × m).", "ng",
      #"here are a column of \(n^{[L]}\) and \(\hat{Y}\) (a matrix \(n^{[l]} \times m\))."#
    ),
    (
      "It should be 𝟏[s_l > 0], not f′(s_l).", "cs231n",
      #"It should be \(\mathbf{1}[s_{l} > 0]\), not \(f^{\prime}(s_{l})\)."#
    ),
    (
      "It lacks the factor g^[l]′(z^[l](i)).", "ng",
      #"It lacks the factor \(g^{[l]\prime}(z^{[l](i)})\)."#
    ),
    (
      "It would be right for C = ½Σ(a − y)²; here it is not.", "standard",
      #"It would be right for \(C = \tfrac12\sum (a - y)^{2}\); here it is not."#
    ),
    ("(W^(l+1))ᵀ δ^(l+1) is a row.", "sigmoid", #"\((W^{(l+1)})^{T} \delta^{(l+1)}\) is a row."#),
    (
      "A factor 2 is missing: a step before it has 3.", "standard",
      "A factor 2 is missing: a step before it has 3."
    ),
  ])
  func `formulas in a sentence are mathematics, words stay words`(
    sentence: String, convention: String, latex: String
  ) throws {
    let notation = try #require(Convention.builtIn(convention)).notation
    #expect(LaTeXText.sentence(sentence, notation) == latex)
  }

  @Test func `every broken step is in the document, with what belongs to it`() throws {
    let text = #"""
      $$\delta_j^L = (a_j^L-y_j)\sigma'(z_j^L) = 2(a_j^L-y_j)\sigma(z_j^L)$$
      """#
    for format in ["latex", "markdown"] {
      let run = CommandRun("check", "-", "--format", format, input: Array(text.utf8))
      let first = try #require(run.output.range(of: "Step 2 does not follow from step 1. "))
      let second = try #require(run.output.range(of: "Step 3 does not follow from step 2. "))
      let lacking = try #require(run.output.range(of: "lacks a factor 2"))
      #expect(first.upperBound <= lacking.lowerBound && lacking.upperBound <= second.lowerBound)
      #expect(run.output.split(separator: "By hand: ").count == 3)
    }
  }

  @Test func `long LaTeX is broken before a command`() {
    let latex = #"try \left(\sum_{j}\delta_{j}^{l+1}w_{jk}^{l+1}\right)\sigma'\left(z_{k}^{l}\right)"#
    let lines = wrapped(latex: latex, width: 40)
    #expect(lines.allSatisfy { columns($0) <= 40 })
    #expect(lines.joined().filter { $0 != " " } == latex.filter { $0 != " " })
    #expect(lines.dropFirst().allSatisfy { $0.hasPrefix("\\") })
  }

  @Test func `a caret stands under the sign that is wrong`() {
    let run = CommandRun("check", "--equation", #"\delta_j^L = -2(a_j^L-y_j)\sigma'(z_j^L)"#)
    let lines = run.output.split(separator: "\n").map { Array($0) }
    guard let place = lines.firstIndex(where: { $0.contains("^") && $0.allSatisfy { " │^".contains($0) } }),
      let caret = lines[place].firstIndex(of: "^")
    else {
      Issue.record("no caret: \(run.output)")
      return
    }
    #expect(lines[place - 1][caret] == "-")
  }
}

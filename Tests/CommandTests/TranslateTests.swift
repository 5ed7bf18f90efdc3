import Testing

@testable import Checking
@testable import nnlearn

struct TranslateTests {
  @Test func `a formula is shown in both notations, with what changes and what becomes of it`() {
    let result = CommandRun(
      "translate", "--from", "sigmoid", "--to", "nielsen",
      #"\delta_j^{(L)} = 2(a_j^{(L)}-y_j)\,\sigma'(z_j^{(L)})"#)
    #expect(result.status == 0 && result.errors.isEmpty)
    #expect(result.output.contains("  sigmoid  δ_j^(L) = 2(a_j^(L) − y_j) · σ′(z_j^(L))\n"))
    #expect(result.output.contains("  nielsen  δ_j^L = 2(a_j^L − y_j) · σ′(z_j^L)\n"))
    #expect(
      result.output.contains(
        #"\delta_{j}^{L} = 2\left(a_{j}^{L}-y_{j}\right)\sigma'\left(z_{j}^{L}\right)"#))
    #expect(result.output.contains("it and its\n    derivatives are ½ times as large"))
    #expect(result.output.contains("  sigmoid  ✓ holds\n"))
    #expect(result.output.contains("  nielsen  ✗ fails\n"))
  }

  @Test func `a formula that says nothing of the cost changes in letters only`() {
    let result = CommandRun(
      "translate", "--to", "relu", #"\frac{\partial z_j^l}{\partial w_{jk}^l} = a_k^{l-1}"#)
    #expect(result.output.contains("Nothing changes besides letters."))
    #expect(result.output.contains("standard  ✓ holds") && result.output.contains("relu      ✓ holds"))
  }

  @Test func `another verdict is explained even where no part of the formula tells why`() {
    let result = CommandRun("translate", "--to", "bishop", "a_j^L = z_j^L")
    #expect(result.output.contains("standard  ✗ fails") && result.output.contains("bishop    ✓ holds"))
    #expect(result.output.contains("The last layer's activation is identity"))
  }

  @Test func `rows transpose a matrix formula, and indices get letters that are free`() {
    let rows = CommandRun("translate", "--to", "cs231n", "z^l = W^l a^{l-1} + b^l")
    #expect(rows.output.contains("  s_{l} = h_{l-1}W_{l}+b_{l}\n"))
    #expect(rows.output.contains("A layer is a row, not a column"))
    let letters = CommandRun("translate", "--to", "goodfellow", #"z_k^l = \sum_j w_{kj}^l a_j^{l-1} + b_k^l"#)
    #expect(letters.output.contains("indices: l is k there, k is i there\n"))
  }

  @Test func `what cannot be translated is a mistake that says why`() {
    let bias = CommandRun("translate", "--to", "theta", "z^l = W^l a^{l-1} + b^l")
    #expect(bias.status == 2 && bias.errors.hasPrefix("error: theta has no letter for biases\n"))
    let unreadable = CommandRun("translate", "--to", "ng", #"\frac{1}{2"#)
    #expect(unreadable.status == 2)
    #expect(unreadable.errors.hasPrefix("error: the formula cannot be read as standard: found the end"))
    #expect(CommandRun("translate", "a").errors.hasPrefix("error: nnlearn translate needs --to\n"))
    #expect(CommandRun("translate", "--to", "ng").status == 2)
    #expect(CommandRun("translate", "--to", "ng", "a", "b").status == 2)
    #expect(CommandRun("translate", "--to", "nielson", "a").errors.contains("did you mean nielsen?"))
  }

  @Test func `the hidden error term stands in every convention below their list`() {
    let lines = CommandRun("conventions").output.split(separator: "\n").map(String.init)
    for (name, formula) in [
      ("theta", "s_j^(l) = Σ_k θ_jk^(l+1) s_k^(l+1) · g′(z_j^(l))"),
      ("jacobian", "δ_j^l = w_kj^(l+1) δ_k^(l+1) · σ′(z_j^l)"),
      ("ng", "dz_j^[l] = Σ_k w_kj^[l+1] dz_k^[l+1] · g′(z_j^[l])"),
      ("bishop", "δ_j^(l) = Σ_k w_kj^(l+1) δ_k^(l+1) · h′(a_j^(l))"),
    ] {
      #expect(lines.contains { $0.hasPrefix("  \(name) ") && $0.hasSuffix(" " + formula) }, "\(name)")
    }
    #expect(
      lines.filter {
        $0.contains("^(l+1)") || $0.contains("_{l+1,") || $0.contains("[l+1]") || $0.contains("(k+1)")
      }
      .count == Convention.builtInNames.count)
  }

  @Test func `a convention's page has its remarks`() {
    #expect(
      CommandRun("conventions", "bishop").output.contains("• a is the pre-activation and z the activation"))
    #expect(CommandRun("conventions", "cs231n").output.contains("dW is the derivative of the cost by W"))
    #expect(CommandRun("conventions", "nielsen").output.contains("input layer           1"))
  }
}

import Checking
import Formula
import Testing

/// Formulas that are true of usual networks, layers or readings only.
@Suite struct FalsePassTests {
  private func outcome(_ latex: String, _ convention: String = "standard") throws -> Outcome {
    Checker(Settings(convention: try #require(Convention.builtIn(convention)))).check(formula: latex).outcome
  }

  @Test(arguments: [
    #"\delta_j^L = 2(a_j^L-y_j)\sigma'(z_j^1)"#, #"\frac{\partial C}{\partial b_j^L} = \delta_j^La_j^0"#,
    #"C = \sum_j(a_j^1-y_j)^2"#,
  ]) func `1 and 0 above a letter are layers, no powers`(latex: String) throws {
    #expect(try outcome(latex) != .holds)
  }

  @Test func `numbers above every bare letter are layers`() throws {
    #expect(try outcome(#"a^2 = \sigma(z^2)"#) == .holds)
  }

  @Test func `a square is still read as one`() throws {
    #expect(try outcome(#"C = \sum_j(a_j^L)^2-2\sum_ja_j^Ly_j+\sum_jy_j^2"#) == .holds)
  }

  @Test(arguments: [
    ("theta", #"a_j^{(l)} = g^{(L)}(z_j^{(l)})"#), ("ng", #"A^{[1]} = g^{[2]}(Z^{[1]})"#),
    ("softmax", #"\delta_{\ell,j} = g_1'(z_{\ell,j})\sum_k\theta_{\ell+1,kj}\delta_{\ell+1,k}"#),
  ]) func `the function of another layer is another function`(convention: String, latex: String) throws {
    #expect(try outcome(latex, convention) == .illTyped)
  }

  @Test(arguments: [
    #"\delta_j^L = 2(a_j^L-|y_j|)\sigma'(z_j^L)"#, #"\delta_j^L = 2(a_j^L-\max(0,y_j))\sigma'(z_j^L)"#,
    #"a_j^l = \sigma(z_j^l)\mathbb 1[l<5]"#,
  ]) func `targets may be negative and networks deeper`(latex: String) throws {
    #expect(try outcome(latex) != .holds)
  }

  @Test func `a layer that is stated beside a formula counts`() throws {
    let gradient = #"dz^{[l]} = da^{[l]}\odot g^{[l]\prime}(z^{[l]})"#
    #expect(try outcome(gradient, "ng") == .holdsIf)
    #expect(try outcome(gradient + #",\ l<L"#, "ng") == .holds)
    #expect(try outcome(#"\delta_j^l = 2(a_j^l-y_j)\sigma'(z_j^l)\quad\text{for } l=L"#) == .holds)
  }

  @Test(arguments: [
    "It is true both for $z_j^L>0$ and for $z_j^L<0$:", "If $z_j^L>0$ or $z_j^L<0$, then",
    "This holds for every unit, also when $z_j^L<0$:",
  ]) func `what prose says of two cases is said under neither`(prose: String) throws {
    let settings = Settings(convention: try #require(Convention.builtIn("relu")))
    let text = "\(prose)\n\n```math\n\\delta_j^L = 0\n```\n"
    #expect(Checker(settings).check(document: text).claims.last?.outcome != .holds)
  }
}

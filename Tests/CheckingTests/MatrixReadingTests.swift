import Checking
import Testing

/// Vectors and matrices in the ways that writers leave to the reader, and what they must not let pass.
@Suite struct MatrixReadingTests {
  private func outcome(_ latex: String, _ convention: String = "standard") throws -> Outcome {
    Checker(Settings(convention: try #require(Convention.builtIn(convention)))).check(formula: latex).outcome
  }

  @Test(arguments: [
    #"C = (a^L - y)^2"#,
    #"\frac{\partial C}{\partial W^L} = \frac{\partial C}{\partial a^L}\frac{\partial a^L}{\partial z^L}\frac{\partial z^L}{\partial W^L}"#,
    #"\frac{\partial C}{\partial W^{L-1}} = \frac{\partial C}{\partial z^L} W^L \frac{\partial a^{L-1}}{\partial z^{L-1}} \frac{\partial z^{L-1}}{\partial W^{L-1}}"#,
    #"\frac{\partial C}{\partial W^l} = \frac{\partial C}{\partial z^l}\frac{\partial z^l}{\partial W^l} = \delta^l (a^{l-1})^T"#,
    #"\Bigl(\frac{\partial a^l}{\partial z^l}\Bigr)_j = \sigma'(z_j^l)"#,
    #"\delta^l = \frac{\partial C}{\partial a^l} \frac{\partial a^l}{\partial z^l}"#,
    #"\delta^l = \delta^{l+1} \frac{\partial z^{l+1}}{\partial z^l}"#,
  ])
  func `a formula that is true in a usual reading holds`(latex: String) throws {
    #expect(try outcome(latex) == .holds)
  }

  @Test(arguments: [
    #"C = \frac{1}{2}(a^L - y)^2"#,
    #"\frac{\partial C}{\partial W^L} = \frac{\partial C}{\partial a^L}\frac{\partial z^L}{\partial W^L}"#,
    #"\frac{\partial C}{\partial W^{L-1}} = \frac{\partial C}{\partial z^L} W^L \frac{\partial z^{L-1}}{\partial W^{L-1}}"#,
    #"\frac{\partial z^L}{\partial W^L} = (a^{L-1})^T"#,
    #"\Bigl(\frac{\partial a^l}{\partial z^l}\Bigr)_j = \sigma(z_j^l)"#,
    #"\delta^l = \frac{\partial C}{\partial a^l}"#,
    #"\delta^l = \delta^{l+1} W^l"#,
  ])
  func `no reading makes a false formula true`(latex: String) throws {
    let outcome = try outcome(latex)
    #expect(outcome == .fails || outcome == .illTyped)
  }

  @Test(arguments: [
    (#"z_j^L = w_{j0}^L a_0^{L-1} + w_{j1}^L a_1^{L-1} + b_j^L"#, "sigmoid"),
    (#"z_j^l = \sum_k w_{jk}^l a_k^{l-1} + b^l"#, "nielsen"),
    (
      #"\delta_{\ell,i} = \frac{\partial \mathcal{L}}{\partial a_{\ell,i}} a_{\ell,i}(1 - a_{\ell,i})"#,
      "softmax"
    ),
  ])
  func `a formula for some networks or layers says for which`(latex: String, convention: String) throws {
    #expect(try outcome(latex, convention) == .holdsIf)
  }
}

import Checking
import Formula
import Testing

/// Steps of gradient descent, with any arrow.
@Suite struct UpdateTests {
  private func report(_ latex: String, _ convention: String = "standard") throws -> ClaimReport {
    Checker(Settings(convention: try #require(Convention.builtIn(convention)))).check(formula: latex)
  }

  @Test(arguments: [
    #"w_{jk}^l \leftarrow w_{jk}^l + \delta_j^l a_k^{l-1}"#,
    #"w_{jk}^l \to w_{jk}^l + \eta\, \delta_j^l a_k^{l-1}"#, #"b_j^l := b_j^l + \eta\,\delta_j^l"#,
    #"b_j^l \leftarrow b_j^l + 0.1\,\delta_j^l"#, #"\Delta b_j^l = \delta_j^l"#,
  ])
  func `a step up has the wrong sign`(latex: String) throws {
    let report = try report(latex)
    #expect(report.outcome == .fails)
    #expect(report.diagnosis?.name == .signError)
  }

  @Test func `a step up is one by whatever letter`() throws {
    let up = try report(#"W^{(l)} \leftarrow W^{(l)} + \epsilon \nabla_{W^{(l)}} J"#, "goodfellow")
    #expect(up.outcome == .fails)
    #expect(up.diagnosis?.name == .signError)
    #expect(
      try report(#"W^{(l)} \leftarrow W^{(l)} - \epsilon \nabla_{W^{(l)}} J"#, "goodfellow").outcome == .holds
    )
  }

  @Test(arguments: [
    #"w_{jk}^l := \eta\, w_{jk}^l - \frac{\partial C}{\partial w_{jk}^l}"#,
    #"w_{jk}^l := w_{jk}^l - \eta\, w_{jk}^l \frac{\partial C}{\partial w_{jk}^l}"#,
    #"w_{jk}^l := (1-\eta\lambda)w_{jk}^l + \eta\, \delta_j^l a_k^{l-1}"#, #"\delta_j^L \leftarrow 17 a_j^L"#,
    #"w_{jk}^l \leftarrow 17"#, #"a_j^l \leftarrow \sigma(z_j^l) + 5"#, #"\Delta w_{jk}^l = 17 a_k^{l-1}"#,
    #"w_{jk}^l \leftarrow w_{jk}^l - \eta\, \delta_j^l"#,
  ])
  func `another step is wrong, whatever its arrow`(latex: String) throws {
    #expect(try report(latex).outcome == .fails)
  }

  @Test(arguments: [
    #"w_{jk}^l \leftarrow w_{jk}^l - \frac{\partial C}{\partial w_{jk}^l}"#,
    #"w_{jk}^l \leftarrow w_{jk}^l - 0.1\frac{\partial C}{\partial w_{jk}^l}"#,
    #"w_{jk}^L \leftarrow w_{jk}^L - 0.2(a_j^L-y_j)\sigma'(z_j^L)a_k^{L-1}"#,
    #"w_{jk}^l \to w_{jk}^l - \eta\,\delta_j^l a_k^{l-1}"#, #"b_j^l \leftarrow b_j^l - r\,\delta_j^l"#,
    #"W^l \leftarrow W^l - \frac{\eta}{E}\sum_e (\delta^l)_e (a^{l-1})_e^T"#,
    #"a_j^l \leftarrow \sigma(z_j^l)"#,
  ])
  func `a step down holds, with a letter or a number for how far`(latex: String) throws {
    #expect(try report(latex).outcome == .holds)
  }

  @Test(arguments: [
    #"w_{jk}^l := (1-\eta\lambda)w_{jk}^l - \eta\,\delta_j^l a_k^{l-1}"#,
    #"w_{jk}^l \leftarrow w_{jk}^l + v_{jk}"#,
    #"v \leftarrow \beta v - \eta\frac{\partial C}{\partial b_j^l}"#,
    #"\Delta w_{jk}^l = -\alpha\frac{\partial C}{\partial w_{jk}^l} + \mu\Delta w_{jk}^l"#,
  ])
  func `decay and momentum that nothing defines leave a step undecided`(latex: String) throws {
    #expect(try report(latex).outcome == .undecided)
  }

  @Test func `a variable of a program is no claim about a layer`() throws {
    let step = #"\boldsymbol{g} \leftarrow \boldsymbol{g} \odot f'(\boldsymbol{a}^{(k)})"#
    #expect(try report(step, "goodfellow").outcome == .undecided)
  }
}

import Checking
import Formula
import Network
import Testing

/// What is drawn is not special: what holds by accident of the draw does not hold.
@Suite struct DrawTests {
  private func report(_ latex: String, _ change: (inout Settings) -> Void = { _ in }) throws -> ClaimReport {
    var settings = Settings(convention: try #require(Convention.builtIn("standard")))
    change(&settings)
    return Checker(settings).check(formula: latex)
  }

  @Test(
    arguments: [
      #"\delta_k^l = \sum_j \delta_j^{l+1} w_{jk}^{l+1}"#, #"\sigma'(z_j^l) = 1"#, #"a_j^l = z_j^l"#,
      #"a_j^L = z_j^L"#, #"\frac{\partial a_j^l}{\partial z_j^l} = 1"#,
    ], [nil, [3, 1, 1], [2, 3, 2]])
  func `units that are dead for the only example occur`(latex: String, widths: [Int]?) throws {
    let report = try report(latex) {
      $0.convention.activation = .relu
      $0.examples = 1
      $0.widths = widths
    }
    #expect(report.outcome != .holds)
  }

  @Test(arguments: [
    #"\delta_k^l = \sigma'(z_k^l)\sum_j \delta_j^{l+1} w_{jk}^{l+1}, \quad l < L"#,
    #"a_j^l = \max(0, z_j^l)"#,
  ])
  func `what is true of ReLU holds for one example as well`(latex: String) throws {
    let report = try report(latex) {
      $0.convention.activation = .relu
      $0.examples = 1
    }
    #expect(report.outcome == .holds)
  }

  @Test(arguments: [
    #"\lambda\delta_j^L = |\lambda|\, 2(a_j^L-y_j)\sigma'(z_j^L)"#, #"\min(\eta, 1) = \eta"#,
    #"\max(\alpha, 1) = 1"#, #"|\eta\lambda| = \eta\lambda"#, #"\sqrt{\lambda^2} = \lambda"#,
    #"\min(\eta, \lambda) = \eta"#, #"\lambda^2 a_j^l \le \lambda a_j^l"#,
  ])
  func `a letter that nothing bounds is of either sign, below and above 1`(latex: String) throws {
    #expect(try report(latex).outcome != .holds)
  }

  @Test func `that letters are positive is a condition, offered and accepted`() throws {
    let descent = #"-\alpha \|\nabla_{W^l} C\|^2 \le 0"#
    let report = try report(descent)
    #expect(report.outcome == .holdsIf)
    #expect(report.condition == "α > 0")
    #expect(try self.report(descent + #"\quad\text{for } \alpha > 0"#).outcome == .holds)
  }

  @Test(arguments: [
    #"C \ge 1"#, #"C \ge 0.0001"#, #"|w_{jk}^l| < 2"#, #"|z_j^l| > 0.01"#, #"\eta < 5"#,

  ])
  func `which side is larger is seen at extremes, and no condition is offered by accident`(latex: String)
    throws
  {
    let outcome = try report(latex).outcome
    #expect(outcome != .holds)
    #expect(outcome != .holdsIf)
  }

  @Test(arguments: [#"C \ge 0"#, #"|a_j^L - y_j|^2 \le C"#, #"\|\delta^l\|^2 \ge 0"#])
  func `a true inequality holds at extremes as well`(latex: String) throws {
    #expect(try report(latex).outcome == .holds)
  }

  @Test(arguments: [
    #"\delta_j^L + 10^{20} = a_j^L + 10^{20}"#, #"\delta_j^L + 10^{14} = a_j^L + 10^{14}"#,
    #"a_j^l + 10^{-20}\delta_j^l = a_j^l"#, #"\sigma(z_j^l + 100) = 1"#, #"\tanh(1000 + z_j^l) = 1"#,
    #"e^{10^{-20}z_j^l} = 1"#, #"\delta_j^L + e^{50} = e^{50}"#, #"(1 + 10^{-20}z_j^l)^2 = 1"#,
  ])
  func `what rounding swallows proves nothing`(latex: String) throws {
    #expect(try report(latex) { $0.convention.activation = .tanh }.outcome != .holds)
  }
}

import Checking
import Testing

@Suite struct SeveralMistakesTests {
  private let checker = Checker(Settings(convention: .standard))

  @Test(arguments: [
    // The sum's weight transposed, and σ′ forgotten.
    #"\delta_k^l = \sum_j\delta_j^{l+1}w_{kj}^{l+1}"#,
    // A sign and the factor 2.
    #"\delta_j^L = (y_j-a_j^L)\sigma'(z_j^L)"#,
    // The sum forgotten, and σ′ of the wrong layer.
    #"\delta_k^l = \delta_j^{l+1}w_{jk}^{l+1}\sigma'(z_k^{l+1})"#,
    // The input of the wrong layer, and the factor 2.
    #"\frac{\partial C}{\partial w_{jk}^L} = (a_j^L-y_j)\sigma'(z_j^L)a_k^L"#,
    // The transpose and σ′.
    #"\delta^l = W^{l+1}\delta^{l+1}"#,
  ]) func `two mistakes in one formula are both found`(latex: String) throws {
    let diagnosis = try #require(checker.check(formula: latex).diagnosis)
    let left = try #require(latex.split(separator: "=").first)
    let repair = try #require(diagnosis.repair, "\(diagnosis.message)")
    #expect(checker.check(formula: "\(left) = \(repair)").outcome == .holds)
  }

  @Test func `each broken step of a chain has its own diagnosis, and what follows from it is true`() throws {
    let report = checker.check(
      formula: #"\delta_j^L = \frac{\partial C}{\partial a_j^L}\sigma'(z_j^L) = (a_j^L-y_j)\sigma'(z_j^L)"#
        + #"= a_j^L\sigma'(z_j^L)-y_j\sigma'(z_j^L) = y_j\sigma'(z_j^L)-a_j^L\sigma'(z_j^L)"#)
    #expect(report.links.map(\.outcome) == [.holds, .fails, .holds, .fails])
    #expect(report.links[1].diagnosis?.name == .missingFactor2)
    #expect(report.links[3].diagnosis?.name == .signError)
    #expect(report.diagnosis?.name == .missingFactor2)
  }

  @Test func `a step that repeats the one before is told so`() {
    let report = checker.check(
      formula: #"\delta_j^L = 2(a_j^L-y_j)\sigma'(z_j^L) = 2(a_j^L-y_j)\sigma'(z_j^L)"#)
    #expect(report.notes.contains("Step 3 repeats the one before it."))
  }
}

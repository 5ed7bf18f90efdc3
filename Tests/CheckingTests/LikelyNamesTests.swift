import Checking
import Testing

@Suite struct LikelyNamesTests {
  private func diagnosis(_ latex: String) throws -> (outcome: Outcome, Diagnosis) {
    let report = Checker(Settings(convention: .standard)).check(formula: latex)
    return (report.outcome, try #require(report.diagnosis))
  }

  @Test func `a letter for the target that the notation lacks is asked after`() throws {
    let (outcome, diagnosis) = try diagnosis(#"\delta_j^L = 2(a_j^L-t_j)\sigma'(z_j^L)"#)
    #expect(outcome == .fails)
    #expect(diagnosis.name == .wrongQuantity)
    #expect(diagnosis.message.contains("did you mean y_j?"))
  }

  @Test func `another letter for the activation function decides nothing, and is asked after`() throws {
    let (outcome, diagnosis) = try diagnosis(#"\delta_j^L = 2(a_j^L-y_j)f'(z_j^L)"#)
    #expect(outcome == .undecided)
    #expect(diagnosis.message.contains("did you mean σ′(z_j^L)?"))
  }

  @Test func `a bias without its index is given one`() throws {
    let (_, diagnosis) = try diagnosis(#"z_j^l = \sum_kw_{jk}^la_k^{l-1}+b"#)
    #expect(diagnosis.name == .indexMismatch)
    #expect(diagnosis.message.contains("one of them is meant here: b_j^l"))
  }

  @Test func `with an unknown letter and a mistake, the mistake is named`() throws {
    let (_, diagnosis) = try diagnosis(#"\delta_j^L = (a_j^L-t_j)\sigma'(z_j^L)"#)
    #expect(diagnosis.name == .missingFactor2)
    #expect(diagnosis.message.hasPrefix("t_j is read as y_j."))
  }

  @Test func `a letter that both sides have is a parameter`() throws {
    let (_, diagnosis) = try diagnosis(#"t\,\delta_j^L = t(a_j^L-y_j)\sigma'(z_j^L)"#)
    #expect(diagnosis.name == .missingFactor2)
    #expect(!diagnosis.message.contains("is read as"))
  }
}

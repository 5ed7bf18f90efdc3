import Checking
import Formula
import Testing

/// Texts about one network that name its layers by numbers.
@Suite struct LayerNumberTests {
  private func report(_ latex: String) -> ClaimReport {
    Checker(Settings(convention: .standard, widths: [3, 5, 4, 2])).check(formula: latex)
  }

  @Test(arguments: [
    #"\delta_k^2 = \sum_j \delta_j^3 w_{jk}^3"#, #"\frac{\partial C}{\partial w_{jk}^1} = \delta_j^2 a_k^1"#,
    #"z_j^3 = w_{jk}^3 a_k^2"#, #"\delta_j^3 = (a_j^3-y_j)\sigma'(z_j^3)"#,
  ])
  func `the answer names layers as the text does`(latex: String) throws {
    let report = report(latex)
    let diagnosis = try #require(report.links.first?.diagnosis)
    #expect(!diagnosis.message.contains("L"))
    let repair = try #require(diagnosis.repair)
    #expect(!repair.contains("L"))
    let left = String(latex.prefix { $0 != "=" })
    #expect(self.report("\(left) = \(repair)").outcome == .holds)
    #expect(report.links.map(\.left) == report.statement.map { Array($0.sides.dropLast()) })
  }

  @Test func `layers named from the last one stay so`() throws {
    let diagnosis = try #require(
      report(#"\delta_k^{L-1} = \sum_j \delta_j^L w_{jk}^L"#).links.first?.diagnosis)
    #expect(diagnosis.repair?.contains("L-1") == true)
  }
}

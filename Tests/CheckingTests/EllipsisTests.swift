import Checking
import Formula
import Testing

@Suite struct EllipsisTests {
  @Test(arguments: AcceptanceOfEllipses.tables)
  func `vectors, matrices and sums with dots are judged by their general entry`(row: AcceptanceRow) throws {
    let report = Checker(try #require(row.presumed.settings)).check(formula: row.latex)
    #expect(report.outcome == row.expected, "\(report.diagnosis?.message ?? "")")
  }

  @Test(arguments: AcceptanceOfEllipses.products)
  func `products with dots are judged layer by layer`(row: AcceptanceRow) throws {
    let report = Checker(try #require(row.presumed.settings)).check(formula: row.latex)
    #expect(report.outcome == row.expected, "\(report.diagnosis?.message ?? "")")
  }

  @Test func `the first layer at which a product is wrong is named, and the formula stays as written`() throws
  {
    let latex =
      #"\frac{\partial a^L}{\partial a^l} = \frac{\partial a^L}{\partial a^{L-1}} \dots \frac{\partial a^{l+2}}{\partial a^{l+1}}"#
    let report = Checker(try #require(Presumed.standard.settings)).check(formula: latex)
    #expect(report.diagnosis?.message.hasPrefix("For l = L−2: ") == true)
    #expect(report.links.first?.right == report.statement?.sides.last)
  }
}

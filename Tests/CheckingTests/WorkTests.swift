import Formula
import Testing

@testable import Checking

/// The work on one formula is counted, and ends where it is to end.
@Suite struct WorkTests {
  /// What a formula took, with as much allowed.
  private func operations(_ latex: String, allowed: Int) -> (verdict: Int, explanation: Int, outcome: Outcome)
  {
    var settings = Settings(convention: .standard)
    settings.work = Work(allowed)
    settings.workOfExplanation = Work(allowed)
    let reading = FormulaReader(notation: settings.convention.notation).read(latex)
    let report = FormulaChecker(continuing: settings, latex: latex, offset: 0).report(reading)
    return (settings.work.done, settings.workOfExplanation.done, report.outcome)
  }

  private static func many(_ piece: String, _ count: Int, _ separator: String) -> String {
    [String](repeating: piece, count: count).joined(separator: separator)
  }

  private static let nasty = [
    "a_j^L = " + many("a_j^L", 100, "+"), "C = " + many("C", 100, "+"), "C = " + many("a_1^L", 2_000, "+"),
    many("\\delta_j^L", 200, "="), "\\delta_j^L = " + (2..<200).map { "\($0)a_j^L" }.joined(separator: "="),
    "\\delta_j^L = " + many("a_j^L", 300, " "),
    "a_j^L = " + many("\\sigma(", 60, "") + "z_j^L" + many(")", 60, ""),
    "a_j^L = " + many("\\frac{1}{1+", 40, "") + "z_j^L" + many("}", 40, ""),
    "C = \\sum_i\\sum_j\\sum_k\\sum_m\\sum_p\\sum_q a_i^La_j^La_k^La_m^La_p^La_q^L",
    "C = \\sum_{i=1}^{1000000000} a_1^L", "C = a_1^L + \\dots + a_{1000000}^L",
    "a_j^L = \\begin{cases}" + (0..<100).map { "\($0) & \\text{if } z_j^L > \($0)" }.joined(separator: "\\\\")
      + "\\end{cases}",
    "\\delta_k^l = \\sum_j \\delta_j^{l+1} (w_{jk}^{l+1})^2 a_k^l + 3 a_k^l z_k^l",
  ]

  @Test(arguments: nasty)
  func `no step goes far beyond what is allowed`(latex: String) {
    let allowed = 5_000_000
    let found = operations(latex, allowed: allowed)
    // The last step may be as dear as giving the whole its index form in all its readings.
    #expect(found.verdict < allowed + 60_000_000)
    #expect(found.explanation < allowed + 60_000_000)
    #expect(found.outcome != .holds || !latex.contains("+"))
  }

  @Test func `the same formula takes the same work`() {
    for latex in Self.nasty.prefix(3) {
      #expect(operations(latex, allowed: 2_000_000) == operations(latex, allowed: 2_000_000))
    }
  }

  @Test func `what is too much work is undecided, not false`() {
    #expect(operations(#"\delta_j^L = 2(a_j^L-y_j)\sigma'(z_j^L)"#, allowed: 10_000).outcome == .undecided)
    #expect(operations(#"\delta_j^L = 2(a_j^L-y_j)\sigma'(z_j^L)"#, allowed: 50_000_000).outcome == .holds)
  }

  @Test func `usual formulas are far from the end`() throws {
    for latex in [
      #"\delta_k^l = \sigma'(z_k^l)\sum_j \delta_j^{l+1} w_{jk}^{l+1}"#,
      #"\frac{\partial C}{\partial w_{jk}^l} = \delta_j^l a_k^{l-1}"#,
      #"\delta_k^l = \sum_j \delta_j^{l+1} w_{jk}^{l+1}"#,
    ] {
      let report = Checker(Settings(convention: .standard)).check(formula: latex)
      #expect(report.operations > 0)
      #expect(report.operations < Work.ofVerdict.allowed / 4)
    }
  }

  @Test func `links of a chain add up, they do not multiply`() {
    func links(_ count: Int) -> Int {
      let chain = "\\delta_j^L = " + Self.many("2(a_j^L-y_j)\\sigma'(z_j^L)", count, "=")
      return operations(chain, allowed: 4_000_000_000).verdict
    }
    #expect(links(200) < 5 * links(50))
  }
}

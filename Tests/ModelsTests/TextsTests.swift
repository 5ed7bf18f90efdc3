import Formula
import Models
import Testing
import TextFixtures

/// Verdicts on texts that define their own model, against proofs by automatic differentiation.
struct TextsTests {
  static let fixtures = (try? TextFixture.all()) ?? []

  @Test func `there are texts, and most of their equations are claims`() {
    #expect(Self.fixtures.count >= 20)
    #expect(Self.fixtures.flatMap(\.equations).filter { $0.isTrue || $0.isFalse }.count > 200)
  }

  @Test(arguments: fixtures)
  func `no true formula is refused, no false one passes, and nearly all are decided`(_ fixture: TextFixture) {
    let findings = fixture.findings()
    for finding in findings where finding.agreement == .refused || finding.agreement == .passed {
      Issue.record(
        """
        \(finding.file):\(finding.equation.line) is \(finding.equation.verdict) and came out \
        \(finding.outcome.map(\.rawValue) ?? "missing") (\(finding.note ?? "")): \(finding.equation.latex)
        """)
    }
    let decided = findings.filter { $0.agreement == .right }.count
    #expect(
      Double(decided) >= 0.75 * Double(findings.count), "\(fixture.name): \(decided) of \(findings.count)")
  }
}

extension TextFixture: CustomTestStringConvertible {
  package var testDescription: String { name }
}

import Checking
import Testing

@Suite struct DiagnosisTableTests {
  @Test(arguments: DiagnosisName.allCases) func `an example gets its name, and its repair holds`(
    name: DiagnosisName
  ) throws {
    let example = name.example
    let report = try #require(example.report)
    #expect(report.outcome != .holds)
    let diagnosis = try #require(report.diagnosis)
    #expect(diagnosis.name == name, "\(diagnosis.message)")
    // What says nothing cannot be repaired.
    guard name != .saysNothing else { return }
    let repair = try #require(diagnosis.repair, "\(diagnosis.message)")
    let left = try #require(example.latex.split(separator: "=").first)
    let convention = try #require(Convention.builtIn(example.convention))
    #expect(Checker(Settings(convention: convention)).check(formula: "\(left) = \(repair)").outcome == .holds)
  }

  @Test func `each name says what it means in one sentence`() {
    for name in DiagnosisName.allCases {
      #expect(name.meaning.hasSuffix(".") && !name.meaning.dropLast().contains(". "))
    }
    #expect(Set(DiagnosisName.allCases.map(\.meaning)).count == DiagnosisName.allCases.count)
  }
}

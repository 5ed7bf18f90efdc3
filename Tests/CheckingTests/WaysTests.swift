import Testing

@testable import Checking

/// The table of readings, row by row.
@Suite struct WaysTests {
  private func claims(_ example: Way.Example) throws -> [ClaimReport] {
    let checker = Checker(Settings(convention: try #require(Convention.builtIn(example.convention))))
    return example.text.contains("$")
      ? checker.check(document: example.text).claims : [checker.check(formula: example.text)]
  }

  @Test(arguments: Way.all.map(\.name))
  func `the example of a row is read so, and a note says it`(name: String) throws {
    let way = try #require(Way.all.first { $0.name == name })
    let claims = try claims(way.example)
    let chosen = claims.flatMap(\.statements).flatMap(\.reading.ways).first { $0.way.name == name }
    let note = try #require(chosen, "\(claims.map(\.outcome)) \(claims.flatMap(\.notes))").sentence
    #expect(claims.contains { $0.notes.contains(note) })
    #expect(!note.contains("{}"))
  }

  @Test func `every row has a name and a sentence of its own`() {
    #expect(Set(Way.all.map(\.name)).count == Way.all.count)
    #expect(Set(Way.all.map(\.sentence)).count == Way.all.count)
  }

  @Test(arguments: [
    #"C = 3 (a^L-y)\cdot(a^L-y)"#, #"z_j^L = 2 w_j^L\cdot a^{L-1}+b_j^L"#,
    #"2 C = (a^L-y)\cdot(a^L-y)"#, #"z_j^L = w_j^L\cdot a^{L-1} - b_j^L"#,
  ])
  func `a way that gives a formula its only meaning is taken whatever comes out`(latex: String) {
    let report = Checker(Settings(convention: .standard)).check(formula: latex)
    #expect(report.outcome == .fails)
    #expect(report.diagnosis?.repair != nil)
  }

  @Test func `a formula that no way gives a meaning is told as it is usually read`() {
    let checker = Checker(Settings(convention: .standard))
    #expect(checker.check(formula: #"z_j^L = w_j^L a_k^{L-1} + b_j^L"#).outcome == .unreadable)
    let product = checker.check(formula: #"\delta^L = (a^L-y) (a^L-y)"#)
    #expect(product.outcome == .illTyped && product.notes.isEmpty)
  }
}

import Checking
import Lessons
import Slips
import Testing

/// What the course shows of its claims is what their verdicts rest on.
@Suite struct TraceLawTests {
  @Test(arguments: 1...17)
  func `the trace of every claim of a lesson ends in the values its verdict rests on`(number: Int) throws {
    let lesson = try #require(try Course.builtIn().lesson(String(number)))
    let convention = try #require(Convention.builtIn(lesson.convention))
    var breaches: [String] = []
    for claim in lesson.claims {
      var settings = lesson.settings(for: claim, convention: convention)
      settings.repairCandidates = 0
      let checker = Checker(settings)
      let law = TraceLaw(checker.check(formula: claim.latex), checker)
      breaches += law.breaches.map { "\(claim.id): \($0)" }
    }
    #expect(breaches == [])
  }
}

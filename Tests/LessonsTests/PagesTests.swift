import Checking
import Formula
import Lessons
import Models
import Testing

/// The course, judged on the pages in LaTeX that its conventions are: nothing true is refused, nothing false passes.
struct PagesTests {
  /// The page that a claim presumes; nil where it asks for what no page says.
  private func page(_ lesson: Lesson, _ claim: LessonClaim) -> Page? {
    let presumptions = lesson.presumptions(of: claim)
    guard var page = Page.named(lesson.convention), !claim.includesZeros, presumptions.widths == nil else {
      return nil
    }
    if case .one(let activation)? = presumptions.activation { page = page.activation(activation.rawValue) }
    if let output = presumptions.output { page = page.output(output.rawValue) }
    if let cost = presumptions.cost, let named = NamedCost(rawValue: cost.rawValue) {
      page = page.cost(named)
    }
    if presumptions.average == .sum { page = page.summed }
    switch presumptions.biases {
    case .shared: page = page.biases(areShared: true)
    case .some(.none): page = page.biases(areShared: false)
    case .perNeuron, nil: break
    }
    return page
  }

  @Test func `every claim of the course has its verdict on its page`() throws {
    var judged = 0
    var undecided = 0
    for lesson in try Course.builtIn().lessons {
      for claim in lesson.claims {
        guard let page = page(lesson, claim) else { continue }
        let text = "$$\n\(claim.latex)\n$$\n"
        let outcomes = TextJudge(Document(text), page: page, isLaw: true).verdicts().map(\.outcome)
        judged += 1
        let isRefused = outcomes.contains(.fails) || outcomes.contains(.illTyped)
        let isTrue =
          !outcomes.isEmpty && outcomes.allSatisfy { [.holds, .definition, .notAClaim].contains($0) }
        if outcomes.contains(.undecided) { undecided += 1 }
        switch claim.expected {
        case .holds, .definition:
          #expect(!isRefused && !outcomes.contains(.holdsIf), "\(lesson.name) \(claim.id): \(outcomes)")
        case .fails, .illTyped, .holdsIf:
          #expect(!isTrue, "\(lesson.name) \(claim.id): \(outcomes)")
        case .unreadable, .undecided, .notAClaim: break
        }
      }
    }
    #expect(judged > 280)
    #expect(undecided < 6)
  }
}

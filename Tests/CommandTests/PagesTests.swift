import Checking
import Formula
import Foundation
import Lessons
import Models
import Testing

@testable import nnlearn

/// The course, judged on the pages in LaTeX that its conventions are: nothing true is refused, nothing false passes.
struct PagesTests {
  @Test func `every claim of the course has its verdict on its page`() throws {
    var judged = 0
    var undecided = 0
    for lesson in try Course.builtIn().lessons {
      for claim in lesson.claims {
        guard !claim.includesZeros,
          let page = PageVerdicts.page(lesson.convention, lesson.presumptions(of: claim))
        else { continue }
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

  @Test func `a page changes no verdict of the document that it was made from`() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Fixtures/Documents/jacobian.md")
    let text = try String(contentsOf: file, encoding: .utf8)
    let settings = Settings(try #require(Convention.builtIn("jacobian")), Presumptions())
    let reports = Checker(settings).check(document: text).claims
    let pages = try #require(PageVerdicts(settings, Presumptions(), isNamed: true))
    #expect(pages.document(text, reports).map(\.report.outcome) == reports.map(\.outcome))
  }

  @Test(arguments: [
    ("theta", #"q_k^{(0)} = x_k^{(0)}"#), ("theta", #"\alpha_k^{(l)} = f'(z_k^{(l)}) \cdot \alpha^{(l+1)}"#),
    ("softmax", #"\underline{\underline{Q}} \in \mathbb{R}^{P \times N}"#),
    ("softmax", #"\mathcal{L} = \sum_m y_{mi} (a_{L,i})_m"#),
  ])
  func `what a named notation does not have is neither defined nor refused by its page`(
    name: String, latex: String
  ) throws {
    let settings = Settings(try #require(Convention.builtIn(name)), Presumptions())
    let report = Checker(settings).check(formula: latex)
    let pages = try #require(PageVerdicts(settings, Presumptions(), isNamed: true))
    let outcome = pages.equation(latex, report).report.outcome
    #expect(outcome != .definition || report.outcome == .definition, "\(outcome)")
  }
}

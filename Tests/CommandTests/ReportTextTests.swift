import Formula
import Lessons
import Testing

@testable import Checking
@testable import nnlearn

struct ReportTextTests {
  private let screen = Screen()

  private func text(_ lines: [Line]) -> String { screen.text(lines) }

  @Test func `a broken step of a document shows where it breaks and what is missing`() {
    let source = "# 10\n\n```math\n\\delta_k^{(L-1)} = \\sum_j \\delta_j^{(L)} w_{jk}^{(L)}\n```\n"
    let claim = Sample.claim(
      "\\delta_k^{(L-1)} = \\sum_j \\delta_j^{(L)} w_{jk}^{(L)}", in: source, outcome: .fails,
      witness: Sample.witness, diagnosis: Sample.diagnosis)
    let target = Sample.target("answers.md", .document, [claim], text: source)
    #expect(target.exitStatus == 1)
    #expect(
      text(DocumentText(target: target, screen: screen).lines)
        == .lines(
          "answers.md:4:20  fails                                                         ✗",
          "    4 │ \\delta_k^{(L-1)} = \\sum_j \\delta_j^{(L)} w_{jk}^{(L)}",
          "      │                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^",
          "   at k = 1 (seed 1)   left −0.0412   right −0.1719",
          "   The right side lacks the factor σ′(z_k^(L-1)).",
          "",
          "1 formula: 1 fails."))
  }

  @Test func `the step of a chain that breaks is named`() {
    let claim = Sample.claim(
      "a_j^{(L)} = \\sigma(z_j^{(L)}) = z_j^{(L)}", outcome: .fails, witness: Sample.witness)
    let lines = DocumentText(target: Sample.target("a.md", .document, [claim]), screen: screen).lines
    #expect(lines[0].text.hasPrefix("a.md:1:33  step 3 does not follow from step 2"))
  }

  @Test func `a formula that holds is one line of a document`() {
    let claim = Sample.claim("a_j^{(L)} = \\sigma(z_j^{(L)})")
    let target = Sample.target("a.md", .document, [claim, claim])
    #expect(target.exitStatus == 0)
    #expect(
      text(DocumentText(target: target, screen: screen).lines)
        == .lines(
          "a.md:1:1  a_j^(L) = σ(z_j^(L))                                                 ✓",
          "a.md:1:1  a_j^(L) = σ(z_j^(L))                                                 ✓",
          "",
          "2 formulas: 2 hold."))
  }

  @Test func `an equation that holds is shown as it was read, with the three judges`() {
    let claim = Sample.claim(
      "\\delta_j^{(L)}=2(a_j^{(L)}-y_j)\\,\\sigma'(z_j^{(L)})", evidence: Sample.evidence)
    let target = Sample.target("equation", .equation, [claim])
    #expect(target.exitStatus == 0)
    #expect(
      text(EquationText(target: target, screen: screen).lines)
        == .lines(
          "  δ_j^(L) = 2(a_j^(L) − y_j) · σ′(z_j^(L))",
          "",
          "✓ holds  (sigmoid convention)",
          "  480 comparisons on 5 networks, largest relative difference 4e-11",
          "     formula             −0.177425138",
          "     finite difference   −0.177425138    relative difference 0, noise 2e-10",
          "     backpropagation     −0.177425138    relative difference 0"))
  }

  @Test func `an equation that says nothing is refused with 1, an unreadable one with 2`() {
    var claim = Sample.claim("a_j^{(L)} = a_j^{(L)}", outcome: .notAClaim)
    claim.report.diagnosis = Diagnosis(
      name: .saysNothing, message: "Both sides are the same.", repair: nil, range: nil)
    let nothing = Sample.target("equation", .equation, [claim])
    #expect(nothing.exitStatus == 1)
    #expect(text(EquationText(target: nothing, screen: screen).lines).contains("Both sides are the same."))

    var unreadable = Sample.claim("2(a", outcome: .unreadable)
    unreadable.report.problems = [
      Problem(
        .unclosedGroup, at: SourceRange(3, 3), found: "the end of the formula",
        expected: "a closing parenthesis",
        help: "Close it.", related: SourceRange(1, 2))
    ]
    let target = Sample.target("equation", .equation, [unreadable])
    #expect(target.exitStatus == 2)
    #expect(
      text(EquationText(target: target, screen: screen).lines)
        == .lines(
          "equation:1:4  cannot be read  [unclosed-group]",
          "    1 │ 2(a",
          "      │  - ^",
          "   found: the end of the formula",
          "   expected: a closing parenthesis",
          "   help: Close it."))
    #expect(Sample.target("a.md", .document, [unreadable]).exitStatus == 1)
  }

  @Test func `every outcome has its exit status`() {
    let latex = "a_j^{(L)} = \\sigma(z_j^{(L)})"
    for outcome in Outcome.allCases {
      let claim = Sample.claim(latex, outcome: outcome)
      let isTrue = outcome == .holds || outcome == .definition
      #expect(
        Sample.target("equation", .equation, [claim]).exitStatus
          == (outcome == .unreadable ? 2 : isTrue ? 0 : 1))
      let isHarmless = isTrue || outcome == .notAClaim
      #expect(Sample.target("a.md", .document, [claim]).exitStatus == (isHarmless ? 0 : 1))
      #expect(
        !text(DocumentText(target: Sample.target("a.md", .document, [claim]), screen: screen).lines).isEmpty)
    }
  }

  @Test func `a long chain breaks at relations, then at the signs between terms`() {
    let sum = (1...8).map { "a_{\($0)}^{(L)} b_{\($0)}^{(L)}" }.joined(separator: " - ")
    guard let statement = Sample.statement("\\delta_j^{(L)} = \(sum)") else {
      Issue.record("unreadable")
      return
    }
    let formulas = FormulaLines(notation: Sample.convention.notation, style: .unicode)
    let rows = formulas.rows(statement.sides, statement.relations, width: 60)
    let lines = rows.flatMap(\.lines)
    #expect(lines.count > 1 && lines.allSatisfy { columns($0) <= 60 })
    #expect(lines[0].hasPrefix("δ_j^(L) = a₁^(L)"))
    #expect(lines[1].hasPrefix("          − "))
  }

  @Test func `nothing of a document's text reaches the terminal raw`() {
    let evil = "\u{1B}]0;x\u{7}\u{202E}"
    var claim = Sample.claim("a_j^{(L)} = \\sigma(z_j^{(L)}) \(evil)", outcome: .unreadable)
    claim.report.problems = [
      Problem(.unexpectedCharacter, at: SourceRange(30, 32), found: evil, expected: evil, help: evil)
    ]
    claim.report.notes = [evil]
    claim.report.diagnosis = Diagnosis(name: .other, message: evil, repair: evil, range: nil)
    let target = Sample.target("bad\(evil).md", .document, [claim])
    var equation = target
    equation.kind = .equation
    let shown =
      text(DocumentText(target: target, screen: screen).lines)
      + text(EquationText(target: equation, screen: screen).lines) + ReportJSON.target(target).text
    #expect(shown.unicodeScalars.allSatisfy { isHarmless($0) || $0 == "\n" })
  }
}

struct LessonTextTests {
  private let lessonText = """
    ---
    lesson: 7
    slug: output-delta
    title: The error term δ of the output layer
    convention: sigmoid
    ---
    # Lesson 7

    ## Two factors

    <!-- claim output-delta -->
    ```math
    \\delta_j^{(L)} = 2(a_j^{(L)} - y_j) \\, \\sigma'(z_j^{(L)})
    ```

    <!-- claim factor-two-lost
    expect: fails
    reason: The 2 of the square is lost.
    source: Sigmoid notes, section 3
    -->
    ```math
    \\delta_j^{(L)} = (a_j^{(L)} - y_j) \\, \\sigma'(z_j^{(L)})
    ```
    """

  /// The lesson's claims with these outcomes.
  private func target(_ outcomes: [Outcome]) throws -> CheckedTarget {
    let lesson = try Lesson(folder: "Lesson07OutputDelta", text: lessonText)
    let claims = zip(lesson.claims, outcomes).map { lessonClaim, outcome in
      var claim = Sample.claim(
        lessonClaim.latex, id: lessonClaim.id, outcome: outcome,
        witness: outcome == .fails ? Sample.witness : nil,
        evidence: outcome == .holds ? Sample.evidence : nil,
        note: outcome == .holds ? "squared error" : nil)
      claim.lessonClaim = lessonClaim
      return claim
    }
    return Sample.target("lesson7", .lesson(lesson), claims)
  }

  private func text(_ target: CheckedTarget) -> String {
    guard case .lesson(let lesson) = target.kind else { return "" }
    return Screen().text(LessonText(target, lesson, Screen()).lines)
  }

  @Test func `a lesson whose claims come out as it says succeeds, errors of its source included`() throws {
    let target = try target([.holds, .fails])
    #expect(target.exitStatus == 0)
    #expect(
      text(target)
        == .lines(
          "Lesson 7 · The error term δ of the output layer   sigmoid convention, 5 networks", "",
          "Two factors", "",
          "  δ_j^(L) = 2(a_j^(L) − y_j) · σ′(z_j^(L))                       ✓ squared error",
          "     formula             −0.177425138",
          "     finite difference   −0.177425138    relative difference 0, noise 2e-10",
          "     backpropagation     −0.177425138    relative difference 0", "",
          "  δ_j^(L) = (a_j^(L) − y_j) · σ′(z_j^(L))                        ✗ fails",
          "   at k = 1 (seed 1)   left −0.0412   right −0.1719",
          "   as the lesson says: The 2 of the square is lost.", "   source: Sigmoid notes, section 3", "",
          "1 of 1 step holds. 1 of 1 formula that the lesson shows not to hold in general",
          "came out as it says."))
  }

  @Test func `a lesson whose claims come out otherwise does not succeed`() throws {
    for outcomes in [[Outcome.fails, .fails], [.holds, .holds], [.holds, .undecided], [.holdsIf, .fails]] {
      let target = try target(outcomes)
      #expect(target.exitStatus == 1)
      #expect(text(target).contains("not as the lesson says"))
    }
  }

  @Test func `a long rule ends on the screen`() throws {
    var target = try target([.holds, .fails])
    target.claims[0].report.links[0].note = "chain rule, one path for each unit of the output layer"
    #expect(text(target).split(separator: "\n").allSatisfy { columns(String($0)) <= 80 })
  }
}

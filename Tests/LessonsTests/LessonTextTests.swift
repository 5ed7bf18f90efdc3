import Checking
import Testing

@testable import Lessons

/// How a lesson's header, formulas and comments are read, and what is refused.
@Suite struct LessonTextTests {
  private let header = "---\nlesson: 4\nslug: costs\ntitle: Costs: four of them\nconvention: standard\n"

  @Test func `a header gives number, slug, title, convention and what else is presumed`() throws {
    let lesson = try Lesson(
      folder: "F", text: header + "activation: any\ncost: mean-squares\nbias: shared\n---\n\nText\n")
    #expect(lesson.number == 4)
    #expect(lesson.title == "Costs: four of them")
    #expect(lesson.presumptions.activation == .any)
    #expect(lesson.presumptions.cost == .meanSquares)
    #expect(lesson.presumptions.biases == .shared)
    #expect(lesson.presumptions.average == nil)
    #expect(lesson.body == "Text\n")
  }

  @Test func `formulas are claims, and a comment above one says more`() throws {
    let lesson = try Lesson(
      folder: "F",
      text: header + """
        ---
        ```math
        a
        ```

        <!-- claim second
        expect: fails
        reason: Because: it is false.
        activation: relu
        zeros: yes
        -->

        ```math
        b
        = c
        ```
        <!-- a comment of no concern -->
        ```text
        not a claim
        ```
        """)
    #expect(lesson.claims.map(\.id) == ["claim-1", "second"])
    #expect(lesson.claims.map(\.latex) == ["a", "b\n= c"])
    #expect(lesson.claims.map(\.line) == [8, 19])
    #expect(lesson.claims[0].expected == .holds)
    #expect(lesson.claims[1].expected == .fails)
    #expect(lesson.claims[1].reason == "Because: it is false.")
    #expect(lesson.claims[1].presumptions.activation == .one(.relu))
    #expect(lesson.claims[1].includesZeros)
  }

  @Test func `a claim's presumptions go before its lesson's`() throws {
    let lesson = try Lesson(
      folder: "F",
      text: header
        + "cost: mean-squares\naverage: sum\n---\n<!-- claim c\ncost: cross-entropy\n-->\n```math\na\n```\n")
    let presumptions = lesson.presumptions(of: lesson.claims[0])
    #expect(presumptions.cost == .crossEntropy)
    #expect(presumptions.average == .sum)
  }

  @Test(arguments: [
    ("", 1, LessonProblem.Reason.missingHeader),
    ("# Title\n", 1, .missingHeader),
    ("---\nlesson: 1\n", 1, .unclosed("---")),
    ("---\nlesson: 1\n---\n", 1, .missingKey("slug")),
    ("---\nlesson: x\nslug: a\ntitle: t\nconvention: c\n---\n", 2, .badValue(key: "lesson", value: "x")),
    ("---\nlesson: 1\nslug: A b\ntitle: t\nconvention: c\n---\n", 3, .badValue(key: "slug", value: "A b")),
    ("---\ncolour: red\n---\n", 2, .unknownKey("colour")),
    ("---\ncost: free\n---\n", 2, .badValue(key: "cost", value: "free")),
    ("---\nno colon\n---\n", 2, .badLine("no colon")),
  ])
  func `a bad header is refused with its line`(text: String, line: Int, reason: LessonProblem.Reason) {
    #expect(throws: LessonProblem(folder: "F", line: line, reason: reason)) {
      try Lesson(folder: "F", text: text)
    }
  }

  @Test(arguments: [
    ("```math\na\n", 7, LessonProblem.Reason.unclosed("```math")),
    ("```swift\na\n", 7, .unclosed("```")),
    ("<!-- claim a\n", 7, .unclosed("<!--")),
    ("<!-- claim a -->\ntext\n", 7, .claimWithoutFormula("a")),
    ("<!-- claim a -->\n", 7, .claimWithoutFormula("a")),
    ("<!-- claim a b -->\n", 7, .badValue(key: "claim", value: "a b")),
    ("<!-- claim a\nexpect: glory\n-->\n", 8, .badValue(key: "expect", value: "glory")),
    ("<!-- claim a\ncolour: red\n-->\n", 8, .unknownKey("colour")),
    ("<!-- claim a -->\n```math\nx\n```\n<!-- claim a -->\n```math\nx\n```\n", 12, .repeatedClaim("a")),
  ])
  func `a bad claim is refused with its line`(body: String, line: Int, reason: LessonProblem.Reason) {
    #expect(throws: LessonProblem(folder: "F", line: line, reason: reason)) {
      try Lesson(folder: "F", text: header + "---\n" + body)
    }
  }

  @Test func `line ends of any kind are line ends`() throws {
    let text = header + "---\n```math\na\n```\n"
    let crossed = text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
    #expect(try Lesson(folder: "F", text: crossed).claims.map(\.latex) == ["a"])
  }
}

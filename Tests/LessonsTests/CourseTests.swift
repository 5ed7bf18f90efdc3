import Checking
import Formula
import Testing

@testable import Lessons

/// The course as a whole, and how its parts are named and found.
@Suite struct CourseTests {
  @Test func `the built-in course is in order and has at least these lessons`() throws {
    let lessons = try Course.builtIn().lessons
    #expect(lessons.map(\.number) == lessons.map(\.number).sorted())
    let conventions = Dictionary(uniqueKeysWithValues: lessons.map { ($0.slug, $0.convention) })
    for (slug, convention) in [
      ("relu-at-zero", "relu"), ("output-delta", "sigmoid"), ("output-bias", "sigmoid"),
      ("hidden-delta", "sigmoid"), ("softmax-cross-entropy", "softmax"),
    ] {
      #expect(conventions[slug] == convention)
    }
  }

  @Test(arguments: ["lesson7", "7", "output-delta", "Lesson7", " lesson07 ", "OUTPUT-DELTA", "lesson 7"])
  func `a lesson is found by number, name and slug`(name: String) throws {
    #expect(try Course.builtIn().lesson(name)?.number == 7)
  }

  @Test(arguments: ["", "lesson", "0", "100", "7.1", "lesson-", "../lesson7", "99999999999999999999999"])
  func `what names no lesson finds none`(name: String) throws {
    #expect(try Course.builtIn().lesson(name) == nil)
  }

  @Test func `a misspelt name suggests the nearest`() throws {
    let course = try Course.builtIn()
    #expect(course.names(near: "ouput-delta").first == "output-delta")
    #expect(course.names(near: "softmax").first == "softmax-cross-entropy")
    #expect(course.names(near: "leson7").first == "lesson7")
    #expect(course.names(near: "zzzzzz").isEmpty)
    #expect(course.names(near: "").isEmpty)
  }

  @Test func `every derivation in code belongs to a claim that is expected to hold`() throws {
    for lesson in try Course.builtIn().lessons {
      #expect(!lesson.derivations.isEmpty, "\(lesson.name)")
      for derivation in lesson.derivations {
        #expect(lesson.claim(derivation.claim)?.expected == .holds, "\(lesson.name): \(derivation.claim)")
      }
    }
  }

  @Test func `every claim that is not true says why, and what is quoted says from where`() throws {
    for lesson in try Course.builtIn().lessons {
      for claim in lesson.claims {
        let isTrue = claim.expected == .holds || claim.expected == .definition
        #expect((claim.reason == nil) == isTrue, "\(lesson.name): \(claim.id)")
        #expect(claim.source == nil || !isTrue, "\(lesson.name): \(claim.id)")
      }
    }
  }

  @Test func `each lesson shows an error of its source, cites sources and has exercises`() throws {
    for lesson in try Course.builtIn().lessons {
      #expect(lesson.claims.contains { $0.source != nil }, "\(lesson.name)")
      #expect(lesson.text.contains("\n## Sources\n"), "\(lesson.name)")
      #expect((4...8).contains(lesson.exercises.count), "\(lesson.name)")
      #expect(lesson.body.hasPrefix("# Lesson \(lesson.number): \(lesson.title)\n"), "\(lesson.name)")
    }
  }

  @Test func `the range of a claim is its formula`() throws {
    for lesson in try Course.builtIn().lessons {
      let bytes = Array(lesson.text.utf8)
      for claim in lesson.claims {
        let found = String(decoding: bytes[claim.range.start..<claim.range.end], as: UTF8.self)
        #expect(found == claim.latex + "\n", "\(lesson.name): \(claim.id)")
      }
    }
  }

  @Test func `the claims are the display formulas that any document has`() throws {
    for lesson in try Course.builtIn().lessons {
      #expect(lesson.claims.map(\.range) == Document(lesson.text).displays.map(\.bodyRange), "\(lesson.name)")
    }
  }

  @Test func `every claim can be read in its lesson's convention, as one statement`() throws {
    for lesson in try Course.builtIn().lessons {
      let convention = try #require(Convention.builtIn(lesson.convention))
      let reader = FormulaReader(notation: convention.notation)
      for claim in lesson.claims {
        let reading = reader.read(claim.latex, offset: claim.range.start)
        #expect(reading.problems.isEmpty, "\(lesson.name): \(claim.id)")
        let statements = try #require(reading.alternatives.first, "\(lesson.name): \(claim.id)").statements
        #expect(statements.count == 1, "\(lesson.name): \(claim.id)")
        let steps = claim.latex.split(separator: "&&").count - 1
        #expect(statements.first?.notes.count == steps, "\(lesson.name): \(claim.id)")
      }
    }
  }

  @Test func `texts from elsewhere replace the course and keep the code of the claims they still have`()
    throws
  {
    let text = """
      ---
      lesson: 7
      slug: mine
      title: My own
      convention: ng
      ---
      <!-- claim output-delta -->
      ```math
      \\delta = 1
      ```
      """
    let course = try Course(loading: [("Lesson07OutputDelta", text, "")])
    #expect(course.lessons.map(\.slug) == ["mine"])
    #expect(course.lessons[0].derivations.map(\.claim) == ["output-delta"])
  }

  @Test func `two lessons of one number are refused`() throws {
    let text = "---\nlesson: 7\nslug: a\ntitle: A\nconvention: ng\n---\n"
    let other = "---\nlesson: 7\nslug: b\ntitle: B\nconvention: ng\n---\n"
    #expect(throws: LessonProblem(folder: "B", line: 1, reason: .repeatedLesson("lesson7"))) {
      try Course(loading: [("A", text, ""), ("B", other, "")])
    }
  }
}

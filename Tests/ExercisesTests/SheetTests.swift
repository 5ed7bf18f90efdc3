import Testing

@testable import Exercises

/// Sheets as editors save them, exercises as lecturers write them, and the learner's file.
@Suite struct SheetTests {
  private let plain = """
    ---
    lesson: lesson7
    name: Ada
    ---
    # Title

    ## 7.1 One

    > Given.
    >
    > ```math
    > q
    > ```

    ```math
    a = b
    ```

    ## 7.2 Two

    ```math
    c
    ```
    """

  @Test func `answers are the blocks below their headings`() {
    let sheet = AnswerSheet(plain)
    #expect(sheet.lesson?.name == "lesson7" && sheet.lesson?.line == 2 && sheet.name == "Ada")
    #expect(sheet.entries.map(\.id) == ["7.1", "7.2"])
    #expect(sheet.entry("7.1")?.answer == Answer([Answer.Block("a = b", line: 16)]))
    #expect(sheet.entry("7.3") == nil)
  }

  @Test func `line ends, a mark at the start, tabs, fine quotes and a missing end change nothing`() {
    let crossed =
      "\u{FEFF}" + plain.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
    #expect(AnswerSheet(crossed) == AnswerSheet(plain))
    let tabbed = plain.replacing("```math\na", with: "\t```math  \na").replacing(
      "lesson: lesson7", with: "lesson:\t“lesson7”")
    #expect(AnswerSheet(tabbed).entry("7.1")?.answer.blocks.map(\.latex) == ["a = b"])
    #expect(AnswerSheet(tabbed).lesson?.name == "lesson7")
    let fine = AnswerSheet("## 7.1\n```math\nσ’(z) − “x” – 1\n```")
    #expect(fine.entry("7.1")?.answer.blocks.map(\.latex) == ["σ'(z) - \"x\" - 1"])
  }

  @Test func `other marks of formulas are read, comments and code are not`() {
    let sheet = AnswerSheet(
      "## 7.1\n$$ a $$\n~~~math\nb\n~~~\n$$\nc\n$$\n<!--\n```math\nd\n```\n-->\n```swift\ne\n```\n# Notes\n```math\nf\n```\n"
    )
    #expect(
      sheet.entry("7.1")?.answer.blocks.map { $0.latex.filter { !$0.isWhitespace } } == ["a", "b", "c"])
  }

  @Test func `a block that nothing closes ends at the next exercise`() {
    let sheet = AnswerSheet("## 7.1\n```math\na\n## 7.2\n```math\nb\n```\n")
    #expect(sheet.entry("7.1")?.unclosed == 2 && sheet.entry("7.2")?.unclosed == nil)
    #expect(sheet.entry("7.2")?.answer.blocks.map(\.latex) == ["b"])
  }

  @Test func `any text is some sheet`() {
    for text in [
      "", "---", "---\n", "## 7.1", "```", "$$", "<!--", "## 7.1\n```math", "## 7.1\n$$", "##", "\u{FEFF}",
    ] {
      #expect(AnswerSheet(text).entries.count <= 1)
    }
  }

  // MARK: - Progress

  @Test func `facts are kept, merged, and survive damage`() {
    var progress = Progress()
    progress["7.2"].wrong = 2
    progress["10.1"].isRight = true
    progress["7.2"].hints = 1
    #expect(Progress(progress.text) == progress)
    #expect(progress.text.hasSuffix("7.2 wrong 2\n7.2 hint 1\n10.1 right\n"))
    let merged = Progress("<<<<<<< ours\n7.2 wrong 2\n=======\n7.2 wrong 3\r\n7.1 right\n>>>>>>> theirs\n\n")
    #expect(merged["7.2"].wrong == 3 && merged["7.1"].isRight)
    let damaged = Progress("7.1 right\n7.2 wro\u{0}ng 3\n7.3 hint -1\nhello\n")
    #expect(damaged["7.1"].isRight && damaged.strange.map(\.line) == [2, 3, 4])
    #expect(damaged.text.contains("hello") && Progress(damaged.text).strange.count == 3)
  }

  // MARK: - Exercises

  private let exercise = """
    # Exercises

    ## 7.1 A title
    <!-- exercise
    kind: derivation
    left: x
    cost: mean-squares
    letters: a, b
    steps: 2
    points: 1 + 2
    -->
    Find $x$.

    ### Given

    Let $b = 1$.

    ### Answer

    ```math
    a
    ```
    ```math
    b
    ```

    ### Hints

    1. One,
       and more.
    2. Two.
    3. Three.

    ### Wrong answers

    - `sign-error` The sign
      is wrong.

    ```math
    -a
    ```
    """

  @Test func `an exercise is read`() throws {
    let read = try ExerciseReader.exercises(exercise, lesson: 7)[0]
    #expect(read.title == "A title" && read.prompt == "Find $x$." && read.givens.cost == "mean-squares")
    #expect(
      read.givens.definitions == "Let $b = 1$." && read.answer == ["a", "b"]
        && read.form.letters == ["a", "b"])
    #expect(
      read.points == Exercise.Points(total: 3, steps: [1, 2])
        && read.hints == ["One, and more.", "Two.", "Three."])
    #expect(
      read.wrong == [
        Exercise.WrongAnswer(latex: "-a", misconception: "The sign is wrong.", name: "sign-error", line: 36)
      ])
  }

  @Test(arguments: [
    ("## 7.1 A title", "## A title", 3, ExerciseProblem.Reason.missingNumber("A title")),
    ("## 7.1 A title", "## 8.1 A title", 3, .otherLesson("8.1")),
    ("<!-- exercise", "<!-- exercises", 3, .missingKeys),
    ("kind: derivation", "kind: poem", 5, .badValue(key: "kind", value: "poem")),
    ("kind: derivation", "colour: red", 5, .unknownKey("colour")),
    ("kind: derivation", "kind derivation", 5, .badLine("kind derivation")),
    ("cost: mean-squares", "cost: free", 7, .badValue(key: "cost", value: "free")),
    ("points: 1 + 2", "points: 1 + x", 10, .badValue(key: "points", value: "1 + x")),
    ("left: x\n", "", 3, .missing("left")),
    ("3. Three.", "", 3, .tooFewHints(2)),
    ("### Hints", "### Tips", 27, .unknownSection("Tips")),
    ("b\n```", "b", 23, .unclosed("```")),
  ])
  func `what is wrong with an exercise has its line`(
    old: String, new: String, line: Int, reason: ExerciseProblem.Reason
  ) {
    #expect(throws: ExerciseProblem(line: line, reason: reason)) {
      try ExerciseReader.exercises(exercise.replacing(old, with: new), lesson: 7)
    }
  }
}

import Formula
import Models

/// Judges shapes: ℝ^{n_l × n_{l−1}}, or the sizes alone.
extension AnswerJudge {
  func shapeJudgement(_ answer: Answer) -> Judgement {
    let blocks = answer.blocks.enumerated().filter { !$0.element.latex.allSatisfy(\.isWhitespace) }
    guard let (number, block) = blocks.last else { return Judgement(.notAttempted) }
    let place = Answer.Place(block: number, start: 0, end: block.latex.utf8.count)
    if !Document("```math\n\(block.latex)\n```\n").macros.names.isEmpty {
      return Judgement(.invalid, .definesCommands, at: place)
    }
    if let first = MarkupReader.read(block.latex).problems.first {
      return Judgement(
        .invalid, .unreadable(found: first.found, expected: first.expected, help: first.help),
        at: Answer.Place(block: number, start: first.range.start, end: first.range.end))
    }
    guard let sizes = Self.sizes(block.latex, asked), !sizes.isEmpty else {
      return Judgement(.wrongForm, .notAShape, at: place)
    }
    guard let right = Self.sizes(exercise.result, asked) else {
      return Judgement(.undecided, .undecided("the exercise's own answer is not understood"))
    }
    for size in sizes {
      let own = given.known.union(right.flatMap(\.uses).map(\.name))
      if let name = size.namesOutsideSlots.first(where: { !own.contains($0) }) {
        return Judgement(.invalid, .unknownLetter(name), at: place)
      }
    }
    if Self.isSame(sizes, right) { return Judgement(.correct) }
    if sizes.count == right.count,
      exercise.givens.convention != Givens.own || sizes.contains(where: { !$0.isArithmetic })
    {
      var text = JudgedText(condition: nil)
      let claim = "\(exercise.left) \\in \\mathbb{R}^{\(sizes.map(\.latex).joined(separator: " \\times "))}"
      let number = text.add([claim], isConditional: false)
      let verdict = text.judge(on: page).verdicts()[formula: number]
      if verdict?.outcome == .holds { return Judgement(.correct) }
    }
    let known = exercise.wrong.first { Self.sizes($0.latex, asked).map { Self.isSame($0, sizes) } ?? false }
    if let known {
      return Judgement(
        .incorrect, .misconception(name: known.name ?? "shape-mismatch", words: known.misconception),
        at: place)
    }
    let isTurned = Self.isSame(sizes.reversed(), right)
    let words = isTurned ? "Rows and columns are exchanged." : "The shape is another one."
    return Judgement(.incorrect, .mistake(name: "shape-mismatch", words: words, repair: nil), at: place)
  }

  /// The sizes of X ∈ ℝ^{a × b}, of ℝ^{a × b}, of a × b.
  private static func sizes(_ latex: String, _ asked: Term) -> [Term]? {
    let left = asked.latex
    let forms = [
      latex.replacing("=", with: "\\in ", maxReplacements: 1), "\(left) \\in \(latex)",
      "\(left) \\in \\mathbb{R}^{\(latex.split(separator: "=").last ?? "")}",
    ]
    for form in forms {
      let statements = TextReader.read(Document("```math\n\(form)\n```\n"))
      if statements.count == 1, case .membership(let subjects, .real(let sizes)) = statements[0].content,
        !sizes.isEmpty, subjects == [asked]
      {
        return sizes
      }
    }
    return nil
  }

  private static func isSame(_ a: [Term], _ b: [Term]) -> Bool {
    a.count == b.count
      && zip(a, b).allSatisfy { x, y in
        if let p = Arithmetic.value(x), let q = Arithmetic.value(y) { p == q } else { x == y }
      }
  }
}

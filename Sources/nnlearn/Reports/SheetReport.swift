import Exercises
import Formula
import Lessons

/// What became of an answer sheet: a line for each exercise, and below it as much as is given away.
struct SheetReport {
  let target: CheckedTarget
  let sheet: JudgedSheet
  let screen: Screen

  /// The lines.
  var lines: [Line] {
    var lines: [Line] = []
    for item in sheet.items {
      let details = details(item)
      lines.append(heading(item))
      lines += details
      if !details.isEmpty { lines.append(Line()) }
    }
    if lines.last != Line() { lines.append(Line()) }
    for entry in sheet.strange {
      lines += Paragraph.lines(
        label: "\(target.name):\(entry.line):1: ", "\(sheet.lesson.name) has no exercise \(entry.id)",
        indent: 0,
        screen: screen)
    }
    lines += wrapped(summary, width: screen.width).map { Line($0, sheet.isAllRight ? .good : .plain) }
    if let next = sheet.items.first(where: { $0.judgement.outcome != .correct }) {
      lines += wrapped(
        "nnlearn hint \(sheet.lesson.name) \(next.exercise.id) gives a hint.", width: screen.width
      )
      .map { Line($0, .faint) }
    }
    return lines
  }

  private func heading(_ item: JudgedSheet.Item) -> Line {
    let (mark, style, words) = Self.words(item.judgement.outcome)
    let room = screen.width - columns(words) - columns(item.exercise.id) - 6
    var line = Line(mark + " ", style) + Line("\(item.exercise.id)  ", .strong)
    line.append(shortened(item.exercise.title, to: room))
    line.pad(to: screen.width - columns(words))
    line.append(words, style)
    return line
  }

  /// Mark, style and words for an outcome.
  static func words(_ outcome: Judgement.Outcome) -> (mark: String, style: Style, words: String) {
    switch outcome {
    case .correct: ("✓", .good, "right")
    case .rightSoFar: ("…", .doubtful, "right so far")
    case .followsThrough: ("✗", .bad, "one step is wrong, the rest follows")
    case .incorrect: ("✗", .bad, "wrong")
    case .wrongForm: ("?", .doubtful, "true, but not as asked")
    case .invalid: ("?", .doubtful, "cannot be judged")
    case .undecided: ("?", .doubtful, "undecided")
    case .notAttempted: ("·", .faint, "not tried yet")
    }
  }

  private func details(_ item: JudgedSheet.Item) -> [Line] {
    var lines: [Line] = []
    let judgement = item.judgement
    if judgement.outcome != .correct, let entry = item.entry, let place = judgement.place {
      lines += excerpt(entry.answer, place)
      if let step = judgement.steps.firstIndex(where: { $0 != .right }), judgement.steps.count > 1 {
        lines.append(Line("   step \(step + 1) of \(judgement.steps.count)"))
      }
    }
    if judgement.outcome != .correct, let reason = judgement.reason, item.tellsWhy {
      let words = reason.message { FormulaLine.text($0, screen.style) }
      lines += Paragraph.lines(label: "why: ", words, indent: 3, screen: screen)
      if item.level == .repair, let repair = reason.repair {
        let shown = FormulaLine.text(repair, screen.style)
        lines += Paragraph.lines(label: "instead: ", shown, indent: 3, screen: screen)
      }
    }
    if let unclosed = item.entry?.unclosed {
      lines.append(Line("   The block that begins in line \(unclosed) is never closed."))
    }
    if judgement.outcome == .incorrect || judgement.outcome == .followsThrough {
      for note in judgement.notes {
        lines += Paragraph.lines(label: "note: ", note, indent: 3, screen: screen)
      }
    }
    if item.showsSolution { lines += solution(item.exercise) }
    return lines
  }

  /// The line of the sheet with a caret below.
  private func excerpt(_ answer: Answer, _ place: Answer.Place) -> [Line] {
    let (start, end) = (answer.position(of: place), answer.end(of: place))
    let from = target.source.offset(line: start.line, column: start.column)
    let to = target.source.offset(line: end.line, column: end.column)
    let heading = Line("  \(target.name):\(start.line):\(start.column)", .strong)
    return [heading]
      + Excerpt.lines(target.source, at: SourceRange(from, max(from, to)), style: .bad, screen: screen)
  }

  private func solution(_ exercise: Exercise) -> [Line] {
    let left = FormulaLine.text(exercise.left, screen.style)
    let sign = exercise.kind == .shape ? "∈" : "="
    return exercise.answer.enumerated().flatMap { place, latex in
      let label = place == 0 ? "answer: \(left) \(sign) " : String(repeating: " ", count: 8) + "= "
      return Paragraph.lines(
        label: label, FormulaLine.text(latex, screen.style), indent: 3, screen: screen)
    }
  }

  /// `6 exercises: 2 right, 1 wrong, 3 not tried yet; 4 of 11 points.`
  private var summary: String {
    var parts: [String] = []
    for outcome in Judgement.Outcome.allCases {
      let count = sheet.items.count { $0.judgement.outcome == outcome }
      if count > 0 { parts.append("\(count) \(Self.words(outcome).words.replacing(",", with: ""))") }
    }
    let scores = sheet.items.map { $0.exercise.score($0.judgement) ?? 0 }
    let total = sheet.items.reduce(0) { $0 + $1.exercise.points.total }
    let own = points(scores.reduce(0, +))
    return
      "\(sheet.items.count) exercises: \(parts.joined(separator: ", ")); \(own) of \(SheetText.points(total))."
  }
}

extension JudgedSheet.Item {
  /// Whether the reason is told: what is wrong with the form always, what is wrong with the answer from why on.
  var tellsWhy: Bool {
    switch judgement.outcome {
    case .incorrect, .followsThrough: level >= .why
    case .correct, .rightSoFar, .wrongForm, .invalid, .undecided, .notAttempted: true
    }
  }
}

extension NumberedText {
  /// The offset of a character, by its line and column.
  func offset(line: Int, column: Int) -> Int {
    let lines = TextLine.lines(of: text)
    guard lines.indices.contains(line - firstLine) else { return text.utf8.count }
    let found = lines[line - firstLine]
    return found.start + found.text.prefix(max(0, column - 1)).utf8.count
  }
}

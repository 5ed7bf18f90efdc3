import Exercises

/// A batch as text: the class, what went wrong, and each student.
struct GradeText {
  let batch: MarkedBatch
  let screen: Screen

  var lines: [Line] {
    var lines = table + [Line()] + frequencies
    for sheet in batch.sheets { lines += student(sheet) }
    return lines + wrapped(summary, width: screen.width).map { Line($0, .strong) }
  }

  /// The report on one sheet, for its student.
  static func sheet(_ sheet: MarkedSheet, of batch: MarkedBatch, _ screen: Screen) -> [Line] {
    GradeText(batch: batch, screen: screen).student(sheet, hasAll: true)
  }

  // MARK: - The table

  private var table: [Line] {
    guard let first = batch.sheets.first else { return [] }
    let names = batch.sheets.map { label($0) }
    let room = max(12, screen.width - 7 * (first.exercises.count + 2))
    let width = min(room, (names.map(columns).max() ?? 0))
    var head = Line("sheet", .strong)
    head.pad(to: width + 1)
    for exercise in first.exercises { head.append(right(exercise.id, 6) + " ", .strong) }
    head.append(right("points", 7), .strong)
    return [head] + zip(batch.sheets, names).map { row($0, shortened($1, to: width), width) }
  }

  private func row(_ sheet: MarkedSheet, _ name: String, _ width: Int) -> Line {
    var line = Line(name)
    line.pad(to: width + 1)
    for exercise in sheet.exercises {
      let style: Style =
        exercise.score == nil ? .doubtful : exercise.score == exercise.maxScore ? .good : .plain
      line.append(right(exercise.score.map(points) ?? "?", 6) + " ", style)
    }
    let mark = sheet.needsHuman ? "+?" : ""
    line.append(right("\(points(sheet.score))\(mark)/\(points(sheet.maxScore))", 7), .strong)
    return line
  }

  private func label(_ sheet: MarkedSheet) -> String {
    sheet.name.map { "\($0) (\(sheet.file))" } ?? sheet.file
  }

  private func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - columns(text))) + text
  }

  // MARK: - The class

  private var frequencies: [Line] {
    guard let first = batch.sheets.first, batch.sheets.count > 1 else { return [] }
    var lines: [Line] = []
    let misconceptions = batch.misconceptions
    for exercise in first.exercises {
      let counts = batch.counts(exercise.id).map { "\($0.count) \(SheetReport.words($0.outcome).words)" }
      lines += Paragraph.lines(
        label: "\(exercise.id)  ", counts.joined(separator: "; "), indent: 0, screen: screen)
      for one in misconceptions where one.exercise == exercise.id {
        lines += Paragraph.lines(label: "\(one.count)× ", one.message, indent: 5, screen: screen)
        for example in one.examples {
          let shown = FormulaLine.text(example, screen.style)
          lines += Paragraph.lines(label: "e.g. ", shown, indent: 8, screen: screen)
        }
      }
    }
    return lines + [Line()]
  }

  // MARK: - A student

  /// What was lost and why; all that was answered where `hasAll`.
  private func student(_ sheet: MarkedSheet, hasAll: Bool = false) -> [Line] {
    let lost = sheet.exercises.filter { hasAll || $0.score != $0.maxScore || $0.remark != nil }
    guard !lost.isEmpty || sheet.problem != nil || !sheet.remarks.isEmpty else { return [] }
    var lines = [
      Line(label(sheet), .strong)
        + Line(
          "  \(points(sheet.score)) of \(points(sheet.maxScore))\(sheet.needsHuman ? ", not all marked yet" : "")"
        )
    ]
    if let problem = sheet.problem {
      lines += Paragraph.lines(label: "! ", problem, indent: 2, screen: screen)
    }
    for note in sheet.remarks {
      lines += Paragraph.lines(label: "note: ", note, indent: 2, screen: screen)
    }
    for exercise in lost where sheet.problem == nil || exercise.remark != nil {
      let score = "\(exercise.score.map(points) ?? "?")/\(points(exercise.maxScore))"
      lines += Paragraph.lines(label: "\(exercise.id)  \(score)  ", exercise.words, indent: 2, screen: screen)
    }
    return lines + [Line()]
  }

  private var summary: String {
    let open = batch.sheets.count(where: \.needsHuman)
    let count = batch.sheets.count == 1 ? "1 sheet" : "\(batch.sheets.count) sheets"
    return "\(count) of \(batch.lesson) marked."
      + (open == 0
        ? "" : " \(open == 1 ? "One needs" : "\(open) need") a human: --marks FILE takes the points.")
  }
}

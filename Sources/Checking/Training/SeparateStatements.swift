import Formula

extension Checker {
  /// The verdict on each formula of a display with several, in order; the report itself where there is one.
  ///
  /// - Parameters:
  ///   - report: what `check(document:)` says of a display of the text.
  ///   - document: the text.
  public func separate(_ report: ClaimReport, in document: Document) -> [ClaimReport] {
    guard let deciding = report.statement else { return [report] }
    let reader = FormulaReader(notation: settings.convention.notation, macros: document.macros)
    let readings = reader.read(report.latex, offset: report.range.start).alternatives
    guard let reading = readings.first(where: { $0.statements.contains(deciding) }),
      reading.statements.count > 1
    else { return [report] }
    let source = SourceText(document.text, offset: 0)
    return reading.statements.map { statement in
      let verdict = ReadingVerdict([statement], settings: settings, source: source, .explanation)
      let range = statement.range ?? report.range
      let bytes = document.text.utf8
      let latex =
        bytes.index(bytes.startIndex, offsetBy: range.start, limitedBy: bytes.endIndex).flatMap { start in
          bytes.index(start, offsetBy: range.end - range.start, limitedBy: bytes.endIndex).flatMap {
            String(bytes[start..<$0])
          }
        } ?? report.latex
      var single = ClaimReport(
        id: report.id, range: range, latex: latex, statement: statement, outcome: verdict.outcome,
        condition: verdict.condition, links: verdict.links, evidence: verdict.evidence,
        diagnosis: verdict.diagnosis)
      single.headings = report.headings
      single.notes = verdict.notes
      return single
    }
  }
}

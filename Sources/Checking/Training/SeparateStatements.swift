import Formula

extension ClaimReport {
  /// The report on each formula of a display with several, in order; the report itself where there is one.
  ///
  /// - Parameter document: the text that the report is about.
  public func separated(in document: Document) -> [ClaimReport] {
    guard statements.count > 1 else { return [self] }
    let bytes = Array(document.text.utf8)
    return statements.map { statement in
      let range = statement.reading.written.range ?? range
      let isInside = bytes.indices.contains(range.start) && range.end <= bytes.count
      let latex = isInside ? String(decoding: bytes[range.start..<range.end], as: UTF8.self) : latex
      var single = ClaimReport(FormulaVerdict([statement]), id: id, range: range, latex: latex)
      single.headings = headings
      return single
    }
  }
}

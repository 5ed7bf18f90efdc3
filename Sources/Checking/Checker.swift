import Formula

/// Judges formulas: reads them, gives them their meaning on networks, and compares.
public struct Checker: Sendable {
  /// What is presumed.
  public let settings: Settings

  /// A checker with these settings.
  public init(_ settings: Settings) { self.settings = settings }

  /// The verdict on one formula.
  ///
  /// - Parameters:
  ///   - latex: the formula without dollars or fences; it may be a chain over several lines.
  ///   - offset: where it begins in its text; ranges of the report count from the text's start.
  ///   - macros: definitions of the text it comes from.
  ///   - id: the name of the report.
  public func check(
    formula latex: String, offset: Int = 0, macros: MacroTable = .empty, id: String = "claim-1"
  ) -> ClaimReport {
    let reading = FormulaReader(notation: settings.convention.notation, macros: macros).read(
      latex, offset: offset)
    return FormulaChecker(settings: settings, latex: latex, offset: offset).honestReport(reading, id: id)
  }

  /// The verdicts on every formula of a Markdown or LaTeX text, in order.
  ///
  /// Displays are claims; inline formulas are claims where they state an equation. A display that begins or ends
  /// with a relation is joined with its neighbour. What the text defines is understood from there on.
  public func check(document text: String) -> DocumentReport {
    var checker = DocumentChecker(text, settings: settings)
    return checker.report()
  }

  /// The annotated derivation of a claim that was checked; nil when it has no meaning that numbers could be put into.
  public func trace(_ report: ClaimReport) -> Trace? {
    report.decisive.flatMap { Tracer($0.restsOn.drawing(from: .ofTrace))?.trace($0, id: report.id) }
  }
}

import Formula

/// Judges formulas: reads them, gives them their meaning on networks, and compares.
public struct Checker: Sendable {
  /// What is presumed.
  public let settings: Settings

  /// A checker with these settings.
  public init(_ settings: Settings) { self.settings = settings }

  /// The verdict on one formula.
  public func check(formula latex: String) -> ClaimReport {
    fatalError("not yet")
  }

  /// The verdicts on every formula of a Markdown or LaTeX text, in order.
  public func check(document text: String) -> DocumentReport {
    fatalError("not yet")
  }

  /// The annotated derivation of one formula; nil when it has no meaning that numbers could be put into.
  public func trace(_ report: ClaimReport) -> Trace? {
    fatalError("not yet")
  }
}

import Checking
import Formula
import Models

/// Formulas in the letters of a page, judged on the model that the page defines.
///
/// Where the reading by conventions cannot tell, or refuses what is true on the page, the page's verdict counts.
struct PageVerdicts {
  private let page: Page
  /// The text or the command line says which page it is.
  private let isNamed: Bool
  private let unstated: Unstated
  /// Whether small examples are wanted for what is false.
  private let withExamples: Bool

  /// Nil where something is asked for that no page says: widths, a batch, exact zeros, a notation of one's own.
  init?(
    _ settings: Settings, _ presumptions: Checking.Presumptions, isNamed: Bool, withExamples: Bool = false
  ) {
    self.withExamples = withExamples
    guard !settings.includesZeros, let page = Self.page(settings.convention.name, presumptions) else {
      return nil
    }
    self.page = page
    self.isNamed = isNamed || presumptions != Checking.Presumptions()
    unstated = isNamed ? [] : presumptions.cost == nil ? .all : [.weightOrder, .layout]
  }

  /// The page of this name with what is presumed; nil where widths or a batch are, which no page says.
  static func page(_ name: String, _ presumptions: Checking.Presumptions) -> Page? {
    guard var page = Page.named(name), presumptions.widths == nil, presumptions.examples == nil else {
      return nil
    }
    switch presumptions.activation {
    case .any: page = page.activation(nil)
    case .one(let activation): page = page.activation(activation.rawValue)
    case nil: break
    }
    if let output = presumptions.output { page = page.output(output.rawValue) }
    if let cost = presumptions.cost.flatMap({ NamedCost(rawValue: $0.rawValue) }) { page = page.cost(cost) }
    if presumptions.average == .sum { page = page.summed }
    switch presumptions.biases {
    case .shared: page = page.biases(areShared: true)
    case .some(.none): page = page.biases(areShared: false)
    case .perNeuron, nil: break
    }
    return page
  }

  /// The report on a formula alone.
  func equation(_ latex: String, _ report: ClaimReport) -> ExplainedReport {
    let opening = "$$\n"
    let document = Document(opening + latex + "\n$$\n")
    let page = page.form(for: document, isNamed: isNamed)
    let judge = TextJudge(document, page: page, isLaw: true, presumed: unstated)
    let verdicts = judge.explainedVerdicts(withExamples: withExamples)
    return better(report, verdicts, document, from: opening.utf8.count, on: page)
  }

  /// The reports on the formulas of a document.
  func document(_ text: String, _ reports: [ClaimReport]) -> [ExplainedReport] {
    let document = Document(text)
    let judge = TextJudge(document, page: isNamed ? page : nil, presumed: unstated)
    func stands(_ statement: Models.Statement, in report: ClaimReport) -> Bool {
      report.range.start <= statement.range.start && statement.range.end <= report.range.end
    }
    let open = reports.filter { $0.outcome != .holds && $0.outcome != .definition }
    let verdicts = judge.explainedVerdicts(withExamples: withExamples) { statement in
      open.contains { stands(statement, in: $0) }
    }
    return reports.map { report in
      let own = verdicts.filter { stands($0.statement, in: report) }
      return better(
        report, own, document, from: 0, on: judge.page, isFree: !isNamed, isForeign: judge.page == nil)
    }
  }

  /// The report that counts.
  private func better(
    _ report: ClaimReport, _ verdicts: [StatementVerdict], _ document: Document, from start: Int,
    on judged: Page?, isFree: Bool = false, isForeign: Bool = false
  ) -> ExplainedReport {
    guard let decisive = verdicts.max(by: { Self.weight($0.outcome) < Self.weight($1.outcome) }) else {
      return ExplainedReport(report: report)
    }
    let isOfShape = if case .membership = decisive.statement.content { true } else { false }
    guard
      isBetter(decisive.outcome, than: report.outcome) || isOfShape && decisive.outcome != .undecided
        || decisive.putsNumbersIn
        || isFree && Self.isOwn(decisive.outcome, beside: report.outcome, isForeign: isForeign)
    else { return ExplainedReport(report: report) }
    var other = OwnModels.report(decisive, document, id: report.id, from: start)
    other.headings = report.headings
    if let judged, judged.name != page.name { other.notes = ["read as in \(judged.title)"] }
    other.range = report.range
    other.latex = report.latex
    return ExplainedReport(report: other, examples: OwnModels.examples(decisive))
  }

  /// Which of several statements decides.
  private static func weight(_ outcome: StatementVerdict.Outcome) -> Int {
    switch outcome {
    case .fails: 7
    case .illTyped: 6
    case .unreadable: 5
    case .undecided: 4
    case .notAClaim: 3
    case .holdsIf: 2
    case .holds: 1
    case .definition: 0
    }
  }

  /// In a text that names no notation: what it defines for itself, and what only the conventions refuse.
  private static func isOwn(
    _ page: StatementVerdict.Outcome, beside outcome: Outcome, isForeign: Bool
  ) -> Bool {
    switch outcome {
    case .illTyped: page == .definition || page == .undecided
    case .fails, .holdsIf: page == .definition || isForeign && page == .undecided
    default: false
    }
  }

  /// Whether the page knows more. What a notation that was named does not have is no definition in it.
  private func isBetter(_ page: StatementVerdict.Outcome, than outcome: Outcome) -> Bool {
    switch outcome {
    case .unreadable where !isNamed: page != .unreadable
    case .undecided where !isNamed:
      page != .unreadable && page != .undecided && page != .notAClaim
    case .unreadable: page == .holds || page == .holdsIf || page == .fails
    case .undecided: page == .holds || page == .holdsIf || page == .fails || page == .illTyped
    case .fails, .illTyped: page == .holds || page == .holdsIf
    case .holdsIf: page == .holds
    case .notAClaim: page == .holds || page == .fails || page == .holdsIf
    case .holds, .definition: false
    }
  }
}

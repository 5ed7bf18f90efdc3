import Checking
import Formula
import Foundation
import Models

/// Documents that define their own model: judged on what they define, reported like any other.
enum OwnModels {
  /// The reports on a document; nil where it brings no model of its own.
  static func reports(
    _ document: Document, withExamples: Bool
  ) -> (claims: [ExplainedReport], preface: [String])? {
    let judge = TextJudge(document)
    guard judge.definesItsOwnModel else { return nil }
    var claims: [ExplainedReport] = []
    for verdict in judge.explainedVerdicts(withExamples: withExamples) {
      let report = report(verdict, document, id: "claim-\(claims.count + 1)")
      claims.append(ExplainedReport(report: report, examples: examples(verdict)))
    }
    return (claims, preface(judge.summary))
  }

  /// The examples that refute links, by their place in the report.
  static func examples(_ verdict: StatementVerdict) -> [ShownExample] {
    verdict.links.enumerated().compactMap { place, link in
      link.example.map { ShownExample($0, link: place + verdict.firstSide) }
    }
  }

  /// The report on a statement; its ranges count from `start`.
  static func report(
    _ verdict: StatementVerdict, _ document: Document, id: String, from start: Int = 0
  ) -> ClaimReport {
    let bytes = Array(document.text.utf8)
    let statement = verdict.statement
    func moved(_ range: SourceRange) -> SourceRange { SourceRange(range.start - start, range.end - start) }
    let latex = { (range: SourceRange) -> String in
      let inside = range.start < range.end && range.end <= bytes.count
      return inside ? String(decoding: bytes[range.start..<range.end], as: UTF8.self) : ""
    }
    let (sides, relations) = statement.parts
    var links: [LinkReport] = []
    if verdict.firstSide == 1, sides.count > 1 {
      links.append(
        LinkReport(
          left: latex(sides[0]), right: latex(sides[1]), relation: relations[0], outcome: .definition,
          range: moved(sides[1]), maxRelativeDifference: nil, witness: nil, diagnosis: nil, evidence: nil))
    }
    for (place, link) in verdict.links.enumerated() {
      let side = place + verdict.firstSide
      guard side + 1 < sides.count else { break }
      links.append(
        LinkReport(
          left: latex(sides[side]), right: latex(sides[side + 1]), relation: relations[side],
          outcome: outcome(link.outcome), range: moved(sides[side + 1]),
          maxRelativeDifference: link.largestDifference,
          witness: link.witness.map {
            Witness(indices: $0.letters, left: $0.left, right: $0.right, seed: $0.seed)
          },
          diagnosis: diagnosis(link, at: moved(sides[side + 1])),
          evidence: link.evidence.map {
            Evidence(
              sweep: $0.sweep, difference: $0.difference, noise: $0.noise, largest: link.largestDifference,
              comparisons: link.comparisons, draws: 5)
          }))
    }
    // What holds under a condition says so at the links that need it.
    if verdict.outcome == .holdsIf {
      for place in links.indices where links[place].outcome == .fails || links[place].outcome == .illTyped {
        links[place].outcome = .holdsIf
        links[place].condition = verdict.condition
        // What would be right in any case is said as well, where it was found.
        let own = place - (links.count - verdict.links.count)
        if !verdict.links.indices.contains(own) || verdict.links[own].diagnosis == nil {
          links[place].diagnosis = nil
        }
      }
    }
    let broken = verdict.brokenLink.flatMap { place in
      links.indices.contains(place) ? links[place].diagnosis : nil
    }
    var problems: [Problem] = []
    if verdict.outcome == .unreadable {
      problems = [
        Problem(
          .unexpectedToken, at: moved(statement.range), found: verdict.note ?? "what stands here",
          expected: "a formula",
          help: "")
      ]
    }
    return ClaimReport(
      id: id, headings: document.passages[statement.passage].headings.map(\.text),
      range: moved(statement.range), latex: latex(statement.range), outcome: outcome(verdict.outcome),
      condition: verdict.condition, links: links,
      diagnosis: broken, problems: problems)
  }

  private static func diagnosis(_ link: LinkVerdict, at range: SourceRange) -> Diagnosis? {
    if let found = link.diagnosis {
      return Diagnosis(
        DiagnosisName(rawValue: found.name.rawValue) ?? .other, saying: found.remark.line(),
        repair: found.latex, at: range)
    }
    return switch link.outcome {
    case .holds: nil
    case .notAClaim: Diagnosis(.saysNothing, saying: sentence(link.reason ?? "it says nothing"), at: range)
    case .illTyped: Diagnosis(.shapeMismatch, saying: sentence(link.reason ?? "shapes do not fit"), at: range)
    case .fails, .undecided:
      Diagnosis(.other, saying: sentence(link.reason ?? "the two sides differ"), at: range)
    }
  }

  private static func sentence(_ words: String) -> String {
    words.prefix(1).uppercased() + words.dropFirst() + "."
  }

  private static func outcome(_ outcome: LinkOutcome) -> Outcome {
    switch outcome {
    case .holds: .holds
    case .fails: .fails
    case .illTyped: .illTyped
    case .undecided: .undecided
    case .notAClaim: .notAClaim
    }
  }

  private static func outcome(_ outcome: StatementVerdict.Outcome) -> Outcome {
    switch outcome {
    case .definition: .definition
    case .holds: .holds
    case .holdsIf: .holdsIf
    case .fails: .fails
    case .illTyped: .illTyped
    case .undecided: .undecided
    case .notAClaim: .notAClaim
    case .unreadable: .unreadable
    }
  }

  /// At most three lines: what is given, what the text defines, what was assumed.
  private static func preface(_ summary: ModelSummary) -> [String] {
    var lines: [String] = []
    func names(_ entries: [ModelSummary.Entry]) -> String {
      entries.map { $0.name.split(separator: " ").first.map(String.init) ?? $0.name }.joined(separator: ", ")
    }
    if !summary.given.isEmpty { lines.append("given: \(names(summary.given))") }
    if !summary.computed.isEmpty { lines.append("the text defines: \(names(summary.computed))") }
    if !summary.assumed.isEmpty { lines.append("assumed: \(summary.assumed.joined(separator: "; "))") }
    return lines
  }
}

/// A report with the examples that refute its links; nil where it was not this core that judged.
struct ExplainedReport {
  var report: ClaimReport
  var examples: [ShownExample]?
}

import Checking
import Formula
import Lessons

/// What was judged under one name: a lesson, a document, or a formula.
struct CheckedTarget: Sendable {
  /// The name as given.
  var name: String
  var kind: Kind
  /// The convention used.
  var convention: Convention
  /// The seed used.
  var seed: UInt64
  /// The claims in the order of the text.
  var claims: [CheckedClaim]
  /// What is wrong with the text itself, and where.
  var problems: [Problem] = []
  /// The text the problems are in.
  var source: NumberedText
  /// What a text that defines its own model gives, defines and leaves to assume; a line each.
  var preface: [String]?

  /// What it is.
  enum Kind: Sendable {
    case lesson(Lesson)
    case document
    case equation
    case sheet(JudgedSheet)
  }

  /// The answer sheet that it is.
  var sheet: JudgedSheet? { if case .sheet(let sheet) = kind { sheet } else { nil } }
}

/// A verdict, together with what is needed to show it.
struct CheckedClaim: Sendable {
  var report: ClaimReport
  /// The text its ranges count in.
  var source: NumberedText
  /// What it was judged with.
  var settings: Settings
  /// What the lesson says about it.
  var lessonClaim: LessonClaim?
  /// What the author of a document expects of it.
  var expected: Outcome?
  /// The derivation with numbers put in, where one was asked for.
  var trace: Trace?
  /// The smallest examples that refute its broken links, where they were asked for.
  var examples: [ShownExample] = []

  /// The example that refutes a link.
  func example(of link: Int) -> ShownExample? { examples.first { $0.link == link } }

  /// Whether it came out as it should: as the lesson says, or true.
  var isAsExpected: Bool {
    if let lessonClaim { return report.outcome == lessonClaim.expected }
    if let expected { return report.outcome == expected }
    return CheckedClaim.isTrue(report.outcome)
  }

  /// True, or nothing that could be false.
  static func isTrue(_ outcome: Outcome) -> Bool {
    switch outcome {
    case .holds, .definition, .notAClaim: true
    case .holdsIf, .fails, .illTyped, .unreadable, .undecided: false
    }
  }
}

extension CheckedTarget {
  /// The counts of the outcomes.
  var summary: Summary { Summary(claims.map(\.report.outcome)) }

  /// 0 when everything holds (for a lesson: comes out as it says), 1 when something does not, 2 when a single
  /// formula could not be read.
  var exitStatus: Int32 {
    switch kind {
    case .lesson: claims.allSatisfy(\.isAsExpected) ? 0 : 1
    case .document: claims.allSatisfy(\.isAsExpected) && problems.isEmpty ? 0 : 1
    case .sheet(let sheet): sheet.isAllRight ? 0 : 1
    case .equation:
      if claims.contains(where: { $0.report.outcome == .unreadable }) {
        2
      } else {
        claims.allSatisfy { $0.report.outcome == .holds || $0.report.outcome == .definition } ? 0 : 1
      }
    }
  }

  /// On how many networks the claims were judged: the most for any of them.
  var networks: Int {
    claims.compactMap { claim in
      ([claim.report.evidence] + claim.report.links.map(\.evidence)).compactMap { $0?.networks }.max()
    }.max() ?? 0
  }
}

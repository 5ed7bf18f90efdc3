import Formula

@testable import Checking
@testable import nnlearn

/// What a command wrote and how it ended.
struct CommandRun {
  var status: Int32
  var output: String
  var errors: String

  /// Runs a command without a process.
  init(
    _ words: String..., environment: [String: String] = [:], input: [UInt8] = [], isTerminal: Bool = false,
    folder: String = ""
  ) {
    var surroundings = Surroundings()
    surroundings.folder = folder
    surroundings.environment = environment
    surroundings.input = { limit in Array(input.prefix(limit)) }
    surroundings.outputIsTerminal = isTerminal
    surroundings.errorIsTerminal = isTerminal
    var output = ""
    var errors = ""
    status = run(arguments: words, surroundings: surroundings, output: &output, error: &errors)
    self.output = output
    self.errors = errors
  }
}

/// Reports made by hand.
enum Sample {
  static let convention = Convention.builtIn("sigmoid") ?? .standard

  /// The formula as read, at an offset of a text.
  static func statement(_ latex: String, offset: Int = 0) -> Statement? {
    FormulaReader(notation: convention.notation).read(latex, offset: offset).alternatives.first?.statements
      .first
  }

  /// A verdict on a formula in a text whose last link, or no link, is broken.
  static func claim(
    _ latex: String, in text: String? = nil, id: String = "claim-1", outcome: Outcome = .holds,
    witness: Witness? = nil, diagnosis: Diagnosis? = nil, evidence: Evidence? = nil, note: String? = nil
  ) -> CheckedClaim {
    let text = text ?? latex
    let offset =
      text.utf8.count - (text.range(ofText: latex).map { text[$0...].utf8.count } ?? text.utf8.count)
    let statement = statement(latex, offset: offset)
    let sides = statement?.sides ?? []
    let links = (statement?.relations ?? []).enumerated().map { place, relation in
      let isLast = place + 2 == sides.count
      return LinkReport(
        left: sides[place], right: sides[place + 1], relation: relation, outcome: isLast ? outcome : .holds,
        condition: nil, range: sides[place + 1].range, maxRelativeDifference: nil,
        witness: isLast ? witness : nil, diagnosis: isLast ? diagnosis : nil, evidence: nil, note: note)
    }
    let report = ClaimReport(
      id: id, range: SourceRange(offset, offset + latex.utf8.count), latex: latex, statement: statement,
      outcome: outcome, condition: nil, links: links, evidence: evidence, diagnosis: nil)
    return CheckedClaim(
      report: report, source: NumberedText(text), settings: Settings(convention: convention))
  }

  /// A target with these claims.
  static func target(_ name: String, _ kind: CheckedTarget.Kind, _ claims: [CheckedClaim], text: String = "")
    -> CheckedTarget
  {
    CheckedTarget(
      name: name, kind: kind, convention: convention, seed: 1, claims: claims, source: NumberedText(text))
  }

  /// The witness of the design's example.
  static let witness = Witness(
    indices: [("k", 1)], layers: [], left: -0.0412, right: -0.1719, seed: 1, network: "")
  /// What its right side lacks.
  static let diagnosis = Diagnosis(
    name: .missingActivationDerivative, message: "The right side lacks the factor σ′(z_k^(L-1)).",
    repair: nil,
    range: nil)
  static let evidence = Evidence(
    formula: -0.177425138, finiteDifference: -0.177425138, backpropagation: -0.177425138,
    maxRelativeDifference: 4e-11, predictedNoise: 2e-10, comparisons: 480, networks: 5)
}

extension String {
  /// Where a text begins in this one.
  func range(ofText text: String) -> String.Index? {
    indices.first { self[$0...].hasPrefix(text) }
  }

  /// A text of lines, each ended.
  static func lines(_ lines: String...) -> String { lines.map { $0 + "\n" }.joined() }
}

import Formula
import Foundation
import Models

/// A text of `Fixtures/Texts` with the verdicts that automatic differentiation gave.
package struct TextFixture: Sendable {
  /// The file's name.
  package var name: String
  /// The text.
  package var text: String
  /// Its equations.
  package var equations: [Equation]

  /// An equation with its proven verdict.
  package struct Equation: Sendable, Decodable {
    package var file: String
    package var line: Int
    package var column: Int
    package var latex: String
    package var verdict: String
    package var mistake: String?

    /// Whether the equation was proven true, perhaps under a condition that a usual reader grants.
    package var isTrue: Bool { verdict.hasPrefix("holds") }
    /// Whether it was proven false.
    package var isFalse: Bool { verdict == "fails" }
  }

  /// The folder of the texts.
  package static var folder: URL {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Fixtures/Texts")
  }

  /// All texts of a folder with a `verdicts.json`, by name.
  package static func all(in folder: URL = folder) throws -> [TextFixture] {
    let data = try Data(contentsOf: folder.appendingPathComponent("verdicts.json"))
    let equations = try JSONDecoder().decode([Equation].self, from: data)
    return try Dictionary(grouping: equations, by: \.file).sorted { $0.key < $1.key }.map { name, equations in
      let text = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
      return TextFixture(name: name, text: text, equations: equations)
    }
  }

  /// What became of a claim, compared with its proof.
  package enum Agreement: String, Sendable, CaseIterable {
    case right
    /// True, and called false.
    case refused
    /// False, and called true.
    case passed
    /// Neither called true nor false.
    case undecided
  }

  /// A claim with what the program made of it.
  package struct Finding: Sendable {
    package var file: String
    package var equation: Equation
    package var outcome: StatementVerdict.Outcome?
    package var note: String?

    package var agreement: Agreement {
      switch outcome {
      case .holds?: equation.isTrue ? .right : .passed
      case .definition?: equation.isTrue ? .right : .passed
      case .holdsIf?: equation.isTrue ? .undecided : .right
      case .fails?, .illTyped?: equation.isFalse ? .right : .refused
      case .undecided?, .notAClaim?, .unreadable?, nil: .undecided
      }
    }
  }

  /// Judges the text, and compares every claim with its proof.
  package func findings() -> [Finding] {
    let document = Document(text)
    let lines = LineMap(text)
    let verdicts = TextJudge(document).verdicts().map { verdict in
      (verdict: verdict, place: lines.position(of: verdict.statement.range.start))
    }
    return equations.filter { $0.isTrue || $0.isFalse }.map { equation in
      let near = verdicts.filter { $0.place.line >= equation.line && $0.place.line <= equation.line + 1 }
      let first = near.map(\.place.line).min()
      let best = near.filter { $0.place.line == first }.min {
        abs($0.place.column - equation.column) < abs($1.place.column - equation.column)
      }
      return Finding(file: name, equation: equation, outcome: best?.verdict.outcome, note: best?.verdict.note)
    }
  }
}

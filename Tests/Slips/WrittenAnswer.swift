import Checking
import Foundation

import enum Network.Activation
import enum Network.Averaging
import enum Network.Cost

/// An answer of `Fixtures/Mistakes` with what a marker says of it.
package struct WrittenAnswer: Decodable, Sendable, CustomStringConvertible {
  /// The equation as LaTeX.
  package let formula: String
  package let isRight: Bool
  /// What was done wrong, in words, and the names of diagnoses that tell of it.
  package let mistake: String?
  package let names: [String]?

  private let convention: String
  private let activation: String?
  private let output: String?
  private let cost: String?
  private let average: String?
  private let biases: String?

  package var description: String { formula }

  /// The answers in a file.
  package static func read(_ file: URL) throws -> [WrittenAnswer] {
    try JSONDecoder().decode([WrittenAnswer].self, from: Data(contentsOf: file))
  }

  /// What is presumed of it; nil where a word of it is unknown.
  package var settings: Settings? {
    guard var convention = Convention.builtIn(convention) else { return nil }
    if let activation { convention.activation = Activation(rawValue: activation) }
    if let output { convention.output = Activation(rawValue: output) }
    if let cost, let known = Cost(rawValue: cost) { convention.cost = known }
    if let average, let known = Averaging(rawValue: average) { convention.average = known }
    if let biases, let known = Convention.BiasKind(rawValue: biases) { convention.biases = known }
    return Settings(convention: convention)
  }
}

/// What came of written answers.
package struct AnswerTally: Sendable {
  package var right = 0
  package var wrong = 0
  /// Right answers that were not found true, and wrong ones that were not found false.
  package var refused: [String] = []
  package var accepted: [String] = []
  /// Wrong answers under another name than a marker gives, and those without a repair that is found true.
  package var otherName: [String] = []
  package var unrepaired: [String] = []
  /// The processor's time for a check of a wrong answer, in milliseconds.
  package var milliseconds: [Double] = []

  package init() {}

  /// Has an answer checked, and its repair as well.
  package mutating func take(_ answer: WrittenAnswer) {
    guard let settings = answer.settings else {
      refused.append("not understood: \(answer.formula)")
      return
    }
    let checker = Checker(settings)
    var found: ClaimReport?
    let time = ThreadClock.milliseconds { found = checker.check(formula: answer.formula) }
    guard let report = found else { return }
    let said = report.diagnosis.map { "\($0.name.rawValue): \($0.message)" } ?? "–"
    if answer.isRight {
      right += 1
      if report.outcome != .holds, report.outcome != .definition {
        refused.append("\(report.outcome) \(answer.formula)\n      \(said)")
      }
      return
    }
    wrong += 1
    milliseconds.append(time)
    let mistake = answer.mistake ?? ""
    guard [.fails, .illTyped, .holdsIf].contains(report.outcome) else {
      accepted.append("\(report.outcome) \(answer.formula) (\(mistake))")
      return
    }
    let isNamed = report.diagnosis.map { answer.names?.contains($0.name.rawValue) == true } ?? false
    if !isNamed { otherName.append("\(answer.formula) (\(mistake))\n      \(said)") }
    if !isRepaired(report, answer, checker) {
      unrepaired.append("\(answer.formula) (\(mistake))\n      \(said) \(report.diagnosis?.repair ?? "")")
    }
  }

  private func isRepaired(_ report: ClaimReport, _ answer: WrittenAnswer, _ checker: Checker) -> Bool {
    guard let repair = report.diagnosis?.repair, let equals = answer.formula.firstIndex(of: "=") else {
      return false
    }
    // A condition behind the formula stays.
    let condition = answer.formula.range(of: #",\ "#).map { String(answer.formula[$0.lowerBound...]) } ?? ""
    let repaired = answer.formula[...equals] + repair + condition
    let outcome = checker.check(formula: String(repaired)).outcome
    let isForHiddenLayers = report.diagnosis?.message.contains("for hidden layers") == true
    return outcome == .holds || isForHiddenLayers && outcome == .holdsIf
  }

  package static func + (left: Self, right: Self) -> Self {
    var sum = left
    sum.right += right.right
    sum.wrong += right.wrong
    sum.refused += right.refused
    sum.accepted += right.accepted
    sum.otherName += right.otherName
    sum.unrepaired += right.unrepaired
    sum.milliseconds += right.milliseconds
    return sum
  }
}

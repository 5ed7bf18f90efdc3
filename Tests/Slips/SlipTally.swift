import Checking
import Formula

import enum Network.Activation

/// An equation that is true by the loops, with all that is needed to judge slips in it.
package struct SlipEquation: Sendable {
  package var statement: Statement
  package var settings: Settings
}

extension SlipEquation {
  /// An equation known to be true.
  package init?(_ latex: String, _ settings: Settings) {
    let reading = FormulaReader(notation: settings.convention.notation).read(latex)
    guard let statement = reading.alternatives.first?.statements.first, statement.sides.count == 2 else {
      return nil
    }
    self.init(statement: statement, settings: settings)
  }

  /// The links of a formula that the checker finds true.
  package static func links(of latex: String, _ settings: Settings) -> [SlipEquation] {
    let report = Checker(settings).check(formula: latex)
    guard let statement = report.statement else { return [] }
    return report.links.indices.compactMap { link in
      guard report.links[link].outcome == .holds, report.links[link].relation == .equal else { return nil }
      return SlipEquation(
        statement: Statement(
          [report.links[link].left, report.links[link].right], [.equal], conditions: statement.conditions),
        settings: settings)
    }
  }

  /// Networks that are what the equation presumes: several units where σ is left general.
  var networks: [LoopNetwork] {
    let convention = settings.convention
    let biases: LoopPresumption.Biases =
      switch convention.biases {
      case .perNeuron: .perNeuron
      case .shared: .shared
      case .none: .none
      }
    // There is no logarithm of a negative activation.
    let general: [Activation] =
      [.sigmoid, .softplus] + (convention.cost == .crossEntropy ? [] : [.tanh, .relu])
    let activations = convention.activation.map { [$0, $0, $0] } ?? general
    return activations.enumerated().map { number, activation in
      LoopNetwork(
        LoopPresumption(
          activation, output: convention.output, cost: convention.cost, average: convention.average,
          biases: biases), seed: number + 1)
    }
  }
}

/// What came of slips of one kind.
package struct SlipCount: Sendable {
  /// All that were made and judged by loops.
  package var made = 0
  /// Those that are true all the same.
  package var trueAnyway = 0
  /// Those with the right name, and those with a repair that is true.
  package var named = 0
  package var repaired = 0
  /// The formulas of those that were accepted though false, refused though true, and not named.
  package var accepted: [String] = []
  package var refused: [String] = []
  package var unnamed: [String] = []
  /// The processor's time for a check with its diagnosis, in milliseconds.
  package var milliseconds = 0.0
  package var longest = 0.0
  /// The formula that took longest.
  package var slowest = ""

  package init() {}

  /// Those that make a formula false.
  package var wrong: Int { made - trueAnyway }

  package static func + (left: Self, right: Self) -> Self {
    var sum = left
    sum.made += right.made
    sum.trueAnyway += right.trueAnyway
    sum.named += right.named
    sum.repaired += right.repaired
    sum.accepted += right.accepted
    sum.refused += right.refused
    sum.unnamed += right.unnamed
    sum.milliseconds += right.milliseconds
    if right.longest > left.longest { (sum.longest, sum.slowest) = (right.longest, right.slowest) }
    return sum
  }
}

/// What came of the slips in some equations.
package struct SlipTally: Sendable {
  package var counts: [Slip.Kind: SlipCount] = [:]
  /// Equations that the loops do not know, or find false: a mistake of the loops or of the checker.
  package var unknown: [String] = []
  package var contradicted: [String] = []
  /// Slips that the loops do not know, and those that are read as something else than was meant.
  package var notJudged = 0
  package var readOtherwise = 0

  package init() {}

  /// Makes every slip in an equation for which `isMeant` says yes, given its number, and has it checked.
  package mutating func take(_ equation: SlipEquation, where isMeant: (Int, Slip) -> Bool = { _, _ in true })
  {
    let judge = SlipJudge(equation)
    switch judge.truth(equation.statement) {
    case nil:
      unknown.append(judge.printer.print(equation.statement))
      return
    case false?:
      contradicted.append(judge.printer.print(equation.statement))
      return
    case true?: break
    }
    for (number, slip) in Slip.all(in: equation.statement).enumerated() where isMeant(number, slip) {
      take(slip, equation.statement, judge)
    }
  }

  private mutating func take(_ slip: Slip, _ original: Statement, _ judge: SlipJudge) {
    var edited = original
    edited.sides[1] = slip.result
    guard let isTrue = judge.truth(edited) else {
      notJudged += 1
      return
    }
    // The loops never meet a z that is exactly zero.
    guard !isTrue || !edited.sides[1].speaksOfZero else {
      notJudged += 1
      return
    }
    let latex = judge.printer.print(edited)
    guard judge.isRead(latex, as: edited) else {
      readOtherwise += 1
      return
    }
    var report: ClaimReport?
    let duration = ThreadClock.milliseconds { report = judge.checker.check(formula: latex) }
    guard let report else { return }
    var count = SlipCount()
    count.made = 1
    switch report.outcome {
    case .holds, .definition, .notAClaim:
      if isTrue { count.trueAnyway = 1 } else { count.accepted = [latex] }
    case .undecided, .unreadable, .holdsIf, .fails, .illTyped:
      guard !isTrue else {
        count.trueAnyway = 1
        if report.outcome != .undecided { count.refused = ["\(report.outcome) \(latex)"] }
        break
      }
      let isRepaired =
        report.diagnosis?.repair.map { judge.isTrue(repair: $0, original.sides[0], original) } ?? false
      let isNamed = isRepaired && (report.diagnosis.map { slip.kind.names.contains($0.name) } ?? false)
      count.repaired = isRepaired ? 1 : 0
      count.named = isNamed ? 1 : 0
      if !isNamed {
        let diagnosis = report.diagnosis.map { "\($0.name.rawValue): \($0.message)" } ?? "–"
        count.unnamed = [
          "\(latex)\n      \(report.outcome), \(diagnosis) \(report.diagnosis?.repair ?? "no repair")"
        ]
      }
      count.milliseconds = duration
      (count.longest, count.slowest) = (count.milliseconds, latex)
    }
    counts[slip.kind] = counts[slip.kind].map { $0 + count } ?? count
  }

  package static func + (left: Self, right: Self) -> Self {
    var sum = left
    sum.counts.merge(right.counts) { $0 + $1 }
    sum.unknown += right.unknown
    sum.contradicted += right.contradicted
    sum.notJudged += right.notJudged
    sum.readOtherwise += right.readOtherwise
    return sum
  }
}

extension Expression {
  /// A branch for z = 0 stands in it.
  fileprivate var speaksOfZero: Bool {
    contains { node in
      guard case .cases(let branches) = node else { return false }
      return branches.contains { $0.condition?.comparisons.contains { $0.relation == .equal } == true }
    }
  }
}

import Checking
import Formula

/// What came of rewriting true equations by laws that keep them true.
package struct RewriteTally: Sendable {
  /// By the law that was used; of several laws, by the last.
  package var counts: [String: RewriteCount] = [:]
  /// Those that the loops do not know, or find false: a mistake of a law or of the loops.
  package var notJudged = 0
  package var contradicted: [String] = []

  package init() {}

  /// Rewrites an equation so many times, each time by one to three laws, and has the result checked.
  package mutating func take(_ equation: SlipEquation, count: Int, seed: Int) {
    let judge = SlipJudge(equation)
    guard judge.truth(equation.statement) == true else { return }
    let isSigmoid = equation.settings.convention.activation == .sigmoid
    var rewriting = Rewriting(
      random: PropertyRandom(seed: seed), isSigmoid: isSigmoid,
      firstUnit: equation.settings.convention.notation.firstUnit)
    var seen: Set<Statement> = [equation.statement]
    for _ in 0..<count {
      let times = 1 + rewriting.random.below(3)
      let (statement, laws) = rewriting.rewritten(equation.statement, times: times)
      guard let law = laws.last, seen.insert(statement).inserted else { continue }
      take(statement, law, judge)
    }
  }

  private mutating func take(_ statement: Statement, _ law: String, _ judge: SlipJudge) {
    // Sides that are one expression say nothing, which is another verdict.
    if statement.sides[0].simplified.isSame(as: statement.sides[1].simplified) { return }
    let latex = judge.printer.print(statement)
    guard let isTrue = judge.truth(statement), judge.isRead(latex, as: statement) else {
      notJudged += 1
      return
    }
    guard isTrue else {
      contradicted.append("\(law): \(latex)")
      return
    }
    let report = judge.checker.check(formula: latex)
    var count = RewriteCount()
    count.made = 1
    switch report.outcome {
    case .holds, .definition, .notAClaim: break
    case .undecided: count.undecided = ["\(latex)\n      \(report.diagnosis?.message ?? "")"]
    case .fails, .illTyped, .holdsIf, .unreadable:
      count.refused = ["\(report.outcome) \(latex)\n      \(report.diagnosis?.message ?? "")"]
    }
    counts[law] = counts[law].map { $0 + count } ?? count
  }

  package static func + (left: Self, right: Self) -> Self {
    var sum = left
    sum.counts.merge(right.counts) { $0 + $1 }
    sum.notJudged += right.notJudged
    sum.contradicted += right.contradicted
    return sum
  }
}

/// What came of rewriting by one law.
package struct RewriteCount: Sendable {
  /// All that were made and found true by loops.
  package var made = 0
  /// Those that were refused, and those that were left open.
  package var refused: [String] = []
  package var undecided: [String] = []

  package init() {}

  package static func + (left: Self, right: Self) -> Self {
    var sum = left
    sum.made += right.made
    sum.refused += right.refused
    sum.undecided += right.undecided
    return sum
  }
}

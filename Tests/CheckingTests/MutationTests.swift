import Checking
import Formula
import Slips
import Testing

/// What came of many single edits.
struct MutationTally {
  var tried = 0
  var trueAnyway = 0
  var notKnown = 0
  var accepted: [String] = []
  var refused: [String] = []

  /// Edits true formulas `count` times and compares the checker's word with that of the loops.
  init(count: Int, seed: Int) {
    let settings = Settings(convention: .standard)
    let reader = FormulaReader(notation: settings.convention.notation)
    let printer = LaTeXPrinter(notation: settings.convention.notation)
    let networks = [
      LoopNetwork(LoopPresumption(.sigmoid), seed: 1), LoopNetwork(LoopPresumption(.softplus), seed: 2),
    ]
    let formulas = (TrueFormulas.indexed + TrueFormulas.whole).compactMap {
      reader.read($0).alternatives.first?.statements.first
    }
    var mutation = Mutation(random: PropertyRandom(seed: seed))
    while tried < count {
      guard let formula = mutation.random.one(of: formulas), let (edited, edit) = mutation.edited(formula)
      else { continue }
      tried += 1
      let latex = printer.print(edited)
      let report = Checker(settings).check(formula: latex)
      let isAccepted = report.outcome == .holds || report.outcome == .definition
      do throws(LoopJudge.Refusal) {
        let isTrue = try LoopJudge.isTrue(edited, networks)
        if isTrue { trueAnyway += 1 }
        if !isTrue, isAccepted { accepted.append("\(edit): \(latex)") }
        if isTrue, report.outcome == .fails || report.outcome == .illTyped {
          refused.append("\(edit): \(latex)")
        }
      } catch .meaningless {
        if isAccepted { accepted.append("\(edit), meaningless: \(latex)") }
      } catch {
        notKnown += 1
        if isAccepted { accepted.append("\(edit), not judged: \(latex)") }
      }
    }
  }
}

@Suite struct MutationTests {
  /// A thousand is the number worth running by hand in a release build.
  static let count = 16

  @Test func `no single wrong edit of a true formula is accepted`() {
    let tally = MutationTally(count: Self.count, seed: 1)
    #expect(tally.accepted == [])
    #expect(tally.refused == [])
    #expect(tally.trueAnyway + tally.notKnown < tally.tried / 2)
  }
}

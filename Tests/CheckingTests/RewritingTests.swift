import Checking
import Formula
import Slips
import Testing

/// What came of many rewritings.
struct RewritingTally {
  var tried = 0
  var refused: [String] = []

  /// Rewrites true formulas `count` times and has each judged; the shortest that are refused come first.
  init(count: Int, seed: Int) {
    var settings = Settings(convention: .standard)
    let reader = FormulaReader(notation: settings.convention.notation)
    let printer = LaTeXPrinter(notation: settings.convention.notation)
    let read = { (latex: String) in reader.read(latex).alternatives.first?.statements.first }
    let indexed = TrueFormulas.indexed.compactMap(read)
    let whole = TrueFormulas.whole.compactMap(read)
    var rewriting = Rewriting(random: PropertyRandom(seed: seed), isSigmoid: false)
    while tried < count {
      rewriting.isSigmoid = rewriting.random.below(2) == 0
      settings.convention.activation = rewriting.isSigmoid ? .sigmoid : nil
      let times = 1 + rewriting.random.below(3)
      let isWhole = rewriting.random.below(4) == 0
      guard let formula = rewriting.random.one(of: isWhole ? whole : indexed) else { return }
      let (statement, rules) =
        isWhole ? rewriting.rewrittenWhole(formula, times: times) : rewriting.rewritten(formula, times: times)
      if statement.sides[0].isSame(as: statement.sides[1]) { continue }
      tried += 1
      let latex = printer.print(statement)
      let report = Checker(settings).check(formula: latex)
      if report.outcome != .holds {
        refused.append(
          "\(report.outcome) \(rules.joined(separator: ", ")): \(latex) \(report.diagnosis?.message ?? "")")
      }
    }
    refused.sort { ($0.count, $0) < ($1.count, $1) }
  }
}

@Suite struct RewritingTests {
  /// A thousand is the number worth running by hand in a release build.
  static let count = 40

  @Test func `no true formula is refused because it is written otherwise`() {
    #expect(RewritingTally(count: Self.count, seed: 1).refused == [])
  }
}

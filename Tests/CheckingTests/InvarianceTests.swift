import Checking
import Formula
import Slips
import Testing

/// Formulas that can be written in any style, with their verdict.
enum StyledFormulas {
  typealias Formula = @Sendable (inout WritingStyle) -> String

  static let all: [(outcome: Outcome, formula: Formula)] = [
    (
      .holds,
      { s in s.q("\\delta", ["j"], "L") + s.equals + s.times(["2", error(&s), s.prime(s.q("z", ["j"], "L"))])
      }
    ),
    (
      .fails,
      { s in s.q("\\delta", ["j"], "L") + s.equals + s.times([error(&s), s.prime(s.q("z", ["j"], "L"))]) }
    ),
    (
      .holds,
      { s in
        let sum = s.sum("j", s.times([s.q("\\delta", ["j"], "l+1"), s.q("w", ["j", "k"], "l+1")]))
        return s.q("\\delta", ["k"], "l") + s.equals
          + s.times([s.bracket(sum), s.prime(s.q("z", ["k"], "l"))])
      }
    ),
    (
      .illTyped,
      { s in
        let sum = s.sum("j", s.times([s.q("\\delta", ["j"], "l+1"), s.q("w", ["k", "j"], "l+1")]))
        return s.q("\\delta", ["k"], "l") + s.equals
          + s.times([s.bracket(sum), s.prime(s.q("z", ["k"], "l"))])
      }
    ),
    (
      .fails,
      { s in
        let sum = s.sum("j", s.times([s.q("\\delta", ["j"], "l+1"), s.q("w", ["j", "k"], "l+1")]))
        return s.q("\\delta", ["k"], "l") + s.equals + sum
      }
    ),
    (
      .holds,
      { s in
        let gradient = s.fraction("\\partial C", "\\partial " + s.q("w", ["j", "k"], "l"))
        return gradient + s.equals + s.times([s.q("\\delta", ["j"], "l"), s.q("a", ["k"], "l-1")])
      }
    ),
    (
      .holds,
      { s in
        let turned = s.bracket(s.transposed(s.bracket(s.q("W", [], "l+1"))) + s.q("\\delta", [], "l+1"))
        return s.q("\\delta", [], "l") + s.equals + s.hadamard(turned, s.prime(s.q("z", [], "l")))
      }
    ),
    (
      .illTyped,
      { s in
        let turned = s.bracket(s.q("W", [], "l+1") + s.q("\\delta", [], "l+1"))
        return s.q("\\delta", [], "l") + s.equals + s.hadamard(turned, s.prime(s.q("z", [], "l")))
      }
    ),
    (
      .holds,
      { s in
        let step = s.fraction("\\partial " + s.q("a", ["m"], "l+1"), "\\partial " + s.q("a", ["p"], "l"))
        return step + s.equals + s.times([s.prime(s.q("z", ["m"], "l+1")), s.q("w", ["m", "p"], "l+1")])
      }
    ),
    (
      .holds,
      { s in
        let sum = s.sum("k", s.times([s.q("w", ["j", "k"], "l"), s.q("a", ["k"], "l-1")]))
        return s.q("z", ["j"], "l") + s.equals + sum + s.plus + s.q("b", ["j"], "l")
      }
    ),
    (.holds, { s in "C" + s.equals + s.sum("j", error(&s) + "^2") }),
    (.fails, { s in "C" + s.equals + s.fraction("1", "2") + s.sum("j", error(&s) + "^{2}") }),
    (
      .holdsIf,
      { s in
        let slope = [s.q("a", ["j"], "L"), s.bracket("1" + s.minus + s.q("a", ["j"], "L"))]
        return s.q("\\delta", ["j"], "L") + s.equals + s.times(["2", error(&s)] + slope)
      }
    ),
  ]

  private static func error(_ s: inout WritingStyle) -> String {
    s.bracket(s.q("a", ["j"], "L") + s.minus + s.q("y", ["j"]))
  }
}

/// What came of writing formulas in many styles.
struct InvarianceTally {
  var tried = 0
  var different: [String] = []

  init(count: Int, seed: Int) {
    let settings = Settings(convention: .standard)
    let reader = FormulaReader(notation: settings.convention.notation)
    var random = PropertyRandom(seed: seed)
    var trees: [Int: [Statement]] = [:]
    while tried < count {
      let number = tried % StyledFormulas.all.count
      let (outcome, formula) = StyledFormulas.all[number]
      let keepsTree = random.below(2) == 0
      var style = WritingStyle(random: PropertyRandom(seed: random.below(1 << 40)), keepsTree: keepsTree)
      let latex = formula(&style)
      tried += 1
      if keepsTree {
        let read = reader.read(latex)
        guard let statements = read.alternatives.first?.statements.map(\.withoutRange) else {
          different.append(
            "not read: \(latex) \(read.problems.first.map { "\($0.code): \($0.found)" } ?? "")")
          continue
        }
        if let known = trees[number], known != statements { different.append("another tree: \(latex)") }
        trees[number] = trees[number] ?? statements
      } else {
        let report = Checker(settings).check(formula: latex)
        if report.outcome != outcome {
          different.append(
            "\(report.outcome) for \(outcome): \(latex) \(report.problems.first.map { "\($0.code): \($0.found)" } ?? "")"
          )
        }
      }
    }
    different.sort { ($0.count, $0) < ($1.count, $1) }
  }
}

@Suite struct InvarianceTests {
  @Test func `spacing, braces, brackets, names and orders change neither tree nor verdict`() {
    #expect(InvarianceTally(count: 78, seed: 1).different == [])
  }
}

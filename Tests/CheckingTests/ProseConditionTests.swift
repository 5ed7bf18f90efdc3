import Checking
import Formula
import Testing

/// Conditions in prose and beside formulas: on what they are said of, and on nothing else.
@Suite struct ProseConditionTests {
  private func outcomes(_ text: String, _ convention: String = "standard") throws -> [Outcome] {
    let settings = Settings(convention: try #require(Convention.builtIn(convention)))
    return Checker(settings).check(document: text).claims.map(\.outcome)
  }

  private static let foreignWeight = #"$$\frac{\partial z_i^l}{\partial w_{jk}^l} = 0$$"#
  private static let outputDelta = #"$$\delta_j^l = 2(a_j^l-y_j)\sigma'(z_j^l)$$"#

  @Test func `a condition is said of the next formula only`() throws {
    let text = "For $i \\ne j$\n\n\(Self.foreignWeight)\n\nFor every pair of units\n\n\(Self.foreignWeight)\n"
    let found = try outcomes(text)
    #expect(found.first == .holds)
    #expect(found.last != .holds)
    let layers = "For $l = L$ it is\n\n\(Self.outputDelta)\n\nand so\n\n\(Self.outputDelta)\n"
    #expect(try outcomes(layers).map { $0 == .holds } == [true, false])
  }

  @Test(arguments: [
    "For $l = L$ we know it. In general", "For $l = L$ this is simple, and of any layer",
    "For $l = L$, and just so for every layer,", "For $l = L$; it is always so:",
  ])
  func `words that speak of all end a condition`(prose: String) throws {
    #expect(try outcomes("\(prose)\n\n\(Self.outputDelta)\n").last != .holds)
  }

  @Test(arguments: ["for $z_j^l < 0$", "when $z_j^l < 0$", "if $a_j^l = 0$", "For $z_j^l \\le -1$, say,"])
  func `a condition on values counts like one on indices`(prose: String) throws {
    #expect(try outcomes("\(prose)\n\n$$\\delta_j^l = 0$$\n", "relu").last == .holds)
  }

  @Test func `a condition on values counts within a formula`() throws {
    var settings = Settings(convention: try #require(Convention.builtIn("standard")))
    settings.convention.activation = .relu
    let checker = Checker(settings)
    #expect(checker.check(formula: #"\delta_j^l = 0 \quad \text{for } z_j^l < 0"#).outcome == .holds)
    #expect(checker.check(formula: #"\delta_j^l = 0 \quad \text{for all } z_j^l < 0"#).outcome == .holds)
    #expect(checker.check(formula: #"\delta_j^l = 0 \quad \text{for } z_j^l > 0"#).outcome == .fails)
  }
}

import Checking
import Formula
import Testing

/// Formulas that have a value for some numbers only.
@Suite struct DomainTests {
  private let checker = Checker(Settings(convention: .standard))

  @Test(arguments: [
    #"\frac{d}{dx}\log x = \frac{1}{x}"#, #"\frac{d}{dx}\sqrt{x} = \frac{1}{2\sqrt{x}}"#,
    #"\frac{d}{dx}\log(1-x) = -\frac{1}{1-x}"#, #"\frac{d}{dx}\log(x-3) = \frac{1}{x-3}"#,
    #"\frac{d}{dx}\log(1-x^2) = -\frac{2x}{1-x^2}"#, #"\log(x^2) = 2\log x"#,
  ])
  func `a point where a side has no value is drawn again`(latex: String) {
    #expect(checker.check(formula: latex).outcome == .holds)
  }

  @Test(arguments: [#"\frac{d}{dx}\log x = x"#, #"\frac{d}{dx}\log(x-3) = \frac{1}{x+3}"#])
  func `what is wrong inside of the domain fails`(latex: String) {
    #expect(checker.check(formula: latex).outcome == .fails)
  }

  @Test(arguments: [#"\log(-x^2) = 2\log x"#, #"\frac{d}{dx}\sqrt{-x^2-1} = x"#])
  func `where no point has a value nothing is decided`(latex: String) {
    #expect(checker.check(formula: latex).outcome == .undecided)
  }
}

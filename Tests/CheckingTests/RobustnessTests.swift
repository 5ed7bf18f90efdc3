import Checking
import Formula
import Slips
import Testing

@Suite struct RobustnessTests {
  private let checker = Checker(Settings(convention: .standard))

  /// The verdict, which has to come within what a formula may take.
  private func verdict(_ latex: String, _ settings: Settings? = nil) -> Outcome {
    let report = (settings.map(Checker.init) ?? checker).check(formula: latex)
    #expect(report.operations < 2_000_000_000, "\(latex.prefix(60))")
    return report.outcome
  }

  @Test func `random bytes are read or refused`() {
    var random = PropertyRandom(seed: 1)
    for _ in 0..<100 {
      let bytes = (0..<random.below(60)).map { _ in UInt8(random.below(256)) }
      #expect(verdict(String(decoding: bytes, as: UTF8.self)) != .holds)
    }
  }

  @Test func `random tokens are read or refused`() {
    let tokens = [
      "\\frac", "{", "}", "_", "^", "\\sum", "(", ")", "\\left(", "\\right)", "a", "j", "L", "l", "=", "+",
      "-", "'", "\\sigma",
      "\\partial", "C", "\\begin{cases}", "\\end{cases}", "&", "\\\\", "|", "\\Big|", "2", "1", "e", "\\max",
      ",", "\\nabla",
      "\\delta", "w", "W", "T", "\\text{", "\\prod", "\\odot", "/", "[", "]", "\\sqrt", "\\over", "\\mathbf",
      "\\vec", "!",
    ]
    var random = PropertyRandom(seed: 2)
    for _ in 0..<300 {
      _ = verdict(
        (0..<random.below(16)).map { _ in tokens[random.below(tokens.count)] }.joined(separator: " "))
    }
  }

  @Test func `a formula that breaks off is read or refused`() {
    let formulas = TrueFormulas.indexed.prefix(6) + TrueFormulas.whole.prefix(3)
    for formula in formulas {
      let characters = Array(formula)
      for length in stride(from: 0, to: characters.count, by: 3) {
        _ = verdict(String(characters.prefix(length)))
      }
    }
  }

  @Test(arguments: [
    "{", "}", "(", "\\frac", "^", "_", "-", "\\left(", "$", "&", "'", "\\sum_j ", "a", "\\sqrt", "\\\\",
  ])
  func `a very long repetition ends`(piece: String) {
    #expect(verdict(String(repeating: piece, count: 200_000 / piece.utf8.count)) != .holds)
  }

  @Test func `a megabyte of braces ends`() {
    #expect(verdict(String(repeating: "{", count: 1 << 20)) == .unreadable)
    let half = String(repeating: "{", count: 1 << 19)
    #expect(verdict(half + String(repeating: "}", count: 1 << 19)) == .unreadable)
  }

  @Test(arguments: [
    "10^{10^{10}} = a_1^L", "10^{10^{10^{10^{10}}}} = 1", "a_{999999999999}^L = \\sigma(z_{999999999999}^L)",
    "a_j^{999999999999} = \\sigma(z_j^{999999999999})", "a_j^{99999999999999999999999} = 1",
    "\\delta_j^{L-999999999} = 0", "\\sum_{j=1}^{999999999999} a_j^L = 1", "\\prod_{j=1}^{10^{10}} a_j^L = 0",
    "\\sum_{i=1}^{10^9}\\sum_{k=1}^{10^9} i k = 1", "9999999999999999999999999999999999 = a_1^L",
    "a_j^{l-9223372036854775808} = 1", "a_j^{l+9223372036854775807+1} = 1",
    "\\sigma''''''''''''''''''''(z) = 1",
  ])
  func `huge numbers end`(latex: String) {
    #expect(verdict(latex) != .holds)
  }

  @Test func `deep and wide formulas end`() {
    let deep = String(repeating: "\\sum_j ", count: 10_000) + "a_j^L = 1"
    #expect(verdict(deep) != .holds)
    #expect(
      verdict(
        "z_1^L = " + String(repeating: "\\frac{1}{", count: 5_000) + "2"
          + String(repeating: "}", count: 5_000)) != .holds)
    #expect(verdict("z_1^L = " + String(repeating: "\\frac{1}{", count: 5_000)) == .unreadable)
    #expect(verdict("z_1^L = " + String(repeating: "z_1^L+", count: 100_000) + "z_1^L") == .unreadable)
    #expect(verdict("z_1^L = " + String(repeating: "z_1^L+", count: 500) + "z_1^L") == .fails)
    #expect(verdict(String(repeating: "z_1^L = ", count: 100) + "1") == .fails)
    let letters = ["i", "j", "k", "m", "p"]
    #expect(verdict("C = " + letters.map { "\\sum_\($0) a_\($0)^L" }.joined()) == .fails)
    let product = letters.map { "a_\($0)^L" }.joined()
    #expect(verdict("C = \\sum_{" + letters.joined(separator: ",") + "} " + product) == .fails)
  }

  @Test(arguments: [[1, 1], [1, 1, 1, 1], [3, 1, 2], [1], [], [0, 2], [-1, 2], [2, 3]])
  func `any network is judged or refused`(widths: [Int]) {
    let settings = Settings(convention: .standard, widths: widths, examples: widths.count > 2 ? 1 : nil)
    for formula in TrueFormulas.indexed.prefix(4) {
      let outcome = verdict(formula, settings)
      #expect(outcome != .fails)
    }
    #expect(verdict(#"\delta_j^L = (a_j^L-y_j)\sigma'(z_j^L)"#, settings) != .holds)
  }
}

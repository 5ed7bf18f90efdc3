import Formula
import Testing

@Suite struct PrintingLimitsTests {
  @Test func `a deep tree prints on a small stack`() {
    var deep = Expression.aj
    for level in 0..<64 {
      switch level % 4 {
      case 0: deep = .sum(.x, .product(deep, .yj))
      case 1: deep = .power(deep, .number(2))
      case 2: deep = .call(.log, .quotient(deep, .y))
      default: deep = .sum(over: "j", body: deep)
      }
    }
    let tree = deep
    onSmallStack {
      #expect(LaTeXPrinter(notation: .standardSample).print(tree).utf8.count > 700)
      #expect(UnicodePrinter(notation: .standardSample).print(tree).utf8.count > 400)
      #expect(MathMLPrinter(notation: .standardSample).print(tree).utf8.count > 700)
    }
  }

  @Test func `a sum of many terms prints`() {
    let wide = Expression(.sum(Array(repeating: .product(.aj, .yj), count: 5_000)))
    #expect(LaTeXPrinter(notation: .standardSample).print(wide).utf8.count == 5_000 * 15 - 1)
  }

  @Test func `a name of many braces prints`() {
    let name = String(repeating: "\\hat{", count: 10_000) + "p"
    onSmallStack {
      #expect(!UnicodePrinter(notation: .standardSample).print(.symbol(name)).isEmpty)
      #expect(isWellFormedXML(MathMLPrinter(notation: .standardSample).print(.symbol(name))))
    }
  }
}

import Formula
import Testing

@Suite struct PrintingMathMLTests {
  private func markup(_ expression: Expression, _ notation: Notation = .sigmoidSample) -> String {
    MathMLPrinter(notation: notation).print(expression)
  }

  @Test func `a layered symbol is one element with an index row and a layer row`() {
    let weight = Expression.quantity(.weight, Layer(.output, -1), "j", "k")
    #expect(
      markup(weight).contains(
        "<msubsup><mi>w</mi><mrow><mi>j</mi><mo separator=\"true\">&#x2063;</mo><mi>k</mi></mrow><mrow><mrow>"
          + "<mo stretchy=\"false\" fence=\"true\" form=\"prefix\">(</mo><mrow><mi>L</mi><mo>−</mo><mn>1</mn></mrow>"
          + "<mo stretchy=\"false\" fence=\"true\" form=\"postfix\">)</mo></mrow></mrow></msubsup>"))
  }

  @Test func `calls and products are told apart for a screen reader`() {
    #expect(markup(.sigma(1, .z)).contains("<msup><mi>σ</mi><mrow><mo>′</mo></mrow></msup><mo>&#x2061;</mo>"))
    #expect(markup(.product(.x, .y)).contains("<mi>x</mi><mo>&#x2062;</mo><mi>p</mi>"))
  }

  @Test func `derivatives and transposes say what they are`() {
    #expect(
      markup(.derivative(.cost, by: .x)).contains(
        "<mfrac intent=\"partial-derivative($f,$x)\"><mrow><mo>∂</mo><mrow arg=\"f\"><mi>C</mi></mrow></mrow>"
          + "<mrow><mo>∂</mo><mrow arg=\"x\"><mi>x</mi></mrow></mrow></mfrac>"))
    #expect(markup(.transpose(.x)).contains("<msup intent=\"transpose($a)\"><mrow arg=\"a\">"))
  }

  @Test func `the LaTeX is annotated`() {
    #expect(
      markup(.product(.number(2), .aj)).hasSuffix(
        "<annotation encoding=\"application/x-tex\">2a_{j}^{(L)}</annotation></semantics></math>"))
  }

  @Test func `a writer's names can't become markup`() {
    for name in ["<script>alert(1)</script>", "\\hat{<b>}", "a&b", "\"onload='x'", "\u{0}\u{8}x\u{FFFE}"] {
      let text = markup(.call(.other(name, primes: 1), .symbol(name)))
      #expect(!text.contains("<script") && !text.contains("<b>"))
      #expect(isWellFormedXML(text), "\(text)")
    }
  }

  @Test func `every kind of node is well-formed in every notation`() {
    for expression in Samples.expressions {
      for sample in Notation.samples {
        let text = markup(expression, sample.notation)
        #expect(isWellFormedXML(text), "\(sample.name): \(text)")
        #expect(!text.contains("mfenced") && !text.contains("menclose"))
      }
    }
  }

  @Test func `a chain is a table with one side a row`() {
    var chain = Statement([.x, .y, .z], [.equal, .less], conditions: [], marks: ["<5>"])
    chain.notes = [2: "a < b"]
    let text = MathMLPrinter(notation: .standardSample).print(chain, display: true, aligned: true)
    #expect(isWellFormedXML(text))
    #expect(text.split(separator: "<mtr>").count == 3)
    #expect(text.contains("<mtext>a &lt; b</mtext>"))
  }
}

import Formula
import Testing

@Suite struct PrintingUnicodeTests {
  private func line(
    _ expression: Expression, _ notation: Notation = .sigmoidSample, _ style: UnicodePrinter.Style = .unicode
  ) -> String {
    UnicodePrinter(notation: notation, style: style).print(expression)
  }

  /// The output layer's δ, as the course's transcript shows it.
  private let delta = Statement(
    [
      .quantity(.error, .output, "j"),
      .product(.number(2), .sum(.aj, -.yj), .sigma(1, .zj)),
    ], [.equal])

  @Test func `the error term of the output layer`() {
    #expect(
      UnicodePrinter(notation: .sigmoidSample).print(delta) == "δ_j^(L) = 2(a_j^(L) − y_j) · σ′(z_j^(L))")
    #expect(
      UnicodePrinter(notation: .sigmoidSample, style: .ascii).print(delta)
        == "delta_j^(L) = 2(a_j^(L) - y_j) * sigma'(z_j^(L))")
    #expect(
      UnicodePrinter(notation: .softmaxSample).print(delta) == "δ_{L,j} = 2(a_{L,j} − y_j) · g′(z_{L,j})")
  }

  @Test func `derivatives are fractions on a line, with dots between`() {
    let weight = Expression.quantity(.weight, .variable("l"), "j", "k")
    let chain = Expression.product(.derivative(.cost, by: .aj), .derivative(.aj, by: weight))
    #expect(line(chain, .standardSample) == "∂C/∂a_j^L · ∂a_j^L/∂w_jk^l")
    #expect(line(.derivative(.cost, by: .aj), .standardSample, .ascii) == "d C/d a_j^L")
    #expect(line(.derivative(.sum(.x, .y), by: .x)) == "∂(x + p)/∂x")
  }

  @Test func `what a fraction flattens gets brackets`() {
    #expect(line(.quotient(.sum(.x, .y), .product(.number(2), .z))) == "(x + p)/(2q)")
    #expect(line(.quotient(.number(1), .width(.output))) == "1/n_L")
    #expect(line(.quotient(.quotient(.x, .y), .z)) == "(x/p)/q")
    #expect(line(.product(.quotient(.number(1), .number(2)), .x)) == "1/2 · x")
    #expect(line(.call(.exp, -.z)) == "e^(−q)")
    #expect(line(.power(.sum(.x, .y), .number(2))) == "(x + p)²")
  }

  @Test func `matrices, sums and cases on a line`() {
    let weight = Expression.quantity(.weight, Layer(.variable("l"), 1))
    let error = Expression.quantity(.error, Layer(.variable("l"), 1))
    let hidden = Expression.hadamard(.product(.transpose(weight), error), .sigma(1, .z))
    #expect(line(hidden, .standardSample) == "(W^(l+1))ᵀ δ^(l+1) ⊙ σ′(q)")
    #expect(line(hidden, .standardSample, .ascii) == "(W^(l+1))^T delta^(l+1) .* sigma'(q)")
    #expect(line(.sum(over: "j", body: .product(.aj, .yj)), .standardSample) == "Σ_j a_j^L y_j")
    let positive = Condition([Comparison(.z, .greater, .number(0))])
    let cases = Expression(
      .cases([Branch(.number(1), if: positive), Branch(.symbol("\\varepsilon"), if: nil)]))
    #expect(line(cases) == "{ 1 if q > 0; ε otherwise }")
  }

  @Test func `limits that say nothing new are left out, others are not`() {
    func sum(to upper: Expression, from lower: Double = 1) -> Expression {
      .sum(over: Binder("j", from: .number(lower), to: upper), body: .product(.aj, .yj))
    }
    #expect(line(sum(to: .width(.output)), .standardSample) == "Σ_j a_j^L y_j")
    #expect(line(sum(to: .width(.variable("l"))), .standardSample) == "Σ_{j=1}^{n_l} a_j^L y_j")
    #expect(line(sum(to: Expression(.layerNumber(.output))), .standardSample) == "Σ_{j=1}^L a_j^L y_j")
    #expect(line(sum(to: .width(.output)), .sigmoidSample) == "Σ_{j=1}^{n_L} a_j^(L) y_j")
    #expect(line(sum(to: .sum(.width(.output), -.number(1)), from: 0), .sigmoidSample) == "Σ_j a_j^(L) y_j")
  }

  @Test func `numbers stand below as Unicode subscripts, letters do not`() {
    #expect(line(Expression(.quantity(Quantity(.target, [.literal(0)])))) == "y₀")
    #expect(line(.symbol("f_{1}")) == "f₁")
    #expect(line(Expression(.quantity(Quantity(.target, [.literal(0)]))), .standardSample, .ascii) == "y_0")
  }

  @Test func `names keep their accents and faces`() {
    #expect(line(.symbol("\\hat{p}")) == "p\u{302}")
    #expect(line(.symbol("\\mathcal{L}")) == "ℒ")
    #expect(line(.symbol("\\mathbb{R}")) == "ℝ")
    #expect(line(.symbol("\\hat{p}"), .standardSample, .ascii) == "p_hat")
  }

  @Test func `no character that steers a terminal gets through`() {
    let text = line(.symbol("\u{1B}[31mx\u{202E}\u{9B}"))
    #expect(
      !text.unicodeScalars.contains {
        $0.value < 0x20 || (0x7F...0x9F).contains($0.value) || $0 == "\u{202E}"
      })
  }

  @Test func `columns of a terminal`() {
    #expect(displayWidth("a_j − 2") == 7)
    #expect(displayWidth("p\u{302}") == 1)
    #expect(displayWidth("1\u{20D7}") == 1)
    #expect(displayWidth("算上") == 4)
    #expect(displayWidth("🙂") == 2)
    #expect(displayWidth("👨‍👩‍👧") == 2)
    #expect(displayWidth("🇫🇷") == 2)
    #expect(displayWidth("❤️") == 2)
    #expect(displayWidth("ｆ") == 2)
    #expect(displayWidth("𝟏ℒ⊙Σ") == 4)
    #expect(displayWidth("") == 0)
  }
}

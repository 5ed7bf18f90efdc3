import Formula
import Models
import Testing

/// Ways in which indices, layers and names are written elsewhere, each in a true text and in a false one.
struct ReadingLawsTests {
  /// The outcomes of the claims in a text's displays, behind its definitions.
  private func outcomes(_ text: String) -> [String] {
    TextJudge(Document(text)).verdicts()
      .filter { $0.statement.isDisplay && $0.outcome != .definition }.map(\.outcome.rawValue)
  }

  /// A text with a gap, what makes it true, and what makes it false.
  struct Case: Sendable, CustomTestStringConvertible {
    var law: String
    var text: String
    var holds: String
    var fails: String
    var testDescription: String { law }
  }

  static let cases: [Case] = [
    Case(
      law: "indices above are indices, and what stands twice is summed where all definitions sum so",
      text: #"""
        $$S^{ij} = \frac{1}{\sqrt{d_k}} Q^{ia} K^{ja}$$
        $$O^{ib} = S^{ij} V^{jb}$$
        $$\frac{\partial L}{\partial V^{mn}} = GAP$$
        """#,
      holds: #"S^{im} \frac{\partial L}{\partial O^{in}}"#,
      fails: #"S^{mi} \frac{\partial L}{\partial O^{in}}"#),
    Case(
      law: "a formula in a box within text is a factor",
      text: #"""
        Let $y = a x^2$.
        $$\frac{dy}{dx} = 2 \text{\fbox{$GAP$}}$$
        """#,
      holds: "a x", fails: "3 a x"),
    Case(
      law: "what a text defines with square brackets is a call",
      text: #"""
        $$f[x, \phi] = \phi \sin[\phi x]$$
        $$\frac{\partial f}{\partial x} = GAP$$
        """#,
      holds: #"\phi^2 \cos[\phi x]"#, fails: #"\phi \cos[\phi x]"#),
    Case(
      law: "⟨a, b⟩ is an inner product",
      text: #"""
        Let $\hat y = w x$ with $x, y \in \mathbb{R}^m$ and $J = \frac1m \|\hat y - y\|^2$.
        $$\frac{\partial J}{\partial w} = GAP$$
        """#,
      holds: #"\frac2m \langle \hat y - y, x \rangle"#, fails: #"\frac1m \langle \hat y - y, x \rangle"#),
    Case(
      law: "a layer that a text drops is the one that is meant",
      text: #"""
        In Einstein notation,
        $$t = x W^{(1)} + b^{(1)}, \qquad h = \tanh(t), \qquad v = h W^{(2)} + b^{(2)}$$
        $$\frac{\partial v_k}{\partial W_{ij}} = GAP$$
        """#,
      holds: #"h_i \delta_{jk}"#, fails: #"h_j \delta_{ik}"#),
    Case(
      law: "what is short for a derivative is that",
      text: #"""
        Let $z = W x$ and $R = \frac12 \|z - y\|^2$. Here $r$ is short for $\partial R / \partial z$, a column.
        $$\frac{\partial R}{\partial W} = GAP$$
        """#,
      holds: #"r x^\top"#, fails: #"2 r x^\top"#),
    Case(
      law: "a sum up to a letter that counts takes those up to it",
      text: #"""
        $$P_{ts} = \frac{\exp S_{ts}}{\sum_{r=1}^{t} \exp S_{tr}}, \qquad O_{te} = \sum_{s=1}^{t} P_{ts} V_{se}$$
        Let $\ell$ be any loss that is computed from $O$.
        $$\frac{\partial \ell}{\partial V_{se}} = GAP P_{ts} \frac{\partial \ell}{\partial O_{te}}$$
        """#,
      holds: #"\sum_{t=s}^{T}"#, fails: #"\sum_{t=1}^{T}"#),
    Case(
      law: "the starred letter of a maximum is the winner",
      text: #"""
        Let $q_k = w_k^\top x + b_k$ for $k = 1, \dots, K$ and $h = \max_k q_k$. If $k^\star$ is the winner then
        $$\frac{\partial h}{\partial w_k} = GAP$$
        """#,
      holds: #"\mathbb{1}[k = k^\star] \, x"#, fails: #"\mathbb{1}[k \neq k^\star] \, x"#),
    Case(
      law: "what has a given derivative is an antiderivative",
      text: #"""
        $$\varphi(z) = \frac{1}{\sqrt{2 \pi}} e^{-z^2 / 2}$$
        With $\Phi'(z) = \varphi(z)$ let $g(z) = z \, \Phi(z)$. Then
        $$g''(z) = GAP \, \varphi(z)$$
        """#,
      holds: "(2 - z^2)", fails: "(1 - z^2)"),
    Case(
      law: "A^{-⊤} is the inverse of the transpose",
      text: #"""
        With $A \in \mathbb{R}^{n \times n}$ and $x \in \mathbb{R}^n$ let $z = A^{-1} x$, $\ell$ is any loss on $z$ and $g = \partial \ell / \partial z$.
        $$\frac{\partial \ell}{\partial x} = GAP g$$
        """#,
      holds: #"A^{-\top}"#, fails: #"A^{-1}"#),
    Case(
      law: "letters among entries are numbers, though others are vectors",
      text: #"""
        $$f_i = a \, e^{-b t_i} + c, \qquad r_i = f_i - y_i, \qquad S = \frac12 \sum_{i=1}^{n} r_i^2$$
        $$\frac{\partial^2 S}{\partial a^2} = GAP$$
        With the Jacobian $J$ a step $p$ minimises $M = \frac12 \| r + J p \|^2$.
        """#,
      holds: #"\sum_{i=1}^{n} e^{-2 b t_i}"#, fails: #"\sum_{i=1}^{n} e^{-b t_i}"#),
  ]

  @Test(arguments: cases)
  func `a true claim holds, a false one does not`(_ law: Case) {
    func last(_ gap: String) -> String? {
      outcomes(law.text.split(separator: "GAP", omittingEmptySubsequences: false).joined(separator: gap)).last
    }
    #expect(last(law.holds) == "holds")
    #expect(last(law.fails) == "fails" || last(law.fails) == "illTyped")
  }

  @Test func `between which sets a function goes is no claim`() {
    let text =
      #"For a function $f: \mathbb{R}^n \to \mathbb{R}$ with $x \mapsto f(x)$ let $f(x) = 3 x^\top x$."#
    let found = TextJudge(Document(text)).verdicts().map(\.outcome)
    #expect(found.allSatisfy { $0 == .definition })
  }

  @Test func `the number of layers names the last one`() {
    let text = #"""
      $$z_i^{(l+1)} = \sum_{j=1}^{s_l} W_{ij}^{(l)} a_j^{(l)} + b_i^{(l)}, \qquad a_i^{(l)} = f(z_i^{(l)})$$
      $$J = \frac12 \| a^{(n_l)} - y \|^2$$
      $$\frac{\partial J}{\partial a_i^{(n_l)}} = a_i^{(n_l)} - y_i$$
      """#
    #expect(outcomes(text) == ["holds"])
  }
}

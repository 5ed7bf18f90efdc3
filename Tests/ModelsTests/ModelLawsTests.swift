import Formula
import Models
import Testing

/// Laws that hold for any text: letters, order and spelling change no verdict.
struct ModelLawsTests {
  /// The outcomes of a text's claims, by the formula as written.
  private func outcomes(_ text: String) -> [String] {
    TextJudge(Document(text)).verdicts().map(\.outcome.rawValue)
  }

  private static let text = """
    Let $s = W x + b$ and $h = \\varphi(s)$ with $J = \\frac12 \\|h - t\\|^2$.

    $$\\frac{\\partial J}{\\partial s} = (h - t) \\odot \\varphi'(s)$$

    $$\\frac{\\partial J}{\\partial W} = \\frac{\\partial J}{\\partial s} x^\\top$$

    $$\\frac{\\partial J}{\\partial b} = h - t$$
    """

  @Test func `a foreign dense layer is judged by its own definitions`() {
    #expect(outcomes(Self.text) == ["definition", "definition", "definition", "holds", "holds", "fails"])
  }

  @Test func `other letters change no verdict`() {
    let renamed = """
      Let $r = M u + c$ and $q = \\varphi(r)$ with $E = \\frac12 \\|q - v\\|^2$.

      $$\\frac{\\partial E}{\\partial r} = (q - v) \\odot \\varphi'(r)$$

      $$\\frac{\\partial E}{\\partial M} = \\frac{\\partial E}{\\partial r} u^\\top$$

      $$\\frac{\\partial E}{\\partial c} = q - v$$
      """
    #expect(outcomes(renamed) == outcomes(Self.text))
  }

  @Test func `definitions may come after their first use`() {
    let text = """
      The loss is $C = -y\\log p - (1-y)\\log(1-p)$ with $p = \\frac{1}{1+e^{-z}}$.

      $$\\frac{\\partial C}{\\partial z} = p - y$$

      $$\\frac{\\partial C}{\\partial z} = y - p$$
      """
    #expect(outcomes(text).suffix(2) == ["holds", "fails"])
  }

  @Test func `a part of a formula that was given a name is that name`() {
    let text = """
      We have $h = \\phi(W x + b)$ and $J = \\frac12 \\|h - t\\|^2$. Let $\\delta = \\partial J/\\partial s$ where $s = W x + b$.

      $$\\delta = (h - t) \\odot \\phi'(s)$$

      $$\\frac{\\partial J}{\\partial x} = W^T \\delta$$

      $$\\frac{\\partial J}{\\partial x} = W \\delta$$
      """
    let found = outcomes(text)
    #expect(found.suffix(3) == ["holds", "holds", "illTyped"])
  }

  @Test func `a weight that is used twice gets both parts of its gradient`() {
    let text = """
      A linear autoencoder: $h = Wx$, $\\hat x = W^T h$, $L = \\frac12\\|\\hat x-x\\|^2$.

      $$\\frac{\\partial L}{\\partial W} = h(\\hat x-x)^T + W(\\hat x-x)x^T$$

      $$\\frac{\\partial L}{\\partial W} = W(\\hat x-x)x^T$$
      """
    #expect(outcomes(text).suffix(2) == ["holds", "fails"])
  }

  @Test func `a definition that holds the answer says nothing`() {
    let text = """
      Let $z = w x + b$, $a = \\tanh(z)$ and $C = (a - y)^2$. We write $\\delta = \\frac{\\partial C}{\\partial z}$.

      $$r = \\frac{\\delta}{a - y}$$

      $$\\delta = r (a - y)$$
      """
    #expect(outcomes(text).last == "notAClaim")
  }

  @Test func `an update is judged by its direction and its gradient, never true by its arrow`() {
    func outcome(_ update: String) -> String? {
      outcomes("Let $a = w^T x$ and $C = \\frac12 (a - y)^2$.\n\n$$\(update)$$\n").last
    }
    #expect(outcome("w \\leftarrow w - \\eta (a - y) x") == "holds")
    #expect(outcome("w \\leftarrow w + \\eta (a - y) x") == "fails")
    #expect(outcome("w \\leftarrow w - \\eta a x") == "fails")
    #expect(outcome("w \\leftarrow 17 x") != "holds")
  }

  @Test func `numbers that are worked out are checked to the digits written`() {
    #expect(outcomes("$$2(0.7-1)\\cdot 0.21 = -0.126$$").last == "holds")
    #expect(outcomes("$$2(0.7-1)\\cdot 0.21 = -0.216$$").last == "fails")
  }

  @Test func `one definition that cannot be understood leaves other claims alone`() {
    let text = """
      Let $u = \\oint v$ and $a = w^T x$ and $C = \\frac12 (a - y)^2$.

      $$\\frac{\\partial C}{\\partial w} = (a - y) x$$
      """
    #expect(outcomes(text).last == "holds")
  }

  @Test func `definitions in a circle end in a verdict`() {
    let text = """
      Let $p = q + 1$ and $q = p - 1$.

      $$\\frac{\\partial p}{\\partial q} = 1$$
      """
    #expect(outcomes(text).last != "holds")
  }
}

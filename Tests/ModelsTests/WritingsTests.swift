import Formula
import Models
import Testing

/// What writers leave to the reader: each way of writing in a true claim and in a false one.
struct WritingsTests {
  /// The outcomes of the claims in a text's displays, behind its definitions.
  fileprivate func outcomes(_ text: String, page: Page? = nil) -> [String] {
    TextJudge(Document(text), page: page).verdicts()
      .filter { $0.statement.isDisplay && $0.outcome != .definition }.map(\.outcome.rawValue)
  }

  fileprivate static let layer =
    #"Let $W \in \mathbb{R}^{m \times n}$, $x \in \mathbb{R}^n$, $z = W x + b$, $a = \sigma(z)$ and $E = \frac12 \sum_j (a_j - y_j)^2$."#

  /// A true claim on the layer, and a false one written the same way.
  static let pairs: [(holds: String, fails: String)] = [
    (
      #"\frac{\partial E}{\partial z_j} = (a_j - y_j) \frac{d\sigma}{dz_j}"#,
      #"\frac{\partial E}{\partial z_j} = (y_j - a_j) \frac{d\sigma}{dz_j}"#
    ),
    (
      #"\frac{\partial E}{\partial z_j} = (a_j - y_j) \left.\frac{d\sigma}{du}\right|_{u = z_j}"#,
      #"\frac{\partial E}{\partial z_j} = (a_j - y_j) \left.\frac{d\sigma}{du}\right|_{u = a_j}"#
    ),
    (
      #"\frac{\partial E}{\partial z_j} = (a_j - y_j) \sigma'(u)\big|_{u = z_j}"#,
      #"\frac{\partial E}{\partial z_j} = a_j \sigma'(u)\big|_{u = z_j}"#
    ),
    (
      #"\frac{\partial E}{\partial z_j} = (a_j - y_j) (\sigma)'(z_j)"#,
      #"\frac{\partial E}{\partial z_j} = (a_j - y_j) (\sigma(z_j))"#
    ),
    (
      #"\frac{\partial E}{\partial x_k} = \sum_{j'} \frac{\partial E}{\partial z_{j'}} W_{j'k}"#,
      #"\frac{\partial E}{\partial x_k} = \sum_{j'} \frac{\partial E}{\partial a_{j'}} W_{j'k}"#
    ),
    (
      #"\frac{\partial E}{\partial x_k} = \sum_j (W)^T_{kj} \frac{\partial E}{\partial z_j}"#,
      #"\frac{\partial E}{\partial x_k} = \sum_j (W)^T_{kj} \frac{\partial E}{\partial a_j}"#
    ),
    (#"\frac{\partial z_i}{\partial b_j} = I_{ij}"#, #"\frac{\partial z_i}{\partial b_j} = 2 I_{ij}"#),
    (#"\frac{\partial z}{\partial b} = I_m"#, #"\frac{\partial z}{\partial b} = 2 I_m"#),
    (
      #"\frac{\partial z_i}{\partial b_j} = \mathbb{1}_{\{i = j\}}"#,
      #"\frac{\partial z_i}{\partial b_j} = \mathbb{1}_{\{i \neq j\}}"#
    ),
    (
      #"\frac{\partial E}{\partial a_j} = \frac{0{,}5 (a_j - y_j)}{0{,}5}"#,
      #"\frac{\partial E}{\partial a_j} = 0{,}5 (a_j - y_j)"#
    ),
    (
      #"\Delta b_j = -\eta \frac{\partial E}{\partial b_j}"#,
      #"\Delta b_j = \eta \frac{\partial E}{\partial b_j}"#
    ),
    (
      #"b_j(t + 1) = b_j(t) - \eta \frac{\partial E}{\partial b_j}"#,
      #"b_j(t + 1) = b_j(t) + \eta \frac{\partial E}{\partial b_j}"#
    ),
  ]

  @Test(arguments: pairs)
  func `a way of writing is understood in what is true and in what is false`(
    pair: (holds: String, fails: String)
  ) {
    #expect(outcomes("\(Self.layer)\n\n$$\(pair.holds)$$\n") == ["holds"], "\(pair.holds)")
    #expect(outcomes("\(Self.layer)\n\n$$\(pair.fails)$$\n") == ["fails"], "\(pair.fails)")
  }

  @Test func `changes of first order are judged for any changes of what something is made of`() {
    let text = #"""
      Let $A \in \mathbb{R}^{m \times n}$, $X \in \mathbb{R}^{n \times k}$, $R = A X$ and $J = \frac12 \|R\|_F^2$.

      $$dJ = \operatorname{tr}(R^\top A \, dX)$$

      $$dJ = \operatorname{tr}(R^\top dR)$$

      $$dJ = \operatorname{tr}(R \, dR^\top) + \operatorname{tr}(X^\top dX)$$

      $$dJ = 2 \operatorname{tr}(R^\top A \, dX)$$
      """#
    #expect(outcomes(text) == ["holds", "holds", "undecided", "fails"])
  }

  @Test func `a function that nothing defines leaves a claim open`() {
    let text = #"""
      Let $z = w x + b$, $h = \max(0, z)$ and $E = \frac12 (h - y)^2$.

      $$\frac{\partial E}{\partial z} = H(z) \frac{\partial E}{\partial h}$$
      """#
    #expect(outcomes(text) == ["undecided"])
  }

  @Test func `bold letters are those of a page in plain type`() {
    let text = #"$$\boldsymbol\delta^L = 2(\mathbf a^L - \mathbf y) \circ \sigma'(\mathbf z^L)$$"#
    #expect(outcomes(text, page: Page.named("standard")) == ["holds"])
  }

  @Test func `e with an exponent is the exponential, also beside a vector e`() {
    let text = #"""
      Let $u = W x$, $s = u^\top u$, $L = \log(1 + e^s)$ and $e = \frac{\partial L}{\partial u} \odot u$.

      $$\frac{\partial L}{\partial u} = \frac{2}{1 + e^{-s}} u$$

      $$\frac{\partial L}{\partial u} = \frac{2}{1 + e^{s}} u$$
      """#
    #expect(outcomes(text) == ["holds", "fails"])
  }
}

extension WritingsTests {
  @Test(arguments: [#"\text{ or }5"#, #",\ 7"#])
  func `what only words join to a true formula does not pass with it`(rest: String) {
    let text = "\(Self.layer)\n\n$$\\frac{\\partial E}{\\partial a_j} = a_j - y_j\(rest)$$\n"
    #expect(outcomes(text).contains("unreadable"))
    #expect(!outcomes(text).contains("holds"))
  }

  @Test func `a value or another is a condition`() {
    let text = #"""
      \#(Self.layer)

      $$\frac{\partial E}{\partial a_j} = a_j - y_j \quad\text{for}\quad j = 1 \text{ or } j = 2$$
      """#
    #expect(outcomes(text).first == "holds")
  }
}

import Formula
import Models
import Testing

/// What letters stand for: laws of names that a reader applies without a thought.
struct NamesTests {
  /// The outcomes of a text's displays, in their order.
  private func outcomes(_ text: String) -> [String] {
    TextJudge(Document(text)).verdicts().filter(\.statement.isDisplay).map(\.outcome.rawValue)
  }

  @Test func `small letters with two indices are the entries of a capital that is defined`() {
    let text = """
      Let $S = \\frac{A B^T}{\\tau}$ and $p_{ij} = \\frac{\\exp(s_{ij})}{\\sum_{k=1}^N \\exp(s_{ik})}$ with the loss \
      $L = -\\frac1N \\sum_{i=1}^N \\log p_{ii}$.

      $$\\frac{\\partial L}{\\partial A} = \\frac{1}{N\\tau} (P - I) B$$

      $$\\frac{\\partial L}{\\partial B} = \\frac{1}{N\\tau} (P - I)^T A$$

      $$\\frac{\\partial L}{\\partial B} = \\frac{1}{N\\tau} (P - I) A$$
      """
    #expect(outcomes(text) == ["holds", "holds", "fails"])
  }

  @Test(arguments: ["f = x^\\top x", "f = \\|x\\|^2", "f = \\sum_j x_j^2"])
  func `a letter below a name whose whole or whose other entries are used counts`(definition: String) {
    let text = """
      Let $\(definition)$.

      $$\\frac{\\partial f}{\\partial x_i} = 2 x_i$$

      $$\\frac{\\partial f}{\\partial x_i} = x_i$$
      """
    #expect(outcomes(text) == ["holds", "fails"])
  }

  @Test func `the number of an example that a definition leaves out stands on what is made of it`() {
    let text = """
      A picture $x_i$ with the label $y_i \\in \\{1, \\dots, K\\}$ has scores $f = W x_i + b$, probabilities \
      $p_k = \\frac{e^{f_k}}{\\sum_{j=1}^K e^{f_j}}$ and the loss $L_i = -\\log p_{y_i}$.

      $$\\frac{\\partial L_i}{\\partial W_{kd}} = (p_k - \\mathbb{1}[k = y_i]) x_{id}$$

      $$\\frac{\\partial L_i}{\\partial x_{id}} = \\sum_{k=1}^K p_k W_{kd}$$
      """
    #expect(outcomes(text) == ["holds", "fails"])
  }

  @Test func `plain letters with an index are entries of the bold letter of their section`() {
    let text = """
      # One

      Let $s = v^\\top x + v_0$, $p = \\frac{1}{1 + e^{-s}}$ and $\\ell = -y \\log p - (1 - y) \\log (1 - p)$.

      $$\\frac{\\partial \\ell}{\\partial s} = p - y$$

      # All

      Let $\\mathbf{y} \\in \\{0, 1\\}^m$, $\\mathbf{s} = X v + v_0 \\mathbf{1}$, $\\mathbf{p} = \\sigma(\\mathbf{s})$ with the \
      logistic function and $M = -\\sum_{i=1}^m [y_i \\log p_i + (1 - y_i) \\log (1 - p_i)]$.

      $$\\frac{\\partial M}{\\partial v} = X^\\top (\\mathbf{p} - \\mathbf{y})$$

      $$\\frac{\\partial M}{\\partial v_0} = p_i - y_i$$
      """
    let found = outcomes(text)
    #expect(found.prefix(2) == ["holds", "holds"])
    #expect(found.last == "fails" || found.last == "illTyped")
  }

  @Test func `the number of a layer is a part of the name, and a one-hot e is the unit vector of a class`() {
    let text = """
      Let $\\mathbf{h} = \\mathrm{ReLU}(\\mathbf{W}_1 \\mathbf{x} + \\mathbf{b}_1)$ and \
      $\\mathbf{p} = \\mathrm{softmax}(\\mathbf{W}_2 \\mathbf{h} + \\mathbf{b}_2)$; the loss is $M = -\\log p_y$ with the class \
      $y \\in \\{1, \\dots, K\\}$. Let $\\mathbf{e}_y$ be one-hot.

      $$\\frac{\\partial M}{\\partial b_{2,k}} = p_k - \\mathbb{1}[k = y]$$

      $$\\frac{\\partial M}{\\partial \\mathbf{h}} = \\mathbf{W}_2^\\top (\\mathbf{p} - \\mathbf{e}_y)$$

      $$\\frac{\\partial M}{\\partial \\mathbf{h}} = \\mathbf{W}_2^\\top (\\mathbf{e}_y - \\mathbf{p})$$
      """
    #expect(outcomes(text) == ["holds", "holds", "fails"])
  }

  @Test func `shapes may stand in words`() {
    let text = """
      For $N$ examples $X$ is an $N \\times D$ matrix, $W$ is $D \\times M$, and any loss $L$ of $Y = X W + \\mathbf{1} b^\\top$ is used.

      $$\\frac{\\partial L}{\\partial b_j} = \\sum_{n=1}^N \\frac{\\partial L}{\\partial Y_{nj}}$$

      $$\\frac{\\partial L}{\\partial X} = W^\\top \\frac{\\partial L}{\\partial Y}$$
      """
    #expect(outcomes(text) == ["holds", "illTyped"])
  }

  @Test func `weights that are tied from a sentence on were two before it`() {
    let text = """
      We have $h = \\tanh(E x)$, $r = F h$ and $L = \\frac12 \\|r - x\\|^2$ with $E \\in \\mathbb{R}^{k \\times n}$ and \
      $F \\in \\mathbb{R}^{n \\times k}$.

      $$\\frac{\\partial L}{\\partial F} = (r - x) h^T$$

      For tied weights, $F = E^T$, it is

      $$\\frac{\\partial L}{\\partial E} = \\left(E (r-x) \\odot (1 - h \\odot h)\\right) x^T + h (r-x)^T$$
      """
    #expect(outcomes(text) == ["holds", "holds"])
  }
}

/// Updates that words tell from equations.
struct UpdatesTests {
  private func outcomes(_ text: String) -> [String] {
    TextJudge(Document(text)).verdicts().filter(\.statement.isDisplay).map(\.outcome.rawValue)
  }

  @Test func `a new value is the old one less a multiple of the gradient, and no change alone`() {
    let text = """
      A neuron has $z = w a + b$, $y = \\sigma(z)$, $C = \\frac12 (y - t)^2$ and $\\delta = \\frac{\\partial C}{\\partial z}$.

      $$(w)_{new} = -\\alpha\\delta a$$

      $$w_{new} = w - \\alpha\\delta a$$

      $$w^{(new)} = w^{(old)} - \\alpha\\delta a$$

      $$w_{\\text{new}} = w_{\\text{old}} + \\alpha\\delta a$$
      """
    #expect(outcomes(text) == ["fails", "holds", "holds", "fails"])
  }

  @Test func `an update may go down the cost that a section adds a penalty to`() {
    let text = """
      Let $J(w) = \\frac{1}{2m} \\|X w - y\\|^2$ with $\\nabla J(w) = \\frac1m X^\\top (X w - y)$.

      Ridge: let $\\lambda > 0$ and $R(w) = J(w) + \\frac{\\lambda}{2} \\|w\\|^2$ with $\\nabla R(w) = \\nabla J(w) + \\lambda w$.

      $$w \\leftarrow w - \\eta \\left( \\frac1m X^\\top (X w - y) + \\lambda w \\right)$$

      $$w \\leftarrow (1 - \\lambda) w - \\frac{\\eta}{m} X^\\top (X w - y)$$
      """
    #expect(outcomes(text) == ["holds", "fails"])
  }
}

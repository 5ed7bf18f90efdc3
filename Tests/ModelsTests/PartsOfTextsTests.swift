import Formula
import Models
import Testing

/// Claims of texts that have more in them than the claim is made of.
struct PartsOfTextsTests {
  /// The outcomes of a text's displays, in their order.
  private func outcomes(_ text: String) -> [String] {
    TextJudge(Document(text)).verdicts().filter(\.statement.isDisplay).map(\.outcome.rawValue)
  }

  @Test func `a relation of other letters that has no layer keeps nothing else from being judged`() {
    let text = """
      # A sequence

      $$h_t = \\tanh(U x_t + W h_{t-1})$$

      $$y_t = V h_t$$

      $$L_t = \\frac12 \\|y_t - d_t\\|^2$$

      To see the shape of a tensor, let $y = W x$.

      $$\\frac{\\partial L_t}{\\partial V} = (y_t - d_t) h_t^\\top$$

      $$\\frac{\\partial L_t}{\\partial V} = (d_t - y_t) h_t^\\top$$
      """
    let found = outcomes(text)
    #expect(found.suffix(2).first == "holds")
    #expect(found.last != "holds" && found.last != "definition")
  }

  @Test func `what is put in for a name below a derivative is what the name is`() {
    let text = """
      $$\\frac{\\partial E}{\\partial u} = \\frac{\\partial}{\\partial u} (u - c)^2 = 2 (u - c)$$

      $$\\frac{\\partial E}{\\partial c} = -2 (u - c)$$

      $$\\frac{\\partial E}{\\partial c} = 2 (u - c)$$
      """
    let found = outcomes(text)
    #expect(found.dropFirst() == ["holds", "fails"])
  }

  @Test func `a condition behind one display is not said of the next one`() {
    let text = """
      $$a_j = \\frac{e^{z_j}}{\\sum_k e^{z_k}}$$

      $$\\frac{\\partial a_j}{\\partial z_i} = a_i (1 - a_i), \\quad i = j$$
      $$\\frac{\\partial a_j}{\\partial z_i} = -a_i a_j, \\quad i \\neq j.$$
      """
    #expect(outcomes(text).filter { $0 == "holds" }.count == 2)
  }

  @Test func `faces over several marks, transposes without a caret and rows that begin with a sign are read`()
  {
    let text = """
      $$f(\\mathbf{x}) = 3 \\mathbf{x}\\top \\mathbf{x}$$

      $$\\frac{\\partial f}{\\partial x_i} = 6 x_i$$

      $$\\begin{aligned} \\frac{\\partial f}{\\partial x_i} &= 2 \\\\ &\\quad \\cdot 3 x_i \\end{aligned}$$
      """
    #expect(outcomes(text) == ["definition", "holds", "holds"])
  }
}

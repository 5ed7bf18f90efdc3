import Checking
import Testing

/// What a text says before a formula counts for it.
@Suite struct DocumentDefinitionTests {
  private func outcomes(_ text: String, _ convention: String = "standard") throws -> [Outcome] {
    let settings = Settings(convention: try #require(Convention.builtIn(convention)))
    return Checker(settings).check(document: text).claims.map(\.outcome)
  }

  @Test func `a name that the text defines is understood from there on`() throws {
    let text = #"""
      Write $e_j = a_j^L - y_j$ for the error.

      $$\frac{\partial C}{\partial a_k^L} = 2 e_k$$

      $$\frac{\partial C}{\partial a_k^L} = e_k$$
      """#
    #expect(try outcomes(text) == [.definition, .holds, .fails])
  }

  @Test func `a definition with a layer is moved to other layers`() throws {
    let text = #"""
      $$u_j^l := \sum_k w_{jk}^l a_k^{l-1}$$

      $$z_j^{L-1} = u_j^{L-1} + b_j^{L-1}$$

      $$z_j^{L} = u_j^{L-1} + b_j^{L}$$
      """#
    #expect(try outcomes(text) == [.definition, .holds, .illTyped])
  }

  @Test func `bound letters of a definition do not catch those of the formula`() throws {
    let text = #"""
      $$s_j = \sum_k w_{jk}^L a_k^{L-1}$$

      $$\sum_k s_k = \sum_j \sum_k w_{jk}^L a_k^{L-1}$$
      """#
    #expect(try outcomes(text) == [.definition, .holds])
  }

  @Test func `a function of the text is applied and differentiated`() throws {
    let text = #"""
      Let $f(x) = x^2$.

      $$C = \sum_j f(a_j^L - y_j)$$

      $$\frac{\partial C}{\partial a_j^L} = f'(a_j^L - y_j)$$

      $$\frac{\partial C}{\partial a_j^L} = f(a_j^L - y_j)$$
      """#
    #expect(try outcomes(text) == [.definition, .holds, .holds, .fails])
  }

  @Test func `a letter of the notation gets another meaning only where the text says so`() throws {
    let local = #"""
      Let $\delta_e = (y_e - a_e^L)^2$, then

      $$\frac{dC}{db^L} = \frac{1}{2E} \sum_{e=1}^E \frac{d\delta_e}{db^L}$$
      """#
    #expect(try outcomes(local, "relu") == [.definition, .holds])
    let plain = #"""
      $$\delta_e = (y_e - a_e^L)^2$$
      """#
    #expect(try outcomes(plain, "relu") == [.fails])
    let full = #"""
      Let $\delta_j^L = a_j^L - y_j$.
      """#
    #expect(try outcomes(full) == [.fails])
  }

  @Test func `a name that was defined is a claim when it is given another value`() throws {
    let text = #"""
      $$e_j = a_j^L - y_j$$

      $$e_j = -(y_j - a_j^L)$$

      $$e_j = y_j - a_j^L$$
      """#
    #expect(try outcomes(text) == [.definition, .holds, .fails])
  }

  @Test func `a condition in the sentence before a display counts for it`() throws {
    let text = #"""
      For $j \ne k$ we have

      $$\frac{\partial a_j^L}{\partial z_k^L} = 0$$

      Without a condition it is another matter.

      $$\frac{\partial a_j^L}{\partial z_k^L} = 0$$
      """#
    #expect(try outcomes(text) == [.holds, .fails])
  }

  @Test func `under a heading about hidden layers a general layer is a hidden one`() throws {
    let formula =
      #"$$\delta_{\ell,i} = \frac{\partial \mathcal{L}}{\partial a_{\ell,i}} a_{\ell,i}(1 - a_{\ell,i})$$"#
    #expect(try outcomes("# Hidden layers\n\n" + formula, "softmax") == [.holds])
    #expect(try outcomes("# Layers\n\n" + formula, "softmax") == [.holdsIf])
  }

  @Test func `displays that go on are one derivation`() throws {
    let text = #"""
      $$\delta_j^L =$$

      $$= \frac{\partial C}{\partial a_j^L} \sigma'(z_j^L)$$

      $$= 2(a_j^L - y_j) \sigma'(z_j^L)$$
      """#
    #expect(try outcomes(text) == [.holds])
  }
}

import Checking
import Formula
import Network
import Testing

/// Letters that mean something whatever a text says of them, and one thing only.
@Suite struct OneMeaningTests {
  private func settings(_ convention: String) throws -> Settings {
    Settings(convention: try #require(Convention.builtIn(convention)))
  }

  private func outcome(_ latex: String, _ convention: String = "standard") throws -> Outcome {
    Checker(try settings(convention)).check(formula: latex).outcome
  }

  private func outcomes(_ text: String, _ convention: String = "standard") throws -> [Outcome] {
    Checker(try settings(convention)).check(document: text).claims.map(\.outcome)
  }

  @Test(arguments: [
    ("ng", #"\delta_j^{[L]} = 17 a_j^{[L]}"#), ("ng", #"A = \sigma(Z)+5"#), ("ng", #"A = 17 Z"#),
    ("goodfellow", #"\delta_j^{(k)} = 17 h_j^{(k)}"#), ("theta", #"\delta_j^{(l)} = 17 a_j^{(l)}"#),
    ("ng", #"\delta^{[L]} = 17 a^{[L]}"#),
  ])
  func `a letter with a usual meaning defines nothing else`(convention: String, latex: String) throws {
    let outcome = try outcome(latex, convention)
    #expect(outcome == .fails || outcome == .illTyped || outcome == .holdsIf)
  }

  @Test(arguments: [
    ("ng", #"\delta_j^{[L]} = a_j^{[L]} - y_j"#), ("ng", #"Z = WX + b"#), ("ng", #"dZ = A - Y"#),
    ("ng", #"A^{[l]} = g(Z^{[l]})"#), ("standard", #"z = Wx + b"#), ("ng", #"\sum_m y_m\delta_{mk} = y_k"#),
  ])
  func `a letter with a usual meaning has it`(convention: String, latex: String) throws {
    #expect(try outcome(latex, convention) == .holds)
  }

  @Test(arguments: [
    "$$r = \\frac{\\delta_j^L}{a_j^L-y_j}$$\n\n$$\\delta_j^L = r (a_j^L-y_j)$$\n",
    "$$q_j = \\frac{\\partial C}{\\partial z_j^L} - a_j^L$$\n\n$$\\delta_j^L = q_j + a_j^L$$\n",
    "$$u = \\frac{1}{a_k^{l-1}}\\frac{\\partial C}{\\partial w_{jk}^l}$$\n\n"
      + "$$\\frac{\\partial C}{\\partial w_{jk}^l} = u\\, a_k^{l-1}$$\n",
    "$$r = \\frac{\\delta_j^L}{a_j^L-y_j}$$\n\n$$s = 2r$$\n\n$$2\\delta_j^L = s (a_j^L-y_j)$$\n",
  ])
  func `a definition that holds the answer makes a claim say nothing`(text: String) throws {
    #expect(try outcomes(text).last == .notAClaim)
  }

  @Test(arguments: [
    "$$e_j = \\frac{\\partial C}{\\partial a_j^L}$$\n\n$$\\delta_j^L = e_j \\sigma'(z_j^L)$$\n",
    "$$g_k = \\sum_j \\delta_j^L w_{jk}^L$$\n\n$$\\delta_k^{L-1} = g_k\\sigma'(z_k^{L-1})$$\n",
    "$$e_j = 2(a_j^L-y_j)$$\n\n$$\\delta_j^L = e_j \\sigma'(z_j^L)$$\n",
  ])
  func `a definition of a part of the answer is used`(text: String) throws {
    #expect(try outcomes(text).last == .holds)
  }

  @Test func `a symbol has one meaning in a text`() throws {
    let ofBatch = #"$$\frac{\partial \mathcal{L}}{\partial Z^{[L]}} = \frac{1}{m}(A^{[L]}-Y)$$"#
    let ofEach =
      #"$$\frac{\partial \mathcal{L}}{\partial W^{[l]}} = \frac{1}{m}\frac{\partial \mathcal{L}}{\partial Z^{[l]}}A^{[l-1]T}$$"#
    #expect(try outcomes(ofBatch + "\n", "ng") == [.holds])
    #expect(try outcomes(ofEach + "\n", "ng") == [.holds])
    for text in [ofBatch + "\n\n" + ofEach + "\n", ofEach + "\n\n" + ofBatch + "\n"] {
      #expect(try outcomes(text, "ng").count { $0 == .holds } == 1)
    }
  }

  @Test(arguments: [
    #"\frac{\partial}{\partial x} x^T A x = 2Ax"#, #"\frac{\partial}{\partial x}(Ax) = A"#,
    #"\frac{d}{dx}\, x \Gamma x = 2\Gamma x"#,
  ])
  func `an unknown capital is no number`(latex: String) throws {
    #expect(try outcome(latex) != .holds)
  }

  @Test func `products and ⊙ are taken from left to right where only that has a meaning`() throws {
    let right = #"\frac{\partial C}{\partial W^l} = (W^{l+1})^T\delta^{l+1}\odot\sigma'(z^l)(a^{l-1})^T"#
    #expect(try outcome(right) == .holds)
    #expect(try outcome(right.replacing(#"\odot\sigma'(z^l)"#, with: #"\odot\sigma(z^l)"#)) != .holds)
  }

  @Test(arguments: [
    (
      Cost.crossEntropy,
      #"\frac{\partial C}{\partial w_{jk}^L} = \frac{\partial C}{\partial a_j^L}\frac{\partial a_j^L}{\partial z_j^L}\frac{\partial z_j^L}{\partial w_{jk}^L}"#
    ),
    (.sumSquares, #"\delta_j^L = 2(a_j^L-y_j)\,a_j^L(1-a_j^L)"#),
    (.sumSquares, #"\delta_j^L = \frac{\partial C}{\partial a_j^L}\frac{\partial a_j^L}{\partial z_j^L}"#),
    (.halfSumSquares, #"\delta^L = (a^L-y)\odot a^L\odot(1-a^L)"#),
  ])
  func `one path through softmax is named under any cost`(cost: Cost, latex: String) throws {
    var settings = try settings("standard")
    settings.convention.output = .softmax
    settings.convention.cost = cost
    let report = Checker(settings).check(formula: latex)
    #expect(report.outcome == .fails || report.outcome == .holdsIf)
    #expect(report.diagnosis?.name == .softmaxDiagonalOnly)
  }
}

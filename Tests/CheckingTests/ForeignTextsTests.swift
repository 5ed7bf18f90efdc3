import Checking
import Formula
import Testing

/// Formulas as other people's texts write them, each with the verdict a careful reader gives it.
@Suite struct ForeignTextsTests {
  private func report(
    _ latex: String, _ name: String = "standard", _ change: (inout Convention) -> Void = { _ in }
  ) throws -> ClaimReport {
    var convention = try #require(Convention.builtIn(name))
    change(&convention)
    var settings = Settings(convention: convention)
    settings.repairCandidates = 0
    return Checker(settings).check(formula: latex)
  }

  @Test(arguments: [
    #"\frac{\partial L}{\partial z_j^l} = \delta_j^l"#,
    #"\nabla_{W^l} L = \delta^l (a^{l-1})^T"#,
    #"L = \sum_j (a_j^L - y_j)^2"#,
    #"L(\hat y, y) = \sum_j (a_j^L - y_j)^2"#,
    #"\frac{\partial E}{\partial b_j^l} = \delta_j^l"#,
  ])
  func `the letter of layers or examples is the cost where only that has a meaning`(latex: String) throws {
    let report = try report(latex)
    #expect(report.outcome == .holds)
    #expect(report.notes.contains { $0.contains("is read as the cost") })
  }

  @Test func `a wrong gradient of the loss stays wrong under that letter`() throws {
    #expect(try report(#"\frac{\partial L}{\partial z_j^l} = 2\delta_j^l"#).outcome == .fails)
  }

  @Test(arguments: [
    #"\frac{\partial c}{\partial z_j^l} = \delta_j^l"#,
    #"\nabla_{W^l} \zeta = \delta^l (a^{l-1})^T"#,
    #"\delta_j^l = q_j^l"#,
    #"a^l = \sigma(W^l H + b^l)"#,
    #"\frac{\partial C}{\partial q} = \delta_j^L"#,
    #"\sigma'(z) = s(1-s)"#,
  ])
  func `an undeclared letter on which all rests leaves a formula undecided, and is named`(latex: String)
    throws
  {
    let report = try report(latex)
    #expect(report.outcome == .undecided)
    #expect(report.diagnosis?.message.contains("is no quantity of this notation") == true)
  }

  @Test(arguments: [
    #"\delta_j^L = 2(a_j^L - t_j)\sigma'(z_j^L)"#,
    #"w_{jk}^l = w_{jk}^l + \eta\delta_j^l a_k^{l-1}"#,
    #"\frac{d\sigma(u)}{du} = \sigma(u)(1+\sigma(u))"#,
    #"\delta_j^l = \lambda\delta_j^l"#,
  ])
  func `a formula that the rest decides fails with a letter of its own as well`(latex: String) throws {
    #expect(try report(latex).outcome == .fails)
  }

  @Test(arguments: [
    ("nielsen", #"z^l_j=\sum_{i=1}^n w^l_{ji}a^{l-1}_i+b^l_j"#),
    ("nielsen", #"C_x = \frac12\sum_{j=1}^n (a^L_j - y_j)^2"#),
    ("bishop", #"a_j^{(l)} = \sum_{i=1}^N w_{ji}^{(l)} z_i^{(l-1)} + b_j^{(l)}"#),
    ("ng", #"z_j^{[l]} = \sum_{k=1}^m w_{jk}^{[l]} a_k^{[l-1]} + b_j^{[l]}"#),
  ])
  func `the letter for the number of examples may end a sum over units`(name: String, latex: String) throws {
    #expect(try report(latex, name).outcome == .holds)
  }

  @Test(arguments: [
    #"\delta_j = \frac{\partial E_n}{\partial a_j}"#, #"\frac{\partial E_n}{\partial a_j} = \delta_j"#,
    #"\delta_k = \frac{\partial E_n}{\partial y_k}h'(a_k)"#,
  ])
  func `what holds from left to right holds from right to left`(latex: String) throws {
    #expect(try report(latex, "bishop").outcome == .holds)
  }

  @Test func `an index that is missing on the left still asks for its sum`() throws {
    let report = try report(#"\delta_j^l = w_{kj}^{l+1}\delta_k^{l+1}\sigma'(z_j^l)"#)
    #expect(report.outcome == .illTyped)
    #expect(report.diagnosis?.name == .missingSum)
  }

  @Test(arguments: [
    #"w_{11}^1 = 0.15"#, #"y = \begin{pmatrix}0\\0\\1\\0\end{pmatrix}"#, #"b^1 = (0.35, 0.35)^T"#,
    #"x_1 = 0.05"#,
  ])
  func `numbers given to inputs, targets and parameters are data`(latex: String) throws {
    #expect(try report(latex).outcome == .definition)
  }

  @Test(arguments: [#"w_{jk}^l = 0"#, #"\delta_j^L = 0"#, #"C = 0"#])
  func `a claim about every unit, or about what is computed, is none about data`(latex: String) throws {
    #expect(try report(latex).outcome == .fails)
  }

  @Test func `a new letter in the middle of a chain is defined there, and the chain is judged around it`()
    throws
  {
    let right = try report(#"\delta_j^l = q_j^l = \frac{\partial C}{\partial z_j^l}"#)
    #expect(right.outcome == .holds)
    #expect(right.links.map(\.outcome) == [.definition, .holds])
    let wrong = try report(#"\delta_j^l = q_j^l = 2\frac{\partial C}{\partial z_j^l}"#)
    #expect(wrong.outcome == .fails)
    #expect(wrong.links.map(\.outcome) == [.definition, .fails])
  }

  @Test func `bare z is one unit's, whatever the last layer is`() throws {
    let latex = #"\sigma(z)=\frac{1}{1+e^{-z}}"#
    let mixed = try report(latex) {
      $0.activation = .tanh
      $0.output = .sigmoid
    }
    #expect(mixed.outcome == .fails)
    #expect(try report(latex) { $0.activation = .sigmoid }.outcome == .holds)
  }

  @Test func `what a convention's text leaves out is as in the standard convention`() throws {
    let convention = try Convention(text: "function g\nactivation a_j^{(l)}")
    let checker = Checker(Settings(convention: convention))
    for latex in [
      #"z^{(l)} = W^{(l)}a^{(l-1)}+b^{(l)}"#, #"a^{(0)} = x"#, #"\hat y = g(z^{(L)})"#,
      #"z_j^{(l)}=\sum_k w_{jk}^{(l)}a_k^{(l-1)}+b_j^{(l)}"#,
    ] {
      let outcome = checker.check(formula: latex).outcome
      #expect(outcome == .holds || outcome == .definition, "\(latex)")
    }
    #expect(
      LaTeXPrinter(notation: convention.notation).print(
        Expression(.quantity(Quantity(.bias, layer: .output)))) == "b^{(L)}")
  }

  @Test func `a bare gradient beside the last layer is by its activations`() throws {
    #expect(try report(#"\delta^L = \nabla C\odot\sigma'(z^L)"#).outcome == .holds)
    #expect(try report(#"\delta^L = \nabla C\odot\sigma(z^L)"#).outcome == .fails)
  }

  @Test func `weights may bear the number of the layer they leave`() throws {
    let text = "activation a_j^{(l)}\nfirst-layer 1\nfunction f\nweight-layer from"
    let convention = try Convention(text: text)
    let checker = Checker(Settings(convention: convention))
    for latex in [
      #"z^{(l+1)} = W^{(l)}a^{(l)} + b^{(l)}"#, #"z^{(2)} = W^{(1)}x + b^{(1)}"#,
      #"\delta^{(l)} = (W^{(l)})^T\delta^{(l+1)} \odot f'(z^{(l)})"#,
      #"\nabla_{W^{(l)}} C = \delta^{(l+1)}(a^{(l)})^T"#,
      #"\delta_j^{(l)} = \left(\sum_i w_{ij}^{(l)}\delta_i^{(l+1)}\right)f'(z_j^{(l)})"#,
    ] {
      #expect(checker.check(formula: latex).outcome == .holds, "\(latex)")
    }
    #expect(checker.check(formula: #"z^{(l)} = W^{(l)}a^{(l-1)} + b^{(l)}"#).outcome == .illTyped)
    let printed = LaTeXPrinter(notation: convention.notation)
      .print(Expression(.quantity(Quantity(.weight, layer: Layer(.variable("l"), 1)))))
    #expect(printed == "W^{(l)}")
  }

  @Test func `a default gives way to a letter that the text uses for something else`() throws {
    let convention = try Convention(text: "cost b\nfunction x")
    #expect(convention.notation.patterns[.bias] == nil)
    #expect(!convention.notation.aliases.contains { $0.letter == "x" })
  }
}

/// Whole matrices with an example in each column, or in each row.
@Suite struct MatricesOfExamplesTests {
  private func outcome(_ latex: String, _ convention: Convention?) throws -> Outcome {
    var settings = Settings(convention: try #require(convention))
    settings.repairCandidates = 0
    return Checker(settings).check(formula: latex).outcome
  }

  /// As in Ng's course; checked by hand against the same formulas for one example, columns side by side.
  @Test(arguments: [
    #"Z^{[l]} = W^{[l]}A^{[l-1]} + b^{[l]}"#, #"Z^{[1]} = W^{[1]}X + b^{[1]}"#,
    #"A^{[l]} = g^{[l]}(Z^{[l]})"#, #"\hat{Y} = g^{[L]}(Z^{[L]})"#, #"dZ^{[L]} = A^{[L]} - Y"#,
    #"dW^{[l]} = \frac{1}{m} dZ^{[l]}A^{[l-1]T}"#, #"db^{[l]} = \frac{1}{m}\sum_{i=1}^{m} dZ^{[l](i)}"#,
    #"db^{[l]} = \frac{1}{m}\sum dZ^{[l]}"#, #"dA^{[l-1]} = W^{[l]T}dZ^{[l]}"#,
    #"dZ^{[2]} = W^{[3]T}dZ^{[3]} \odot g^{[2]\prime}(Z^{[2]})"#,
    #"\frac{\partial \mathcal{L}}{\partial W^{[l]}} = \frac{1}{m} dZ^{[l]} (A^{[l-1]})^T"#,
    #"\frac{\partial \mathcal{L}}{\partial A^{[l]}} = W^{[l+1]T}dZ^{[l+1]}"#,
    #"\frac{\partial J}{\partial Z^{[l]}} = \frac1m dZ^{[l]}"#,
  ])
  func `a capital is all examples as columns`(latex: String) throws {
    let outcome = try outcome(latex, .builtIn("ng"))
    #expect(outcome == .holds || outcome == .definition)
  }

  @Test(arguments: [
    (#"dW^{[l]} = dZ^{[l]}A^{[l-1]T}"#, Outcome.fails), (#"dZ^{[L]} = Y - A^{[L]}"#, .fails),
    (#"Z^{[l]} = A^{[l-1]}W^{[l]} + b^{[l]}"#, .illTyped),
    (#"dZ^{[L]} = A^{[L]}"#, .fails), (#"Z^{[l]} = W^{[l]}A^{[l-1]} + z^{[l]}"#, .illTyped),
    (#"dW^{[l]} = \frac{1}{m} A^{[l-1]}dZ^{[l]T}"#, .illTyped),
  ])
  func `a wrong formula of matrices is refused`(latex: String, expected: Outcome) throws {
    #expect(try outcome(latex, .builtIn("ng")) == expected)
  }

  @Test(arguments: [
    #"Z^{(l)} = A^{(l-1)} W^{(l)} + b^{(l)}"#, #"Z^{(l)} = A^{(l-1)} W^{(l)} + \mathbf{1} b^{(l)}"#,
    #"\Delta^{(L)} = \frac{\partial \mathcal{L}}{\partial A^{(L)}} \odot f'(Z^{(L)})"#,
    #"\Delta^{(1)} = \Delta^{(2)} (W^{(2)})^T \odot f'(Z^{(1)})"#,
    #"\frac{\partial \mathcal{L}}{\partial W^{(l)}} = \frac{1}{m} (A^{(l-1)})^T \Delta^{(l)}"#,
  ])
  func `where vectors are rows, examples are rows`(latex: String) throws {
    let convention = try Convention(
      text: #"""
        activation a_j^{(l)}
        weight w_{kj}^{(l)} W
        weight-order from-to
        vectors rows
        function f
        cost \mathcal{L}
        example (i) m
        batch A activation
        batch Z pre-activation
        batch \Delta error
        """#)
    #expect(try outcome(latex, convention) == .holds)
  }

  @Test func `what was read is printed with the same letters`() throws {
    let notation = try #require(Convention.builtIn("ng")).notation
    for latex in [#"dZ^{[L]} = A^{[L]} - Y"#, #"Z^{[1]} = W^{[1]}X + b^{[1]}"#] {
      let statement = try #require(
        FormulaReader(notation: notation).read(latex).alternatives.first?.statements.first)
      let printed = LaTeXPrinter(notation: notation).print(statement)
      let again = try #require(
        FormulaReader(notation: notation).read(printed).alternatives.first?.statements.first)
      #expect(again.sides == statement.sides)
    }
  }
}

/// Networks in which layers have one unit.
@Suite struct OneUnitTests {
  private func report(_ latex: String, widths: [Int]? = nil) throws -> ClaimReport {
    var settings = Settings(convention: try #require(Convention.builtIn("standard")), widths: widths)
    settings.repairCandidates = 0
    return Checker(settings).check(formula: latex)
  }

  @Test(arguments: [
    #"\delta^l=\delta^{l+1}w^{l+1}\sigma'(z^l)"#, #"\frac{\partial C}{\partial w^l}=\delta^la^{l-1}"#,
    #"\frac{\partial C}{\partial w^L} = a^{L-1}\sigma'(z^L)2(a^L-y)"#,
  ])
  func `where each layer has one unit, vectors are numbers`(latex: String) throws {
    #expect(try report(latex, widths: [1, 1, 1, 1]).outcome == .holds)
    let general = try report(latex)
    #expect(general.outcome == .holdsIf)
    #expect(general.condition == "a network with one unit in each layer")
  }

  @Test func `a single output is a number`() throws {
    #expect(try report("C=(a^L-y)^2", widths: [4, 3, 1]).outcome == .holds)
    #expect(try report(#"\delta^L=2(a^L-y)\sigma'(z^L)"#, widths: [4, 3, 1]).outcome == .holds)
    #expect(try report(#"\delta^L=2(a^L-y)\sigma'(z^L)"#).condition == "a single output unit")
  }

  @Test func `a numbered layer may be the last one`() throws {
    let report = try report(#"\delta^2=2(a^2-y)\odot\sigma'(z^2)"#)
    #expect(report.outcome == .holdsIf)
    #expect(report.condition == "a network whose last layer is 2")
    #expect(try self.report(#"\delta^2=(a^2-y)\odot\sigma'(z^2)"#).outcome == .illTyped)
  }

  @Test func `a wrong formula of numbers fails`() throws {
    #expect(try report(#"\delta^l=\delta^{l+1}w^l\sigma'(z^l)"#, widths: [1, 1, 1, 1]).outcome == .fails)
  }

  @Test func `a matrix in the wrong order is not excused by layers of one unit`() throws {
    #expect(try report(#"\delta^l=W^{l+1}\delta^{l+1}\odot\sigma'(z^l)"#).outcome == .illTyped)
  }
}

/// −Σ (y log a + (1 − y) log(1 − a)).
@Suite struct BinaryCrossEntropyTests {
  private func outcome(_ latex: String) throws -> Outcome {
    var convention = try #require(Convention.builtIn("standard"))
    convention.cost = .binaryCrossEntropy
    return Checker(Settings(convention: convention)).check(formula: latex).outcome
  }

  @Test(arguments: [
    #"C = -\sum_j (y_j\log a_j^L + (1-y_j)\log(1-a_j^L))"#, #"\delta^L = a^L - y"#,
    #"\frac{\partial C}{\partial w_{jk}^L} = (a_j^L-y_j)a_k^{L-1}"#,
  ])
  func `the formulas of logistic outputs hold`(latex: String) throws {
    #expect(try outcome(latex) == .holds)
  }

  @Test(arguments: [#"\delta^L = y - a^L"#, #"\frac{\partial C}{\partial a_j^L} = -\frac{y_j}{a_j^L}"#])
  func `wrong ones fail`(latex: String) throws { #expect(try outcome(latex) == .fails) }
}

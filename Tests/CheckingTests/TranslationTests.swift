import Checking
import Formula
import Testing

/// Formulas in the course's own notation: true ones, false ones, and some without meaning.
private let formulas = [
  #"z_j^l = \sum_k w_{jk}^l a_k^{l-1} + b_j^l"#,
  #"z_j^l = \sum_{k=1}^{n_{l-1}} w_{jk}^l a_k^{l-1} + b_j^l"#,
  #"z^l = W^l a^{l-1} + b^l"#,
  #"a_j^l = \sigma(z_j^l)"#,
  #"a^l = \sigma(W^l a^{l-1} + b^l)"#,
  #"C = \sum_j (a_j^L - y_j)^2"#,
  #"C = \|a^L - y\|^2"#,
  #"\delta_j^l = \frac{\partial C}{\partial z_j^l}"#,
  #"\delta_j^L = 2(a_j^L - y_j)\sigma'(z_j^L)"#,
  #"\delta_j^L = (a_j^L - y_j)\sigma'(z_j^L)"#,
  #"\delta^L = 2(a^L - y)\odot\sigma'(z^L)"#,
  #"\delta^L = \nabla_{a^L} C \odot \sigma'(z^L)"#,
  #"\delta_j^L = \frac{\partial C}{\partial a_j^L}\frac{\partial a_j^L}{\partial z_j^L}"#,
  #"\delta_k^l = \sum_j w_{jk}^{l+1}\delta_j^{l+1}\sigma'(z_k^l)"#,
  #"\delta_k^l = \sum_j w_{jk}^{l+1}\delta_j^{l+1}"#,
  #"\delta_k^l = \sum_j w_{kj}^{l+1}\delta_j^{l+1}\sigma'(z_k^l)"#,
  #"\delta_k^l = \sigma'(z_k^l)\sum_{j=1}^{n_{l+1}} w_{jk}^{l+1}\delta_j^{l+1}"#,
  #"\delta_k^{L-1} = \sum_j 2(a_j^L - y_j)\sigma'(z_j^L) w_{jk}^L\sigma'(z_k^{L-1})"#,
  #"\delta^l = \left((W^{l+1})^T\delta^{l+1}\right)\odot\sigma'(z^l)"#,
  #"\delta^l = \left(W^{l+1}\delta^{l+1}\right)\odot\sigma'(z^l)"#,
  #"\delta^l = \mathrm{diag}(\sigma'(z^l))(W^{l+1})^T\delta^{l+1}"#,
  #"\frac{\partial C}{\partial w_{jk}^l} = \delta_j^l a_k^{l-1}"#,
  #"\frac{\partial C}{\partial w_{jk}^l} = \delta_j^l a_k^l"#,
  #"\frac{\partial C}{\partial w_{21}^l} = \delta_2^l a_1^{l-1}"#,
  #"\frac{\partial C}{\partial W^l} = \delta^l (a^{l-1})^T"#,
  #"\nabla_{W^l} C = \delta^l \otimes a^{l-1}"#,
  #"\frac{\partial C}{\partial b_j^l} = \delta_j^l"#,
  #"\frac{\partial C}{\partial b^l} = \delta^l"#,
  #"\frac{\partial C}{\partial a_k^{l-1}} = \sum_j \frac{\partial C}{\partial z_j^l}\frac{\partial z_j^l}{\partial a_k^{l-1}}"#,
  #"\frac{\partial C}{\partial a^{l-1}} = (W^l)^T\delta^l"#,
  #"\frac{\partial z_j^l}{\partial a_k^{l-1}} = w_{jk}^l"#,
  #"\frac{\partial z^{l+1}}{\partial z^l} = W^{l+1}\mathrm{diag}(\sigma'(z^l))"#,
  #"\frac{\partial a_j^{l+1}}{\partial a_k^l} = \sigma'(z_j^{l+1}) w_{jk}^{l+1}"#,
  #"\frac{\partial z_j^1}{\partial w_{jk}^1} = a_k^0"#,
  #"\sigma'(z) = \sigma(z)(1-\sigma(z))"#,
  #"\frac{\partial C}{\partial w_{jk}^l} = \frac1E\sum_e (\delta_j^l)_e (a_k^{l-1})_e"#,
  #"C = \frac1E\sum_e C_e"#,
  #"\frac{\partial C}{\partial W^l} = \frac1E\sum_{e=1}^E (\delta^l)_e\left((a^{l-1})_e\right)^T"#,
  #"(z_j^l)_e = \sum_k w_{jk}^l (a_k^{l-1})_e + b_j^l"#,
  #"\sum_j \delta_j^L = \sum_j \frac{\partial C}{\partial z_j^L}"#,
]

@Suite struct TranslationTests {
  /// Conventions that write every role; θ and the softmax article have no biases.
  private static let conventions = Convention.builtInNames.compactMap(Convention.builtIn)

  private func statements(_ latex: String, _ convention: Convention) throws -> [Statement] {
    try #require(FormulaReader(notation: convention.notation).read(latex).alternatives.first).statements
  }

  @Test func `every formula translated and translated back is the same tree`() throws {
    for latex in formulas {
      let original = try statements(latex, .standard)
      for convention in Self.conventions {
        let lacksBias = convention.notation.patterns[.bias] == nil && latex.contains("b")
        do throws(TranslationProblem) {
          let there = try Translator(from: .standard, to: convention).translation(of: original)
          let back = try Translator(from: convention, to: .standard).translation(of: there.statements)
          #expect(
            back.statements.map(\.withNumberedLetters) == original.map(\.withNumberedLetters),
            "\(convention.name): \(latex) → \(there.latex) → \(back.latex)")
        } catch {
          #expect(lacksBias, "\(convention.name): \(latex): \(error)")
        }
      }
    }
  }

  @Test func `a formula passed on from convention to convention comes back`() throws {
    let writing = Self.conventions.filter { $0.notation.patterns[.bias] != nil } + [.standard]
    for latex in formulas {
      let original = try statements(latex, .standard)
      var current = (convention: Convention.standard, statements: original)
      for convention in writing {
        let next = try Translator(from: current.convention, to: convention).translation(
          of: current.statements)
        current = (convention, next.statements)
      }
      #expect(
        current.statements.map(\.withNumberedLetters) == original.map(\.withNumberedLetters), "\(latex)")
    }
  }

  @Test(arguments: formulas) func `a formula in other letters has the same verdict`(latex: String) throws {
    let original = try statements(latex, .standard)
    let settings = Settings(convention: .standard)
    let expected = Checker(settings).check(formula: latex)
    let place = formulas.firstIndex(of: latex) ?? 0
    // Each formula in one other notation, all notations several times in the course of the list.
    var convention = Convention.standard
    let other = Self.conventions[(place * 3 + 1) % Self.conventions.count]
    convention.notation = other.notation
    guard let there = try? Translator(from: .standard, to: convention).translation(of: original) else {
      return
    }
    let verdict = Checker(Settings(convention: convention)).check(formula: there.latex)
    #expect(verdict.outcome == expected.outcome, "\(other.name): \(there.latex)")
  }

  @Test func `a row convention transposes matrix formulas, and they hold there`() throws {
    let target = try #require(Convention.builtIn("cs231n"))
    let translator = Translator(from: .standard, to: target)
    #expect(
      try translator.translation(of: #"z^l = W^l a^{l-1} + b^l"#).latex == #"s_{l} = h_{l-1}W_{l}+b_{l}"#)
    let gradient = try translator.translation(of: #"\frac{\partial C}{\partial W^l} = \delta^l (a^{l-1})^T"#)
    #expect(gradient.latex == #"dW_{l} = \left(h_{l-1}\right)^{T}ds_{l}"#)
    #expect(Checker(Settings(convention: target)).check(formula: gradient.latex).outcome == .holds)
  }

  @Test func `units are counted from the other convention's first unit`() throws {
    let target = try #require(Convention.builtIn("sigmoid"))
    let translator = Translator(from: .standard, to: target)
    #expect(
      try translator.translation(of: #"z_1^l = \sum_{k=1}^{n_{l-1}} w_{1k}^l a_k^{l-1} + b_1^l"#).latex
        == #"z_{0}^{(l)} = \sum_{k=0}^{n_{l-1}-1}w_{0k}^{(l)}a_{k}^{(l-1)}+b_{0}^{(l)}"#)
  }

  @Test func `sums over examples are counted from the other convention's first example`() throws {
    let target = try #require(Convention.builtIn("sigmoid"))
    let there = try Translator(from: .standard, to: target).translation(of: #"C = \frac1E\sum_{e=1}^E C_e"#)
    #expect(there.latex == #"C = \frac{1}{m}\sum_{i=0}^{m-1}C_{i}"#)
    let back = try Translator(from: target, to: .standard).translation(of: there.latex)
    #expect(back.latex == #"C = \frac{1}{E}\sum_{e=1}^{E}C_{e}"#)
  }

  @Test(arguments: Convention.builtInNames)
  func `an example bears the other convention's letter for examples`(name: String) throws {
    let target = try #require(Convention.builtIn(name))
    let formula = #"(z_j^l)_e = \sum_k w_{jk}^l (a_k^{l-1})_e + b_j^l"#
    guard target.notation.patterns[.bias] != nil else { return }
    let there = try Translator(from: .standard, to: target).translation(of: formula)
    let letter = target.notation.exampleLetter
    #expect(
      there.statements.first?.sides.first?.contains {
        if case .quantity(let quantity) = $0 { quantity.example == .variable(letter) } else { false }
      } == true, "\(target.name): \(there.latex)")
  }

  @Test func `the input and the prediction keep a letter of their own`() throws {
    func written(_ latex: String, _ from: String, _ to: String) throws -> String {
      let (source, target) = (
        try #require(Convention.builtIn(from)), try #require(Convention.builtIn(to))
      )
      return try Translator(from: source, to: target).translation(of: latex).latex
    }
    #expect(try written("a_k^0 = x_k", "standard", "ng") == "a_{k}^{[0]} = x_{k}")
    #expect(try written(#"\hat y = a^{[L]}"#, "ng", "standard") == #"\hat{y} = a^{L}"#)
    #expect(
      try written(#"z^{[1](i)} = W^{[1]}x^{(i)} + b^{[1]}"#, "ng", "standard")
        == #"\left(z^{1}\right)_{e} = W^{1}x_{e}+b^{1}"#)
    #expect(try written("a_k^0 = x_k", "standard", "relu") == "a_{k}^{0} = x_{k}")
  }

  @Test func `the matrices of a shape are transposed with the matrix`() throws {
    let target = try #require(Convention.builtIn("cs231n"))
    let there = try Translator(from: .standard, to: target).translation(
      of: #"W^l \in \mathbb{R}^{n_l \times n_{l-1}}"#)
    #expect(there.latex == #"W_{l} \in \mathbb{R}^{H_{l-1}\times H_{l}}"#)
    #expect(Checker(Settings(convention: target)).check(formula: there.latex).outcome == .holds)
  }

  @Test func `a scalar product in brackets stays where it is when vectors are laid across`() throws {
    let target = try #require(Convention.builtIn("cs231n"))
    let formula = #"a^l (a^l)^T \delta^l = ((a^l)^T \delta^l) a^l"#
    let there = try Translator(from: .standard, to: target).translation(of: formula)
    #expect(Checker(Settings(convention: .standard)).check(formula: formula).outcome == .holds)
    #expect(Checker(Settings(convention: target)).check(formula: there.latex).outcome == .holds)
    #expect(
      try Translator(from: target, to: .standard).translation(of: there.latex).statements
        .map(\.withNumberedLetters) == statements(formula, .standard).map(\.withNumberedLetters))
  }

  @Test(arguments: Convention.builtInNames)
  func `the square of a bare activation is one everywhere`(name: String) throws {
    let target = try #require(Convention.builtIn(name))
    let there = try Translator(from: .standard, to: target).translation(of: #"\sigma'(z) = 1 - a^2"#)
    let letter = try #require(target.notation.patterns[.activation]?.letter)
    #expect(there.latex.hasSuffix("1-\(letter)^{2}"), "\(target.name): \(there.latex)")
  }

  @Test func `an index whose letter counts layers there gets another letter`() throws {
    let target = try #require(Convention.builtIn("goodfellow"))
    let translation = try Translator(from: .standard, to: target).translation(
      of: #"\delta_k^l = \sum_j w_{jk}^{l+1}\delta_j^{l+1}\sigma'(z_k^l)"#)
    #expect(
      translation.latex == #"g_{i}^{(k)} = \sum_{j}W_{ji}^{(k+1)}g_{j}^{(k+1)}f'\left(a_{i}^{(k)}\right)"#)
    #expect(translation.renamed == [.init(from: "l", to: "k"), .init(from: "k", to: "i")])
  }

  @Test func `changes are told where they matter to the formula`() throws {
    let nielsen = try #require(Convention.builtIn("nielsen"))
    let translator = Translator(from: .standard, to: nielsen)
    let output = try translator.translation(of: #"\delta_j^L = 2(a_j^L-y_j)\sigma'(z_j^L)"#)
    #expect(
      output.changes.contains(
        .cost(from: .sumSquares, to: .halfSumSquares, factor: .times(0.5, widthPower: 0))))
    let weights = try translator.translation(of: #"\frac{\partial z_j^l}{\partial w_{jk}^l} = a_k^{l-1}"#)
    #expect(weights.changes.isEmpty)
    let numbered = try translator.translation(of: #"\frac{\partial z_j^1}{\partial w_{jk}^1} = a_k^0"#)
    #expect(numbered.changes == [.firstLayer(from: 0, to: 1)])
    #expect(numbered.latex.hasSuffix("a_{k}^{1}"))
  }

  @Test func `the mean over outputs is a factor with the width in it`() {
    #expect(Change.CostFactor(from: .sumSquares, to: .meanSquares) == .times(1, widthPower: -1))
    #expect(Change.CostFactor(from: .meanSquares, to: .halfSumSquares) == .times(0.5, widthPower: 1))
    #expect(Change.CostFactor(from: .sumSquares, to: .crossEntropy) == .otherFunction)
  }

  @Test func `what the other notation cannot write is a problem`() throws {
    let theta = try #require(Convention.builtIn("theta"))
    #expect(throws: TranslationProblem.noSymbol(.bias)) {
      try Translator(from: .standard, to: theta).translation(of: #"z^l = W^l a^{l-1} + b^l"#)
    }
  }
}

extension Statement {
  /// The statement with every index letter replaced by its number in the order of occurrence.
  fileprivate var withNumberedLetters: [Expression] {
    var names: [String] = []
    func number(_ name: String) -> String {
      if !names.contains(name) { names.append(name) }
      return "i_{\(names.firstIndex(of: name) ?? 0)}"
    }
    func numbered(_ index: Index) -> Index {
      if case .variable(let name) = index { .variable(number(name)) } else { index }
    }
    func numbered(_ layer: Layer) -> Layer {
      if case .variable(let name) = layer.base { Layer(.variable(number(name)), layer.offset) } else { layer }
    }
    return sides.map { side in
      side.mapped { node in
        switch node {
        case .quantity(var quantity):
          quantity.layer = quantity.layer.map(numbered)
          quantity.indices = quantity.indices.map(numbered)
          quantity.example = quantity.example.map(numbered)
          return .quantity(quantity)
        case .width(let layer): return .width(numbered(layer))
        case .big(var operation):
          for place in operation.binders.indices {
            operation.binders[place].name = number(operation.binders[place].name)
          }
          return .big(operation)
        default: return node
        }
      }
    }
  }
}

extension Translator {
  /// The formula in the other notation.
  fileprivate func translation(of latex: String) throws -> Translation {
    let reading = FormulaReader(notation: source.notation).read(latex)
    return try translation(of: try #require(reading.alternatives.first).statements)
  }
}

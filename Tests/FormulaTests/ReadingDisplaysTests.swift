import Testing

@testable import Formula

/// What displays of several columns, rows and labels say; expected parts by hand, as a reader sees them.
@Suite struct ReadingDisplaysTests {
  private func statements(_ latex: String, _ notation: Notation = .standardSample) -> [Statement] {
    let statements = FormulaReader(notation: notation).read(latex).alternatives.first?.statements ?? []
    return statements.map {
      Statement(
        $0.sides, $0.relations, leading: $0.leading, trailing: $0.trailing, conditions: $0.conditions,
        marks: $0.marks)
    }
  }

  private func parts(_ formulas: [String]) -> [Statement] { formulas.flatMap { statements($0) } }

  @Test(arguments: [
    (
      #"\begin{align} a^l &= \sigma(z^l) & z^l &= W^l a^{l-1} \end{align}"#,
      [#"a^l = \sigma(z^l)"#, "z^l = W^l a^{l-1}"]
    ),
    (
      #"\begin{alignat}{2} a^l &= \sigma(z^l) &&\quad z^l &= b^l \end{alignat}"#,
      [#"a^l = \sigma(z^l)"#, "z^l = b^l"]
    ),
    (
      #"\begin{eqnarray} a^l & = & \sigma(z^l) \\ z^l & = & b^l \end{eqnarray}"#,
      [#"a^l = \sigma(z^l)"#, "z^l = b^l"]
    ),
    (
      #"\begin{align} a^l &= b^l & z^l &= W^l \\ &= \delta^l & &= W^l x \end{align}"#,
      [#"a^l = b^l = \delta^l"#, "z^l = W^l = W^l x"]
    ),
    (#"\begin{align} a^l &= b^l && = z^l \end{align}"#, ["a^l = b^l = z^l"]),
    (#"\begin{align} a^l &= W^l & + b^l \end{align}"#, ["a^l = W^l + b^l"]),
    (#"\begin{align} a^l &= W^l \\ & \quad + b^l \end{align}"#, ["a^l = W^l + b^l"]),
    (#"\begin{split} a^l &= z^l \end{split} \quad (2)"#, ["a^l = z^l"]),
    (
      #"\begin{align} & a^l = z^l & (\text{add } a_0^l) \\ & z^l = b^l \end{align}"#,
      ["a^l = z^l", "z^l = b^l"]
    ),
    (#"\begin{align} & a^l = z^l & (z^l = b^l) \end{align}"#, ["a^l = z^l", "z^l = b^l"]),
    (#"\left\{\begin{aligned} a^l &= z^l \\ z^l &= b^l \end{aligned}\right."#, ["a^l = z^l", "z^l = b^l"]),
    (#"\begin{array}{rcl} a^l & = & z^l \\ z^l & = & b^l \end{array}"#, ["a^l = z^l", "z^l = b^l"]),
    (#"\begin{align} a^l &= z^l \\ \intertext{and so} b^l &= z^l \end{align}"#, ["a^l = z^l", "b^l = z^l"]),
  ])
  func `from its second ampersand on a row goes on with something else`(
    _ display: String, _ expected: [String]
  ) {
    #expect(statements(display) == parts(expected))
  }

  @Test(arguments: [
    #"\begin{aligned} a^l &= z^l && 1 \le l \le L \end{aligned}"#,
    #"\begin{aligned} a^l &= z^l && l=1,\dots,L \end{aligned}"#,
    #"\begin{aligned} a^l &= z^l & (l=1,\ldots,L) \end{aligned}"#,
    #"a^l = z^l \quad (1 \le l \le L)"#, #"a^l = z^l \ (l = 1, 2, \dots, L)"#, #"a^l = z^l \quad l = 1..L"#,
    #"a^l = z^l, \quad l \in \{1,\dots,L\}"#, #"a^l = z^l \text{ for } l = L, L-1, \dots, 1"#,
  ])
  func `which layers are meant is a condition, however it is written`(_ display: String) {
    #expect(statements(display) == statements(#"a^l = z^l \quad 1 \le l \le L"#))
    #expect(statements(display).first?.conditions.count == 1)
  }

  @Test(arguments: [#"z_j^l = 0\ (i \ne j)"#, #"z_j^l = 0 \quad (i \ne j)"#, #"z_j^l = 0, (i \ne j)"#])
  func `a condition may stand in a bracket`(_ display: String) {
    #expect(statements(display) == statements(#"z_j^l = 0, i \ne j"#))
  }

  @Test(arguments: [
    (#"(2) C = \sum_j a_j^L"#, "2"), (#"(18') C = \sum_j a_j^L"#, "18'"), (#"15) C = \sum_j a_j^L"#, "15"),
    (#"1. C = \sum_j a_j^L"#, "1"), (#"C = \sum_j a_j^L \quad (2')"#, "2'"),
    (#"C = \sum_j a_j^L \qquad 9)"#, "9"), (#"C = \sum_j a_j^L\ \ (3)"#, "3"),
  ])
  func `a number that is set off is what the formula is called`(_ display: String, _ label: String) {
    var expected = statements(#"C = \sum_j a_j^L"#)
    expected[0].marks = [label]
    #expect(statements(display) == expected)
  }

  @Test(arguments: [
    #"(2)(a_j^L - y_j) = C"#, #"(2) + C = C"#, #"C = (a_j^L - y_j)(2)"#, #"9) = C"#, #"C = 9)"#,
  ])
  func `a number that may be a factor is no label`(_ display: String) {
    #expect(statements(display).allSatisfy { $0.marks.isEmpty })
  }

  @Test func `a question claims nothing`() {
    #expect(statements(#"C = ?"#).map(\.relations) == [[]])
    #expect(statements(#"C = ?"#).map(\.trailing) == [nil])
    #expect(statements(#"C = z_j^l = ? \quad \text{how so}"#).map(\.relations) == [[.equal]])
  }

  @Test func `definitions of commands alone are no formula`() {
    let reading = FormulaReader(notation: .standardSample).read(#"\newcommand{\w}[1]{w_{#1}^l} % mine"#)
    #expect(reading.problems.isEmpty)
    #expect(reading.alternatives.map(\.statements) == [[]])
    #expect(FormulaReader(notation: .standardSample).read(" ").problems.map(\.code) == [.missingOperand])
  }
}

/// What symbols and signs of many texts mean; the right column is how this course writes the same.
@Suite struct ReadingSymbolsTests {
  private func readings(_ latex: String, _ notation: Notation) -> [[Expression]] {
    FormulaReader(notation: notation).read(latex).alternatives.map { $0.statements.flatMap(\.sides) }
  }

  @Test(arguments: [
    (#"(\sigma)'(z_j^l)"#, #"\sigma'(z_j^l)"#), (#"(\sigma^l)'(z^l)"#, #"\sigma'^l(z^l)"#),
    (#"(\sigma^l)^{\prime}(z^l)"#, #"\sigma'^l(z^l)"#),
    (#"(\sigma^l)' \circ z^l"#, #"\sigma'^l(z^l) \odot z^l"#),
    (#"z^l .* a^l"#, #"z^l \odot a^l"#), (#"z^l \cdot * a^l"#, #"z^l \odot a^l"#),
    (#"z^l ./ a^l"#, #"z^l \oslash a^l"#), (#"z^l \circledast a^l"#, #"z^l \odot a^l"#),
    (#"\pdv{C}{w_{jk}^l}"#, #"\frac{\partial C}{\partial w_{jk}^l}"#),
    (#"\dv{C}{z_j^l}"#, #"\frac{dC}{dz_j^l}"#), (#"\pdv{z_j^l} C"#, #"\frac{\partial}{\partial z_j^l} C"#),
    (#"\pdv[2]{C}{z_j^l}"#, #"\frac{\partial^2 C}{\partial (z_j^l)^2}"#),
    (#"\pdv{C}{z_j^l}{z_k^l}"#, #"\frac{\partial^2 C}{\partial z_j^l \partial z_k^l}"#),
    (#"\partial_{w_{jk}^l} C"#, #"\frac{\partial C}{\partial w_{jk}^l}"#),
    (#"\qty(a^l - y)"#, "(a^l - y)"), (#"\delta\^l\_j"#, #"\delta^l_j"#),
    (#"[z_1^l, z_2^l]^\top"#, #"(z_1^l, z_2^l)^T"#), (#"w_{\text{MN}}^l"#, "w_{MN}^l"),
    (#"C(W, b)"#, "C"), (#"L(\hat y, y)"#, "C"), (#"C_{\text{MSE}}"#, "C"), (#"C_{train}"#, "C"),
    (
      #"\begin{pmatrix} z_1^l & \\ & z_2^l \end{pmatrix}"#,
      #"\begin{pmatrix} z_1^l & 0 \\ 0 & z_2^l \end{pmatrix}"#
    ),
    (
      #"\begin{pmatrix} z_1^l & z_2^l & \\ z_1^l & z_2^l \end{pmatrix}"#,
      #"\begin{pmatrix} z_1^l & z_2^l \\ z_1^l & z_2^l \end{pmatrix}"#
    ),
    (#"\DeclarePairedDelimiter{\norm}{\lVert}{\rVert} \norm*{z^l}"#, #"\|z^l\|"#),
    (#"\DeclarePairedDelimiter\norm{\lVert}{\rVert} \norm[\big]{z^l}"#, #"\|z^l\|"#),
  ])
  func `other writings mean the same`(_ latex: String, _ plain: String) {
    let notation = Notation.standardSample
    let expected = readings(plain, notation).first
    #expect(expected != nil)
    #expect(readings(latex, notation).first == expected)
  }

  @Test(arguments: [#"C_{\text{obj}}"#, "C_{obj}", #"y_{\text{obj}}"#, #"a_{\text{out}}"#])
  func `a word below a letter makes another name`(_ latex: String) {
    guard let side = readings(latex, .standardSample).first?.first, case .symbol = side.node else {
      Issue.record("\(latex) is no name of its own")
      return
    }
    let printed = LaTeXPrinter(notation: .standardSample).print(side)
    #expect(readings(printed, .standardSample).first == [side])
  }

  @Test func `a star is ⊙ where there is no matrix product, and a product where there is one`() {
    for (star, meant) in [
      ("W^l z^l * a^l", #"W^l z^l \odot a^l"#), ("z^l * W^l a^l", #"z^l \odot W^l a^l"#),
      ("W^l * a^l * z^l", #"W^l a^l \odot z^l"#), ("W^l * a^l", #"W^l \cdot a^l"#),
      ("z^l * (a^l)^T", #"z^l (a^l)^T"#), ("2 * a_j^l", #"2 \cdot a_j^l"#),
    ] {
      #expect(readings(star, .standardSample).first == standard(meant), "\(star)")
    }
    // Two matrices may be multiplied either way.
    let both = readings("W^l * W^{l-1}", .standardSample)
    #expect(both.first == standard(#"W^l \cdot W^{l-1}"#) && both.contains(standard(#"W^l \odot W^{l-1}"#)))
    #expect(readings("2 * a_j^l", .standardSample).count == 1)
  }

  private func standard(_ latex: String) -> [Expression] { readings(latex, .standardSample).first ?? [] }

  @Test(arguments: [
    #"\frac{\partial C}{\partial net_j^l}"#, #"\frac{\partial C}{\partial\text{net}_j^l}"#,
    #"\frac{\partial C}{\partial \mathrm{net}_j^l}"#, #"\partial C / \partial net_j^l"#,
    #"\partial_{net_j^l} C"#,
  ])
  func `a name of several letters may stand behind the sign of a derivative`(_ latex: String) {
    var notation = Notation.standardSample
    notation.patterns[.preactivation]?.letter = "net"
    #expect(
      readings(latex, notation).first
        == readings(#"\frac{\partial C}{\partial z_j^l}"#, .standardSample).first)
    #expect(
      readings(#"\frac{\partial net_j^l}{\partial w_{jk}^l}"#, notation).first
        == readings(#"\frac{\partial z_j^l}{\partial w_{jk}^l}"#, .standardSample).first)
  }

  @Test func `a function without argument on the left is a choice of the function`() {
    let statement = FormulaReader(notation: .standardSample).read(#"\sigma^{l} = \frac{1}{1+e^{-u}}"#)
      .alternatives.first?.statements.first
    guard case .call(.other, let arguments)? = statement?.sides.first?.node else {
      Issue.record("\(String(describing: statement))")
      return
    }
    #expect(arguments.isEmpty)
  }
}

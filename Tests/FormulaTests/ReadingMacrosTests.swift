import Testing

@testable import Formula

/// Commands that a text defines itself.
@Suite struct ReadingMacrosTests {
  private func read(_ latex: String, _ definitions: String) -> String {
    let (markup, problems) = MarkupReader.read(latex, macros: .definitions(in: definitions))
    return markup.sketch + problems.map { " !\($0.code.rawValue)" }.joined()
  }

  @Test(arguments: [
    (#"\newcommand{\matr}[1]{\mathbf{#1}}"#, #"\matr W^{(l)} \matr{x}"#, "bold:W^[parenthesis(l)] bold:x"),
    (#"\newcommand\yhat{\hat{y}}"#, #"\yhat_j"#, "hat:y_[j]"),
    (
      #"\def\pd#1#2{\frac{\partial #1}{\partial #2}}"#, #"\pd Cw \pd{C}{w_j}"#,
      "frac[∂ C][∂ w] frac[∂ C][∂ w_[j]]"
    ),
    (#"\newcommand{\act}[2][l]{a^{#1}_{#2}}"#, #"\act{j} \act[L]{k}"#, "a_[j]^[l] a_[k]^[L]"),
    (#"\DeclareMathOperator{\softplus}{softplus}"#, #"\softplus(z)"#, "<softplus> parenthesis(z)"),
    (#"\DeclareMathOperator*{\amin}{arg\,min}"#, #"\amin_x"#, "<argmin>_[x]"),
    (#"\providecommand{\frac}{x}\providecommand{\mine}{x}"#, #"\frac12 \mine"#, "frac[1][2] x"),
    (#"\newcommand{\A}{\B}\newcommand{\B}{b}\renewcommand{\B}{c}"#, #"\A"#, "c"),
    (#"\newcommand{\dC}{{\partial C \over \partial a}}"#, #"\dC"#, "{frac[∂ C][∂ a]}"),
  ])
  func `a macro is replaced by what it stands for`(_ definition: String, _ latex: String, _ tree: String) {
    #expect(read(latex, definition) == tree)
    #expect(sketch(definition + latex) == tree)
  }

  @Test func `what a macro makes stands where it is used`() {
    let (markup, _) = MarkupReader.read(
      #"x \v{y} z"#, macros: .definitions(in: #"\newcommand{\v}[1]{\vec{#1}}"#))
    #expect(markup.map(\.range) == [SourceRange(0, 1), SourceRange(2, 6), SourceRange(8, 9)])
  }

  @Test func `missing arguments and broken definitions are problems`() {
    #expect(sketch(#"\newcommand{\a}[2]{#1#2} {\a{x}}"#).hasSuffix(" !missing-argument"))
    #expect(sketch(#"\newcommand{\a"#).hasSuffix("!macro"))
    #expect(sketch(#"\newcommand{\a}[x]{y}"#).contains("!macro"))
  }

  @Test func `definitions in comments do not count`() {
    #expect(MacroTable.definitions(in: "% \\newcommand{\\a}{b}\n\\newcommand{\\c}{d}").names == ["c"])
  }
}

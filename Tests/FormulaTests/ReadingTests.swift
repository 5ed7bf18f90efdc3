import Testing

@testable import Formula

/// What stands in a formula; expected trees by hand, as the formula is set.
@Suite struct ReadingTests {
  /// Formulas that mean the same must give the same tree, ranges aside.
  @Test(arguments: [
    [
      #"a^{l}_{j}"#, #"a_{j}^{l}"#, #"a_j^l"#, #"a _ j ^ l"#, "a_j%\n^l", "a_j\r\n\t^l", "a\u{A0}_j^l",
      #"a\_j^l"#, "aⱼˡ",
    ],
    [#"\frac ab"#, #"\frac{a}{b}"#, #"\tfrac {a} { b }"#, #"\dfrac a b"#, #"\cfrac{a}b"#],
    [#"\frac12"#, #"\frac{1}{2}"#, "½"],
    [#"\sigma'"#, #"\sigma^{\prime}"#, #"\sigma^\prime"#, #"\sigma '"#, "σ’", "σ′", #"\sigma^{'}"#],
    [#"f^{l\prime}"#, #"f^{l}'"#, #"f'^l"#, #"f^{l'}"#],
    [#"g^{[1]'}"#, #"g'^{[1]}"#],
    ["x-y", "x−y", #"x\,-\!y"#, #"x \mkern5mu - \hspace{1pt} y"#],
    [#"a \cdot b"#, "a·b", "a⋅b"],
    [#"a \times b"#, "a×b"], [#"a \odot b"#, "a⊙b"], ["a * b", "a∗b", #"a \ast b"#],
    [#"a \ne b"#, #"a \neq b"#, "a≠b", #"a \not= b"#, "a != b"],
    [#"a \le b"#, #"a \leq b"#, "a≤b", "a<=b"],
    [
      "a := b", #"a \coloneqq b"#, #"a \triangleq b"#, #"a \stackrel{def}{=} b"#,
      #"a \overset{\text{def}}{=} b"#,
    ],
    [#"\mathrm d"#, #"\mathrm{d}"#, #"\text d"#, #"\operatorname{d}"#, #"\partial"#, "∂"],
    [#"\mathrm{ReLU}"#, #"\text{ReLU}"#, #"\operatorname{ReLU}"#, #"\mbox{ReLU}"#, #"\textrm{ ReLU }"#],
    [#"\left(x\right)"#, "(x)", #"\big( x \big)"#, #"\Biggl(x\Biggr)"#, "（x）", #"\lparen x\rparen"#],
    [#"\|x\|"#, #"\lVert x\rVert"#, #"\left\|x\right\|"#, "‖x‖", "||x||", #"\Vert x \Vert"#],
    ["|x|", #"\lvert x\rvert"#, #"\left|x\right|"#, #"\bigl|x\bigr|"#, #"\vert x \vert"#],
    [#"x \quad y"#, #"x\qquad y"#, #"x\hspace{1cm}y"#, #"x\medspace \medspace\medspace y"#],
    ["(a, b)", "（a，b）"],
    [#"\mathbf w"#, #"\boldsymbol{w}"#, #"\bm w"#, #"{\mathbf w}"#.dropBraces, "𝐰"],
    ["a_{12}", "a₁₂"], [#"\hat y"#, #"\hat{y}"#, "ŷ", "y\u{302}"],
    [#"\mathbb{R}"#, "ℝ", #"\Re"#],
    [
      #"\underbrace{x}_{\text{so}}"#, #"\boxed{x}"#, #"\fbox{$x$}"#, #"\colorbox{red}{$x$}"#,
      #"\textcolor{red}{x}"#, "{x}",
    ],
    ["x...", #"x\dots"#, "x…", "x. . ."],
    [
      #"\left\{\begin{array}{ll} 1 & a \\ 0 & b \end{array}\right."#,
      #"\begin{cases} 1 & a \\ \\ 0 & b \\ \end{cases}"#, #"\begin{dcases}1&a\\[2pt]0&b\end{dcases}"#,
    ],
    [
      #"\begin{bmatrix} a & b \\ c & d \end{bmatrix}"#,
      #"\begin{array}{c|c} \hline a & b \\\\ c & d \\ \hline\end{array}"#,
    ],
  ])
  func `writings of one formula give one tree`(_ writings: [String]) {
    for writing in writings { #expect(sketch(writing) == sketch(writings[0]), "\(writing)") }
  }

  @Test(arguments: [
    (#"\frac{\partial C}{\partial w_{jk}^{(L)}}"#, "frac[∂ C][∂ w_[j k]^[parenthesis(L)]]"),
    (#"{a \over b} c"#, "{frac[a][b]} c"),
    (#"(\partial E \over \partial a)"#, "parenthesis(frac[∂ E][∂ a])"),
    (#"{W^{(2)}}^\top"#, #"{W^[parenthesis(2)]}^[\top]"#),
    (#"W^{l}{}^T"#, "{W^[l]}^[T]"),
    (#"^2 a"#, "^[2] a"),
    (#"\sum_{i=1}^{n} x_i"#, "sum_[i equal 1]^[n] x_[i]"),
    (#"\sum\limits_j'"#, "sum'_[j]"),
    (#"\sum_{\substack{i \\ j \ne i}}"#, "sum_[substack[i \\ j notEqual i]]"),
    (#"\left. x \right|_{z=0}"#, "none(x)bar_[z equal 0]"),
    (#"x\big|_{z=0}"#, "x |_[z equal 0]"),
    (#"p(y|x)"#, "p parenthesis(y | x)"),
    (#"|a|b|c|"#, "bar(a) b bar(c)"),
    (#"\left\{ a \middle| b \right\}"#, "brace(a | b)"),
    (#"\mathbf 1[z>0]"#, "bold:1 bracket(z greater 0)"),
    (#"\mathbb 1_{i=j}"#, "blackboard:1_[i equal j]"),
    (#"a_{\text{L-1}}"#, "a_[{upright:L minus 1}]"),
    (#"\ell\text{-}1"#, #"\ell minus 1"#),
    (#"x^{\mathrm T}"#, "x^[upright:T]"),
    (#"{\rm net}_j \mathrm{net_j}"#, "{<net>}_[j] <net>_[j]"),
    (#"0 \text{ if } x \text{, otherwise}"#, #"0 "if" x ", otherwise""#),
    (#"\text{if \(k\neq i\) }"#, #""if \(k\neq i\)""#),
    (#"\operatorname*{arg\,min}_\theta"#, #"<argmin>_[\theta]"#),
    (#"\underset{\theta}{\arg\min} J"#, #"{<arg> <min>}_[\theta] J"#),
    (#"\textcircled{1} \tag{3} \label{eq:x}"#, "circled:1 mark:3 mark:eq:x"),
    (#"a &= b \\ c"#, "a alignment equal b rowEnd c"),
    (#"[0,1) (0,1]"#, "bracket(0 , 1)parenthesis parenthesis(0 , 1)bracket"),
    (#"[1..n]"#, "bracket(1 … n)"),
    ("0.5x .5 1.", "0.5 x .5 1 ."),
    (#"\begin{align} a &= b \\ &= c \end{align}"#, "rows[a & equal b \\  & equal c]"),
    (#"\begin{alignedat}{2} a &= b \end{alignedat}"#, "rows[a & equal b]"),
    (#"\displaystyle{ a = b }"#, "{a equal b}"),
    (#"\phantom{x} \color{red} a \smash{b}"#, "a {b}"),
    ("算上：a", #""算上" : a"#),
    (#"\sqrt[3]{x} \sqrt 2"#, "root[3][x] root[][2]"),
    (#"\unicode{x1D7D9}"#, "{blackboard:1}"),
    ("𝜎(𝐰) 𝛿 𝚯 𝜕C", #"italic:\sigma parenthesis(bold:w) italic:\delta bold:\Theta ∂ C"#),
    (#"\overset{!}{=} \xi"#, #"equal \xi"#),
    (#"\mathtt{x} \mathsf{T} \mathcal{L}"#, "typewriter:x sansSerif:T calligraphic:L"),
  ])
  func `a formula gives the tree that it shows`(_ latex: String, _ expected: String) {
    #expect(sketch(latex) == expected)
  }

  @Test func `every node has its place in the file`() {
    let latex = #"\frac{a}{b_j} + x"#
    let (markup, _) = MarkupReader.read(latex, offset: 100)
    #expect(markup.map(\.range) == [SourceRange(100, 113), SourceRange(114, 115), SourceRange(116, 117)])
    #expect(markup[0].children.map(\.range) == [SourceRange(106, 107), SourceRange(109, 112)])
  }

  @Test func `children lie within their parents`() {
    for seed in ReadingLimitsTests.seeds where !seed.contains("newcommand") {
      var rest = MarkupReader.read(seed).markup
      while let node = rest.popLast() {
        for child in node.children {
          let isWithin = node.range.start <= child.range.start && child.range.end <= node.range.end
          #expect(isWithin, "\(seed): \(child.sketch) in \(node.sketch)")
        }
        rest += node.children
      }
    }
  }

  @Test func `formulas that people write have no problems`() {
    for seed in ReadingLimitsTests.seeds {
      let problems = MarkupReader.read(seed).problems
      #expect(problems.isEmpty, "\(seed): \(problems)")
    }
  }
}

extension String {
  /// The formula without the braces around it.
  fileprivate var dropBraces: String { String(dropFirst().dropLast()) }
}

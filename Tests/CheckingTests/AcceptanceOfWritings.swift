import Checking

/// Layouts and signs of many texts; each formula is the textbook's, or lacks what its comment says.
enum AcceptanceOfWritings {
  private static let ng = Presumed(convention: "ng")
  private static let cs231n = Presumed(convention: "cs231n")

  static let rows: [AcceptanceRow] = .joined(
    .all(
      .holds, .standard,
      #"\begin{align} a^l &= \sigma(z^l) & z^l &= W^la^{l-1}+b^l \end{align}"#,
      #"\begin{align} & a^l = \sigma(z^l) & (\text{add } a_0^l) \end{align}"#,
      #"\begin{aligned} a^l &= \sigma(z^l) && l=1,\dots,L \end{aligned}"#,
      #"\begin{array}{rcl} a^l&=&\sigma(z^l)\\z^l&=&W^la^{l-1}+b^l\end{array}"#,
      #"\delta_j^l = \sum_k\delta_k^{l+1}w_{kj}^{l+1}\sigma'(z_j^l), \quad l = L-1, L-2, \dots, 1"#,
      #"\frac{\partial a_i^l}{\partial z_j^l}=0\ (i\ne j)"#,
      #"15) C = \sum_j (a_j^L-y_j)^2"#, #"L(\hat y, y) = \sum_j (a_j^L-y_j)^2"#,
      #"\delta^l = (W^{l+1})^T\delta^{l+1} .* \sigma'(z^l)"#,
      #"\delta^{l-1} = (\sigma^{l-1})'\circ(W^l)^T\cdot\delta^l"#, #"\delta^L = 2(a^L-y) * (\sigma)'(z^L)"#,
      #"\pdv{C}{w_{jk}^l} = a_k^{l-1}\delta_j^l"#),
    .all(
      .holds, ng, #"dz^{[l]} = W^{[l+1]T}dz^{[l+1]} * g^{[l]'}(z^{[l]})"#,
      #"J(W,b) = \frac{1}{m}\sum_{i=1}^m L(\hat y^{(i)}, y^{(i)})"#),
    .all(.holds, cs231n, #"\frac{\partial L}{\partial scores_j} = p_j - y_j"#),
    // σ′ is missing in the second column, in the bracket; a 2 is too many in the second row.
    .all(
      .fails, .standard, #"\begin{align} a^l &= \sigma(z^l) & \delta_j^L &= 2(a_j^L-y_j) \end{align}"#,
      #"\begin{align} & a^l = \sigma(z^l) & (\delta^L = 2(a^L-y)) \end{align}"#,
      #"\left\{\begin{aligned} a^l&=\sigma(z^l)\\z^l&=W^la^{l-1}+2b^l\end{aligned}\right."#),
    .all(
      .definition, .standard, #"\sigma^l = \frac{1}{1+e^{-u}}"#, #"C_{\text{obj}} = \sum_j (a_j^L-y_j)^2"#),
    .all(
      .notAClaim, .standard, #"\sigma = \tanh"#, #"\newcommand{\w}{w_{jk}^l}"#,
      #"\frac{\partial C}{\partial w_{jk}^l} = ?"#))
}

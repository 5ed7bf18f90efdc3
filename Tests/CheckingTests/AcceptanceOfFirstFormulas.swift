/// The first formulas that anyone tries, each with its verdict.
enum AcceptanceOfFirstFormulas {
  static let rows: [AcceptanceRow] = .joined(
    .all(
      .holds, .standard,
      #"\delta_j^L = 2(a_j^L-y_j)\,\sigma'(z_j^L)"#,
      #"\delta_k^l = \Big(\sum_j \delta_j^{l+1}w^{l+1}_{jk}\Big)\sigma'(z_k^l)"#,
      #"\frac{\partial C}{\partial w^{L-1}_{kl}} = \Big(\sum_j 2(a_j^L-y_j)\sigma'(z_j^L)w^L_{jk}\Big)"#
        + #"\sigma'(z_k^{L-1})a_l^{L-2}"#,
      #"\frac{\partial a_m^{l+1}}{\partial a_p^l} = \sigma'(z_m^{l+1})w^{l+1}_{mp}"#,
      #"\frac{d}{dz}\frac1{1+e^{-z}} = \frac{e^{-z}}{(1+e^{-z})^2}"#,
      #"\frac{\partial a^L}{\partial a^{L-2}} = \mathrm{diag}(\sigma'(z^L))W^L\,"#
        + #"\mathrm{diag}(\sigma'(z^{L-1}))W^{L-1}"#),
    .all(
      .holds, Presumed(cost: .halfSumSquares),
      #"\delta^L = (a^L-y)\odot\sigma'(z^L)"#,
      #"\frac{\partial C}{\partial b_j^l} = \frac1E\sum_e(\delta_j^l)_e"#),
    .all(
      .holds, Presumed(activation: .sigmoid),
      #"\delta_j^L = 2(a_j^L-y_j)a_j^L(1-a_j^L)"#,
      #"\sigma'(z) = a(1-a)"#),
    .all(
      .holds, .softmax,
      #"\delta_{L,i} = a_{L,i}-y_i"#,
      #"\sum_i\frac{\partial a_{L,k}}{\partial z_{L,i}} = 0"#),
    .all(.fails, .standard, #"\delta_j^L = (a_j^L-y_j)\,\sigma'(z_j^L)"#),
    .all(.fails, Presumed(activation: .tanh), #"\delta_j^L = 2(a_j^L-y_j)a_j^L(1-a_j^L)"#),
    .all(
      .illTyped, .standard,
      #"\delta_k^l = \Big(\sum_j \delta_j^{l+1}w^{l+1}_{kj}\Big)\sigma'(z_k^l)"#,
      #"\delta^l = (W^{l+1}\delta^{l+1})\odot\sigma'(z^l)"#),
    .holds(if: "sigmoid units", .standard, #"\delta_j^L = 2(a_j^L-y_j)a_j^L(1-a_j^L)"#),
    .holds(
      if: "the true class", .softmax,
      #"\frac{\partial\mathcal L}{\partial a_{L,i}} = -\frac{1}{a_{L,i}}"#),
    .all(.notAClaim, .standard, "0 = 0", #"\delta_j^L = \delta_j^L"#),
    .all(.unreadable, .standard, #"\delta_j^L = 2(a_j^L-y_j"#))
}

/// True formulas for squared error and any activation, the seeds of rewriting and mutation.
package enum TrueFormulas {
  /// In index form.
  package static let indexed = [
    #"\delta_j^L = 2(a_j^L-y_j)\sigma'(z_j^L)"#,
    #"\delta_k^l = \Big(\sum_j\delta_j^{l+1}w_{jk}^{l+1}\Big)\sigma'(z_k^l)"#,
    #"\delta_k^{l-1} = \sum_jw_{jk}^l\delta_j^l\sigma'(z_k^{l-1})"#,
    #"\frac{\partial C}{\partial w_{jk}^l} = \delta_j^la_k^{l-1}"#,
    #"\frac{\partial C}{\partial w_{jk}^L} = 2(a_j^L-y_j)\sigma'(z_j^L)a_k^{L-1}"#,
    #"\frac{\partial C}{\partial b_j^l} = \delta_j^l"#,
    #"\frac{\partial C}{\partial a_k^l} = \sum_j\delta_j^{l+1}w_{jk}^{l+1}"#,
    #"\frac{\partial C}{\partial a_j^L} = 2a_j^L-2y_j"#,
    #"\frac{\partial a_m^{l+1}}{\partial a_p^l} = \sigma'(z_m^{l+1})w_{mp}^{l+1}"#,
    #"\frac{\partial z_j^{l+1}}{\partial z_k^l} = w_{jk}^{l+1}\sigma'(z_k^l)"#,
    #"\frac{\partial a_j^l}{\partial z_k^l} = \delta_{jk}\sigma'(z_j^l)"#,
    #"z_j^l = \sum_kw_{jk}^la_k^{l-1}+b_j^l"#,
    #"a_j^l = \sigma\Big(\sum_kw_{jk}^la_k^{l-1}+b_j^l\Big)"#,
    #"C = \sum_j(a_j^L-y_j)^2"#,
    #"\delta_m^{L-2} = \sum_k\sum_j\delta_j^Lw_{jk}^L\sigma'(z_k^{L-1})w_{km}^{L-1}\sigma'(z_m^{L-2})"#,
    #"\frac{\partial C}{\partial w_{jk}^l} = \frac{\partial C}{\partial z_j^l}a_k^{l-1}"#,
  ]

  /// In matrix form.
  package static let whole = [
    #"\delta^L = 2(a^L-y)\odot\sigma'(z^L)"#,
    #"\delta^l = ((W^{l+1})^T\delta^{l+1})\odot\sigma'(z^l)"#,
    #"\delta^l = \mathrm{diag}(\sigma'(z^l))(W^{l+1})^T\delta^{l+1}"#,
    #"\nabla_{W^l}C = \delta^l(a^{l-1})^T"#,
    #"\nabla_{a^l}C = (W^{l+1})^T\delta^{l+1}"#,
    #"z^l = W^la^{l-1}+b^l"#,
    #"a^l = \sigma(W^la^{l-1}+b^l)"#,
    #"\frac{\partial a^{l+1}}{\partial a^l} = \mathrm{diag}(\sigma'(z^{l+1}))W^{l+1}"#,
    #"(\delta^l)^T = (\delta^{l+1})^TW^{l+1}\mathrm{diag}(\sigma'(z^l))"#,
  ]
}

/// Error terms of the output layer and of hidden layers.
enum AcceptanceOfErrorTerms {
  static let rows = output + otherActivations + hidden + hiddenWrong

  static let output: [AcceptanceRow] = .joined(
    .all(
      .holds, .standard,
      #"\delta_j^L = \frac{\partial C}{\partial a_j^L}\,\sigma'(z_j^L)"#,
      #"\delta^L = \nabla_a C\odot\sigma'(z^L)"#,
      #"\delta^L = \nabla_{a^L}C\odot\sigma'(z^L)"#,
      #"\delta^L = \mathrm{diag}(\sigma'(z^L))\,\nabla_{a^L}C"#,
      #"\delta^L = 2(a^L-y)\odot\sigma'(z^L)"#,
      #"\vec\delta^L = 2(\vec a^L-\vec y)\odot\sigma'(\vec z^L)"#,
      #"\boldsymbol\delta^L = 2(\mathbf a^L-\mathbf y)\circ\sigma'(\mathbf z^L)"#,
      #"\delta_j^{(L)} = 2(a_j^{(L)}-y_j)\sigma'(z_j^{(L)})"#,
      #"\delta_j^{[L]} = 2(a_j^{[L]}-y_j)\sigma'(z_j^{[L]})"#,
      #"\delta_j^L = \frac{\partial C}{\partial z_j^L}"#,
      #"\delta_2^L = 2(a_2^L-y_2)\sigma'(z_2^L)"#,
      #"\delta_j^L = 2(\hat y_j-y_j)\sigma'(z_j^L)"#),
    .all(
      .fails, .standard,
      #"\delta^L = (a^L-y)\odot\sigma'(z^L)"#,
      #"\delta_j^L = 2(y_j-a_j^L)\sigma'(z_j^L)"#,
      #"\delta_j^L = 2(a_j^L-y_j)\sigma(z_j^L)"#,
      #"\delta_j^L = 2(a_j^L-y_j)"#,
      #"\delta_j^L = \frac{\partial C}{\partial a_j^L}"#,
      #"\delta_1^L = 2(a_2^L-y_2)\sigma'(z_2^L)"#,
      #"\delta_j^L = 0"#),
    .all(
      .illTyped, .standard,
      #"\delta_j^L = 2(a_j^L-y_j)\sigma'(z_j^{L-1})"#,
      #"\delta_j^L = 2(a_k^L-y_k)\sigma'(z_k^L)"#,
      #"\delta^L = 2(a^{L-1}-y)\odot\sigma'(z^L)"#,
      #"\delta_j^{L+1} = 2(a_j^L-y_j)"#))

  static let otherActivations: [AcceptanceRow] = .joined(
    .all(.holds, Presumed(activation: .identity), #"\delta_j^L = 2(a_j^L-y_j)"#),
    .all(
      .holds, Presumed(activation: .sigmoid),
      #"\delta^L = 2(a^L-y)\odot a^L\odot(1-a^L)"#,
      #"\delta_j^L = 2(a_j^L-y_j)\frac{e^{-z_j^L}}{(1+e^{-z_j^L})^2}"#,
      #"\delta_j^L = 2(a_j^L-y_j)\sigma(z_j^L)(1-\sigma(z_j^L))"#),
    .all(
      .holds, Presumed(activation: .tanh),
      #"\delta_j^L = 2(a_j^L-y_j)(1-(a_j^L)^2)"#,
      #"\delta_j^L = 2(a_j^L-y_j)(1-a_j^L)(1+a_j^L)"#),
    .all(
      .holds, Presumed(activation: .softplus),
      #"\delta_j^L = 2(a_j^L-y_j)\frac{1}{1+e^{-z_j^L}}"#,
      #"\delta_j^L = 2(a_j^L-y_j)(1-e^{-a_j^L})"#),
    .all(
      .fails, Presumed(activation: .sigmoid),
      #"\delta_j^L = 2(a_j^L-y_j)\sigma'(a_j^L)"#,
      #"\delta_j^L = 2(a_j^L-y_j)z_j^L(1-z_j^L)"#,
      #"\delta_j^L = 2(a_j^L-y_j)(1-(a_j^L)^2)"#),
    .holds(if: "ReLU units", .standard, #"\delta_j^L = 2(z_j^L-y_j)\sigma'(z_j^L)"#),
    .holds(if: "tanh units", .standard, #"\delta_j^L = 2(a_j^L-y_j)(1-(a_j^L)^2)"#),
    .all(
      .holds, Presumed(cost: .meanSquares),
      #"\delta_j^L = \frac{2}{n_L}(a_j^L-y_j)\sigma'(z_j^L)"#),
    .all(.fails, Presumed(cost: .meanSquares), #"\delta_j^L = 2(a_j^L-y_j)\sigma'(z_j^L)"#),
    .all(
      .holds, Presumed(activation: .sigmoid, cost: .crossEntropy),
      #"\delta_j^L = -\frac{y_j}{a_j^L}\sigma'(z_j^L)"#,
      #"\delta_j^L = -y_j(1-a_j^L)"#),
    .all(
      .fails, Presumed(activation: .sigmoid, cost: .crossEntropy),
      #"\delta_j^L = \frac{y_j}{a_j^L}\sigma'(z_j^L)"#))

  static let hidden: [AcceptanceRow] = .joined(
    .all(
      .holds, .standard,
      #"\delta^l = ((W^{l+1})^T\delta^{l+1})\odot\sigma'(z^l)"#,
      #"\delta^l = {W^{l+1}}^\top\delta^{l+1}\odot\sigma'(z^l)"#,
      #"\delta^l = \sigma'(z^l)\odot\left((W^{l+1})^{\mathsf T}\delta^{l+1}\right)"#,
      #"\delta_j^{l-1} = \Big(\sum_i\delta_i^l w_{ij}^l\Big)\sigma'(z_j^{l-1})"#,
      #"\delta_k^{L-1} = \sum_j 2(a_j^L-y_j)\sigma'(z_j^L)w_{jk}^L\sigma'(z_k^{L-1})"#,
      #"\delta_m^{L-2} = \Big(\sum_k\Big(\sum_j\delta_j^Lw_{jk}^L\Big)\sigma'(z_k^{L-1})w_{km}^{L-1}\Big)"#
        + #"\sigma'(z_m^{L-2})"#,
      #"\delta_m^{L-2} = \sum_k\sum_j\delta_j^Lw_{jk}^L\sigma'(z_k^{L-1})w_{km}^{L-1}\sigma'(z_m^{L-2})"#,
      #"\delta_m^{L-2} = \sum_{j,k}\delta_j^Lw_{jk}^L\sigma'(z_k^{L-1})w_{km}^{L-1}\sigma'(z_m^{L-2})"#,
      #"\frac{\partial C}{\partial a_k^{L-1}} = \sum_j\frac{\partial C}{\partial a_j^L}"#
        + #"\frac{\partial a_j^L}{\partial z_j^L}\frac{\partial z_j^L}{\partial a_k^{L-1}}"#,
      #"\frac{\partial C}{\partial a_k^l} = \sum_j\delta_j^{l+1}w_{jk}^{l+1}"#,
      #"\frac{\partial C}{\partial a_k^l} = \sum_{j=1}^{n_{l+1}}\delta_j^{l+1}w_{jk}^{l+1}"#,
      #"\nabla_{a^l}C = (W^{l+1})^T\delta^{l+1}"#,
      #"\delta^l = \mathrm{diag}(\sigma'(z^l))(W^{l+1})^T\delta^{l+1}"#,
      #"(\delta^l)^T = (\delta^{l+1})^TW^{l+1}\,\mathrm{diag}(\sigma'(z^l))"#,
      #"\delta_j^2 = \Big(\sum_k\delta_k^3w_{kj}^3\Big)\sigma'(z_j^2)"#,
      #"\delta_k^{[l]} = \sigma'(z_k^{[l]})\sum_j w_{jk}^{[l+1]}\delta_j^{[l+1]}"#,
      #"\delta_k^{\ell} = \sigma'(z_k^{\ell})\sum_j w_{jk}^{\ell+1}\delta_j^{\ell+1}"#,
      #"\delta_k^l = \frac{\partial C}{\partial a_k^l}\sigma'(z_k^l)"#,
      #"\delta_k^l = \sum_j\frac{\partial C}{\partial z_j^{l+1}}\frac{\partial z_j^{l+1}}{\partial z_k^l}"#))

  static let hiddenWrong: [AcceptanceRow] = .joined(
    .all(
      .fails, .standard,
      #"\delta_k^l = \sum_j\delta_j^{l+1}w_{jk}^{l+1}"#,
      #"\delta_k^l = \Big(\sum_j\delta_j^{l+1}w_{jk}^{l+1}\Big)\sigma(z_k^l)"#,
      #"\delta_k^l = \Big(\sum_j\delta_j^{l+1}w_{jk}^{l+1}\Big)\sigma'(z_k^l)a_k^l"#,
      #"\delta_k^l = -\Big(\sum_j\delta_j^{l+1}w_{jk}^{l+1}\Big)\sigma'(z_k^l)"#,
      #"\delta_k^l = \Big(\sum_j\delta_j^{l+1}\Big)\sigma'(z_k^l)"#,
      #"\delta_k^l = \Big(\sum_j\delta_j^{l+1}(w_{jk}^{l+1})^2\Big)\sigma'(z_k^l)"#,
      #"\delta^l = (W^{l+1})^T\delta^{l+1}"#),
    .all(
      .illTyped, .standard,
      #"\delta_k^l = \delta_j^{l+1}w_{jk}^{l+1}\sigma'(z_k^l)"#,
      #"\delta_k^l = \Big(\sum_j\delta_j^{l}w_{jk}^{l+1}\Big)\sigma'(z_k^l)"#,
      #"\delta_k^l = \Big(\sum_j\delta_j^{l+1}w_{jk}^{l+1}\Big)\sigma'(z_k^{l+1})"#,
      #"\delta_k^l = \Big(\sum_{j=1}^{n_l}\delta_j^{l+1}w_{jk}^{l+1}\Big)\sigma'(z_k^l)"#,
      #"\delta_k^l = \Big(\sum_{j=1}^{L}\delta_j^{l+1}w_{jk}^{l+1}\Big)\sigma'(z_k^l)"#,
      #"\delta^l = \delta^{l+1}W^{l+1}\odot\sigma'(z^l)"#,
      #"\delta^l = (W^{l})^T\delta^{l+1}\odot\sigma'(z^l)"#,
      #"\frac{\partial C}{\partial a_k^{L-1}} = \frac{\partial C}{\partial a_j^L}"#
        + #"\frac{\partial a_j^L}{\partial a_k^{L-1}}"#))
}

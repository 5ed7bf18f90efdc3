import Checking

/// Gradients by weights and biases, the forward pass, costs, and Jacobians.
enum AcceptanceOfGradients {
  static let rows = parameters + biases + forward + costs + jacobians

  static let parameters: [AcceptanceRow] = .joined(
    .all(
      .holds, .standard,
      #"\frac{\partial C}{\partial w_{jk}^l} = a_k^{l-1}\delta_j^l"#,
      #"\frac{\partial C}{\partial w_{j,k}^l} = \delta_j^l a_k^{l-1}"#,
      #"\frac{\partial C}{\partial W^l} = \delta^l(a^{l-1})^T"#,
      #"\nabla_{W^l}C = \delta^l\otimes a^{l-1}"#,
      #"\nabla_{W^l}C = \delta^l{a^{l-1}}^\top"#,
      #"\frac{\partial C}{\partial w_{jk}^L} = 2(a_j^L-y_j)\sigma'(z_j^L)a_k^{L-1}"#,
      #"\frac{\partial C}{\partial w_{jk}^L} = \frac{\partial C}{\partial a_j^L}"#
        + #"\frac{\partial a_j^L}{\partial z_j^L}\frac{\partial z_j^L}{\partial w_{jk}^L}"#,
      #"\frac{\partial C}{\partial w_{jk}^1} = \delta_j^1x_k"#,
      #"\frac{\partial C}{\partial w_{jk}^1} = \delta_j^1a_k^0"#,
      #"\partial C/\partial w_{jk}^l = \delta_j^l a_k^{l-1}"#,
      #"{\partial C \over \partial w_{jk}^l} = \delta_j^l a_k^{l-1}"#,
      #"\frac{\partial C}{\partial w_{21}^L} = 2(a_2^L-y_2)\sigma'(z_2^L)a_1^{L-1}"#,
      #"\frac{\partial C}{\partial w_{jk}^l} = \Big(\sum_i\delta_i^{l+1}w_{ij}^{l+1}\Big)\sigma'(z_j^l)a_k^{l-1}"#
    ),
    .all(
      .fails, .standard,
      #"\frac{\partial C}{\partial w_{jk}^l} = \delta_j^l"#,
      #"\frac{\partial C}{\partial w_{jk}^l} = -\delta_j^la_k^{l-1}"#,
      #"\frac{\partial C}{\partial w_{jk}^l} = \delta_j^l z_k^{l-1}"#,
      #"\frac{\partial C}{\partial w_{jk}^l} = 0"#,
      #"\frac{\partial C}{\partial w_{21}^L} = 2(a_2^L-y_2)\sigma'(z_2^L)a_2^{L-1}"#,
      #"\frac{\partial C}{\partial w_{jk}^L} = (a_j^L-y_j)\sigma'(z_j^L)a_k^{L-1}"#),
    .all(
      .illTyped, .standard,
      #"\frac{\partial C}{\partial w_{jk}^l} = \delta_j^l a_k^l"#,
      #"\frac{\partial C}{\partial w_{jk}^l} = \delta_k^l a_j^{l-1}"#,
      #"\nabla_{W^l}C = a^{l-1}(\delta^l)^T"#,
      #"\frac{\partial C}{\partial W^l} = (\delta^l)^Ta^{l-1}"#,
      #"\frac{\partial C}{\partial W^l} = \delta^la^{l-1}"#),
    .all(
      .holds, Presumed(activation: .sigmoid, widths: [3, 4, 3, 5, 2, 4, 3, 2, 3]),
      #"\frac{\partial C}{\partial w_{jk}^l} = \delta_j^l a_k^{l-1}"#,
      #"\delta_k^l = \Big(\sum_j\delta_j^{l+1}w_{jk}^{l+1}\Big)\sigma'(z_k^l)"#),
    .all(
      .fails, Presumed(activation: .sigmoid, widths: [3, 4, 3, 5, 2, 4, 3, 2, 3]),
      #"\frac{\partial C}{\partial w_{jk}^1} = 0"#,
      #"\delta_j^1 = 0"#,
      #"\frac{\partial C}{\partial w_{jk}^1} = \delta_j^1"#,
      #"\delta_k^1 = \sum_j\delta_j^2w_{jk}^2"#),
    .all(
      .holds, .sigmoid,
      #"\frac{\partial C}{\partial w_{10}^{(L)}} = 2(a_1^{(L)}-y_1)\sigma'(z_1^{(L)})a_0^{(L-1)}"#,
      #"\frac{\partial C_0}{\partial w_{jk}^{(L)}} = 2(a_j^{(L)}-y_j)\sigma'(z_j^{(L)})a_k^{(L-1)}"#,
      #"\frac{\partial C_0}{\partial a_k^{(L-1)}} = \sum_{j=0}^{n_L-1}2(a_j^{(L)}-y_j)\sigma'(z_j^{(L)})w_{jk}^{(L)}"#,
      #"\frac{\partial C}{\partial w_{kl}^{(L-1)}} = \Big(\sum_{j=0}^{n_L-1}\delta_j^{(L)}w_{jk}^{(L)}\Big)"#
        + #"\sigma'(z_k^{(L-1)})a_l^{(L-2)}"#),
    .all(
      .illTyped, .sigmoid,
      #"\frac{\partial C_0}{\partial a_k^{(L-1)}} = 2(a_j^{(L)}-y_j)\sigma'(z_j^{(L)})w_{jk}^{(L)}"#))

  static let biases: [AcceptanceRow] = .joined(
    .all(
      .holds, .standard,
      #"\frac{\partial C}{\partial b_j^l} = \delta_j^l"#,
      #"\nabla_{b^l}C = \delta^l"#,
      #"\frac{\partial C}{\partial b^l} = \delta^l"#,
      #"\frac{\partial C}{\partial b_j^L} = 2(a_j^L-y_j)\sigma'(z_j^L)"#,
      #"\frac{\partial z_j^l}{\partial b_j^l} = 1"#,
      #"\frac{\partial z_j^l}{\partial b_i^l} = \delta_{ij}"#),
    .all(
      .fails, .standard,
      #"\frac{\partial C}{\partial b_j^l} = \delta_j^la_j^l"#,
      #"z_j^l = \sum_kw_{jk}^la_k^{l-1}"#),
    .holds(if: "shared", .standard, #"\frac{\partial z_j^l}{\partial b_i^l} = 1"#),
    .all(.illTyped, .standard, #"\frac{\partial C}{\partial b_j^l} = \delta_j^la_k^{l-1}"#),
    .all(
      .holds, Presumed(biases: .shared),
      #"\frac{\partial C}{\partial b^l} = \sum_j\delta_j^l"#,
      #"z_j^l = \sum_kw_{jk}^la_k^{l-1}+b^l"#),
    .all(.holds, Presumed(biases: Convention.BiasKind.none), #"z_j^l = \sum_kw_{jk}^la_k^{l-1}"#))

  static let forward: [AcceptanceRow] = .joined(
    .all(
      .holds, .standard,
      #"z_j^l = \sum_kw_{jk}^la_k^{l-1}+b_j^l"#,
      #"z_j^l = \sum_{k=1}^{n_{l-1}}w_{jk}^la_k^{l-1}+b_j^l"#,
      #"z^l = W^la^{l-1}+b^l"#,
      #"a^l = \sigma(W^la^{l-1}+b^l)"#,
      #"a_j^l = \sigma\Big(\sum_kw_{jk}^la_k^{l-1}+b_j^l\Big)"#,
      #"z^1 = W^1x+b^1"#,
      #"\hat y = \sigma(z^L)"#,
      #"a^L = \sigma(W^L\sigma(W^{L-1}a^{L-2}+b^{L-1})+b^L)"#,
      #"z_1^1 = \sum_kw_{1k}^1x_k+b_1^1"#),
    .all(
      .fails, .standard,
      #"z^l = W^la^{l-1}"#,
      #"a^l = W^la^{l-1}+b^l"#,
      #"z_j^l = \sum_kw_{jk}^la_k^{l-1}-b_j^l"#),
    .all(
      .illTyped, .standard,
      #"z_j^l = \sum_{k=1}^{n_l}w_{jk}^la_k^{l-1}+b_j^l"#,
      #"z^l = a^{l-1}W^l+b^l"#,
      #"z_j^l = \sum_kw_{kj}^la_k^{l-1}+b_j^l"#,
      #"z^l = W^la^{l-1}+b^{l-1}"#,
      #"z_j^l = w_{jk}^la_k^{l-1}+b_j^l"#))

  static let costs: [AcceptanceRow] = .joined(
    .all(
      .holds, .standard,
      #"C = \sum_j(a_j^L-y_j)^2"#, #"C = \sum_{j=1}^{n_L}(a_j^L-y_j)^2"#, #"C = \|a^L-y\|^2"#,
      #"C = (a^L-y)^T(a^L-y)"#, #"\frac{\partial C}{\partial a_j^L} = 2(a_j^L-y_j)"#,
      #"\nabla_{a^L}C = 2(a^L-y)"#),
    .all(
      .fails, .standard,
      #"C = \frac12\sum_j(a_j^L-y_j)^2"#, #"\frac{\partial C}{\partial a_j^L} = a_j^L-y_j"#,
      #"\frac{\partial C}{\partial a_j^L} = 2(y_j-a_j^L)"#),
    .holds(if: "single output", .standard, #"\frac{\partial C}{\partial a_j^L} = \sum_j 2(a_j^L-y_j)"#),
    .all(.illTyped, .standard, #"C = (a_j^L-y_j)^2"#),
    .all(
      .holds, Presumed(cost: .halfSumSquares),
      #"C = \frac12\sum_j(a_j^L-y_j)^2"#, #"\frac{\partial C}{\partial a_j^L} = a_j^L-y_j"#,
      #"C = \tfrac12\|y-a^L\|^2"#),
    .all(
      .holds, Presumed(cost: .meanSquares),
      #"C = \frac1{n_L}\sum_j(a_j^L-y_j)^2"#,
      #"\frac{\partial C}{\partial a_j^L} = \frac{2}{n_L}(a_j^L-y_j)"#),
    .all(
      .holds, Presumed(activation: .sigmoid, cost: .crossEntropy),
      #"C = -\sum_jy_j\log a_j^L"#, #"C = -\sum_jy_j\ln a_j^L"#,
      #"\frac{\partial C}{\partial a_j^L} = -\frac{y_j}{a_j^L}"#),
    .all(.holds, .sigmoid, #"C_0 = \sum_{j=0}^{n_L-1}(a_j^{(L)}-y_j)^2"#))

  static let jacobians: [AcceptanceRow] = .joined(
    .all(
      .holds, .standard,
      #"\frac{\partial z_j^l}{\partial w_{jk}^l} = a_k^{l-1}"#,
      #"\frac{\partial z_j^l}{\partial w_{ik}^l} = \delta_{ij}a_k^{l-1}"#,
      #"\frac{\partial z_j^l}{\partial a_k^{l-1}} = w_{jk}^l"#,
      #"\frac{\partial z_j^l}{\partial z_k^{l-1}} = w_{jk}^l\sigma'(z_k^{l-1})"#,
      #"\frac{\partial z^{l+1}}{\partial a^l} = W^{l+1}"#,
      #"\frac{\partial a^l}{\partial z^l} = \mathrm{diag}(\sigma'(z^l))"#,
      #"\frac{\partial z^{l+1}}{\partial z^l} = W^{l+1}\mathrm{diag}(\sigma'(z^l))"#,
      #"\frac{\partial a_j^l}{\partial z_k^l} = \delta_{jk}\sigma'(z_j^l)"#,
      #"\frac{\partial a_j^l}{\partial z_k^l} = \mathbf 1[j=k]\sigma'(z_j^l)"#,
      #"\frac{\partial a_j^l}{\partial z_j^l} = \sigma'(z_j^l)"#,
      #"\frac{\partial a_j^L}{\partial a_m^{L-2}} = \sum_k\sigma'(z_j^L)w_{jk}^L\sigma'(z_k^{L-1})w_{km}^{L-1}"#,
      #"\frac{\partial a_j^L}{\partial a_m^{L-2}} = \sum_k\frac{\partial a_j^L}{\partial a_k^{L-1}}"#
        + #"\frac{\partial a_k^{L-1}}{\partial a_m^{L-2}}"#,
      #"\frac{\partial a_j^L}{\partial a_i^{L-3}} = \sum_k\sum_m\sigma'(z_j^L)w_{jk}^L\sigma'(z_k^{L-1})"#
        + #"w_{km}^{L-1}\sigma'(z_m^{L-2})w_{mi}^{L-2}"#,
      #"\frac{\partial}{\partial a_j^L}\left[\sum_i(a_i^L-y_i)^2\right] = 2(a_j^L-y_j)"#,
      #"\frac{\partial a_i^L}{\partial w_{jk}^L} = \delta_{ij}\sigma'(z_i^L)a_k^{L-1}"#),
    .all(
      .fails, .standard,
      #"\frac{\partial a_j^l}{\partial z_k^l} = \sigma'(z_j^l)"#,
      #"\frac{\partial z_j^l}{\partial z_k^{l-1}} = w_{jk}^l"#,
      #"\frac{\partial a_j^{l}}{\partial a_k^{l-1}} = w_{jk}^l"#,
      #"\frac{\partial z_j^l}{\partial w_{ik}^l} = a_k^{l-1}"#),
    .all(
      .illTyped, .standard,
      #"\frac{\partial z_j^l}{\partial a_k^{l-1}} = w_{kj}^l"#,
      #"\frac{\partial z^{l+1}}{\partial z^l} = \mathrm{diag}(\sigma'(z^l))W^{l+1}"#))
}

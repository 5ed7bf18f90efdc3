import Checking
import Network

/// One and the same in the forms that different texts give it: what is true stays true, what is false stays false.
enum AcceptanceOfForms {
  private static let ng = Presumed(convention: "ng")
  private static let theta = Presumed(convention: "theta")
  private static let logistic = Presumed(activation: .sigmoid)
  private static let tanh = Presumed(activation: .tanh)
  private static let crossEntropy = Presumed(output: .softmax, cost: .crossEntropy)

  static let rows: [AcceptanceRow] = .joined(
    cases, transposes, updates, indicators, functions, vectors, names)

  /// Values with their conditions on one line, and what stands behind a formula.
  private static let cases: [AcceptanceRow] = .joined(
    .all(
      .holds, .standard,
      #"\frac{\partial z_i^L}{\partial b_j^L} = 1\text{ if }i=j,\ 0\text{ otherwise}"#,
      #"\frac{\partial z_i^L}{\partial b_j^L} = 1\text{ if }i=j\text{ else }0"#,
      #"\frac{\partial z_i^L}{\partial b_j^L} = 1,\ i=j;\ 0,\ i\neq j"#,
      #"\delta_j^L = 2(a_j^L-y_j)\sigma'(z_j^L)\text{ for all }j"#,
      #"\delta_j^L = 2(a_j^L-y_j)\sigma'(z_j^L)\quad(\text{chain rule})\quad\Box"#,
      #"\delta_j^L = 2(a_j^L-y_j)\sigma'(z_j^L)\qquad (BP1)"#,
      #"\delta_j^L = 2(a_j^L-y_j)\sigma'(z_j^L),\quad j = 1, 2, 3"#,
      #"\delta_j^L = 2(a_j^L-y_j)\sigma'(z_j^L)\quad\text{by equation }3"#),
    .all(
      .holds, .relu, #"a_j^l = z_j^l\text{ if }z_j^l > 0"#,
      #"a_j^l = z_j^l\text{ if }z_j^l > 0\text{ and }a_j^l = 0\text{ otherwise}"#),
    .holds(
      if: "a single output unit", .standard,
      #"\frac{\partial z_i^L}{\partial b_j^L} = 1\text{ if }i=j,\ 5\text{ otherwise}"#,
      #"\frac{\partial z_i^L}{\partial b_j^L} = 1,\ i=j;\ 5,\ i\neq j"#),
    .all(.fails, .relu, #"a_j^l = z_j^l\text{ if }z_j^l < 0"#),
    // Nothing says how the rest belongs to the formula.
    .all(
      .unreadable, .standard, #"\delta_j^L = 2(a_j^L-y_j)\sigma'(z_j^L),\ 7"#,
      #"\delta_j^L = 2(a_j^L-y_j)\sigma'(z_j^L)\text{ or }5"#,
      #"\delta_j^L = 2(a_j^L-y_j)\sigma'(z_j^L)\quad\text{plus }\lambda w"#,
      #"\frac{\partial z_i^L}{\partial b_j^L} = 0\text{ unless }i\ne j"#,
      #"\hat{2}(a_j^L-y_j)\sigma'(z_j^L) = \delta_j^L"#,
      #"\delta_j^L = \overline{2(a_j^L-y_j)\sigma'(z_j^L)}"#))

  /// (Wᵀ)_{kj} = w_{jk}, however it is written.
  private static let transposes: [AcceptanceRow] = .joined(
    .all(
      .holds, .standard, #"\frac{\partial C}{\partial a_k^{L-1}} = \sum_j (W^L)^T_{kj}\delta_j^L"#,
      #"\frac{\partial C}{\partial a_k^{L-1}} = \sum_j W^{L\,T}_{kj}\delta_j^L"#,
      #"\frac{\partial C}{\partial a_k^{L-1}} = \sum_j {W^L}^T_{kj}\delta_j^L"#,
      #"\frac{\partial C}{\partial (W^L)_{jk}} = \delta_j^L a_k^{L-1}"#),
    .all(
      .illTyped, .standard, #"\frac{\partial C}{\partial a_k^{L-1}} = \sum_j (W^L)^T_{jk}\delta_j^L"#,
      #"\frac{\partial C}{\partial a_k^{L-1}} = \sum_j W^{L\,T}_{jk}\delta_j^L"#,
      // E counts examples.
      #"\frac{\partial C}{\partial a_k^{L-1}} = \sum_{j=1}^{E}\delta_j^Lw_{jk}^L"#))

  /// Gradient descent goes down.
  private static let updates: [AcceptanceRow] = .joined(
    .all(
      .holds, .standard, #"w_{jk}^l \leftarrow w_{jk}^l - \alpha\frac{\partial C}{\partial w_{jk}^l}"#,
      #"b_j^l := b_j^l - \eta\delta_j^l"#, #"\Delta w_{jk}^l = -\alpha\delta_j^la_k^{l-1}"#,
      #"w_{jk}^{l,\text{new}} = w_{jk}^l - \alpha\delta_j^la_k^{l-1}"#,
      #"w_{jk}^l(t+1) = w_{jk}^l(t) - \alpha\delta_j^la_k^{l-1}"#),
    .all(
      .fails, .standard, #"w_{jk}^l \leftarrow w_{jk}^l + \alpha\frac{\partial C}{\partial w_{jk}^l}"#,
      #"b_j^l := b_j^l + \eta\delta_j^l"#, #"\Delta w_{jk}^l = +\alpha\frac{\partial C}{\partial w_{jk}^l}"#),
    // Momentum and decay are other rules than gradient descent.
    .all(
      .undecided, .standard, #"w_{jk}^l \leftarrow w_{jk}^l - \alpha v_{jk}"#,
      #"\Delta w_{jk}^l = -\alpha\frac{\partial C}{\partial w_{jk}^l} + \mu\Delta w_{jk}^l"#))

  /// Kronecker deltas, indicators, steps and the identity.
  private static let indicators: [AcceptanceRow] = .joined(
    .all(
      .holds, .standard, #"\frac{\partial z_i^L}{\partial b_j^L} = \mathbb 1_{\{i=j\}}"#,
      #"\frac{\partial z_i^L}{\partial b_j^L} = \mathbf 1_{(i=j)}"#,
      #"\frac{\partial z_i^L}{\partial b_j^L} = \mathbb I[i=j]"#,
      #"\frac{\partial z_i^L}{\partial b_j^L} = I_{ij}"#,
      #"\frac{\partial z_i^L}{\partial b_j^L} = (I_{n_L})_{ij}"#,
      #"\frac{\partial z^L}{\partial b^L} = \mathbb I"#),
    .all(
      .holds, .relu, #"\sigma'(z) = \mathbf 1_{z>0}"#, #"\sigma'(z_k^l) = I(z_k^l>0)"#,
      #"\sigma'(z_k^l) = \mathbb I\{z_k^l>0\}"#, #"\sigma'(z) = H(z)"#, #"\sigma'(z_k^l) = \Theta(z_k^l)"#),
    .all(.holds, theta, #"s_k^{(l)} = \sum_m s_m^{(l)}\delta_{mk}"#),
    .all(.holds, ng, #"\sum_m y_m\delta_{mk} = y_k"#),
    .all(.fails, .relu, #"\sigma'(z_k^l) = 1 - H(z_k^l)"#))

  /// Functions without their argument, and derivatives of them at a point.
  private static let functions: [AcceptanceRow] = .joined(
    .all(
      .holds, logistic, #"\frac{d\sigma}{dz} = a(1-a)"#, #"\sigma' = \sigma(1-\sigma)"#, #"a' = a(1-a)"#,
      #"\frac{d\sigma}{dz}(z) = a(1-a)"#),
    .all(.fails, logistic, #"\frac{d\sigma}{dz} = a(1+a)"#, #"\sigma' = \sigma(1+\sigma)"#),
    .all(.holds, tanh, #"(\tanh z)' = 1-\tanh^2z"#, #"\sigma'(z) = \operatorname{sech}^2(z)"#),
    .all(
      .holds, .standard, #"\delta_j^L = 2(a_j^L-y_j)\frac{d\sigma}{dz_j^L}"#,
      #"\delta_j^L = 2(a_j^L-y_j)\left.\frac{d\sigma}{dz}\right|_{z=z_j^L}"#,
      #"\delta_j^L = 2(a_j^L-y_j)\frac{d\sigma}{dz}\Big|_{z_j^L}"#,
      #"\delta_j^L = 2\sigma'(z)\big|_{z=z_j^L}(a_j^L-y_j)"#,
      #"\delta_j^L = 2(a_j^L-y_j)\left(\frac{d\sigma}{dz}\right)(z_j^L)"#,
      #"\delta_j^L = 2(a_j^L-y_j)\,d\sigma(z_j^L)/dz_j^L"#),
    .all(.fails, .standard, #"\delta_j^L = (a_j^L-y_j)\frac{d\sigma}{dz}\Big|_{z_j^L}"#))

  /// Targets with a layer, rows of W, unit vectors, the largest element.
  private static let vectors: [AcceptanceRow] = .joined(
    .all(
      .holds, .standard, #"\delta_j^L = 2(a_j^L-y_j^L)\sigma'(z_j^L)"#, #"z_j^L = (w_j^L)^Ta^{L-1}+b_j^L"#,
      #"z_j^L = W_{j,:}^La^{L-1}+b_j^L"#, #"\frac{\partial C}{\partial a_k^{L-1}} = (\delta^L)^TW^L_{:,k}"#,
      #"\frac{\partial C}{\partial a_k^{L-1}} = e_k^T(W^L)^T\delta^L"#,
      #"\delta_k^l = \sigma'(z_k^l)\sum_{j'}\delta_{j'}^{l+1}w_{j'k}^{l+1}"#),
    .all(
      .holds, crossEntropy, #"\delta_j^L = \frac{e^{z_j^L-\max_kz_k^L}}{\sum_ie^{z_i^L-\max_kz_k^L}}-y_j"#),
    .all(
      .holds, .softmax, #"\frac{\partial a_1}{\partial z_2} = -a_1a_2"#),
    .all(.fails, .standard, #"z_j^L = (w_j^L)^Ta^{L-1}"#),
    .all(
      .unreadable, .standard, #"\delta_j^L = 2(a_j^L-y_j^{L-1})\sigma'(z_j^L)"#,
      #"\frac{\partial C}{\partial w_j^L} = \delta_j^La_k^{L-1}"#))

  /// Names that the display defines, and names that nobody knows.
  private static let names: [AcceptanceRow] = .joined(
    .all(
      .holds, .standard,
      #"\varepsilon_j := a_j^L-y_j,\quad \delta_j^L = 2\varepsilon_j\sigma'(z_j^L)"#,
      #"\delta_j^L = \frac{(a_j^L-y_j)\sigma'(z_j^L)}{0{,}5}"#),
    .all(.undecided, .relu, #"\delta_k^l = \xi(z_k^l)\sum_j\delta_j^{l+1}w_{jk}^{l+1}"#))
}

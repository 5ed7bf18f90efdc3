/// Formulas with dots: what they stand for was written out by hand, for matrices entry by entry, for products layer by
/// layer down from the output.
enum AcceptanceOfEllipses {
  private static let entries = #"w^l_{11} & \cdots & w^l_{1n_{l-1}} \\ \vdots & w^l_{jk} & \vdots"#

  /// Vectors and matrices of the course's notation and of two of its sources.
  static let tables: [AcceptanceRow] = .joined(
    .all(
      .holds, .standard,
      #"W^l = \begin{bmatrix} "# + entries + #" \\ w^l_{n_l1} & \cdots & w^l_{n_ln_{l-1}} \end{bmatrix}"#,
      #"a^l = \begin{pmatrix} a^l_1 \\ a^l_2 \\ \vdots \\ a^l_{n_l} \end{pmatrix}"#,
      #"(a^l)^T = \begin{pmatrix} a^l_1 & \dots & a^l_j & \dots & a^l_{n_l} \end{pmatrix}"#,
      #"\delta^L = \begin{pmatrix} 2(a^L_1-y_1)\sigma'(z^L_1) \\ \vdots \\ 2(a^L_{n_L}-y_{n_L})\sigma'(z^L_{n_L}) \end{pmatrix}"#,
      #"\frac{\partial a^l}{\partial z^l} = \begin{pmatrix} \sigma'(z^l_1) & & \\ & \ddots & \\ & & \sigma'(z^l_{n_l}) \end{pmatrix}"#,
      #"\frac{\partial a^l}{\partial z^l} = \begin{pmatrix} \sigma'(z^l_1) & \cdots & 0 \\ \vdots & \ddots & \vdots \\ 0 & \cdots & \sigma'(z^l_{n_l}) \end{pmatrix}"#,
      #"\frac{\partial z^l}{\partial a^{l-1}} = \begin{pmatrix} \frac{\partial z^l_1}{\partial a^{l-1}_1} & \cdots & \frac{\partial z^l_1}{\partial a^{l-1}_{n_{l-1}}} \\ \vdots & & \vdots \\ \frac{\partial z^l_{n_l}}{\partial a^{l-1}_1} & \cdots & \frac{\partial z^l_{n_l}}{\partial a^{l-1}_{n_{l-1}}} \end{pmatrix}"#
    ),
    .all(
      .holds, .relu,
      #"W^l = \begin{bmatrix} w^l_{11} & w^l_{12} & \cdots & w^l_{1n^{l-1}} \\ \\ w^l_{21} & w^l_{22} & \cdots & w^l_{2n^{l-1}} \\ \\ \vdots & \vdots & w^l_{jk} & \vdots \\ \\ w^l_{n^l1} & w^l_{n^l2} & \cdots & w^l_{n^ln^{l-1}} \end{bmatrix}"#
    ),
    .all(
      .holds, .softmax,
      #"\underline{\underline{\Theta_{\ell}}} = \begin{pmatrix} \theta_{\ell,11} & \dots & \theta_{\ell,1j} & \dots & \theta_{\ell,1\text{H}_{\ell-1}} \\ \vdots & \ddots & \vdots & \ddots & \vdots \\ \theta_{\ell,i1} & \dots & \theta_{\ell,ij} & \dots & \theta_{\ell,i\text{H}_{\ell-1}} \\ \vdots & \ddots & \vdots & \ddots & \vdots \\ \theta_{\ell,\text{H}_{\ell}1} & \dots & \theta_{\ell,\text{H}_{\ell}j} & \dots & \theta_{\ell,\text{H}_{\ell}\text{H}_{\ell-1}} \end{pmatrix}"#,
      #"z_{\ell+1,k} = \theta_{\ell+1,k1} a_{\ell,1} + \cdots + \theta_{\ell+1,ki} a_{\ell,i} + \cdots + \theta_{\ell+1,kH_{\ell}} a_{\ell,H_{\ell}}"#
    ),
    // One entry is another than the corners say.
    .all(
      .fails, .standard,
      #"W^l = \begin{bmatrix} "# + entries + #" \\ w^l_{1n_{l-1}} & \cdots & w^l_{n_ln_{l-1}} \end{bmatrix}"#,
      #"z^l_j = w^l_{j1} a^{l-1}_1 + w^l_{j2} a^{l-1}_1 + \cdots + w^l_{jn_{l-1}} a^{l-1}_{n_{l-1}} + b^l_j"#,
      #"a^l = \begin{pmatrix} a^l_1 \\ a^l_1 \\ \vdots \\ a^l_{n_l} \end{pmatrix}"#),
    // Rows and columns are exchanged, or counted in another layer.
    .all(
      .illTyped, .standard,
      #"W^l = \begin{bmatrix} w^l_{11} & \cdots & w^l_{n_l1} \\ \vdots & & \vdots \\ w^l_{1n_{l-1}} & \cdots & w^l_{n_ln_{l-1}} \end{bmatrix}"#,
      #"W^l = \begin{bmatrix} w^l_{11} & \cdots & w^l_{1n_l} \\ \vdots & & \vdots \\ w^l_{n_{l-1}1} & \cdots & w^l_{n_{l-1}n_l} \end{bmatrix}"#,
      #"z^l_j = w^l_{j1} a^{l-1}_1 + \cdots + w^l_{kj} a^{l-1}_k + \cdots + w^l_{jn_{l-1}} a^{l-1}_{n_{l-1}} + b^l_j"#,
      #"a^l = \begin{pmatrix} a^l_1 & \cdots & a^l_{n_l} \end{pmatrix}"#,
      #"a^l = \begin{pmatrix} a^l_1 \\ \vdots \\ a^l_{n_{l-1}} \end{pmatrix}"#),
    // Nothing says what lies between.
    .all(
      .undecided, .standard,
      #"a^l = \begin{pmatrix} a^l_1 \\ \vdots \\ a^l_{3} \end{pmatrix}"#,
      #"W^l = \begin{bmatrix} w^l_{11} & \cdots \\ \vdots & w^l_{n_ln_{l-1}} \end{bmatrix}"#,
      #"(a^l)^T = \begin{pmatrix} a^l_1 & \dots & z^l_j & \dots & a^l_{n_l} \end{pmatrix}"#))

  private static let jacobian = #"\frac{\partial a^L}{\partial a^l} = "#

  /// Products over layers.
  static let products: [AcceptanceRow] = .joined(
    .all(
      .holds, .standard,
      jacobian
        + #"\frac{\partial a^L}{\partial a^{L-1}} \frac{\partial a^{L-1}}{\partial a^{L-2}} \dots \frac{\partial a^{l+1}}{\partial a^l}"#,
      #"\frac{\partial z^L}{\partial z^l} = W^L \operatorname{diag}(\sigma'(z^{L-1})) \cdots W^{l+1} \operatorname{diag}(\sigma'(z^l))"#,
      #"\frac{\partial z^L}{\partial a^0} = W^L \frac{\partial a^{L-1}}{\partial z^{L-1}} W^{L-1} \cdots W^2 \frac{\partial a^1}{\partial z^1} W^1"#,
      #"\delta^l = \operatorname{diag}(\sigma'(z^l)) (W^{l+1})^T \operatorname{diag}(\sigma'(z^{l+1})) (W^{l+2})^T \cdots (W^L)^T \operatorname{diag}(\sigma'(z^L)) \nabla_{a^L} C"#
    ),
    .all(
      .holds, Presumed(convention: "nielsen"),
      #"\delta^l = \Sigma'(z^l) (w^{l+1})^T \ldots \Sigma'(z^{L-1}) (w^L)^T \Sigma'(z^L) \nabla_a C"#),
    // A factor is missing at the end, in the middle, or stands in another layer.
    .all(
      .illTyped, .standard,
      jacobian
        + #"\frac{\partial a^L}{\partial a^{L-1}} \frac{\partial a^{L-1}}{\partial a^{L-2}} \dots \frac{\partial a^{l+2}}{\partial a^{l+1}}"#,
      #"\frac{\partial z^L}{\partial z^l} = W^L \operatorname{diag}(\sigma'(z^{L-1})) \cdots W^{l+2} \operatorname{diag}(\sigma'(z^{l+1}))"#,
      #"\frac{\partial z^L}{\partial z^l} = W^L (W^{L-1})^T \cdots \operatorname{diag}(\sigma'(z^l))"#,
      #"\frac{\partial z^L}{\partial z^l} = W^L \operatorname{diag}(\sigma'(z^L)) \cdots W^{l+1} \operatorname{diag}(\sigma'(z^{l+1}))"#
    ),
    .all(
      .fails, .standard,
      #"\frac{\partial z^L}{\partial a^0} = W^L W^{L-1} \cdots W^2 W^1"#),
    // The dots may stand for anything.
    .all(
      .undecided, .standard,
      #"\frac{\partial z^L}{\partial z^l} = W^L \cdots \operatorname{diag}(\sigma'(z^l))"#,
      jacobian + #"\frac{\partial a^L}{\partial a^{L-1}} \dots"#))
}

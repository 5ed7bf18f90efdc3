/// Activation functions written out, ReLU with its choice at zero, softmax with cross-entropy, and batches.
enum AcceptanceOfFunctions {
  static let rows = units + relu + softmax + batches + readings

  static let units: [AcceptanceRow] = .joined(
    .all(
      .holds, .standard,
      #"\frac{d}{dz}\tanh z = 1-\tanh^2 z"#,
      #"\frac{d}{dz}\log(1+e^z) = \frac{1}{1+e^{-z}}"#,
      #"\frac{d}{dz}\sqrt{1+z^2} = \frac{z}{\sqrt{1+z^2}}"#,
      #"\frac{\mathrm d}{\mathrm dz}\sigma(z) = \sigma'(z)"#,
      #"\tanh z = \frac{e^z-e^{-z}}{e^z+e^{-z}}"#,
      #"\max(0,z) = \frac{z+|z|}{2}"#,
      #"\left.\frac{d}{dz}e^{2z}\right|_{z=0} = 2"#),
    .all(
      .fails, .standard, #"\frac{d}{dz}e^{-z} = e^{-z}"#, #"\frac{d}{dz}\ln(1+e^z) = \frac{e^{-z}}{1+e^{-z}}"#
    ),
    .all(
      .holds, Presumed(activation: .sigmoid),
      #"\sigma'(z) = \sigma(z)(1-\sigma(z))"#, #"\sigma(z) = \frac1{1+e^{-z}}"#, #"\sigma(-z) = 1-\sigma(z)"#,
      #"\tanh z = 2\sigma(2z)-1"#, #"\sigma''(z) = \sigma'(z)(1-2\sigma(z))"#,
      #"\left.\sigma'(z)\right|_{z=0} = \frac14"#, #"a_j^l = \frac{1}{1+\exp(-z_j^l)}"#),
    .all(.holds, Presumed(activation: .tanh), #"\sigma'(z) = 1-\sigma(z)^2"#, #"\sigma'(z) = 1-a^2"#),
    .all(
      .fails, Presumed(activation: .tanh), #"\sigma(-z) = 1-\sigma(z)"#, #"\sigma'(z) = a(1-a)"#),
    .all(
      .fails, Presumed(activation: .sigmoid), #"\sigma'(z) = \sigma(z)(1+\sigma(z))"#, #"\sigma'(z) = 1-a^2"#),
    .holds(if: "sigmoid units", .standard, #"\sigma'(z) = \sigma(z)(1-\sigma(z))"#))

  static let relu: [AcceptanceRow] = .joined(
    .all(
      .holds, .relu,
      #"\delta_j^L = (a_j^L-y_j)\sigma'(z_j^L)"#,
      #"\delta_j^L = (a_j^L-y_j)\mathbf 1[z_j^L>0]"#,
      #"a_j^l = \max(0,z_j^l)"#,
      #"\sigma(z) = \max(0,z)"#,
      #"\sigma'(z) = \begin{cases}1&\text{if }z>0\\0&\text{if }z<0\end{cases}"#,
      #"\sigma'(z) = \begin{cases}1,&z>0\\ \epsilon,&z=0\\0,&z<0\end{cases}"#,
      #"\delta_j^L = \begin{cases}a_j^L-y_j&z_j^L>0\\ \epsilon(a_j^L-y_j)&z_j^L=0\\0&z_j^L<0\end{cases}"#,
      #"\delta_k^l = \mathbb 1[z_k^l>0]\sum_j\delta_j^{l+1}w_{jk}^{l+1}"#,
      #"\frac{\partial a_j^l}{\partial z_j^l} = \begin{cases}1&z_j^l>0\\0&\text{otherwise}\end{cases}"#),
    .all(
      .holds, Presumed(convention: "relu", zeros: true),
      #"\delta_j^L = (a_j^L-y_j)\sigma'(z_j^L)"#,
      #"\delta_k^l = \Big(\sum_j\delta_j^{l+1}w_{jk}^{l+1}\Big)\sigma'(z_k^l)"#,
      #"\frac{\partial C}{\partial w_{jk}^l} = \delta_j^la_k^{l-1}"#),
    .all(
      .fails, .relu,
      #"\delta_j^L = 2(a_j^L-y_j)\sigma'(z_j^L)"#,
      #"\delta_j^L = (a_j^L-y_j)\mathbf 1[z_j^L<0]"#,
      #"\sigma(z) = \max(1,z)"#,
      #"\delta_j^L = (a_j^L-y_j)\max(0,z_j^L)"#),
    .holds(if: "positive", .relu, #"\delta_j^L = a_j^L-y_j"#),
    .holds(
      if: "zero", .relu,
      #"\delta_j^L = \begin{cases}a_j^L-y_j&z_j^L>0\\ \epsilon&z_j^L=0\\0&z_j^L<0\end{cases}"#))

  static let softmax: [AcceptanceRow] = .joined(
    .all(
      .holds, .softmax,
      #"\frac{\partial a_{L,i}}{\partial z_{L,j}} = a_{L,i}(\delta_{ij}-a_{L,j})"#,
      #"\frac{\partial a_{L,i}}{\partial z_{L,j}} = a_{L,i}(\mathbf 1_{i=j}-a_{L,j})"#,
      #"\frac{\partial a_{L,i}}{\partial z_{L,j}} = \begin{cases}a_{L,i}(1-a_{L,i})&i=j\\-a_{L,i}a_{L,j}&i\neq j\end{cases}"#,
      #"\frac{\partial a_{L,i}}{\partial z_{L,i}} = a_{L,i}(1-a_{L,i})"#,
      #"\frac{\partial a_{L,i}}{\partial z_{L,j}} = -a_{L,i}a_{L,j},\quad i\neq j"#,
      #"\frac{\partial a_L}{\partial z_L} = \mathrm{diag}(a_L)-a_La_L^T"#,
      #"\frac{\partial\mathcal L}{\partial a_{L,i}} = -\frac{y_i}{a_{L,i}}"#,
      #"\frac{\partial\mathcal L}{\partial z_{L,i}} = \sum_j\frac{\partial\mathcal L}{\partial a_{L,j}}"#
        + #"\frac{\partial a_{L,j}}{\partial z_{L,i}}"#,
      #"\frac{\partial\mathcal L}{\partial\theta_{L,ij}} = (a_{L,i}-y_i)a_{L-1,j}"#,
      #"\delta_{\ell,i} = \Big(\sum_k\theta_{\ell+1,ki}\delta_{\ell+1,k}\Big)g_\ell'(z_{\ell,i})"#,
      #"\delta_{L-1,j} = \sum_i(a_{L,i}-y_i)\theta_{L,ij}a_{L-1,j}(1-a_{L-1,j})"#,
      #"\sum_ia_{L,i} = 1"#,
      #"a_{L,i} = \frac{e^{z_{L,i}}}{\sum_ke^{z_{L,k}}}"#,
      #"a_L = \mathrm{softmax}(z_L)"#,
      #"\mathcal L = -\sum_iy_i\log a_{L,i}"#,
      #"\log a_{L,i} = z_{L,i}-\log\sum_ke^{z_{L,k}}"#,
      #"\delta_L = a_L-y"#,
      #"\frac{\partial\mathcal L}{\partial\Theta_L} = (a_L-y)a_{L-1}^T"#),
    .all(
      .fails, .softmax,
      #"\frac{\partial a_{L,i}}{\partial z_{L,j}} = -a_{L,i}a_{L,j}"#,
      #"\frac{\partial a_{L,i}}{\partial z_{L,j}} = a_{L,i}(\delta_{ij}+a_{L,j})"#,
      #"\frac{\partial a_{L,i}}{\partial z_{L,j}} = a_{L,i}(1-a_{L,i})"#,
      #"\delta_{L,i} = y_i-a_{L,i}"#,
      #"\delta_{L,i} = 2(a_{L,i}-y_i)"#,
      #"\sum_i\frac{\partial a_{L,k}}{\partial z_{L,i}} = 1"#,
      #"\mathcal L = \sum_iy_i\log a_{L,i}"#),
    .holds(
      if: "true class", .softmax,
      #"\delta_{L,i} = a_{L,i}-1"#,
      #"\frac{\partial\mathcal L}{\partial z_{L,i}} = \frac{\partial\mathcal L}{\partial a_{L,i}}"#
        + #"\frac{\partial a_{L,i}}{\partial z_{L,i}}"#),
    .all(
      .illTyped, .softmax,
      #"\delta_{L,i} = a_{L,j}-y_j"#,
      #"\delta_{\ell,i} = \Big(\sum_k\theta_{\ell+1,ik}\delta_{\ell+1,k}\Big)g_\ell'(z_{\ell,i})"#))

  static let batches: [AcceptanceRow] = .joined(
    .all(
      .holds, .standard,
      #"C = \frac1E\sum_eC_e"#,
      #"C = \frac1E\sum_{e=1}^{E}\sum_j((a_j^L)_e-(y_j)_e)^2"#,
      #"\frac{\partial C}{\partial w_{jk}^l} = \frac1E\sum_e(\delta_j^l)_e(a_k^{l-1})_e"#,
      #"\frac{\partial C}{\partial w_{jk}^l} = \frac1E\sum_{e=1}^E\frac{\partial C_e}{\partial w_{jk}^l}"#,
      #"\frac{\partial C}{\partial b_j^l} = \frac1E\sum_e(\delta_j^l)_e"#,
      #"(\delta_j^L)_e = 2((a_j^L)_e-(y_j)_e)\sigma'((z_j^L)_e)"#,
      #"(\delta_k^l)_e = \sum_j(\delta_j^{l+1})_ew_{jk}^{l+1}\sigma'((z_k^l)_e)"#,
      #"\frac{\partial C_e}{\partial(z_j^l)_e} = (\delta_j^l)_e"#,
      #"\frac{\partial C}{\partial(z_j^l)_e} = \frac1E(\delta_j^l)_e"#),
    .all(
      .holds, Presumed(average: .sum),
      #"C = \sum_eC_e"#,
      #"\frac{\partial C}{\partial w_{jk}^l} = \sum_e(\delta_j^l)_e(a_k^{l-1})_e"#),
    .all(.holds, Presumed(cost: .halfSumSquares), #"C = \frac1{2E}\sum_e\sum_j((a_j^L)_e-(y_j)_e)^2"#),
    .all(
      .fails, Presumed(average: .sum),
      #"\frac{\partial C}{\partial w_{jk}^l} = \frac1E\sum_e(\delta_j^l)_e(a_k^{l-1})_e"#),
    .all(
      .fails, .standard,
      #"\frac{\partial C}{\partial w_{jk}^l} = \sum_e(\delta_j^l)_e(a_k^{l-1})_e"#,
      #"C = \sum_eC_e"#),
    .all(
      .illTyped, .standard,
      #"\frac{\partial C}{\partial b_j^l} = \frac1E(\delta_j^l)_e"#))

  static let readings: [AcceptanceRow] = .joined(
    .all(
      .unreadable, .standard,
      #"\frac{\partial C}{\partial"#, #"\sigma'("#, #"a_j^l} = 1"#, #"\begin{cases}1"#, #"\foo x = a_j^l"#,
      #"\delta_j^L = 2(a_j^L-y_j]"#, #"a^l^m = 1"#, #"\left(a_j^l = 1"#, ""),
    .all(.notAClaim, .standard, "2 = 2", #"a_j^l"#, #"\sum_j\delta_j^L = \sum_j\delta_j^L"#))
}

/// The course and the five documents it is made from.
extension Page {
  /// The course's own notation.
  package static let standard = Page(
    name: "standard", title: "The course's own notation",
    network: #"""
      For the layers $l = 1, \dots, L$ let $z_j^l = \sum_{k=1}^{n_{l-1}} w_{jk}^l a_k^{l-1} + b_j^l$
      and $a_j^l = \sigma(z_j^l)$ with $a^0 = x$. The matrix of the $w_{jk}^l$ is $W^l$.
      Let $\delta_j^l = \frac{\partial C}{\partial z_j^l}$ and $\hat{y}_j = a_j^L$.
      """#,
    cost: #"Let $C = \sum_{j=1}^{n_L} (a_j^L - y_j)^2$."#, namedCost: .sumSquares)

  /// ReLU units, half the sum of squares.
  static let relu = Page(
    name: "relu", title: "ReLU notes: Mathematics of Neural Network",
    network: #"""
      For the layers $l = 1, \dots, L$ let $z_j^l = \sum_{k=1}^{n^{l-1}} w_{jk}^l a_k^{l-1} + b_j^l$
      and $a_j^l = \sigma(z_j^l)$ with $a^0 = x$. The matrix of the $w_{jk}^l$ is $W^l$.
      Let $\delta_j^l = \frac{\partial C}{\partial z_j^l}$ and $\hat{y}_j = a_j^L$.
      """#,
    activation: "relu",
    cost: #"Let $C = \frac{1}{2} \sum_{j=1}^{n^L} (a_j^L - y_j)^2$."#, namedCost: .halfSumSquares,
    hasEitherBiases: true,
    letters: Letters(width: "n^L"))

  /// Units are counted from 0, and C₀ is the cost of one example.
  static let sigmoid = Page(
    name: "sigmoid", title: "Sigmoid notes: back propagation",
    network: #"""
      For the layers $l = 1, \dots, L$ let
      $z_j^{(l)} = \sum_{k=0}^{n_{l-1}-1} w_{jk}^{(l)} a_k^{(l-1)} + b_j^{(l)}$ and $a_j^{(l)} = \sigma(z_j^{(l)})$
      with $a^{(0)} = x$. The matrix of the $w_{jk}^{(l)}$ is $W^{(l)}$.
      Let $\delta_j^{(l)} = \frac{\partial C}{\partial z_j^{(l)}}$ and $\hat{y}_j = a_j^{(L)}$. The cost of one example is $C_0 = C$.
      """#,
    cost: #"Let $C = \sum_{j=0}^{n_L-1} (a_j^{(L)} - y_j)^2$."#, namedCost: .sumSquares,
    letters: Letters(
      output: "a_j^{(L)}", preActivation: "z_j^{(L)}", preActivations: "z^{(L)}", outputs: "a^{(L)}",
      width: "n_L", firstUnit: 0, weight: "w_{jk}^{(l)}", turnedWeight: "w_{kj}^{(l)}", bias: " + b_j^{(l)}",
      sharedBias: " + b^{(l)}", example: "i", examples: "m"))

  /// An index that two factors share is summed.
  static let jacobian = Page(
    name: "jacobian", title: "Jacobian notes: indices, chains and matrices",
    network: #"""
      For the layers $l = 1, \dots, L$ let $z_i^l = \sum_{j=1}^{n_{l-1}} w_{ij}^l a_j^{l-1} + b_i^l$
      and $a_i^l = \sigma(z_i^l)$ with $a^0 = x$. The matrix of the $w_{ij}^l$ is $W^l$.
      Let $\delta_i^l = \frac{\partial C}{\partial z_i^l}$ and $\mathcal{L} = C$.
      """#,
    activation: "sigmoid",
    cost: #"Let $C = \frac{1}{n_L} \sum_{i=1}^{n_L} (a_i^L - y_i)^2$."#, namedCost: .meanSquares,
    sumsRepeated: true,
    letters: Letters(
      output: "a_i^L", preActivation: "z_i^L", target: "y_i", unit: "i", weight: "w_{ij}^l",
      turnedWeight: "w_{ji}^l",
      bias: " + b_i^l"))

  /// Weights θ without biases, layers before units, softmax at the end.
  static let softmax = Page(
    name: "softmax", title: "Softmax article: the mathematics behind neural networks",
    network: #"""
      For the layers $\ell = 1, \dots, L$ let $z_{\ell,i} = \sum_{j=1}^{H_{\ell-1}} \theta_{\ell,ij} a_{\ell-1,j}$
      and $a_{\ell,i} = g_\ell(z_{\ell,i})$ with $a_0 = x$. The matrix of the $\theta_{\ell,ij}$ is $\Theta_\ell$.
      Let $\delta_{\ell,i} = \frac{\partial \mathcal{L}}{\partial z_{\ell,i}}$ and $\hat{y}_i = a_{L,i}$.
      """#,
    activation: "sigmoid",
    output: #"In the last layer $g_L(z) = \mathrm{softmax}(z)$ and $a_L = \mathrm{softmax}(z_L)$."#,
    cost: #"Let $\mathcal{L} = -\sum_{i=1}^P y_i \log a_{L,i}$."#, namedCost: .crossEntropy,
    letters: Letters(
      function: "g_\\ell", cost: "\\mathcal{L}", output: "a_{L,i}", preActivation: "z_{L,i}",
      preActivations: "z_L",
      outputs: "a_L", target: "y_i", unit: "i", width: "P", weight: "\\theta_{\\ell,ij}",
      turnedWeight: "\\theta_{\\ell,ji}", bias: "", sharedBias: "", example: "m", examples: "M",
      costOfBatch: "E"))

  /// Weights θ from unit k to unit j, the error term s, no biases.
  static let theta = Page(
    name: "theta", title: "θ notes: weights θ, widths S, error term s",
    network: #"""
      For the layers $l = 1, \dots, L$ let $z_j^{(l)} = \sum_{k=0}^{S_{l-1}-1} \theta_{kj}^{(l)} a_k^{(l-1)}$
      and $a_j^{(l)} = g(z_j^{(l)})$ with $a^{(0)} = x$. The matrix of the $\theta_{kj}^{(l)}$ is $\Theta^{(l)}$.
      Let $s_j^{(l)} = \frac{\partial C}{\partial z_j^{(l)}}$ and $\hat{y}_j = a_j^{(L)}$. The cost of one example is $C_0 = C$.
      """#,
    cost: #"Let $C = \sum_{j=0}^{S_L-1} (a_j^{(L)} - y_j)^2$."#, namedCost: .sumSquares,
    weightsLeadFrom: true,
    letters: Letters(
      function: "g", output: "a_j^{(L)}", preActivation: "z_j^{(L)}", preActivations: "z^{(L)}",
      outputs: "a^{(L)}",
      width: "S_L", firstUnit: 0, weight: "\\theta_{kj}^{(l)}", turnedWeight: "\\theta_{jk}^{(l)}", bias: "",
      sharedBias: "", example: "i", examples: "m"))
}

/// The notations of well-known books.
extension Page {
  static let nielsen = Page(
    name: "nielsen", title: "Nielsen: Neural Networks and Deep Learning, chapter 2",
    network: #"""
      For the layers $l = 2, \dots, L$ let $z_j^l = \sum_{k=1}^{n_{l-1}} w_{jk}^l a_k^{l-1} + b_j^l$
      and $a_j^l = \sigma(z_j^l)$ with $a^1 = x$.
      Let $\delta_j^l = \frac{\partial C}{\partial z_j^l}$ and $\hat{y}_j = a_j^L$.
      """#,
    activation: "sigmoid",
    cost: #"Let $C = \frac{1}{2} \sum_{j=1}^{n_L} (y_j - a_j^L)^2$."#, namedCost: .halfSumSquares,
    letters: Letters(example: "x", examples: "n"))

  static let ng = Page(
    name: "ng", title: "Ng: Deep Learning, course 1",
    network: #"""
      For the layers $l = 1, \dots, L$ let $z_j^{[l]} = \sum_{k=1}^{n^{[l-1]}} w_{jk}^{[l]} a_k^{[l-1]} + b_j^{[l]}$
      and $a_j^{[l]} = g^{[l]}(z_j^{[l]})$ with $a^{[0]} = x$. The matrix of the $w_{jk}^{[l]}$ is $W^{[l]}$.
      Let $dz_j^{[l]} = \frac{\partial \mathcal{L}}{\partial z_j^{[l]}}$ and $\hat{y}_j = a_j^{[L]}$.
      """#,
    output: #"In the last layer $a^{[L]} = \mathrm{softmax}(z^{[L]})$."#,
    cost: #"Let $\mathcal{L} = -\sum_{j=1}^{n^{[L]}} y_j \log a_j^{[L]}$."#, namedCost: .crossEntropy,
    capitals: ["A": "a", "Z": "z", "X": "x", "Y": "y", "\\hat{Y}": "\\hat{y}", "dZ": "dz"],
    letters: Letters(
      function: "g", cost: "\\mathcal{L}", output: "a_j^{[L]}", preActivation: "z_j^{[L]}",
      preActivations: "z^{[L]}", outputs: "a^{[L]}", width: "n^{[L]}", weight: "w_{jk}^{[l]}",
      turnedWeight: "w_{kj}^{[l]}", bias: " + b_j^{[l]}", sharedBias: " + b^{[l]}", example: "i",
      examples: "m",
      costOfBatch: "J"))

  static let bishop = Page(
    name: "bishop", title: "Bishop: Pattern Recognition and Machine Learning, section 5.3",
    network: #"""
      For the layers $l = 1, \dots, L$ let $a_j^{(l)} = \sum_{i=1}^{M_{l-1}} w_{ji}^{(l)} z_i^{(l-1)} + b_j^{(l)}$
      and $z_j^{(l)} = h(a_j^{(l)})$ with $z^{(0)} = x$. The matrix of the $w_{ji}^{(l)}$ is $W^{(l)}$.
      Let $\delta_j^{(l)} = \frac{\partial E}{\partial a_j^{(l)}}$ and $y_k = z_k^{(L)}$.
      """#,
    output: #"In the last layer $z_j^{(L)} = a_j^{(L)}$."#,
    cost: #"Let $E = \frac{1}{2} \sum_{k=1}^{M_L} (z_k^{(L)} - t_k)^2$."#, namedCost: .halfSumSquares,
    data: ["x", "t"], isMean: false,
    letters: Letters(
      function: "h", cost: "E", output: "z_k^{(L)}", preActivation: "a_k^{(L)}", preActivations: "a^{(L)}",
      outputs: "z^{(L)}", target: "t_k", unit: "k", width: "M_L", weight: "w_{ji}^{(l)}",
      turnedWeight: "w_{ij}^{(l)}", bias: " + b_j^{(l)}", sharedBias: " + b^{(l)}", example: "n",
      examples: "N"))

  /// Bishop's network of two layers, where the letter of a unit tells its layer.
  static let bishopByUnits = Page(
    name: "bishop", title: "Bishop: Pattern Recognition and Machine Learning, section 5.3",
    network: #"""
      Let $a_j = \sum_{i} w_{ji} x_i$ and $z_j = h(a_j)$. Let $a_k = \sum_{j} w_{kj} z_j$ and $y_k = a_k$.
      Let $\delta_j = \frac{\partial E}{\partial a_j}$ and $\delta_k = \frac{\partial E}{\partial a_k}$.
      """#,
    cost: #"Let $E = \frac{1}{2} \sum_{k} (y_k - t_k)^2$."#, namedCost: .halfSumSquares,
    data: ["x", "t"], isMean: false,
    letters: Letters(
      function: "h", cost: "E", output: "y_k", preActivation: "a_k", preActivations: "a", outputs: "y",
      target: "t_k", unit: "k", width: "K", weight: "", turnedWeight: "", bias: "", sharedBias: "",
      example: "n",
      examples: "N"))

  static let goodfellow = Page(
    name: "goodfellow", title: "Goodfellow, Bengio, Courville: Deep Learning, section 6.5",
    network: #"""
      For the layers $k = 1, \dots, l$ let $a_i^{(k)} = \sum_{j=1}^{n_{k-1}} W_{ij}^{(k)} h_j^{(k-1)} + b_i^{(k)}$
      and $h_i^{(k)} = f(a_i^{(k)})$ with $h^{(0)} = x$.
      Let $g_i^{(k)} = \frac{\partial J}{\partial a_i^{(k)}}$ and $\hat{y}_i = h_i^{(l)}$.
      """#,
    cost: #"Let $J = \frac{1}{2} \sum_{i=1}^{n_l} (h_i^{(l)} - y_i)^2$."#, namedCost: .halfSumSquares,
    letters: Letters(
      function: "f", cost: "J", output: "h_i^{(l)}", preActivation: "a_i^{(l)}", preActivations: "a^{(l)}",
      outputs: "h^{(l)}", target: "y_i", unit: "i", width: "n_l", weight: "W_{ij}^{(k)}",
      turnedWeight: "W_{ji}^{(k)}", bias: " + b_i^{(k)}", sharedBias: " + b^{(k)}", example: "e",
      examples: "m"))

  static let cs231n = Page(
    name: "cs231n", title: "CS231n: Convolutional Neural Networks, notes on backpropagation",
    network: #"""
      For the layers $l = 1, \dots, M$ let $s_{l,j} = \sum_{k=1}^{H_{l-1}} h_{l-1,k} w_{l,kj} + b_{l,j}$
      and $h_{l,j} = f(s_{l,j})$ with $h_0 = x$. The matrix of the $w_{l,kj}$ is $W_l$.
      Let $ds_{l,j} = \frac{\partial L}{\partial s_{l,j}}$ and $p_j = h_{M,j}$.
      """#,
    activation: "relu",
    output: #"In the last layer $h_M = \mathrm{softmax}(s_M)$."#,
    cost: #"Let $L = -\sum_{j=1}^{H_M} y_j \log h_{M,j}$."#, namedCost: .crossEntropy,
    capitals: ["X": "x", "S": "s", "Y": "y"], weightsLeadFrom: true, areColumns: false,
    letters: Letters(
      function: "f", cost: "L", output: "h_{M,j}", preActivation: "s_{M,j}", preActivations: "s_M",
      outputs: "h_M",
      width: "H_M", weight: "w_{l,kj}", turnedWeight: "w_{l,jk}", bias: " + b_{l,j}", sharedBias: " + b_l",
      example: "i", examples: "N"))

  /// The scores and classes of the notes on classification.
  static let cs231nScores = Page(
    name: "cs231n", title: "CS231n: Convolutional Neural Networks, notes on linear classification",
    network: #"""
      Let $p_k = \frac{e^{s_k}}{\sum_{j} e^{s_j}}$ and $f_k = s_k$.
      """#,
    cost: #"Let $L_i = -\log p_{y_i}$."#, namedCost: .crossEntropy,
    letters: Letters(
      function: "f", cost: "L_i", output: "p_k", preActivation: "s_k", preActivations: "s", outputs: "p",
      target: "y_k", unit: "k", width: "K", weight: "", turnedWeight: "", bias: "", sharedBias: "",
      example: "i",
      examples: "N"))
}

extension Convention {
  /// The names of the conventions that are built in, in the order they are listed.
  public static let builtInNames = ["standard", "relu", "sigmoid", "softmax"]

  /// The built-in convention of this name; nil when there is none.
  public static func builtIn(_ name: String) -> Convention? {
    texts[name].flatMap { try? Convention(text: $0) }
  }

  /// The course's own convention.
  public static let standard: Convention = {
    guard let standard = builtIn("standard") else { preconditionFailure("the standard convention must be readable") }
    return standard
  }()

  /// The texts of the built-in conventions, in the format that a file has as well.
  static let texts: [String: String] = [
    "standard": #"""
      name            standard
      title           The course's own notation
      activation      a_j^l
      pre-activation  z_j^l
      weight          w_{jk}^l   W^l
      bias            b_j^l
      error           \delta_j^l
      target          y_j
      cost            C
      input           x_j
      prediction      \hat{y}_j
      width           n_l
      layers          l \ell
      last-layer      L
      example         _e E
      first-unit      1
      function        \sigma
      hidden          any
      cost-formula    sum-squares
      average         mean
      biases          per-neuron
      vectors         columns
      """#,
    "relu": #"""
      name            relu
      title           ReLU notes: Mathematics of Neural Network
      activation      a_j^l
      pre-activation  z_j^l
      weight          w_{jk}^l   W^l
      bias            b_j^l
      error           \delta_j^l
      target          y_j
      cost            C
      input           x_j
      width           n^l
      layers          l
      last-layer      L
      example         _e E
      first-unit      1
      function        \sigma
      hidden          relu
      cost-formula    half-sum-squares
      average         mean
      biases          per-neuron
      vectors         columns
      """#,
    "sigmoid": #"""
      name            sigmoid
      title           Sigmoid notes: back propagation
      activation      a_j^{(l)}
      pre-activation  z_j^{(l)}
      weight          w_{jk}^{(l)}   W^{(l)}
      bias            b_j^{(l)}
      error           \delta_j^{(l)}
      target          y_j
      cost            C
      input           x_j
      width           n_l
      layers          l
      last-layer      L
      example         (i) m
      first-unit      0
      function        \sigma
      hidden          any
      cost-formula    sum-squares
      average         mean
      biases          per-neuron
      vectors         columns
      """#,
    "softmax": #"""
      name            softmax
      title           Softmax article: the mathematics behind neural networks
      activation      a_{\ell,i}
      pre-activation  z_{\ell,i}
      weight          \theta_{\ell,ij}   \Theta_{\ell}
      error           \delta_{\ell,i}
      target          y_i
      cost            \mathcal{L}
      batch-cost      E
      input           x_i
      prediction      \hat{y}_i
      width           H_{\ell}
      output-width    P
      input-width     N
      layers          \ell l
      last-layer      L
      example         (m) M
      first-unit      1
      function        g_{\ell}
      true-class      c
      hidden          sigmoid
      output          softmax
      cost-formula    cross-entropy
      average         mean
      biases          none
      vectors         columns
      """#,
  ]
}

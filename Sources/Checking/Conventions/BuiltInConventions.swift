extension Convention {
  /// The names of the conventions that are built in, in the order they are listed.
  public static let builtInNames = [
    "standard", "relu", "sigmoid", "jacobian", "softmax", "theta", "nielsen", "ng", "bishop", "goodfellow",
    "cs231n",
  ]

  /// The built-in convention of this name; nil when there is none.
  public static func builtIn(_ name: String) -> Convention? {
    texts[name].flatMap { try? Convention(text: $0) }
  }

  /// The course's own convention.
  public static let standard: Convention = {
    guard let standard = builtIn("standard") else {
      preconditionFailure("the standard convention must be readable")
    }
    return standard
  }()

  /// The texts of the built-in conventions, in the format that a file has as well.
  static let texts = textsOfDocuments.merging(textsOfBooks) { own, _ in own }

  /// The course and the five documents it is made from.
  private static let textsOfDocuments: [String: String] = [
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
    input           x_j^l
    width           n^l
    layers          l
    last-layer      L
    example         _e E
    first-unit      1
    function        \sigma
    hidden          relu
    cost-formula    half-sum-squares
    average         mean
    biases          per-neuron shared
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
    "jacobian": #"""
    name            jacobian
    title           Jacobian notes: indices, chains and matrices
    activation      a_i^l
    pre-activation  z_i^l        \mathbf{Z}^l
    weight          w_{ij}^l     \mathbf{W}^l
    bias            b_i^l
    error           \delta_i^l
    target          y_i
    cost            C
    also            \mathcal{L} cost
    width           n_l
    layers          l
    last-layer      L
    example         _e E
    first-unit      1
    function        \sigma
    sums            implied
    hidden          sigmoid
    cost-formula    mean-squares
    average         mean
    biases          per-neuron
    vectors         columns
    remark          An index that two factors share is summed, though no Σ is written, unless it stands on the left side.
    remark          The cost is divided by the number of output units, so its derivatives have a factor 2/n_L.
    remark          Capital letters A and B are fixed units; a bold Z or W with indices is an element all the same.
    remark          One example only; δ is not used in the notes and means ∂C/∂z here.
    """#,
    "theta": #"""
    name            theta
    title           θ notes: weights θ, widths S, error term s
    activation      a_j^{(l)}
    pre-activation  z_j^{(l)}
    weight          \theta_{kj}^{(l)}   \Theta^{(l)}
    weight-order    from-to
    error           s_j^{(l)}
    target          y_j
    cost            C
    also            \hat{a} activation
    also            \hat{y} activation L
    also            x activation 0
    also            \alpha activation
    also            J cost
    also            c cost
    also            \zeta cost
    also            Z pre-activation
    gradients       d
    width           S_l
    layers          l \ell e
    last-layer      L
    example         (i) m
    first-unit      0
    function        g^{(l)}
    hidden          any
    cost-formula    sum-squares
    average         mean
    biases          none
    vectors         columns
    remark          θ_kj is from unit k to unit j, so the pre-activation is z = Θᵀa, and the error term goes back by Θ.
    remark          C₀ is the cost of one example, example 0; C(θ) is the mean over the m examples.
    remark          No biases. dz is the error term s, dθ the derivative of the cost by θ.
    """#,
  ]
}

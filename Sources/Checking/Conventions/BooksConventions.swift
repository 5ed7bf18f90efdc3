extension Convention {
  /// Five well-known texts.
  static let textsOfBooks: [String: String] = [
    "nielsen": #"""
    name            nielsen
    title           Nielsen: Neural Networks and Deep Learning, chapter 2
    activation      a_j^l
    pre-activation  z_j^l
    weight          w_{jk}^l
    bias            b_j^l
    error           \delta_j^l
    target          y_j
    cost            C
    width           n_l
    layers          l
    last-layer      L
    first-layer     1
    example         ^{x,} n
    first-unit      1
    function        \sigma
    hidden          sigmoid
    cost-formula    half-sum-squares
    average         mean
    biases          per-neuron
    vectors         columns
    remark          The cost of one example is ½‖y − a‖², so ∂C/∂a is a − y without a factor 2.
    remark          The cost of the batch is the mean, 1/(2n) Σ‖y − a‖²; an example x stands before the layer.
    remark          The input is layer 1, and the first weights are those of layer 2.
    remark          ∇_a C is the vector of ∂C/∂a of the last layer.
    """#,
    "ng": #"""
    name            ng
    title           Ng: Deep Learning, course 1
    activation      a_j^{[l]}
    pre-activation  z_j^{[l]}
    weight          w_{jk}^{[l]}   W^{[l]}
    bias            b_j^{[l]}
    error           dz_j^{[l]}
    target          y_j
    cost            \mathcal{L}
    batch-cost      J
    input           x_j
    prediction      \hat{y}_j
    batch           X activation 0
    batch           A activation
    batch           Z pre-activation
    batch           Y target
    batch           \hat{Y} activation L
    gradients       d
    width           n^{[l]}
    layers          l
    last-layer      L
    example         ^(i) m
    first-unit      1
    function        g^{[l]}
    hidden          any
    output          softmax
    cost-formula    cross-entropy
    average         mean
    biases          per-neuron
    vectors         columns
    remark          dz is the derivative of the cost by z, the error term; dW, db and da are derivatives of the cost by W, b, a.
    remark          In a formula about examples, dW and db are of J, the mean over the batch; elsewhere of one example.
    remark          The loss is −Σ y log a of softmax outputs; that of one sigmoid output, −(y log a + (1 − y) log(1 − a)), has the same dz = a − y at the last layer.
    remark          A capital A, Z, X or Y has an example in each column, and b is added to every column.
    """#,
    "bishop": #"""
    name            bishop
    title           Bishop: Pattern Recognition and Machine Learning, section 5.3
    activation      z_j^{(l)}
    pre-activation  a_j^{(l)}
    weight          w_{ji}^{(l)}   W^{(l)}
    bias            b_j^{(l)}
    error           \delta_j^{(l)}
    target          t_k
    cost            E
    input           x_i
    prediction      y_k
    unit-layers     k L j L-1 i L-2
    width           M_l
    layers          l
    last-layer      L
    example         _n N
    first-unit      1
    function        h
    hidden          any
    output          identity
    cost-formula    half-sum-squares
    average         sum
    biases          per-neuron
    vectors         columns
    remark          a is the pre-activation and z the activation, the other way round than in most texts.
    remark          Outputs are linear, so that δ_k is y_k − t_k.
    remark          E_n is the error of example n, ½ Σ(y − t)²; E is the sum over the examples, not their mean.
    remark          Where no layer is written, k is an output unit, j a unit of the layer before, i one of the layer before that.
    remark          Bishop keeps biases among the weights, with a unit z_0 = 1; here they are b.
    """#,
    "goodfellow": #"""
    name            goodfellow
    title           Goodfellow, Bengio, Courville: Deep Learning, section 6.5
    activation      h_i^{(k)}     \boldsymbol{h}^{(k)}
    pre-activation  a_i^{(k)}     \boldsymbol{a}^{(k)}
    weight          W_{ij}^{(k)}  \boldsymbol{W}^{(k)}
    bias            b_i^{(k)}     \boldsymbol{b}^{(k)}
    error           g_i^{(k)}     \boldsymbol{g}^{(k)}
    target          y_i           \boldsymbol{y}
    cost            J
    also            L cost
    input           x_i
    prediction      \hat{y}_i
    width           n_k
    layers          k
    last-layer      l
    example         _e m
    first-unit      1
    function        f
    hidden          any
    cost-formula    half-sum-squares
    average         mean
    biases          per-neuron
    vectors         columns
    remark          Layers are counted by k, the last one is l; a is the pre-activation and h the activation.
    remark          g is ∇_a J, the gradient by the pre-activations; in the book it is one variable that is overwritten layer by layer.
    remark          The book leaves the loss open and adds a term λΩ(θ), which is not presumed here.
    """#,
    "cs231n": #"""
    name            cs231n
    title           CS231n: Convolutional Neural Networks, notes on backpropagation
    activation      h_{l,j}        h_l
    pre-activation  s_{l,j}        s_l
    weight          w_{l,kj}       W_l
    weight-order    from-to
    bias            b_{l,j}        b_l
    error           ds_{l,j}       ds_l
    target          y_j
    cost            L
    input           x_j
    also            X activation 0
    batch           X activation 0
    batch           S pre-activation
    batch           Y target
    also            scores pre-activation M
    also            dscores error M
    also            p activation M
    gradients       d
    width           H_l
    layers          l
    last-layer      M
    example         (i) N
    first-unit      0
    function        f
    hidden          relu
    output          softmax
    cost-formula    cross-entropy
    average         mean
    biases          per-neuron
    vectors         rows
    remark          An example is a row, and a layer is hW + b: w_kj is from unit k to unit j.
    remark          dX stands for the derivative of the loss by X; scores are the last layer's pre-activations, p their softmax.
    remark          The target y is one-hot here; in the notes y_i is the number of the true class of example i.
    remark          The loss of a batch is the mean over N examples; regularisation is not presumed.
    """#,
  ]
}

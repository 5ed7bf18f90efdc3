/// What backpropagation finds on the way from the costs back to the inputs.
public struct Gradients: Sendable, Equatable {
  /// δ^l = ∂C_e/∂z^l_e at index l, one example a row, of shape E × n_l; index 0 holds an empty matrix.
  public internal(set) var errors: [Matrix]
  /// ∂C_e/∂a^l_e at index l = 0 … L, of shape E × n_l.
  public internal(set) var activations: [Matrix]
  /// ∂C/∂W^l of the batch's cost at index l, of shape n_l × n_(l−1); index 0 holds an empty matrix.
  public internal(set) var weights: [Matrix]
  /// ∂C/∂b^l of the batch's cost at index l: n_l numbers, or 1 where the layer shares one, or none.
  public internal(set) var biases: [[Double]]
  /// ∂C_e/∂y_e, of shape E × n_L.
  public internal(set) var targets: Matrix
}

extension Network {
  /// All gradients of a forward pass: the four equations of backpropagation, for every example at once.
  ///
  /// `errors`, `activations` and `targets` are derivatives of each example's own cost C_e; `weights` and
  /// `biases` those of the batch's cost, (1/E) Σ_e C_e or Σ_e C_e.
  public func gradients(_ pass: ForwardPass) -> Gradients {
    let factor = averaging.factor(examples: pass.examples)
    let empty = Matrix(rows: 0, columns: 0)
    var gradients = Gradients(
      errors: Array(repeating: empty, count: depth + 1),
      activations: Array(repeating: empty, count: depth + 1),
      weights: Array(repeating: empty, count: depth + 1), biases: Array(repeating: [], count: depth + 1),
      targets: costGradientByTarget(pass))
    gradients.activations[depth] = costGradientByOutput(pass)

    for l in stride(from: depth, through: 1, by: -1) {
      // (1), (2)  δ_j^l = ∂C_e/∂a_j^l · σ′(z_j^l)
      if l == depth, hasCancellingOutput {
        gradients.errors[depth] = cancelledOutputErrors(pass)
      } else {
        gradients.errors[l] = gradients.activations[l]
        multiplyByActivationDerivative(&gradients.errors[l], layer: l, in: pass, example: nil)
      }

      // (2)  ∂C_e/∂a_k^(l−1) = Σ_j w_jk^l δ_j^l
      gradients.activations[l - 1] = Matrix(rows: pass.examples, columns: widths[l - 1])
      gradients.activations[l - 1].setToProduct(gradients.errors[l], times: layers[l - 1].weights)

      // (3)  ∂C/∂w_jk^l = (1/E) Σ_e δ_j^l a_k^(l−1)
      gradients.weights[l] = Matrix(rows: widths[l], columns: widths[l - 1])
      gradients.weights[l].setToProduct(transposed: gradients.errors[l], times: pass.activations[l - 1])
      gradients.weights[l].scale(by: factor)

      // (4)  ∂C/∂b_j^l = (1/E) Σ_e δ_j^l, and the sum of these over j where one b is shared
      let sums = gradients.errors[l].columnSums().map { factor * $0 }
      switch layers[l - 1].biases {
      case .perNeuron: gradients.biases[l] = sums
      case .shared: gradients.biases[l] = [sums.reduce(0, +)]
      case .none: gradients.biases[l] = []
      }
    }
    return gradients
  }

  /// ∂C_e/∂a_j^L for every example.
  func costGradientByOutput(_ pass: ForwardPass) -> Matrix {
    let a = pass.activations[depth]
    return Matrix(rows: a.rows, columns: a.columns) { e, j in
      cost.gradientByActivation(a[e, j], target: pass.targets[e, j], width: a.columns)
    }
  }

  /// ∂C_e/∂y_j for every example.
  func costGradientByTarget(_ pass: ForwardPass) -> Matrix {
    let a = pass.activations[depth]
    return Matrix(rows: a.rows, columns: a.columns) { e, j in
      cost.gradientByTarget(a[e, j], target: pass.targets[e, j], width: a.columns)
    }
  }

  /// Softmax under cross-entropy, whose −y/a and a cancel.
  var hasCancellingOutput: Bool {
    cost == .crossEntropy && layers[depth - 1].activation == .softmax
  }

  /// δ_j^L = a_j Σ_i y_i − y_j, which is a − y where the targets sum to 1.
  ///
  /// The general way divides by a and multiplies by it again, and would give 0 · ∞ where a is 0.
  func cancelledOutputErrors(_ pass: ForwardPass) -> Matrix {
    let (a, y) = (pass.activations[depth], pass.targets)
    let sums = (0..<y.rows).map { e in y.row(e).reduce(0, +) }
    return Matrix(rows: a.rows, columns: a.columns) { e, j in a[e, j] * sums[e] - y[e, j] }
  }

  /// Turns rows of derivatives by a^l into rows of derivatives by z^l.
  ///
  /// Row e belongs to example e, or every row to the one `example` given.
  func multiplyByActivationDerivative(
    _ rows: inout Matrix, layer l: Int, in pass: ForwardPass, example: Int?
  ) {
    let activation = layers[l - 1].activation
    rows.withUnsafeMutableRows { gradient in
      pass.preactivations[l].withUnsafeRows { z in
        pass.activations[l].withUnsafeRows { a in
          for r in 0..<gradient.count {
            let e = example ?? r
            activation.pullBack(gradient[r], z: z[e], a: a[e], slopeAtZero: slopeAtZero)
          }
        }
      }
    }
  }
}

extension Matrix {
  mutating func scale(by factor: Double) {
    if factor == 1 { return }
    withUnsafeMutableRows { all in
      for r in 0..<all.count {
        let row = all[r]
        for c in 0..<row.count { row[c] *= factor }
      }
    }
  }

  func columnSums() -> [Double] {
    var sums = [Double](repeating: 0, count: columns)
    for r in 0..<rows {
      for c in 0..<columns { sums[c] += elements[r * columns + c] }
    }
    return sums
  }
}

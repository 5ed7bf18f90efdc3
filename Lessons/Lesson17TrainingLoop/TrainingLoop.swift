import Network

/// Lesson 17 as code: the gradient of a batch's cost, by the formulas of the course.
///
/// It serves every network of the course: any of the four costs, elementwise hidden layers, and an output
/// layer that is elementwise or a softmax.
public enum TrainingLoop {
  /// The derivatives of the batch's cost by all parameters.
  public struct Gradient: Sendable, Equatable {
    /// ∂C/∂W^l at index l, n_l × n_(l−1); index 0 holds an empty matrix.
    public var weights: [Matrix]
    /// ∂C/∂b^l at index l: n_l numbers, one, or none, as the layer has biases; index 0 holds none.
    public var biases: [[Double]]

    /// A gradient from its parts, as they come from the formulas or from a backpropagation engine.
    public init(weights: [Matrix], biases: [[Double]]) {
      self.weights = weights
      self.biases = biases
    }
  }

  /// (δ_j^l)_e = ∂C_e/∂(z_j^l)_e at index l, each E × n_l; index 0 holds an empty matrix.
  ///
  /// Lessons 7 and 15 at the top, lesson 10 from there downwards.
  public static func errors(_ network: Network, _ pass: ForwardPass) -> [Matrix] {
    var errors = Array(repeating: Matrix(rows: 0, columns: 0), count: network.depth + 1)
    errors[network.depth] = outputErrors(network, pass)
    for l in stride(from: network.depth - 1, through: 1, by: -1) {
      errors[l] = HiddenDelta.hiddenDelta(network, pass, deltaAbove: errors[l + 1], layer: l)
    }
    return errors
  }

  /// ∂C/∂w_jk^l = (1/E) Σ_e (δ_j^l)_e (a_k^(l−1))_e and ∂C/∂b_j^l = (1/E) Σ_e (δ_j^l)_e; without the 1/E where
  /// the cost of the batch is a sum.
  public static func gradient(_ network: Network, _ pass: ForwardPass) -> Gradient {
    let errors = errors(network, pass)
    let factor = network.averaging.factor(examples: pass.examples)
    var gradient = Gradient(weights: [Matrix(rows: 0, columns: 0)], biases: [[]])
    for l in 1...network.depth {
      let (delta, input) = (errors[l], pass.activations[l - 1])
      gradient.weights.append(
        Matrix(rows: delta.columns, columns: input.columns) { j, k in
          factor * (0..<pass.examples).map { e in delta[e, j] * input[e, k] }.reduce(0, +)
        })
      let byUnit = (0..<delta.columns).map { j in
        factor * (0..<pass.examples).map { e in delta[e, j] }.reduce(0, +)
      }
      switch network.layers[l - 1].biases {
      case .perNeuron: gradient.biases.append(byUnit)
      case .shared: gradient.biases.append([byUnit.reduce(0, +)])
      case .none: gradient.biases.append([])
      }
    }
    return gradient
  }

  /// δ^L: the slope of the cost times that of the activation, or through the whole softmax.
  private static func outputErrors(_ network: Network, _ pass: ForwardPass) -> Matrix {
    let top = network.depth
    let (a, y, z) = (pass.activations[top], pass.targets, pass.preactivations[top])
    let activation = network.layers[top - 1].activation
    if activation == .softmax, network.cost == .crossEntropy {
      return SoftmaxCrossEntropy.outputDelta(network, pass)
    }
    let slope = Matrix(rows: a.rows, columns: a.columns) { e, j in
      network.cost.gradientByActivation(a[e, j], target: y[e, j], width: a.columns)
    }
    var errors = slope
    for e in 0..<a.rows {
      let throughSoftmax =
        activation == .softmax ? Softmax.pulledBack(Array(slope.row(e)), through: Array(a.row(e))) : []
      for j in 0..<a.columns {
        errors[e, j] =
          activation == .softmax
          ? throughSoftmax[j]
          : slope[e, j] * activation.derivative(at: z[e, j], slopeAtZero: network.slopeAtZero)
      }
    }
    return errors
  }

  static let derivations = [
    CodedDerivation(claim: "weight-gradient") { network, pass, l in
      gradient(network, pass).weights[l].elements
    },
    CodedDerivation(claim: "bias-gradient") { network, pass, l in gradient(network, pass).biases[l] },
    CodedDerivation(claim: "share-of-an-example") { network, pass, l in
      let factor = network.averaging.factor(examples: pass.examples)
      return errors(network, pass)[l].elements.map { factor * $0 }
    },
  ]
}

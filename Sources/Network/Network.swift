/// A feed-forward network of dense layers l = 1 … L, with the cost it is judged by.
///
///     z^l = W^l a^(l−1) + b^l,    a^l = σ_l(z^l),    a^0 = x,    C_e = cost(a^L, y)
public struct Network: Sendable, Equatable {
  /// Layer l is `layers[l - 1]`. Parameters may be changed in place, shapes may not.
  public var layers: [Layer] {
    didSet { precondition(Network.widths(of: layers) == widths, "the widths of a network are fixed") }
  }
  /// n_0 … n_L: the number of units of the input and of every layer.
  public let widths: [Int]
  /// The cost of one example.
  public let cost: Cost
  /// How the costs of a batch are put together.
  public let averaging: Averaging
  /// ε in [0, 1]: what ReLU′(0) is taken to be.
  public let slopeAtZero: Double

  /// A network, if each layer takes as many inputs as the layer below has units.
  ///
  /// Throws `noLayers`, `emptyLayer`, `widths`, `biases` or `slopeAtZero`.
  public init(
    layers: [Layer], cost: Cost, averaging: Averaging = .mean, slopeAtZero: Double = 0
  ) throws(NetworkError) {
    if layers.isEmpty { throw .noLayers }
    for (index, layer) in layers.enumerated() {
      let shape = layer.weights.shape
      if shape.rows == 0 || shape.columns == 0 { throw .emptyLayer(index + 1, weights: shape) }
      if index > 0, shape.columns != layers[index - 1].width {
        throw .widths(layer: index + 1, weights: shape, below: layers[index - 1].weights.shape)
      }
      if case .perNeuron(let biases) = layer.biases, biases.count != shape.rows {
        throw .biases(layer: index + 1, found: biases.count, weights: shape)
      }
    }
    guard slopeAtZero >= 0, slopeAtZero <= 1 else { throw .slopeAtZero(slopeAtZero) }
    self.layers = layers
    self.widths = Network.widths(of: layers) ?? []
    self.cost = cost
    self.averaging = averaging
    self.slopeAtZero = slopeAtZero
  }

  /// L, the number of layers without the input.
  public var depth: Int { layers.count }

  /// n_0 … n_L, if the layers fit together.
  private static func widths(of layers: [Layer]) -> [Int]? {
    guard let first = layers.first else { return nil }
    var widths = [first.weights.columns]
    for layer in layers {
      if layer.weights.columns != widths[widths.count - 1] { return nil }
      if case .perNeuron(let biases) = layer.biases, biases.count != layer.width { return nil }
      widths.append(layer.width)
    }
    return widths
  }
}

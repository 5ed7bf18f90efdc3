/// Why a matrix, network or batch cannot be built or used: data only, for a front end to put into words.
public enum NetworkError: Error, Sendable, Equatable {
  /// So many numbers do not fill a matrix of this shape.
  case elementCount(Int, shape: Shape)
  /// These two matrices, in this order, do not fit the operation asked for.
  case shapes(Shape, Shape)
  /// A network has at least one layer.
  case noLayers
  /// Every layer, the input included, has at least one unit.
  case emptyLayer(Int, weights: Shape)
  /// The columns of W^l must be as many as the rows of W^(l−1).
  case widths(layer: Int, weights: Shape, below: Shape)
  /// Biases one a neuron must be as many as the rows of W^l.
  case biases(layer: Int, found: Int, weights: Shape)
  /// ReLU′(0) lies in [0, 1].
  case slopeAtZero(Double)
  /// A batch has at least one example.
  case emptyBatch
  /// Inputs and targets must have as many rows: one an example.
  case examples(inputs: Shape, targets: Shape)
  /// The inputs have not the network's input width.
  case inputs(found: Shape, expected: Shape)
  /// The targets have not the network's output width.
  case targets(found: Shape, expected: Shape)
}

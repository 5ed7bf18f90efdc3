/// E examples: what goes into a network, and what should come out.
public struct Batch: Sendable, Equatable {
  /// x, of shape E × n_0: one example a row.
  public let inputs: Matrix
  /// y, of shape E × n_L.
  public let targets: Matrix

  /// A batch of at least one example; throws `emptyBatch` or `examples`.
  public init(inputs: Matrix, targets: Matrix) throws(NetworkError) {
    if inputs.rows == 0 { throw .emptyBatch }
    if inputs.rows != targets.rows { throw .examples(inputs: inputs.shape, targets: targets.shape) }
    self.inputs = inputs
    self.targets = targets
  }

  /// E, the number of examples.
  public var examples: Int { inputs.rows }
}

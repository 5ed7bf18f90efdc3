/// The values of a formula along its free indices, the last index fastest.
public struct FormulaValues: Sendable, Equatable {
  /// The free indices: an example first, then in the order in which they occur in the formula.
  public let indices: [Index]
  /// One number for each choice of the indices.
  public let values: [Double]

  /// A free index.
  public struct Index: Sendable, Hashable {
    /// Its letter; empty for "one example, whichever", and `j` or `k` for rows and columns of a matrix.
    public let name: String
    /// What it counts.
    public let range: Range
    /// How many values it takes.
    public let count: Int

    /// What an index counts.
    public enum Range: Sendable, Hashable {
      /// The examples of the batch.
      case examples
      /// The units of the layer with this number; 0 is the input.
      case units(layer: Int)
      /// The rows or columns of a matrix that is written out.
      case positions
    }
  }

  /// n_1 × n_2 × …: how many values each index takes.
  public var sizes: [Int] { indices.map(\.count) }
}

extension Expression {
  /// Whether it is e_j, which is kept as column j of the identity: an element of it with one index.
  public var isUnitVector: Bool {
    guard case .element(let matrix, let indices) = node else { return false }
    return matrix.node == .identity && indices.count == 1
  }
}

/// Layers of letters on which none is written, from what stands beside them.
extension Statement {
  /// The statement with layer 1 on every bare letter beside the input, as in z = Wx + b, and any layer on matrices of
  /// all examples that stand alone, as in A = σ(Z). Else a bare letter is of the last layer.
  ///
  /// - Parameter anyLayer: the letter of a general layer.
  func placingBareLetters(anyLayer: String?) -> Statement {
    let quantities = sides.flatMap(\.quantitiesWritten)
    let inLayers = quantities.filter(\.role.hasLayer)
    let bare = inLayers.filter { $0.layer == nil }
    guard !bare.isEmpty, !quantities.contains(where: { $0.role == .target }) else { return self }
    let placed = inLayers.filter { $0.layer != nil }
    if !placed.isEmpty {
      return placed.allSatisfy { $0.layer == .number(0) } ? placingBareLetters(in: .number(1)) : self
    }
    let areAlone = bare.allSatisfy { $0.example == .all && $0.indices.isEmpty }
    guard areAlone, let anyLayer else { return self }
    return placingBareLetters(in: .variable(anyLayer))
  }

  private func placingBareLetters(in layer: Layer) -> Statement {
    var result = self
    result.sides = sides.map { side in
      side.mapped { node in
        guard case .quantity(var quantity) = node, quantity.layer == nil, quantity.role.hasLayer else {
          return node
        }
        quantity.layer = layer
        return .quantity(quantity)
      }
    }
    return result
  }
}

extension Expression {
  /// Every quantity that stands in it.
  fileprivate var quantitiesWritten: [Quantity] {
    if case .quantity(let quantity) = node { return [quantity] }
    return children.flatMap(\.quantitiesWritten)
  }
}

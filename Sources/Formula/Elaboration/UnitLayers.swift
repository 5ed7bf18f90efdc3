/// Layers that only the letter of a unit tells.
extension Statement {
  /// The statement with a layer on every quantity that has none but whose unit's letter tells it: δ_k = y_k − t_k.
  ///
  /// A letter stands for the layer it has elsewhere in the statement, j for 1 beside w_{ji}^{(1)}, and else for
  /// the one that the notation gives it.
  func writingLayers(of units: [String: Layer]) -> Statement {
    var told: [String: Layer?] = [:]
    for side in sides { side.collectUnitLayers(into: &told) }
    let layers = units.merging(told.compactMapValues { $0 }) { _, written in written }
    var result = self
    result.sides = sides.map { side in
      side.mapped { node in
        guard case .quantity(var quantity) = node, quantity.layer == nil, quantity.role.hasLayer,
          case .variable(let name)? = quantity.indices.first, let layer = layers[name]
        else { return node }
        quantity.layer = layer
        return .quantity(quantity)
      }
    }
    return result
  }
}

extension Expression {
  /// The layers that letters have where one is written; nil for a letter that has several.
  fileprivate func collectUnitLayers(into layers: inout [String: Layer?]) {
    if case .quantity(let quantity) = node, let layer = quantity.layer, quantity.role.hasLayer {
      for (place, index) in quantity.indices.enumerated() {
        guard case .variable(let name) = index else { continue }
        let found = Layer(layer.base, layer.offset - place)
        layers[name] = layers[name, default: found] == found ? .some(found) : .some(nil)
      }
    }
    for child in children { child.collectUnitLayers(into: &layers) }
  }
}

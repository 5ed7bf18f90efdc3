import Formula

/// The places of an expression at which terms of one pattern may differ: layers and unit indices.
extension Expression {
  /// The expression with every layer replaced; letters that Σ binds stay.
  func mappingLayers(_ map: (Layer) -> Layer) -> Expression {
    func mapped(_ index: Index) -> Index {
      if case .last(let layer) = index { .last(map(layer)) } else { index }
    }
    return self.mapped { node in
      switch node {
      case .quantity(var quantity):
        quantity.layer = quantity.layer.map(map)
        quantity.indices = quantity.indices.map(mapped)
        return .quantity(quantity)
      case .width(let layer): return .width(map(layer))
      case .layerNumber(let layer): return .layerNumber(map(layer))
      case .call(.activation(let primes, let layer), let arguments):
        return .call(.activation(primes: primes, layer: layer.map(map)), arguments)
      case .element(let inner, let indices): return .element(inner, indices.map(mapped))
      default: return node
      }
    }
  }

  /// The expression with every unit index replaced, in the order of the tree.
  func mappingIndices(_ map: (Index) -> Index) -> Expression {
    mapped { node in
      switch node {
      case .quantity(var quantity):
        quantity.indices = quantity.indices.map(map)
        return .quantity(quantity)
      case .element(let inner, let indices): return .element(inner, indices.map(map))
      case .kronecker(let left, let right):
        let first = map(left)
        return .kronecker(first, map(right))
      case .indexValue(let index): return .indexValue(map(index))
      default: return node
      }
    }
  }

  /// The unit indices in the order of the tree.
  var unitIndices: [Index] {
    var result: [Index] = []
    _ = mappingIndices { index in
      result.append(index)
      return index
    }
    return result
  }

  /// The expression with other unit indices in the order of the tree.
  func withUnitIndices(_ indices: [Index]) -> Expression {
    var rest = indices[...]
    return mappingIndices { rest.popFirst() ?? $0 }
  }

  /// What its layers count from.
  var layerBases: Set<Layer.Base> {
    var result: Set<Layer.Base> = []
    _ = mappingLayers { layer in
      result.insert(layer.base)
      return layer
    }
    return result
  }
}

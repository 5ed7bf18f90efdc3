import Formula

extension Statement {
  /// The statement with layers that are given by number counted from the last one of a network of known depth, so
  /// that layer 3 of three is L, and layer 0 is L − 3.
  func countingLayersFromOutput(depth: Int) -> Statement {
    var result = self
    result.sides = sides.map { side in
      side.mappingLayers { layer in
        guard layer.base == .input, layer.offset >= 0, layer.offset <= depth else { return layer }
        return Layer(.output, layer.offset - depth)
      }
    }
    return result
  }

  /// Whether it names layers above the input by their numbers, and none from the last one.
  fileprivate var namesLayersByNumber: Bool {
    var hasNumber = false
    var hasLast = false
    for side in sides {
      _ = side.mappingLayers { layer in
        if layer.base == .output { hasLast = true }
        if layer.base == .input, layer.offset > 0 { hasNumber = true }
        return layer
      }
    }
    return hasNumber && !hasLast
  }
}

extension Settings {
  /// The settings under which what is said of a statement names layers as the statement does: by their numbers on a
  /// network whose depth is given.
  func namingLayers(as statement: Statement) -> Settings {
    guard let widths, statement.namesLayersByNumber else { return self }
    var result = self
    result.convention.notation.depthByNumber = widths.count - 1
    return result
  }
}

extension Notation {
  /// An expression with layers named as the text names them.
  func namingLayers(in expression: Expression) -> Expression {
    guard let depth = depthByNumber else { return expression }
    return expression.mappingLayers { layer in
      layer.base == .output && depth + layer.offset >= 0 ? .number(depth + layer.offset) : layer
    }
  }
}

import Formula

// What conditions beside a formula say of its general layers: l = L, l < L, l ≤ L − 1.
extension Statement {
  /// The statement with the layer written for a letter that a condition equates with it.
  var choosingLayers: Statement {
    var result = self
    for (letter, layer) in conditions.flatMap(\.comparisons).compactMap(\.layerChosen) {
      result.sides = result.sides.map { side in
        side.mappingLayers { own in
          own.base == .variable(letter) ? Layer(layer.base, layer.offset &+ own.offset) : own
        }
      }
    }
    return result
  }

  /// How far below the last layer its general layers have to stay; 0 where nothing is said.
  var layersBelowOutput: Int {
    conditions.flatMap(\.comparisons).map(\.layersBelowOutput).max() ?? 0
  }
}

extension Comparison {
  /// l = L, l = 1
  fileprivate var layerChosen: (letter: String, layer: Layer)? {
    guard relation == .equal, let left = Lowering.layer(left), let right = Lowering.layer(right),
      case .variable(let letter) = left.base
    else { return nil }
    if case .variable = right.base { return nil }
    return (letter, Layer(right.base, right.offset &- left.offset))
  }

  /// 1 for l < L, l ≠ L and l ≤ L − 1, also the other way round.
  fileprivate var layersBelowOutput: Int {
    guard let first = Lowering.layer(left), let second = Lowering.layer(right) else { return 0 }
    func isGeneral(_ layer: Layer) -> Bool { if case .variable = layer.base { true } else { false } }
    let isTurned = first.base == .output && isGeneral(second)
    let (general, last) = isTurned ? (second, first) : (first, second)
    guard isGeneral(general), last.base == .output else { return 0 }
    let steps = general.offset - last.offset
    switch (relation, isTurned) {
    case (.less, false), (.greater, true): return max(0, steps + 1)
    case (.lessOrEqual, false), (.greaterOrEqual, true): return max(0, steps)
    case (.notEqual, _): return steps == 0 ? 1 : 0
    default: return 0
    }
  }
}

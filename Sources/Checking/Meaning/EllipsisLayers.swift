import Formula

/// A statement with dots over layers, written out for several choices of its general or its last layer.
struct EllipsisLayers {
  /// The statement for several layers, the nearest first; at least one.
  let instances: [EllipsisInstance]

  /// How far apart layers are where the pattern is looked for.
  private static let far = 13
  /// Layers are tried up to this distance.
  private static let farthestTried = 8
  /// At least so many layers are tried, and at least one at which the dots stand for a whole block.
  private static let leastTried = 3

  /// Nil where no dots stand over layers, or their pattern is not determined.
  init?(_ statement: Statement) {
    let bases = statement.sides.reduce(into: Set<Layer.Base>()) { $0.formUnion($1.basesBesideDots) }
    guard let distance = LayerDistance(bases) else { return nil }
    var instances: [EllipsisInstance] = []
    for direction in distance.directions {
      guard
        let patterns = statement.replacingLayers(distance.replacement(Self.far * direction)).patternsOfDots
      else { continue }
      for steps in 0...Self.farthestTried {
        let chosen = statement.replacingLayers(distance.replacement(steps * direction))
        guard let (written, hidesBlock) = chosen.writingOutDots(patterns),
          LayerConstraints(written.sides).smallestDepth != nil
        else { continue }
        instances.append(EllipsisInstance(statement: written, place: distance.place(steps * direction)))
        if distance.isFixed || hidesBlock && instances.count >= Self.leastTried { break }
      }
      break
    }
    guard !instances.isEmpty else { return nil }
    self.instances = instances
  }
}

/// The layers that dots stand between: from one base to another, so many layers apart.
private struct LayerDistance {
  /// The base that is replaced, and what it is counted from instead; nil where there is only one.
  private let ends: (moved: Layer.Base, other: Layer.Base)?

  /// Nil where more than one distance is open.
  init?(_ bases: Set<Layer.Base>) {
    func rank(_ base: Layer.Base) -> Int {
      switch base {
      case .variable: 0
      case .input: 1
      case .output: 2
      }
    }
    func name(_ base: Layer.Base) -> String { if case .variable(let name) = base { name } else { "" } }
    let sorted = bases.sorted { (rank($0), name($0)) < (rank($1), name($1)) }
    switch sorted.count {
    case 1: ends = nil
    case 2: ends = (sorted[0], sorted[1])
    default: return nil
    }
  }

  /// There is nothing to choose.
  var isFixed: Bool { ends == nil }

  /// Whether the replaced layer may lie above the other, below it, or either.
  var directions: [Int] {
    switch ends?.other {
    case .output: [-1]
    case .input, nil: [1]
    case .variable: [1, -1]
    }
  }

  /// What becomes of a layer.
  func replacement(_ steps: Int) -> (Layer) -> Layer {
    guard let ends else { return { $0 } }
    return { $0.base == ends.moved ? Layer(ends.other, $0.offset + steps) : $0 }
  }

  /// The choice as it is spoken of: l = L − 2, or L = 3 where the dots end at a layer with a number.
  func place(_ steps: Int) -> EllipsisInstance.Place? {
    guard let ends else { return nil }
    return ends.moved == .input
      ? .layer(.output, .number(-steps)) : .layer(Layer(ends.moved), Layer(ends.other, steps))
  }
}

extension Statement {
  /// The statement with every layer replaced.
  fileprivate func replacingLayers(_ map: (Layer) -> Layer) -> Statement {
    var result = self
    result.sides = sides.map { $0.mappingLayers(map) }
    result.conditions = conditions.map { condition in
      Condition(
        condition.comparisons.map {
          Comparison($0.left.mappingLayers(map), $0.relation, $0.right.mappingLayers(map))
        })
    }
    return result
  }

  /// The pattern of every list with dots, in the order of the tree; nil where one has none.
  fileprivate var patternsOfDots: [EllipsisSequence]? {
    var result: [EllipsisSequence?] = []
    for side in sides {
      _ = side.mapped { node in
        if let (before, after) = node.partsBesideDots { result.append(EllipsisSequence(before, after)) }
        return node
      }
    }
    let found = result.compactMap { $0 }
    return found.count == result.count ? found : nil
  }

  /// The statement with what the dots stand for, and whether they stand for a whole block everywhere.
  fileprivate func writingOutDots(_ patterns: [EllipsisSequence]) -> (Statement, hidesBlock: Bool)? {
    var rest = patterns[...]
    var hidesBlock = true
    var isPossible = true
    var result = self
    result.sides = sides.map { side in
      side.mapped { node in
        guard let (before, after) = node.partsBesideDots, let pattern = rest.popFirst() else { return node }
        guard let (parts, hidden) = pattern.writingOut(before, after), let first = parts.first else {
          isPossible = false
          return node
        }
        hidesBlock = hidesBlock && hidden >= pattern.period
        if parts.count == 1 { return first.node }
        switch node {
        case .sum: return .sum(parts)
        case .hadamard: return .hadamard(parts)
        default: return .product(parts)
        }
      }
    }
    return isPossible ? (result, hidesBlock) : nil
  }
}

extension Expression {
  /// What the layers beside dots count from.
  fileprivate var basesBesideDots: Set<Layer.Base> {
    var result: Set<Layer.Base> = []
    _ = mapped { node in
      if let (before, after) = node.partsBesideDots {
        for part in before + after { result.formUnion(part.layerBases) }
      }
      return node
    }
    return result
  }
}

extension Node {
  /// What stands before and behind the dots of a sum or product; nil where there are none or several.
  fileprivate var partsBesideDots: (before: [Expression], after: [Expression])? {
    switch self {
    case .sum(let parts), .product(let parts), .hadamard(let parts):
      guard let dots = parts.firstIndex(where: { $0.node == .ellipsis }), dots > 0, dots + 1 < parts.count,
        parts.lastIndex(where: { $0.node == .ellipsis }) == dots
      else { return nil }
      return (Array(parts[..<dots]), Array(parts[(dots + 1)...]))
    default: return nil
    }
  }
}

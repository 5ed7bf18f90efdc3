import Formula

// Layers, and which indices stand free.
extension LoopJudge {
  func number(_ layer: Layer) throws(Refusal) -> Int {
    switch layer.base {
    case .output: return network.depth + layer.offset
    case .input: return layer.offset
    case .variable(let name):
      guard let value = point.layers[name] else { throw .unknown }
      return value + layer.offset
    }
  }

  /// Whether every layer exists.
  func makesSense(_ expression: Expression) -> Bool {
    switch expression.node {
    case .quantity(let quantity):
      guard let layer = quantity.layer else { return true }
      guard let number = try? number(layer), number <= network.depth else { return false }
      return number >= (quantity.role == .activation ? 0 : 1)
    case .width(let layer):
      guard let number = try? number(layer) else { return false }
      return (0...network.depth).contains(number)
    default: return expression.children.allSatisfy { makesSense($0) }
    }
  }

  /// What the indices of a quantity count.
  func ranges(of quantity: Quantity) throws(Refusal) -> [Range] {
    let layer = quantity.role == .target ? network.depth : try number(quantity.layer ?? .output)
    switch quantity.role {
    case .weight: return [.units(layer), .units(layer - 1)]
    case .cost, .batchCost: return []
    case .bias:
      switch network.presumed.biases {
      case .perNeuron: return [.units(layer)]
      case .shared: return []
      case .none: throw .meaningless
      }
    case .activation, .preactivation, .error, .target: return [.units(layer)]
    }
  }

  /// The free letters with what they count; nil where only a δ_{jk} or a condition names them.
  func free(_ expression: Expression, _ bound: Set<String>) throws(Refusal) -> [String: Range?] {
    var found: [String: Range?] = [:]
    func add(_ index: Index, _ range: Range?) throws(Refusal) {
      guard case .variable(let name) = index, !bound.contains(name), point.layers[name] == nil else { return }
      if let known = found[name], let known, let range, known != range { throw .meaningless }
      found[name] = .some((found[name] ?? nil) ?? range)
    }
    func addAll(_ other: [String: Range?]) throws(Refusal) {
      for (name, range) in other { try add(.variable(name), range) }
    }
    switch expression.node {
    case .quantity(let quantity):
      let ranges = try ranges(of: quantity)
      guard quantity.indices.isEmpty || quantity.indices.count == ranges.count else { throw .meaningless }
      for (index, range) in zip(quantity.indices, ranges) { try add(index, range) }
      if let example = quantity.example { try add(example, .examples) }
    case .kronecker(let left, let right):
      try add(left, nil)
      try add(right, nil)
    case .indexValue(let index):
      if case .variable(let name) = index, counts[name] == nil { try add(index, nil) }
    case .element(let inner, let indices):
      try addAll(free(inner, bound))
      for (index, range) in zip(indices, try elementRanges(inner)) { try add(index, range) }
    case .example(let inner, let index):
      try addAll(free(inner, bound))
      try add(index, .examples)
    case .big(let operation):
      let names = Set(operation.binders.map(\.name))
      try addAll(free(operation.body, bound.union(names)))
    default:
      for child in expression.children { try addAll(free(child, bound)) }
    }
    return found
  }

  /// What the components of a whole expression count, by its shape: all widths differ.
  private func elementRanges(_ inner: Expression) throws(Refusal) -> [Range?] {
    var judge = self
    judge.point.example = judge.point.example ?? 0
    for (name, range) in try free(inner, []) where judge.point.places[name] == nil && range != nil {
      judge.point.places[name] = 0
    }
    let value = try judge.value(inner, nil)
    return [value.rows, value.columns].filter { $0 > 1 }.map { size in
      network.widths.firstIndex(of: size).map { .units($0) }
    }
  }

  func place(_ index: Index, _ range: Range) throws(Refusal) -> Int {
    let place: Int
    switch index {
    case .variable(let name):
      guard let known = point.places[name] else { throw .meaningless }
      place = known
    case .literal(let number): place = number - (range == .examples ? 1 : firstUnit)
    case .last(let layer): place = network.widths[try number(layer)] - 1
    case .trueClass, .all: throw .unknown
    }
    guard (0..<count(range)).contains(place) else { throw .meaningless }
    return place
  }

  /// The example of a quantity.
  func example(_ index: Index?) throws(Refusal) -> Int {
    switch index {
    case .variable?: return try place(index ?? .literal(0), .examples)
    case .all?: throw .unknown
    case .literal? where speaksOfExamples: throw .unknown
    default:
      guard let example = point.example else { throw .unknown }
      return example
    }
  }

  func isFulfilled(_ condition: Condition, _ nudge: LoopNetwork.Nudge?) throws(Refusal) -> Bool {
    for comparison in condition.comparisons {
      let left = try value(comparison.left, nudge)
      let right = try value(comparison.right, nudge)
      guard left.isScalar, right.isScalar else { throw .unknown }
      let (x, y) = (left.numbers[0], right.numbers[0])
      let holds: Bool
      switch comparison.relation {
      case .equal: holds = x == y
      case .notEqual: holds = x != y
      case .less: holds = x < y
      case .lessOrEqual: holds = x <= y
      case .greater: holds = x > y
      case .greaterOrEqual: holds = x >= y
      default: throw .unknown
      }
      if !holds { return false }
    }
    return true
  }
}

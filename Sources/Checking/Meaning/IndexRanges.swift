import Formula

/// Finds what an index letter runs over from where it stands.
struct IndexRangeFinder {
  let convention: Convention

  /// The range of a letter from its first free occurrence on a quantity; nil when it stands on none.
  func range(of name: String, in expression: Expression) -> AxisRange? {
    switch expression.node {
    case .quantity(let quantity): return range(of: name, in: quantity)
    case .example(let inner, .variable(name)):
      _ = inner
      return .examples
    case .big(let operation):
      if let binder = operation.binders.first(where: { $0.name == name }) {
        // Bound here: what is inside is another index of the same name; its limits are outside.
        return [binder.lower, binder.upper].compactMap { $0 }.compactMap { range(of: name, in: $0) }.first
      }
      fallthrough
    default:
      for child in expression.children {
        if let found = range(of: name, in: child) { return found }
      }
      return nil
    }
  }

  /// The range of a letter wherever it stands on a quantity, bound or free.
  func rangeAnywhere(of name: String, in expression: Expression) -> AxisRange? {
    if case .quantity(let quantity) = expression.node { return range(of: name, in: quantity) }
    for child in expression.children {
      if let found = rangeAnywhere(of: name, in: child) { return found }
    }
    return nil
  }

  /// The range of a letter on one quantity.
  private func range(of name: String, in quantity: Quantity) -> AxisRange? {
    if quantity.example == .variable(name) { return .examples }
    // An index that the role has no place for runs over nothing.
    return zip(quantity.indices, unitRanges(of: quantity)).first { $0.0 == .variable(name) }?.1
  }

  /// What the unit slots of a quantity run over.
  func unitRanges(of quantity: Quantity) -> [AxisRange] {
    let layer = convention.hasEqualWidths ? .output : quantity.layer ?? .output
    switch quantity.role {
    case .activation, .preactivation, .error, .bias: return [.units(layer)]
    case .weight:
      let below = convention.hasEqualWidths ? layer : Layer(layer.base, layer.offset - 1)
      return [.units(layer), .units(below)]
    case .target: return [.units(.output)]
    case .cost, .batchCost: return []
    }
  }

  /// Whether a letter stands for a layer in an expression.
  func isLayer(_ name: String, in expression: Expression) -> Bool {
    expression.contains { node in
      switch node {
      case .quantity(let quantity): quantity.layer?.base == .variable(name)
      case .width(let layer), .layerNumber(let layer): layer.base == .variable(name)
      case .call(.activation(_, let layer?), _): layer.base == .variable(name)
      default: false
      }
    }
  }

  /// Index letters that stand free in an expression, in the order of their first occurrence.
  func freeIndices(of expression: Expression) -> [String] {
    var found: [String] = []
    collect(expression, bound: [], into: &found)
    return found
  }

  private func collect(_ expression: Expression, bound: Set<String>, into found: inout [String]) {
    func add(_ index: Index?) {
      if case .variable(let name)? = index, !bound.contains(name), !found.contains(name),
        name != EllipsisTable.row, name != EllipsisTable.column
      {
        found.append(name)
      }
    }
    var bound = bound
    switch expression.node {
    case .quantity(let quantity):
      quantity.indices.forEach(add)
      add(quantity.example)
    case .indexValue(let index): add(index)
    case .kronecker(let left, let right):
      add(left)
      add(right)
    case .element(let inner, let indices):
      collect(inner, bound: bound, into: &found)
      indices.forEach(add)
      return
    case .example(let inner, let index):
      collect(inner, bound: bound, into: &found)
      add(index)
      return
    case .big(let operation):
      bound.formUnion(operation.binders.map(\.name))
    default: break
    }
    for child in expression.children { collect(child, bound: bound, into: &found) }
  }
}

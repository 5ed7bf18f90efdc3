extension IndexForm {
  /// The form with one axis put for another wherever it stands.
  func replacing(_ axis: Axis, by other: Axis) -> IndexForm {
    func map(_ form: IndexForm) -> IndexForm { form.replacing(axis, by: other) }
    func map(_ position: Position) -> Position { position == .along(axis) ? .along(other) : position }
    func map(_ entry: Entry) -> Entry {
      Entry(
        role: entry.role, layer: entry.layer, units: entry.units.map(map), example: entry.example.map(map))
    }
    func map(_ variable: Variable) -> Variable {
      if case .entry(let entry) = variable { .entry(map(entry)) } else { variable }
    }
    func map(_ condition: IndexCondition) -> IndexCondition {
      IndexCondition(
        comparisons: condition.comparisons.map { comparison in
          switch comparison {
          case .values(let left, let relation, let right): .values(map(left), relation, map(right))
          case .places(let left, let relation, let right): .places(map(left), relation, map(right))
          }
        })
    }
    switch self {
    case .number, .constant, .symbol, .unitActivation, .width, .exampleCount, .layerNumber: return self
    case .indexValue(let position, let firstUnit): return .indexValue(map(position), firstUnit: firstUnit)
    case .entry(let entry): return .entry(map(entry))
    case .sum(let parts): return .sum(parts.map(map))
    case .negative(let inner): return .negative(map(inner))
    case .product(let parts): return .product(parts.map(map))
    case .quotient(let above, let below): return .quotient(map(above), map(below))
    case .power(let base, let exponent): return .power(map(base), map(exponent))
    case .apply(let function, let inner): return .apply(function, map(inner))
    case .maximum(let parts): return .maximum(parts.map(map))
    case .minimum(let parts): return .minimum(parts.map(map))
    case .softmax(let inner, let over, let at): return .softmax(map(inner), over: over, at: map(at))
    case .contraction(let axes, let inner, where: let condition):
      return .contraction(axes, map(inner), where: condition.map(map))
    case .productOver(let axes, let inner, where: let condition):
      return .productOver(axes, map(inner), where: condition.map(map))
    case .overLayers(let kind, let name, let from, let to, let inner):
      return .overLayers(kind, name, from: from, to: to, map(inner))
    case .derivative(let inner, by: let variable): return .derivative(map(inner), by: map(variable))
    case .choice(let branches):
      return .choice(branches.map { IndexBranch(value: map($0.value), condition: $0.condition.map(map)) })
    case .indicator(let condition): return .indicator(map(condition))
    case .substituted(let inner, let variable, let value):
      return .substituted(map(inner), map(variable), map(value))
    }
  }
}

import Formula

extension IndexForm {
  /// The forms directly inside this one, those of its conditions included.
  var children: [IndexForm] {
    switch self {
    case .number, .constant, .symbol, .unitActivation, .width, .exampleCount, .layerNumber, .indexValue,
      .entry:
      return []
    case .sum(let all), .product(let all), .maximum(let all), .minimum(let all): return all
    case .negative(let x), .apply(_, let x), .softmax(let x, _, _): return [x]
    case .quotient(let x, let y), .power(let x, let y): return [x, y]
    case .contraction(_, let body, let condition), .productOver(_, let body, let condition):
      return [body] + (condition?.forms ?? [])
    case .overLayers(_, _, _, _, let body): return [body]
    case .derivative(let of, .entry(let by)): return [of, .entry(by)]
    case .derivative(let of, .symbol), .derivative(let of, .unitActivation): return [of]
    case .choice(let branches): return branches.flatMap { [$0.value] + ($0.condition?.forms ?? []) }
    case .indicator(let condition): return condition.forms
    case .substituted(let form, .entry(let variable), let value): return [form, .entry(variable), value]
    case .substituted(let form, .symbol, let value), .substituted(let form, .unitActivation, let value):
      return [form, value]
    }
  }

  /// Every entry, those of variables included, in the order written.
  func visitEntries(_ visit: (Entry) -> Void) {
    if case .entry(let entry) = self { visit(entry) }
    for child in children { child.visitEntries(visit) }
  }

  /// Whether a derivative or an error term occurs.
  var containsDerivative: Bool {
    if case .derivative = self { return true }
    if case .entry(let entry) = self { return entry.role == .error }
    return children.contains { $0.containsDerivative }
  }

  /// The ids of the axes that are summed, multiplied or normalised over inside.
  var boundAxes: [Int] {
    var bound = children.flatMap(\.boundAxes)
    if case .contraction(let axes, _, _) = self { bound += axes.map(\.id) }
    if case .productOver(let axes, _, _) = self { bound += axes.map(\.id) }
    if case .softmax(_, let axis, let at) = self, at != .along(axis) { bound.append(axis.id) }
    return bound
  }
}

extension IndexCondition {
  /// The forms that are compared.
  var forms: [IndexForm] {
    comparisons.flatMap { comparison -> [IndexForm] in
      switch comparison {
      case .values(let left, _, let right): return [left, right]
      case .places: return []
      }
    }
  }
}

extension Variable {
  /// The ids of the axes that it stands on.
  var axes: [Int] {
    guard case .entry(let entry) = self else { return [] }
    var ids: [Int] = []
    for position in entry.units + [entry.example].compactMap({ $0 }) {
      if case .along(let axis) = position, !ids.contains(axis.id) { ids.append(axis.id) }
    }
    return ids
  }
}

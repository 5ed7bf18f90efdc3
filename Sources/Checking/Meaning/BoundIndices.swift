import Formula

/// What a Σ binds: axes, with the condition that its limits and its `j ≠ i` add.
struct BoundAxes {
  var axes: [Axis] = []
  /// Comparisons that restrict the axes further.
  var comparisons: [IndexComparison] = []
  /// What limits other than the whole range must fulfil so that every term exists.
  var limits: [IndexComparison] = []
  /// Layer variables with their limits.
  var layers: [(name: String, from: Layer, to: Layer)] = []
}

extension Lowering {
  /// Evaluates a closure with the indices of a Σ or Π bound.
  mutating func bound<Result>(
    _ operation: Formula.BigOperator, _ range: SourceRange?,
    _ body: (inout Lowering, BoundAxes) throws(TypeProblem) -> Result
  ) throws(TypeProblem) -> Result {
    var result = BoundAxes()
    let outer = scope
    defer { scope = outer.continued(from: scope) }
    for binder in operation.binders {
      let name = binder.name
      if !name.isEmpty, finder.isLayer(name, in: operation.body) {
        result.layers.append((name, try layer(binder.lower, range), try layer(binder.upper, range)))
        scope.boundLayers.insert(name)
        continue
      }
      var found = try self.range(of: name, among: [operation.body])
      if found == nil { found = declaredRange(binder) }
      guard let ends = found else { throw TypeProblem(.unknownRange(name: name), at: range) }
      let axis = scope.fresh(name, ends)
      // Limits are outside of the sum: its own letter means nothing there.
      try limits(of: binder, axis, range, into: &result)
      scope.bind(name, to: axis)
      if ends == .examples { scope.example = .along(axis) }
      result.axes.append(axis)
    }
    for binder in operation.binders {
      if let condition = binder.condition { result.comparisons += try comparisons(condition, .none) }
    }
    return try body(&self, result)
  }

  /// The range that the sign alone declares: by an upper limit n_l or E, or by the letter of examples.
  private func declaredRange(_ binder: Binder) -> AxisRange? {
    switch binder.upper?.node {
    case .width(let layer): .units(layer)
    case .exampleCount: .examples
    case .symbol(let symbol): scope.counts[symbol]
    default: binder.name == convention.notation.exampleLetter ? .examples : nil
    }
  }

  /// Notes what limits say beyond the whole range: the comparisons they make, and that they stay within it.
  private mutating func limits(
    of binder: Binder, _ axis: Axis, _ range: SourceRange?, into result: inout BoundAxes
  ) throws(TypeProblem) {
    let start = axis.range == .examples ? lowerNumber(binder) ?? scope.firstUnit : scope.firstUnit
    let position = IndexForm.indexValue(.along(axis), firstUnit: start)
    let count: IndexForm
    switch axis.range {
    case .units(let layer): count = .width(layer)
    case .examples: count = .exampleCount
    case .count(let number): count = .number(Double(number))
    }
    let last = IndexForm.sum([count, .number(Double(start - 1))])
    if let lower = binder.lower, lower.node != .number(Double(start)) {
      let limit = try self.lower(number: lower)
      result.comparisons.append(.values(position, .greaterOrEqual, limit))
      result.limits.append(.values(limit, .greaterOrEqual, .number(Double(start))))
    }
    guard let upper = binder.upper else { return }
    if isWholeRange(upper, axis.range, start: start) { return }
    if let other = wrongRange(upper, axis.range, start: start) {
      throw TypeProblem(.limit(name: axis.name, upper, axis.range), at: other ?? upper.range ?? range)
    }
    if case .number(let number) = upper.node, number > 64 {
      throw TypeProblem(.limit(name: axis.name, upper, axis.range), at: upper.range ?? range)
    }
    if upper.node == .symbol(Symbol("\\infty")) {
      throw TypeProblem(.limit(name: axis.name, upper, axis.range), at: upper.range ?? range)
    }
    let limit = try self.lower(number: upper)
    result.comparisons.append(.values(position, .lessOrEqual, limit))
    result.limits.append(.values(limit, .lessOrEqual, last))
  }

  private func lowerNumber(_ binder: Binder) -> Int? {
    if case .number(let number)? = binder.lower?.node, number == 0 || number == 1 { return Int(number) }
    return nil
  }

  /// n_l for units counted from 1, n_l − 1 for units counted from 0; a letter of its own stands for the count.
  private func isWholeRange(_ upper: Expression, _ range: AxisRange, start: Int) -> Bool {
    func isCount(_ node: Node) -> Bool {
      switch (node, range) {
      case (.width(let layer), .units(let own)): layer == own
      case (.exampleCount, .examples): true
      case (.symbol(let symbol), _): scope.counts[symbol] == range
      case (.indexValue(.variable(let name)), .examples):
        !name.isEmpty && name == convention.notation.exampleCountLetter
      default: false
      }
    }
    if start == 1 { return isCount(upper.node) }
    guard case .sum(let terms) = upper.node, terms.count == 2 else { return false }
    return isCount(terms[0].node) && terms[1].node == .negative(Expression(.number(1)))
  }

  /// Where a limit names a range that is not the index's own: n of another layer, L for n_L, E for units.
  private func wrongRange(_ upper: Expression, _ range: AxisRange, start: Int) -> SourceRange?? {
    var found: SourceRange??
    func look(_ expression: Expression) {
      switch (expression.node, range) {
      case (.width(let layer), .units(let own)) where layer != own: found = .some(expression.range)
      case (.width, .examples), (.exampleCount, .units), (.layerNumber, _): found = .some(expression.range)
      default: expression.children.forEach(look)
      }
    }
    look(upper)
    return found
  }

  /// A limit of a Σ over layers: a number, L, l + 1.
  private func layer(_ limit: Expression?, _ range: SourceRange?) throws(TypeProblem) -> Layer {
    guard let limit else {
      throw TypeProblem(.unsupported("a sum over layers without both limits"), at: range)
    }
    if let layer = Lowering.layer(limit) { return layer }
    throw TypeProblem(.unsupported("these limits of a sum over layers"), at: limit.range ?? range)
  }

  /// An expression that is a layer's number.
  static func layer(_ expression: Expression) -> Layer? {
    switch expression.node {
    case .number(let number) where number == number.rounded() && abs(number) < 1000:
      return .number(Int(number))
    case .layerNumber(let layer): return layer
    case .symbol(let symbol): return .variable(symbol.name)
    case .indexValue(.variable(let name)): return .variable(name)
    case .sum(let terms):
      guard var layer = terms.first.flatMap(Lowering.layer) else { return nil }
      for term in terms.dropFirst() {
        switch term.node {
        case .number(let number) where abs(number) < 1000: layer.offset += Int(number)
        case .negative(let inner):
          guard case .number(let number) = inner.node, abs(number) < 1000 else { return nil }
          layer.offset -= Int(number)
        default: return nil
        }
      }
      return layer
    default: return nil
    }
  }
}

extension Scope {
  /// The bindings of this scope, with the ids that an inner one has used up.
  func continued(from inner: Scope) -> Scope {
    var result = self
    result.adoptIDs(of: inner)
    return result
  }
}

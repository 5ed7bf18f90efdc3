import Formula

/// The axes along which a vector or matrix expression lies.
struct Frame {
  var row: Axis?
  var column: Axis?

  static let none = Frame()

  /// The axis of a vector of this shape.
  func axis(of shape: SymbolicShape) -> Axis? { shape.rows == .one ? column : row }
}

extension Lowering {
  /// The index form of an expression whose rows and columns lie along the frame's axes.
  mutating func lower(_ expression: Expression, _ frame: Frame) throws(TypeProblem) -> IndexForm {
    switch expression.node {
    case .number(let number), .value(let number): return .number(number)
    case .constant(let constant): return .constant(constant)
    case .symbol(let symbol): return try lower(symbol, expression.range)
    case .width(let layer): return .width(layer)
    case .exampleCount: return .exampleCount
    case .layerNumber(let layer): return .layerNumber(layer)
    case .indexValue(let index): return try lower(indexValue: index, expression.range)
    case .quantity(let quantity): return .entry(try entry(quantity, frame, expression.range))
    case .sum(let terms):
      _ = try shape(of: expression)
      var parts: [IndexForm] = []
      for term in terms { parts.append(try lower(term, frame)) }
      return .sum(parts)
    case .negative(let inner): return .negative(try lower(inner, frame))
    case .product(let factors): return try lower(product: factors, frame, expression)
    case .hadamard(let factors):
      _ = try shape(of: expression)
      var parts: [IndexForm] = []
      for factor in factors { parts.append(try lower(factor, frame)) }
      return .product(parts)
    case .outer(let left, let right): return try lower(outer: left, right, frame, expression)
    case .inner(let left, let right): return try lower(inner: left, right, expression)
    case .quotient(let above, let below):
      _ = try shape(of: expression)
      return .quotient(try lower(above, frame), try lower(below, frame))
    case .power(let base, let exponent): return try lower(power: base, exponent, frame, expression)
    case .call(let function, let arguments): return try lower(function, arguments, frame, expression)
    case .big(let operation): return try lower(operation, frame, expression.range)
    case .derivative(of: let inner, by: let variable):
      return try lower(derivativeOf: inner, by: variable, frame, expression)
    case .gradient(of: let inner, by: let variable):
      _ = try shape(of: expression)
      guard let variable else {
        throw TypeProblem(.unsupported("a gradient by everything"), at: expression.range)
      }
      let isOfEach = inner.node == .quantity(Quantity(.cost, example: .all))
      return .derivative(
        try lower(inner, isOfEach ? frame : .none), by: try self.variable(variable, frame))
    case .transpose(let inner): return try lower(inner, Frame(row: frame.column, column: frame.row))
    case .element(_, let indices) where expression.isUnitVector:
      guard let axis = frame.row ?? frame.column else {
        throw TypeProblem(.unsupported("a unit vector of unknown length"), at: expression.range)
      }
      let place = try position(of: indices[0], axis.range, expression.range)
      return .indicator(IndexCondition(comparisons: [.places(.along(axis), .equal, place)]))
    case .element(let inner, let indices) where inner.node == .identity && indices.count == 2:
      return try lower(Expression(.kronecker(indices[0], indices[1]), expression.range), frame)
    case .element(let inner, let indices): return try lower(elementOf: inner, indices, expression)
    case .example(let inner, let index):
      let position = try position(of: index, .examples, expression.range)
      return try within(example: position) { (nested) throws(TypeProblem) in try nested.lower(inner, frame) }
    case .cases(let branches):
      _ = try shape(of: expression)
      var parts: [IndexBranch] = []
      for branch in branches {
        parts.append(
          IndexBranch(
            value: try lower(branch.value, frame),
            condition: try branch.condition.map { (condition) throws(TypeProblem) in
              IndexCondition(comparisons: try comparisons(condition, frame))
            }))
      }
      return .choice(parts)
    case .matrix(let rows): return try lower(matrix: rows, frame, expression)
    case .indicator(let condition):
      return .indicator(IndexCondition(comparisons: try comparisons(condition, frame)))
    case .kronecker(let left, let right):
      let first = try position(of: left, try knownRange(of: right), expression.range)
      let second = try position(of: right, try knownRange(of: left), expression.range)
      return .indicator(IndexCondition(comparisons: [.places(first, .equal, second)]))
    case .identity:
      guard let row = frame.row, let column = frame.column else { return .number(1) }
      return .indicator(IndexCondition(comparisons: [.places(.along(row), .equal, .along(column))]))
    case .ones: return .number(1)
    case .evaluated(let inner, at: let assignments):
      var form = try lower(inner, frame)
      for assignment in assignments {
        form = .substituted(
          form, try variable(assignment.quantity, frame), try lower(assignment.value, frame))
      }
      return form
    case .updated(let inner):
      // Gradient descent: x − α ∂C/∂x, with the rate that the formula names.
      let rate = try lower(learningRate, .none)
      let cost = Entry(
        role: speaksOfExamples ? .batchCost : .cost, layer: nil, units: [],
        example: speaksOfExamples ? nil : scope.example)
      let slope = IndexForm.derivative(.entry(cost), by: try variable(inner, frame))
      return .sum([try lower(inner, frame), .negative(.product([rate, slope]))])
    case .ellipsis: throw TypeProblem(.ellipsis, at: expression.range)
    }
  }

  // MARK: - Leaves

  private func lower(_ symbol: Symbol, _ range: SourceRange?) throws(TypeProblem) -> IndexForm {
    switch scope.counts[symbol] {
    case .units(let layer): return .width(layer)
    case .examples: return .exampleCount
    case .count(let count): return .number(Double(count))
    case nil: return symbol.name == "a" ? .unitActivation : .symbol(symbol)
    }
  }

  private mutating func lower(indexValue index: Index, _ range: SourceRange?) throws(TypeProblem) -> IndexForm
  {
    if case .variable(let name) = index, scope.boundLayers.contains(name) {
      return .layerNumber(.variable(name))
    }
    return .indexValue(try position(of: index, nil, range), firstUnit: scope.firstUnit)
  }

  /// The range of an index whose letter has one already, or stands on a quantity.
  mutating func knownRange(of index: Index) throws(TypeProblem) -> AxisRange? {
    guard case .variable(let name) = index else { return nil }
    if let known = scope.axis(name) { return known.range }
    return try range(of: name, among: sides)
  }

  /// The entry of a quantity, with the frame's axes where it is whole.
  mutating func entry(_ quantity: Quantity, _ frame: Frame, _ range: SourceRange?) throws(TypeProblem)
    -> Entry
  {
    let ranges = finder.unitRanges(of: quantity)
    var units: [Position] = []
    let layer: Layer? = ranges.isEmpty || quantity.role == .target ? nil : quantity.layer ?? .output
    if quantity.role == .bias, convention.biases == .none { throw TypeProblem(.noBias, at: range) }
    if quantity.indices.isEmpty {
      switch ranges.count {
      case 1:
        if quantity.role == .bias, convention.biases == .shared { break }
        units = [try unit(ranges[0], convention.orientation == .columns ? frame.row : frame.column, range)]
      case 2:
        units = [try unit(ranges[0], frame.row, range), try unit(ranges[1], frame.column, range)]
      default: break
      }
    } else {
      for (index, expected) in zip(quantity.indices, ranges) {
        units.append(try position(of: index, expected, range))
      }
    }
    return Entry(
      role: quantity.role, layer: layer, units: units, example: try example(of: quantity, frame, range))
  }

  /// The place of a whole vector's unit: along the frame, or the only one of its layer.
  private func unit(_ ends: AxisRange, _ axis: Axis?, _ range: SourceRange?) throws(TypeProblem) -> Position {
    let dimension = dimension(ends)
    if dimension == .one { return .at(0) }
    guard let axis else { throw TypeProblem(.needsScalar("this place", .column(dimension)), at: range) }
    return .along(axis)
  }

  /// The example of a quantity: its own, or the one that is meant.
  private mutating func example(
    of quantity: Quantity, _ frame: Frame, _ range: SourceRange?
  ) throws(TypeProblem) -> Position? {
    switch quantity.role {
    case .weight, .bias, .batchCost: return nil
    case .activation, .preactivation, .error, .target, .cost:
      if quantity.example == .all {
        guard let axis = convention.orientation == .columns ? frame.column : frame.row else {
          throw TypeProblem(.whichExample, at: range)
        }
        return .along(axis)
      }
      if let index = quantity.example {
        if case .literal = index, !speaksOfExamples { return .along(Scope.implicitExample) }
        return try position(of: index, .examples, range)
      }
      guard let example = scope.example else { throw TypeProblem(.whichExample, at: range) }
      if speaksOfExamples { usesUnmarkedExamples = true }
      return example
    }
  }

  // MARK: - Products

  /// A matrix product: a sum over each inner dimension.
  private mutating func lower(
    product factors: [Expression], _ frame: Frame, _ whole: Expression
  ) throws(TypeProblem) -> IndexForm {
    _ = try shape(of: whole)
    var shapes: [SymbolicShape] = []
    for factor in factors { shapes.append(try shape(of: factor)) }
    let matrices = shapes.indices.filter { !shapes[$0].isScalar }
    var parts: [IndexForm] = []
    var inner: [Axis] = []
    var row = frame.row
    for position in factors.indices {
      guard let order = matrices.firstIndex(of: position) else {
        parts.append(try lower(factors[position], .none))
        continue
      }
      var column = frame.column
      if order + 1 < matrices.count {
        column = nil
        let next = shapes[matrices[order + 1]]
        if shapes[position].columns == .any, next.rows == .any {
          throw TypeProblem(
            .unsupported("a product over a number of ones that nothing tells"), at: whole.range)
        }
        if let range = shapes[position].columns.merged(with: next.rows)?.range {
          let axis = scope.fresh("", range)
          inner.append(axis)
          column = axis
        }
      }
      parts.append(try lower(factors[position], Frame(row: row, column: column)))
      row = column
    }
    let product: IndexForm = parts.count == 1 ? parts[0] : .product(parts)
    return inner.isEmpty ? product : .contraction(inner, product, where: nil)
  }

  private mutating func lower(
    outer left: Expression, _ right: Expression, _ frame: Frame, _ whole: Expression
  ) throws(TypeProblem) -> IndexForm {
    _ = try shape(of: whole)
    let shapes = (try shape(of: left), try shape(of: right))
    let first =
      shapes.0.rows == .one ? Frame(row: nil, column: frame.row) : Frame(row: frame.row, column: nil)
    let second =
      shapes.1.rows == .one ? Frame(row: nil, column: frame.column) : Frame(row: frame.column, column: nil)
    return .product([try lower(left, first), try lower(right, second)])
  }

  private mutating func lower(
    inner left: Expression, _ right: Expression, _ whole: Expression
  ) throws(TypeProblem) -> IndexForm {
    _ = try shape(of: whole)
    let shape = try self.shape(of: left)
    let (frame, axes) = freshFrame(shape)
    let product = IndexForm.product([try lower(left, frame), try lower(right, frame)])
    return axes.isEmpty ? product : .contraction(axes, product, where: nil)
  }

  /// New axes for an expression of a shape.
  mutating func freshFrame(_ shape: SymbolicShape, _ names: [String] = ["", ""]) -> (Frame, [Axis]) {
    let row = shape.rows.range.map { scope.fresh(names[0], $0) }
    let column = shape.columns.range.map { scope.fresh(names[1], $0) }
    return (Frame(row: row, column: column), [row, column].compactMap { $0 })
  }

  private mutating func lower(
    power base: Expression, _ exponent: Expression, _ frame: Frame, _ whole: Expression
  ) throws(TypeProblem) -> IndexForm {
    let shape = try self.shape(of: whole)
    guard !shape.isMatrix else { throw TypeProblem(.unsupported("a power of a matrix"), at: whole.range) }
    return .power(try lower(base, frame), try lower(exponent, .none))
  }

  // MARK: - Σ, elements, matrices, conditions

  private mutating func lower(
    _ operation: Formula.BigOperator, _ frame: Frame, _ range: SourceRange?
  ) throws(TypeProblem) -> IndexForm {
    try bound(operation, range) { (inner, bound) throws(TypeProblem) in
      var form = try inner.lower(operation.body, frame)
      if !bound.axes.isEmpty {
        // Outside of its range a sum has no value.
        defer {
          if !bound.limits.isEmpty {
            form = .choice([IndexBranch(value: form, condition: IndexCondition(comparisons: bound.limits))])
          }
        }
        let condition = bound.comparisons.isEmpty ? nil : IndexCondition(comparisons: bound.comparisons)
        form =
          operation.kind == .sum
          ? .contraction(bound.axes, form, where: condition)
          : .productOver(bound.axes, form, where: condition)
      }
      for layer in bound.layers.reversed() {
        form = .overLayers(operation.kind, layer.name, from: layer.from, to: layer.to, form)
      }
      return form
    }
  }

  /// A number in a limit.
  mutating func lower(number expression: Expression) throws(TypeProblem) -> IndexForm {
    try lower(expression, .none)
  }

  private mutating func lower(
    elementOf inner: Expression, _ indices: [Index], _ whole: Expression
  ) throws(TypeProblem) -> IndexForm {
    _ = try shape(of: whole)
    let shape = try self.shape(of: inner)
    let (frame, axes) = freshFrame(shape)
    var form = try lower(inner, frame)
    guard axes.count == indices.count else {
      throw TypeProblem(.elementIndices(indices.count, shape), at: whole.range)
    }
    for (axis, index) in zip(axes, indices) {
      // The element at a position is the sum over the entries that are at that position.
      let place = try position(of: index, axis.range, whole.range)
      if case .along(let other) = place {
        form = form.replacing(axis, by: other)
      } else {
        form = .contraction(
          [axis], form, where: IndexCondition(comparisons: [.places(.along(axis), .equal, place)]))
      }
    }
    return form
  }

  private mutating func lower(
    matrix rows: [[Expression]], _ frame: Frame, _ whole: Expression
  ) throws(TypeProblem) -> IndexForm {
    _ = try shape(of: whole)
    if let table = EllipsisTable(rows) { return try lower(table, frame) }
    var branches: [IndexBranch] = []
    for (r, row) in rows.enumerated() {
      for (c, entry) in row.enumerated() {
        var comparisons: [IndexComparison] = []
        if let axis = frame.row { comparisons.append(.places(.along(axis), .equal, .at(r))) }
        if let axis = frame.column { comparisons.append(.places(.along(axis), .equal, .at(c))) }
        branches.append(
          IndexBranch(value: try lower(entry, .none), condition: IndexCondition(comparisons: comparisons)))
      }
    }
    return .choice(branches)
  }

  /// The comparisons of a condition.
  mutating func comparisons(_ condition: Condition, _ frame: Frame) throws(TypeProblem) -> [IndexComparison] {
    var result: [IndexComparison] = []
    for comparison in condition.comparisons {
      if case .indexValue(let left) = comparison.left.node,
        case .indexValue(let right) = comparison.right.node
      {
        let first = try position(of: left, try knownRange(of: right), comparison.left.range)
        let second = try position(of: right, try knownRange(of: left), comparison.right.range)
        result.append(.places(first, comparison.relation, second))
      } else {
        result.append(
          .values(try lower(comparison.left, frame), comparison.relation, try lower(comparison.right, frame)))
      }
    }
    return result
  }
}

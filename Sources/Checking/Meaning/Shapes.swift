import Formula

/// Types before numbers: the shape of every expression, or where shapes do not fit.
extension Lowering {
  /// The shape of an expression in symbolic widths.
  mutating func shape(of expression: Expression) throws(TypeProblem) -> SymbolicShape {
    visits += 1
    switch expression.node {
    case .symbol(let symbol) where openLetters.contains(symbol):
      return SymbolicShape(rows: .any, columns: .any)
    case .number, .value, .constant, .symbol, .width, .exampleCount, .layerNumber, .indexValue, .kronecker:
      return .scalar
    case .quantity(let quantity): return try shape(of: quantity, expression.range)
    case .sum(let terms):
      try checkBesideDots(terms, as: Node.sum)
      return try addedShape(terms)
    case .negative(let inner): return try shape(of: inner)
    case .product(let factors):
      try checkBesideDots(factors, as: Node.product)
      return try productShape(factors)
    case .hadamard(let factors):
      try checkBesideDots(factors, as: Node.hadamard)
      return try mergedShape(factors, .hadamard)
    case .outer(let left, let right):
      let shapes = (try shape(of: left), try shape(of: right))
      guard shapes.0.isVector, shapes.1.isVector else {
        throw TypeProblem(.needsVector("⊗", shapes.0.isVector ? shapes.1 : shapes.0), at: expression.range)
      }
      return SymbolicShape(rows: shapes.0.length, columns: shapes.1.length)
    case .inner(let left, let right):
      let shapes = (try shape(of: left), try shape(of: right))
      guard shapes.0.merged(with: shapes.1) != nil else {
        throw TypeProblem(.shapes(.hadamard, shapes.0, shapes.1), at: expression.range)
      }
      return .scalar
    case .quotient(let above, let below):
      let shapes = (try shape(of: above), try shape(of: below))
      if shapes.1.isScalar { return shapes.0 }
      if shapes.0.isScalar { return shapes.1 }
      guard let merged = shapes.0.merged(with: shapes.1) else {
        throw TypeProblem(.shapes(.quotient, shapes.0, shapes.1), at: expression.range)
      }
      return merged
    case .power(let base, let exponent):
      let exponentShape = try shape(of: exponent)
      guard exponentShape.isScalar else {
        throw TypeProblem(.needsScalar("an exponent", exponentShape), at: exponent.range)
      }
      return try shape(of: base)
    case .call(let function, let arguments): return try shape(of: function, arguments, expression.range)
    case .big(let operation):
      return try bound(operation, expression.range) { (inner, bound) throws(TypeProblem) in
        let shape = try inner.shape(of: operation.body)
        let changes = bound.layers.contains { layer in shape.contains(.variable(layer.name)) }
        if changes || operation.kind == .product && shape.isMatrix {
          throw TypeProblem(
            .unsupported("a Σ or Π of matrices whose shapes change with the layer"), at: expression.range)
        }
        return shape
      }
    case .derivative(of: let inner, by: let variable):
      return try derivativeShape(try shape(of: inner), try shape(of: variable), expression.range)
    case .gradient(of: let inner, by: let variable):
      guard let variable else {
        throw TypeProblem(.unsupported("a gradient by everything"), at: expression.range)
      }
      let shape = try self.shape(of: inner)
      guard shape.isScalar else {
        throw TypeProblem(.needsScalar("what ∇ is applied to", shape), at: inner.range)
      }
      return try self.shape(of: variable)
    case .transpose(let inner): return try shape(of: inner).transposed
    case .element(_, let indices) where expression.isUnitVector:
      let length = try knownRange(of: indices[0]).map(dimension) ?? .any
      return convention.orientation == .columns ? .column(length) : .row(length)
    case .element(let inner, let indices) where inner.node == .identity && indices.count == 2: return .scalar
    case .element(let inner, let indices):
      let shape = try self.shape(of: inner)
      guard indices.count == (shape.isMatrix ? 2 : shape.isVector ? 1 : 0) else {
        throw TypeProblem(.elementIndices(indices.count, shape), at: expression.range)
      }
      return .scalar
    case .example(let inner, let index):
      return try within(example: try position(of: index, .examples, expression.range)) {
        (nested) throws(TypeProblem) in try nested.shape(of: inner)
      }
    case .cases(let branches): return try mergedShape(branches.map(\.value), .branches)
    case .matrix(let rows):
      if let table = EllipsisTable(rows) { return try shape(of: table) }
      for entry in rows.flatMap({ $0 }) {
        let shape = try self.shape(of: entry)
        guard shape.isScalar else {
          throw TypeProblem(.needsScalar("an entry of a matrix", shape), at: entry.range)
        }
      }
      func dimension(_ count: Int) -> Dimension { count == 1 ? .one : .count(count) }
      return SymbolicShape(rows: dimension(rows.count), columns: dimension(rows.first?.count ?? 0))
    case .indicator(let condition):
      var result = SymbolicShape.scalar
      for comparison in condition.comparisons {
        for side in [comparison.left, comparison.right] {
          let shape = try self.shape(of: side)
          if !shape.isScalar { result = shape }
        }
      }
      return result
    case .identity: return SymbolicShape(rows: .any, columns: .any)
    case .ones: return .column(.any)
    case .evaluated(let inner, at: _), .updated(let inner): return try shape(of: inner)
    case .ellipsis: throw TypeProblem(.ellipsis, at: expression.range)
    }
  }

  /// a^l is a column of n_l (a row where the convention has rows), W^l is n_l × n_{l−1}.
  private mutating func shape(of quantity: Quantity, _ range: SourceRange?) throws(TypeProblem)
    -> SymbolicShape
  {
    if quantity.role == .bias, convention.biases == .none { throw TypeProblem(.noBias, at: range) }
    if quantity.example == .all, quantity.role.hasUnits { return shapeOfExamples(quantity) }
    guard quantity.indices.isEmpty else { return .scalar }
    let dimensions = finder.unitRanges(of: quantity).map(dimension)
    switch dimensions.count {
    case 0: return .scalar
    case 1:
      if quantity.role == .bias, convention.biases == .shared { return .scalar }
      return convention.orientation == .columns ? .column(dimensions[0]) : .row(dimensions[0])
    default: return SymbolicShape(rows: dimensions[0], columns: dimensions[1])
    }
  }

  /// All examples side by side: a matrix of units by examples, or a vector of one unit's values.
  private func shapeOfExamples(_ quantity: Quantity) -> SymbolicShape {
    let units = quantity.indices.isEmpty ? finder.unitRanges(of: quantity).first.map(dimension) ?? .one : .one
    let columns = SymbolicShape(rows: units, columns: .examples)
    return convention.orientation == .columns ? columns : columns.transposed
  }

  /// The dimension along which units lie; a layer of one unit has none.
  func dimension(_ range: AxisRange) -> Dimension {
    switch range {
    case .units(let layer): oneUnitLayers.contains(layer) ? .one : .units(layer)
    case .examples: .examples
    case .count(let count): .count(count)
    }
  }

  /// Terms of one shape; a number may be added to every element.
  private mutating func addedShape(_ terms: [Expression]) throws(TypeProblem) -> SymbolicShape {
    var result: SymbolicShape?
    var scalars: [Expression] = []
    for term in terms {
      let shape = try self.shape(of: term)
      if shape.isScalar {
        scalars.append(term)
        continue
      }
      guard let known = result else {
        result = shape
        continue
      }
      guard let merged = known.merged(with: shape) ?? known.broadcast(with: shape) else {
        throw TypeProblem(.shapes(.addition, known, shape), at: term.range)
      }
      result = merged
    }
    // Looked at only where it matters: a term may be deep.
    if let result, let scalar = scalars.first(where: { !isPlainNumber($0) }) {
      throw TypeProblem(.shapes(.addition, result, .scalar), at: scalar.range)
    }
    return result ?? .scalar
  }

  /// Whether a scalar may be added to each element of a vector: a number, a symbol, a bias that a layer shares.
  private func isPlainNumber(_ expression: Expression) -> Bool {
    !expression.contains { node in
      switch node {
      case .quantity(let quantity): quantity.role != .bias || !quantity.indices.isEmpty
      case .indexValue, .kronecker: true
      default: false
      }
    }
  }

  /// Shapes that must agree element by element; scalars go with everything.
  private mutating func mergedShape(
    _ parts: [Expression], _ operation: TypeProblem.Operation
  ) throws(TypeProblem) -> SymbolicShape {
    var result = SymbolicShape.scalar
    for part in parts {
      let shape = try self.shape(of: part)
      if shape.isScalar { continue }
      if result.isScalar {
        result = shape
        continue
      }
      guard let merged = result.merged(with: shape) else {
        throw TypeProblem(.shapes(operation, result, shape), at: part.range)
      }
      result = merged
    }
    return result
  }

  /// The shape of a matrix product; scalars scale.
  private mutating func productShape(_ factors: [Expression]) throws(TypeProblem) -> SymbolicShape {
    var result = SymbolicShape.scalar
    for factor in factors {
      let shape = try self.shape(of: factor)
      if shape.isScalar { continue }
      if result.isScalar {
        result = shape
        continue
      }
      guard result.columns.merged(with: shape.rows) != nil else {
        throw TypeProblem(.product(result, shape), at: Lowering.union(factors.first?.range, factor.range))
      }
      result = SymbolicShape(rows: result.rows, columns: shape.columns)
    }
    return result
  }

  /// Elementwise functions keep the shape; softmax, diag, norm take a vector.
  private mutating func shape(
    of function: Function, _ arguments: [Expression], _ range: SourceRange?
  ) throws(TypeProblem) -> SymbolicShape {
    guard let first = arguments.first else {
      throw TypeProblem(.unsupported("a call without arguments"), at: range)
    }
    let shape = try self.shape(of: first)
    switch function {
    case .activation, .named, .elementary: return shape
    case .softmax:
      guard shape.isVector || shape.unitsOfExamples != nil else {
        throw TypeProblem(.needsVector("softmax", shape), at: first.range)
      }
      return shape
    case .diag:
      guard shape.isVector else { throw TypeProblem(.needsVector("diag", shape), at: first.range) }
      return SymbolicShape(rows: shape.length, columns: shape.length)
    case .norm, .sumOfElements: return .scalar
    case .max, .min: return arguments.count == 1 ? .scalar : try mergedShape(arguments, .hadamard)
    case .other(let name, _): throw TypeProblem(.unsupported(unknownFunction(name)), at: range)
    }
  }

  /// The shape of ∂A/∂B: rows from A, columns from B; a scalar by a vector has the vector's shape, or lies
  /// across it, as the layout says.
  private func derivativeShape(_ of: SymbolicShape, _ by: SymbolicShape, _ range: SourceRange?)
    throws(TypeProblem) -> SymbolicShape
  {
    if by.isScalar { return of }
    if of.isScalar { return by.isVector && layout == .acrossVariable ? by.transposed : by }
    guard of.isVector, by.isVector else { throw TypeProblem(.vectorByMatrix, at: range) }
    return SymbolicShape(rows: of.length, columns: by.length)
  }
}

extension Role {
  /// Whether each example has values of it, one for each unit.
  fileprivate var hasUnits: Bool {
    switch self {
    case .activation, .preactivation, .error, .target: true
    case .weight, .bias, .cost, .batchCost: false
    }
  }
}

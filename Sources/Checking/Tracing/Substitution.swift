import Formula

/// Puts values for quantities, then for functions and brackets.
struct Substitution {
  let tracer: Tracer

  /// The expression with a value for every quantity, derivative and function of the network; what has no value stays.
  func substituted(_ expression: Expression) -> Expression {
    switch expression.node {
    case .quantity, .derivative, .gradient, .symbol, .width, .exampleCount, .layerNumber, .element,
      .kronecker,
      .indicator, .big, .cases, .evaluated, .example, .updated:
      return valueNode(expression) ?? expression
    case .call(let function, let arguments):
      switch function {
      case .activation, .named, .softmax, .norm: return valueNode(expression) ?? expression
      default: return Expression(.call(function, arguments.map(substituted)))
      }
    default: return expression.mappedChildren(substituted)
    }
  }

  /// The expression with every bracket in a product and every term evaluated: the last line before the result.
  func intermediate(_ expression: Expression) -> Expression {
    switch expression.node {
    case .product(let factors): return Expression(.product(factors.map { valueNode($0) ?? $0 }))
    case .hadamard(let factors): return Expression(.hadamard(factors.map { valueNode($0) ?? $0 }))
    case .sum(let terms):
      return Expression(
        .sum(
          terms.map { term in
            if case .negative(let inner) = term.node, let value = valueNode(inner) {
              return Expression(.negative(value))
            }
            return valueNode(term) ?? term
          }))
    case .quotient(let above, let below):
      return Expression(.quotient(valueNode(above) ?? above, valueNode(below) ?? below))
    case .negative(let inner): return Expression(.negative(intermediate(inner)))
    default: return valueNode(expression) ?? expression
    }
  }

  /// The vector or matrix that an expression is; nil for a number.
  func array(_ expression: Expression) -> Expression? {
    guard let node = valueNode(expression), case .matrix = node.node else { return nil }
    return node
  }

  /// Whether an expression is a vector or a matrix.
  func isArray(_ expression: Expression) -> Bool {
    guard let part = tracer.chain.part(expression), part.frame.row != nil || part.frame.column != nil else {
      return false
    }
    return tracer.tensor(of: part).map { $0.count > 1 } ?? false
  }

  /// A number, a vector or a matrix in place of an expression that has a value.
  func valueOrSelf(_ expression: Expression) -> Expression { valueNode(expression) ?? expression }

  /// Whether an expression of numbers comes to a value that is shown.
  func comes(_ expression: Expression, to shown: Expression) -> Bool {
    guard let value = valueNode(expression) else { return true }
    let (found, known) = (value.numbers, shown.numbers)
    return found.count == known.count && zip(found, known).allSatisfy(Tolerance.isSame)
  }

  /// A number, a vector or a matrix in place of an expression; numbers that are written stay as written.
  private func valueNode(_ expression: Expression) -> Expression? {
    if case .number = expression.node { return expression }
    guard let part = tracer.chain.part(expression), let tensor = tracer.tensor(of: part) else { return nil }
    return shown(tensor, part.frame)
  }

  /// The numbers of a side or a part of one, as rows and columns; nil where they are too many, or none is a number.
  func shown(_ tensor: Tensor, _ frame: Frame) -> Expression? {
    guard tensor.values.allSatisfy(\.isFinite) else { return nil }
    let evaluator = Evaluator(state: tracer.state, layers: tracer.layers)
    func extent(_ axis: Axis?) -> Int? { axis.map { (try? evaluator.extent(of: $0)) ?? 1 } }
    let (rows, columns) = (extent(frame.row), extent(frame.column))
    func number(_ row: Int, _ column: Int) -> Expression? {
      var positions: [Int: Int] = [:]
      // Axes of one place, as that of the example that is meant, make no difference.
      for (axis, size) in zip(tensor.axes, tensor.sizes) where size == 1 { positions[axis] = 0 }
      if let axis = frame.row { positions[axis.id] = row }
      if let axis = frame.column { positions[axis.id] = column }
      return tensor.number(at: positions).map { Expression(.value($0.value)) }
    }
    guard rows != nil || columns != nil else { return number(0, 0) }
    let size = (rows ?? 1, columns ?? 1)
    guard size.0 > 0, size.1 > 0, size.0 * size.1 <= Self.mostEntries else { return nil }
    // A vector of one entry is written as a number.
    if size == (1, 1) { return number(0, 0) }
    let entries = (0..<size.0).map { row in (0..<size.1).compactMap { number(row, $0) } }
    guard entries.allSatisfy({ $0.count == size.1 }) else { return nil }
    return Expression(.matrix(entries))
  }

  /// Entries of a matrix that is written out.
  private static let mostEntries = 36
}

extension Expression {
  /// The numbers of a number or a matrix, row by row.
  fileprivate var numbers: [Double] {
    switch node {
    case .number(let number), .value(let number): [number]
    case .matrix(let rows): rows.joined().flatMap(\.numbers)
    default: []
    }
  }
}

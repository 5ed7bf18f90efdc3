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
    var lowering = Lowering(Statement([expression], []), convention: tracer.convention)
    guard let shape = try? lowering.shape(of: expression), !shape.isScalar, let node = valueNode(expression),
      case .matrix = node.node
    else { return nil }
    return node
  }

  /// Whether an expression is a vector or a matrix.
  func isArray(_ expression: Expression) -> Bool {
    var lowering = Lowering(Statement([expression], []), convention: tracer.convention)
    guard let shape = try? lowering.shape(of: expression), !shape.isScalar else { return false }
    return tracer.tensor(of: expression).map { $0.count > 1 } ?? false
  }

  /// A number, a vector or a matrix in place of an expression that has a value.
  func valueOrSelf(_ expression: Expression) -> Expression { valueNode(expression) ?? expression }

  /// A number, a vector or a matrix in place of an expression; numbers that are written stay as written.
  private func valueNode(_ expression: Expression) -> Expression? {
    if case .number = expression.node { return expression }
    guard let tensor = tracer.tensor(of: expression), tensor.count <= 36 else { return nil }
    let sizes = tensor.sizes.filter { $0 > 1 }
    func number(_ position: Int) -> Expression { Expression(.value(tensor.values[position])) }
    guard tensor.values.allSatisfy(\.isFinite) else { return nil }
    switch sizes.count {
    case 0: return tensor.count == 1 ? number(0) : nil
    case 1:
      let entries = (0..<sizes[0]).map(number)
      // A matrix of one row or one column has both axes; rows are the ones with the smaller id.
      let axes = zip(tensor.axes, tensor.sizes).filter { $0.0 != Scope.implicitExampleID }
      let isRow =
        axes.count == 2 ? axes.max { $0.0 < $1.0 }.map { $0.1 > 1 } ?? false : isRow(expression)
      return Expression(.matrix(isRow ? [entries] : entries.map { [$0] }))
    case 2:
      // Axes come in any order; rows are the ones with the smaller id, which lowering gives out first.
      let ids = zip(tensor.axes, tensor.sizes).filter { $0.1 > 1 }.map(\.0)
      let isTransposed = ids[0] > ids[1]
      let (rows, columns) = isTransposed ? (sizes[1], sizes[0]) : (sizes[0], sizes[1])
      return Expression(
        .matrix(
          (0..<rows).map { r in
            (0..<columns).map { c in number(isTransposed ? c * rows + r : r * columns + c) }
          }))
    default: return nil
    }
  }

  private func isRow(_ expression: Expression) -> Bool {
    var lowering = Lowering(Statement([expression], []), convention: tracer.convention)
    guard let shape = try? lowering.shape(of: expression) else { return false }
    return shape.rows == .one
  }
}

extension Expression {
  /// The direct parts of an expression, in the order they are written.
  public var children: [Expression] {
    switch node {
    case .number, .value, .constant, .quantity, .symbol, .width, .exampleCount, .layerNumber, .indexValue,
      .kronecker, .identity, .ones, .ellipsis:
      return []
    case .sum(let parts), .product(let parts), .hadamard(let parts), .call(_, let parts): return parts
    case .negative(let part), .transpose(let part), .element(let part, _), .example(let part, _),
      .updated(let part):
      return [part]
    case .outer(let left, let right), .inner(let left, let right), .quotient(let left, let right),
      .power(let left, let right), .derivative(of: let left, by: let right):
      return [left, right]
    case .gradient(of: let part, by: let variable): return [part] + (variable.map { [$0] } ?? [])
    case .big(let operation):
      return operation.binders.flatMap { binder in
        [binder.lower, binder.upper].compactMap { $0 } + (binder.condition?.expressions ?? [])
      } + [operation.body]
    case .cases(let branches): return branches.flatMap { [$0.value] + ($0.condition?.expressions ?? []) }
    case .matrix(let rows): return rows.flatMap { $0 }
    case .indicator(let condition): return condition.expressions
    case .evaluated(let part, at: let assignments):
      return [part] + assignments.flatMap { [$0.quantity, $0.value] }
    }
  }

  /// Whether a node of the tree fulfils a predicate.
  public func contains(where predicate: (Node) -> Bool) -> Bool {
    if predicate(node) { return true }
    // The usual nodes without an array of their parts: this is asked of every candidate for a repair.
    switch node {
    case .number, .value, .constant, .quantity, .symbol, .width, .exampleCount, .layerNumber, .indexValue,
      .kronecker, .identity, .ones, .ellipsis:
      return false
    case .negative(let part), .transpose(let part), .element(let part, _), .example(let part, _),
      .updated(let part):
      return part.contains(where: predicate)
    case .outer(let left, let right), .inner(let left, let right), .quotient(let left, let right),
      .power(let left, let right), .derivative(of: let left, by: let right):
      return left.contains(where: predicate) || right.contains(where: predicate)
    case .sum, .product, .hadamard, .call, .gradient, .big, .cases, .matrix, .indicator, .evaluated:
      return children.contains { $0.contains(where: predicate) }
    }
  }

  /// The tree with every node replaced, from the leaves up. Ranges stay.
  public func mapped(_ transform: (Node) -> Node) -> Expression {
    let inner = mappedChildren { $0.mapped(transform) }
    return Expression(transform(inner.node), range)
  }

  /// The same node with each direct part replaced. Sums, products and Hadamard products stay flat, but for
  /// products that were factors before.
  public func mappedChildren(_ map: (Expression) -> Expression) -> Expression {
    func condition(_ condition: Condition) -> Condition {
      Condition(condition.comparisons.map { Comparison(map($0.left), $0.relation, map($0.right)) })
    }
    let result: Node
    switch node {
    case .number, .value, .constant, .quantity, .symbol, .width, .exampleCount, .layerNumber, .indexValue,
      .kronecker, .identity, .ones, .ellipsis:
      return self
    case .sum(let parts):
      result = .sum(
        parts.map(map).flatMap { part in if case .sum(let inner) = part.node { inner } else { [part] } })
    case .product(let parts):
      result = .product(
        parts.flatMap { part in
          let mapped = map(part)
          if case .product = part.node { return [mapped] }
          return if case .product(let inner) = mapped.node { inner } else { [mapped] }
        })
    case .hadamard(let parts):
      result = .hadamard(
        parts.map(map).flatMap { part in if case .hadamard(let inner) = part.node { inner } else { [part] } })
    case .negative(let part): result = .negative(map(part))
    case .call(let function, let parts): result = .call(function, parts.map(map))
    case .element(let part, let indices): result = .element(map(part), indices)
    case .example(let part, let index): result = .example(map(part), index)
    case .outer(let left, let right): result = .outer(map(left), map(right))
    case .inner(let left, let right): result = .inner(map(left), map(right))
    case .quotient(let left, let right): result = .quotient(map(left), map(right))
    case .power(let left, let right): result = .power(map(left), map(right))
    case .derivative(of: let left, by: let right): result = .derivative(of: map(left), by: map(right))
    case .gradient(of: let part, by: let variable): result = .gradient(of: map(part), by: variable.map(map))
    case .transpose(let part): result = .transpose(map(part))
    case .updated(let part): result = .updated(map(part))
    case .big(var operation):
      operation.body = map(operation.body)
      operation.binders = operation.binders.map { binder in
        Binder(
          binder.name, from: binder.lower.map(map), to: binder.upper.map(map),
          where: binder.condition.map(condition))
      }
      result = .big(operation)
    case .cases(let branches):
      result = .cases(branches.map { Branch(map($0.value), if: $0.condition.map(condition)) })
    case .matrix(let rows): result = .matrix(rows.map { $0.map(map) })
    case .indicator(let inner): result = .indicator(condition(inner))
    case .evaluated(let part, at: let assignments):
      result = .evaluated(map(part), at: assignments.map { Assignment(map($0.quantity), map($0.value)) })
    }
    return Expression(result, range)
  }
}

extension Condition {
  /// The sides of its comparisons.
  public var expressions: [Expression] { comparisons.flatMap { [$0.left, $0.right] } }
}

import Formula

extension Statement {
  /// The statement with units and examples counted from another number: w_{21} becomes w_{10}, Σ_{j=1}^{n} becomes
  /// Σ_{j=0}^{n−1}.
  func countingUnits(from old: Int, to new: Int) -> Statement {
    guard old != new else { return self }
    let counting = UnitCounting(step: new - old, old: old)
    var result = self
    result.sides = sides.map(counting.applied)
    result.conditions = conditions.map(counting.applied)
    return result
  }
}

/// Counts units and examples from another number.
private struct UnitCounting {
  let step: Int
  let old: Int

  func applied(_ expression: Expression) -> Expression {
    expression.mapped { node in
      switch node {
      case .quantity(var quantity):
        quantity.indices = quantity.indices.map(shifted)
        quantity.example = quantity.example.map(shifted)
        return .quantity(quantity)
      case .element(let inner, let indices): return .element(inner, indices.map(shifted))
      case .example(let inner, let index): return .example(inner, shifted(index))
      case .kronecker(let left, let right): return .kronecker(shifted(left), shifted(right))
      case .big(var operation):
        operation.binders = operation.binders.map { shifted($0, in: operation.body) }
        return .big(operation)
      default: return node
      }
    }
  }

  func applied(_ condition: Condition) -> Condition {
    Condition(
      condition.comparisons.map { comparison in
        let (left, right) = (comparison.left, comparison.right)
        if left.isIndex, !right.isIndex {
          return Comparison(left, comparison.relation, shifted(right))
        }
        if right.isIndex, !left.isIndex {
          return Comparison(shifted(left), comparison.relation, right)
        }
        return comparison
      })
  }

  private func shifted(_ index: Index) -> Index {
    if case .literal(let number) = index { .literal(number + step) } else { index }
  }

  /// Only limits that begin at the first unit or example are shifted, and never those of layers.
  private func shifted(_ binder: Binder, in body: Expression) -> Binder {
    guard let lower = binder.lower, lower.node == .number(Double(old)), !body.hasLayer(named: binder.name)
    else { return binder }
    var binder = binder
    binder.lower = shifted(lower)
    binder.upper = binder.upper.map(shifted)
    return binder
  }

  /// x + step, with 1 − 1 taken away.
  private func shifted(_ x: Expression) -> Expression {
    if case .number(let number) = x.node, number + Double(step) >= 0 {
      return Expression(.number(number + Double(step)))
    }
    let one = Expression(.number(1))
    var terms = if case .sum(let terms) = x.node { terms } else { [x] }
    let opposite = step > 0 ? Expression(.negative(one)) : one
    if terms.count > 1, terms.last == opposite {
      terms.removeLast()
      return terms.count == 1 ? terms[0] : Expression(.sum(terms))
    }
    return Expression(.sum(terms + [step > 0 ? one : Expression(.negative(one))]))
  }
}

extension Expression {
  fileprivate var isIndex: Bool {
    if case .indexValue(.variable) = node { true } else { false }
  }

  fileprivate func hasLayer(named name: String) -> Bool {
    contains { node in
      switch node {
      case .quantity(let quantity): quantity.layer?.base == .variable(name)
      case .width(let layer), .layerNumber(let layer): layer.base == .variable(name)
      default: false
      }
    }
  }
}

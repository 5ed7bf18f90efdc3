import Formula

extension Statement {
  /// The statement with every sum `t₁ + ⋯ + t_n` written as Σ, where the first and the last term say which index runs.
  ///
  /// An ellipsis whose pattern is not determined stays, and lowering says that it cannot be evaluated.
  func writingOutEllipses(firstUnit: Int) -> Statement {
    guard sides.contains(where: { $0.contains { $0 == .ellipsis } }) else { return self }
    var result = self
    result.sides = sides.map { side in
      side.mapped { node in
        guard case .sum(let terms) = node else { return node }
        return EllipsisPattern(terms, firstUnit: firstUnit)?.sum ?? node
      }
    }
    return result
  }
}

/// The sum that `t₁ + t₂ + ⋯ + t_n` stands for.
private struct EllipsisPattern {
  /// The letter of the index that runs; no writer's letter is spelled like it.
  private static let name = "\\running"
  let sum: Node

  init?(_ terms: [Expression], firstUnit: Int) {
    guard let first = terms.firstIndex(where: { $0.node == .ellipsis }),
      let last = terms.lastIndex(where: { $0.node == .ellipsis }), first > 0, last + 1 < terms.count
    else { return nil }
    let end = terms[last + 1]
    for start in 0..<first {
      guard let general = EllipsisPattern.general(terms[start], end, firstUnit), general != terms[start]
      else { continue }
      let between = Array(terms[(start + 1)..<first])
      let isRegular = between.enumerated().allSatisfy { offset, term in
        general.withRunningIndex(.literal(firstUnit + 1 + offset)) == term
      }
      guard isRegular else { continue }
      let whole = Expression(
        .big(Formula.BigOperator(.sum, over: [Binder(EllipsisPattern.name)], general)), end.range)
      let kept = Array(terms[..<start]) + [whole] + Array(terms[(last + 2)...])
      sum = kept.count == 1 ? whole.node : .sum(kept)
      return
    }
    return nil
  }

  /// The term with the running index, from the first term and the last; nil where they differ otherwise.
  private static func general(_ first: Expression, _ last: Expression, _ start: Int) -> Expression? {
    if first == last { return first }
    func all(_ left: [Expression], _ right: [Expression]) -> [Expression]? {
      guard left.count == right.count else { return nil }
      let parts = zip(left, right).compactMap { general($0, $1, start) }
      return parts.count == left.count ? parts : nil
    }
    func pair(_ a: Expression, _ b: Expression, _ c: Expression, _ d: Expression) -> (Expression, Expression)?
    {
      guard let left = general(a, c, start), let right = general(b, d, start) else { return nil }
      return (left, right)
    }
    switch (first.node, last.node) {
    case (.quantity(let a), .quantity(let b)):
      var general = a
      guard a.role == b.role, a.layer == b.layer, a.example == b.example, a.indices.count == b.indices.count
      else {
        return nil
      }
      for (slot, (left, right)) in zip(a.indices, b.indices).enumerated() where left != right {
        guard left == .literal(start), case .last = right else { return nil }
        general.indices[slot] = .variable(name)
      }
      return Expression(.quantity(general), first.range)
    case (.product(let a), .product(let b)): return all(a, b).map { Expression(.product($0), first.range) }
    case (.negative(let a), .negative(let b)):
      return general(a, b, start).map { Expression(.negative($0), first.range) }
    case (.call(let function, let a), .call(let other, let b)) where function == other:
      return all(a, b).map { Expression(.call(function, $0), first.range) }
    case (.power(let a, let b), .power(let c, let d)):
      return pair(a, b, c, d).map { Expression(.power($0.0, $0.1), first.range) }
    case (.quotient(let a, let b), .quotient(let c, let d)):
      return pair(a, b, c, d).map { Expression(.quotient($0.0, $0.1), first.range) }
    case (.derivative(of: let a, by: let b), .derivative(of: let c, by: let d)):
      return pair(a, b, c, d).map { Expression(.derivative(of: $0.0, by: $0.1), first.range) }
    case (.sum(let a), .sum(let b)): return all(a, b).map { Expression(.sum($0), first.range) }
    default: return nil
    }
  }
}

extension Expression {
  /// The general term at one value of the running index.
  fileprivate func withRunningIndex(_ index: Index) -> Expression {
    mapped { node in
      guard case .quantity(var quantity) = node else { return node }
      quantity.indices = quantity.indices.map { $0 == .variable("\\running") ? index : $0 }
      return .quantity(quantity)
    }
  }
}

import Formula

/// Rewrites a true formula into another one that is true as well.
package struct Rewriting {
  package var random: PropertyRandom
  /// σ′ may be written as σ(1 − σ).
  package var isSigmoid: Bool
  /// The number of a layer's first unit.
  let firstUnit: Int

  package init(random: PropertyRandom, isSigmoid: Bool, firstUnit: Int = 1) {
    self.random = random
    self.isSigmoid = isSigmoid
    self.firstUnit = firstUnit
  }

  /// The statement with its right side, or now and then its left, rewritten so many times; and the laws used.
  ///
  /// Where whole vectors or matrices stand in it, by the laws of those, and on the right only.
  package mutating func rewritten(_ statement: Statement, times: Int) -> (
    statement: Statement, rules: [String]
  ) {
    var result = statement
    var rules: [String] = []
    var tries = 0
    let isWhole = statement.sides.contains(where: \.isWhole)
    while rules.count < times, tries < 50 {
      tries += 1
      let side = !isWhole && random.below(5) == 0 ? 0 : 1
      let target = random.below(result.sides[side].count)
      let fresh = ["p", "q", "r", "s", "u", "v"].filter { !result.unitLetters.contains($0) }
      guard let letter = random.one(of: fresh) else { break }
      var place = 0
      var used: String?
      var random = self.random
      let (isSigmoid, firstUnit) = (isSigmoid, firstUnit)
      result.sides[side] = result.sides[side].editingNode(target, &place) { expression in
        let same =
          isWhole
          ? Rewriting.sameWhole(expression, &random)
          : Rewriting.same(expression, letter, &random, isSigmoid, firstUnit)
        guard let (other, rule) = same else { return expression }
        used = rule
        return other
      }
      self.random = random
      // Nested sums and products are one.
      result.sides[side] = result.sides[side].flattened
      if let used { rules.append(used) }
    }
    return (result, rules)
  }

  private static func same(
    _ x: Expression, _ letter: String, _ random: inout PropertyRandom, _ isSigmoid: Bool, _ firstUnit: Int
  ) -> (Expression, String)? {
    let one = Expression(.number(1))
    let two = Expression(.number(2))
    if random.below(2) == 0 {
      switch random.below(9) {
      case 0: return (Expression(.negative(Expression(.negative(x)))), "double negation")
      case 1: return (.plus([.times([two, x]), Expression(.negative(x))]), "2x − x")
      case 2:
        let width = Expression(.width(.output))
        return (.times([Expression(.quotient(width, width)), x]), "n/n")
      case 3 where !x.containsExponential:
        let positive = Expression.plus([one, Expression(.call(.exp, [x]))])
        return (Expression(.quotient(.times([x, positive]), positive)), "times and divided by 1 + e^x")
      case 4 where !x.containsExponential:
        return (Expression(.call(.log, [Expression(.call(.exp, [x]))])), "log e^x")
      case 3, 4, 5: return (.times([one, x]), "times one")
      case 6: return (.plus([x, one, Expression(.negative(one))]), "plus one minus one")
      case 7: return (Expression(.quotient(.plus([x, x]), two)), "(x + x)/2")
      default:
        let width = Expression(.width(.output))
        // The loops count from 1 where nothing in the body says what is summed over.
        guard firstUnit == 1 else { return nil }
        let sum = BigOperator(.sum, over: [Binder(letter, from: one, to: width)], x)
        return (
          Expression(.quotient(Expression(.big(sum)), Expression(.width(.output)))), "mean of a constant"
        )
      }
    }
    switch x.node {
    case .sum(var terms):
      terms.shuffle(using: &random)
      return (Expression(.sum(terms)), "terms in another order")
    case .product(var factors):
      if random.below(2) == 0 {
        factors.shuffle(using: &random)
        return (Expression(.product(factors)), "factors in another order")
      }
      guard let place = factors.firstIndex(where: { if case .sum = $0.node { true } else { false } }) else {
        return nil
      }
      guard case .sum(let terms) = factors[place].node else { return nil }
      factors.remove(at: place)
      return (.plus(terms.map { .times([$0] + factors) }), "distributed")
    case .quantity(let quantity):
      if random.below(2) == 0, case .variable(let name)? = quantity.indices.first {
        var replaced = quantity
        replaced.indices[0] = .variable(letter)
        let body = Expression.times([
          Expression(.kronecker(.variable(letter), .variable(name))), Expression(.quantity(replaced)),
        ])
        return (Expression(.big(BigOperator(.sum, over: [Binder(letter)], body))), "Kronecker delta")
      }
      guard quantity.indices.count == 1, let layer = quantity.layer else { return nil }
      var other = quantity
      switch quantity.role {
      case .activation:
        if case .variable = layer.base, layer.offset < 0 { return nil }
        other.role = .preactivation
        return (
          Expression(.call(.activation(primes: 0, layer: nil), [Expression(.quantity(other))])), "σ(z) for a"
        )
      case .preactivation:
        let below = Layer(layer.base, layer.offset - 1)
        let term = Expression.times([
          Expression(.quantity(Quantity(.weight, layer: layer, quantity.indices + [.variable(letter)]))),
          Expression(.quantity(Quantity(.activation, layer: below, [.variable(letter)]))),
        ])
        other.role = .bias
        return (
          .plus([
            Expression(.big(BigOperator(.sum, over: [Binder(letter)], term))), Expression(.quantity(other)),
          ]), "z written out"
        )
      case .error:
        other.role = .preactivation
        return (
          Expression(
            .derivative(of: Expression(.quantity(Quantity(.cost))), by: Expression(.quantity(other)))),
          "∂C/∂z for δ"
        )
      case .weight, .bias, .target, .cost, .batchCost: return nil
      }
    case .call(.activation(primes: 0, _), let arguments):
      guard isSigmoid, let z = arguments.first, !z.containsExponential else { return nil }
      let power = Expression(.call(.exp, [Expression(.negative(z))]))
      return (Expression(.quotient(one, .plus([one, power]))), "σ written out")
    case .call(.activation(primes: 1, let layer), let arguments):
      guard isSigmoid else { return nil }
      let value = Expression(.call(.activation(primes: 0, layer: layer), arguments))
      return (.times([value, .plus([one, Expression(.negative(value))])]), "σ′ = σ(1 − σ)")
    case .big(var operation):
      switch random.below(5) {
      case 3:
        let names = operation.binders.map(\.name)
        guard case .product(let factors) = operation.body.node,
          names.allSatisfy({ operation.body.indexes($0) })
        else { return nil }
        let outside = factors.filter { factor in !names.contains { factor.indexes($0) } }
        let inside = factors.filter { factor in names.contains { factor.indexes($0) } }
        guard !outside.isEmpty, !inside.isEmpty else { return nil }
        operation.body = .times(inside)
        return (.times(outside + [Expression(.big(operation))]), "factor before the sum")
      case 4: return operation.asElement.map { ($0, "element of a matrix product") }
      case 0:
        guard operation.binders.count == 1,
          case .variable? = Optional(Index.variable(operation.binders[0].name))
        else {
          return nil
        }
        operation.body = operation.body.renaming(operation.binders[0].name, to: letter)
        operation.binders[0].name = letter
        return (Expression(.big(operation)), "index renamed")
      case 1:
        // A term without the index would be a sum over nothing that says its range.
        let names = operation.binders.map(\.name)
        guard case .sum(let terms) = operation.body.node,
          terms.allSatisfy({ term in names.allSatisfy { term.indexes($0) } })
        else { return nil }
        return (
          .plus(terms.map { Expression(.big(BigOperator(.sum, over: operation.binders, $0))) }), "sum split"
        )
      default:
        guard case .big(let inner) = operation.body.node, inner.kind == operation.kind else { return nil }
        let swapped = BigOperator(.sum, over: operation.binders, inner.body)
        return (
          Expression(.big(BigOperator(.sum, over: inner.binders, Expression(.big(swapped))))), "sums swapped"
        )
      }
    case .power(let base, let exponent):
      return exponent.node == .number(2) ? (.times([base, base]), "square written out") : nil
    default: return nil
    }
  }
}

extension Formula.BigOperator {
  /// (Wᵀδ)_k for Σ_j w_{jk} δ_j, (Wa)_j for Σ_k w_{jk} a_k; nil for any other sum.
  fileprivate var asElement: Expression? {
    guard binders.count == 1, let name = binders.first?.name, case .product(let factors) = body.node,
      factors.count == 2
    else { return nil }
    let quantities = factors.compactMap { factor -> Quantity? in
      if case .quantity(let quantity) = factor.node { quantity } else { nil }
    }
    guard quantities.count == 2, var weight = quantities.first(where: { $0.role == .weight }),
      var vector = quantities.first(where: { $0.role != .weight }), vector.indices == [.variable(name)],
      weight.indices.count == 2, let place = weight.indices.firstIndex(of: .variable(name)),
      case .variable = weight.indices[1 - place], weight.indices[0] != weight.indices[1]
    else { return nil }
    let free = weight.indices[1 - place]
    (weight.indices, vector.indices) = ([], [])
    let matrix = Expression(.quantity(weight))
    let product = Expression.times([
      place == 0 ? Expression(.transpose(matrix)) : matrix, Expression(.quantity(vector)),
    ])
    return Expression(.element(product, [free]))
  }
}

extension Expression {
  /// Sums in sums and products in products made one, in the whole tree.
  var flattened: Expression {
    let inner = mappedChildren { $0.flattened }
    switch inner.node {
    case .product(let factors): return .times(factors)
    case .sum(let terms): return .plus(terms)
    default: return inner
    }
  }

  /// Whether e^x stands in it: e^{e^x} is out of a computer's range.
  var containsExponential: Bool {
    contains { node in if case .call(.exp, _) = node { true } else { false } }
  }

  /// Whether a quantity carries a unit index with this letter.
  func indexes(_ name: String) -> Bool {
    contains { node in
      if case .quantity(let quantity) = node { quantity.indices.contains(.variable(name)) } else { false }
    }
  }

  /// The tree with a unit index renamed.
  func renaming(_ name: String, to other: String) -> Expression {
    func renamed(_ index: Index) -> Index { index == .variable(name) ? .variable(other) : index }
    return mapped { node in
      switch node {
      case .quantity(var quantity):
        quantity.indices = quantity.indices.map(renamed)
        return .quantity(quantity)
      case .kronecker(let left, let right): return .kronecker(renamed(left), renamed(right))
      default: return node
      }
    }
  }
}

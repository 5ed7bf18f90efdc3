import Formula

/// A part of an expression with the place where it stands, so that another can be put there.
struct Part {
  let expression: Expression
  let place: Place
  /// The indices bound around it with the body they are bound in, outermost first.
  let bound: [(name: String, body: Expression)]
  /// The whole expression with another part in this place.
  let replacing: (Expression) -> Expression

  /// A quantity, or a sum: what may have lost its square.
  var isSquareable: Bool {
    switch expression.node {
    case .quantity(let quantity):
      place != .variable && place != .exponent && ![.cost, .batchCost].contains(quantity.role)
    case .symbol(let symbol): place != .exponent && ["a", "z"].contains(symbol.name)
    case .sum: place == .body || place == .whole || place == .factor
    default: false
    }
  }

  /// What a part is to the expression around it.
  enum Place {
    case whole, term, factor, body, negated, argument, variable, element, exponent, other
  }
}

extension Expression {
  /// Every part that may be edited, outermost first: not limits, conditions or what an evaluation bar sets.
  var parts: [Part] {
    var found: [Part] = []
    collect(.whole, [], { $0 }, into: &found)
    return found
  }

  private func collect(
    _ place: Part.Place, _ bound: [(name: String, body: Expression)],
    _ replacing: @escaping (Expression) -> Expression, into found: inout [Part]
  ) {
    guard found.count < 200 else { return }
    found.append(Part(expression: self, place: place, bound: bound, replacing: replacing))
    func visit(
      _ number: Int, _ part: Expression, _ place: Part.Place, _ inner: [(name: String, body: Expression)]
    ) {
      part.collect(place, inner, { replacing(self.replacingPart(number, by: $0)) }, into: &found)
    }
    switch node {
    case .evaluated, .indicator, .gradient: return
    case .cases(let branches):
      var number = 0
      for branch in branches {
        visit(number, branch.value, .body, bound)
        number += 1 + (branch.condition?.expressions.count ?? 0)
      }
    case .big(let operation):
      let names = operation.binders.map { (name: $0.name, body: operation.body) }
      visit(0, operation.body, .body, bound + names)
    case .power(let base, let exponent):
      visit(0, base, .other, bound)
      visit(1, exponent, .exponent, bound)
    case .derivative(of: let function, by: let variable):
      visit(0, function, .variable, bound)
      visit(1, variable, .variable, bound)
    default:
      let place: Part.Place =
        switch node {
        case .sum: .term
        case .product, .hadamard: .factor
        case .negative: .negated
        case .call: .argument
        case .element: .element
        default: .other
        }
      for (number, part) in children.enumerated() { visit(number, part, place, bound) }
    }
  }

  /// The expression with its direct part of this number replaced; of a Σ the body is number 0.
  private func replacingPart(_ number: Int, by other: Expression) -> Expression {
    if case .big(var operation) = node {
      operation.body = other
      return Expression(.big(operation), range)
    }
    var next = 0
    return mappedChildren { part in
      defer { next += 1 }
      return next == number ? other : part
    }
  }

  /// A flat product; of one factor, that factor.
  static func times(_ factors: [Expression]) -> Expression {
    let flat = factors.flatMap(\.factors).filter { $0.node != .number(1) }
    if flat.isEmpty { return Expression(.number(1)) }
    return flat.count == 1 ? flat[0] : Expression(.product(flat))
  }

  /// A flat Hadamard product; of one factor, that factor.
  static func elementwise(_ factors: [Expression]) -> Expression {
    let flat = factors.flatMap { factor in
      if case .hadamard(let inner) = factor.node { inner } else { [factor] }
    }
    return flat.count == 1 ? flat[0] : Expression(.hadamard(flat))
  }

  /// A flat sum; of one term, that term.
  static func plus(_ terms: [Expression]) -> Expression {
    let all = terms.flatMap { term in if case .sum(let inner) = term.node { inner } else { [term] } }
    let flat = all.filter { $0.node != .number(0) }
    if flat.isEmpty { return Expression(.number(0)) }
    return flat.count == 1 ? flat[0] : Expression(.sum(flat))
  }

  /// The expression with the opposite sign, as one would write it: b − a for a − b.
  var negated: Expression {
    func isNegative(_ term: Expression) -> Bool { if case .negative = term.node { true } else { false } }
    switch node {
    case .negative(let inner): return inner
    case .big(var operation) where isDifferenceFromTarget:
      operation.body = operation.body.negated
      return Expression(.big(operation), range)
    case .sum(let terms) where terms.contains(where: isNegative):
      let turned = terms.map(\.negated)
      return .plus(turned.filter { !isNegative($0) } + turned.filter(isNegative))
    case .product(var factors):
      // a − y for y − a, also below Σ, rather than a − 1 for 1 − a.
      if let number = factors.firstIndex(where: \.isDifferenceFromTarget) {
        factors[number] = factors[number].negated
        return Expression(.product(factors), range)
      }
      for (number, factor) in factors.enumerated() {
        if case .sum(let terms) = factor.node, terms.contains(where: isNegative) {
          factors[number] = factor.negated
          return Expression(.product(factors), range)
        }
      }
      return Expression(.negative(self))
    default: return Expression(.negative(self))
    }
  }

  /// a − y or Σ (a − y) …
  private var isDifferenceFromTarget: Bool {
    switch node {
    case .sum(let terms):
      terms.count == 2
        && terms.contains { if case .negative = $0.node { true } else { false } }
        && quantities.contains { $0.role == .target }
    case .big(let operation):
      operation.kind == .sum && operation.body.factors.contains(where: \.isDifferenceFromTarget)
    default: false
    }
  }

  /// The transpose as one would write it: A for Aᵀ, BᵀAᵀ for AB.
  var across: Expression {
    switch node {
    case .transpose(let inner): return inner
    case .number, .width, .exampleCount: return self
    case .negative(let inner): return Expression(.negative(inner.across))
    case .quotient where quantities.isEmpty: return self
    case .product(let factors):
      let numbers = factors.prefix { $0.quantities.isEmpty }
      return .times(numbers + factors.dropFirst(numbers.count).reversed().map(\.across))
    default: return Expression(.transpose(self))
    }
  }

  /// The expression times a number, put together with the number it begins with.
  func scaled(by number: Double) -> Expression {
    if number < 0 { return scaled(by: -number).negated }
    switch node {
    case .negative(let inner): return Expression(.negative(inner.scaled(by: number)), range)
    case .number(let own): return .fraction(own * number)
    case .quotient(let above, let below):
      if case .number(let denominator) = below.node { return .fractional(above, number / denominator) }
      return Expression(.quotient(above.scaled(by: number), below), range)
    case .product(let factors):
      switch factors[0].node {
      case .number, .quotient:
        return .times([factors[0].scaled(by: number)] + factors.dropFirst())
      default: break
      }
    default: break
    }
    return .times([.fraction(number), self])
  }

  private static func fractional(_ above: Expression, _ number: Double) -> Expression {
    if case .number(let own) = above.node { return .fraction(own * number) }
    return .times([.fraction(number), above])
  }

  /// A number as a fraction of small whole numbers, where it is one.
  static func fraction(_ number: Double) -> Expression {
    for denominator in 1...12 {
      let numerator = (number * Double(denominator)).rounded()
      if abs(number * Double(denominator) - numerator) < 1e-9 * max(1, abs(numerator)) {
        let above = Expression(.number(numerator))
        return denominator == 1
          ? above : Expression(.quotient(above, Expression(.number(Double(denominator)))))
      }
    }
    return Expression(.number(number))
  }

  /// How many nodes it has, counted no further than a limit.
  func count(upTo limit: Int) -> Int {
    var count = 1
    for part in children where count < limit { count += part.count(upTo: limit - count) }
    return count
  }

  /// Every quantity in it, in order.
  var quantities: [Quantity] {
    var found: [Quantity] = []
    func collect(_ expression: Expression) {
      if case .quantity(let quantity) = expression.node { found.append(quantity) }
      expression.children.forEach(collect)
    }
    collect(self)
    return found
  }

  /// Every quantity replaced by another.
  func mappingQuantities(_ map: (Quantity) -> Quantity) -> Expression {
    mapped { node in if case .quantity(let quantity) = node { .quantity(map(quantity)) } else { node } }
  }
}

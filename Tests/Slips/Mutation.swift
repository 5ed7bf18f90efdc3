import Formula

/// Single wrong edits of a formula's tree, as people make them.
package struct Mutation {
  package var random: PropertyRandom

  package init(random: PropertyRandom) { self.random = random }

  /// A statement with one random edit, and what was done; nil where the edit found no place.
  package mutating func edited(_ statement: Statement) -> (statement: Statement, edit: String)? {
    var result = statement
    let side = random.below(4) == 0 ? 0 : 1
    let count = statement.sides[side].count
    for _ in 0..<20 {
      let target = random.below(count)
      var place = 0
      var done: String?
      var random = self.random
      result.sides[side] = statement.sides[side].editingNode(target, &place) { expression in
        guard let (edited, name) = Mutation.edit(expression, &random, statement) else { return expression }
        done = name
        return edited
      }
      self.random = random
      if let done, result.sides[side] != statement.sides[side] { return (result, done) }
    }
    return nil
  }

  private static func edit(
    _ expression: Expression, _ random: inout PropertyRandom, _ statement: Statement
  ) -> (Expression, String)? {
    let general = random.below(6)
    if general == 0 { return (Expression(.negative(expression)), "sign") }
    if general == 1,
      let factor = random.one(of: [
        Expression(.number(2)), Expression(.quotient(Expression(.number(1)), Expression(.number(2)))),
      ])
    {
      return (.times([factor, expression]), "constant factor")
    }
    switch expression.node {
    case .quantity(let quantity):
      return edit(quantity, &random, statement).map { (Expression(.quantity($0.0)), $0.1) }
    case .number(let number): return (Expression(.number(number + 1)), "number")
    case .negative(let part): return (part, "sign")
    case .transpose(let part): return (part, "transpose dropped")
    case .call(.activation(let primes, let layer), let arguments):
      if random.below(3) == 0, let argument = arguments.first { return (argument, "function dropped") }
      return (Expression(.call(.activation(primes: 1 - min(primes, 1), layer: layer), arguments)), "prime")
    case .call(_, let arguments): return arguments.first.map { ($0, "function dropped") }
    case .product(var factors):
      let place = random.below(factors.count)
      switch random.below(3) {
      case 0:
        factors.remove(at: place)
        return (.times(factors), "factor dropped")
      case 1:
        factors.insert(factors[place], at: place)
        return (.times(factors), "factor twice")
      default:
        return (Expression(.hadamard(factors)), "⊙ for product")
      }
    case .hadamard(var factors):
      if random.below(2) == 0 { return (.times(factors), "product for ⊙") }
      factors.remove(at: random.below(factors.count))
      return (factors.count == 1 ? factors[0] : Expression(.hadamard(factors)), "factor dropped")
    case .sum(var terms):
      let place = random.below(terms.count)
      if random.below(2) == 0 {
        terms.remove(at: place)
        return (terms.count == 1 ? terms[0] : Expression(.sum(terms)), "term dropped")
      }
      if case .negative(let inner) = terms[place].node {
        terms[place] = inner
      } else {
        terms[place] = Expression(.negative(terms[place]))
      }
      return (Expression(.sum(terms)), "sign of a term")
    case .big(let operation): return (operation.body, "Σ dropped")
    case .power(let base, _): return (base, "power dropped")
    case .derivative(of: let function, by: let variable):
      guard case .quantity(var quantity) = variable.node, let layer = quantity.layer else { return nil }
      quantity.layer = Layer(layer.base, layer.offset - 1)
      return (
        Expression(.derivative(of: function, by: Expression(.quantity(quantity)))), "∂ by another layer"
      )
    case .kronecker(_, let index): return (Expression(.kronecker(index, index)), "Kronecker index")
    default: return nil
    }
  }

  private static func edit(
    _ quantity: Quantity, _ random: inout PropertyRandom, _ statement: Statement
  ) -> (Quantity, String)? {
    var edited = quantity
    switch random.below(5) {
    case 0:
      guard quantity.indices.count == 2 else { return nil }
      edited.indices.reverse()
      return (edited, "indices swapped")
    case 1:
      guard let layer = quantity.layer else { return nil }
      edited.layer = Layer(layer.base, layer.offset + (random.below(2) == 0 ? 1 : -1))
      return (edited, "layer shifted")
    case 2:
      guard !quantity.indices.isEmpty, let other = random.one(of: statement.unitLetters) else { return nil }
      edited.indices[random.below(quantity.indices.count)] = .variable(other)
      return (edited, "another index")
    case 3:
      switch quantity.role {
      case .activation: edited.role = .preactivation
      case .preactivation: edited.role = .activation
      case .error: edited.role = random.below(2) == 0 ? .activation : .preactivation
      case .target: edited = Quantity(.activation, layer: .output, quantity.indices)
      case .bias: edited.role = .activation
      case .weight, .cost, .batchCost: return nil
      }
      return (edited, "another quantity")
    default:
      guard quantity.role == .activation, quantity.layer == .output else { return nil }
      return (Quantity(.target, quantity.indices), "y for a")
    }
  }
}

extension Statement {
  /// The letters of unit indices that occur, sorted.
  package var unitLetters: [String] {
    var letters: Set<String> = []
    func take(_ expression: Expression) {
      if case .quantity(let quantity) = expression.node {
        for case .variable(let name) in quantity.indices { letters.insert(name) }
      }
      if case .big(let operation) = expression.node { letters.formUnion(operation.binders.map(\.name)) }
      expression.children.forEach(take)
    }
    sides.forEach(take)
    return letters.sorted()
  }
}

extension Expression {
  /// A flat product.
  static func times(_ factors: [Expression]) -> Expression {
    let flat = factors.flatMap { factor in
      if case .product(let inner) = factor.node { inner } else { [factor] }
    }
    return flat.count == 1 ? flat[0] : Expression(.product(flat))
  }

  /// A flat sum.
  static func plus(_ terms: [Expression]) -> Expression {
    let flat = terms.flatMap { term in if case .sum(let inner) = term.node { inner } else { [term] } }
    return flat.count == 1 ? flat[0] : Expression(.sum(flat))
  }

  /// How many nodes may be edited: all but those inside limits and what a derivative is by.
  var count: Int { 1 + editableChildren.reduce(0) { $0 + $1.count } }

  private var editableChildren: [Expression] {
    switch node {
    case .derivative, .gradient, .evaluated, .cases, .indicator: []
    case .big(let operation): [operation.body]
    default: children
    }
  }

  /// The tree with the node of this number, counted from the top, replaced.
  func editingNode(_ target: Int, _ place: inout Int, _ edit: (Expression) -> Expression) -> Expression {
    defer { place += 1 }
    if place == target { return edit(self) }
    switch node {
    case .derivative, .gradient, .evaluated, .cases, .indicator: return self
    case .big(var operation):
      place += 1
      operation.body = operation.body.editingNode(target, &place, edit)
      place -= 1
      return Expression(.big(operation))
    default:
      place += 1
      let result = mappedChildren { $0.editingNode(target, &place, edit) }
      place -= 1
      return result
    }
  }
}

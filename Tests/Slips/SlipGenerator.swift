import Formula

/// Makes slips of a side, node by node.
struct SlipGenerator {
  let left: Expression
  let right: Expression
  /// Factors and terms that may be added: the quantities of one unit or layer that the formula speaks of.
  private let quantities: [Expression]
  private let letters: [String]
  /// Whole vectors or matrices occur.
  private let hasWholes: Bool

  /// What a node is to the one around it.
  enum Place { case whole, term, factor, body, negated, argument, variable, other }

  typealias Take = (Slip.Kind, Expression) -> Void

  init(left: Expression, right: Expression) {
    self.left = left
    self.right = right
    var found: [Expression] = []
    var letters: [String] = []
    var hasWholes = false
    for side in [left, right] {
      side.visit { node in
        guard case .quantity(let quantity) = node else { return }
        hasWholes = hasWholes || quantity.isWhole
        for case .variable(let name) in quantity.indices where !letters.contains(name) {
          letters.append(name)
        }
        guard [.activation, .error, .preactivation].contains(quantity.role), quantity.indices.count < 2
        else { return }
        var factor = Expression(node)
        if quantity.role == .preactivation {
          factor = Expression(.call(.activation(primes: 1, layer: nil), [factor]))
        }
        if !found.contains(factor) { found.append(factor) }
      }
    }
    let bound = right.boundLetters.union(left.boundLetters)
    quantities = found.filter { bound.isDisjoint(with: $0.unitLetters) }
    self.letters = letters.filter { !bound.contains($0) }
    self.hasWholes = hasWholes
  }

  /// Takes the slips at a node and below it; `take` gets the whole side.
  mutating func visit(_ x: Expression, _ place: Place, _ take: Take) {
    own(x, place, take)
    func inside(_ number: Int, _ part: Expression, _ place: Place) {
      visit(part, place) { kind, other in take(kind, x.replacingChild(number, by: other)) }
    }
    switch x.node {
    case .evaluated, .indicator, .gradient: return
    case .cases(let branches):
      for (number, branch) in branches.enumerated() {
        visit(branch.value, .other) { kind, other in
          var changed = branches
          changed[number].value = other
          take(kind, Expression(.cases(changed)))
        }
      }
    case .big(let operation):
      visit(operation.body, .body) { kind, other in
        var changed = operation
        changed.body = other
        take(kind, Expression(.big(changed)))
      }
    case .derivative(of: let function, by: let variable):
      inside(0, function, .variable)
      inside(1, variable, .variable)
    default:
      let place: Place =
        switch x.node {
        case .sum: .term
        case .product, .hadamard: .factor
        case .negative: .negated
        case .call: .argument
        default: .other
        }
      for (number, part) in x.children.enumerated() { inside(number, part, place) }
    }
  }

  private func own(_ x: Expression, _ place: Place, _ take: Take) {
    switch x.node {
    case .quantity(let quantity): own(quantity, place, take)
    case .width(let layer):
      for step in [-1, 1] { take(.otherLayer, Expression(.width(layer.shifted(by: step)))) }
    case .big(let operation): own(operation, take)
    case .call(.activation(let primes, let layer), let arguments):
      take(
        primes == 0 ? .primeAdded : .primeDropped,
        Expression(.call(.activation(primes: primes == 0 ? 1 : primes - 1, layer: layer), arguments)))
    case .call(.named(let function, let primes), let arguments):
      take(
        primes == 0 ? .primeAdded : .primeDropped,
        Expression(.call(.named(function, primes: primes == 0 ? 1 : primes - 1), arguments)))
    case .call(.exp, let arguments):
      guard let argument = arguments.first else { return }
      if case .negative = argument.node { return }
      take(.sign, Expression(.call(.exp, [Expression(.negative(argument))])))
    case .transpose(let inner): take(.transpose, inner)
    case .negative(let inner): take(.sign, inner)
    case .number(let number):
      for other in [number + 1, number - 1] where other > 0 {
        take(.constant, Expression(.number(other)))
      }
    case .quotient(let above, _): take(.factorDropped, above)
    case .symbol(let symbol):
      guard let other = ["z": "a", "a": "z"][symbol.name] else { return }
      take(.otherQuantity, Expression(.symbol(Symbol(other))))
    case .product(let factors): own(product: factors, take)
    case .hadamard(let factors):
      take(.hadamard, .times(factors))
      for number in factors.indices {
        var rest = factors
        rest.remove(at: number)
        dropped(rest.count == 1 ? rest[0] : Expression(.hadamard(rest)), take)
      }
    case .sum(let terms): own(sum: terms, take)
    default: break
    }
    switch place {
    case .whole, .body: added(to: x, place, take)
    case .term, .factor, .negated, .argument, .variable, .other: break
    }
  }

  // MARK: - Quantities

  private func own(_ quantity: Quantity, _ place: Place, _ take: Take) {
    func change(_ kind: Slip.Kind, _ edit: (inout Quantity) -> Void) {
      var other = quantity
      edit(&other)
      if other != quantity { take(kind, Expression(.quantity(other))) }
    }
    if quantity.indices.count == 2 { change(.swappedIndices) { $0.indices.reverse() } }
    if let layer = quantity.layer {
      for step in [-1, 1] { change(.otherLayer) { $0.layer = layer.shifted(by: step) } }
    }
    if quantity.isWhole, place != .variable {
      take(.transpose, Expression(.transpose(Expression(.quantity(quantity)))))
    }
    switch quantity.role {
    case .activation:
      change(.otherQuantity) { $0.role = .preactivation }
      if quantity.layer == .output, place != .variable {
        change(.otherQuantity) {
          $0.role = .target
          $0.layer = nil
        }
      }
    case .preactivation: change(.otherQuantity) { $0.role = .activation }
    case .error:
      change(.otherQuantity) { $0.role = .activation }
      change(.otherQuantity) { $0.role = .preactivation }
    case .target:
      change(.otherQuantity) {
        $0.role = .activation
        $0.layer = .output
      }
    case .weight, .bias, .cost, .batchCost: break
    }
  }

  // MARK: - Sums and products

  private func own(_ operation: Formula.BigOperator, _ take: Take) {
    for (number, binder) in operation.binders.enumerated() {
      var rest = operation
      rest.binders.remove(at: number)
      take(.sumDropped, rest.binders.isEmpty ? operation.body : Expression(.big(rest)))
      guard let upper = binder.upper else { continue }
      for step in [-1, 1] {
        var other = operation
        other.binders[number].upper = upper.shiftingWidths(by: step)
        if other != operation { take(.sumOverOtherLayer, Expression(.big(other))) }
      }
    }
  }

  /// Of a product something is left that speaks of the network.
  private func dropped(_ rest: Expression, _ take: Take) {
    let isAboutNetwork = rest.contains { node in
      switch node {
      case .quantity, .symbol, .indicator, .kronecker: true
      default: false
      }
    }
    if isAboutNetwork { take(.factorDropped, rest) }
  }

  private func own(product factors: [Expression], _ take: Take) {
    for number in factors.indices {
      var rest = factors
      rest.remove(at: number)
      dropped(.times(rest), take)
      var twice = factors
      twice.insert(factors[number], at: number)
      take(.factorAdded, .times(twice))
    }
    guard hasWholes else { return }
    let whole = factors.filter(\.isWhole)
    guard whole.count > 1 else { return }
    let numbers = factors.prefix { !$0.isWhole }
    let first = Expression.times(numbers + [factors[numbers.count]])
    take(.hadamard, Expression(.hadamard([first] + factors.dropFirst(numbers.count + 1))))
    for number in factors.indices.dropLast() where factors[number].isWhole && factors[number + 1].isWhole {
      var other = factors
      other.swapAt(number, number + 1)
      take(.productOrder, .times(other))
    }
  }

  private func own(sum terms: [Expression], _ take: Take) {
    for number in terms.indices {
      var rest = terms
      rest.remove(at: number)
      take(.termDropped, .plus(rest))
      if case .negative = terms[number].node { continue }
      var other = terms
      other[number] = Expression(.negative(terms[number]))
      take(.sign, .plus(other))
    }
  }

  /// Factors, terms, signs and sums that have no place there.
  private func added(to x: Expression, _ place: Place, _ take: Take) {
    take(.constant, .times([Expression(.number(2)), x]))
    take(.constant, .times([Expression(.quotient(Expression(.number(1)), Expression(.number(2)))), x]))
    guard place == .whole else { return }
    if case .negative = x.node {} else { take(.sign, Expression(.negative(x))) }
    for quantity in quantities {
      take(.factorAdded, hasWholes ? Expression(.hadamard([x, quantity])) : .times([x, quantity]))
      take(.termAdded, .plus([x, quantity]))
    }
    for letter in letters where x.indexes(letter) {
      take(.sumAdded, Expression(.big(BigOperator(.sum, over: [Binder(letter)], x))))
      let other = ["p", "q", "r"].first { !letters.contains($0) } ?? "s"
      take(
        .sumAdded, Expression(.big(BigOperator(.sum, over: [Binder(other)], x.renaming(letter, to: other)))))
    }
  }
}

extension Layer {
  fileprivate func shifted(by step: Int) -> Layer { Layer(base, offset + step) }
}

extension Quantity {
  /// A vector or a matrix.
  fileprivate var isWhole: Bool { indices.isEmpty && role != .cost && role != .batchCost }
}

extension Expression {
  /// A vector or a matrix stands in it.
  var isWhole: Bool {
    contains { node in if case .quantity(let quantity) = node { quantity.isWhole } else { false } }
  }

  fileprivate var unitLetters: Set<String> {
    var letters: Set<String> = []
    visit { node in
      guard case .quantity(let quantity) = node else { return }
      for case .variable(let name) in quantity.indices { letters.insert(name) }
      if case .variable(let name)? = quantity.example { letters.insert(name) }
    }
    return letters
  }

  fileprivate var boundLetters: Set<String> {
    var letters: Set<String> = []
    visit { node in if case .big(let operation) = node { letters.formUnion(operation.binders.map(\.name)) } }
    return letters
  }

  /// Every n_l of another layer.
  fileprivate func shiftingWidths(by step: Int) -> Expression {
    mapped { node in if case .width(let layer) = node { .width(layer.shifted(by: step)) } else { node } }
  }

  /// The expression with its direct part of this number replaced.
  fileprivate func replacingChild(_ number: Int, by other: Expression) -> Expression {
    var next = 0
    return mappedChildren { part in
      defer { next += 1 }
      return next == number ? other : part
    }
  }
}

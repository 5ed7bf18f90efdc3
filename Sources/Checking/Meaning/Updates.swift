import Formula
import Network

extension Statement {
  /// The statement with w = w − α ∂C/∂w read as what it means: the new w on the left.
  ///
  /// As an equation it could never be true, and with an arrow or := it says what the new w is. The same with
  /// Δw = −α ∂C/∂w, where Δw is what gradient descent adds to w.
  var readingUpdates: Statement {
    var result = self
    for (link, relation) in relations.enumerated() {
      let left = sides[link]
      let isUpdate =
        switch relation {
        case .equal: left.isUpdatedWithRate(by: sides[link + 1])
        case .defined, .assigned, .maps: left.isChanged(by: sides[link + 1])
        default: false
        }
      if isUpdate { result.sides[link] = Expression(.updated(left), left.range) }
      if isUpdate, relation == .maps { result.relations[link] = .assigned }
      if [.equal, .defined, .assigned].contains(relation), let changed = left.changedQuantity,
        sides[link + 1].speaksOfSlope
      {
        let new = Expression(.updated(changed), left.range)
        result.sides[link] = Expression(.sum([new, Expression(.negative(changed), left.range)]), left.range)
      }
    }
    return result
  }
}

/// The step that an update makes, and what is known of it.
struct UpdateStep {
  /// The parameter that is updated.
  let parameter: Expression
  /// Letters besides the rate on which the new value depends: a velocity, the factor of a decay.
  let otherLetters: Set<Symbol>

  /// The step of a link; nil where its left side is no new value.
  init?(_ statement: Statement, link: Int, counts: [Symbol: AxisRange]) {
    var parameter: Expression?
    _ = statement.sides[link].contains { node in
      if case .updated(let inner) = node { parameter = inner }
      return parameter != nil
    }
    guard let parameter else { return nil }
    self.parameter = parameter
    otherLetters = statement.sides[link].symbols.union(statement.sides[link + 1].symbols)
      .filter { statement.learningRate?.node != .symbol($0) && counts[$0] == nil && !$0.mayBe(.count) }
  }
}

extension Lowering {
  /// The learning rate of a formula with these sides: the usual letter for it, the only letter that it has, or
  /// the number before the gradient, 1 where none is written.
  ///
  /// A gradient that is written out has a number of its own, that of the cost's derivative.
  static func learningRate(of sides: [Expression], cost: Cost) -> Expression {
    let letters = sides.reduce(into: Set<Symbol>()) { $0.formUnion($1.symbols) }
      .filter { !$0.mayBe(.count) && $0 != Symbol("\\Delta") }
    if let letter = (KnownLetter.names(for: .rate) + KnownLetter.names(for: .possibleRate)).map({ Symbol($0) }
    )
    .first(where: letters.contains) {
      return Expression(.symbol(letter))
    }
    if letters.count == 1, let only = letters.first { return Expression(.symbol(only)) }
    var terms = Array(sides.suffix(1))
    if case .sum(let parts)? = terms.first?.node { terms = parts }
    guard let step = terms.first(where: \.speaksOfSlope) else { return Expression(.number(1)) }
    let isNamed = step.contains { node in
      switch node {
      case .derivative, .gradient: true
      case .quantity(let quantity): quantity.role == .error
      default: false
      }
    }
    let written = abs(step.leadingNumber) / (isNamed ? 1 : cost.numberOfSlope)
    return Expression(.number(written > 0 && written.isFinite ? written : 1))
  }
}

extension Cost {
  /// The number that stands before the derivative by an activation: 2 of 2(a − y).
  fileprivate var numberOfSlope: Double {
    hasLogarithm ? 1 : gradientByActivation(0.5, target: 0, width: 1) / 0.5
  }
}

extension Quantity {
  /// Whether gradient descent changes it.
  fileprivate var isParameter: Bool { role == .weight || role == .bias }
}

extension Expression {
  /// Whether a letter for a learning rate stands in it.
  fileprivate var hasLearningRate: Bool { contains { Expression($0).isLearningRate } }

  /// Whether it is a letter for a learning rate.
  var isLearningRate: Bool {
    if case .symbol(let symbol) = node { symbol.mayBe(.rate) } else { false }
  }

  /// Whether the right side has it as a term beside one with a learning rate.
  fileprivate func isUpdatedWithRate(by right: Expression) -> Bool {
    guard case .quantity = node, case .sum(let terms) = right.node, terms.contains(self) else { return false }
    return terms.contains(where: \.hasLearningRate)
  }

  /// Whether it is a parameter that the right side makes something else of.
  fileprivate func isChanged(by right: Expression) -> Bool {
    guard case .quantity(let quantity) = node, quantity.isParameter else { return false }
    return right != self && right.contains { $0 == node }
  }

  /// w of Δw, where w is a weight or a bias.
  fileprivate var changedQuantity: Expression? {
    guard case .product(let factors) = node, factors.count == 2,
      factors[0].node == .symbol(Symbol("\\Delta")),
      case .quantity(let quantity) = factors[1].node, quantity.isParameter
    else { return nil }
    return factors[1]
  }

  /// Whether something stands in it that a gradient may be made of.
  fileprivate var speaksOfSlope: Bool {
    contains { node in
      switch node {
      case .derivative, .gradient: true
      case .quantity(let quantity): !quantity.isParameter
      default: false
      }
    }
  }

  /// The number before a product, 1 where there is none: 0.1 in −0.1 δa, ½ in δa/2.
  fileprivate var leadingNumber: Double {
    switch node {
    case .number(let number): number
    case .negative(let inner): -inner.leadingNumber
    case .product(let factors): factors.reduce(1) { $0 * ($1.isConstant ? $1.leadingNumber : 1) }
    case .quotient(let above, let below):
      above.leadingNumber / (below.isConstant ? below.leadingNumber : 1)
    default: 1
    }
  }
}

import Formula

// What the other side of the link shows, and the steps before it: a factor or a term that was lost on the way.
extension SideEdits {
  /// Factors that the sides before have, and this one may lack.
  var factorsLost: [Edit] {
    let factors = factorsSeen
    guard !factors.isEmpty else { return [] }
    return parts.flatMap { part -> [Edit] in
      guard part.takesFactor else { return [] }
      return factors.flatMap { factor -> [Edit] in
        var results = [Expression.times([part.expression, factor])]
        if hasWholes {
          results += [.times([factor, part.expression]), .elementwise([part.expression, factor])]
        }
        return results.map { edit(.missingFactor(factor), part, $0) }
      }
    }
  }

  /// Terms that the sides before have, and this one may lack.
  var termsLost: [Edit] {
    let terms = termsSeen
    guard !terms.isEmpty else { return [] }
    return parts.flatMap { part -> [Edit] in
      guard part.takesTerm else { return [] }
      return terms.map { edit(.missingTerm($0), part, .plus([part.expression, $0])) }
    }
  }

  private static let mostSeen = 10

  private var factorsSeen: [Expression] {
    var found: [Expression] = []
    func add(_ factor: Expression) {
      if factor.isConstant || factor == left || found.contains(factor) || found.count >= Self.mostSeen {
        return
      }
      // What stands on both sides is not what was lost.
      let isHere = parts.contains { $0.expression == factor && $0.place == .factor }
      if !isHere { found.append(factor) }
    }
    func look(_ expression: Expression) {
      switch expression.node {
      case .product(let factors), .hadamard(let factors): factors.forEach(add)
      case .quotient(let above, let below):
        add(Expression(.quotient(Expression(.number(1)), below)))
        above.factors.forEach(add)
      case .sum where expression.isScalarExponential:
        add(Expression(.quotient(Expression(.number(1)), expression)))
      case .big: add(expression)
      default: break
      }
      expression.children.forEach(look)
    }
    for side in [left] + stepsBefore { look(side) }
    return found
  }

  private var termsSeen: [Expression] {
    var found: [Expression] = []
    func look(_ expression: Expression) {
      if case .sum(let terms) = expression.node {
        for term in terms where !found.contains(term) && found.count < Self.mostSeen {
          let isHere = parts.contains { $0.expression == term && $0.place == .term }
          if !isHere, !term.isConstant { found.append(term) }
        }
      }
      expression.children.forEach(look)
    }
    for side in [left] + stepsBefore { look(side) }
    return found
  }
}

extension Part {
  /// A factor may have been lost here.
  fileprivate var takesFactor: Bool {
    switch place {
    case .whole, .body, .term, .negated, .element: true
    case .factor, .argument, .variable, .exponent, .other: false
    }
  }

  /// A term may have been lost here.
  fileprivate var takesTerm: Bool {
    switch place {
    case .whole, .body, .argument, .factor, .other: true
    case .term, .negated, .variable, .element, .exponent: false
    }
  }
}

extension Expression {
  /// A sum of exponentials of single numbers, as below softmax or σ.
  fileprivate var isScalarExponential: Bool {
    contains { node in if case .call(.exp, _) = node { true } else { false } }
  }
}

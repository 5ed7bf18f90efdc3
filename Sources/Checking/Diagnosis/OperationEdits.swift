import Formula

// One operation for another: + for ·, a quotient for a product, Π for Σ, another function for σ.
extension SideEdits {
  var operationEdits: [Edit] { parts.flatMap { operations($0) + functions($0) } }

  private func operations(_ part: Part) -> [Edit] {
    func other(_ now: Expression) -> Edit { edit(.otherOperation(part.expression, now), part, now) }
    switch part.expression.node {
    case .quotient(let above, let below) where !below.isConstant && !below.isNormalisation:
      return [edit(.noDivision(by: below), part, .times([above, below]))]
    case .product(let factors) where factors.count < 6:
      if let now = Self.oneSum(of: factors) { return [edit(.oneSum(now), part, now)] }
      let sums = factors.indices.map { number -> Edit in
        var rest = factors
        let term = rest.remove(at: number)
        return other(.plus([.times(rest), term]))
      }
      let quotients = factors.indices.filter { !factors[$0].isConstant }.map { number -> Edit in
        var rest = factors
        let divisor = rest.remove(at: number)
        return other(Expression(.quotient(.times(rest), divisor)))
      }
      return sums + quotients
    case .sum(let terms) where terms.count < 6:
      return movedBrackets(terms, part)
        + terms.indices.dropLast().map { number in
          var rest = terms
          rest.replaceSubrange(number...number + 1, with: [.times([terms[number], terms[number + 1]])])
          return other(.plus(rest))
        }
    case .big(var operation):
      operation.kind = operation.kind == .sum ? .product : .sum
      return [edit(.otherBigOperator(isSum: operation.kind == .sum), part, Expression(.big(operation)))]
    case .power(let base, let exponent) where base.isSum:
      guard case .big(var operation) = base.node else { return [] }
      operation.body = Expression(.power(operation.body, exponent))
      return [other(Expression(.big(operation)))]
    case .power(let base, let exponent) where exponent.node == .negative(Expression(.number(1))):
      let across = Expression(.transpose(base))
      return [edit(.transposeForInverse(base), part, across)]
    default: return []
    }
  }

  /// σ(x + b) for σ(x) + b.
  private func movedBrackets(_ terms: [Expression], _ part: Part) -> [Edit] {
    terms.indices.flatMap { number -> [Edit] in
      guard case .call(let function, let arguments) = terms[number].node, arguments.count == 1 else {
        return []
      }
      return terms.indices.filter { $0 != number }.map { other in
        let inside = Expression(.call(function, [.plus([arguments[0], terms[other]])]))
        let rest = terms.indices.filter { $0 != number && $0 != other }.map { terms[$0] }
        let now = Expression.plus([inside] + rest)
        return edit(.otherOperation(part.expression, now), part, now)
      }
    }
  }

  /// Σ_e x y for Σ_e x Σ_e y.
  private static func oneSum(of factors: [Expression]) -> Expression? {
    var name: String?
    var bodies: [Expression] = []
    var others: [Expression] = []
    for factor in factors {
      var inner = factor
      var isTransposed = false
      if case .transpose(let within) = factor.node { (inner, isTransposed) = (within, true) }
      guard case .big(let operation) = inner.node, operation.kind == .sum, operation.binders.count == 1,
        let own = operation.binders.first?.name, name == nil || own == name
      else {
        others.append(factor)
        continue
      }
      name = own
      bodies.append(isTransposed ? operation.body.across : operation.body)
    }
    guard let name, bodies.count > 1 else { return nil }
    return .times(others + [Expression(.big(BigOperator(.sum, over: [Binder(name)], .times(bodies))))])
  }

  /// σ and σ′ where some other function stands.
  private func functions(_ part: Part) -> [Edit] {
    guard case .call(let function, let arguments) = part.expression.node, let argument = arguments.last else {
      return []
    }
    let bare = edit(.extraFunction(part.expression), part, argument)
    switch function {
    case .max, .min: return arguments.count == 2 ? [bare] : []
    case .elementary, .other: break
    case .activation, .named, .softmax, .norm, .diag, .sumOfElements: return []
    }
    guard arguments.count == 1 else { return [] }
    return [bare]
      + [0, 1].map { primes in
        let now = Expression(.call(.activation(primes: primes, layer: nil), arguments))
        return edit(.otherQuantity(part.expression, now), part, now)
      }
  }
}

extension Expression {
  /// Σ
  fileprivate var isSum: Bool { if case .big(let operation) = node { operation.kind == .sum } else { false } }
}

import Formula

/// Puts numbers for the quantities of an expression, and keeps what is computed with them.
struct NumbersPutIn {
  let tracer: Tracer
  private let substitution: Substitution

  init(_ tracer: Tracer) {
    self.tracer = tracer
    substitution = Substitution(tracer: tracer)
  }

  /// The forms on the way to the value: numbers put in, and where that is long, brackets and terms evaluated.
  func forms(_ expression: Expression) -> [Expression] {
    var forms: [Expression] = []
    let numbers = putIn(withIdentity(expression)).withShortNumbers
    guard numbers.isOnlyNumbers, numbers.isComposed else { return [] }
    if numbers != expression { forms.append(numbers) }
    // I has no size of its own, so that its multiples have none.
    guard !expression.contains(where: { $0 == .identity }) else { return forms }
    let evaluated = evaluatingInside(expression).withShortNumbers
    if numbers.isLong, evaluated.isOnlyNumbers, evaluated.isComposed, evaluated != numbers {
      forms.append(evaluated)
    }
    return forms
  }

  /// I as the matrix that it is in a sum of matrices.
  private func withIdentity(_ expression: Expression) -> Expression {
    guard expression.contains(where: { $0 == .identity }),
      case .matrix(let rows)? = substitution.array(expression)?.node
    else { return expression }
    let identity = rows.indices.map { row in rows.indices.map { Expression(.number($0 == row ? 1 : 0)) } }
    return expression.mapped { $0 == .identity ? .matrix(identity) : $0 }
  }

  /// A number for each quantity; a function of more than one quantity stays a function.
  private func putIn(_ expression: Expression) -> Expression {
    switch expression.node {
    case .call(let function, let arguments) where arguments.contains(where: \.isComputed):
      return Expression(.call(function, arguments.map(putIn)))
    case .transpose(let inner):
      let inner = putIn(inner)
      return inner.transposedNumbers ?? (inner.isMatrix ? Expression(.transpose(inner)) : inner)
    case .hadamard(let factors):
      let factors = factors.map(putIn)
      return factors.contains(where: \.isMatrix) ? Expression(.hadamard(factors)) : .multiplied(factors)
    case .sum, .negative, .product, .quotient, .power, .outer, .inner:
      return expression.mappedChildren(putIn)
    default: return substitution.substituted(expression)
    }
  }

  /// The same with the arguments of functions, the terms of sums and the factors of products evaluated.
  private func evaluatingInside(_ expression: Expression) -> Expression {
    if case .call(let function, let arguments) = expression.node {
      return Expression(.call(function, arguments.map { substitution.valueOrSelf($0) }))
    }
    guard case .product(let factors) = expression.node else { return substitution.intermediate(expression) }
    return Expression(
      .product(
        factors.map { factor in
          let value = substitution.valueOrSelf(factor)
          // A third stays a third.
          if case .quotient = factor.node, case .value = value.withShortNumbers.node { return putIn(factor) }
          return value
        }))
  }
}

extension Expression {
  /// The transpose of a matrix that is written out; nil where it is none.
  fileprivate var transposedNumbers: Expression? {
    guard case .matrix(let rows) = node, let first = rows.first else { return nil }
    return Expression(.matrix(first.indices.map { column in rows.map { $0[column] } }))
  }

  /// Whether a vector or a matrix stands in it.
  fileprivate var isMatrix: Bool {
    contains { if case .matrix = $0 { true } else { false } }
  }

  /// Whether it is more than a number or a quantity.
  fileprivate var isComputed: Bool {
    switch node {
    case .sum, .product, .hadamard, .quotient, .power, .call, .negative: true
    default: false
    }
  }

  /// Whether there is more in it than one computes in one go.
  fileprivate var isLong: Bool {
    func count(_ expression: Expression) -> Int {
      switch expression.node {
      case .number, .value: 1
      case .call: expression.children.reduce(2) { $0 + count($1) }
      default: expression.children.reduce(0) { $0 + count($1) }
      }
    }
    return count(self) > 4
  }
}

import Formula

/// Names the rule that leads from one side of a chain to the next, where the writer has not said it.
enum RuleNames {
  /// A short name such as "chain rule"; empty when none is evident.
  static func rule(from left: Expression, to right: Expression) -> String {
    let before = Counts(left)
    let after = Counts(right)
    if case .quantity(let quantity) = left.node, quantity.role == .error, case .derivative = right.node {
      return "by definition"
    }
    if after.derivatives > before.derivatives, after.derivatives > 1 {
      return after.sums > before.sums ? "chain rule, summed over all paths" : "chain rule"
    }
    if before.derivatives > after.derivatives, after.errors > before.errors {
      return "by the definition of δ"
    }
    if before.costDerivatives > after.costDerivatives, after.costDerivatives == 0,
      after.targets > before.targets
    {
      return "derivative of the cost"
    }
    if before.ofActivation > after.ofActivation, after.activationDerivatives > before.activationDerivatives {
      return "a = σ(z)"
    }
    if before.activationDerivatives > after.activationDerivatives { return "the derivative of σ put in" }
    if before.ofPreactivation > after.ofPreactivation { return "z is linear in w, a and b" }
    return ""
  }

  /// How often things occur in an expression.
  private struct Counts {
    var derivatives = 0
    var costDerivatives = 0
    /// ∂a/∂…
    var ofActivation = 0
    /// ∂z/∂…
    var ofPreactivation = 0
    var errors = 0
    var targets = 0
    var activationDerivatives = 0
    var sums = 0

    init(_ expression: Expression) { count(expression) }

    private mutating func count(_ expression: Expression) {
      switch expression.node {
      case .derivative(of: let inner, by: _):
        derivatives += 1
        if case .quantity(let quantity) = inner.node {
          if quantity.role == .activation { ofActivation += 1 }
          if quantity.role == .preactivation { ofPreactivation += 1 }
        }
        if case .quantity(let quantity) = inner.node, quantity.role == .cost || quantity.role == .batchCost {
          costDerivatives += 1
        }
      case .quantity(let quantity):
        if quantity.role == .error { errors += 1 }
        if quantity.role == .target { targets += 1 }
      case .call(.activation(let primes, _), _), .call(.named(_, let primes), _):
        if primes > 0 { activationDerivatives += 1 }
      case .big: sums += 1
      default: break
      }
      for child in expression.children { count(child) }
    }
  }
}

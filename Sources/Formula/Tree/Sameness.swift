extension Expression {
  /// Whether two expressions are one and the same up to the order of terms and of factors.
  ///
  /// Structure only: `a + b` is `b + a`, but `2a` is not `a + a`. The order of a product counts where matrices may
  /// stand in it, so factors are matched in any order only when each of them has its indices.
  public func isSame(as other: Expression) -> Bool {
    if self == other { return true }
    switch (node, other.node) {
    case (.sum(let left), .sum(let right)), (.hadamard(let left), .hadamard(let right)):
      return Expression.match(left, right)
    case (.product(let left), .product(let right)):
      if left.count == right.count, zip(left, right).allSatisfy({ $0.isSame(as: $1) }) { return true }
      return (left + right).allSatisfy { !$0.hasWholes } && Expression.match(left, right)
    case (.negative(let left), .negative(let right)), (.transpose(let left), .transpose(let right)):
      return left.isSame(as: right)
    case (.quotient(let a, let b), .quotient(let c, let d)), (.power(let a, let b), .power(let c, let d)),
      (.derivative(of: let a, by: let b), .derivative(of: let c, by: let d)):
      return a.isSame(as: c) && b.isSame(as: d)
    case (.call(let function, let left), .call(let otherFunction, let right)):
      return function == otherFunction && left.count == right.count
        && zip(left, right).allSatisfy { $0.isSame(as: $1) }
    case (.big(let left), .big(let right)):
      return left.kind == right.kind && left.binders == right.binders && left.body.isSame(as: right.body)
    default: return false
    }
  }

  /// Whether each part of one list is the same as a part of the other, one to one.
  private static func match(_ left: [Expression], _ right: [Expression]) -> Bool {
    guard left.count == right.count else { return false }
    // Longer lists are compared in their order: trying every partner would take too long.
    guard left.count <= 256 else { return zip(left, right).allSatisfy { $0.isSame(as: $1) } }
    var rest = right
    for part in left {
      guard let found = rest.firstIndex(where: { $0.isSame(as: part) }) else { return false }
      rest.remove(at: found)
    }
    return true
  }

  /// Whether a whole vector or matrix stands in it, so that the order of factors may count.
  private var hasWholes: Bool {
    contains { node in
      switch node {
      case .quantity(let quantity):
        quantity.indices.isEmpty && quantity.role != .cost && quantity.role != .batchCost
      case .matrix, .identity, .ones: true
      default: false
      }
    }
  }
}

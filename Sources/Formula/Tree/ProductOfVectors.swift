extension Expression {
  /// Whether it is a product of vectors of which either the first or the last is transposed: uᵀv, uᵀWv, uvᵀ.
  ///
  /// Brackets around it mean something: (uᵀv)w is a multiple of w, whereas vw alone has no meaning. So it stays one
  /// factor of a product.
  public var isProductOfVectors: Bool { isRowTimesColumn != nil }

  /// True for uᵀ … v, false for u … vᵀ, nil for anything else. A Latin letter without a role may be a vector.
  public var isRowTimesColumn: Bool? {
    guard case .product(let factors) = node else { return nil }
    let wholes = factors.filter(\.mayBeWhole)
    guard wholes.count > 1, let first = wholes.first, let last = wholes.last, first.mayBeVector,
      last.mayBeVector, first.isTransposed != last.isTransposed
    else { return nil }
    return first.isTransposed
  }

  private var isTransposed: Bool { if case .transpose = node { true } else { false } }

  /// Whether nothing in it says that it is a matrix or a number.
  private var mayBeVector: Bool {
    guard mayBeWhole else { return false }
    return switch node {
    case .quantity(let quantity): quantity.role != .weight && quantity.example != .all
    case .symbol, .ones: true
    case .transpose(let inner), .negative(let inner), .example(let inner, _): inner.mayBeVector
    case .sum(let parts), .hadamard(let parts): parts.allSatisfy { !$0.mayBeWhole || $0.mayBeVector }
    case .call(.activation, let arguments), .call(.softmax, let arguments):
      arguments.allSatisfy(\.mayBeVector)
    case .matrix(let rows): rows.count == 1 || rows.first?.count == 1
    default: false
    }
  }

  /// Whether it may have the shape of a vector or matrix.
  private var mayBeWhole: Bool {
    switch node {
    case .quantity(let quantity):
      quantity.indices.isEmpty && quantity.role != .cost && quantity.role != .batchCost
    case .symbol(let symbol): !symbol.name.hasPrefix("\\")
    case .matrix, .identity, .ones, .gradient: true
    case .element, .inner, .call(.norm, _), .call(.sumOfElements, _): false
    default: children.contains(where: \.mayBeWhole)
    }
  }
}

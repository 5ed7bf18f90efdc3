import Formula

extension Statement {
  /// The statement for rows where it was for columns, or the other way round: z = Wa + b becomes z = aWᵀ + b.
  ///
  /// Each side is transposed, and a row named a is the transpose of the column named a. Doing it twice gives the
  /// statement again. Scalar products in brackets keep their place among the factors.
  func layingVectorsAcross(from old: Convention.Orientation) -> Statement {
    var result = self
    result.sides = sides.map { $0.layingVectorsAcross(from: old) }
    return result
  }
}

extension Expression {
  /// What is the transpose of the expression when vectors lie the other way.
  fileprivate func layingVectorsAcross(from old: Convention.Orientation) -> Expression {
    switch node {
    case .quantity(let quantity):
      return quantity.role == .weight && quantity.indices.isEmpty ? transposed : self
    case .ones: return transposed
    case .transpose(let inner):
      let across = inner.layingVectorsAcross(from: old)
      return Expression(across.transposed.node, range)
    case .product(let factors):
      let places = factors.indices.filter { factors[$0].hasWholes && !factors[$0].isScalarProduct(of: old) }
      var result = factors.map { $0.layingVectorsAcross(from: old) }
      let reversed = places.reversed().map { result[$0] }
      for (place, factor) in zip(places, reversed) { result[place] = factor }
      return Expression(.product(result), range)
    case .power(let space, let exponent):
      // ℝ^{m×n} holds the matrices whose transposes ℝ^{n×m} holds.
      guard space.node == .symbol(Symbol("\\mathbb{R}")), case .product(let sizes) = exponent.node else {
        return mappedChildren { $0.layingVectorsAcross(from: old) }
      }
      return Expression(.power(space, Expression(.product(sizes.reversed()), exponent.range)), range)
    case .outer(let left, let right):
      return Expression(
        .outer(right.layingVectorsAcross(from: old), left.layingVectorsAcross(from: old)), range)
    case .derivative(of: let inner, by: let variable):
      let across = Expression(.derivative(of: inner.layingVectorsAcross(from: old), by: variable), range)
      let isMatrix = variable.isWholeWeight || inner.hasWholes && variable.hasWholes
      return isMatrix ? across.transposed : across
    case .gradient(of: let inner, by: let variable):
      let across = Expression(.gradient(of: inner.layingVectorsAcross(from: old), by: variable), range)
      return variable?.isWholeWeight == true ? across.transposed : across
    case .element(let inner, let indices):
      return Expression(.element(inner.layingVectorsAcross(from: old), indices.reversed()), range)
    case .matrix(let rows):
      let columns =
        rows.first?.indices.map { column in rows.map { $0[column].layingVectorsAcross(from: old) } } ?? []
      return Expression(.matrix(columns), range)
    default: return mappedChildren { $0.layingVectorsAcross(from: old) }
    }
  }

  /// xᵀ, or x where the expression is xᵀ.
  private var transposed: Expression {
    if case .transpose(let inner) = node { return inner }
    return Expression(.transpose(self), range)
  }

  /// Whether it is a number as a product: uᵀv of columns, uvᵀ of rows.
  private func isScalarProduct(of orientation: Convention.Orientation) -> Bool {
    isRowTimesColumn == (orientation == .columns)
  }

  private var isWholeWeight: Bool {
    if case .quantity(let quantity) = node {
      quantity.role == .weight && quantity.indices.isEmpty
    } else {
      false
    }
  }

  /// Whether it has the shape of a vector or matrix because one stands in it, outside of a norm or an element.
  private var hasWholes: Bool {
    switch node {
    case .quantity(let quantity):
      quantity.indices.isEmpty && quantity.role != .cost && quantity.role != .batchCost
    case .matrix, .identity, .ones: true
    case .element, .inner, .call(.norm, _), .call(.sumOfElements, _): false
    case .derivative(of: let inner, by: let variable): inner.hasWholes || variable.hasWholes
    case .gradient: true
    default: children.contains(where: \.hasWholes)
    }
  }
}

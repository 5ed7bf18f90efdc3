import Formula

// From z_j to the cost lead as many paths as softmax has outputs: δ_j = Σ_k ∂C/∂a_k ∂a_k/∂z_j.
extension SideEdits {
  /// Σ_k ∂C/∂a_k ∂a_k/∂z_j for ∂C/∂a_j ∂a_j/∂z_j, also where both are written out.
  func onePaths(_ part: Part) -> [Edit] {
    guard case .product(let factors) = part.expression.node else { return [] }
    let letter = freshLetter(["k", "m", "p", "i"])
    return factors.indices.compactMap { place in
      guard let slope = ownSlope(at: place, factors, summedOver: letter) else { return nil }
      let others = factors.indices.filter { !slope.places.contains($0) }
      let gradient = others.filter { factors[$0].isSlopeOfCost(at: slope.unit) }
      guard !gradient.isEmpty else { return nil }
      let moved = gradient.map { factors[$0].replacing([slope.unit: .variable(letter)], [:]) }
      let body = Expression.times(moved + [slope.ofOther])
      let now = Expression(.big(BigOperator(.sum, over: [Binder(letter)], body)))
      let was = Expression.times((gradient + slope.places).sorted().map { factors[$0] })
      let rest = others.filter { !gradient.contains($0) }.map { factors[$0] }
      return edit(.diagonalOnly(was, now), part, .times(rest + [now]))
    }
  }

  /// (diag(a) − a aᵀ)g for g ⊙ a ⊙ (1 − a)
  func onePathsOfWholes(_ part: Part) -> [Edit] {
    guard case .hadamard(let factors) = part.expression.node else { return [] }
    return factors.indices.compactMap { place in
      guard let a = factors[place].subtractedFromOne, let own = factors.firstIndex(of: a),
        case .quantity(let quantity) = a.node, quantity.isOutputActivation, quantity.indices.isEmpty
      else { return nil }
      let rest = factors.indices.filter { $0 != place && $0 != own }.map { factors[$0] }
      guard !rest.isEmpty else { return nil }
      let square = Expression.times([a, Expression(.transpose(a))])
      let jacobian = Expression(.sum([Expression(.call(.diag, [a])), Expression(.negative(square))]))
      let now = Expression.times([jacobian, .elementwise(rest)])
      return edit(.diagonalOnly(part.expression, now), part, now)
    }
  }

  /// ∂a_j/∂z_j or a_j(1 − a_j) among factors, and what it is for another output.
  private struct OwnSlope {
    var places: [Int]
    /// The letter of the unit.
    var unit: String
    /// ∂a_k/∂z_j or a_k(𝟏[k = j] − a_j)
    var ofOther: Expression
  }

  private func ownSlope(at place: Int, _ factors: [Expression], summedOver letter: String) -> OwnSlope? {
    if case .derivative(of: let above, by: let below) = factors[place].node,
      case .quantity(let a) = above.node, a.isOutputActivation, case .quantity(let z) = below.node,
      z.role == .preactivation, z.layer ?? .output == .output, a.indices == z.indices,
      case .variable(let unit)? = a.indices.first
    {
      let other = quantity(.activation, .output, [.variable(letter)])
      return OwnSlope(
        places: [place], unit: unit, ofOther: Expression(.derivative(of: other, by: below)))
    }
    guard let a = factors[place].subtractedFromOne, case .quantity(let own) = a.node, own.isOutputActivation,
      case .variable(let unit)? = own.indices.first, let beside = factors.firstIndex(of: a)
    else { return nil }
    let match = Expression(.kronecker(.variable(letter), .variable(unit)))
    let other = quantity(.activation, .output, [.variable(letter)])
    return OwnSlope(
      places: [place, beside], unit: unit,
      ofOther: .times([other, Expression(.sum([match, Expression(.negative(a))]))]))
  }
}

extension Quantity {
  /// a of the last layer.
  fileprivate var isOutputActivation: Bool { role == .activation && layer ?? .output == .output }
}

extension Expression {
  /// Whether it is ∂C/∂a_j, or made of a_j and y_j as that is.
  fileprivate func isSlopeOfCost(at unit: String) -> Bool {
    let all = quantities
    return all.contains { $0.indices == [.variable(unit)] }
      && all.allSatisfy { [.cost, .batchCost, .target].contains($0.role) || $0.isOutputActivation }
  }
}

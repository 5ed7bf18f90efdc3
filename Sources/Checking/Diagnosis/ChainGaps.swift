import Formula

/// A link that is missing in a product of Jacobians, found by what stands on either side of the gap.
///
/// ∂a/∂b · ∂b/∂c needs no more; between ∂a/∂b and ∂c/∂d the factor ∂b/∂c is missing. A matrix of weights is ∂z/∂a of
/// the layer below, diag(σ′(z)) is ∂a/∂z, an error term ∂C/∂z.
struct ChainGaps {
  let left: Expression
  let convention: Convention
  let layout: Lowering.GradientLayout

  /// What the rows and the columns of a factor belong to: of ∂a/∂b to a and to b.
  private struct Ends: Equatable {
    var rows: End
    var columns: End

    var transposed: Ends { Ends(rows: columns, columns: rows) }
  }

  /// A quantity by which something is differentiated; the cost is one number.
  private enum End: Equatable {
    case cost
    case quantity(Quantity)
  }

  /// The factors that fit a gap of the product, with the places where they belong: before the factor of that number.
  func fillings(of factors: [Expression]) -> [(factor: Expression, place: Int)] {
    let isGradient = { (x: Expression) in ends(of: x) != nil }
    let first = factors.firstIndex(where: isGradient) ?? factors.count
    guard let whole = ends(of: left), first < factors.count, factors[first...].allSatisfy(isGradient) else {
      return []
    }
    let speaksOfSlopes = factors.contains { factor in
      factor.contains { if case .derivative = $0 { true } else { false } }
    }
    let known = factors[first...].compactMap(ends)
    var found: [(factor: Expression, place: Int)] = []
    for place in 0...known.count {
      let above = place == 0 ? whole.rows : known[place - 1].columns
      let below = place == known.count ? whole.columns : known[place].rows
      guard above != below else { continue }
      found += jacobians(above, below, asSlopes: speaksOfSlopes).map { ($0, first + place) }
    }
    return found
  }

  /// What leads from one quantity to another: as a derivative, or as weights and slopes where it is one of them.
  private func jacobians(_ above: End, _ below: End, asSlopes: Bool) -> [Expression] {
    guard case .quantity(let above) = above, case .quantity(let below) = below else { return [] }
    guard let (upper, lower) = [(above, below), (below, above)].first(where: { isAbove($0.0, $0.1) }) else {
      return []
    }
    func turned(_ x: Expression) -> Expression { upper == above ? x : Expression(.transpose(x)) }
    let slope = Expression(.derivative(of: Expression(.quantity(upper)), by: Expression(.quantity(lower))))
    guard upper.indices.isEmpty, lower.indices.isEmpty, !asSlopes else { return [turned(slope)] }
    switch (upper.role, lower.role) {
    case (.preactivation, .activation) where upper.layer == lower.layer?.next:
      return [turned(Expression(.quantity(Quantity(.weight, layer: upper.layer))))]
    case (.activation, .preactivation) where upper.layer == lower.layer && convention.output != .softmax:
      let function = Function.activation(primes: 1, layer: nil)
      return [Expression(.call(.diag, [Expression(.call(function, [Expression(.quantity(lower))]))]))]
    default: return [turned(slope)]
    }
  }

  /// Whether one quantity depends on the other.
  private func isAbove(_ upper: Quantity, _ lower: Quantity) -> Bool {
    let (high, low) = (upper.layer ?? .output, lower.layer ?? .output)
    if high == low { return upper.role == .activation && lower.role == .preactivation }
    return high.base == low.base ? high.offset > low.offset : high.base == .output
  }

  // MARK: - What a factor is

  private func ends(of factor: Expression) -> Ends? {
    switch factor.node {
    case .transpose(let inner): return ends(of: inner)?.transposed
    case .quantity(let quantity):
      guard let layer = quantity.layer else { return nil }
      switch quantity.role {
      case .weight where quantity.indices.isEmpty:
        return Ends(
          rows: .quantity(Quantity(.preactivation, layer: layer)),
          columns: .quantity(Quantity(.activation, layer: layer.previous)))
      case .error where quantity.indices.isEmpty:
        return gradient(Quantity(.preactivation, layer: layer), isRow: false)
      default: return nil
      }
    case .call(.diag, let arguments):
      guard case .call(.activation(primes: 1, _), let inner)? = arguments.first?.node,
        case .quantity(let z)? = inner.first?.node
      else { return nil }
      var a = z
      a.role = .activation
      return Ends(rows: .quantity(a), columns: .quantity(z))
    case .derivative(of: let function, by: let variable):
      guard case .quantity(let above) = function.node, case .quantity(let below) = variable.node else {
        return nil
      }
      if [.cost, .batchCost].contains(above.role) {
        return gradient(below, isRow: layout == .acrossVariable)
      }
      return Ends(rows: .quantity(above), columns: .quantity(below.ofSameSlope))
    default: return nil
    }
  }

  private func gradient(_ variable: Quantity, isRow: Bool) -> Ends {
    let ends = Ends(rows: .quantity(variable.ofSameSlope), columns: .cost)
    return isRow ? ends.transposed : ends
  }
}

extension Quantity {
  /// z for b: a bias is added to z, so that what depends on one depends on the other in the same way.
  fileprivate var ofSameSlope: Quantity {
    guard role == .bias, indices.isEmpty else { return self }
    var result = self
    result.role = .preactivation
    return result
  }
}

import Formula

// Conditions are tensors of ones and zeros.
extension Evaluator {
  /// 1 where every comparison holds.
  mutating func truth(of condition: IndexCondition) throws(EvaluationError) -> Tensor {
    var all = exact(1).value
    for comparison in condition.comparisons { all = try product(all, truth(of: comparison)) }
    return all
  }

  /// 1 where the comparison holds; a comparison with something that is not a number does not, unless it is ≠.
  mutating func truth(of comparison: IndexComparison) throws(EvaluationError) -> Tensor {
    switch comparison {
    case .values(let left, let relation, let right):
      let (x, y) = (try dual(left, by: nil).value, try dual(right, by: nil).value)
      return try truth(x, relation, y)
    case .places(let left, let relation, let right):
      let (x, y) = (try places(left, beside: right), try places(right, beside: left))
      return try truth(x, relation, y)
    }
  }

  private mutating func truth(
    _ x: Tensor, _ relation: Relation, _ y: Tensor
  ) throws(EvaluationError) -> Tensor {
    try spendUnion(x, y)
    return try Tensor.combined(
      x, y, { Bounded(exact: relation.holds($0.value, $1.value) ? 1 : 0) },
      { relation.holds($0, $1) ? 1 : 0 })
  }

  /// The number of a position, counted from 0. The last is the last of what it is compared with.
  mutating func places(_ position: Position, beside other: Position) throws(EvaluationError) -> Tensor {
    switch position {
    case .at(let place): return exact(Double(place)).value
    case .along(let axis):
      let places = try positions(of: axis)
      try spend(places.count)
      return Tensor(
        axes: [axis.id], sizes: [places.count], exact: places.map(Double.init), isBounded: isBounded)
    case .last:
      if other == .last { return exact(0).value }
      guard case .along(let axis) = other else { throw .missingExtent }
      return exact(Double(try extent(of: axis) - 1)).value
    case .trueClass:
      switch try exampleOfTrueClass(nil) {
      case .along(let axis):
        let examples = try positions(of: axis)
        for e in examples where e < 0 || e >= pass.examples {
          throw .positionOutOfRange(e, count: pass.examples)
        }
        return Tensor(
          axes: [axis.id], sizes: [examples.count], exact: examples.map { Double(state.trueClass(of: $0)) },
          isBounded: isBounded)
      case .at(let e):
        guard e >= 0, e < pass.examples else { throw .positionOutOfRange(e, count: pass.examples) }
        return exact(Double(state.trueClass(of: e))).value
      case .last: return exact(Double(state.trueClass(of: pass.examples - 1))).value
      case .trueClass: throw .missingExample
      }
    }
  }

  /// The example whose true class is meant: that of the entry itself, or the one beside it in the formula.
  func exampleOfTrueClass(_ own: Position?) throws(EvaluationError) -> Position {
    if let own { return own }
    if pass.examples == 1 { return .at(0) }
    guard let example else { throw .missingExample }
    return example
  }

  /// The first branch whose condition holds; not a number where none does.
  mutating func choice(_ branches: [IndexBranch], by variable: Variable?) throws(EvaluationError) -> Dual {
    var result = exact(.nan)
    let zero = exact(0).value
    for branch in branches.reversed() {
      let value = try dual(branch.value, by: variable)
      guard let condition = branch.condition else {
        result = value
        continue
      }
      let mask = try truth(of: condition)
      try spendUnion(value.value, mask)
      try spendUnion(result.value, value.value)
      var tangent: Tensor?
      if value.tangent != nil || result.tangent != nil {
        tangent = try Tensor.choice(mask, value.tangent ?? zero, result.tangent ?? zero)
      }
      result = Dual(try Tensor.choice(mask, value.value, result.value), tangent: tangent)
    }
    return result
  }
}

extension Relation {
  /// Whether x R y, exactly.
  fileprivate func holds(_ x: Double, _ y: Double) -> Bool {
    switch self {
    case .equal, .defined, .identical, .approximately: return x == y
    case .notEqual: return x != y
    case .less: return x < y
    case .lessOrEqual: return x <= y
    case .greater: return x > y
    case .greaterOrEqual: return x >= y
    case .proportional, .element, .implies, .maps, .assigned: return false
    }
  }
}

import Formula

/// A point of a state at which the two sides of a link differ.
struct Refutation {
  /// The layers that letters stand for.
  var layers: [String: Int]
  /// Positions of the free axes, counted from 0, by axis id.
  var positions: [Int: Int]
  var left: Bounded
  var right: Bounded
}

/// One link of a chain, ready to be evaluated on many states.
struct RefutableLink {
  let left: IndexForm
  let right: IndexForm
  let relation: Relation
  let chain: LoweredChain
  /// The layers that the two sides ask for.
  let constraints: LayerConstraints
  /// Whether derivatives or error terms stand in it.
  let dependsOnJudge: Bool

  /// Work allowed for one side on one small network.
  private static let budget = 200_000

  /// Nil where a side of the link has no meaning, or one point refutes nothing.
  init?(_ reading: Reading, link: Int) {
    let chain = reading.chain
    let statement = chain.statement
    guard case .success(let left) = chain.sides[link], case .success(let right) = chain.sides[link + 1],
      chain.linkProblems[link] == nil, statement.relations[link] != .proportional
    else { return nil }
    self.left = left.form
    self.right = right.form
    self.chain = chain
    relation = statement.relations[link]
    constraints = LayerConstraints([statement.sides[link], statement.sides[link + 1]])
    dependsOnJudge = left.dependsOnJudge || right.dependsOnJudge
  }

  /// The points at which the sides differ, as the engine sees them.
  func refutations(on state: State) -> [Refutation] {
    constraints.assignments(depth: state.network.depth).flatMap { layers in
      points(on: state, layers: layers, judge: .backpropagation).filter { point in
        var tally = LinkTally()
        let compared = LinkTally.Point(
          stateNumber: 0, layers: layers, positions: point.positions, left: point.left, right: point.right)
        tally.take(compared, isFromDifferences: false, relation: relation)
        return tally.differing > 0
      }
    }
  }

  /// Every point at which the conditions written beside the chain hold, with the two sides there.
  private func points(on state: State, layers: [String: Int], judge: Judge) -> [Refutation] {
    func value(_ form: IndexForm) -> Tensor? {
      var evaluator = Evaluator(state: state, layers: layers, judge: judge, budget: Self.budget)
      evaluator.example = chain.exampleMeant
      return try? evaluator.value(of: form)
    }
    guard let leftValue = value(left), let rightValue = value(right),
      let comparison = try? SideComparison(leftValue, rightValue)
    else { return [] }
    var mask: Tensor?
    if let form = chain.mask {
      guard let value = value(form) else { return [] }
      mask = value
    }
    var points: [Refutation] = []
    comparison.visit { position, left, right in
      var positions: [Int: Int] = [:]
      for (axis, place) in zip(comparison.axes, position) { positions[axis] = place }
      guard left.value.isFinite, right.value.isFinite else { return }
      if let mask, mask.number(at: positions)?.value == 0 { return }
      points.append(Refutation(layers: layers, positions: positions, left: left, right: right))
    }
    return points
  }

  /// Whether difference quotients give the same two numbers as the engine.
  func isConfirmed(_ point: Refutation, on state: State) -> Bool {
    guard dependsOnJudge else { return true }
    return points(on: state, layers: point.layers, judge: .differences).contains { other in
      // One judge's values may depend on the example by name only.
      let isThere = point.positions.allSatisfy { axis, place in (other.positions[axis] ?? place) == place }
      return isThere && Self.isNear(other.left, point.left)
        && Self.isNear(other.right, point.right)
    }
  }

  /// Within the noise of a difference quotient, which is far below any difference that is shown.
  private static func isNear(_ quotient: Bounded, _ engine: Bounded) -> Bool {
    abs(quotient.value - engine.value) <= max(1e-6 * max(abs(engine.value), 1e-3), 8 * quotient.error)
  }
}

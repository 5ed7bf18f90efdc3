import Formula
import Network

/// Evaluates the sides of a chain on states, by both judges, and tallies every link.
struct ChainJudge {
  let statement: Statement
  let chain: LoweredChain
  /// Only positions at which a unit index is the true class are compared.
  var onlyTrueClass = false
  /// Difference quotients are evaluated as well as the engine.
  var usesDifferences = true
  /// Work allowed per side and network.
  var budget = 200_000_000

  /// Points at most on one network with one choice of layers.
  private static let mostPoints = 8192.0
  /// Free axes longer than this are sampled.
  private static let sampledAbove = 12

  /// One tally per link.
  func tallies(on states: [State]) -> [LinkTally] {
    var tallies = [LinkTally](repeating: LinkTally(), count: statement.relations.count)
    for (number, state) in states.enumerated() {
      for layers in chain.constraints.assignments(depth: state.network.depth) {
        take(state, number, layers, into: &tallies)
        // What is too much work on one network is so on the next.
        if tallies.contains(where: { $0.errors.contains(.budgetExceeded) }) { return tallies }
      }
    }
    return tallies
  }

  /// One state with one choice of layers.
  private struct Setting {
    let state: State
    let number: Int
    let layers: [String: Int]
    let domains: [Int: [Int]]
    /// 0 where the conditions beside the chain do not hold.
    let mask: Tensor?
  }

  /// The values of one side.
  private struct SideValue {
    var engine: Tensor
    var differences: Tensor?
  }

  private func take(_ state: State, _ number: Int, _ layers: [String: Int], into tallies: inout [LinkTally]) {
    let domains = self.domains(state, layers)
    var mask: Tensor?
    if let form = chain.mask {
      var evaluator = Evaluator(state: state, layers: layers, domains: domains, budget: budget)
      evaluator.example = chain.exampleMeant
      mask = try? evaluator.value(of: form)
    }
    let place = Setting(state: state, number: number, layers: layers, domains: domains, mask: mask)
    var kinks = 0
    var values: [Result<SideValue, EvaluationError>?] = []
    for side in chain.sides {
      guard case .success(let side) = side else {
        values.append(nil)
        continue
      }
      do throws(EvaluationError) {
        var evaluator = Evaluator(
          state: state, layers: layers, judge: .backpropagation, domains: domains, budget: budget)
        evaluator.example = chain.exampleMeant
        var value = SideValue(engine: try evaluator.value(of: side.form))
        if usesDifferences, side.dependsOnJudge {
          var evaluator = Evaluator(
            state: state, layers: layers, judge: .differences, domains: domains, budget: budget)
          evaluator.example = chain.exampleMeant
          do throws(EvaluationError) {
            value.differences = try evaluator.value(of: side.form)
            kinks += evaluator.kinksMet.count
          } catch {
            // Too dear for difference quotients on a large network: the engine's word stands alone.
            guard error == .budgetExceeded else { throw error }
          }
        }
        values.append(.success(value))
      } catch {
        values.append(.failure(error))
      }
    }
    for link in tallies.indices {
      tallies[link].kinks += kinks
      compare(values[link], values[link + 1], link, place, into: &tallies[link])
    }
  }

  private func compare(
    _ left: Result<SideValue, EvaluationError>?, _ right: Result<SideValue, EvaluationError>?, _ link: Int,
    _ setting: Setting, into tally: inout LinkTally
  ) {
    guard let left, let right else { return }
    do throws(EvaluationError) {
      let (left, right) = (try left.get(), try right.get())
      try compare(left.engine, right.engine, isFromDifferences: false, link, setting, &tally)
      if left.differences != nil || right.differences != nil {
        try compare(
          left.differences ?? left.engine, right.differences ?? right.engine, isFromDifferences: true, link,
          setting,
          &tally)
      }
      for side in [left, right] {
        if let differences = side.differences { try compareJudges(side.engine, differences, &tally) }
      }
    } catch {
      if !tally.errors.contains(error) { tally.errors.append(error) }
    }
  }

  private func compare(
    _ left: Tensor, _ right: Tensor, isFromDifferences: Bool, _ link: Int, _ setting: Setting,
    _ tally: inout LinkTally
  ) throws(EvaluationError) {
    let comparison = try SideComparison(left, right)
    var updated = tally
    let relation = statement.relations[link]
    comparison.visit { position, left, right in
      var positions: [Int: Int] = [:]
      var indices: [Int: Int] = [:]
      for (axis, place) in zip(comparison.axes, position) {
        positions[axis] = setting.domains[axis].map { $0[place] } ?? place
        indices[axis] = place
      }
      if onlyTrueClass, !isTrueClass(positions, setting.state) { return }
      if let mask = setting.mask, mask.number(at: indices)?.value == 0 {
        if left.value != 0 { updated.isNonzeroElsewhere = true }
        return
      }
      let point = LinkTally.Point(
        stateNumber: setting.number, layers: setting.layers, positions: positions, left: left, right: right)
      updated.take(point, isFromDifferences: isFromDifferences, relation: relation)
    }
    tally = updated
  }

  /// Whether the two judges give the same values.
  private func compareJudges(
    _ engine: Tensor, _ differences: Tensor, _ tally: inout LinkTally
  ) throws(EvaluationError) {
    var updated = tally
    try SideComparison(engine, differences).visit { _, engine, differences in
      switch Tolerance.compare(engine, differences) {
      case .differ: updated.judgesDisagree = true
      case .agree:
        updated.judgeDifference = max(
          updated.judgeDifference, Tolerance.relativeDifference(engine, differences))
      case .unclear, .uninformative: break
      }
    }
    tally = updated
  }

  /// Whether the unit of the output layer at these positions is the true class of the example.
  private func isTrueClass(_ positions: [Int: Int], _ state: State) -> Bool {
    guard let unit = chain.outputAxis, let position = positions[unit.id] else { return false }
    let example = chain.exampleAxis.flatMap { positions[$0.id] } ?? 0
    return position == state.trueClass(of: example)
  }

  /// Positions to evaluate along long free axes: the first, the last and some between.
  private func domains(_ state: State, _ layers: [String: Int]) -> [Int: [Int]] {
    let evaluator = Evaluator(state: state, layers: layers)
    let axes = (chain.axes + [Scope.implicitExample]).compactMap { axis -> (id: Int, count: Int)? in
      guard let count = try? evaluator.extent(of: axis), count > 0 else { return nil }
      return (axis.id, count)
    }
    var domains: [Int: [Int]] = [:]
    for axis in axes where axis.count > Self.sampledAbove {
      domains[axis.id] = [0, axis.count / 5, axis.count / 3, axis.count / 2 + 1, axis.count - 1]
    }
    // Many free indices: fewer positions of each, at different places, until the points are few enough.
    func points() -> Double { axes.reduce(1) { $0 * Double(domains[$1.id]?.count ?? $1.count) } }
    for size in [4, 3, 2, 1] where points() > Self.mostPoints {
      for (order, axis) in axes.enumerated() where axis.count > size && points() > Self.mostPoints {
        domains[axis.id] = (0..<size).map { (order + $0 * max(1, axis.count / size)) % axis.count }.sorted()
      }
    }
    return domains
  }
}

extension LoweredChain {
  /// The free axis that runs over output units, if there is exactly one.
  var outputAxis: Axis? {
    let outputs = axes.filter { $0.range == .units(.output) }
    return outputs.count == 1 ? outputs[0] : nil
  }

  /// The example that a side belongs to which names none: "one example, whichever".
  var exampleMeant: Position? { speaksOfExamples ? nil : .along(Scope.implicitExample) }

  /// The axis of the example that is meant.
  var exampleAxis: Axis? { axes.first { $0.range == .examples } ?? Scope.implicitExample }
}

import Formula
import Network

/// Evaluates the sides of a chain on states, by both judges, and tallies every link.
struct ChainComparison {
  let chain: LoweredChain
  /// Only positions at which a unit index is the true class are compared.
  var onlyTrueClass = false
  /// Difference quotients are evaluated as well as the engine, for a link until it is refuted.
  var usesDifferences = true
  /// Nothing more is evaluated once every link, or the one asked about, is refuted.
  var stopsWhenRefuted = false
  /// The only link that is asked about; nil for all of them.
  var link: Int?
  /// Work allowed per side and network.
  var budget = 200_000_000

  /// Points at most on one network with one choice of layers.
  var mostPoints = 8192.0
  /// Free axes longer than this are sampled.
  private static let sampledAbove = 12

  /// One tally per link.
  func tallies(on states: [State]) -> [LinkTally] {
    var tallies = [LinkTally](repeating: LinkTally(), count: chain.statement.relations.count)
    for (number, state) in states.enumerated() {
      for layers in chain.constraints.assignments(depth: state.network.depth) {
        take(state, number, layers, into: &tallies)
        if stopsWhenRefuted, links.allSatisfy({ isRefuted(tallies[$0], $0) }) { return tallies }
        // What is too much work on one network is so on the next.
        if tallies.contains(where: { $0.errors.contains(.budgetExceeded) }) { return tallies }
      }
    }
    return tallies
  }

  /// What the engine finds where a link holds by both judges; nil where it does not.
  ///
  /// Difference quotients, which are dear, are taken at few points.
  func confirmation(of link: Int, on states: [State]) -> LinkTally? {
    var judge = self
    judge.link = link
    judge.stopsWhenRefuted = true
    judge.usesDifferences = false
    judge.budget = min(budget, Self.budgetOfDrawn)
    let relation = chain.statement.relations[link]
    let found = judge.tallies(on: states)[link]
    guard found.outcome(relation: relation) == .holds else { return nil }
    let dependsOnJudge = [link, link + 1].contains { side in
      if case .success(let side) = chain.sides[side] { side.dependsOnJudge } else { false }
    }
    guard dependsOnJudge else { return found }
    judge.usesDifferences = true
    judge.mostPoints = Self.pointsOfConfirmation
    return judge.tallies(on: states)[link].outcome(relation: relation) == .holds ? found : nil
  }

  /// Points at which a confirmation takes difference quotients, on one network with one choice of layers.
  private static let pointsOfConfirmation = 32.0

  /// Work allowed per side and network where networks are drawn, which are small.
  static let budgetOfDrawn = 10_000_000

  private var links: Range<Int> { link.map { $0..<$0 + 1 } ?? 0..<chain.statement.relations.count }

  /// Whether a link can only fail; proportional sides may differ.
  private func isRefuted(_ tally: LinkTally, _ link: Int) -> Bool {
    tally.differing > 0 && chain.statement.relations[link] != .proportional
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

  /// The values of the sides of a chain by one judge; nil where nobody asks.
  private typealias SideValues = [Result<Tensor, EvaluationError>?]

  private func take(_ state: State, _ number: Int, _ layers: [String: Int], into tallies: inout [LinkTally]) {
    let domains = self.domains(state, layers)
    var mask: Tensor?
    if let form = chain.mask {
      var evaluator = Evaluator(state: state, layers: layers, domains: domains, budget: budget)
      evaluator.example = chain.exampleMeant
      mask = try? evaluator.value(of: form)
    }
    let setting = Setting(state: state, number: number, layers: layers, domains: domains, mask: mask)
    let engine: SideValues = chain.sides.indices.map { position in
      guard links.contains(position) || links.contains(position - 1) else { return nil }
      return value(of: position, by: .backpropagation, setting)?.value
    }
    for link in links {
      compare(engine[link], engine[link + 1], isFromDifferences: false, link, setting, into: &tallies[link])
    }
    guard usesDifferences else { return }
    // What the engine refutes needs no second word: difference quotients are dear.
    let open = Set(links.filter { !isRefuted(tallies[$0], $0) })
    var kinks = 0
    let differences: SideValues = chain.sides.indices.map { position in
      guard open.contains(position) || open.contains(position - 1),
        let (value, kinksMet) = value(of: position, by: .differences, setting)
      else { return nil }
      kinks += kinksMet
      // Too dear for difference quotients on a large network: the engine's word stands alone.
      if case .failure(.budgetExceeded) = value { return nil }
      return value
    }
    for link in links where open.contains(link) && differences[link] != nil || differences[link + 1] != nil {
      tallies[link].kinks += kinks
      compare(
        differences[link] ?? engine[link], differences[link + 1] ?? engine[link + 1], isFromDifferences: true,
        link, setting, into: &tallies[link])
      for side in [link, link + 1] { compareJudges(engine[side], differences[side], &tallies[link]) }
    }
  }

  /// What a judge says of a side, and how many kinks it met; nil where the side has no meaning, or is the same to
  /// both judges and the engine has given it.
  private func value(
    of position: Int, by judge: Judge, _ setting: Setting
  ) -> (value: Result<Tensor, EvaluationError>, kinks: Int)? {
    guard case .success(let side) = chain.sides[position], judge == .backpropagation || side.dependsOnJudge
    else { return nil }
    var evaluator = Evaluator(
      state: setting.state, layers: setting.layers, judge: judge, domains: setting.domains, budget: budget)
    evaluator.example = chain.exampleMeant
    do throws(EvaluationError) {
      let value = try evaluator.value(of: side.form)
      return (.success(value), evaluator.kinksMet.count)
    } catch {
      return (.failure(error), 0)
    }
  }

  private func compare(
    _ left: Result<Tensor, EvaluationError>?, _ right: Result<Tensor, EvaluationError>?,
    isFromDifferences: Bool, _ link: Int, _ setting: Setting, into tally: inout LinkTally
  ) {
    guard let left, let right else { return }
    do throws(EvaluationError) {
      try compare(left.get(), right.get(), isFromDifferences: isFromDifferences, link, setting, &tally)
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
    let relation = chain.statement.relations[link]
    comparison.visit { position, left, right in
      var positions: [Int: Int] = [:]
      var indices: [Int: Int] = [:]
      for (axis, place) in zip(comparison.axes, position) {
        positions[axis] = setting.domains[axis].map { $0[place] } ?? place
        indices[axis] = place
      }
      if onlyTrueClass, !chain.isTrueClass(positions, setting.state) { return }
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
    _ engine: Result<Tensor, EvaluationError>?, _ differences: Result<Tensor, EvaluationError>?,
    _ tally: inout LinkTally
  ) {
    guard case .success(let engine)? = engine, case .success(let differences)? = differences,
      let comparison = try? SideComparison(engine, differences)
    else { return }
    var updated = tally
    comparison.visit { _, engine, differences in
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
    for size in [4, 3, 2, 1] where points() > mostPoints {
      for (order, axis) in axes.enumerated() where axis.count > size && points() > mostPoints {
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

  /// Whether the unit of the output layer at these positions is the true class of the example.
  func isTrueClass(_ positions: [Int: Int], _ state: State) -> Bool {
    guard let unit = outputAxis, let position = positions[unit.id] else { return false }
    let example = exampleAxis.flatMap { positions[$0.id] } ?? 0
    return position == state.trueClass(of: example)
  }

  /// The example that a side belongs to which names none: "one example, whichever".
  var exampleMeant: Position? { speaksOfExamples ? nil : .along(Scope.implicitExample) }

  /// The axis of the example that is meant.
  var exampleAxis: Axis? { axes.first { $0.range == .examples } ?? Scope.implicitExample }
}

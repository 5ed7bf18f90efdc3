import Formula
import Network

/// Makes the annotated derivation of a chain: each side with numbers put in, at one point of one small network.
struct Tracer {
  let statement: Statement
  let chain: LoweredChain
  let state: State
  /// The layers put for general letters.
  let layers: [String: Int]
  /// Positions of the free axes, counted from 0, by axis id.
  let positions: [Int: Int]
  /// The convention, with units counted as the chain counts them.
  let convention: Convention

  /// Sums of at most this many terms are written out.
  static let writtenOut = 3

  /// A tracer at the first point that shows something; nil when the chain has no values.
  init?(_ statement: Statement, settings: Settings, layout: Lowering.GradientLayout) {
    var settings = settings
    let chain = LoweredChain(
      statement, convention: settings.convention, layout: layout,
      oneUnitLayers: OneUnitLayers(widths: settings.widths))
    settings.convention.notation.firstUnit = chain.firstUnit
    guard chain.sides.contains(where: { if case .success = $0 { true } else { false } }),
      let state = Tracer.state(statement, chain, settings)
    else { return nil }
    self.statement = statement
    self.chain = chain
    self.state = state
    convention = settings.convention
    let assignments = chain.constraints.assignments(depth: state.network.depth)
    guard let layers = assignments.dropFirst(assignments.count / 2).first ?? assignments.first else {
      return nil
    }
    self.layers = layers
    guard let positions = Tracer.point(chain, state, layers) else { return nil }
    self.positions = positions
  }

  /// A tracer at a point of a state.
  init(
    statement: Statement, chain: LoweredChain, state: State, layers: [String: Int], positions: [Int: Int],
    convention: Convention
  ) {
    self.statement = statement
    self.chain = chain
    self.state = state
    self.layers = layers
    self.positions = positions
    self.convention = convention
  }

  /// A small network that fits the chain.
  private static func state(_ statement: Statement, _ chain: LoweredChain, _ settings: Settings) -> State? {
    guard let needed = chain.constraints.smallestDepth,
      needed <= settings.widths.map({ $0.count - 1 }) ?? LayerConstraints.deepestDrawn
    else { return nil }
    let networkKind = NetworkKind(settings, for: statement)
    var blueprint = Blueprint()
    let depth = max(2, needed)
    blueprint.depth = depth...depth
    blueprint.activation = networkKind.activation ?? .sigmoid
    blueprint.output = networkKind.output
    blueprint.cost = networkKind.cost
    blueprint.averaging = networkKind.average
    blueprint.biases = networkKind.biases
    // Alternating widths keep sums short enough to write out; verdicts come from other networks.
    let least = chain.smallestWidth
    blueprint.widths = settings.widths ?? (0...depth).map { least + ($0 % 2 == depth % 2 ? 0 : 1) }
    blueprint.examples = settings.examples ?? (chain.speaksOfExamples ? nil : 1)
    blueprint.minimumWidth = chain.smallestWidth
    blueprint.zeroPreactivations = networkKind.includesZeros && blueprint.activation == .relu
    if networkKind.cost == .crossEntropy { blueprint.targets = .oneHot }
    settings.work.take(Work.network)
    var state = try? draw(blueprint, seed: settings.seed)
    state?.work = settings.work
    return state
  }

  /// The first point at which the first side is known and isn't zero, with indices apart where they can be.
  private static func point(_ chain: LoweredChain, _ state: State, _ layers: [String: Int]) -> [Int: Int]? {
    var axes = chain.axes
    if !chain.speaksOfExamples { axes.append(Scope.implicitExample) }
    let form = chain.sides.lazy.compactMap { side -> IndexForm? in
      if case .success(let side) = side { side.form } else { nil }
    }.first
    guard let form else { return nil }
    var evaluator = Evaluator(state: state, layers: layers)
    guard let tensor = try? evaluator.value(of: form) else { return nil }
    var mask: Tensor?
    if let form = chain.mask {
      evaluator.example = chain.exampleMeant
      mask = try? evaluator.value(of: form)
    }
    var extents: [Int] = []
    for axis in axes {
      guard let extent = try? evaluator.extent(of: axis), extent > 0 else { return nil }
      extents.append(extent)
    }
    var first: [Int: Int]?
    for number in 0..<min(512, extents.reduce(1, *)) {
      var rest = number
      var positions: [Int: Int] = [:]
      for (axis, extent) in zip(axes, extents).reversed() {
        positions[axis.id] = rest % extent
        rest /= extent
      }
      // A point at which the written conditions do not hold is no point of the claim.
      if let mask, mask.number(at: positions)?.value == 0 { continue }
      if first == nil { first = positions }
      if let value = tensor.number(at: positions)?.value, value.isFinite, value != 0 { return positions }
    }
    return first
  }

  /// The value of an expression at the point; nil when it has none or is no number there.
  func value(of expression: Expression) -> Double? {
    guard let tensor = tensor(of: expression), tensor.count == 1, tensor.values[0].isFinite else {
      return nil
    }
    return tensor.values[0]
  }

  /// The values of an expression: a number, or a vector or matrix along its axes.
  func tensor(of expression: Expression) -> Tensor? {
    let lowered = LoweredChain(
      Statement([expression], []), convention: convention, layout: .alongVariable,
      isAboutExamples: chain.speaksOfExamples)
    state.work?.take(Work.lowering, timesNodesOf: lowered.size)
    guard case .success(let side)? = lowered.sides.first else { return nil }
    var domains: [Int: [Int]] = [:]
    if !chain.speaksOfExamples {
      domains[Scope.implicitExampleID] = [positions[Scope.implicitExampleID] ?? 0]
    }
    var evaluator = Evaluator(state: state, layers: layers, domains: domains)
    guard let tensor = try? evaluator.value(of: side.form) else { return nil }
    return tensor
  }

  /// A side's value at the point, as the judges evaluate it.
  func value(ofSide number: Int, judge: Judge = .backpropagation) -> Double? {
    bounded(ofSide: number, judge: judge)?.value
  }

  /// The same with its error bound.
  func bounded(ofSide number: Int, judge: Judge) -> Bounded? {
    guard case .success(let side) = chain.sides[number] else { return nil }
    var domains: [Int: [Int]] = [:]
    for (axis, position) in positions { domains[axis] = [position] }
    var evaluator = Evaluator(state: state, layers: layers, judge: judge, domains: domains)
    guard let tensor = try? evaluator.value(of: side.form), tensor.count == 1 else { return nil }
    return tensor[0]
  }
}

extension Tracer {
  /// The trace of the chain, with the verdicts of its report.
  func trace(_ report: ClaimReport) -> Trace {
    let point = chain.axes.compactMap { axis -> (name: String, value: Int)? in
      guard !axis.name.isEmpty, let position = positions[axis.id] else { return nil }
      return (axis.name, position + (axis.range == .examples ? 1 : chain.firstUnit))
    }
    let used = chain.constraints.variables.compactMap { name in layers[name].map { (name: name, value: $0) } }
    return Trace(
      id: report.id, outcome: report.outcome, network: DrawnStates.description(state), point: point,
      layers: used,
      steps: statement.sides.indices.map { step($0, report) }, values: quantityValues(), evidence: evidence())
  }

  private func step(_ number: Int, _ report: ClaimReport) -> Trace.Step {
    let side = statement.sides[number]
    let link = number > 0 && report.links.indices.contains(number - 1) ? report.links[number - 1] : nil
    var step = Trace.Step(relation: nil, formula: side, note: statement.notes[number] ?? "")
    if number > 0 {
      step.relation = statement.relations[number - 1]
      if step.note.isEmpty { step.note = RuleNames.rule(from: statement.sides[number - 1], to: side) }
    }
    step.outcome = link?.outcome
    step.relativeDifference = link?.maxRelativeDifference
    // What has no meaning has no numbers, and membership has none either.
    let hasMeaning = link.map { $0.outcome != .illTyped } ?? true
    guard hasMeaning, step.relation != .element, case .success = chain.sides[number] else { return step }
    step.value = value(ofSide: number)
    let expanded = Instantiation(self).instantiated(side)
    step.expanded = expanded == side ? nil : expanded
    let substitution = Substitution(tracer: self)
    step.result = substitution.array(side)
    let substituted = substitution.substituted(expanded)
    if substituted.isOnlyNumbers, substituted.isComposed {
      step.substituted = substituted
      let intermediate = substitution.intermediate(expanded)
      if intermediate.isOnlyNumbers, intermediate != substituted, intermediate.isComposed {
        step.intermediate = intermediate
      }
    }
    return step
  }

  /// Every quantity that occurs at the point with its value, in order of occurrence.
  private func quantityValues() -> [(quantity: Expression, value: Double)] {
    var seen: Set<Expression> = []
    var result: [(quantity: Expression, value: Double)] = []
    func visit(_ expression: Expression) {
      if case .quantity = expression.node, seen.insert(expression).inserted, let value = value(of: expression)
      {
        result.append((expression, value))
      }
      expression.children.forEach(visit)
    }
    for side in statement.sides { visit(Instantiation(self).instantiated(side)) }
    return result
  }

  private func evidence() -> Evidence? {
    // What stands behind ≤ or ∈ is no value of what stands before.
    let equalities = statement.relations.prefix { [.equal, .defined, .identical, .assigned].contains($0) }
    let last = equalities.count
    guard statement.sides.indices.contains(last), let formula = value(ofSide: last) else { return nil }
    var evidence = Evidence(
      formula: formula, maxRelativeDifference: 0, predictedNoise: 0, comparisons: 1, networks: 1)
    guard case .success(let first)? = chain.sides.first, first.dependsOnJudge else { return evidence }
    evidence.backpropagation = value(ofSide: 0)
    let scale = max(abs(formula), 1e-300)
    if let differences = bounded(ofSide: 0, judge: .differences) {
      evidence.finiteDifference = differences.value
      evidence.predictedNoise = differences.error / scale
    }
    let distances = [evidence.backpropagation, evidence.finiteDifference].compactMap { $0 }.map {
      abs($0 - formula) / scale
    }
    evidence.maxRelativeDifference = distances.max() ?? 0
    return evidence
  }
}

extension Expression {
  /// Whether nothing but numbers and operations on them is left.
  var isOnlyNumbers: Bool {
    !contains { node in
      switch node {
      case .quantity, .symbol, .width, .exampleCount, .layerNumber, .indexValue, .derivative, .gradient,
        .ellipsis,
        .kronecker, .indicator, .big, .element, .example, .evaluated, .cases, .identity, .ones:
        true
      default: false
      }
    }
  }

  /// Whether it is more than one number.
  var isComposed: Bool {
    switch node {
    case .number, .value: false
    default: true
    }
  }
}

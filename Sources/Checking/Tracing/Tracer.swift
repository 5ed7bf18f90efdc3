import Formula
import Network

/// Makes the annotated derivation of a statement as it was read: each side with numbers put in, at one point of one
/// small network of the kind that it was judged on.
struct Tracer {
  let reading: Reading
  let state: State
  /// The layers put for general letters.
  let layers: [String: Int]
  /// Positions of the free axes, counted from 0, by axis id.
  let positions: [Int: Int]
  /// The convention, with units counted as the chain counts them.
  let convention: Convention

  /// The sides with their types.
  var chain: LoweredChain { reading.chain }

  /// Sums of at most this many terms are written out.
  static let writtenOut = 3

  /// A tracer at the first point that shows something; nil when no side has a value.
  init?(_ reading: Reading) {
    let chain = reading.chain
    guard chain.sides.contains(where: { if case .success = $0 { true } else { false } }),
      let state = Tracer.state(reading)
    else { return nil }
    let assignments = chain.constraints.assignments(depth: state.network.depth)
    guard let layers = assignments.dropFirst(assignments.count / 2).first ?? assignments.first,
      let positions = Tracer.point(reading, state, layers)
    else { return nil }
    self.init(reading, state: state, layers: layers, positions: positions)
  }

  /// A tracer at a point of a state.
  init(_ reading: Reading, state: State, layers: [String: Int], positions: [Int: Int]) {
    self.reading = reading
    self.state = state
    self.layers = layers
    self.positions = positions
    var convention = reading.settings.convention
    convention.notation.firstUnit = reading.chain.firstUnit
    self.convention = convention
  }

  /// A small network that fits the chain.
  private static func state(_ reading: Reading) -> State? {
    let chain = reading.chain
    let settings = reading.settings
    let kind = reading.networkKind
    guard let needed = chain.constraints.smallestDepth,
      needed <= settings.widths.map({ $0.count - 1 }) ?? LayerConstraints.deepestDrawn
    else { return nil }
    let depth = max(2, needed)
    guard var blueprint = kind.blueprint(depth: depth, activation: kind.activation ?? .sigmoid, settings)
    else { return nil }
    // Alternating widths keep sums short enough to write out; verdicts come from other networks.
    let least = chain.smallestWidth
    var widths = settings.widths ?? (0...depth).map { least + ($0 % 2 == depth % 2 ? 0 : 1) }
    for (layer, width) in blueprint.widthsOfLayers where widths.indices.contains(layer) {
      widths[layer] = width
    }
    if let last = kind.outputWidth { widths[widths.count - 1] = last }
    blueprint.widths = widths
    blueprint.examples = kind.examples ?? (chain.speaksOfExamples ? nil : 1)
    blueprint.minimumWidth = least
    blueprint.zeroPreactivations = kind.includesZeros && blueprint.activation == .relu
    if kind.isOneHot || kind.cost == .crossEntropy { blueprint.targets = .oneHot }
    settings.work.take(Work.network)
    var state = (try? draw(blueprint, seed: settings.seed))?.inDomain(of: chain, kind)
    state?.work = settings.work
    return state
  }

  /// The first point at which the first side is known and isn't zero, with indices apart where they can be.
  private static func point(_ reading: Reading, _ state: State, _ layers: [String: Int]) -> [Int: Int]? {
    let chain = reading.chain
    var axes = chain.axes
    if !chain.speaksOfExamples { axes.append(Scope.implicitExample) }
    var evaluator = Evaluator(state: state, layers: layers)
    evaluator.example = chain.exampleMeant
    let tensors = reading.written.sides.indices.lazy.compactMap { number in
      reading.side(number).flatMap { side -> Tensor? in
        var evaluator = evaluator
        return try? evaluator.value(of: side.form)
      }
    }
    guard let tensor = tensors.first else { return nil }
    let mask = chain.mask.flatMap { try? evaluator.value(of: $0) }
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
      // A point at which the conditions do not hold is no point of the claim.
      if let mask, mask.number(at: positions)?.value == 0 { continue }
      if reading.networkKind.onlyTrueClass, !chain.isTrueClass(positions, state) { continue }
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
    state.work?.take(Work.lowering, timesNodesOf: expression.count(upTo: .max))
    return chain.part(expression).flatMap(tensor)
  }

  /// The values of a side or a part of one, all rows and columns of it, at the point's letters.
  func tensor(of side: LoweredChain.Side) -> Tensor? { tensor(of: side.form, along: chain.letterAxes) }

  private func tensor(of form: IndexForm, along axes: [Axis], judge: Judge = .backpropagation) -> Tensor? {
    var domains: [Int: [Int]] = [:]
    for axis in axes { domains[axis.id] = positions[axis.id].map { [$0] } }
    if !chain.speaksOfExamples {
      domains[Scope.implicitExampleID] = [positions[Scope.implicitExampleID] ?? 0]
    }
    var evaluator = Evaluator(state: state, layers: layers, judge: judge, domains: domains)
    evaluator.example = chain.exampleMeant
    guard let tensor = try? evaluator.value(of: form), evaluator.kinksMet.isEmpty else { return nil }
    return tensor
  }

  /// A side's value at the point, as the judges evaluate it.
  func value(ofSide number: Int, judge: Judge = .backpropagation) -> Double? {
    bounded(ofSide: number, judge: judge)?.value
  }

  /// The same with its error bound; nil where a difference quotient meets a kink.
  func bounded(ofSide number: Int, judge: Judge) -> Bounded? {
    guard let side = reading.side(number),
      let tensor = tensor(of: side.form, along: chain.axes, judge: judge),
      tensor.count == 1
    else { return nil }
    return tensor[0]
  }
}

extension Tracer {
  /// The trace of the chain, with the verdicts of its report.
  func trace(_ report: StatementReport, id: String) -> Trace {
    let point = chain.axes.compactMap { axis -> (name: String, value: Int)? in
      guard !axis.name.isEmpty, let position = positions[axis.id] else { return nil }
      return (axis.name, position + (axis.range == .examples ? 1 : chain.firstUnit))
    }
    let used = chain.constraints.variables.compactMap { name in layers[name].map { (name: name, value: $0) } }
    return Trace(
      id: id, outcome: report.outcome, network: DrawnStates.description(state), point: point,
      layers: used,
      steps: reading.written.sides.indices.map { step($0, report) }, values: quantityValues(),
      evidence: evidence(report))
  }

  /// Whether a side is a name that the link behind it gives its meaning: it has no value of its own.
  private func isDefined(_ number: Int, _ report: StatementReport) -> Bool {
    let offset = report.links.count - reading.written.relations.count
    guard report.links.indices.contains(number + offset) else { return false }
    return report.links[number + offset].outcome == .definition
  }

  private func step(_ number: Int, _ report: StatementReport) -> Trace.Step {
    let statement = reading.written
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
    guard hasMeaning, step.relation != .element, !isDefined(number, report),
      let judged = reading.side(number), let tensor = tensor(of: judged)
    else { return step }
    step.value = value(ofSide: number)
    let substitution = Substitution(tracer: self)
    let shown = substitution.shown(tensor, judged.frame)
    if case .matrix? = shown?.node { step.result = shown }
    let expanded = Instantiation(self).instantiated(reading.meaning(ofSide: number))
    step.expanded = expanded == side ? nil : expanded
    let substituted = substitution.substituted(expanded)
    // Numbers that do not come to what was judged would prove nothing.
    guard let shown, substituted.isOnlyNumbers, substituted.isComposed,
      substitution.comes(substituted, to: shown)
    else { return step }
    step.substituted = substituted
    let intermediate = substitution.intermediate(expanded)
    if intermediate.isOnlyNumbers, intermediate != substituted, intermediate.isComposed,
      substitution.comes(intermediate, to: shown)
    {
      step.intermediate = intermediate
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
    for number in reading.written.sides.indices {
      visit(Instantiation(self).instantiated(reading.meaning(ofSide: number)))
    }
    return result
  }

  private func evidence(_ report: StatementReport) -> Evidence? {
    // What stands behind ≤ or ∈ is no value of what stands before.
    let statement = reading.written
    let equalities = statement.relations.prefix { [.equal, .defined, .identical, .assigned].contains($0) }
    let last = equalities.count
    guard statement.sides.indices.contains(last), let formula = value(ofSide: last) else { return nil }
    var evidence = Evidence(
      formula: formula, maxRelativeDifference: 0, predictedNoise: 0, comparisons: 1, networks: 1)
    guard let first = reading.side(0), first.dependsOnJudge, !isDefined(0, report) else { return evidence }
    evidence.backpropagation = value(ofSide: 0)
    let magnitude = bounded(ofSide: 0, judge: .backpropagation)?.magnitude ?? 0
    let scale = max(abs(formula), magnitude * 1e-6, .leastNormalMagnitude)
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

import Formula
import Network

/// The states a claim is judged on, with what is needed to speak about them.
struct DrawnStates {
  let states: [State]
  let descriptions: [String]
  private let firstUnit: Int

  /// Draws states that fit a chain: deep and wide enough, of every activation that is meant.
  ///
  /// Nil when no network can be what the chain asks for.
  init?(_ networkKind: NetworkKind, chain: LoweredChain, settings: Settings, networks: Int = 5) {
    guard let needed = chain.constraints.smallestDepth,
      needed <= settings.widths.map({ $0.count - 1 }) ?? LayerConstraints.deepestDrawn
    else { return nil }
    firstUnit = chain.firstUnit
    let activations: [Activation] =
      networkKind.activation.map { [$0, $0, $0, $0, $0] } ?? Activation.general + [.sigmoid]
    var states: [State] = []
    var descriptions: [String] = []
    for (number, activation) in activations.prefix(networks).enumerated() {
      // Now and then a deeper one, larger weights, targets of either sign: what is true of usual numbers only is not.
      let isDeeper =
        number == 4 && !chain.hasExponentials && !chain.constraints.variables.isEmpty && needed < 6
      let depth = max(3, needed) + (isDeeper ? 2 : number % 2)
      guard var blueprint = networkKind.blueprint(depth: depth, activation: activation, settings) else {
        return nil
      }
      blueprint.minimumWidth = chain.smallestWidth
      blueprint.deadAlone = [nil, 1, 0, 1, nil][number % 5]
      blueprint.zeroPreactivations = networkKind.includesZeros && activation == .relu && number % 2 == 0
      let isOneHot =
        networkKind.isOneHot || networkKind.cost == .crossEntropy && number == 1
      blueprint.targets = isOneHot ? .oneHot : number % 2 == 1 && !chain.hasExponentials ? .wide : .free
      let isUnbounded = activation.isUnbounded
      if isUnbounded, chain.hasExponentials { blueprint.scale = 0.5 }
      if number == 3, isUnbounded, !chain.hasExponentials, networkKind.output == nil,
        !networkKind.cost.hasLogarithm
      {
        blueprint.scale = 2.5
      }
      settings.work.take(Work.network)
      guard var state = try? draw(blueprint, seed: settings.seed &+ UInt64(number)) else { return nil }
      state.work = settings.work
      for variant in Self.variants(state, chain, networkKind) {
        states.append(variant.inDomain(of: chain, networkKind))
        descriptions.append(Self.description(state))
      }
      // Equal numbers are equal anywhere; which is larger has to be seen at the extremes.
      guard chain.comparesSizes, !activations.prefix(number).contains(activation) else { continue }
      for extreme in Extreme.allCases {
        settings.work.take(Work.network)
        guard var state = extreme.state(blueprint, chain, seed: settings.seed &+ UInt64(number)) else {
          continue
        }
        state.work = settings.work
        for variant in Self.variants(state, chain, networkKind) {
          states.append(variant)
          descriptions.append(Self.description(state))
        }
      }
    }
    self.states = states
    self.descriptions = descriptions
  }

  /// A formula with names of its own is judged at both signs of each, and of two also where only one has changed its
  /// sign; one about a unit's z also at 0 where that is asked for.
  private static func variants(_ state: State, _ chain: LoweredChain, _ networkKind: NetworkKind) -> [State] {
    let letters = chain.symbols.sorted { $0.name < $1.name }
    guard !letters.isEmpty else { return [state] }
    var state = state
    for letter in networkKind.lettersAtZero { state.symbols[letter] = 0 }
    if networkKind.positiveLetters {
      for letter in letters { state.symbols[letter] = abs(state.value(of: letter)) }
      return [state]
    }
    // ε stays the slope at zero where it is that.
    let isSlope = state.network.layers.contains { $0.activation == .relu }
    func turned(_ isTurned: (Int) -> Bool) -> State {
      var turned = state
      for (number, letter) in letters.enumerated()
      where isTurned(number) && !(isSlope && letter.isSlopeAtZero) {
        turned.symbols[letter] = -state.value(of: letter)
      }
      return turned
    }
    var states = [state, turned { _ in true }]
    if letters.count > 1 { states.append(turned { $0 % 2 == 0 }) }
    if networkKind.includesZeros, chain.isAboutOneUnit {
      var zero = state
      zero.symbols[Symbol("z")] = 0
      states.append(zero)
    }
    return states
  }

  /// "3-5-4-2, sigmoid"
  static func description(_ state: State) -> String {
    let widths = state.network.widths.map { String($0) }.joined(separator: "-")
    let hidden = state.hiddenActivation
    let output = state.network.layers[state.network.depth - 1].activation
    let units = hidden == output ? hidden.rawValue : "\(hidden.rawValue), \(output.rawValue) output"
    return "\(widths), \(units)"
  }

  /// A point in the words of the page.
  func witness(_ point: LinkTally.Point, _ chain: LoweredChain) -> Witness {
    Witness(
      indices: indices(point, chain),
      layers: chain.constraints.variables.compactMap { name in
        point.layers[name].map { (name, $0) }
      },
      left: point.left.value, right: point.right.value, seed: states[point.stateNumber].seed,
      network: descriptions[point.stateNumber])
  }

  /// Index letters with their values as counted on the page; "one example, whichever" is not among them.
  func indices(_ point: LinkTally.Point, _ chain: LoweredChain) -> [(name: String, value: Int)] {
    chain.axes.compactMap { axis in
      guard !axis.name.isEmpty, let position = point.positions[axis.id] else { return nil }
      return (axis.name, position + (axis.range == .examples ? 1 : firstUnit))
    }
  }

  /// What the judges found for a link.
  func evidence(of tally: LinkTally, chain: LoweredChain, link: Int, statement: Statement) -> Evidence? {
    guard let point = tally.difference ?? tally.example else { return nil }
    var evidence = Evidence(
      formula: point.right.value, maxRelativeDifference: tally.maxRelativeDifference,
      predictedNoise: 0, comparisons: tally.comparisons, networks: tally.networks.count)
    guard case .success(let left) = chain.sides[link], left.dependsOnJudge else { return evidence }
    var domains: [Int: [Int]] = [:]
    for (axis, position) in point.positions { domains[axis] = [position] }
    func value(_ judge: Judge) -> Bounded? {
      var evaluator = Evaluator(
        state: states[point.stateNumber], layers: point.layers, judge: judge, domains: domains)
      guard let tensor = try? evaluator.value(of: left.form), tensor.count == 1 else { return nil }
      return tensor[0]
    }
    evidence.backpropagation = value(.backpropagation)?.value
    if let differences = value(.differences) {
      evidence.finiteDifference = differences.value
      let scale = max(abs(differences.value), point.left.magnitude * 1e-6)
      evidence.predictedNoise = scale > 0 ? differences.error / scale : 0
    }
    return evidence
  }
}

extension LoweredChain {
  /// The fewest units a layer needs so that literal indices exist.
  var smallestWidth: Int { max(2, largestLiteral + 1) }
}

/// Networks on which quantities are as small or as large as they can be.
private enum Extreme: CaseIterable {
  /// Targets next to the outputs.
  case smallCost
  /// Small parameters, and small letters.
  case small
  /// Large parameters, and large letters.
  case large

  /// A state of this kind; nil where its numbers leave the range of what can be computed.
  func state(_ usual: Blueprint, _ chain: LoweredChain, seed: UInt64) -> State? {
    var blueprint = usual
    var factor = 1.0
    switch self {
    case .smallCost:
      let isProbability = [.sigmoid, .softmax].contains(blueprint.output ?? blueprint.activation)
      guard !blueprint.cost.hasLogarithm || isProbability else { return nil }
      blueprint.targets = .near
    case .small:
      blueprint.scale = 0.02
      factor = 0.01
    case .large:
      guard !chain.hasExponentials, !blueprint.cost.hasLogarithm else { return nil }
      blueprint.scale = 8
      factor = 20
    }
    guard var state = try? draw(blueprint, seed: seed) else { return nil }
    for letter in chain.symbols where factor != 1 && !letter.isSlopeAtZero {
      state.symbols[letter] = factor * state.value(of: letter)
    }
    return state
  }
}

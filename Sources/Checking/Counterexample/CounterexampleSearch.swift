import Formula
import Network

/// Looks for the smallest network, and on it for the friendliest numbers, that refute a link.
struct CounterexampleSearch {
  let link: RefutableLink
  let networkKind: NetworkKind
  let sizes: [NetworkSize]
  /// Whether a ReLU may stand exactly at 0: the formula says what it does there.
  private let allowsKinks: Bool
  private let symbols: [Symbol]
  private let activations: [Activation]
  /// What the search draws from.
  private let work: Work

  /// The most states that are evaluated.
  private static let mostStates = 1500
  /// States drawn of one size and activation before it is given up.
  private static let drawn = 8
  /// What is shown on a page at most.
  private static let most = (units: 12, depth: 5, examples: 3)

  /// Nil where no network that could be shown fits the link.
  init?(_ link: RefutableLink, _ reading: Reading) {
    let settings = reading.settings
    self.link = link
    work = settings.work
    networkKind = reading.networkKind
    allowsKinks = reading.judged.sides.contains(where: \.namesSlopeAtZero)
    symbols =
      link.chain.symbols.sorted { $0.name < $1.name }
      + (link.chain.symbols.contains(Symbol("\\alpha")) ? [] : [Symbol("\\alpha")])
    activations = networkKind.activation.map { [$0] } ?? Activation.general.byEffort
    var batches = [1]
    if link.chain.speaksOfExamples { batches = settings.examples.map { [$0] } ?? [2, 1, 3] }
    guard batches[0] <= Self.most.examples, let depth = link.constraints.smallestDepth else { return nil }
    if let widths = settings.widths {
      guard widths.count > 1, widths.count - 1 <= Self.most.depth, widths.reduce(0, +) <= Self.most.units,
        widths.allSatisfy({ $0 > 0 })
      else { return nil }
      let size = NetworkSize(widths: widths, examples: batches[0])
      let mayBeHidden = Self.isShownBelowOutput(link) && size.depth > depth
      sizes =
        (mayBeHidden
          ? [NetworkSize(widths: widths, examples: batches[0], isForHiddenLayers: true)] : []) + [size]
    } else {
      guard depth <= Self.most.depth else { return nil }
      let isSoftmax = (networkKind.output ?? networkKind.activation) == .softmax
      let leastOutput = isSoftmax || networkKind.oneHotTargets ? 2 : 1
      let least = max(1, link.chain.largestLiteral + 1)
      guard least * (depth + 1) <= Self.most.units else { return nil }
      let usual = batches.flatMap { examples in
        NetworkSize.ordered(
          depths: depth...min(depth + 1, Self.most.depth), leastWidth: least,
          leastOutput: leastOutput, examples: examples)
      }
      let mayBeHidden =
        Self.isShownBelowOutput(link) && depth < Self.most.depth && least * (depth + 2) <= Self.most.units
      sizes =
        (mayBeHidden
          ? NetworkSize.ordered(
            depths: depth + 1...depth + 1, leastWidth: least, leastOutput: leastOutput,
            examples: batches[0], isForHiddenLayers: true) : []) + usual
    }
  }

  /// Whether a formula about errors of a general layer could be about the last one, whose errors are special: it is
  /// shown in a hidden layer first.
  private static func isShownBelowOutput(_ link: RefutableLink) -> Bool {
    guard link.dependsOnJudge, !link.constraints.variables.isEmpty,
      let depth = link.constraints.smallestDepth
    else { return false }
    return link.constraints.assignments(depth: depth).allSatisfy { $0.values.contains(depth) }
  }

  /// A state that refutes the link, and where.
  struct Found {
    var network: FriendlyNetwork
    var state: State
    var point: Refutation
    var effort: Double
  }

  /// The first size on which the sides differ, with the least effort that was found there, worked out; what cannot be
  /// shown is passed over.
  func smallest<Example>(worked: (Found) -> Example?) -> Example? {
    var states = 0
    for (number, size) in sizes.enumerated() {
      var candidates: [Found] = []
      for activation in activations {
        guard var found = start(size, activation, seed: UInt64(number), &states) else { continue }
        improve(&found, &states)
        candidates.append(found)
      }
      for found in candidates.sorted(by: { $0.effort < $1.effort })
      where link.isConfirmed(found.point, on: found.state) {
        if let example = worked(found) { return example }
      }
      if isOver(states) { return nil }
    }
    return nil
  }

  /// Whether no more is to be tried.
  private func isOver(_ states: Int) -> Bool { states >= Self.mostStates || work.isSpent }

  /// The best of the plainest network and some with drawn numbers.
  private func start(
    _ size: NetworkSize, _ activation: Activation, seed: UInt64, _ states: inout Int
  ) -> Found? {
    var best: Found?
    var random = Random(seed: seed, name: activation.rawValue)
    let plain = FriendlyNetwork(size, activation: activation, networkKind: networkKind, symbols: symbols)
    for number in 0...Self.drawn {
      let network = number == 0 ? plain : plain.drawn(&random)
      if let found = found(network, &states), found.effort < best?.effort ?? .infinity { best = found }
    }
    return best
  }

  /// Puts other numbers in, one at a time, as long as that makes it easier.
  private func improve(_ found: inout Found, _ states: inout Int) {
    var isBetter = true
    while isBetter {
      isBetter = false
      for (place, slot) in found.network.slots.enumerated() {
        for choice in found.network.choices(for: slot) where choice != found.network.numbers[place] {
          guard !isOver(states) else { return }
          var network = found.network
          network.numbers[place] = choice
          guard let other = self.found(network, &states), other.effort < found.effort - 1e-9 else { continue }
          found = other
          isBetter = true
        }
      }
    }
  }

  /// The point of a network that shows the difference best.
  private func found(_ network: FriendlyNetwork, _ states: inout Int) -> Found? {
    states += 1
    work.take(Work.network)
    guard !work.isSpent, var state = network.state(allowsKinks: allowsKinks) else { return nil }
    state.work = work
    var best: Found?
    for point in link.refutations(on: state) {
      let isAtOutput = point.layers.values.contains(state.network.depth)
      if network.size.isForHiddenLayers, isAtOutput { continue }
      let effort = Effort(network, state, point, usesErrors: link.dependsOnJudge).total
      if effort < best?.effort ?? .infinity {
        best = Found(network: network, state: state, point: point, effort: effort)
      }
    }
    return best
  }
}

extension [Activation] {
  /// The activations, those first whose numbers are easy by hand.
  fileprivate var byEffort: [Activation] {
    enumerated().sorted {
      (($0.element.row?.effort ?? 0), $0.offset) < (($1.element.row?.effort ?? 0), $1.offset)
    }
    .map(\.element)
  }
}

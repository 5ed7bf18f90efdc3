import Formula
import Network

/// One coordinate of the network that is disturbed, or the same one of several examples.
struct Coordinate: Sendable {
  enum Target: Sendable {
    case cost
    case quantity(Place)
  }
  let target: Target
  /// The examples concerned; none for parameters.
  let examples: [Int]
  /// Units: j, or j and k of a weight.
  let row: Int
  let column: Int
  /// What it was, for each example, or the one parameter.
  let originals: [Double]

  /// log a and log(1 − a) of an activation may be taken.
  var isBetweenPoles = false

  /// The largest magnitude that is disturbed.
  var size: Double { originals.reduce(0) { max($0, $1.magnitude) } }

  /// Over what distance it may sensibly be changed: 1 for what may be any number, less for small activations,
  /// targets and costs, which are often the arguments of a logarithm.
  var scale: Double {
    switch target {
    case .quantity(.preactivation), .quantity(.weight), .quantity(.bias): return 1
    case .quantity(.activation) where isBetweenPoles:
      let distance = originals.reduce(1) { min($0, $1.magnitude, (1 - $1).magnitude) }
      return max(0.01, distance)
    case .quantity(.activation), .quantity(.target), .cost: return max(0.1, min(1, size))
    }
  }
}

extension Evaluator {
  /// The coordinate of an entry at these positions of its axes, or those of all examples together.
  func coordinate(
    _ entry: Entry, at positions: [Int: Int], together: Axis?
  ) throws(EvaluationError) -> Coordinate {
    var examples: [Int] = []
    if let example = try exampleOf(entry) {
      switch example {
      case .along(let axis):
        if axis == together {
          examples = try self.positions(of: axis)
        } else {
          examples = [positions[axis.id] ?? 0]
        }
      case .at(let e): examples = [e]
      case .last: examples = [pass.examples - 1]
      case .trueClass: throw .missingExample
      }
      for e in examples where e < 0 || e >= pass.examples {
        throw .positionOutOfRange(e, count: pass.examples)
      }
    }
    func unit(_ position: Position, below count: Int) throws(EvaluationError) -> Int {
      var j = 0
      switch position {
      case .along(let axis): j = positions[axis.id] ?? 0
      case .at(let place): j = place
      case .last: j = count - 1
      case .trueClass:
        guard examples.count == 1 else { throw EvaluationError.missingExample }
        j = state.trueClass(of: examples[0])
      }
      guard j >= 0, j < count else { throw EvaluationError.positionOutOfRange(j, count: count) }
      return j
    }
    func make(_ target: Coordinate.Target, _ row: Int, _ column: Int, _ originals: [Double]) -> Coordinate {
      var made = Coordinate(
        target: target, examples: examples, row: row, column: column, originals: originals)
      made.isBetweenPoles = network.cost.asksForProbabilities
      return made
    }

    switch entry.role {
    case .error: throw .notDifferentiable(.error)
    case .cost, .batchCost:
      // C of the batch by itself has no coordinate of the network.
      if entry.example == nil { throw .notDifferentiable(.cost) }
      return make(.cost, 0, 0, examples.map { pass.costs[$0] })
    case .activation:
      let l = try layerNumber(of: entry)
      let j = try unit(entry.units[0], below: network.widths[l])
      return make(.quantity(.activation(l)), j, 0, examples.map { pass.activations[l][$0, j] })
    case .preactivation:
      let l = try layerNumber(of: entry)
      let j = try unit(entry.units[0], below: network.widths[l])
      return make(.quantity(.preactivation(l)), j, 0, examples.map { pass.preactivations[l][$0, j] })
    case .target:
      let j = try unit(entry.units[0], below: network.widths[network.depth])
      return make(.quantity(.target), j, 0, examples.map { pass.targets[$0, j] })
    case .weight:
      let l = try layerNumber(of: entry)
      let j = try unit(entry.units[0], below: network.widths[l])
      let k = try unit(entry.units[1], below: network.widths[l - 1])
      return make(.quantity(.weight(l)), j, k, [network.layers[l - 1].weights[j, k]])
    case .bias:
      let l = try layerNumber(of: entry)
      switch network.layers[l - 1].biases {
      case .none: throw .noBiases
      case .shared(let b): return make(.quantity(.bias(l)), 0, 0, [b])
      case .perNeuron(let all):
        guard let position = entry.units.first else { throw .indexCount(.bias, found: 0, expected: 1) }
        let j = try unit(position, below: all.count)
        return make(.quantity(.bias(l)), j, 0, [all[j]])
      }
    }
  }

  /// Sets a coordinate to what it was plus a step, and brings everything downstream up to date.
  mutating func disturb(_ coordinate: Coordinate, by step: Double) throws(EvaluationError) {
    let values = coordinate.originals.map { $0 + step }
    let (j, k) = (coordinate.row, coordinate.column)
    guard case .quantity(let place) = coordinate.target else {
      var costs = pass.costs
      for (e, value) in zip(coordinate.examples, values) { costs[e] = value }
      self.costs = costs
      return
    }
    var unit: Int? = j
    switch place {
    case .activation(let l):
      for (e, value) in zip(coordinate.examples, values) { pass.activations[l][e, j] = value }
    case .preactivation(let l):
      for (e, value) in zip(coordinate.examples, values) { pass.preactivations[l][e, j] = value }
    case .target: for (e, value) in zip(coordinate.examples, values) { pass.targets[e, j] = value }
    case .weight(let l): network.layers[l - 1].weights[j, k] = values[0]
    case .bias(let l):
      network.layers[l - 1].biases[j] = values[0]
      if case .shared = network.layers[l - 1].biases { unit = nil }
    }
    try spendMultiplications(recomputationWork(place, unit: unit))
    network.recompute(&pass, downstreamOf: place, unit: unit)
  }

  /// Multiplications of `recompute`.
  private func recomputationWork(_ place: Place, unit: Int?) -> Int {
    let widths = network.widths
    var (work, next) = (widths[network.depth], network.depth + 1)
    switch place {
    case .activation(let l): next = l + 1
    case .preactivation(let l): next = l + 1
    case .weight(let l), .bias(let l):
      work += (unit == nil ? widths[l] : 1) * widths[l - 1]
      next = l + 1
    case .target: break
    }
    for l in next..<max(next, network.depth + 1) { work += widths[l] * widths[l - 1] }
    return work * pass.examples
  }

  /// For each example the signs of its ReLU pre-activations; none on a network without ReLU.
  func patterns() -> [[Int8]] {
    guard network.layers.contains(where: { $0.activation.hasKink }) else { return [] }
    var patterns = [[Int8]](repeating: [], count: pass.examples)
    for (i, layer) in network.layers.enumerated() where layer.activation.hasKink {
      let z = pass.preactivations[i + 1]
      for e in 0..<z.rows {
        for x in z.row(e) { patterns[e].append(x > 0 ? 1 : x < 0 ? -1 : 0) }
      }
    }
    return patterns
  }
}

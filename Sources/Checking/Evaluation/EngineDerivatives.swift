import Formula
import Network

// Derivatives of leaves, as the engine gives them. What stands on both sides of ∂A/∂B is one index, so these
// are tables over the axes of A and B together, and a rule for forms has only to multiply them.
extension Evaluator {
  /// ∂(entry)/∂(by); nil where it is zero because the one is not downstream of the other.
  mutating func derivative(of entry: Entry, by: Entry) throws(EvaluationError) -> Tensor? {
    try checkIndices(of: by)
    if by.role == .error { throw .notDifferentiable(.error) }
    switch entry.role {
    case .error: throw .secondDerivative
    case .cost, .batchCost: return try costDerivative(entry, by: by)
    case .target, .weight, .bias: return try isSameQuantity(entry, by) ? identity(entry, by) : nil
    case .activation, .preactivation:
      if try isSameQuantity(entry, by) { return try identity(entry, by) }
      guard ![.cost, .batchCost, .target].contains(by.role) else { return nil }
      return try quantityDerivative(entry, by: by)
    }
  }

  private func isSameQuantity(_ entry: Entry, _ other: Entry) throws(EvaluationError) -> Bool {
    guard entry.role == other.role else { return false }
    if entry.role == .target { return true }
    return try layerNumber(of: entry) == layerNumber(of: other)
  }

  /// 1 where the two are the same entry, else 0.
  private mutating func identity(_ entry: Entry, _ by: Entry) throws(EvaluationError) -> Tensor {
    var result = exact(1).value
    if let (mine, its) = try examples(entry, by) { result = try delta(mine, its, result) }
    if entry.role == .bias {
      guard case .perNeuron = network.layers[try layerNumber(of: by) - 1].biases else {
        if try biasCount(by) == 0 { throw .noBiases }
        return result
      }
    }
    for (mine, its) in zip(entry.units, by.units) { result = try delta(mine, its, result) }
    return result
  }

  private func biasCount(_ entry: Entry) throws(EvaluationError) -> Int {
    network.layers[try layerNumber(of: entry) - 1].biases.count
  }

  private func examples(_ x: Entry, _ y: Entry) throws(EvaluationError) -> (Position, Position)? {
    guard let mine = try exampleOf(x), let its = try exampleOf(y) else { return nil }
    return (mine, its)
  }

  /// factor · 1[x = y]
  private mutating func delta(
    _ x: Position, _ y: Position, _ factor: Tensor
  ) throws(EvaluationError) -> Tensor {
    x == y ? factor : try product(factor, truth(of: .places(x, .equal, y)))
  }

  // MARK: - Costs

  private mutating func costDerivative(_ cost: Entry, by: Entry) throws(EvaluationError) -> Tensor? {
    let mine = try exampleOf(cost)
    switch by.role {
    case .error: throw .notDifferentiable(.error)
    case .cost, .batchCost:
      switch (mine, try exampleOf(by)) {
      case (let mine?, let its?): return try delta(mine, its, exact(1).value)
      case (nil, nil): return exact(1).value
      case (nil, .some): return exact(averagingFactor).value
      case (.some, nil): return nil
      }
    case .activation, .preactivation, .target:
      let its = try exampleOf(by) ?? .at(0)
      let source = try costGradient(by)
      let gradient = try read(source, at: [its] + by.units, example: its)
      // C of the batch has 1/E of it; C of another example has nothing.
      guard let mine else { return gradient.scaled(by: averagingFactor) }
      return try delta(mine, its, gradient)
    case .weight, .bias:
      if let mine { return try parameterDerivative(errorSource(layerNumber(of: by)), [], mine, by) }
      return try batchGradient(by)
    }
  }

  private var averagingFactor: Double { state.network.averaging.factor(examples: state.pass.examples) }

  /// ∂C_e/∂z, ∂C_e/∂a or ∂C_e/∂y
  private mutating func costGradient(_ by: Entry) throws(EvaluationError) -> Source {
    if by.role == .preactivation { return errorSource(try layerNumber(of: by)) }
    if by.role == .activation { return gradientSource(try layerNumber(of: by)) }
    let values = state.gradients.targets
    let (a, y) = (state.pass.activations[state.network.depth], state.pass.targets)
    var source = Source([values.rows, values.columns], values.elements)
    if !state.network.cost.hasLogarithm {
      source.magnitudes = a.elements.indices.map {
        let difference = (a.elements[$0] - y.elements[$0]).magnitude
        let factor = difference == 0 ? 2 : values.elements[$0].magnitude / difference
        return factor * (a.elements[$0].magnitude + y.elements[$0].magnitude)
      }
    }
    if state.network.cost.asksForProbabilities {
      // log(1 − a) and −log a cancel, the smaller of which is at most log 2.
      source.magnitudes = values.elements.map { $0.magnitude + 1.4 }
    }
    source.errors = (source.magnitudes ?? values.elements).map { 8 * Bounded.roundoff * $0.magnitude }
    return source
  }

  /// ∂C/∂w_jk or ∂C/∂b_j of the batch: the engine's values, with the scale of Σ_e |δ_j a_k|.
  private mutating func batchGradient(_ by: Entry) throws(EvaluationError) -> Tensor {
    let l = try layerNumber(of: by)
    let all = Axis(id: -2, name: "", range: .examples)
    let terms = try parameterFactors(errorSource(l), [], .along(all), by)
    var result = try contracted(terms, over: [all])
    if averagingFactor != 1 { result = result.scaled(by: averagingFactor) }
    var engine: Source
    var positions = by.units
    if by.role == .weight {
      let gradient = state.gradients.weights[l]
      engine = Source([gradient.rows, gradient.columns], gradient.elements)
    } else {
      engine = Source([network.widths[l]], state.gradients.biases[l])
      if case .shared = network.layers[l - 1].biases {
        engine.strides = [0]
        if positions.isEmpty { positions = [.at(0)] }
      }
    }
    let values = try read(engine, at: positions, example: nil)
    result = result.arranged(values.axes, sizes: values.sizes)
    result.values = values.values
    return result
  }

  // MARK: - z and a

  private mutating func quantityDerivative(_ entry: Entry, by: Entry) throws(EvaluationError) -> Tensor? {
    let (l, m) = (try layerNumber(of: by), try layerNumber(of: entry))
    let of = entry.role == .activation ? Place.activation(m) : .preactivation(m)
    let mine = try exampleOf(entry) ?? .at(0)
    switch by.role {
    case .activation, .preactivation:
      let place = by.role == .activation ? Place.activation(l) : .preactivation(l)
      guard order(place) < order(of) else { return nil }
      let its = try exampleOf(by) ?? .at(0)
      let table = try jacobians(of, place, at: mine, entry.units, by.units, itsExample: its)
      return try delta(mine, its, table)
    case .weight, .bias:
      guard order(.preactivation(l)) <= order(of) else { return nil }
      if by.role == .bias, try biasCount(by) == 0 { throw .noBiases }
      if of == .preactivation(l) {
        // ∂z_i/∂w_jk = 1[i = j] a_k, ∂z_i/∂b_j = 1[i = j]
        var factor = exact(1).value
        if by.role == .weight {
          factor = try delta(entry.units[0], by.units[0], factor)
          return try product(factor, below(l, mine, by))
        }
        guard case .perNeuron = network.layers[l - 1].biases else { return factor }
        guard let unit = by.units.first else { throw .indexCount(.bias, found: 0, expected: 1) }
        factor = try delta(entry.units[0], unit, factor)
        return factor
      }
      let whole = Axis(id: -3, name: "", range: .units(.number(l)))
      let isShared = by.role == .bias && !isPerNeuron(l)
      guard let unit = isShared ? .along(whole) : by.units.first else {
        throw .indexCount(by.role, found: 0, expected: 1)
      }
      let table = try jacobians(of, .preactivation(l), at: mine, entry.units, [unit], itsExample: mine)
      if isShared { return try contracted([table], over: [whole]) }
      return by.role == .bias ? table : try product(table, below(l, mine, by))
    case .error, .target, .cost, .batchCost: return nil
    }
  }

  private func isPerNeuron(_ l: Int) -> Bool {
    if case .perNeuron = network.layers[l - 1].biases { return true }
    return false
  }

  /// The derivative of something with these derivatives by z^l, by w^l or b^l, for one example each.
  private mutating func parameterDerivative(
    _ source: Source, _ own: [Position], _ example: Position, _ by: Entry
  ) throws(EvaluationError) -> Tensor {
    let factors = try parameterFactors(source, own, example, by)
    return try contracted(factors, over: [])
  }

  /// ∂/∂w_jk = ∂/∂z_j · a_k, ∂/∂b_j = ∂/∂z_j, and Σ_j of these for a shared b.
  private mutating func parameterFactors(
    _ source: Source, _ own: [Position], _ example: Position, _ by: Entry
  ) throws(EvaluationError) -> [Tensor] {
    let l = try layerNumber(of: by)
    if by.role == .weight {
      return [
        try read(source, at: [example] + own + [by.units[0]], example: example), try below(l, example, by),
      ]
    }
    switch network.layers[l - 1].biases {
    case .none: throw .noBiases
    case .shared:
      let whole = Axis(id: -3, name: "", range: .units(.number(l)))
      let all = try read(source, at: [example] + own + [.along(whole)], example: example)
      return [try contracted([all], over: [whole])]
    case .perNeuron:
      guard let unit = by.units.first else { throw .indexCount(.bias, found: 0, expected: 1) }
      return [try read(source, at: [example] + own + [unit], example: example)]
    }
  }

  /// a_k^(l−1) where a weight comes from.
  private mutating func below(_ l: Int, _ example: Position, _ by: Entry) throws(EvaluationError) -> Tensor {
    let a = state.pass.activations[l - 1]
    return try read(
      Source([a.rows, a.columns], a.elements), at: [example, by.units[1]], example: example)
  }

  /// ∂of/∂by of one example each, over the axes of the example and the units on either side.
  private mutating func jacobians(
    _ of: Place, _ by: Place, at example: Position, _ own: [Position], _ units: [Position],
    itsExample: Position
  ) throws(EvaluationError) -> Tensor {
    // Only for the examples that are asked for.
    var wanted = Array(0..<pass.examples)
    if case .along(let axis) = example { wanted = try positions(of: axis) }
    if case .at(let e) = example { wanted = [e] }
    if case .last = example { wanted = [pass.examples - 1] }
    let extents = [pass.examples, network.entryCount(of), network.entryCount(by)]
    try spend(extents[0] * extents[1] * extents[2])
    var all = Source(extents, [Double](repeating: 0, count: extents[0] * extents[1] * extents[2]))
    var (magnitudes, errors) = (all.values, all.values)
    for e in wanted {
      guard e >= 0, e < pass.examples else { throw .positionOutOfRange(e, count: pass.examples) }
      let one = try jacobianSource(Cache.JacobianKey(of: of, by: by, example: e))
      let start = e * extents[1] * extents[2]
      for i in one.values.indices {
        all.values[start + i] = one.values[i]
        magnitudes[start + i] = one.magnitudes?[i] ?? one.values[i].magnitude
        errors[start + i] = one.errors?[i] ?? 0
      }
    }
    (all.magnitudes, all.errors) = (magnitudes, errors)
    return try read(all, at: [example] + own + units, example: example)
  }

  /// Where z^l and a^l stand on the way forward.
  private func order(_ place: Place) -> Int {
    switch place {
    case .activation(let l): return 2 * l
    case .preactivation(let l): return 2 * l - 1
    case .weight, .bias, .target: return -1
    }
  }
}

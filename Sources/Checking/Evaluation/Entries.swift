import Formula
import Network

// Leaves: entries of the network's quantities, symbols, and what was put in their place.
extension Evaluator {
  /// An entry of a quantity, and its derivative.
  mutating func entryDual(_ entry: Entry, by variable: Variable?) throws(EvaluationError) -> Dual {
    if !replacements.isEmpty {
      let own = Variable.entry(try resolved(entry))
      if let replaced = try replacement(of: own, by: variable) { return replaced }
    }
    if entry.role == .error, variable != nil { throw .secondDerivative }
    let value = try read(entry)
    guard case .entry(let by) = variable else { return Dual(value) }
    return Dual(value, tangent: try derivative(of: entry, by: by))
  }

  mutating func symbolDual(_ symbol: Symbol, by variable: Variable?) throws(EvaluationError) -> Dual {
    let own = Variable.symbol(symbol)
    if let replaced = try replacement(of: own, by: variable) { return replaced }
    var dual = exact(state.value(of: symbol))
    if variable == own { dual.tangent = exact(1).value }
    return dual
  }

  /// σ(z) of the bare unit.
  mutating func unitActivationDual(by variable: Variable?) throws(EvaluationError) -> Dual {
    if let replaced = try replacement(of: .unitActivation, by: variable) { return replaced }
    let sigma = IndexForm.apply(.activation(nil, primes: 0), .symbol(Symbol("z")))
    guard variable == .unitActivation else { return try dual(sigma, by: variable) }
    return Dual(try dual(sigma, by: nil).value, tangent: exact(1).value)
  }

  // MARK: - Replacements

  /// The variable with its layer's number, so that it can be compared.
  ///
  /// Only entries written in the same way are replaced: a_j where a_j was set, not a_1. Nothing is
  /// recomputed downstream of a replaced entry.
  func resolved(_ variable: Variable) throws(EvaluationError) -> Variable {
    guard case .entry(let entry) = variable else { return variable }
    return .entry(try resolved(entry))
  }

  private func resolved(_ entry: Entry) throws(EvaluationError) -> Entry {
    var entry = entry
    if let layer = entry.layer { entry.layer = .number(try number(of: layer)) }
    return entry
  }

  /// What stands in place of a variable, if anything does.
  ///
  /// What was put in inside of a derivative is differentiated like any other part of the form; what was put
  /// in outside of it is where the derivative is taken.
  private mutating func replacement(
    of own: Variable, by variable: Variable?
  ) throws(EvaluationError) -> Dual? {
    guard let index = replacements.lastIndex(where: { $0.variable == own }) else { return nil }
    let all = replacements
    defer { replacements = all }
    let replacement = all[index]
    replacements.removeSubrange(index...)
    let isOutside = index < replacementsOutside

    var result: Dual
    switch replacement.value {
    case .form(let form): result = try dual(form, by: isOutside ? nil : variable)
    case .shift(let step):
      result = try dual(own.form, by: nil)
      result.value = result.value.map({ $0 + Bounded(exact: step) }, { $0 + step })
    }
    if isOutside, let variable {
      replacements = []
      result.tangent = try dual(own.form, by: variable).tangent
    }
    return result
  }

  // MARK: - Quantities

  /// The values of an entry.
  mutating func read(_ entry: Entry) throws(EvaluationError) -> Tensor {
    try checkIndices(of: entry)
    let example = try exampleOf(entry)
    switch entry.role {
    case .cost, .batchCost:
      guard let example else { return batchCost() }
      let source = Source([pass.examples], costs ?? pass.costs, errors: isBounded ? costErrors() : nil)
      return try read(source, at: [example], example: nil)
    case .activation:
      let l = try layerNumber(of: entry)
      return try read(pass.activations[l], entry, errors: isBounded ? activationErrors(l) : nil)
    case .preactivation:
      let l = try layerNumber(of: entry)
      return try read(pass.preactivations[l], entry, errors: isBounded ? preactivationErrors(l) : nil)
    case .target: return try read(pass.targets, entry, errors: nil)
    case .error:
      let l = try layerNumber(of: entry)
      if let given = givenErrors[l] { return try read(given, entry, errors: nil) }
      switch judge {
      case .backpropagation: return try read(errorSource(l), at: exampleAndUnits(entry), example: example)
      case .differences: return try errorByDifferences(entry, layer: l)
      }
    case .weight:
      let weights = network.layers[try layerNumber(of: entry) - 1].weights
      let source = Source([weights.rows, weights.columns], weights.elements)
      return try read(source, at: entry.units, example: nil)
    case .bias:
      let l = try layerNumber(of: entry)
      let biases = network.layers[l - 1].biases
      var source = Source([network.widths[l]], (0..<network.widths[l]).map { biases.added(toUnit: $0) })
      if case .perNeuron = biases {} else { source.strides = [0] }
      if entry.units.isEmpty {
        if case .perNeuron = biases { throw .indexCount(.bias, found: 0, expected: 1) }
        return try read(source, at: [.at(0)], example: nil)
      }
      return try read(source, at: entry.units, example: nil)
    }
  }

  private mutating func read(
    _ matrix: Matrix, _ entry: Entry, errors: [Double]?
  ) throws(EvaluationError) -> Tensor {
    let source = Source([matrix.rows, matrix.columns], matrix.elements, errors: errors)
    return try read(source, at: exampleAndUnits(entry), example: exampleOf(entry))
  }

  /// C of the batch.
  private mutating func batchCost() -> Tensor {
    let factor = network.averaging.factor(examples: pass.examples)
    let cost = costs.map { $0.reduce(0, +) * factor } ?? pass.cost
    guard isBounded else { return exact(cost).value }
    var (magnitude, error) = (0.0, 0.0)
    for (c, e) in zip(pass.costs, costErrors()) {
      magnitude += c.magnitude * factor
      error += e * factor
    }
    error += Bounded.roundoff * (1 + Double(pass.examples).squareRoot()) * magnitude
    return Tensor(Bounded(cost, magnitude: max(magnitude, cost.magnitude), error: error), isBounded: true)
  }

  /// The layer's number of an entry that must have one.
  func layerNumber(of entry: Entry) throws(EvaluationError) -> Int {
    guard let layer = entry.layer else { throw .missingLayer(entry.role) }
    return try number(of: layer, in: (entry.role == .activation ? 0 : 1)...network.depth)
  }

  /// The position of an entry's example, where its quantity has one: the only one of a batch of one need not
  /// be written. A cost without an example is the batch's.
  func exampleOf(_ entry: Entry) throws(EvaluationError) -> Position? {
    switch entry.role {
    case .weight, .bias, .batchCost: return nil
    case .cost: return entry.example
    case .activation, .preactivation, .error, .target:
      if let example = entry.example { return example }
      if pass.examples == 1 { return .at(0) }
      throw .missingExample
    }
  }

  /// Where an entry of z, a, δ or y stands in a matrix with one example a row.
  func exampleAndUnits(_ entry: Entry) throws(EvaluationError) -> [Position] {
    [try exampleOf(entry) ?? .at(0)] + entry.units
  }

  /// Throws unless an entry has as many unit indices as its quantity.
  func checkIndices(of entry: Entry) throws(EvaluationError) {
    var expected = 1
    switch entry.role {
    case .cost, .batchCost: expected = 0
    case .weight: expected = 2
    case .bias: expected = entry.units.isEmpty ? 0 : 1
    case .activation, .preactivation, .error, .target: break
    }
    if entry.units.count != expected {
      throw .indexCount(entry.role, found: entry.units.count, expected: expected)
    }
  }
}

extension Variable {
  /// The variable as a form.
  var form: IndexForm {
    switch self {
    case .entry(let entry): return .entry(entry)
    case .symbol(let symbol): return .symbol(symbol)
    case .unitActivation: return .unitActivation
    }
  }
}

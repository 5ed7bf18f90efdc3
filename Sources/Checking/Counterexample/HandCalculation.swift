import Formula
import Network

/// Everything that has to be computed on the way from x to an expression, each value once and in order.
struct HandCalculation {
  let tracer: Tracer
  let rules: TextbookRules
  /// What was computed so far; what belongs to one unit stands in one row.
  private(set) var rows: [[Counterexample.Equation]] = []
  /// What of the network was used.
  private(set) var used: Set<Given> = []
  private var done: Set<Expression> = []
  private var rowOfUnit: [Unit: Int] = [:]

  /// A part of the network or the batch.
  enum Given: Hashable {
    case input, target
    case weights(Int)
    case biases(Int)
    case symbol(Symbol)
  }

  private struct Unit: Hashable {
    let layer: Int
    let unit: Int
    let example: Int
  }

  init(_ tracer: Tracer, rules: TextbookRules) {
    self.tracer = tracer
    self.rules = rules
  }

  var state: State { tracer.state }
  /// ReLU is written where the formula writes it.
  private var namesFunction: Bool {
    tracer.chain.statement.sides.contains { side in
      side.contains { if case .call(.named, _) = $0 { true } else { false } }
    }
  }
  private var depth: Int { state.network.depth }

  // MARK: - What an expression needs

  /// Computes what stands in an expression, and what that needs.
  mutating func need(_ expression: Expression) {
    switch expression.node {
    case .quantity(let quantity):
      for entry in entries(of: quantity) { need(entry: entry) }
      if quantity.example == .all { matrix(expression) }
    case .derivative(of: let a, by: let b), .gradient(of: let a, by: let b?):
      derivative(of: a, by: b)
      if case .quantity(let variable) = b.node, variable.example == .all { matrix(expression) }
    case .updated(let inner):
      need(inner)
      let cost = Quantity(tracer.chain.speaksOfExamples ? .batchCost : .cost, example: rules.cost.example)
      derivative(of: Expression(.quantity(cost)), by: inner)
      if case .symbol(let letter) = tracer.chain.learningRate.node { used.insert(.symbol(letter)) }
    case .call(.activation(let primes, _), let arguments):
      for argument in arguments { need(argument) }
      if primes == 1 { for argument in arguments { needSlope(argument) } }
    case .call(.named(_, let primes), let arguments):
      for argument in arguments { need(argument) }
      if primes == 1 { for argument in arguments { needSlope(argument) } }
    case .symbol(let symbol): need(symbol)
    default: for child in expression.children { need(child) }
    }
  }

  /// The cost of the only example, which derivatives are about.
  mutating func needCost() { cost(nil) }

  /// The matrix of all examples, whose entries were computed one by one.
  private mutating func matrix(_ expression: Expression) {
    guard done.insert(expression).inserted,
      let entries = Substitution(tracer: tracer).array(expression)?.withShortNumbers
    else { return }
    rows.append([Counterexample.Equation(sides: [expression, entries])])
  }

  /// A quantity with all of its indices given.
  struct Entry {
    let role: Role
    let layer: Int
    let units: [Int]
    /// As written: nil where none is.
    let example: Index?
  }

  /// The entries that a quantity stands for: one, or all where an index is missing or runs.
  private func entries(of quantity: Quantity) -> [Entry] {
    let layer = quantity.layer.map { $0.base == .output ? depth + $0.offset : $0.offset } ?? depth
    guard (0...depth).contains(layer) else { return [] }
    let widths = state.network.widths
    let extents: [Int]
    switch quantity.role {
    case .activation, .preactivation, .error: extents = [widths[layer]]
    case .bias:
      guard layer > 0 else { return [] }
      if case .perNeuron = state.network.layers[layer - 1].biases {
        extents = [widths[layer]]
      } else {
        extents = []
      }
    case .target: extents = [widths[depth]]
    case .weight:
      guard layer > 0 else { return [] }
      extents = [widths[layer], widths[layer - 1]]
    case .cost, .batchCost: extents = []
    }
    var choices: [[Int]] = [[]]
    for (place, extent) in extents.enumerated() {
      var units = Array(0..<extent)
      if quantity.indices.indices.contains(place), case .literal(let number) = quantity.indices[place] {
        units = units.filter { $0 == number - rules.firstUnit }
      }
      choices = choices.flatMap { choice in units.map { choice + [$0] } }
    }
    var examples: [Index?] = [quantity.example]
    switch quantity.example {
    case .variable?, .all?: examples = (0..<state.pass.examples).map { .literal($0 + rules.firstUnit) }
    case .literal?, .last?, .trueClass?, nil: break
    }
    return choices.flatMap { units in
      examples.map { Entry(role: quantity.role, layer: layer, units: units, example: $0) }
    }
  }

  /// The example of an index, counted from 0.
  private func number(of example: Index?) -> Int {
    let last = state.pass.examples - 1
    guard tracer.chain.speaksOfExamples, case .literal(let number)? = example else {
      return min(last, tracer.positions[Scope.implicitExampleID] ?? 0)
    }
    return max(0, min(last, number - rules.firstUnit))
  }

  private mutating func need(entry: Entry) {
    switch entry.role {
    case .activation: activation(entry.layer, entry.units[0], entry.example)
    case .preactivation: preactivation(entry.layer, entry.units[0], entry.example)
    case .error: error(entry.layer, entry.units[0], entry.example)
    case .weight: used.insert(.weights(entry.layer))
    case .bias: used.insert(.biases(entry.layer))
    case .target: used.insert(.target)
    case .cost: cost(entry.example)
    case .batchCost:
      for e in 0..<state.pass.examples { cost(.literal(e + rules.firstUnit)) }
    }
  }

  // MARK: - The forward pass

  private mutating func preactivation(_ l: Int, _ j: Int, _ e: Index?) {
    let name = rules.preactivation(l, j, e)
    guard l > 0, done.insert(name).inserted else { return }
    for k in 0..<state.network.widths[l - 1] { activation(l - 1, k, e) }
    let layer = state.network.layers[l - 1]
    used.insert(.weights(l))
    let example = number(of: e)
    var terms = state.pass.activations[l - 1].row(example).enumerated().map { k, a in
      Expression.multiplied([.written(layer.weights[j, k]), .written(a)])
    }
    if layer.biases != .none {
      used.insert(.biases(l))
      terms.append(.written(layer.biases.added(toUnit: j)))
    }
    let step = equation(name, .added(terms), value: state.pass.preactivations[l][example, j])
    let above = Unit(layer: l, unit: j - 1, example: example)
    if layer.activation == .softmax, rowOfUnit[above] == rows.count - 1 {
      rows[rows.count - 1].append(step)
    } else {
      rows.append([step])
    }
    rowOfUnit[Unit(layer: l, unit: j, example: example)] = rows.count - 1
  }

  private mutating func activation(_ l: Int, _ j: Int, _ e: Index?) {
    guard l > 0 else {
      used.insert(.input)
      return
    }
    let name = rules.activation(l, j, e)
    guard !done.contains(name) else { return }
    let example = number(of: e)
    let isSoftmax = state.network.layers[l - 1].activation == .softmax
    if isSoftmax {
      for i in 0..<state.network.widths[l] { preactivation(l, i, e) }
    } else {
      preactivation(l, j, e)
    }
    done.insert(name)
    let z = state.pass.preactivations[l].row(example).map { Expression.written($0) }
    let a = state.pass.activations[l][example, j]
    guard isSoftmax else {
      let step = equation(name, function(l, primes: 0, of: z[j]), value: a)
      append(step, toRowOf: Unit(layer: l, unit: j, example: example))
      return
    }
    let powers = z.map { Expression(.call(.exp, [$0])) }
    rows.append([equation(name, Expression(.quotient(powers[j], .added(powers))), value: a)])
  }

  /// σ of a number as it is written where all layers have one σ, else by its own name.
  private func function(_ l: Int, primes: Int, of z: Expression) -> Expression {
    let activation = state.network.layers[l - 1].activation
    let isOnly = !namesFunction && state.network.layers.allSatisfy { $0.activation == activation }
    let named = NamedActivation(rawValue: activation.rawValue)
    let function: Function =
      isOnly ? .activation(primes: primes, layer: nil) : named.map { .named($0, primes: primes) } ?? .softmax
    return Expression(.call(function, [z]))
  }

  /// σ′ of the pre-activation that an expression is.
  private mutating func needSlope(_ expression: Expression) {
    if expression.node == .symbol(Symbol("z")) { return slopeOfUnit() }
    guard case .quantity(let quantity) = expression.node, quantity.role == .preactivation else { return }
    for entry in entries(of: quantity) where entry.layer > 0 {
      slope(entry.layer, entry.units[0], entry.example)
    }
  }

  private mutating func slope(_ l: Int, _ j: Int, _ e: Index?) {
    let activation = state.network.layers[l - 1].activation
    guard activation.isElementwise, done.insert(rules.slope(l, j, e)).inserted else { return }
    preactivation(l, j, e)
    if activation.slopeIsByValue { self.activation(l, j, e) }
    let example = number(of: e)
    let z = state.pass.preactivations[l][example, j]
    let step = slope(
      activation, function(l, primes: 1, of: .written(z)), z: z, a: state.pass.activations[l][example, j])
    append(step, toRowOf: Unit(layer: l, unit: j, example: example))
  }

  /// σ′(0) = 0.5(1 − 0.5) = 0.25
  private func slope(_ activation: Activation, _ name: Expression, z: Double, a: Double)
    -> Counterexample.Equation
  {
    let value = activation.derivative(at: z, slopeAtZero: state.network.slopeAtZero)
    guard activation.slopeIsByValue, let row = activation.row else {
      return Counterexample.Equation(sides: [name, .written(value)])
    }
    return equation(name, TableFormula.expression(row.slope, putting: ["a": .written(a)]), value: value)
  }

  private mutating func append(_ step: Counterexample.Equation, toRowOf unit: Unit) {
    if let row = rowOfUnit[unit] {
      rows[row].append(step)
    } else {
      rowOfUnit[unit] = rows.count
      rows.append([step])
    }
  }

  private mutating func cost(_ index: Index?) {
    let e = tracer.chain.speaksOfExamples ? index : nil
    let name = rules.cost(e)
    guard done.insert(name).inserted else { return }
    for j in 0..<state.network.widths[depth] { activation(depth, j, e) }
    used.insert(.target)
    let example = number(of: e)
    step(name, rules.costRule(e, example: example), value: state.pass.costs[example])
  }

  // MARK: - One unit

  private mutating func need(_ symbol: Symbol) {
    guard tracer.chain.isAboutOneUnit, symbol.name == "z" || symbol.name == "a" else {
      if tracer.chain.counts[symbol] == nil { used.insert(.symbol(symbol)) }
      return
    }
    used.insert(.symbol(Symbol("z")))
    guard symbol.name == "a", done.insert(Expression(.symbol(symbol))).inserted else { return }
    let z = state.value(of: Symbol("z"))
    let step = equation(
      Expression(.symbol(symbol)), function(1, primes: 0, of: .written(z)),
      value: state.hiddenActivation.value(z))
    append(step, toRowOf: Unit(layer: 0, unit: 0, example: 0))
  }

  private mutating func slopeOfUnit() {
    let z = state.value(of: Symbol("z"))
    let name = function(1, primes: 1, of: .written(z))
    guard done.insert(name).inserted else { return }
    if state.hiddenActivation.slopeIsByValue { need(Symbol("a")) }
    let step = slope(state.hiddenActivation, name, z: z, a: state.hiddenActivation.value(z))
    append(step, toRowOf: Unit(layer: 0, unit: 0, example: 0))
  }

  // MARK: - The way back

  private mutating func error(_ l: Int, _ j: Int, _ e: Index?) {
    let name = rules.quantity(.error, l, [j], e)
    guard l > 0, done.insert(name).inserted else { return }
    let rule = rules.errorRule(l, j, e)
    need(rule)
    step(name, rule, value: tracer.value(of: name))
  }

  /// ∂A/∂B for all entries that A and B stand for.
  private mutating func derivative(of a: Expression, by b: Expression) {
    guard case .quantity(let above) = a.node, case .quantity(let below) = b.node else {
      need(a)
      return
    }
    for upper in entries(of: above) {
      for lower in entries(of: below) {
        let name = Expression(
          .derivative(of: expression(upper, like: above), by: expression(lower, like: below)))
        guard done.insert(name).inserted else { continue }
        let rule = rule(of: upper, by: lower)
        if let rule { need(rule) }
        // That ∂z/∂b is 1 is seen where z is computed.
        if case .number? = rule?.node { need(entry: upper) }
        step(name, rule, value: tracer.value(of: name))
      }
    }
  }

  private func expression(_ entry: Entry, like quantity: Quantity) -> Expression {
    var quantity = quantity
    quantity.indices = entry.units.map(rules.index)
    quantity.example = entry.example
    return Expression(.quantity(quantity))
  }

  // MARK: - Steps

  /// name = numbers = value
  private func equation(_ name: Expression, _ numbers: Expression, value: Double) -> Counterexample.Equation {
    let value = Expression.written(value)
    return Counterexample.Equation(sides: numbers == value ? [name, value] : [name, numbers, value])
  }

  /// name = rule = numbers = value, without the rule if it gives another value.
  private mutating func step(_ name: Expression, _ rule: Expression?, value: Double?) {
    guard let value else { return }
    var sides = [name]
    if let rule, let computed = tracer.value(of: rule),
      Tolerance.isSame(computed, value)
    {
      sides.append(rule)
      sides += NumbersPutIn(tracer).forms(rule)
    }
    let last = Expression.written(value)
    if sides.last != last { sides.append(last) }
    rows.append([Counterexample.Equation(sides: sides)])
  }
}

extension Tolerance {
  /// Whether two values computed in different ways on a small network are one.
  static func isSame(_ a: Double, _ b: Double) -> Bool { abs(a - b) <= 1e-9 * max(1, abs(a), abs(b)) }
}

extension Activation {
  /// Whether its slope is computed from its value, as a(1 − a).
  fileprivate var slopeIsByValue: Bool {
    guard let slope = row?.slope else { return false }
    return TableFormula.speaks(of: "a", slope) && !TableFormula.speaks(of: "z", slope)
  }
}

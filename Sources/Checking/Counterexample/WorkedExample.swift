import Formula
import Network

/// Writes a refutation out: what is given, what follows from it, and the two sides with numbers put in.
struct WorkedExample {
  let link: Int
  let statement: Statement
  let found: CounterexampleSearch.Found
  let tracer: Tracer
  private let networkKind: NetworkKind

  init(_ found: CounterexampleSearch.Found, link: Int, _ reading: Reading) {
    self.link = link
    self.found = found
    statement = reading.chain.statement
    networkKind = reading.networkKind
    tracer = Tracer(
      reading, state: found.state, layers: found.point.layers, positions: found.point.positions)
  }

  private var state: State { found.state }
  private var depth: Int { state.network.depth }
  private var notation: Notation { tracer.convention.notation }

  /// The example, as number `place` of the report's links; nil where what would be shown is not what was evaluated, or
  /// shows no difference.
  func counterexample(place: Int) -> Counterexample? {
    let sides = [statement.sides[link], statement.sides[link + 1]].map(atPoint)
    let shown = sides.map(\.shown)
    guard let left = equation(sides[0], value: found.point.left.value),
      let right = equation(sides[1], value: found.point.right.value), areDifferent(left, right)
    else { return nil }
    let rules = TextbookRules(
      network: state.network, firstUnit: tracer.chain.firstUnit, cost: cost,
      usesErrors: statement.sides.contains(where: \.namesError),
      targets: { Array(state.pass.targets.row($0)) })
    var calculation = HandCalculation(tracer, rules: rules)
    if !tracer.chain.speaksOfExamples, shown.contains(where: \.hasCostDerivative) { calculation.needCost() }
    for side in shown { calculation.need(side) }
    // The output's function may be given where σ is not.
    let isGiven = networkKind.activation != nil || depth == 1 && networkKind.output != nil
    return Counterexample(
      link: place, relation: statement.relations[link],
      network: tracer.chain.isAboutOneUnit ? nil : state.network, batch: state.batch,
      activation: state.hiddenActivation,
      usesActivation: (shown + calculation.rows.joined().flatMap(\.sides)).contains(
        where: \.namesActivation),
      choosesActivation: !isGiven,
      empty: Set(shown.flatMap(emptyOperators)),
      isInHiddenLayer: found.network.size.isForHiddenLayers, indices: indices, layers: layers,
      given: given(calculation.used), rows: calculation.rows, left: left, right: right,
      values: (found.point.left.value, found.point.right.value))
  }

  /// Σ and Π of which the limits leave nothing.
  private func emptyOperators(_ side: Expression) -> [Formula.BigOperator.Kind] {
    let inner = side.children.flatMap(emptyOperators)
    guard case .big(let operation) = side.node, Instantiation(tracer).isEmpty(operation) else { return inner }
    return inner + [operation.kind]
  }

  /// The cost of one example, as it is written.
  private var cost: Quantity {
    for side in statement.sides {
      if let quantity = side.quantities.first(where: { $0.role == .cost }) {
        if case .variable? = quantity.example { continue }
        return quantity
      }
    }
    return Quantity(.cost)
  }

  // MARK: - The sides

  /// A side at the point: with a number for L as it is shown, and with L itself, which tells it from a layer whose
  /// number only happens to be the same, as it is evaluated.
  private struct Side {
    let shown: Expression
    let evaluated: Expression
  }

  /// A side with numbers for its indices and layers, sums written out.
  private func atPoint(_ side: Expression) -> Side {
    let expanded = Instantiation(tracer).instantiated(side)
    let numbered = expanded.mapped { node in
      switch node {
      case .quantity(var quantity):
        let hasLayer = ![.target, .cost, .batchCost].contains(quantity.role)
        quantity.layer = hasLayer ? number(quantity.layer ?? .output) : quantity.layer
        quantity.indices = quantity.indices.map(number)
        return .quantity(quantity)
      case .width(let layer): return .width(number(layer))
      case .call(.activation(let primes, let layer), let arguments):
        return .call(.activation(primes: primes, layer: layer.map(number)), arguments)
      default: return node
      }
    }
    let values = [expanded, numbered].map(tracer.value)
    if let value = values[0], let other = values[1], !Tolerance.isSame(value, other) {
      return Side(shown: expanded, evaluated: expanded)
    }
    return Side(shown: numbered, evaluated: expanded)
  }

  private func number(_ layer: Formula.Layer) -> Formula.Layer {
    layer.base == .output ? .number(depth + layer.offset) : layer
  }

  private func number(_ index: Index) -> Index {
    switch index {
    case .variable, .literal, .all: return index
    case .last(let layer):
      let number = number(layer)
      guard number.base == .input, state.network.widths.indices.contains(number.offset) else { return index }
      return .literal(state.network.widths[number.offset] - 1 + tracer.chain.firstUnit)
    case .trueClass:
      return state.pass.examples == 1 ? .literal(state.trueClass(of: 0) + tracer.chain.firstUnit) : index
    }
  }

  /// side = numbers = value; nil where that is not what was evaluated.
  private func equation(_ side: Side, value: Double) -> Counterexample.Equation? {
    var sides = [side.shown]
    var evaluated = side.evaluated
    if case .updated(let inner) = side.shown.node {
      // A step of gradient descent.
      let cost = Quantity(tracer.chain.speaksOfExamples ? .batchCost : .cost, example: cost.example)
      let slope = Expression(.derivative(of: Expression(.quantity(cost)), by: inner))
      evaluated = .added([inner, -.multiplied([tracer.chain.learningRate, slope])])
      sides.append(evaluated)
    }
    let substitution = Substitution(tracer: tracer)
    let array = substitution.array(evaluated)
    let known = array?.entries ?? tracer.value(of: evaluated).map { [$0] } ?? [value]
    guard known.contains(where: { Tolerance.isSame($0, value) }),
      array != nil || !substitution.isArray(evaluated)
    else { return nil }
    for form in NumbersPutIn(tracer).forms(evaluated) {
      // What is shown is computed once more.
      if let again = entries(of: form) {
        guard again.count == known.count, zip(again, known).allSatisfy(Tolerance.isSame) else { return nil }
      }
      sides.append(form)
    }
    let last = array?.withShortNumbers ?? .written(value)
    if sides.last != last { sides.append(last) }
    return Counterexample.Equation(sides: sides)
  }

  /// The numbers that an expression of numbers comes to; nil where a function in it may be that of any layer.
  private func entries(of form: Expression) -> [Double]? {
    let hasOneFunction = state.network.layers.allSatisfy { $0.activation == state.hiddenActivation }
    guard hasOneFunction || !form.contains(where: { if case .call = $0 { true } else { false } }) else {
      return nil
    }
    return Substitution(tracer: tracer).valueOrSelf(form).entries
  }

  /// Whether the numbers differ as they are written.
  private func areDifferent(_ left: Counterexample.Equation, _ right: Counterexample.Equation) -> Bool {
    let printer = UnicodePrinter(notation: notation)
    return left.sides.last.map(printer.print) != right.sides.last.map(printer.print)
  }

  // MARK: - What is given

  private func given(_ used: Set<HandCalculation.Given>) -> [Counterexample.Equation] {
    var given: [Counterexample.Equation] = []
    func add(_ names: [Expression], _ value: Expression) {
      given.append(Counterexample.Equation(sides: names + [value]))
    }
    let examples = state.pass.examples
    let isBatch = tracer.chain.speaksOfExamples
    func index(_ unit: Int) -> Index { .literal(unit + tracer.chain.firstUnit) }
    /// A quantity of one unit is written with its index.
    func quantity(_ role: Role, _ layer: Int?, _ sizes: [Int], example: Int?) -> Expression {
      let units = sizes.allSatisfy { $0 == 1 } ? sizes.map { _ in index(0) } : []
      return Expression(
        .quantity(Quantity(role, layer: layer.map { .number($0) }, units, example: example.map(index))))
    }
    func vector(_ numbers: ArraySlice<Double>) -> Expression {
      numbers.count == 1 ? .written(numbers[numbers.startIndex]) : .written(Array(numbers), asRow: isRows)
    }
    if used.contains(.input) {
      for e in 0..<examples {
        let name = quantity(.activation, 0, [state.network.widths[0]], example: isBatch ? e : nil)
        add(
          isBatch ? [name] : [Expression(.symbol(Symbol("x"))), name],
          vector(state.pass.activations[0].row(e)))
      }
    }
    for (l, layer) in state.network.layers.enumerated() {
      let widths = [state.network.widths[l + 1], state.network.widths[l]]
      if used.contains(.weights(l + 1)) {
        let name = quantity(.weight, l + 1, widths, example: nil)
        // Where weights are written from unit to unit, the page's W is the transpose.
        let isTransposed = notation.weightOrder == .fromTo && widths != [1, 1]
        let rows =
          isTransposed
          ? (0..<widths[1]).map { k in (0..<widths[0]).map { layer.weights[$0, k] } }
          : (0..<widths[0]).map { Array(layer.weights.row($0)) }
        add(
          [isTransposed ? Expression(.transpose(name)) : name],
          widths == [1, 1] ? .written(rows[0][0]) : Expression(.matrix(rows.map { $0.map { .written($0) } })))
      }
      guard used.contains(.biases(l + 1)) else { continue }
      switch layer.biases {
      case .perNeuron(let all): add([quantity(.bias, l + 1, [all.count], example: nil)], vector(all[...]))
      case .shared(let one): add([quantity(.bias, l + 1, [], example: nil)], .written(one))
      case .none: break
      }
    }
    if used.contains(.target) {
      for e in 0..<examples {
        add(
          [quantity(.target, nil, [state.network.widths[depth]], example: isBatch ? e : nil)],
          vector(state.pass.targets.row(e)))
      }
    }
    for case .symbol(let symbol) in used.sorted(by: { $0.order < $1.order }) {
      add([Expression(.symbol(symbol))], .written(state.value(of: symbol)))
    }
    return given
  }

  private var isRows: Bool { tracer.convention.orientation == .rows }

  // MARK: - The point

  private var indices: [(name: String, value: Int)] {
    let finder = IndexRangeFinder(convention: tracer.convention)
    let written = Set(statement.sides.flatMap(finder.freeIndices))
    // Rows and columns of a matrix have no letter on the page.
    let named = tracer.chain.axes.compactMap { axis -> (name: String, value: Int)? in
      guard written.contains(axis.name), let position = tracer.positions[axis.id] else { return nil }
      return (axis.name, position + tracer.chain.firstUnit)
    }
    // The true class, where the formula has a letter for it.
    let conditions = statement.conditions.map { Expression(.indicator($0)) }
    guard let letter = notation.trueClassLetter, state.pass.examples == 1,
      (statement.sides + conditions).contains(where: \.namesTrueClass)
    else { return named }
    return named + [(letter, state.trueClass(of: 0) + tracer.chain.firstUnit)]
  }

  /// The layers of letters, and L where the formula speaks of it.
  private var layers: [(name: String, value: Int)] {
    var layers = tracer.chain.constraints.variables.compactMap { name in
      tracer.layers[name].map { (name: name, value: $0 + notation.firstLayer) }
    }
    if statement.sides.contains(where: \.namesOutputLayer) {
      layers.append((notation.outputLetter, depth + notation.firstLayer))
    }
    return layers
  }
}

extension Expression {
  /// The numbers of a number, or of a matrix row by row; nil where anything else stands in it.
  fileprivate var entries: [Double]? {
    switch node {
    case .number(let x), .value(let x): return [x]
    case .negative(let inner): return inner.entries?.map { -$0 }
    case .matrix(let rows):
      let all = rows.joined().compactMap(\.entries)
      return all.allSatisfy { $0.count == 1 } && all.count == rows.joined().count ? Array(all.joined()) : nil
    default: return nil
    }
  }
}

extension HandCalculation.Given {
  /// Names in the order of the alphabet.
  fileprivate var order: String {
    if case .symbol(let symbol) = self { symbol.name } else { "" }
  }
}

extension Expression {
  fileprivate var namesError: Bool {
    quantities.contains { $0.role == .error }
  }

  /// Whether a derivative of the cost, or an error term, which is one, stands in it.
  fileprivate var hasCostDerivative: Bool {
    contains { node in
      switch node {
      case .quantity(let quantity): quantity.role == .error
      case .derivative(of: let inner, by: _), .gradient(of: let inner, by: _):
        inner.contains { if case .quantity(let quantity) = $0 { quantity.role == .cost } else { false } }
      case .updated: true
      default: false
      }
    }
  }

  /// Whether an activation function stands in it.
  fileprivate var namesActivation: Bool {
    contains { node in
      switch node {
      case .call(.activation, _), .call(.named, _), .call(.softmax, _), .call(.exp, _): true
      default: false
      }
    }
  }

  /// Whether L is written in it.
  fileprivate var namesOutputLayer: Bool {
    contains { node in
      switch node {
      case .quantity(let quantity): quantity.layer?.base == .output
      case .width(let layer): layer.base == .output
      default: false
      }
    }
  }
}

import Formula

/// Puts numbers for index letters and writes short sums out.
struct Instantiation {
  let tracer: Tracer
  /// Numbers as counted on the page, by letter.
  var units: [String: Int] = [:]
  /// Where counting starts.
  private var firstUnit: Int { tracer.chain.firstUnit }

  init(_ tracer: Tracer) {
    self.tracer = tracer
    for axis in tracer.chain.axes where !axis.name.isEmpty {
      guard let position = tracer.positions[axis.id] else { continue }
      units[axis.name] = position + firstUnit
    }
  }

  /// The expression at the point: indices are numbers, general layers too, sums of few terms are written out.
  func instantiated(_ expression: Expression, bound: [String: Int] = [:]) -> Expression {
    func map(_ part: Expression) -> Expression { instantiated(part, bound: bound) }
    func map(_ index: Index) -> Index {
      guard case .variable(let name) = index, let number = bound[name] ?? units[name] else { return index }
      return .literal(number)
    }
    switch expression.node {
    case .quantity(var quantity):
      quantity.indices = quantity.indices.map(map)
      quantity.example = quantity.example.map(map)
      quantity.layer = quantity.layer.map { layer($0, bound) }
      return Expression(.quantity(quantity), expression.range)
    case .width(let layer): return Expression(.width(self.layer(layer, bound)))
    case .layerNumber(let layer): return Expression(.layerNumber(self.layer(layer, bound)))
    case .indexValue(let index):
      if case .literal(let number) = map(index) { return Expression(.number(Double(number))) }
      return expression
    case .kronecker(let left, let right): return Expression(.kronecker(map(left), map(right)))
    case .element(let inner, let indices): return Expression(.element(map(inner), indices.map(map)))
    case .example(let inner, let index): return Expression(.example(map(inner), map(index)))
    case .call(.activation(let primes, let layer), let arguments):
      return Expression(
        .call(.activation(primes: primes, layer: layer.map { self.layer($0, bound) }), arguments.map(map)))
    case .big(let operation):
      return written(operation, bound) ?? shadowed(operation, bound)
    default:
      return expression.mappedChildren(map)
    }
  }

  /// A general layer's number; L stays L.
  private func layer(_ layer: Layer, _ bound: [String: Int]) -> Layer {
    guard case .variable(let name) = layer.base, let number = bound[name] ?? tracer.layers[name] else {
      return layer
    }
    return .number(number + layer.offset)
  }

  /// The terms of a Σ or factors of a Π whose indices have few values; nil when there are many, or none.
  private func written(_ operation: Formula.BigOperator, _ bound: [String: Int]) -> Expression? {
    guard let binder = operation.binders.first, !binder.name.isEmpty,
      let places = places(of: binder, in: operation.body, bound), !places.isEmpty,
      places.count <= Tracer.writtenOut
    else { return nil }
    var body = operation.body
    let others = Array(operation.binders.dropFirst())
    if !others.isEmpty { body = Expression(.big(Formula.BigOperator(operation.kind, over: others, body))) }
    let terms = places.map { place -> Expression in
      var inner = bound
      inner[binder.name] = place
      return instantiated(body, bound: inner)
    }
    guard terms.count > 1 else { return terms[0] }
    return operation.kind == .sum ? Expression.added(terms) : Expression(.product(terms))
  }

  /// Whether limits and conditions leave no term of a Σ or Π.
  func isEmpty(_ operation: Formula.BigOperator) -> Bool {
    operation.binders.contains { places(of: $0, in: operation.body, [:])?.isEmpty == true }
  }

  /// The values of a bound index that its limits and its condition leave, as counted on the page; nil where that
  /// cannot be told.
  private func places(of binder: Binder, in body: Expression, _ bound: [String: Int]) -> [Int]? {
    let finder = IndexRangeFinder(convention: tracer.convention)
    guard !finder.isLayer(binder.name, in: body), let range = finder.range(of: binder.name, in: body),
      let count = try? Evaluator(state: tracer.state, layers: tracer.layers).extent(
        of: Axis(id: -1, name: "", range: range))
    else { return nil }
    // Examples may be counted from 0 in their sum, whatever units are counted from.
    let lower = binder.lower.map { number($0, bound) } ?? .some(firstUnit)
    guard let lower else { return nil }
    let start = range == .examples && (0...1).contains(lower) ? lower : firstUnit
    var last = start + count - 1
    if let upper = binder.upper, !isCount(upper, of: range) {
      guard let limit = number(upper, bound) else { return nil }
      last = min(last, limit)
    }
    var places: [Int] = []
    for position in 0..<count where position + start >= lower && position + start <= last {
      let place = position + firstUnit
      if let condition = binder.condition {
        var inner = bound
        inner[binder.name] = place
        let known = instantiated(Expression(.indicator(condition)), bound: inner)
        guard let truth = tracer.value(of: known) else { return nil }
        if truth == 0 { continue }
      }
      places.append(place)
    }
    return places
  }

  /// Whether a limit is a letter of its own for the number of what is summed over.
  private func isCount(_ limit: Expression, of range: AxisRange) -> Bool {
    switch limit.node {
    case .symbol(let symbol): tracer.chain.counts[symbol] == range
    case .indexValue(.variable(let name)):
      range == .examples && name == tracer.convention.notation.exampleCountLetter
    default: false
    }
  }

  /// The whole number that a limit is.
  private func number(_ limit: Expression, _ bound: [String: Int]) -> Int? {
    guard let value = tracer.value(of: instantiated(limit, bound: bound)), value == value.rounded(),
      abs(value) < 1e6
    else { return nil }
    return Int(value)
  }

  /// A sum that stays a sum: its own index is not the one outside.
  private func shadowed(_ operation: Formula.BigOperator, _ bound: [String: Int]) -> Expression {
    var inner = self
    var innerBound = bound
    for binder in operation.binders {
      inner.units[binder.name] = nil
      innerBound[binder.name] = nil
    }
    var result = operation
    result.body = inner.instantiated(operation.body, bound: innerBound)
    result.binders = operation.binders.map { binder in
      Binder(
        binder.name, from: binder.lower.map { shown($0, bound) }, to: binder.upper.map { shown($0, bound) },
        where: binder.condition)
    }
    return Expression(.big(result))
  }

  /// A limit at the point: n_1 − 1 is the number that it is.
  private func shown(_ limit: Expression, _ bound: [String: Int]) -> Expression {
    guard case .sum = limit.node, let number = number(limit, bound), number >= 0 else {
      return instantiated(limit, bound: bound)
    }
    return Expression(.number(Double(number)))
  }
}

extension Expression {
  /// A flat sum.
  static func added(_ terms: [Expression]) -> Expression {
    let flat = terms.flatMap { term -> [Expression] in
      if case .sum(let inner) = term.node { return inner }
      return [term]
    }
    return flat.count == 1 ? flat[0] : Expression(.sum(flat))
  }

  /// A flat product.
  static func multiplied(_ factors: [Expression]) -> Expression {
    let flat = factors.flatMap { factor -> [Expression] in
      if case .product(let inner) = factor.node { return inner }
      return [factor]
    }
    return flat.count == 1 ? flat[0] : Expression(.product(flat))
  }
}

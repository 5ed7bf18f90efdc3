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

  /// The terms of a Σ or factors of a Π over one index of few values; nil when there are many.
  private func written(_ operation: Formula.BigOperator, _ bound: [String: Int]) -> Expression? {
    guard operation.binders.count == 1, let binder = operation.binders.first, !binder.name.isEmpty,
      binder.condition == nil, let count = count(binder, operation.body), count > 0,
      count <= Tracer.writtenOut
    else { return nil }
    let terms = (0..<count).map { position -> Expression in
      var inner = bound
      inner[binder.name] = position + firstUnit
      return instantiated(operation.body, bound: inner)
    }
    guard terms.count > 1 else { return terms[0] }
    return operation.kind == .sum ? Expression.added(terms) : Expression(.product(terms))
  }

  /// How many values a bound index has on this network.
  private func count(_ binder: Binder, _ body: Expression) -> Int? {
    let finder = IndexRangeFinder(convention: tracer.convention)
    guard !finder.isLayer(binder.name, in: body), let range = finder.range(of: binder.name, in: body) else {
      return nil
    }
    if let lower = binder.lower, lower.node != .number(Double(firstUnit)) { return nil }
    let evaluator = Evaluator(state: tracer.state, layers: tracer.layers)
    return try? evaluator.extent(of: Axis(id: -1, name: "", range: range))
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
        binder.name, from: binder.lower.map { instantiated($0, bound: bound) },
        to: binder.upper.map { instantiated($0, bound: bound) }, where: binder.condition)
    }
    return Expression(.big(result))
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

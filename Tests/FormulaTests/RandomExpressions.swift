import Formula

/// Draws canonical trees in which every letter means what a reader of the notation takes it for.
struct RandomExpressions {
  private var state: UInt64
  private let notation: Notation

  init(seed: UInt64, notation: Notation) {
    state = seed
    self.notation = notation
  }

  /// A tree of at most this depth.
  mutating func expression(depth: Int) -> Expression {
    guard depth > 0 else { return leaf() }
    let depth = depth - 1
    switch number(below: 4) {
    case 0: return arithmetic(depth)
    case 1: return operation(depth)
    case 2: return figure(depth)
    default: return .product(leaf(), leaf(), leaf())
    }
  }

  private mutating func number(below limit: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(limit))
  }

  private mutating func one<Element>(of choices: Element...) -> Element {
    choices[number(below: choices.count)]
  }

  // MARK: Leaves

  private mutating func layer() -> Layer {
    one(of: .output, Layer(.output, -1), .variable("l"), Layer(.variable("l"), 1), .number(1), .number(0))
  }

  private mutating func index() -> Index {
    let letter = notation.exampleLetter == "i" ? "q" : "i"
    return one(
      of: .variable("j"), .variable("k"), .variable(letter), .literal(1), .literal(2), .literal(12),
      .last(.output),
      .last(Layer(.variable("l"), -1)), .variable("\\alpha"),
      notation.trueClassLetter == nil ? .literal(0) : .trueClass)
  }

  private mutating func quantity() -> Expression {
    let role = one(of: Role.activation, .preactivation, .weight, .bias, .error, .target, .activation)
    guard let pattern = notation.patterns[role] else { return .aj }
    let isWhole = number(below: 2) == 0
    let hasExample = number(below: 4) == 0 && role != .weight && role != .bias
    let layer: Layer? = pattern.layer == nil ? nil : layer()
    let indices = isWhole ? [] : (0..<pattern.unitCount).map { _ in index() }
    return Expression(
      .quantity(
        Quantity(
          role, layer: layer, indices, example: hasExample ? .variable(notation.exampleLetter) : nil)))
  }

  private mutating func leaf() -> Expression {
    switch number(below: 12) {
    case 0: .number(one(of: 1, 2, 0.5, 10))
    case 1: .symbol(one(of: "\\beta", "x", "t", "\\hat{p}", "f_{1}", "\\varepsilon", "p_{jk}"))
    case 2: .width(layer())
    case 3:
      Expression(
        one(
          of: .identity, .ones, .constant(.pi), .layerNumber(.output), .layerNumber(.variable("l")),
          .indexValue(.variable("j"))))
    default: quantity()
    }
  }

  // MARK: Nodes

  private mutating func several(_ depth: Int, notOf flat: Expression.Flat) -> [Expression] {
    (0..<(2 + number(below: 2))).map { _ in part(depth, notOf: flat) }
  }

  private mutating func part(_ depth: Int, notOf flat: Expression.Flat) -> Expression {
    while true {
      let part = expression(depth: depth)
      if part.flat != flat { return part }
    }
  }

  private mutating func arithmetic(_ depth: Int) -> Expression {
    switch number(below: 7) {
    case 0: return Expression(.sum(several(depth, notOf: .sum)))
    case 1, 2: return Expression(.product(several(depth, notOf: .product)))
    case 3: return -part(depth, notOf: .negative)
    case 4: return Expression(.hadamard(several(depth, notOf: .hadamard)))
    case 5: return .quotient(expression(depth: depth), expression(depth: depth))
    default:
      return .power(
        expression(depth: depth),
        one(of: .number(2), .sum(.x, -.number(1)), -.number(1), expression(depth: depth)))
    }
  }

  private mutating func operation(_ depth: Int) -> Expression {
    switch number(below: 8) {
    case 0: return .outer(expression(depth: depth), expression(depth: depth))
    case 1: return .inner(expression(depth: depth), expression(depth: depth))
    case 2: return .call(.max, expression(depth: depth), expression(depth: depth))
    case 3: return .sum(over: binder(), body: expression(depth: depth))
    case 4: return .sum(over: "j", "k", body: expression(depth: depth))
    case 5: return .derivative(expression(depth: depth), by: quantity())
    case 6: return Expression(.gradient(of: expression(depth: depth), by: one(of: quantity(), nil)))
    default: return .call(function(), expression(depth: depth))
    }
  }

  private mutating func binder() -> Binder {
    one(
      of: Binder("j"), Binder("k", from: .number(1), to: .width(.output)), Binder("k", where: unequal),
      Binder("j", from: .number(0), to: .sum(.width(.variable("l")), -.number(1))))
  }

  private mutating func function() -> Function {
    one(
      of: .exp, .log, .sqrt, .abs, .norm, .diag, .softmax, .tanh, .sumOfElements, .elementary(.sign),
      .activation(primes: 1, layer: nil),
      .activation(primes: 2, layer: notation.activationFunctionLayer == nil ? nil : .variable("\\ell")),
      .named(.relu, primes: 1), .named(.softplus, primes: 0), .other("f", primes: 0), .other("h", primes: 1))
  }

  private mutating func figure(_ depth: Int) -> Expression {
    let inner = expression(depth: depth)
    switch number(below: 7) {
    case 0: return .transpose(inner)
    case 1:
      if case .quantity = inner.node { return inner }
      return Expression(
        .element(inner, one(of: [.variable("j")], [.variable("j"), .variable("k")], [.literal(1)])))
    case 2:
      if case .quantity = inner.node { return inner }
      return Expression(.example(inner, .variable(notation.exampleLetter)))
    case 3:
      let last = Branch(expression(depth: depth), if: one(of: nil, unequal))
      return Expression(.cases([Branch(inner, if: condition()), last]))
    case 4:
      return Expression(
        .evaluated(inner, at: [Assignment(.zj, .symbol("t")), Assignment(quantity(), leaf())]))
    case 5: return Expression(.matrix([[inner, leaf()], [leaf(), expression(depth: depth)]]))
    default: return Expression(one(of: .indicator(condition()), .kronecker(.variable("j"), .variable("k"))))
    }
  }

  private var unequal: Condition { Condition([Comparison(.index("k"), .notEqual, .index("j"))]) }

  private mutating func condition() -> Condition {
    one(
      of: unequal,
      Condition([Comparison(.number(0), .less, .zj), Comparison(.zj, .less, .number(1))]),
      Condition([
        Comparison(.zj, .greaterOrEqual, .number(0)), Comparison(.aj, .lessOrEqual, .sum(.yj, .number(1))),
      ]))
  }
}

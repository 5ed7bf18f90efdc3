import Formula

extension Notation {
  /// The course's own: layers as bare superscripts, examples outside of a bracket.
  static let standardSample = sample(
    layer: .superscript, width: .init("n", layer: .subscript, units: 0), example: ("e", "E", .outside),
    firstUnit: 1)

  /// As in the ReLU notes: widths as n^l.
  static let reluSample = sample(
    layer: .superscript, width: .init("n", layer: .superscript, units: 0), example: ("e", "E", .outside),
    firstUnit: 1)

  /// As in the sigmoid notes: layers in parentheses, units from 0.
  static let sigmoidSample = sample(
    layer: .superscriptParenthesis, width: .init("n", layer: .subscript, units: 0),
    example: ("i", "m", .outside),
    firstUnit: 0)

  /// Layers in square brackets, examples in parentheses behind them.
  static let bracketSample = sample(
    layer: .superscriptBracket, width: .init("n", layer: .superscriptBracket, units: 0),
    example: ("i", "m", .superscriptParenthesis), firstUnit: 1)

  /// As in the softmax article: layers before the units in the subscript.
  static let softmaxSample = Notation(
    patterns: [
      .activation: .init("a", layer: .subscript, units: 1),
      .preactivation: .init("z", layer: .subscript, units: 1),
      .weight: .init("\\theta", whole: "\\Theta", layer: .subscript, units: 2),
      .error: .init("\\delta", layer: .subscript, units: 1),
      .target: .init("y", layer: nil, units: 1),
      .cost: .init("\\mathcal{L}", layer: nil, units: 0),
      .batchCost: .init("E", layer: nil, units: 0),
    ],
    layerLetters: ["\\ell", "l"], outputLetter: "L", width: .init("H", layer: .subscript, units: 0),
    exampleLetter: "m", exampleCountLetter: "M", examplePlace: .lastSubscript, firstUnit: 1,
    activationFunction: "g", activationFunctionLayer: .subscript, trueClassLetter: "c")

  /// The sample notations with names for messages.
  static let samples: [(name: String, notation: Notation)] = [
    ("standard", standardSample), ("relu", reluSample), ("sigmoid", sigmoidSample),
    ("bracket", bracketSample),
    ("softmax", softmaxSample),
  ]

  private static func sample(
    layer: LayerPlace, width: Pattern, example: (letter: String, count: String, place: ExamplePlace),
    firstUnit: Int
  ) -> Notation {
    Notation(
      patterns: [
        .activation: .init("a", layer: layer, units: 1),
        .preactivation: .init("z", layer: layer, units: 1),
        .weight: .init("w", whole: "W", layer: layer, units: 2),
        .bias: .init("b", layer: layer, units: 1),
        .error: .init("\\delta", layer: layer, units: 1),
        .target: .init("y", layer: nil, units: 1),
        .cost: .init("C", layer: nil, units: 0),
      ],
      layerLetters: ["l", "\\ell"], outputLetter: "L", width: width, exampleLetter: example.letter,
      exampleCountLetter: example.count, examplePlace: example.place, firstUnit: firstUnit,
      activationFunction: "\\sigma")
  }
}

/// Short spellings of trees for tests.
extension Expression {
  static func number(_ x: Double) -> Expression { .init(.number(x)) }
  static func symbol(_ name: String) -> Expression { .init(.symbol(Symbol(name))) }
  static func sum(_ terms: Expression...) -> Expression { .init(.sum(terms)) }
  static func product(_ factors: Expression...) -> Expression { .init(.product(factors)) }
  static func hadamard(_ factors: Expression...) -> Expression { .init(.hadamard(factors)) }
  static func outer(_ u: Expression, _ v: Expression) -> Expression { .init(.outer(u, v)) }
  static func inner(_ u: Expression, _ v: Expression) -> Expression { .init(.inner(u, v)) }
  static func quotient(_ a: Expression, _ b: Expression) -> Expression { .init(.quotient(a, b)) }
  static func power(_ base: Expression, _ exponent: Expression) -> Expression {
    .init(.power(base, exponent))
  }
  static func call(_ function: Function, _ arguments: Expression...) -> Expression {
    .init(.call(function, arguments))
  }
  static func derivative(_ a: Expression, by b: Expression) -> Expression { .init(.derivative(of: a, by: b)) }
  static func transpose(_ x: Expression) -> Expression { .init(.transpose(x)) }
  static func sum(over names: String..., body: Expression) -> Expression {
    .init(.big(BigOperator(.sum, over: names.map { Binder($0) }, body)))
  }
  static func sum(over binder: Binder, body: Expression) -> Expression {
    .init(.big(BigOperator(.sum, over: [binder], body)))
  }
  static func index(_ name: String) -> Expression { .init(.indexValue(.variable(name))) }
  static func width(_ layer: Layer) -> Expression { .init(.width(layer)) }
  static prefix func - (x: Expression) -> Expression { .init(.negative(x)) }

  /// A quantity with index letters.
  static func quantity(_ role: Role, _ layer: Layer? = nil, _ indices: String..., example: String? = nil)
    -> Expression
  {
    .init(
      .quantity(
        Quantity(role, layer: layer, indices.map { .variable($0) }, example: example.map { .variable($0) })))
  }

  /// Quantities of the last layer and of layer l that most tests use.
  static let aj = quantity(.activation, .output, "j")
  static let yj = quantity(.target, nil, "j")
  static let zj = quantity(.preactivation, .output, "j")
  static let cost = quantity(.cost)
  static let x = symbol("x")
  static let y = symbol("p")
  static let z = symbol("q")

  /// σ or its derivative.
  static func sigma(_ primes: Int, _ x: Expression) -> Expression {
    call(.activation(primes: primes, layer: nil), x)
  }
}

import Formula

/// Trees of every kind of node, alone and inside of each other.
enum Samples {
  /// One tree of each kind.
  static let leaves: [Expression] = {
    let positive = Condition([Comparison(.zj, .greater, .number(0))])
    let unequal = Condition([Comparison(.index("j"), .notEqual, .index("i"))])
    let nodes: [Node] = [
      .number(2), .number(0.25), .constant(.pi), .width(.variable("l")), .exampleCount, .layerNumber(.output),
      .identity, .ones, .kronecker(.variable("i"), .variable("j")), .indicator(positive),
      .cases([Branch(.aj, if: positive), Branch(.number(0), if: nil)]),
      .matrix([[.aj, .number(0)], [-.yj, .sum(.aj, .yj)]]), .transpose(.quantity(.weight, .output)),
      .inner(.quantity(.activation, .output), .quantity(.error, .output)),
      .outer(.quantity(.activation, .output), .quantity(.error, .output)),
      .gradient(of: .cost, by: .quantity(.activation, .output)), .gradient(of: .cost, by: nil),
      .element(
        .product(.quantity(.weight, .output), .quantity(.activation, Layer(.output, -1))), [.variable("j")]),
      .big(BigOperator(.product, over: [Binder("k", from: .number(1), to: .width(.output))], .aj)),
      .big(BigOperator(.sum, over: [Binder("j", where: unequal)], .sum(.aj, .yj))),
      .big(
        BigOperator(.sum, over: [Binder("j"), Binder("k")], .quantity(.weight, .variable("l"), "j", "k"))),
      .evaluated(.sigma(1, .zj), at: [Assignment(.zj, .number(0))]),
    ]
    let functions =
      ElementaryFunction.allCases.map(Function.elementary) + [
        .norm, .diag, .softmax, .sumOfElements,
        .activation(primes: 0, layer: nil), .activation(primes: 1, layer: nil), .named(.relu, primes: 1),
        .named(.sigmoid, primes: 0), .other("f", primes: 0), .other("h", primes: 1),
      ]
    return nodes.map { Expression($0) } + functions.map { .call($0, .sum(.zj, .number(1))) } + [
      .aj, .yj, .zj, .cost, .symbol("\\alpha"), .quantity(.weight, Layer(.variable("l"), 1)), -.aj,
      .sum(.aj, -.yj), .product(.aj, .yj), .hadamard(.aj, .yj), .quotient(.aj, .sum(.yj, .number(1))),
      .power(.aj, .number(2)), .derivative(.cost, by: .aj), .derivative(.product(.aj, .zj), by: .zj),
      .call(.max, .number(0), .zj),
    ]
  }()

  /// The trees of `leaves` and each of them in every kind of place.
  static let expressions: [Expression] = leaves + leaves.flatMap(placed)

  /// A tree in every kind of place; what would not be canonical is left out.
  static func placed(_ x: Expression) -> [Expression] {
    var result: [Expression] = [
      .transpose(x), .power(x, .number(2)), .power(.symbol("\\beta"), x), .quotient(x, .yj),
      .quotient(.yj, x),
      .sigma(1, x), .call(.exp, x), .call(.log, x), .derivative(x, by: .aj), .outer(x, .yj), .outer(.yj, x),
      .inner(x, .yj), .sum(over: "k", body: x), .init(.element(x, [.variable("p"), .variable("q")])),
    ]
    if x.flat != .product {
      result += [.product(.yj, x), .product(x, .yj), .product(.number(3), x), .product(x, .number(3))]
    }
    if x.flat != .sum { result += [.sum(.yj, x), .sum(x, .yj), .sum(.yj, -x), .sum(-x, .yj)] }
    if x.flat != .hadamard { result += [.hadamard(x, .yj), .hadamard(.yj, x)] }
    if x.flat != .negative { result.append(-x) }
    if x.flat != .product {
      result += [.hadamard(.product(.yj, x), .yj), .sum(over: "k", body: .product(x, .yj))]
    }
    return result
  }
}

extension Expression {
  /// The kinds of nodes that don't stand directly inside of themselves.
  enum Flat: Equatable {
    case sum
    case product
    case hadamard
    case negative
  }

  var flat: Flat? {
    switch node {
    case .sum: .sum
    case .product: .product
    case .hadamard: .hadamard
    case .negative: .negative
    default: nil
    }
  }
}

import Formula
import Network

/// How a quantity or a derivative at given units is computed from others: the equations of the forward pass and of
/// backpropagation, unit by unit, for one network.
///
/// What stands here is never trusted: a rule is shown only where its value is the one that was evaluated.
struct TextbookRules {
  let network: Network
  /// Where counting starts on the page.
  let firstUnit: Int
  /// C of one example, as the formula writes it.
  let cost: Quantity
  /// δ is used, and not ∂C/∂z.
  let usesErrors: Bool
  /// y of an example, counted from 0.
  let targets: (_ example: Int) -> [Double]

  private var depth: Int { network.depth }

  // MARK: - Quantities by their place

  func activation(_ l: Int, _ j: Int, _ e: Index?) -> Expression { quantity(.activation, l, [j], e) }
  func preactivation(_ l: Int, _ j: Int, _ e: Index?) -> Expression { quantity(.preactivation, l, [j], e) }
  func weight(_ l: Int, _ j: Int, _ k: Int) -> Expression { quantity(.weight, l, [j, k], nil) }
  func target(_ j: Int, _ e: Index?) -> Expression {
    Expression(.quantity(Quantity(.target, [index(j)], example: e)))
  }

  /// C of an example.
  func cost(_ e: Index?) -> Expression {
    Expression(.quantity(Quantity(.cost, example: e ?? cost.example)))
  }

  /// δ_j^l, or ∂C/∂z_j^l in a formula that does not use δ.
  func error(_ l: Int, _ j: Int, _ e: Index?) -> Expression {
    usesErrors
      ? quantity(.error, l, [j], e) : Expression(.derivative(of: cost(e), by: preactivation(l, j, e)))
  }

  func quantity(_ role: Role, _ l: Int, _ units: [Int], _ e: Index?) -> Expression {
    Expression(.quantity(Quantity(role, layer: .number(l), units.map(index), example: e)))
  }

  func index(_ unit: Int) -> Index { .literal(unit + firstUnit) }

  // MARK: - Rules

  /// σ′(z_j^l)
  func slope(_ l: Int, _ j: Int, _ e: Index?) -> Expression {
    Expression(.call(.activation(primes: 1, layer: nil), [preactivation(l, j, e)]))
  }

  /// C = Σ_j (a_j − y_j)², or whatever the cost is.
  func costRule(_ e: Index?, example: Int) -> Expression {
    // A class that is not true adds nothing.
    let y = network.cost.isOverClasses ? targets(example) : []
    let units = (0..<network.widths[depth]).filter { $0 >= y.count || y[$0] != 0 }
    return network.cost.expression(units.map { (activation(depth, $0, e), target($0, e)) })
  }

  /// ∂C/∂a_j^L
  func costSlope(_ j: Int, _ e: Index?) -> Expression {
    network.cost.slope(
      activation(depth, j, e), target(j, e), width: Expression(.number(Double(network.widths[depth]))))
  }

  /// δ_j^L = ∂C/∂a_j^L · σ′(z_j^L), and below δ_j^l = (Σ_k w_kj^(l+1) δ_k^(l+1)) σ′(z_j^l).
  func errorRule(_ l: Int, _ j: Int, _ e: Index?) -> Expression {
    guard network.layers[l - 1].activation == .softmax else {
      return .multiplied([costByActivation(l, j, e), slope(l, j, e)])
    }
    if network.cost == .crossEntropy { return distance(j, e) }
    return .added(
      (0..<network.widths[l]).map { i in
        .multiplied([costByActivation(l, i, e), softmaxSlope(l, i, j, e)])
      })
  }

  /// ∂C/∂a_k^l = Σ_j w_jk^(l+1) δ_j^(l+1)
  func costByActivation(_ l: Int, _ k: Int, _ e: Index?) -> Expression {
    if l == depth { return costSlope(k, e) }
    return .added(
      (0..<network.widths[l + 1]).map { j in .multiplied([weight(l + 1, j, k), error(l + 1, j, e)]) })
  }

  /// ∂C/∂w_jk^l = δ_j^l a_k^(l−1)
  func costByWeight(_ l: Int, _ j: Int, _ k: Int, _ e: Index?) -> Expression {
    .multiplied([error(l, j, e), activation(l - 1, k, e)])
  }

  /// ∂C/∂b_j^l = δ_j^l; of a bias that a layer shares, the sum of these.
  func costByBias(_ l: Int, _ j: Int?, _ e: Index?) -> Expression {
    .added((j.map { [$0] } ?? Array(0..<network.widths[l])).map { error(l, $0, e) })
  }

  /// ∂a_i^l/∂z_j^l
  func activationByPreactivation(_ l: Int, _ i: Int, _ j: Int, _ e: Index?) -> Expression {
    if network.layers[l - 1].activation == .softmax { return softmaxSlope(l, i, j, e) }
    return i == j ? slope(l, i, e) : Expression(.number(0))
  }

  /// a_i(1 − a_i) where i = j, else −a_i a_j
  private func softmaxSlope(_ l: Int, _ i: Int, _ j: Int, _ e: Index?) -> Expression {
    let a = activation(l, i, e)
    if i == j { return .multiplied([a, .added([Expression(.number(1)), -a])]) }
    return -Expression.multiplied([a, activation(l, j, e)])
  }

  /// a_j − y_j
  private func distance(_ j: Int, _ e: Index?) -> Expression {
    .added([activation(depth, j, e), -target(j, e)])
  }
}

extension Expression {
  static prefix func - (x: Expression) -> Expression { Expression(.negative(x)) }
}

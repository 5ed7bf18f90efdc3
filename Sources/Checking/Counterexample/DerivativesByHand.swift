import Formula
import Network

/// The rules by which derivatives are computed by hand: of the cost, and by the chain rule through a layer.
extension HandCalculation {
  /// How a derivative is computed; nil where no rule is known.
  func rule(of above: Entry, by below: Entry) -> Expression? {
    // Of a C₀ in a formula about one example, whichever, the other quantities bear no index.
    let e = tracer.chain.speaksOfExamples ? below.example ?? above.example : nil
    let l = below.layer
    switch above.role {
    case .cost:
      switch below.role {
      case .activation: return rules.costByActivation(l, below.units[0], e)
      case .preactivation:
        return rules.usesErrors ? rules.error(l, below.units[0], e) : rules.errorRule(l, below.units[0], e)
      case .weight: return rules.costByWeight(l, below.units[0], below.units[1], e)
      case .bias: return rules.costByBias(l, below.units.first, e)
      case .error, .target, .cost, .batchCost: return nil
      }
    case .batchCost:
      let examples = (0..<state.pass.examples).map { Index.literal($0 + rules.firstUnit) }
      let terms: [Expression]
      switch below.role {
      case .weight: terms = examples.map { rules.costByWeight(l, below.units[0], below.units[1], $0) }
      case .bias: terms = examples.map { rules.costByBias(l, below.units.first, $0) }
      case .activation, .preactivation, .error, .target, .cost, .batchCost: return nil
      }
      let sum = Expression.added(terms)
      guard state.network.averaging == .mean, examples.count > 1 else { return sum }
      let count = Expression(.number(Double(examples.count)))
      return .multiplied([Expression(.quotient(Expression(.number(1)), count)), sum])
    case .activation, .preactivation: return chainRule(of: above, by: below, e)
    case .weight, .bias, .error, .target: return nil
    }
  }

  /// ∂a/∂… = σ′(z) ∂z/∂…, and ∂z_i/∂… = Σ_k w_ik ∂a_k/∂… below.
  private func chainRule(of above: Entry, by below: Entry, _ e: Index?) -> Expression? {
    let (l, i) = (above.layer, above.units[0])
    let by = Expression(
      .quantity(
        Quantity(
          below.role, layer: .number(below.layer), below.units.map(rules.index), example: below.example)))
    func number(_ isOne: Bool) -> Expression { Expression(.number(isOne ? 1 : 0)) }
    if above.role == below.role, l == below.layer { return number(above.units == below.units) }
    if below.layer > l { return number(false) }
    if above.role == .activation {
      guard l > 0 else { return number(false) }
      if below.role == .preactivation, below.layer == l {
        return rules.activationByPreactivation(l, i, below.units[0], e)
      }
      let isSoftmax = state.network.layers[l - 1].activation == .softmax
      let units = isSoftmax ? Array(0..<state.network.widths[l]) : [i]
      return .added(
        units.map { k in
          let slope = rules.activationByPreactivation(l, i, k, e)
          return .multiplied([slope, Expression(.derivative(of: rules.preactivation(l, k, e), by: by))])
        })
    }
    if below.layer == l {
      switch below.role {
      case .weight: return below.units[0] == i ? rules.activation(l - 1, below.units[1], e) : number(false)
      case .bias: return number(below.units.isEmpty || below.units[0] == i)
      case .activation, .preactivation, .error, .target, .cost, .batchCost: return number(false)
      }
    }
    if below.role == .activation, below.layer == l - 1 { return rules.weight(l, i, below.units[0]) }
    return .added(
      (0..<state.network.widths[l - 1]).map { k in
        let slope = Expression(.derivative(of: rules.activation(l - 1, k, e), by: by))
        return .multiplied([rules.weight(l, i, k), slope])
      })
  }
}

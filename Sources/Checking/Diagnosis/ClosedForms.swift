import Formula
import Network

/// What the course derives for a quantity: the last word where no small change makes a side right.
struct ClosedForms {
  let edits: SideEdits
  let cost: Cost

  private var left: Expression { edits.left }

  /// Right sides that may hold for the left side, the simplest first. Each has to be confirmed like any repair.
  var all: [Expression] {
    switch left.node {
    case .quantity(let quantity): forms(of: quantity)
    case .call(.activation(primes: 1, _), let arguments), .call(.named(_, primes: 1), let arguments):
      arguments.first.map(slopes) ?? []
    case .derivative(of: let function, by: let variable):
      if case .quantity(let above) = function.node, case .quantity(let below) = variable.node {
        [.cost, .batchCost].contains(above.role) ? gradient(by: below) : jacobian(of: above, by: below)
      } else {
        []
      }
    case .gradient(of: _, by: let variable?):
      if case .quantity(let below) = variable.node { gradient(by: below) } else { [] }
    default: []
    }
  }

  // MARK: - Quantities

  private func forms(of quantity: Quantity) -> [Expression] {
    let layer = quantity.layer ?? .output
    switch quantity.role {
    case .error: return errors(layer, quantity.indices)
    case .preactivation: return [weightedInput(layer, quantity.indices)]
    case .activation where layer != .number(0):
      return [call(0, edits.quantity(.preactivation, layer, quantity.indices))]
    case .activation, .weight, .bias, .target, .cost, .batchCost: return []
    }
  }

  private func weightedInput(_ layer: Layer, _ indices: [Index]) -> Expression {
    let below = layer.previous
    let bias = edits.quantity(.bias, layer, indices)
    guard let to = indices.first else {
      return .plus([.times([edits.quantity(.weight, layer), edits.quantity(.activation, below)]), bias])
    }
    let from = edits.freshLetter(["k", "i", "m", "p"])
    let term = Expression.times([
      edits.quantity(.weight, layer, [to, .variable(from)]),
      edits.quantity(.activation, below, [.variable(from)]),
    ])
    return .plus([sum(over: from, term), bias])
  }

  /// δ^L from the cost, δ^l from the layer above.
  private func errors(_ layer: Layer, _ indices: [Index]) -> [Expression] {
    let slope = call(1, edits.quantity(.preactivation, layer, indices))
    guard layer == .output else {
      return [join([upstream(layer, indices), slope], isWhole: indices.isEmpty)]
    }
    let difference = self.difference(indices)
    return [difference] + costSlopes(indices).map { join([$0, slope], isWhole: indices.isEmpty) }
  }

  /// Σ_j δ_j^{l+1} w_{jk}^{l+1} or (W^{l+1})ᵀ δ^{l+1}
  private func upstream(_ layer: Layer, _ indices: [Index]) -> Expression {
    if let from = indices.first { return edits.pathsUp(from: from, layer) }
    return .times([
      Expression(.transpose(edits.quantity(.weight, layer.next))), edits.quantity(.error, layer.next),
    ])
  }

  private func difference(_ indices: [Index]) -> Expression {
    Expression(
      .sum([
        edits.quantity(.activation, .output, indices),
        Expression(.negative(edits.quantity(.target, nil, indices))),
      ]))
  }

  /// ∂C/∂a^L of the cost.
  private func costSlopes(_ indices: [Index]) -> [Expression] {
    [cost.slope(edits.quantity(.activation, .output, indices), edits.quantity(.target, nil, indices))]
  }

  // MARK: - Derivatives

  private func gradient(by below: Quantity) -> [Expression] {
    let layer = below.layer ?? .output
    let error = { (indices: [Index]) in edits.quantity(.error, layer, indices) }
    switch below.role {
    case .activation:
      return layer == .output ? costSlopes(below.indices) : [upstream(layer, below.indices)]
    case .preactivation: return errors(layer, below.indices)
    case .bias: return [error(below.indices)]
    case .weight:
      guard below.indices.count == 2 else {
        let input = edits.quantity(.activation, layer.previous)
        return [.times([error([]), Expression(.transpose(input))])]
      }
      let input = edits.quantity(.activation, layer.previous, [below.indices[1]])
      return [.times([error([below.indices[0]]), input])]
    case .error, .target, .cost, .batchCost: return []
    }
  }

  /// ∂a/∂z of one layer, ∂z/∂a and ∂a/∂a of neighbours.
  private func jacobian(of above: Quantity, by below: Quantity) -> [Expression] {
    guard let to = above.indices.first, let from = below.indices.first, above.indices.count == 1 else {
      return []
    }
    let layer = above.layer ?? .output
    let slope = call(1, edits.quantity(.preactivation, layer, [to]))
    let match = Expression(.kronecker(to, from))
    let (mine, its) = (
      edits.quantity(.activation, layer, [to]), edits.quantity(.activation, layer, [from])
    )
    switch (above.role, below.role) {
    case (.activation, .preactivation) where below.layer == above.layer:
      let softmax = Expression.times([mine, Expression(.sum([match, Expression(.negative(its))]))])
      return edits.isSoftmax && layer == .output ? [softmax] : [to == from ? slope : .times([slope, match])]
    case (.preactivation, .activation) where below.layer == layer.previous:
      return [edits.quantity(.weight, layer, [to, from])]
    case (.activation, .activation) where below.layer == layer.previous:
      return [.times([slope, edits.quantity(.weight, layer, [to, from])])]
    case (.preactivation, .bias) where below.layer == above.layer: return [match]
    default: return []
    }
  }

  /// σ′ by σ, of one unit's z.
  private func slopes(at argument: Expression) -> [Expression] {
    guard let row = edits.activation?.row else { return [] }
    return [TableFormula.expression(row.slope, putting: ["z": argument, "a": call(0, argument)])]
  }

  // MARK: - Tools

  private func call(_ primes: Int, _ argument: Expression) -> Expression {
    var function = Function.activation(primes: primes, layer: nil)
    if case .call(.named(let own, _), _) = left.node { function = .named(own, primes: primes) }
    return Expression(.call(function, [argument]))
  }

  private func join(_ factors: [Expression], isWhole: Bool) -> Expression {
    isWhole ? .elementwise(factors) : .times(factors)
  }

  private func sum(over letter: String, _ body: Expression) -> Expression {
    Expression(.big(BigOperator(.sum, over: [Binder(letter)], body)))
  }
}

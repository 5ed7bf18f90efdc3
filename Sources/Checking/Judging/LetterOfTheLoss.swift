import Formula

/// The letter of the last layer, or of the number of examples, where it can only be the loss: ∂L/∂z, L = ½Σ(a − y)².
extension Statement {
  /// The statement with the cost wherever the number of layers is differentiated, or equated with quantities.
  ///
  /// A number of layers has no derivative, and no quantity of a network is one: many texts write L, or E, for the
  /// loss.
  func readingCountsAsLoss(_ notation: Notation) -> Statement {
    let read = readingCounts(as: Quantity(.cost), notation)
    // With one letter for both, C is the batch's in a formula about examples.
    guard notation.patterns[.batchCost] == nil, read != self, read.speaksOfExamples else { return read }
    return readingCounts(as: Quantity(.batchCost), notation)
  }

  private func readingCounts(as cost: Quantity, _ notation: Notation) -> Statement {
    let reader = LossReader(notation: notation, cost: cost)
    var result = self
    result.sides = sides.map { $0.mapped(reader.derivative) }
    let saysMore = sides.contains { side in
      side.contains { if case .quantity = $0 { true } else { false } }
    }
    guard saysMore, relations.allSatisfy({ $0 == .equal || $0 == .defined || $0 == .identical }) else {
      return result
    }
    result.sides = result.sides.map {
      reader.isCount($0.node) ? Expression(.quantity(reader.cost), $0.range) : $0
    }
    return result
  }
}

/// Puts the cost in the place of a letter that counts layers or examples.
private struct LossReader {
  let notation: Notation
  /// The cost that is meant.
  let cost: Quantity

  /// L, or E where a capital letter counts the examples.
  func isCount(_ node: Node) -> Bool {
    switch node {
    case .layerNumber(.output): true
    case .exampleCount: notation.exampleCountLetter == "E"
    default: false
    }
  }

  /// ∂L/∂z and ∇L are derivatives of the loss.
  func derivative(_ node: Node) -> Node {
    switch node {
    case .derivative(of: let inner, by: let variable):
      .derivative(of: loss(in: inner, by: variable), by: variable)
    case .gradient(of: let inner, by: let variable):
      .gradient(of: loss(in: inner, by: variable), by: variable)
    default: node
    }
  }

  /// L, L + R, −L, ½L with the cost for L.
  private func loss(in expression: Expression, by variable: Expression?) -> Expression {
    if isCount(expression.node) {
      let isByMatrix = variable?.contains {
        if case .quantity(let of) = $0 { of.example == .all } else { false }
      }
      let cost = isByMatrix == true ? Quantity(.cost, example: .all) : cost
      return Expression(.quantity(cost), expression.range)
    }
    switch expression.node {
    case .sum, .negative, .product: return expression.mappedChildren { loss(in: $0, by: variable) }
    default: return expression
    }
  }
}

/// Whether a bare C is the cost of one example or of the batch.
extension Elaborator {
  /// In a notation with one letter for both, C is the cost of the batch where the formula speaks of
  /// examples (an example index that varies, or their number), and of one example elsewhere.
  mutating func settlingCosts(_ statement: Statement) -> Statement {
    let sumsExamples = statement.sides.contains { $0.sumsOverExamples(notation.exampleLetter) }
    guard statement.speaksOfExamples || sumsExamples else { return statement }
    let statement = settlingCostsOfMatrices(statement)
    // With a letter for each, only dW leaves open whose cost it is.
    let hasOneLetter = notation.patterns[.batchCost] == nil
    var settled = statement
    settled.sides = statement.sides.map { side in
      side.mapped { node in
        guard hasOneLetter else { return prefixedGradients.contains(node) ? node.ofBatchCost : node }
        guard case .quantity(var quantity) = node, quantity.role == .cost, quantity.example == nil else {
          return node
        }
        quantity.role = .batchCost
        return .quantity(quantity)
      }
    }
    return settled
  }
}

extension Statement {
  /// Whether the formula is about many examples: an example index on a quantity, the number of examples, or the
  /// costs of all and of one, or of two, beside each other. A single C_0 is just the cost of "one example, whichever".
  public var speaksOfExamples: Bool {
    if sides.contains(where: \.speaksOfExamples) { return true }
    func hasCost(_ matches: (Index?) -> Bool) -> Bool {
      sides.contains { side in
        side.contains { node in
          guard case .quantity(let quantity) = node else { return false }
          return quantity.role == .batchCost && matches(nil)
            || quantity.role == .cost && matches(quantity.example)
        }
      }
    }
    var literals: Set<Index> = []
    for side in sides {
      _ = side.contains { node in
        if case .quantity(let quantity) = node, quantity.role == .cost, case .literal? = quantity.example {
          if let example = quantity.example { literals.insert(example) }
        }
        return false
      }
    }
    return hasCost { $0 == nil } && hasCost { $0 != nil } || literals.count > 1
  }
}

extension Node {
  /// ∂C/∂W with the cost of the batch in place of that of one example.
  fileprivate var ofBatchCost: Node {
    guard case .derivative(of: let cost, by: let variable) = self, cost.node == .quantity(Quantity(.cost))
    else {
      return self
    }
    return .derivative(of: Expression(.quantity(Quantity(.batchCost)), cost.range), by: variable)
  }
}

extension Expression {
  /// Whether a Σ over the letter of examples without a limit stands in it, in whose body the letter counts nothing else.
  public func sumsOverExamples(_ letter: String) -> Bool {
    contains { node in
      guard case .big(let operation) = node, operation.kind == .sum,
        operation.binders.contains(where: { $0.name == letter && $0.upper == nil })
      else { return false }
      return !operation.body.contains { inner in
        switch inner {
        case .quantity(let quantity):
          quantity.indices.contains(.variable(letter)) || quantity.layer?.base == .variable(letter)
        case .kronecker(let left, let right): [left, right].contains(.variable(letter))
        case .indexValue(let index): index == .variable(letter)
        default: false
        }
      }
    }
  }

  /// Whether an example index on a quantity, an example index that varies, or the number of examples stands in it.
  public var speaksOfExamples: Bool {
    contains { node in
      switch node {
      case .exampleCount, .example: true
      case .quantity(let quantity):
        switch quantity.example {
        case .variable?, .all?: true
        case .literal?: quantity.role != .cost
        default: false
        }
      default: false
      }
    }
  }
}

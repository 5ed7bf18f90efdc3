import Formula

extension Way {
  /// A derivative by a matrix is meant entry by entry: in ∂C/∂z · ∂z/∂W the product is over the units of z.
  static let matrixDerivativesAreEntries = Way(
    "matrix-derivatives-are-entries",
    .rewriting { statement, convention in
      EntriesOfDerivatives(statement, IndexRangeFinder(convention: convention))?.statement
    }, .whereMeaningful,
    "Read with derivatives by a matrix entry by entry; the units in between are summed.",
    "\\frac{\\partial C}{\\partial W^L} = \\frac{\\partial C}{\\partial z^L} \\frac{\\partial z^L}{\\partial W^L}"
  )
}

/// A chain about ∂…/∂W as one about the entries, ∂…/∂w_{pq}.
private struct EntriesOfDerivatives {
  let statement: Statement

  /// Nil unless a vector is differentiated by a matrix, and always by the same one.
  init?(_ statement: Statement, _ finder: IndexRangeFinder) {
    var variables: Set<Node> = []
    var hasVector = false
    for side in statement.sides {
      side.visitMatrixDerivatives { function, variable in
        variables.insert(variable)
        if !function.isCost { hasVector = true }
      }
    }
    guard hasVector, variables.count == 1, let variable = variables.first,
      case .quantity(let matrix) = variable,
      statement.sides.allSatisfy({ $0.endsInDerivatives(by: variable) })
    else { return nil }
    let used = Set(statement.sides.flatMap(finder.freeIndices))
    let free = ["p", "q", "r", "s", "t", "u"].filter { !used.contains($0) }
    guard free.count > 1 else { return nil }
    let entry: [Index] = [.variable(free[0]), .variable(free[1])]
    var element = matrix
    element.indices = entry
    var result = statement
    result.sides = statement.sides.map { side in
      let replaced = side.mapped { node in
        guard case .derivative(of: let function, by: let by) = node, by.node == variable else { return node }
        return .derivative(of: function, by: Expression(.quantity(element), by.range))
      }
      // A side without such a derivative is a matrix, of which the same entry is meant.
      return replaced == side ? Expression(.element(side, entry), side.range) : replaced
    }
    self.statement = result
  }
}

extension Expression {
  /// Whether the derivatives by a matrix stand last in products and sums only, so that an entry of the whole is the
  /// same with an entry of the matrix below the line.
  fileprivate func endsInDerivatives(by variable: Node) -> Bool {
    guard
      contains(where: { if case .derivative(of: _, by: let by) = $0 { by.node == variable } else { false } })
    else { return true }
    switch node {
    case .derivative(of: _, let by): return by.node == variable
    case .sum(let terms): return terms.allSatisfy { $0.endsInDerivatives(by: variable) }
    case .negative(let inner), .example(let inner, _): return inner.endsInDerivatives(by: variable)
    case .big(let operation): return operation.body.endsInDerivatives(by: variable)
    case .quotient(let above, let below):
      return above.endsInDerivatives(by: variable) && !below.contains { $0 == variable }
    case .product(let factors):
      let others = factors.dropLast()
      return factors.last?.endsInDerivatives(by: variable) == true
        && others.allSatisfy { factor in
          !factor.contains {
            if case .derivative(of: _, by: let by) = $0 { by.node == variable } else { false }
          }
        }
    default: return false
    }
  }

  fileprivate func visitMatrixDerivatives(_ body: (Expression, Node) -> Void) {
    if case .derivative(of: let function, by: let variable) = node,
      case .quantity(let quantity) = variable.node, quantity.role == .weight, quantity.indices.isEmpty
    {
      body(function, variable.node)
    }
    for child in children { child.visitMatrixDerivatives(body) }
  }

  /// The cost, alone.
  fileprivate var isCost: Bool {
    if case .quantity(let quantity) = node {
      quantity.role == .cost || quantity.role == .batchCost
    } else {
      false
    }
  }
}

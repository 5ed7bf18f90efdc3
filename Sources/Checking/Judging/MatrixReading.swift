import Formula

/// A way to read vectors and matrices that writers leave to the reader.
enum MatrixReading: CaseIterable, Hashable {
  /// (y − a)² of a vector is the sum of its squares.
  case squaresAreSums
  /// A derivative by a matrix is meant entry by entry: in ∂C/∂z · ∂z/∂W the product is over the units of z.
  case matrixDerivativesAreEntries
  /// (∂a/∂z)_j is ∂a_j/∂z_j, the diagonal of a Jacobian that has nothing else.
  case jacobiansAreDiagonal
  /// σ′(z) beside derivatives by vectors is the diagonal matrix of its entries.
  case slopesAreDiagonal
  /// A product of derivatives from the cost of the batch to its weights is summed over the examples.
  case examplesAreSummed
  /// δ is a row, as ∂C/∂z is in a product of Jacobians.
  case errorsAreRows
  /// A number added to a vector is added to each of its entries.
  case numbersAreSpread

  /// How it was read, in words.
  var sentence: String {
    switch self {
    case .squaresAreSums: "Read with the square of a vector as the sum of its squares."
    case .matrixDerivativesAreEntries:
      "Read with derivatives by a matrix entry by entry; the units in between are summed."
    case .jacobiansAreDiagonal: "Read with one index on a Jacobian as its diagonal, ∂a_j/∂z_j."
    case .slopesAreDiagonal: "Read with σ′(z) beside derivatives as a diagonal matrix."
    case .examplesAreSummed: "Read with the product summed over all examples of the batch."
    case .errorsAreRows: "Read with δ as a row, as ∂C/∂z is in a product of Jacobians."
    case .numbersAreSpread: "Read with a number beside a vector added to each of its entries."
    }
  }

  /// The sets of readings that change something in a statement, small ones first.
  static func combinations(for statement: Statement, _ convention: Convention) -> [[MatrixReading]] {
    let single = allCases.filter { $0.applied(to: statement, convention) != nil }
    var result: [[MatrixReading]] = []
    for mask in 1..<max(1, 1 << single.count) {
      result.append(single.indices.filter { mask >> $0 & 1 == 1 }.map { single[$0] })
    }
    return result.sorted { $0.count < $1.count }
  }

  /// The statement read in several ways at once; nil where one of them changes nothing.
  static func applied(
    _ readings: [MatrixReading], to statement: Statement, _ convention: Convention
  ) -> Statement? {
    readings.reduce(Optional(statement)) { read, reading in
      read.flatMap { reading.applied(to: $0, convention) }
    }
  }

  /// The statement read so; nil where nothing in it can be.
  func applied(to statement: Statement, _ convention: Convention) -> Statement? {
    var result = statement
    switch self {
    case .squaresAreSums:
      var lowering = Lowering(statement, convention: convention)
      result.sides = statement.sides.map { side in
        side.mapped { node in
          guard case .power(let base, let exponent) = node, exponent.node == .number(2),
            (try? lowering.shape(of: base))?.isVector == true
          else { return node }
          return .power(Expression(.call(.norm, [base]), base.range), exponent)
        }
      }
    case .matrixDerivativesAreEntries:
      guard let entries = EntriesOfDerivatives(statement, IndexRangeFinder(convention: convention)) else {
        return nil
      }
      result = entries.statement
    case .jacobiansAreDiagonal:
      // The Jacobian of softmax has more than its diagonal.
      guard convention.output != .softmax || !statement.sides.contains(where: \.hasOutputLayer) else {
        return nil
      }
      result.sides = statement.sides.map { $0.mapped(\.withDiagonalIndices) }
    case .slopesAreDiagonal:
      result.sides = statement.sides.map { $0.mapped(\.withDiagonalSlopes) }
    case .examplesAreSummed:
      guard !statement.sides.contains(where: \.speaksOfExamples) else { return nil }
      let letter = convention.notation.exampleLetter
      result.sides = statement.sides.map { $0.summedOverExamples(letter) ?? $0 }
    case .errorsAreRows:
      guard statement.sides.contains(where: \.hasJacobian),
        !statement.sides.contains(where: \.hasTransposedJacobian)
      else { return nil }
      result.sides = statement.sides.map { side in
        side.mapped { node in
          guard case .quantity(let quantity) = node, quantity.role == .error, quantity.indices.isEmpty else {
            return node
          }
          return .transpose(Expression(node))
        }
      }
    case .numbersAreSpread:
      var lowering = Lowering(statement, convention: convention)
      result.sides = statement.sides.map { side in
        side.mapped { node in
          guard case .sum(let terms) = node else { return node }
          let shapes = terms.map { try? lowering.shape(of: $0) }
          guard shapes.contains(where: { $0?.isVector == true }) else { return node }
          return .sum(
            zip(terms, shapes).map { term, shape in
              guard shape?.isScalar == true, !term.isConstant else { return term }
              let ones = Expression(.ones)
              if case .negative(let inner) = term.node {
                return Expression(.negative(Expression(.product([inner, ones]), term.range)), term.range)
              }
              return Expression(.product([term, ones]), term.range)
            })
        }
      }
    }
    return result == statement ? nil : result
  }
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

  /// Whether a quantity of the last layer stands in it.
  fileprivate var hasOutputLayer: Bool {
    contains { node in
      if case .quantity(let quantity) = node { quantity.layer ?? .output == .output } else { false }
    }
  }

  /// Whether the derivative of one whole vector by another stands in it.
  fileprivate var hasJacobian: Bool { contains(where: \.isJacobian) }

  /// Whether such a derivative is transposed.
  fileprivate var hasTransposedJacobian: Bool {
    contains { node in if case .transpose(let inner) = node { inner.node.isJacobian } else { false } }
  }
}

extension Quantity {
  /// Whether it is the vector of a layer.
  fileprivate var isWholeVector: Bool {
    indices.isEmpty && (role == .activation || role == .preactivation || role == .bias || role == .error)
  }
}

extension Node {
  /// The derivative of one whole vector by another.
  fileprivate var isJacobian: Bool {
    guard case .derivative(of: let function, by: let variable) = self,
      case .quantity(let above) = function.node, case .quantity(let below) = variable.node
    else { return false }
    return above.isWholeVector && below.isWholeVector
  }

  /// ∂a_j/∂z_j for (∂a/∂z)_j.
  fileprivate var withDiagonalIndices: Node {
    guard case .element(let inner, let indices) = self, indices.count == 1,
      case .derivative(of: let function, by: let variable) = inner.node,
      case .quantity(var above) = function.node, case .quantity(var below) = variable.node,
      above.isWholeVector, below.isWholeVector, above.layer == below.layer
    else { return self }
    above.indices = indices
    below.indices = indices
    return .derivative(
      of: Expression(.quantity(above), function.range), by: Expression(.quantity(below), variable.range))
  }

  /// diag(σ′(z)) for σ′(z) in a product with derivatives. Beside W alone a vector is no matrix: there ⊙ or diag is
  /// missing.
  fileprivate var withDiagonalSlopes: Node {
    guard case .product(let factors) = self, factors.contains(where: \.isSlope) else { return self }
    return .product(
      factors.map { factor in
        guard case .call(.activation(let primes, _), let arguments) = factor.node, primes > 0,
          case .quantity(let quantity)? = arguments.first?.node, quantity.isWholeVector
        else { return factor }
        return Expression(.call(.diag, [factor]), factor.range)
      })
  }
}

extension Expression {
  /// A derivative of or by a whole vector.
  fileprivate var isSlope: Bool {
    switch node {
    case .transpose(let inner): inner.isSlope
    case .derivative(of: _, by: let variable), .gradient(of: _, by: let variable?):
      if case .quantity(let quantity) = variable.node { quantity.isWholeVector } else { false }
    default: false
    }
  }
}

extension Expression {
  /// Σ_e of a product that begins with the derivative of the batch's cost by what each example has its own of.
  fileprivate func summedOverExamples(_ letter: String) -> Expression? {
    guard case .product(let factors) = node, factors.contains(where: \.isCostByExample) else { return nil }
    let marked = mapped { node in
      guard case .quantity(var quantity) = node, quantity.hasExamples else { return node }
      quantity.example = .variable(letter)
      return .quantity(quantity)
    }
    return Expression(
      .big(Formula.BigOperator(.sum, over: [Binder(letter, to: Expression(.exampleCount))], marked)), range)
  }

  /// ∂E/∂a: of the batch's cost by a quantity of one example.
  private var isCostByExample: Bool {
    guard case .derivative(of: let cost, by: let variable) = node, case .quantity(let above) = cost.node,
      above.role == .batchCost, case .quantity(let below) = variable.node
    else { return false }
    return below.hasExamples
  }
}

extension Quantity {
  /// Whether each example has its own.
  fileprivate var hasExamples: Bool {
    switch role {
    case .activation, .preactivation, .error, .target: true
    case .weight, .bias, .cost, .batchCost: false
    }
  }
}

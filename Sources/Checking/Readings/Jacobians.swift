import Formula

extension Way {
  /// (∂a/∂z)_j is ∂a_j/∂z_j, the diagonal of a Jacobian that has nothing else.
  static let jacobiansAreDiagonal = Way(
    "jacobians-are-diagonal",
    .rewriting { statement, convention in
      // The Jacobian of softmax has more than its diagonal.
      guard convention.output != .softmax || !statement.sides.contains(where: \.hasOutputLayer) else {
        return nil
      }
      return statement.rewritten(\.withDiagonalIndices)
    }, .whereMeaningful, "Read with one index on a Jacobian as its diagonal, ∂a_j/∂z_j.",
    "\\delta_j^L = \\frac{\\partial C}{\\partial a_j^L} \\left(\\frac{\\partial a^L}{\\partial z^L}\\right)_j"
  )

  /// σ′(z) beside derivatives by vectors is the diagonal matrix of its entries.
  static let slopesAreDiagonal = Way(
    "slopes-are-diagonal", .rewriting { statement, _ in statement.rewritten(\.withDiagonalSlopes) },
    .whereMeaningful, "Read with σ′(z) beside derivatives as a diagonal matrix.",
    "\\frac{\\partial C}{\\partial z^L} = \\frac{\\partial C}{\\partial a^L} \\sigma'(z^L)")

  /// δ is a row, as ∂C/∂z is in a product of Jacobians.
  static let errorsAreRows = Way(
    "errors-are-rows",
    .rewriting { statement, _ in
      guard statement.sides.contains(where: \.hasJacobian),
        !statement.sides.contains(where: \.hasTransposedJacobian)
      else { return nil }
      return statement.rewritten { node in
        guard case .quantity(let quantity) = node, quantity.role == .error, quantity.indices.isEmpty else {
          return node
        }
        return .transpose(Expression(node))
      }
    }, .whereMeaningful, "Read with δ as a row, as ∂C/∂z is in a product of Jacobians.",
    "\\delta^l = \\delta^{l+1} \\frac{\\partial z^{l+1}}{\\partial z^l}")
}

extension Expression {
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

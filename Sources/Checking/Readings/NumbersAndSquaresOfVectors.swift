import Formula

extension Way {
  /// (y − a)² of a vector is the sum of its squares.
  static let squaresAreSums = Way(
    "squares-are-sums",
    .rewriting { statement, convention in
      var lowering = Lowering(statement, convention: convention)
      return statement.rewritten { node in
        guard case .power(let base, let exponent) = node, exponent.node == .number(2),
          (try? lowering.shape(of: base))?.isVector == true
        else { return node }
        return .power(Expression(.call(.norm, [base]), base.range), exponent)
      }
    }, .whereMeaningful, "Read with the square of a vector as the sum of its squares.", "C = (a^L - y)^2")

  /// A number added to a vector is added to each of its entries.
  static let numbersAreSpread = Way(
    "numbers-are-spread",
    .rewriting { statement, convention in
      var lowering = Lowering(statement, convention: convention)
      return statement.rewritten { node in
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
    }, .whereMeaningful, "Read with a number beside a vector added to each of its entries.",
    "z^l + C = W^l a^{l-1} + b^l + C")
}

extension Statement {
  /// The statement with every node replaced; nil where that changes nothing.
  func rewritten(_ change: (Node) -> Node) -> Statement? {
    var result = self
    result.sides = sides.map { $0.mapped(change) }
    return result == self ? nil : result
  }
}

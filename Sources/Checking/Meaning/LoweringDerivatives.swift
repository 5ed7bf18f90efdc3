import Formula

/// Derivatives in index form.
extension Lowering {
  mutating func lower(
    derivativeOf inner: Expression, by variable: Expression, _ frame: Frame, _ whole: Expression
  ) throws(TypeProblem) -> IndexForm {
    _ = try shape(of: whole)
    let shapes = (of: try shape(of: inner), by: try shape(of: variable))
    var innerFrame = Frame.none
    var variableFrame = Frame.none
    if shapes.by.isScalar {
      innerFrame = frame
    } else if shapes.of.isScalar {
      let lies = layout == .acrossVariable && shapes.by.isVector
      variableFrame = lies ? Frame(row: frame.column, column: frame.row) : frame
    } else {
      innerFrame =
        shapes.of.rows == .one ? Frame(row: nil, column: frame.row) : Frame(row: frame.row, column: nil)
      variableFrame =
        shapes.by.rows == .one ? Frame(row: nil, column: frame.column) : Frame(row: frame.column, column: nil)
    }
    if inner.node == .quantity(Quantity(.cost, example: .all)) { innerFrame = frame }
    return .derivative(try lower(inner, innerFrame), by: try self.variable(variable, variableFrame))
  }

  /// What a derivative is taken with respect to.
  mutating func variable(_ expression: Expression, _ frame: Frame) throws(TypeProblem) -> Variable {
    switch expression.node {
    case .quantity(let quantity):
      guard quantity.role != .cost, quantity.role != .batchCost, quantity.role != .error else {
        throw TypeProblem(.notAVariable, at: expression.range)
      }
      return .entry(try entry(quantity, frame, expression.range))
    case .symbol(let symbol): return symbol.name == "a" ? .unitActivation : .symbol(symbol)
    default: throw TypeProblem(.notAVariable, at: expression.range)
    }
  }
}

import Formula

/// Derivatives of vectors and matrices by matrices, as the chain rule has them: (∂C/∂z)(∂z/∂W).
///
/// Such a derivative has more axes than a matrix. It has a meaning only behind a factor of the shape of what is
/// differentiated, whose entries it is summed with: Σᵢ gᵢ ∂zᵢ/∂W, of the shape of W.
extension Typer {
  static let tooManyAxes = "a derivative that needs more than two axes"

  /// A derivative as a factor, which may have more than two axes; nil where it is something else.
  mutating func derivativeFactor(_ term: Term) throws(TypeProblem) -> Typed? {
    guard case .derivative(let of, let by) = term.node, by.count == 1, slopeOfFunction(of, by) == nil
    else { return nil }
    let (value, variable) = (try type(of), try type(by[0]))
    let hasManyAxes =
      !value.shape.isNumber && !variable.shape.isNumber && (value.shape.isMatrix || variable.shape.isMatrix)
    return hasManyAxes
      ? Typed(.tensor(of: value, by: variable), .number, term.range)
      : try derivative(value, variable, term.range)
  }

  /// A factor before ∂y/∂X, summed with it over the entries of y.
  mutating func contracted(
    _ factor: Typed, _ of: Typed, _ by: Typed, _ range: SourceRange
  ) throws(TypeProblem) -> Typed {
    var factor = factor
    if factor.shape.isVector, of.shape.isVector, factor.shape.isRow != of.shape.isRow {
      factor = Typed(.transpose(factor), factor.shape.transposed, factor.range)
    }
    guard try isSame(factor.shape, of.shape) else {
      throw TypeProblem(
        .mismatch(
          "\(words(factor.shape)) times a derivative of \(words(of.shape)) by \(words(by.shape)) does not fit"
        ),
        range)
    }
    let turned = by.shape.isMatrix ? layout.transposesMatrices : layout.transposesVectors
    return Typed(
      .contraction(factor, of: of, by: by), turned ? by.shape.transposed : by.shape, range)
  }
}

extension Typed {
  /// What is differentiated and by what, where that has more than two axes.
  var tensor: (of: Typed, by: Typed)? {
    if case .tensor(let of, let by) = operation { (of, by) } else { nil }
  }

  /// The slope ∂C/∂y of a number, and what ∂y/∂x behind it is the derivative of; nil where the two have no link.
  func linked(with next: Typed) -> (factor: Typed, of: Typed, by: Typed)? {
    let link: Typed
    switch operation {
    case .derivative(let of, let by, _) where of.shape.isNumber: link = by
    case .contraction(_, _, let by): link = by
    default: return nil
    }
    guard case .derivative(let of, let by, _) = next.operation, of.shape.isVector, by.shape.isVector,
      case .member(let first, let indices) = link.operation,
      case .member(first, let others) = of.operation, (indices + others).allSatisfy({ $0 == nil })
    else { return nil }
    return (self, of, by)
  }

  /// Whether it is a function of each entry of a vector.
  func isEachOf(_ argument: Typed) -> Bool {
    let inner: Typed
    switch operation {
    case .map(_, let of), .mapped(_, _, let of, _), .unknown(_, _, let of): inner = of
    default: return false
    }
    guard case .member(let member, let indices) = inner.operation,
      case .member(member, let others) = argument.operation
    else { return false }
    return (indices + others).allSatisfy { $0 == nil }
  }
}

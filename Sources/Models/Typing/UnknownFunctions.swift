import Formula

/// Functions of several arguments that nothing defines.
extension Typer {
  /// ℓ(o, y), f(x, h): some smooth number made of all of them; of derivatives in a row their product.
  mutating func unknownCall(
    of arguments: [Term], _ use: NameUse, _ range: SourceRange
  ) throws(TypeProblem) -> Typed {
    if let product = try chainRule(arguments, range) { return product }
    guard use.primes == 0 else {
      throw TypeProblem(.outOfReach("a prime on a function of several arguments"), range)
    }
    var typed: [Typed] = []
    for argument in arguments { typed.append(try type(argument)) }
    // ℓ of vectors is a number; f of vectors may be anything.
    guard use.name.isNameOfCost || typed.allSatisfy(\.shape.isNumber) else {
      throw TypeProblem(.outOfReach("an unknown function of several vectors"), range)
    }
    return Typed(.unknownOfSeveral(use.name, typed), .number, range)
  }

  /// prod(∂J/∂Y, ∂Y/∂X): an operator of the text's own that multiplies the factors of a chain, whatever has to be
  /// transposed or swapped for it: Σᵢ ∂J/∂yᵢ ∂yᵢ/∂X over the entries of Y.
  private mutating func chainRule(_ arguments: [Term], _ range: SourceRange) throws(TypeProblem) -> Typed? {
    guard case .derivative(_, let first)? = arguments.first?.node, first.count == 1 else { return nil }
    var link = first[0]
    for argument in arguments.dropFirst() {
      guard case .derivative(let of, let by) = argument.node, by.count == 1, of == link else { return nil }
      link = by[0]
    }
    var result = try type(arguments[0])
    for argument in arguments.dropFirst() {
      guard case .derivative(let of, let by) = argument.node else { continue }
      result = try contracted(result, try type(of), try type(by[0]), range)
    }
    return result
  }
}

extension String {
  /// A capital, an l, or a word: what costs are called, and functions whose values are vectors are not.
  fileprivate var isNameOfCost: Bool { isCapital || hasPrefix("\\ell") || self == "l" || word != nil }
}

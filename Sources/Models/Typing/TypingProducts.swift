import Formula

/// Products: what stands side by side is grouped as shapes allow, the usual grouping first.
extension Typer {
  mutating func chain(_ chain: Chain, _ range: SourceRange) throws(TypeProblem) -> Typed {
    var groups: [([Typed], Chain.Sign)] = []
    for (place, factor) in chain.factors.enumerated() {
      groups.append((try factors(factor), place == 0 ? .beside : chain.signs[place - 1]))
    }
    return try product(groups, range)
  }

  /// The factors that a term stands for: one, or a name and the bracket behind it.
  mutating func factors(_ term: Term) throws(TypeProblem) -> [Typed] {
    if let derivative = try derivativeFactor(term) { return [derivative] }
    guard case .applied(let use, let arguments) = term.node else { return [try type(term)] }
    if let call = try call(use, arguments, term.range) {
      shapes?[term.range] = call.shape
      return [call]
    }
    let head = try name(use, term.range)
    guard arguments.count == 1 else { return [head] }
    return [head, try type(arguments[0])]
  }

  mutating func product(_ groups: [([Typed], Chain.Sign)], _ range: SourceRange) throws(TypeProblem) -> Typed
  {
    var factors: [Typed] = []
    var signs: [Chain.Sign] = []
    for (group, sign) in groups {
      for (place, factor) in group.enumerated() {
        if !factors.isEmpty { signs.append(place == 0 ? sign : .beside) }
        factors.append(factor)
      }
    }
    if factors.count == 1 {
      guard factors[0].tensor == nil else { throw TypeProblem(.outOfReach(Self.tooManyAxes), range) }
      return factors[0]
    }
    var first: TypeProblem?
    let start = (sizes, cost)
    for (grouping, price) in [(Grouping.tight, 0.0), (.left, 1), (.right, 2)] {
      (sizes, cost) = start
      do throws(TypeProblem) {
        let typed = try grouped(factors, signs, grouping, range)
        guard typed.tensor == nil else { throw TypeProblem(.outOfReach(Self.tooManyAxes), range) }
        cost += price
        // A transposed vector stands before what it is multiplied with, not before a number alone.
        let vectors = factors.filter { !$0.shape.isNumber }
        if !isClosed, typed.shape.isVector, vectors.count == 1, vectors[0].isTransposed,
          factors.contains(where: { $0.shape.isNumber && !$0.isLiteral })
        {
          cost += 3
        }
        return typed
      } catch {
        if first == nil { first = error }
      }
    }
    (sizes, cost) = start
    if let inner = try? loosely(factors, signs, range) {
      cost += 4
      return inner
    }
    (sizes, cost) = start
    throw first ?? TypeProblem(.mismatch("the factors"), range)
  }

  /// Ways to group factors.
  private enum Grouping {
    /// Matrix products bind tighter than ⊙.
    case tight
    /// From the left, all signs alike.
    case left
    /// From the right.
    case right
  }

  private mutating func grouped(
    _ factors: [Typed], _ signs: [Chain.Sign], _ grouping: Grouping, _ range: SourceRange
  ) throws(TypeProblem) -> Typed {
    switch grouping {
    case .left:
      var result = factors[0]
      for (place, sign) in signs.enumerated() {
        result = try combined(result, sign, factors[place + 1], range)
      }
      return result
    case .right:
      var result = factors[factors.count - 1]
      for place in signs.indices.reversed() {
        result = try combined(factors[place], signs[place], result, range)
      }
      return result
    case .tight:
      var parts: [Typed] = [factors[0]]
      var outer: [Chain.Sign] = []
      for (place, sign) in signs.enumerated() {
        switch sign {
        case .beside, .dot, .cross:
          parts[parts.count - 1] = try combined(parts[parts.count - 1], sign, factors[place + 1], range)
        case .star, .hadamard, .outer, .elementwiseDivision:
          parts.append(factors[place + 1])
          outer.append(sign)
        }
      }
      var result = parts[0]
      for (place, sign) in outer.enumerated() { result = try combined(result, sign, parts[place + 1], range) }
      return result
    }
  }

  private mutating func combined(
    _ a: Typed, _ sign: Chain.Sign, _ b: Typed, _ range: SourceRange
  ) throws(TypeProblem) -> Typed {
    // In denominator layout the derivative stands before what it is summed with.
    if let tensor = b.tensor ?? a.tensor {
      let factor = b.tensor == nil ? b : a
      guard factor.tensor == nil, !factor.shape.isNumber else {
        throw TypeProblem(.outOfReach(Self.tooManyAxes), range)
      }
      return try contracted(factor, tensor.of, tensor.by, range)
    }
    if linksChains, sign == .beside || sign == .dot || sign == .cross,
      let (factor, of, by) = a.linked(with: b) ?? b.linked(with: a)
    {
      return try contracted(factor, of, by, range)
    }
    if a.shape.isNumber || b.shape.isNumber {
      if sign == .elementwiseDivision { return try quotient(a, b, range) }
      return Typed(.times(a, b), a.shape.isNumber ? b.shape : a.shape, range)
    }
    switch sign {
    case .beside, .cross: return try matrixProduct(a, b, range)
    case .dot:
      if a.shape.isColumn, b.shape.isColumn { return try inner(a, b, range) }
      return try matrixProduct(a, b, range)
    case .star, .hadamard:
      if try isSame(a.shape, b.shape) { return Typed(.times(a, b), a.shape, range) }
      throw TypeProblem(
        .mismatch("\(words(a.shape)) and \(words(b.shape)) cannot be multiplied element by element"), range)
    case .outer:
      guard a.shape.isVector, a.shape.isRow == b.shape.isRow, b.shape.isVector else {
        throw TypeProblem(.mismatch("⊗ of \(words(a.shape)) and \(words(b.shape))"), range)
      }
      if a.shape.isRow {
        return try matrixProduct(Typed(.transpose(a), a.shape.transposed, a.range), b, range)
      }
      return try matrixProduct(a, Typed(.transpose(b), b.shape.transposed, b.range), range)
    case .elementwiseDivision: return try quotient(a, b, range)
    }
  }

  private mutating func matrixProduct(_ a: Typed, _ b: Typed, _ range: SourceRange) throws(TypeProblem)
    -> Typed
  {
    let fits: Bool =
      switch (a.shape.columns, b.shape.rows) {
      case (nil, nil): true
      case (let columns?, let rows?): sizes.unify(columns, rows)
      default: false
      }
    guard fits, a.shape.rows != nil || a.shape.columns != nil else {
      throw TypeProblem(.mismatch("\(words(a.shape)) times \(words(b.shape)) does not fit"), range)
    }
    // A column times a matrix of one row only is no product that anyone writes.
    if a.shape.columns == nil, b.shape.rows == nil, !(a.shape.isColumn && b.shape.isRow) {
      throw TypeProblem(.mismatch("\(words(a.shape)) times \(words(b.shape)) does not fit"), range)
    }
    let shape = Shape(rows: a.shape.rows, columns: b.shape.columns)
    noteData(a, b, shape)
    return Typed(.matrixProduct(a, b), shape, range)
  }

  /// The axis that a product has from the data and not from the weights.
  private mutating func noteData(_ a: Typed, _ b: Typed, _ shape: Shape) {
    guard !isClosed else { return }
    if let rows = shape.rows, a.shape.isMatrix, a.isData, !b.isData { dataSizes.insert(rows) }
    if let columns = shape.columns, b.shape.isMatrix, b.isData, !a.isData { dataSizes.insert(columns) }
  }

  private mutating func inner(_ a: Typed, _ b: Typed, _ range: SourceRange) throws(TypeProblem) -> Typed {
    guard try isSame(a.shape, b.shape) else {
      throw TypeProblem(.mismatch("\(words(a.shape)) · \(words(b.shape)) does not fit"), range)
    }
    return Typed(.matrixProduct(Typed(.transpose(a), a.shape.transposed, a.range), b), .number, range)
  }

  /// Two columns side by side, as w_k x: their inner product.
  private mutating func loosely(
    _ factors: [Typed], _ signs: [Chain.Sign], _ range: SourceRange
  ) throws(TypeProblem) -> Typed {
    let vectors = factors.filter { !$0.shape.isNumber }
    guard vectors.count == 2, !isClosed || vectors[0].isRowOfMatrix && !vectors.contains(where: isTransposed),
      signs.allSatisfy({ $0 == .beside }), vectors[0].shape.isColumn
    else {
      throw TypeProblem(.mismatch("the factors"), range)
    }
    var result = try inner(vectors[0], vectors[1], range)
    for factor in factors where factor.shape.isNumber {
      result = Typed(.times(factor, result), .number, range)
    }
    return result
  }

  /// What the text transposes where it means an inner product is none without that.
  private func isTransposed(_ factor: Typed) -> Bool {
    if case .member(let member, _) = factor.operation {
      model.transposed[member.family] != nil
    } else {
      false
    }
  }

  // MARK: - Quotients and powers

  mutating func quotient(_ a: Typed, _ b: Typed, _ range: SourceRange) throws(TypeProblem) -> Typed {
    if b.shape.isNumber { return Typed(.over(a, b), a.shape, range) }
    if a.shape.isNumber {
      // One over each entry is written so; other numbers are divided by numbers, and so is what 1/N is.
      if !isClosed, !a.isLiteral || b.isCapitalLeaf { cost += 5 }
      return Typed(.over(a, b), b.shape, range)
    }
    guard try isSame(a.shape, b.shape) else {
      throw TypeProblem(.mismatch("\(words(a.shape)) over \(words(b.shape))"), range)
    }
    return Typed(.over(a, b), a.shape, range)
  }

  /// p(1 − p)² where p is no function: the exponent belongs to the bracket.
  mutating func splitProduct(
    _ base: Term, _ change: (Term) -> Term, _ range: SourceRange
  ) throws(TypeProblem) -> Typed? {
    guard case .applied(let use, let arguments) = base.node, arguments.count == 1, base.range != range else {
      return nil
    }
    if try call(use, arguments, base.range) != nil { return nil }
    let head = Term(.name(use), base.range)
    return try chain(Chain(factors: [head, change(arguments[0])], signs: [.beside]), range)
  }

  mutating func raised(_ base: Term, _ exponent: Term, _ range: SourceRange) throws(TypeProblem) -> Typed {
    if let split = try splitProduct(base, { Term(.raised($0, exponent), range) }, range) { return split }
    // κ^2(1 + x) where κ is no function: the exponent belongs to the name.
    if case .applied(let use, let arguments) = base.node, arguments.count == 1, base.range == range,
      try call(use, arguments, base.range) == nil
    {
      let head = Term(.raised(Term(.name(use), base.range), exponent), range)
      return try chain(Chain(factors: [head, arguments[0]], signs: [.beside]), range)
    }
    // f^2(x) has been read as the square of a call; J^T and x^T are transposes.
    let base = try type(base)
    if exponent.letter == "T" {
      let isNumberKnown = model.ends["T"] != nil || model.definitions["T"] != nil
      if !base.shape.isNumber { return Typed(.transpose(base), base.shape.transposed, range) }
      if !isNumberKnown {
        cost += 4
        return base
      }
    }
    let power = try type(exponent)
    guard power.shape.isNumber else {
      throw TypeProblem(.mismatch("an exponent that is no number"), exponent.range)
    }
    if let rows = base.shape.rows, let columns = base.shape.columns, exponent.integer == -1 {
      guard sizes.unify(rows, columns) else {
        throw TypeProblem(.mismatch("the inverse of \(words(base.shape))"), range)
      }
      return Typed(.inverse(base), base.shape, range)
    }
    if squaresAreLengths, base.shape.isColumn, exponent.integer == 2 { return try inner(base, base, range) }
    return Typed(.power(base, power), base.shape, range)
  }
}

extension Typed {
  fileprivate var isTransposed: Bool { if case .transpose = operation { true } else { false } }

  /// One row of a family with two axes: w_k of W.
  var isRowOfMatrix: Bool {
    if case .member(_, let indices) = operation {
      indices.count == 2 && indices[0] != nil && indices[1] == nil
    } else {
      false
    }
  }

  /// A capital that is drawn.
  fileprivate var isCapitalLeaf: Bool {
    if case .member(let member, _) = operation { member.family.isCapital } else { false }
  }

  /// Data, or computed from data: X, or a node that is no weight.
  var isData: Bool {
    switch operation {
    case .member(let member, _):
      ["X", "x", "\\tilde{X}", "\\phi", "\\Phi", "A", "H", "h", "a"].contains(member.family)
        || !isWeightLetter(member.family)
    case .transpose(let inner), .negative(let inner): inner.isData
    case .map, .unknown, .softmax, .mapped: true
    default: false
    }
  }

  private func isWeightLetter(_ name: String) -> Bool {
    guard let letter = name.first(where: { $0 != "\\" }) else { return false }
    return "WVUwvuTtΘBAKQMROP".contains(letter)
  }
}

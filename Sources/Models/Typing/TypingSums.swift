import Formula

/// Σ and Π, over units and over members.
extension Typer {
  mutating func big(_ big: Big, _ range: SourceRange) throws(TypeProblem) -> Typed {
    guard let binder = big.binders.first else { return try type(big.body) }
    let rest = Big(kind: big.kind, binders: Array(big.binders.dropFirst()), body: big.body)
    let outer = letters
    let outerHole = holes[binder.letter]
    let outerBound = bound
    bound.insert(binder.letter)
    holes[binder.letter] = nil
    defer {
      bound = outerBound
      holes[binder.letter] = outerHole
      restore(outer, but: [binder.letter])
    }
    if model.keyLetters.contains(binder.letter) { return try unrolled(binder, rest, range) }
    let size: Sizes.Size
    var from: Typed?
    var to: Typed?
    if let upper = binder.upper, binder.lower.map({ $0.integer == 1 }) ?? true, try sizeName(upper) != nil,
      let named = try self.size(upper)
    {
      size = named
    } else if binder.lower?.integer == 0, let upper = binder.upper, let name = try sizeName(upper) {
      // From 0 to d there are d + 1 of them.
      size = zeroBased(name, 1)
    } else if binder.lower?.integer == 0, let upper = binder.upper?.onePast, let name = try sizeName(upper) {
      // From 0 to N − 1 there are N.
      size = zeroBased(name, 0)
    } else if let count = binder.upper?.integer, let lower = binder.lower?.integer, lower == 0 || lower == 1,
      count > lower, count < 60
    {
      // From 0 to 2, from 1 to 3.
      size = lower == 0 ? zeroBased("#\(count + 1)", 0) : sizes.named("#\(count)")
    } else {
      size = binder.upper == nil && binder.lower == nil ? unit(binder.letter) : sizes.new()
      if let lower = binder.lower { from = try type(lower) }
      if let upper = binder.upper { to = try type(upper) }
    }
    letters[binder.letter] = .unit(size)
    let condition: TypedCondition? =
      try binder.condition.map { inner throws(TypeProblem) in try self.condition(inner) }
    let body = try self.big(rest, range)
    let loop = Typed.Loop(letter: binder.letter, from: from, to: to, size: size, condition: condition)
    if big.kind == .argMaximum || big.kind == .argMinimum, !body.shape.isNumber {
      throw TypeProblem(.outOfReach("the place of the largest of several vectors"), range)
    }
    if big.kind == .column {
      if body.shape.isNumber { return Typed(.big(.column, loops: [loop], body: body), .column(size), range) }
      // Columns stand side by side, rows one below the other.
      guard body.shape.isVector else { throw TypeProblem(.outOfReach("a list of matrices"), range) }
      let rows = Shape(rows: size, columns: body.shape.length)
      let list = Typed(.big(.column, loops: [loop], body: body), rows, range)
      return body.shape.isRow ? list : Typed(.transpose(list), rows.transposed, range)
    }
    return Typed(.big(big.kind, loops: [loop], body: body), body.shape, range)
  }

  /// The name of the size that a limit is; nil where it is none.
  private func sizeName(_ term: Term) throws(TypeProblem) -> String? {
    guard case .name(let use) = term.node, model.definitions[use.name] == nil, model.ends[use.name] == nil,
      !model.keyLetters.contains(use.name), holes[use.name] == nil, letters[use.name] == nil
    else { return nil }
    guard let key = sizeKey(use) else { return nil }
    try exists(use, term.range)
    return key
  }

  /// After a scope, bound letters are what they were; free ones that were met stay.
  private mutating func restore(_ outer: [String: Letter], but bound: Set<String>) {
    for letter in bound { letters[letter] = outer[letter] }
  }

  /// Σ over layers or times: each member has shapes of its own, so the sum is written out.
  private mutating func unrolled(_ binder: Binder, _ rest: Big, _ range: SourceRange) throws(TypeProblem)
    -> Typed
  {
    var numbers: [Int]
    var isOpen = false
    if let lower = binder.lower, let upper = binder.upper {
      guard let from = keyValue(lower), let to = keyValue(upper), to - from < 64 else {
        throw TypeProblem(.noRange(binder.letter), range)
      }
      numbers = from <= to ? Array(from...to) : []
    } else {
      numbers = Array(-1...(model.ends.values.max() ?? 4) + 2)
      if let range = model.keyRanges[binder.letter] { numbers = Array(range) }
      isOpen = true
    }
    var terms: [Typed] = []
    let outer = letters
    for number in numbers {
      // Letters of units within run over other sizes in each member.
      letters = outer
      letters[binder.letter] = .key(number)
      if let condition = binder.condition, let holds = keyHolds(condition), !holds { continue }
      do throws(TypeProblem) {
        terms.append(try big(rest, range))
      } catch {
        if isOpen, case .noMember = error.kind { continue }
        throw error
      }
    }
    guard let first = terms.first else {
      if isOpen { throw TypeProblem(.noRange(binder.letter), range) }
      return Typed(.constant(rest.kind == .product ? 1 : 0), .number, range)
    }
    switch rest.kind {
    case .sum: break
    case .maximum, .minimum:
      return Typed(.extreme(terms, isMaximum: rest.kind == .maximum), first.shape, range)
    case .argMaximum, .argMinimum, .column:
      throw TypeProblem(.outOfReach("such a thing over members"), range)
    case .product:
      return terms.dropFirst().reduce(first) { Typed(.times($0, $1), first.shape, range) }
    }
    return Typed(.sum(terms), first.shape, range)
  }

  /// Whether a condition on key letters holds; nil where it speaks of other things.
  func keyHolds(_ condition: Condition) -> Bool? {
    var result = true
    for comparison in condition.comparisons {
      guard let left = keyValue(comparison.left), let right = keyValue(comparison.right) else { return nil }
      if !Tape.holds(comparison.relation, Double(left), Double(right)) { result = false }
    }
    return result
  }
}

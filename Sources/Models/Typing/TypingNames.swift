import Formula

/// What names, indices and elements mean.
extension Typer {
  mutating func name(_ use: NameUse, _ range: SourceRange) throws(TypeProblem) -> Typed {
    if use.name == "∇" {
      guard let cost = model.cost, cost != "∇" else { throw TypeProblem(.outOfReach("∇ of what"), range) }
      return try name(NameUse(cost), range)
    }
    if use.slots.isEmpty, use.primes == 0 {
      if let hole = holes[use.name] { return hole }
      switch letters[use.name] {
      case .key(let value)?: return Typed(.constant(Double(value)), .number, range)
      case .unit?: return Typed(.letter(use.name), .number, range)
      case nil: break
      }
      if chosen[use.name] != nil, model.definitions[use.name] == nil, letters[use.name] == nil {
        if !isClosed, let size = chosen[use.name] { letters[use.name] = .unit(size) }
        return Typed(.letter(use.name), .number, range)
      }
      if !isClosed || !model.plainValues.contains(use.name), model.isIndexLetter(use.name),
        model.definitions[use.name] == nil, model.leafKinds[use.name] == nil,
        !model.sizeNames.contains(use.name), !model.keyLetters.contains(use.name), model.ends[use.name] == nil
      {
        return try index(Term(.name(use), range), on: nil)
      }
      if let end = model.ends[use.name], model.definitions[use.name] == nil {
        return Typed(.constant(Double(end)), .number, range)
      }
    } else if let hole = holes[use.name] {
      return try part(hole, use.slots.map(\.content), range)
    }
    if model.functionNames.contains(use.name) {
      if let definition = model.functions[use.name]?.last, use.primes == 0,
        definition.parameters.allSatisfy({ holes[$0] != nil })
      {
        return try inlined(definition, range)
      }
      throw TypeProblem(.outOfReach("a function without its argument"), range)
    }
    if let adjoint = model.adjoints[use.name] { return try type(adjointTerm(adjoint, use, range)) }
    if model.definitions[use.name] == nil, model.sizeNames.contains(use.name),
      let size = try size(Term(.name(use), range))
    {
      return Typed(.size(size), .number, range)
    }
    if model.opaque.contains(use.name), !broken.contains(use.name), use.slots.isEmpty,
      definitionsInForce(use.name).isEmpty
    {
      return Typed(.opaque(use.name), .number, range)
    }
    if let kronecker = try kronecker(use, range) { return kronecker }
    if let unit = try unitVector(use, range) { return unit }
    if use.slots.isEmpty, let definition = model.functions[use.name]?.last, !definition.parameters.isEmpty,
      definition.parameters.allSatisfy({ holes[$0] != nil })
    {
      return try inlined(definition, range)
    }
    if let stack = model.stacks[use.name], let typed = try stacked(use, stack, range) { return typed }
    if use.slots.isEmpty, model.isIdentity(use.name) {
      let size = model.sizeOfIdentity(use.name).map { sizes.named($0) } ?? sizes.new()
      return Typed(.identity, Shape(rows: size, columns: size), range)
    }
    // I_m, where m is a size and no row.
    if use.slots.count == 1, use.slots[0].isBelow, model.isIdentity(use.name),
      let size = try size(use.slots[0].content)
    {
      return Typed(.identity, Shape(rows: size, columns: size), range)
    }
    return try member(use, range)
  }

  /// What a function is, whose parameters are in scope; one that needs itself has no end.
  private mutating func inlined(
    _ definition: Model.Definition, _ range: SourceRange
  ) throws(TypeProblem) -> Typed {
    guard depth < 40 else { throw TypeProblem(.circular(definition.use.name), range) }
    depth += 1
    defer { depth -= 1 }
    return try type(definition.body)
  }

  /// The definitions that stand before this moment.
  private func definitionsInForce(_ name: String) -> [Model.Definition] {
    (model.definitions[name] ?? []).filter { $0.statement <= moment }
  }

  /// An entry of dW is the derivative by that entry of W.
  private func adjointTerm(_ term: Term, _ use: NameUse, _ range: SourceRange) -> Term {
    guard case .derivative(let of, let by) = term.node, by.count == 1, case .name(var variable) = by[0].node
    else {
      return term
    }
    variable.slots = use.slots
    return Term(.derivative(of: of, by: [Term(.name(variable), range)]), range)
  }

  /// δ_{ij}, and I_{ij}, where the letter is no family of the text with two indices.
  private mutating func kronecker(_ use: NameUse, _ range: SourceRange) throws(TypeProblem) -> Typed? {
    guard use.slots.count == 2, use.slots.allSatisfy(\.isBelow) else { return nil }
    switch use.name {
    case "\\delta":
      guard model.keyCount("\\delta") == 0,
        model.definitions["\\delta"]?.contains(where: { $0.use.slots.count == 2 }) != true
      else { return nil }
    case "I": guard model.isIdentity("I") else { return nil }
    default: return nil
    }
    var sides: [Typed] = []
    for slot in use.slots { sides.append(try index(slot.content, on: nil)) }
    if case .letter(let a) = sides[0].operation, case .letter(let b) = sides[1].operation,
      case .unit(let first)? = letters[a], case .unit(let second)? = letters[b]
    {
      _ = sizes.unify(first, second)
    }
    let condition = TypedCondition(comparisons: [(sides[0], .equal, sides[1])])
    return Typed(.indicator(condition), .number, range)
  }

  /// e_y, where it is said to be one-hot: column y of the identity.
  private mutating func unitVector(_ use: NameUse, _ range: SourceRange) throws(TypeProblem) -> Typed? {
    guard model.unitVectors.contains(use.name), use.slots.count == 1 else { return nil }
    let content = use.slots[0].content
    var size = sizes.new()
    if let name = content.baseUse?.name {
      if case .unit(let known)? = letters[name] { size = known }
      if let known = chosen[name] ?? classSizes[name] { size = known }
    }
    let index = try index(content, on: size)
    let identity = Typed(.identity, Shape(rows: size, columns: size), range)
    return Typed(.part(identity, row: nil, column: index), .column(size), range)
  }

  private mutating func stacked(
    _ use: NameUse, _ stack: Model.Stack, _ range: SourceRange
  ) throws(TypeProblem) -> Typed? {
    if model.definitions[use.name] != nil { return nil }
    let keyed = (model.keyPlaces[use.name] ?? []).union(model.keyPlaces[stack.of] ?? [])
    let isWhole = use.slots.allSatisfy { keyed.contains($0.place) }
    if stack.isTransposed, model.definitions[stack.of] != nil,
      !isWhole || !use.name.isCapital && !model.placesOfExamples(stack.of)
    {
      // a^{[2](i)} of A^{[2]}: what counts layers stays with the whole.
      let whole = try name(NameUse(stack.of, use.slots.filter { keyed.contains($0.place) }), range)
      let contents = use.slots.filter { !keyed.contains($0.place) }.map(\.content)
      return try part(whole, whole.shape.isMatrix ? [Term(.all, range)] + contents : contents, range)
    }
    var inner = use
    inner.name = stack.of
    if isWhole {
      let whole = try name(inner, range)
      return stack.isTransposed ? Typed(.transpose(whole), whole.shape.transposed, range) : whole
    }
    if use.slots.count == 2, model.axisCount(stack.of) == 1, model.keyCount(stack.of) == 0 {
      let whole = try name(NameUse(stack.of), range)
      let turned = stack.isTransposed ? Typed(.transpose(whole), whole.shape.transposed, range) : whole
      if turned.shape.isMatrix { return try part(turned, use.slots.map(\.content), range) }
    }
    // Γ_{jc} of the columns γ_c is γ_{cj}.
    if stack.isTransposed, inner.slots.count == 2, model.axisCount(use.name) == 2 {
      (inner.slots[0].content, inner.slots[1].content) = (inner.slots[1].content, inner.slots[0].content)
    }
    let part = try name(inner, range)
    // u_k of the row k of U is a column.
    guard part.shape.isRow, part.isRowOfMatrix, !use.name.isCapital else { return part }
    return Typed(.transpose(part), part.shape.transposed, range)
  }

  // MARK: - Members of families

  private mutating func member(_ use: NameUse, _ range: SourceRange) throws(TypeProblem) -> Typed {
    let (key, written) = model.split(use)
    guard key.count == model.keyCount(use.name) else {
      throw TypeProblem(.outOfReach("\(use.name) without its layer or time"), range)
    }
    var values: [Int] = []
    for term in key {
      guard let value = keyValue(term) else { throw TypeProblem(.noRange(use.name), term.range) }
      values.append(value)
    }
    let member = Member(family: use.name, key: values)
    let outer = (letters, holes)
    let type: MemberType
    do throws(TypeProblem) {
      type = try self.type(member, range)
    } catch {
      (letters, holes) = outer
      if case .noMember = error.kind, model.zeroOutside.contains(use.name) {
        return Typed(.constant(0), .number, range)
      }
      throw error
    }
    (letters, holes) = outer
    var indices: [Typed?] = []
    // A^{(i)} of a matrix that is defined as a whole is a column of it.
    var axes = written
    if type.axes.count == 2, axes.count == 1, axes[0] != nil,
      bodies[member]?.letters.isEmpty == true || type.isLeaf && model.liesInColumns(use.name),
      use.slots.contains(where: {
        if case .above = $0.place { model.keyPlaces[use.name]?.contains($0.place) != true } else { false }
      })
    {
      axes = [nil, axes[0]]
    }
    for (place, axis) in type.axes.enumerated() {
      guard place < axes.count, let content = axes[place], content.node != .all else {
        indices.append(nil)
        continue
      }
      indices.append(try index(content, on: axis))
    }
    if axes.count > type.axes.count {
      throw TypeProblem(.mismatch("\(use.name) has fewer indices than are written"), range)
    }
    let free = zip(type.axes, indices).filter { $0.1 == nil }.map(\.0)
    let shape: Shape
    switch free.count {
    case 0: shape = .number
    case 1:
      // X_i is a row of the matrix X; x_i is a vector.
      let isRowOfMatrix =
        type.axes.count == 2 && indices[0] != nil
        && (use.name.isCapital || axes.contains { $0?.node == .all })
      shape = type.isRow || isRowOfMatrix ? Shape(rows: nil, columns: free[0]) : .column(free[0])
    case 2: shape = Shape(rows: free[0], columns: free[1])
    default: throw TypeProblem(.outOfReach("an array with three axes"), range)
    }
    return Typed(.member(member, indices), shape, range)
  }

  /// What stands in a slot, as a number that counts from 1; a letter gets the size of the axis.
  mutating func index(_ term: Term, on axis: Sizes.Size?) throws(TypeProblem) -> Typed {
    if let number = term.integer {
      if let axis {
        literals[axis, default: []].insert(number)
        if !isClosed { written.insert(axis) }
      }
      return Typed(.constant(Double(number)), .number, term.range)
    }
    if let letter = term.letter {
      if let hole = holes[letter] { return hole }
      switch letters[letter] {
      case .key(let value)?: return Typed(.constant(Double(value)), .number, term.range)
      case .unit(let size)?:
        // Σ from 1 over an axis that begins with 0 leaves the first one out.
        if let axis, sizes.startsAtZero(axis), !sizes.startsAtZero(size), !sizes.names(of: size).isEmpty {
          return Typed(.letter(letter), .number, term.range)
        }
        // A free letter on an axis that begins with 0 and on one that begins with 1 leaves the first one out.
        if let axis, isClosed, !bound.contains(letter), sizes.startsAtZero(size), !sizes.startsAtZero(axis),
          !sizes.names(of: axis).isEmpty
        {
          letters[letter] = .unit(axis)
          return Typed(.letter(letter), .number, term.range)
        }
        if let axis, sizes.differ(size, axis) { return Typed(.letter(letter), .number, term.range) }
        if let axis, !sizes.unify(size, axis) {
          throw TypeProblem(.mismatch("the index \(letter) runs over two different ranges"), term.range)
        }
        return Typed(.letter(letter), .number, term.range)
      case nil: break
      }
      if let end = model.ends[letter] { return Typed(.constant(Double(end)), .number, term.range) }
      if let size = chosen[letter] {
        if let axis, !sizes.unify(size, axis) {
          throw TypeProblem(.mismatch("the index \(letter) runs over two different ranges"), term.range)
        }
        if !isClosed { letters[letter] = .unit(size) }
        return Typed(.letter(letter), .number, term.range)
      }
      if model.sizeNames.contains(letter), let size = try size(term) {
        if let axis { _ = sizes.unify(size, axis) }
        return Typed(.size(size), .number, term.range)
      }
      let isOther = model.definitions[letter] != nil || model.leafKinds[letter] != nil
      if !isOther || model.isIndexLetter(letter) && !model.plainValues.contains(letter) {
        let size = axis ?? unit(letter)
        letters[letter] = .unit(size)
        if let range = model.range(of: letter, at: place), axis != nil, case .name(let use) = range.to.node,
          use.slots.isEmpty, model.sizeNames.contains(use.name)
        {
          _ = sizes.unify(size, range.from.integer == 0 ? zeroBased(use.name, 1) : sizes.named(use.name))
        }
        return Typed(.letter(letter), .number, term.range)
      }
    }
    if case .name = term.node {} else { meetLetters(term) }
    let typed = try type(term)
    if let axis, !isClosed, typed.isComputedIndex {
      let known = letters.compactMapValues { if case .unit(let size) = $0 { size } else { nil } }
      reaches.append((axis, typed, known))
      // What letters that count from 0 are added on counts from 0.
      if least(typed) == 0 { sizes.countFromZero(axis) }
    }
    if case .member(let member, _) = typed.operation, model.leafKinds[member.family] == .classNumber, let axis
    {
      classSizes[member.family] = axis
    }
    return typed
  }

  /// The smallest number that an index can be; nil where that cannot be told.
  private func least(_ index: Typed) -> Int? {
    switch index.operation {
    case .constant(let value): return Int(value)
    case .letter(let letter): return letterSize(letter).map { sizes.first($0) }
    case .member(let member, _): return model.leafKinds[member.family] == .whole ? 1 : nil
    case .sum(let terms):
      var total = 0
      for term in terms {
        guard let next = least(term) else { return nil }
        total += next
      }
      return total
    case .times(let a, let b):
      guard let x = least(a), let y = least(b) else { return nil }
      return x * y
    default: return nil
    }
  }

  /// Letters that are met in an index made of several for the first time: 2i + 1, i + k.
  private mutating func meetLetters(_ term: Term) {
    for use in term.uses where use.slots.isEmpty && model.isIndexLetter(use.name) {
      guard case nil = letters[use.name], holes[use.name] == nil, chosen[use.name] == nil,
        model.ends[use.name] == nil, model.definitions[use.name] == nil, !model.sizeNames.contains(use.name),
        model.leafKinds[use.name] == nil
      else { continue }
      letters[use.name] = .unit(term.multiplies(use.name) ? sizes.new() : unit(use.name))
    }
  }

  // MARK: - Elements of expressions

  mutating func element(_ base: Term, _ contents: [Term], _ range: SourceRange) throws(TypeProblem) -> Typed {
    // 1_n, where n is a size.
    if base.node == .ones, contents.count == 1, let letter = contents[0].letter, letters[letter] == nil,
      model.sizeNames.contains(letter), let size = try size(contents[0])
    {
      return Typed(.ones, .column(size), range)
    }
    return try part(try type(base), contents, range)
  }

  mutating func part(_ base: Typed, _ contents: [Term], _ range: SourceRange) throws(TypeProblem) -> Typed {
    let axes = [base.shape.rows, base.shape.columns].compactMap { $0 }
    guard contents.count <= axes.count else {
      throw TypeProblem(.mismatch("more indices than \(words(base.shape)) has"), range)
    }
    var indices: [Typed?] = []
    for (place, axis) in axes.enumerated() {
      if place < contents.count, contents[place].node != .all {
        indices.append(try index(contents[place], on: axis))
      } else {
        indices.append(nil)
      }
    }
    if base.shape.isMatrix {
      let shape: Shape =
        switch (indices[0] == nil, indices[1] == nil) {
        case (false, false): .number
        case (false, true):
          contents.contains { $0.node == .all } ? Shape(rows: nil, columns: axes[1]) : .column(axes[1])
        case (true, false): .column(axes[0])
        case (true, true): base.shape
        }
      return Typed(.part(base, row: indices[0], column: indices[1]), shape, range)
    }
    let only = indices.first ?? nil
    let shape: Shape = only == nil ? base.shape : .number
    return base.shape.isRow
      ? Typed(.part(base, row: nil, column: only), shape, range)
      : Typed(.part(base, row: only, column: nil), shape, range)
  }
}

extension Typed {
  /// An index that is made of others.
  fileprivate var isComputedIndex: Bool {
    switch operation {
    case .sum, .times, .negative, .over: true
    default: false
    }
  }
}

extension Term {
  /// A letter stands beside a factor: 2i, si.
  func multiplies(_ letter: String) -> Bool {
    contains { inner in
      guard case .chain(let chain) = inner.node else { return false }
      return chain.factors.contains { $0.letter == letter }
    }
  }

  /// Some index within multiplies a letter.
  func multipliesIndex(_ letter: String) -> Bool {
    uses.contains { use in use.slots.contains { $0.content.multiplies(letter) } }
  }
}

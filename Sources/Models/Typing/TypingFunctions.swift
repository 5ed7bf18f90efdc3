import Formula

/// Functions, Σ and derivatives.
extension Typer {
  // MARK: - Functions known by name

  mutating func function(
    _ name: String, _ primes: Int, _ arguments: [Term], _ range: SourceRange
  ) throws(TypeProblem) -> Typed {
    var typed: [Typed] = []
    let outside = letters
    for argument in arguments { typed.append(try type(argument)) }
    if name == "diag", typed.count == 1, let list = listed(typed[0], but: outside) { typed = [list] }
    guard let first = typed.first else { throw TypeProblem(.outOfReach("\(name) of nothing"), range) }
    if name == TermReader.list { return try joined(typed, range) }
    if name == "max" || name == "min" {
      var shape = first.shape
      for other in typed.dropFirst() where shape.isNumber { shape = other.shape }
      if typed.count == 1 {
        if shape.isNumber { throw TypeProblem(.outOfReach("\(name) of one thing"), range) }
        shape = .number
      }
      return Typed(.extreme(typed, isMaximum: name == "max"), shape, range)
    }
    guard typed.count == 1 else { throw TypeProblem(.mismatch("\(name) of several arguments"), range) }
    if let elementary = Elementary(word: name) {
      if primes == 0 { return Typed(.map(elementary, first), first.shape, range) }
      nextHole += 1
      let body = Typed(.map(elementary, Typed(.hole(nextHole), .number, range)), .number, range)
      return Typed(.mapped(hole: nextHole, body: body, argument: first, order: primes), first.shape, range)
    }
    if let page = FunctionPage.function(name) { return try mapped(page, primes, first, range) }
    if primes > 0 { throw TypeProblem(.outOfReach("a derivative of \(name) by a prime"), range) }
    switch name {
    case "softmax":
      if let entry = try softmaxEntry(first, range) { return entry }
      if first.shape.isNumber { throw TypeProblem(.mismatch("softmax of a number"), range) }
      let isOverColumns = first.shape.isColumn || first.shape.isMatrix && model.softmaxOverColumns
      return Typed(.softmax(first, overColumns: isOverColumns), first.shape, range)
    case "diag":
      if first.shape.isVector, let size = first.shape.length {
        return Typed(.diagonal(first), Shape(rows: size, columns: size), range)
      }
      guard let rows = first.shape.rows else { throw TypeProblem(.mismatch("diag of a number"), range) }
      if let columns = first.shape.columns, !sizes.unify(rows, columns) {
        throw TypeProblem(.mismatch("the diagonal of \(words(first.shape))"), range)
      }
      return Typed(.diagonal(first), .column(rows), range)
    case "norm1": return Typed(.total(Typed(.map(.absolute, first), first.shape, range)), .number, range)
    case "trace":
      if first.shape.isNumber { return first }
      guard first.shape.isMatrix else {
        throw TypeProblem(.mismatch("the trace of \(words(first.shape))"), range)
      }
      return Typed(.trace(first), .number, range)
    default: throw TypeProblem(.unknownName(name), range)
    }
  }

  /// a_i of diag(a_i), where nothing else speaks of i: the column of all of them.
  private mutating func listed(_ entry: Typed, but outside: [String: Letter]) -> Typed? {
    let own = letters.filter { outside[$0.key] == nil }
    guard entry.shape.isNumber, own.count == 1, let (letter, meaning) = own.first,
      case .unit(let size) = meaning
    else { return nil }
    letters = outside
    let loop = Typed.Loop(letter: letter, from: nil, to: nil, size: size, condition: nil)
    return Typed(.big(.column, loops: [loop], body: entry), .column(size), entry.range)
  }

  /// A function of one number with a definition, applied to each entry.
  private mutating func mapped(
    _ definition: Model.Definition, _ primes: Int, _ argument: Typed, _ range: SourceRange
  ) throws(TypeProblem) -> Typed {
    guard let parameter = definition.parameters.first else {
      throw TypeProblem(.outOfReach("such a function"), range)
    }
    if nextHole > 4000 { throw TypeProblem(.circular(definition.use.name), range) }
    nextHole += 1
    let hole = nextHole
    let outer = (letters, holes)
    defer { (letters, holes) = outer }
    holes[parameter] = Typed(.hole(hole), .number, range)
    guard holes.count + depth < 64 else { throw TypeProblem(.circular(definition.use.name), range) }
    depth += 1
    defer { depth -= 1 }
    let body = try type(definition.body)
    guard body.shape.isNumber else {
      throw TypeProblem(.mismatch("\(definition.use.name) of a number"), range)
    }
    return Typed(.mapped(hole: hole, body: body, argument: argument, order: primes), argument.shape, range)
  }

  // MARK: - Calls

  /// A call; nil where brackets stand beside a name that is no function.
  mutating func call(_ use: NameUse, _ arguments: [Term], _ range: SourceRange) throws(TypeProblem) -> Typed?
  {
    if holes[use.name] != nil || letters[use.name] != nil { return nil }
    let definitions = model.functions[use.name] ?? []
    let own = definitions.filter { isFor(use, $0) }
    let definition = own.last { $0.statement <= moment } ?? own.first
    if model.functionNames.contains(use.name) {
      guard let definition else { return try unknownCall(use, arguments, range) }
      return try call(definition, use, arguments, range)
    }
    guard let definition else {
      // ŷ(x), h(x; θ): the letters behind a name are what it depends on.
      if model.definitions[use.name] != nil, arguments.allSatisfy({ $0.letter != nil }),
        arguments.count > 1 || isLeaf(arguments[0])
      {
        return try name(use, range)
      }
      return nil
    }
    if use.primes > 0, definition.parameters.count == 1, definition.isOfOneNumber {
      return try call(definition, use, arguments, range)
    }
    if arguments.count == definition.parameters.count,
      zip(arguments, definition.parameters).allSatisfy({ $0.letter == $1 && holes[$1] == nil })
    {
      return try name(use, range)
    }
    guard arguments.count == definition.parameters.count, use.primes == 0 else { return nil }
    // A bracket is an argument where it has the parameter's type.
    for (argument, parameter) in zip(arguments, definition.parameters) {
      let (typed, own) = (try type(argument), try name(NameUse(parameter), range))
      let isSameKind =
        typed.shape.isNumber == own.shape.isNumber && typed.shape.isMatrix == own.shape.isMatrix
      if !isSameKind { return nil }
      if own.shape.isNumber, model.axisCount(use.name) > 0 || definition.body.contains(where: \.isDerivative)
      {
        return nil
      }
    }
    return try call(definition, use, arguments, range)
  }

  /// Whether a function's definition is for the layer that a use names: g_L, or g_l of any layer.
  private func isFor(_ use: NameUse, _ definition: Model.Definition) -> Bool {
    for slot in definition.use.slots {
      guard let letter = slot.content.letter, let end = model.ends[letter] else { continue }
      guard let given = use.slots.first(where: { $0.place == slot.place }), keyValue(given.content) == end
      else {
        return false
      }
    }
    return true
  }

  /// softmax(z_i) stands for entry i of softmax(z).
  private func softmaxEntry(_ argument: Typed, _ range: SourceRange) throws(TypeProblem) -> Typed? {
    guard argument.shape.isNumber, case .member(let member, let indices) = argument.operation,
      let axes = types[member]?.axes, let last = axes.last, let index = indices.last ?? nil
    else { return nil }
    let whole = Typed(.member(member, Array(indices.dropLast()) + [nil]), .column(last), range)
    let all = Typed(.softmax(whole, overColumns: true), .column(last), range)
    return Typed(.part(all, row: index, column: nil), .number, range)
  }

  /// A letter that is given, like x.
  private func isLeaf(_ term: Term) -> Bool {
    guard let letter = term.letter else { return false }
    return model.definitions[letter] == nil && model.usedByDefinitions.contains(letter)
      && holes[letter] == nil
      && model.leafKinds[letter] == nil && letters[letter] == nil
  }

  private mutating func call(
    _ definition: Model.Definition, _ use: NameUse, _ arguments: [Term], _ range: SourceRange
  ) throws(TypeProblem) -> Typed {
    guard arguments.count == definition.parameters.count else {
      throw TypeProblem(.mismatch("\(use.name) takes \(definition.parameters.count) arguments"), range)
    }
    if definition.parameters.count == 1, definition.isOfOneNumber, definition.use.slots.isEmpty {
      return try mapped(definition, use.primes, try type(arguments[0]), range)
    }
    guard use.primes == 0 else {
      throw TypeProblem(.outOfReach("a prime on a function of several numbers"), range)
    }
    var typed: [Typed] = []
    for argument in arguments { typed.append(try type(argument)) }
    let outer = (letters, holes)
    defer { (letters, holes) = outer }
    guard depth < 40 else { throw TypeProblem(.circular(use.name), range) }
    depth += 1
    defer { depth -= 1 }
    // p_i(z): the indices of the call go to the letters of the definition.
    for (own, given) in zip(definition.use.slots, use.slots) {
      guard let letter = own.content.letter else { continue }
      let index = try index(given.content, on: nil)
      if case .letter(let name) = index.operation, let meaning = letters[name] { letters[letter] = meaning }
      if case .letter(let name) = index.operation, name != letter {
        holes[letter] = index
        letters[letter] = nil
      }
    }
    for (parameter, argument) in zip(definition.parameters, typed) { holes[parameter] = argument }
    return try type(definition.body)
  }

  private mutating func unknownCall(
    _ use: NameUse, _ arguments: [Term], _ range: SourceRange
  ) throws(TypeProblem) -> Typed {
    guard arguments.count == 1 else { return try unknownCall(of: arguments, use, range) }
    let argument = try type(arguments[0])
    if use.name.isLogisticLetter(model), let page = FunctionPage.function("sigmoid") {
      return try mapped(page, use.primes, argument, range)
    }
    if let word = use.name.word, let page = FunctionPage.function(word) {
      return try mapped(page, use.primes, argument, range)
    }
    return Typed(.unknown(use.name, order: use.primes, argument), argument.shape, range)
  }

  // MARK: - Derivatives

  /// dσ/dz of a function is σ′(z); nil for anything else.
  func slopeOfFunction(_ of: Term, _ by: [Term]) -> Term.Node? {
    guard by.count == 1, case .name(var use) = of.node, use.slots.isEmpty, holes[use.name] == nil,
      model.functionNames.contains(use.name), model.definitions[use.name] == nil,
      (model.functions[use.name]?.last?.parameters.count ?? 1) == 1
    else { return nil }
    use.primes += 1
    return .applied(use, by)
  }

  mutating func derivative(_ of: Term, _ by: [Term], _ range: SourceRange) throws(TypeProblem) -> Typed {
    if let slope = slopeOfFunction(of, by) { return try type(Term(slope, range)) }
    // ∂ℓ(θ_t)/∂θ: the argument says what is differentiated by.
    if case .applied(let use, let arguments) = of.node, model.functions[use.name] == nil,
      !model.functionNames.contains(use.name), model.definitions[use.name] != nil, arguments.count == 1,
      let argument = arguments[0].baseUse, by.contains(where: { $0.baseUse?.name == argument.name })
    {
      return try derivative(Term(.name(use), of.range), by, range)
    }
    let value = try type(of)
    let first = try type(by[0])
    if by.count == 2 {
      guard value.shape.isNumber else {
        throw TypeProblem(.outOfReach("a second derivative of a vector"), range)
      }
      let second = try type(by[1])
      let shape: Shape
      if first.shape.isNumber, second.shape.isNumber {
        shape = .number
      } else if let rows = first.shape.length, let columns = second.shape.length {
        shape = Shape(rows: rows, columns: columns)
      } else {
        throw TypeProblem(.outOfReach("a second derivative by matrices"), range)
      }
      return Typed(.second(of: value, by: first, and: second), shape, range)
    }
    guard by.count == 1 else { throw TypeProblem(.outOfReach("a higher derivative"), range) }
    return try derivative(value, first, range)
  }

  mutating func derivative(_ value: Typed, _ by: Typed, _ range: SourceRange) throws(TypeProblem)
    -> Typed
  {
    let shape: Shape
    if by.shape.isNumber {
      shape = value.shape
    } else if value.shape.isNumber {
      let turned = by.shape.isMatrix ? layout.transposesMatrices : layout.transposesVectors
      shape = turned ? by.shape.transposed : by.shape
    } else if let rows = value.shape.length, let columns = by.shape.length {
      shape =
        layout.transposesJacobians ? Shape(rows: columns, columns: rows) : Shape(rows: rows, columns: columns)
    } else {
      throw TypeProblem(.outOfReach(Self.tooManyAxes), range)
    }
    let slope = Typed(.derivative(of: value, by: by, layout: layout), shape, range)
    if slopesAreVectors, value.shape.isVector, by.shape == value.shape, isEach(value, of: by) {
      return Typed(.diagonal(slope), value.shape, range)
    }
    return slope
  }

  /// Whether a value is a function of each entry of a vector, be it by its definition.
  private func isEach(_ value: Typed, of argument: Typed) -> Bool {
    if value.isEachOf(argument) { return true }
    guard case .member(let member, _) = value.operation, let body = bodies[member] else { return false }
    return body.letters.isEmpty && body.value.isEachOf(argument)
  }

  /// ∇_a of a cost: a without its layer is the last one.
  private func atTheEnd(_ term: Term) -> Term {
    guard case .name(var use) = term.node, use.slots.isEmpty, model.keyCount(use.name) == 1,
      let place = model.keyPlaces[use.name]?.first, let end = model.ends.keys.sorted().first
    else { return term }
    use.slots = [Slot(place: place, content: Term(.name(NameUse(end)), term.range))]
    return Term(.name(use), term.range)
  }

  /// What ∇ alone differentiates by: the argument of a call, the parameter of a function; else what the text says.
  private func variable(_ of: Term) -> Term? {
    switch of.node {
    case .gradient(let inner, let by): return by ?? variable(inner)
    case .applied(_, let arguments):
      if let first = arguments.first, first.baseUse != nil { return first }
    case .name(let use):
      if let parameter = model.functions[use.name]?.last?.parameters.first {
        return Term(.name(NameUse(parameter)), of.range)
      }
    default: break
    }
    return model.variable
  }

  mutating func gradient(_ of: Term, _ by: Term?, _ range: SourceRange) throws(TypeProblem) -> Typed {
    guard let by = by ?? variable(of) else { throw TypeProblem(.outOfReach("∇ without a variable"), range) }
    // ∇²
    if case .gradient(let inner, let own) = of.node, own == nil || own == by {
      return try derivative(inner, [by, by], range)
    }
    let (value, variable) = (try type(of), try type(atTheEnd(by)))
    guard value.shape.isNumber else { throw TypeProblem(.outOfReach("∇ of a vector"), range) }
    return Typed(.derivative(of: value, by: variable, layout: .usual), variable.shape, range)
  }
}

extension Model.Definition {
  /// A function whose parameter stands for one number: nothing in it asks for entries, lengths or transposes.
  var isOfOneNumber: Bool {
    // L(w) of an L that is made of w through other names is no function of each entry.
    guard let parameter = parameters.first, body.uses.contains(where: { $0.name == parameter }) else {
      return false
    }
    return !body.contains { term in
      switch term.node {
      case .name(let use): use.name == parameter && !use.slots.isEmpty
      case .norm(let inner), .transpose(let inner): inner.contains { $0.letter == parameter }
      case .raised(let base, let exponent): exponent.letter == "T" && base.contains { $0.letter == parameter }
      case .chain(let chain):
        // θᵀx
        chain.factors.contains(where: \.isTransposed) && chain.factors.contains { $0.letter == parameter }
      case .function(let name, _, let arguments):
        ["softmax", "diag", "trace"].contains(name)
          && arguments.contains { $0.contains { $0.letter == parameter } }
      default: false
      }
    }
  }
}

extension Term {
  /// Aᵀ
  fileprivate var isTransposed: Bool {
    switch node {
    case .transpose: true
    case .raised(_, let exponent): exponent.letter == "T"
    default: false
    }
  }
}

extension String {
  /// σ where it is the logistic function.
  func isLogisticLetter(_ model: Model) -> Bool { self == "\\sigma" && model.isLogistic }

  /// The word that an upright name is.
  var word: String? {
    for prefix in ["\\mathrm{", "\\text{", "\\upright{"] where hasPrefix(prefix) {
      return String(dropFirst(prefix.count).dropLast())
    }
    return nil
  }
}

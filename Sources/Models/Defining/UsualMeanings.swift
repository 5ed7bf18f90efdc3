import Formula

/// What is settled when all statements are known: ranges of members, the cost, δ, what leaves are.
extension ModelBuilder {
  mutating func settle() {
    model.hasMatrices = hasMatrices
    transposed()
    for statement in statements {
      if case .unreadable(_, let name?) = statement.content, model.definitions[name] == nil,
        model.functions[name] == nil
      {
        model.unread.insert(name)
      }
    }
    if model.isEinstein { sumRepeatedIndices() }
    lettersAmongEntries()
    namedFunctions()
    spokenFunctions()
    antiderivatives()
    functionsOfClaims()
    sumsOfParts()
    keyRanges()
    model.cost = cost()
    model.variable = variable
    errorTerms()
    generalAdjoints()
    layout()
    for definition in model.definitions.values.joined() {
      model.runningLetters.formUnion(definition.body.boundLetters)
      model.runningLetters.formUnion(model.split(definition.use).axes.compactMap { $0?.letter })
    }
    usedByDefinitions()
    opaqueCosts()
    stacks()
    leafKinds()
    zeros()
  }

  /// With the summation convention each definition has its Σ written out.
  private mutating func sumRepeatedIndices() {
    for name in model.definitions.keys.sorted() {
      for place in (model.definitions[name] ?? []).indices {
        guard let definition = model.definitions[name]?[place] else { continue }
        let free = Einstein.freeLetters(Term(.name(definition.use), definition.body.range))
        let body = Einstein.summed(definition.body, free, model)
        model.definitions[name]?[place].body = body
      }
    }
  }

  /// L of L_t where nothing else defines it: their sum.
  private mutating func sumsOfParts() {
    for part in model.definitions.keys.sorted() where part.hasSuffix("_i") {
      let whole = String(part.dropLast(2))
      guard model.definitions[whole] == nil, let definition = model.definitions[part]?.first,
        definition.use.slots.count == 1, let letter = definition.use.slots[0].content.letter,
        statements.contains(where: { $0.terms.contains { $0.uses.contains { $0.name == whole } } })
      else { continue }
      let place = definition.body.range
      let sum = Big(
        kind: .sum, binders: [Binder(letter: letter)], body: Term(.name(definition.use), place))
      model.definitions[whole] = [
        Model.Definition(use: NameUse(whole), body: Term(.big(sum), place), statement: definition.statement)
      ]
    }
  }

  /// g of gᵀv: transposed somewhere, be it in a claim.
  private mutating func transposed() {
    for term in statements.dropFirst(given).flatMap(\.terms) {
      term.visit { inner in
        let base: Term? =
          switch inner.node {
          case .transpose(let base): base
          case .raised(let base, let exponent) where exponent.letter == "T" && model.ends["T"] == nil: base
          default: nil
          }
        guard case .name(let use)? = base?.node else { return }
        let count = model.split(use).axes.filter { $0 != nil }.count
        model.transposed[use.name] = min(model.transposed[use.name] ?? count, count)
      }
    }
  }

  /// a and c of f_i = a e^{−b t_i} + c: what stands among entries, with nothing that is a matrix or transposed.
  mutating func lettersAmongEntries() {
    var (among, others): (Set<String>, Set<String>) = ([], [])
    for (name, definitions) in model.definitions {
      for definition in definitions {
        let uses = definition.body.uses.filter { !model.functionNames.contains($0.name) }
        let bare = uses.filter {
          $0.slots.isEmpty && !$0.name.isCapital && !model.isIndexLetter($0.name)
            && model.axisCount($0.name) == 0
            && model.definitions[$0.name] == nil && !model.sizeNames.contains($0.name)
        }.map(\.name)
        let isOfEntries =
          model.axisCount(name) > 0 && !definition.use.isBold && !definition.isDerivative
          && uses.contains { model.axisCount($0.name) > 0 }
          && uses.allSatisfy { !$0.name.isCapital || !$0.slots.isEmpty || model.sizeNames.contains($0.name) }
          && !definition.body.contains { inner in
            switch inner.node {
            case .transpose, .norm, .matrix: true
            case .raised(_, let exponent): exponent.letter == "T"
            default: false
            }
          }
        if isOfEntries { among.formUnion(bare) } else { others.formUnion(bare) }
      }
    }
    model.amongEntries = among.subtracting(others).subtracting(model.bold)
  }

  private var hasMatrices: Bool {
    statements.contains { statement in
      if case .membership(_, .real(let sizes)) = statement.content, !sizes.isEmpty { return true }
      return statement.terms.contains { $0.hasMatrices(model) }
    }
  }

  /// "a[·] is the ReLU", "the softplus function g": a function that a word defines.
  private mutating func namedFunctions() {
    for statement in statements where statement.isMention {
      guard let name = statement.terms.first?.baseUse?.name, model.functionNames.contains(name),
        model.functions[name] == nil
      else { continue }
      // "ReLU, with H(u) being …" speaks of something else than H.
      let clause = statement.lead.split(separator: ",", omittingEmptySubsequences: false).last ?? ""
      let around =
        Prose(String(clause)).lastSentence.lastWords(3) + Prose(statement.trail).firstSentence.firstWords(8)
      for word in around {
        if let page = FunctionPage.function(spoken: String(word)) {
          model.functions[name] = [page]
          break
        }
      }
    }
  }

  /// σ = tanh: a function that is one of the known ones.
  func namedFunction(_ use: NameUse, _ right: Term, _ number: Int) -> Model.Definition? {
    guard use.primes == 0, use.slots.isEmpty, model.functionNames.contains(use.name),
      model.functions[use.name] == nil, let word = right.letter?.word,
      var page = FunctionPage.function(spoken: word.lowercased())
    else { return nil }
    page.statement = number
    return page
  }

  /// What a function that nothing defines is by the words of a text: "tanh units".
  private mutating func spokenFunctions() {
    let open = model.functionNames.filter { name in
      model.functions[name] == nil && name.isFunctionLetter && name.word == nil
        && !(name == "\\sigma" && model.isLogistic)
    }
    guard open.count == 1, let name = open.first, let word = prose.activation,
      let page = FunctionPage.function(spoken: word)
    else { return }
    model.functions[name] = [page]
  }

  /// σ′ in claims of a text whose definitions have one known activation, tanh, and no σ: that one.
  private mutating func functionsOfClaims() {
    var made: Set<String> = []
    for definition in model.definitions.values.joined() {
      for use in definition.body.uses { made.insert(use.name) }
    }
    for definition in model.functions.values.joined() {
      for use in definition.body.uses { made.insert(use.name) }
    }
    let open = model.functionNames.filter {
      model.functions[$0] == nil && !made.contains($0) && $0.isFunctionLetter && $0.word == nil
    }
    guard !open.isEmpty, given == 0 else { return }
    var activations: Set<String> = []
    for definition in model.definitions.values.joined() where definition.statement >= given {
      switch definition.body.node {
      case .function(let word, 0, let arguments) where arguments.count == 1: activations.insert(word)
      case .applied(let use, let arguments)
      where arguments.count == 1 && model.functionNames.contains(use.name):
        activations.insert(use.name.word ?? use.name)
      default: break
      }
    }
    guard activations.count == 1, let word = activations.first, word != "softmax",
      let page = FunctionPage.function(spoken: word.lowercased())
    else { return }
    for name in open where !(name == "\\sigma" && model.isLogistic) { model.functions[name] = [page] }
  }

  // MARK: - Ranges of members

  /// The members a recursion is given for: as the text says, else from the first one that is defined otherwise.
  private mutating func keyRanges() {
    func value(_ term: Term) -> Int? {
      if let number = term.integer { return number }
      guard let (letter, by) = term.shifted, let end = model.ends[letter] else { return nil }
      return end + by
    }
    var bindings: [(letter: String, range: ClosedRange<Int>, passage: Int?)] = []
    for statement in statements {
      if case .range(let letter, let from, let to) = statement.content, model.keyLetters.contains(letter),
        let low = value(from), let high = value(to), low <= high
      {
        bindings.append((letter, low...high, statement.passage))
      }
    }
    for statement in statements {
      for term in statement.terms {
        term.visit { inner in
          guard case .big(let big) = inner.node else { return }
          for binder in big.binders where model.keyLetters.contains(binder.letter) {
            if let low = binder.lower.flatMap(value), let high = binder.upper.flatMap(value), low <= high {
              bindings.append((binder.letter, low...high, nil))
            }
          }
        }
      }
    }
    for binding in bindings where model.keyRanges[binding.letter] == nil {
      model.keyRanges[binding.letter] = binding.range
    }
    var found: Set<String> = []
    for name in model.definitions.keys.sorted() {
      for place in model.definitions[name, default: []].indices {
        guard let definition = model.definitions[name]?[place], definition.isGeneral(model) else { continue }
        for content in model.split(definition.use).key {
          guard let (letter, by) = content.shifted, model.ends[letter] == nil else { continue }
          let passage = statements[definition.statement].passage
          let own = bindings.first { $0.letter == letter && $0.passage == passage }?.range
          let first = (firstMember(name) ?? 0) + 1 - by
          if let own {
            model.definitions[name]?[place].ranges[letter] = own
          } else if model.keyRanges[letter] == nil {
            let last = (model.ends.values.max() ?? 3) - by
            if first <= last { model.keyRanges[letter] = first...last }
            found.insert(letter)
          } else if let known = model.keyRanges[letter], found.contains(letter), first < known.lowerBound {
            // v_{k+1} = μv_k − g_k begins with k = 0, and so does g_k.
            model.keyRanges[letter] = first...known.upperBound
          }
        }
      }
    }
    for letter in model.keyRanges.keys { model.letterRanges[letter] = nil }
  }

  /// The number of the member that is defined on its own: h_0.
  private func firstMember(_ name: String) -> Int? {
    model.definitions.values.flatMap { $0 }.compactMap { definition -> Int? in
      guard !definition.isDerivative else { return nil }
      return model.split(definition.use).key.compactMap(\.integer).min()
    }.min()
  }

  // MARK: - Derivatives with names of their own

  /// δ is the derivative of the cost by the argument of the activation at that place.
  mutating func errorTerms() {
    guard model.definitions["\\delta"] == nil, let cost = model.cost, let places = model.places["\\delta"],
      !places.isEmpty, !hasKronecker
    else { return }
    let costTerm = Term(.name(NameUse(cost)), SourceRange(0, 0))
    let arguments = model.definitions.values.flatMap { $0 }.sorted { $0.statement < $1.statement }.compactMap
    {
      definition -> NameUse? in
      let argument: Term? =
        switch definition.body.node {
        case .applied(let use, let arguments) where model.functionNames.contains(use.name): arguments.first
        case .function(_, _, let arguments): arguments.first
        default: nil
        }
      guard case .name(let use)? = argument?.node, model.definitions[use.name] != nil else { return nil }
      return use
    }
    guard let argument = arguments.first(where: { model.keyCount($0.name) == model.keyCount("\\delta") })
    else { return }
    var use = argument
    use.name = "\\delta"
    if model.axisCount("\\delta") == 0 {
      use.slots = use.slots.filter { model.keyPlaces[argument.name]?.contains($0.place) == true }
    }
    model.places["\\delta"] = use.slots.map(\.place)
    model.keyPlaces["\\delta"] = model.keyPlaces[argument.name]
    var by = argument
    by.slots = use.slots
    let body = Term(.derivative(of: costTerm, by: [Term(.name(by), SourceRange(0, 0))]), SourceRange(0, 0))
    model.definitions["\\delta"] = [Model.Definition(use: use, body: body, statement: -1)]
  }

  /// ∂y_a/∂x_b = … δ_{ab} …: of two letters of which one stands above and one below ∂, δ is Kronecker's.
  private var hasKronecker: Bool {
    func letters(_ term: Term) -> Set<String> {
      Set(term.uses.flatMap(\.slots).compactMap(\.content.letter))
    }
    return statements.contains { statement in
      guard case .derivative(let of, let by)? = statement.sides.first?.node, by.count == 1 else {
        return false
      }
      let (above, below) = (letters(of), letters(by[0]))
      return statement.sides.dropFirst().flatMap(\.uses).contains { use in
        guard use.name == "\\delta", use.slots.count == 2, use.slots.allSatisfy(\.isBelow),
          let a = use.slots[0].content.letter, let b = use.slots[1].content.letter
        else { return false }
        return above.contains(a) && below.contains(b) && !above.contains(b) && !below.contains(a)
          || above.contains(b) && below.contains(a) && !above.contains(a) && !below.contains(b)
      }
    }
  }

  /// dX for every X, \bar v for every v once the text says so for one.
  mutating func generalAdjoints() {
    let names = Set(statements.flatMap(\.terms).flatMap(\.uses).map(\.name))
    for name in names.sorted() {
      guard model.adjoints[name] == nil, stacksOfPage[name] == nil, let base = name.adjointBase,
        model.definitions[name] == nil
      else {
        continue
      }
      guard names.contains(base) || survey.values.contains(base) else { continue }
      var cost = name.accent == nil ? model.cost : nil
      if case .derivative(let of, _)? = adjointRule(name)?.node { cost = of.letter }
      guard let cost else { continue }
      let place = SourceRange(0, 0)
      model.adjoints[name] = Term(
        .derivative(of: Term(.name(NameUse(cost)), place), by: [Term(.name(NameUse(base)), place)]), place)
    }
  }

  /// g = (∂L/∂h)ᵀ says that ∂L/∂h is a row.
  mutating func layout() {
    model.layout.transposesVectors = model.definitions.values.contains { definitions in
      definitions.contains { definition in
        let inner: Term? =
          switch definition.body.node {
          case .transpose(let inner): inner
          case .raised(let inner, let exponent) where exponent.letter == "T": inner
          default: nil
          }
        guard case .derivative(let of, let by)? = inner?.node, by.count == 1 else { return false }
        return of.letter == model.cost && by[0].baseUse?.name.isCapital != true
      }
    }
  }

  mutating func usedByDefinitions() {
    for definition in model.definitions.values.flatMap({ $0 }) {
      for use in definition.body.uses { model.usedByDefinitions.insert(use.name) }
    }
    for definition in model.functions.values.flatMap({ $0 }) {
      for use in definition.body.uses where !definition.parameters.contains(use.name) {
        model.usedByFunctions.insert(use.name)
      }
    }
  }
}

extension Term {
  /// Something in it makes sense for vectors and matrices only.
  func hasMatrices(_ model: Model) -> Bool {
    contains { inner in
      switch inner.node {
      case .transpose, .norm, .ones: return true
      case .raised(_, let exponent): return exponent.letter == "T" && model.ends["T"] == nil
      case .chain(let chain): return chain.signs.contains(.hadamard)
      case .function(let name, _, _): return ["diag", "softmax", "trace"].contains(name)
      case .name(let use): return use.isBold
      case .gradient: return true
      default: return false
      }
    }
  }
}

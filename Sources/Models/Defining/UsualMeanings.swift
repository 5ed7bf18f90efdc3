import Formula

/// What is settled when all statements are known: ranges of members, the cost, δ, what leaves are.
extension ModelBuilder {
  mutating func settle() {
    model.hasMatrices = hasMatrices
    for statement in statements {
      if case .unreadable(_, let name?) = statement.content, model.definitions[name] == nil,
        model.functions[name] == nil
      {
        model.unread.insert(name)
      }
    }
    if model.isEinstein { sumRepeatedIndices() }
    namedFunctions()
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
      let around =
        Prose(statement.lead).lastSentence.lastWords(3) + Prose(statement.trail).firstSentence.firstWords(8)
      for word in around {
        if let page = FunctionPage.function(spoken: String(word)) {
          model.functions[name] = [page]
          break
        }
      }
    }
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
    for name in model.definitions.keys.sorted() {
      for place in model.definitions[name, default: []].indices {
        guard let definition = model.definitions[name]?[place], definition.isGeneral(model) else { continue }
        for content in model.split(definition.use).key {
          guard let (letter, by) = content.shifted, model.ends[letter] == nil else { continue }
          let passage = statements[definition.statement].passage
          let own = bindings.first { $0.letter == letter && $0.passage == passage }?.range
          if let own {
            model.definitions[name]?[place].ranges[letter] = own
          } else if model.keyRanges[letter] == nil {
            let first = (firstMember(name) ?? 0) + 1 - by
            let last = (model.ends.values.max() ?? 3) - by
            if first <= last { model.keyRanges[letter] = first...last }
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

  // MARK: - The cost

  /// The name that derivatives are taken of most often, of those without indices.
  private mutating func cost() -> String? {
    var counts: [String: Int] = [:]
    for statement in statements[given...] {
      for term in statement.terms {
        term.visit { inner in
          let numerator: Term? =
            switch inner.node {
            case .derivative(let of, _): of
            case .gradient(let of, _): of
            default: nil
            }
          guard let use = numerator?.baseUse, use.slots.isEmpty, use.name != "∇" else { return }
          counts[use.name, default: 0] += 1
        }
      }
    }
    var used: Set<String> = []
    for definition in model.definitions.values.joined() where !definition.isDerivative {
      used.formUnion(definition.body.uses.map(\.name))
    }
    model.costs = Set(
      counts.keys.filter {
        model.definitions[$0] != nil && !used.contains($0) && ($0.isCapital || $0.hasPrefix("\\ell"))
      })
    if counts.isEmpty, let costOfPage { return costOfPage }
    // What something else is computed from is a cost only where nothing better is.
    let last = counts.filter { !used.contains($0.key) }
    if !last.isEmpty { counts = last }
    if let most = counts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }) { return most.key }
    return model.definitions.keys.sorted().first {
      ["C", "J", "L", "E", "\\mathcal{L}", "\\calligraphic{L}", "\\ell"].contains($0)
    }
  }

  /// "∇ is taken with respect to β"; else the one parameter that the text's functions of vectors have.
  private var variable: Term? {
    for statement in statements where statement.isMention {
      if Prose(statement.lead).lastWords(2) == ["respect", "to"], Prose(statement.lead).isShort {
        return statement.terms.first
      }
    }
    let parameters = Set(
      model.functions.keys.filter { model.definitions[$0] != nil }.compactMap {
        model.functions[$0]?.last?.parameters.first
      })
    guard parameters.count == 1, let only = parameters.first else { return nil }
    return Term(.name(NameUse(only)), SourceRange(0, 0))
  }

  /// δ is the derivative of the cost by the argument of the activation at that place.
  private mutating func errorTerms() {
    guard model.definitions["\\delta"] == nil, let cost = model.cost, let places = model.places["\\delta"],
      !places.isEmpty
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

  /// dX for every X, \bar v for every v once the text says so for one.
  private mutating func generalAdjoints() {
    let names = Set(statements.flatMap(\.terms).flatMap(\.uses).map(\.name))
    for name in names.sorted() {
      guard model.adjoints[name] == nil, stacksOfPage[name] == nil, let base = name.adjointBase,
        model.definitions[name] == nil
      else {
        continue
      }
      guard names.contains(base) || survey.values.contains(base) else { continue }
      var cost = model.cost
      if let accent = name.accent {
        guard case .derivative(let of, _)? = adjointRule(accent, name)?.node else { continue }
        cost = of.letter
      }
      guard let cost else { continue }
      let place = SourceRange(0, 0)
      model.adjoints[name] = Term(
        .derivative(of: Term(.name(NameUse(cost)), place), by: [Term(.name(NameUse(base)), place)]), place)
    }
  }

  /// g = (∂L/∂h)ᵀ says that ∂L/∂h is a row.
  private mutating func layout() {
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

  private mutating func usedByDefinitions() {
    for definition in model.definitions.values.flatMap({ $0 }) {
      for use in definition.body.uses { model.usedByDefinitions.insert(use.name) }
    }
    for definition in model.functions.values.flatMap({ $0 }) {
      for use in definition.body.uses where !definition.parameters.contains(use.name) {
        model.usedByFunctions.insert(use.name)
      }
    }
  }

  /// A cost that nothing defines, or that is "any" until it is defined: a smooth function of the outputs.
  private mutating func opaqueCosts() {
    var usedForward: Set<String> = []
    for definition in model.definitions.values.joined() where !definition.isDerivative {
      usedForward.formUnion(definition.body.uses.map(\.name))
    }
    var numerators: Set<String> = []
    for statement in statements {
      for term in statement.terms {
        term.visit { inner in
          switch inner.node {
          case .derivative(let of, _), .gradient(let of, _):
            if let letter = of.letter { numerators.insert(letter) }
          default: break
          }
        }
      }
    }
    defer { namedOutputs() }
    for name in numerators {
      let first = model.definitions[name]?.first
      let isAny = statements.contains { statement in
        statement.terms.contains { $0.letter == name }
          && (Prose(statement.lead).namesAny || Prose(String(statement.trail.prefix(60))).firstSentence.isAny)
      }
      if first != nil, !isAny { continue }
      guard first == nil ? !survey.functions.contains(name) : true else { continue }
      // Another letter for the page's cost, which the text does not speak of.
      if first == nil, !isAny, !usedForward.contains(name), let cost = pageCost(besides: name) {
        model.definitions[name] = [
          Model.Definition(
            use: NameUse(name), body: Term(.name(NameUse(cost)), SourceRange(0, 0)), statement: 0)
        ]
        continue
      }
      model.opaque.insert(name)
      if let first { model.redefinitions.append(first.statement) }
    }
  }

  /// The cost of the page, where the text has no other name for a cost than `name`.
  private func pageCost(besides name: String) -> String? {
    guard given > 0, let cost = costOfPage, cost != name, !name.hasPrefix("\\hat") else { return nil }
    let isSpokenOf = statements[given...].contains { statement in
      statement.terms.contains { $0.uses.contains { $0.name == cost || $0.name == cost + "_i" } }
    }
    return isSpokenOf ? nil : cost
  }

  /// "ℓ is a smooth function of c", "the loss depends on s only"
  private mutating func namedOutputs() {
    guard !model.opaque.isEmpty else { return }
    for (number, statement) in statements.enumerated() where statement.isMention {
      guard let term = statement.terms.first, let use = term.baseUse, model.definitions[use.name] != nil,
        Prose(statement.lead).namesArgument || isOfCost(number) && Prose(statement.lead).endsAsArgument
      else { continue }
      if !model.outputs.isEmpty { model.redefinitions.append(number) }
      model.outputs.append((number, term))
    }
  }

  /// The sentence goes on behind a cost that is only named.
  private func isOfCost(_ number: Int) -> Bool {
    guard number > 0, !Prose(statements[number].lead).endsSentence,
      case .mention(let terms) = statements[number - 1].content
    else { return false }
    return terms.count == 1 && terms[0].letter.map(model.opaque.contains) == true
  }

  // MARK: - Stacks

  /// X beside x_n: the small vectors are its rows or columns.
  private mutating func stacks() {
    let statements = statements
    model.stacks.merge(stacksOfPage.filter { model.definitions[$0.key] == nil }) { own, _ in own }
    stacksBySentence()
    let names = Set(statements.flatMap(\.terms).flatMap(\.uses).map(\.name))
    for small in names.sorted() where !small.isCapital {
      let capital = small.capital
      guard capital != small, capital != "T", model.stacks[capital] == nil, names.contains(capital),
        model.functionNames.contains(small) == false
      else { continue }
      let (thin, thick) = (model.axisCount(small), model.axisCount(capital))
      let keyed = model.keyPlaces[small] ?? []
      let isAbove = model.places[small]?.contains { $0.isAbove && !keyed.contains($0) } == true
      if isAbove, thin == 1, model.definitions[capital] != nil, model.definitions[small] == nil {
        // a^{(i)} of A: its column, or its entry.
        model.stacks[small] = Model.Stack(of: capital, isTransposed: true)
        continue
      }
      guard thin > 0, model.keyCount(small) == model.keyCount(capital) else { continue }
      let says = { (word: String) in
        statements.contains { statement in
          statement.terms.contains { $0.baseUse?.name == capital || $0.baseUse?.name == small }
            && (statement.lead + " " + statement.trail.prefix(80)).lowercased().contains(part: word)
        }
      }
      if thick > thin, model.definitions[small] == nil, says("row") || says("column") {
        model.stacks[small] = Model.Stack(of: capital, isTransposed: false)
      } else if thick == 0, model.definitions[capital] == nil, thin >= 1 {
        let isUsed = model.usedByDefinitions.contains(capital)
        if !isUsed {
          model.stacks[capital] = Model.Stack(
            of: small, isTransposed: says("column") && !says("row") || isAbove)
        }
      }
    }
  }

  /// "X has the rows x_n", "𝓔 is the matrix of the ε_{ui}"
  private mutating func stacksBySentence() {
    for (first, second) in zip(statements, statements.dropFirst()) {
      let whole: NameUse?
      switch first.content {
      case .membership(let subjects, _): whole = subjects.last?.baseUse
      case .mention(let terms) where terms.count == 1: whole = terms[0].baseUse
      default: whole = nil
      }
      guard let whole, whole.slots.isEmpty, model.definitions[whole.name] == nil,
        case .mention(let parts) = second.content, parts.count == 1, let part = parts[0].baseUse,
        part.name != whole.name, !part.slots.isEmpty, model.axisCount(part.name) > 0,
        !Prose(second.lead).endsSentence
      else { continue }
      let words = Prose(second.lead + " " + second.trail.prefix(30))
      if words.hasWord(["row", "rows"]) || words.contains("matrix of") || words.contains("vector of")
        || words.hasWord(["entries"])
      {
        if model.axisCount(whole.name) > model.axisCount(part.name) {
          if model.definitions[part.name] == nil {
            model.stacks[part.name] = Model.Stack(of: whole.name, isTransposed: false)
          }
        } else {
          model.stacks[whole.name] = Model.Stack(of: part.name, isTransposed: false)
        }
      } else if words.hasWord(["column", "columns"]) {
        model.stacks[whole.name] = Model.Stack(of: part.name, isTransposed: true)
      }
    }
  }

  // MARK: - Leaves

  private mutating func leafKinds() {
    for step in survey.steps where model.definitions[step] == nil { model.leafKinds[step] = .whole }
    for statement in statements {
      for term in statement.terms { term.visit { look($0) } }
      rates(statement)
      oneHot(statement)
    }
    var complements: Set<String> = []
    for statement in statements {
      for term in statement.terms { term.visit { complements.formUnion($0.complementsTimesLogarithm) } }
    }
    distributions(but: complements)
  }

  /// The rate of an update is positive.
  private mutating func rates(_ statement: Statement) {
    guard case .relation(let sides, let relations) = statement.content,
      relations[0] == .assigned || relations[0] == .maps || relations[0] == .defined,
      let use = sides[0].baseUse, sides[1].uses.contains(where: { $0.name == use.name })
    else { return }
    for other in sides[1].uses where other.slots.isEmpty && other.name != use.name {
      if model.definitions[other.name] == nil, other.name.isGreek { model.leafKinds[other.name] = .positive }
    }
  }

  private mutating func look(_ term: Term) {
    switch term.node {
    case .name(let use):
      // What is an element of a set and what is not: a mask.
      if use.name.hasPrefix("∈") { model.leafKinds[use.name] = .binary }
      for slot in use.slots {
        // p_{y_i}, and p_c where c is no letter that counts.
        if case .name(let inner) = slot.content.node, !inner.slots.isEmpty,
          model.definitions[inner.name] == nil
        {
          model.leafKinds[inner.name] = .classNumber
        }
      }
    case .indicator(let condition):
      for comparison in condition.comparisons where comparison.relation == .equal {
        for (side, other) in [(comparison.left, comparison.right), (comparison.right, comparison.left)] {
          if case .name(let use) = side.node, let letter = other.letter, survey.indices.contains(letter),
            !use.slots.isEmpty || !survey.indices.contains(use.name), model.definitions[use.name] == nil
          {
            model.leafKinds[use.name] = .classNumber
          }
        }
      }
    case .function("log", _, let arguments), .function("sqrt", _, let arguments):
      guard let argument = arguments.first else { return }
      for use in argument.directUses
      where model.definitions[use.name] == nil && model.leafKinds[use.name] == nil {
        model.leafKinds[use.name] = .positive
      }
    default: break
    }
  }

  /// "y is one-hot", "one-hot columns x": what stands nearest.
  private mutating func oneHot(_ statement: Statement) {
    func says(_ text: String, behind: Bool) -> Bool {
      let prose = Prose(text)
      let words = behind ? prose.firstSentence.firstWords(8) : prose.lastSentence.lastWords(6)
      guard words.contains(where: { $0 == "one-hot" }) else { return false }
      // "given as one-hot columns x_1, …" speaks of what follows.
      let isOfNext =
        [
          "columns", "column", "vectors", "vector", "rows", "row", "targets", "target", "labels", "label",
          "one-hot",
        ]
        .contains(words.last ?? "") && !prose.endsSentence
      return behind ? !isOfNext : isOfNext || words.last == "of"
    }
    guard says(statement.trail, behind: true) || says(statement.lead, behind: false) else { return }
    for term in statement.terms {
      guard let use = term.baseUse, model.definitions[use.name] == nil, !model.sizeNames.contains(use.name)
      else { continue }
      model.leafKinds[use.name] = .oneHot
    }
  }

  /// y of −Σ y log p is a distribution.
  private mutating func distributions(but binary: Set<String>) {
    for definition in model.definitions.values.flatMap({ $0 }) {
      definition.body.visit { term in
        guard case .chain(let chain) = term.node,
          chain.factors.contains(where: { if case .function("log", _, _) = $0.node { true } else { false } })
        else { return }
        for factor in chain.factors {
          guard let use = factor.baseUse, model.definitions[use.name] == nil,
            !survey.functions.contains(use.name)
          else {
            continue
          }
          guard !binary.contains(use.name) else { continue }
          let hasEntries = model.axisCount(use.name) > 0 || factor.isTransposed
          if hasEntries, model.leafKinds[use.name] == nil || model.leafKinds[use.name] == .positive {
            model.leafKinds[use.name] = .distribution
          }
        }
      }
    }
  }

  /// "δ_i is zero for i < 1 and for i > M"
  private mutating func zeros() {
    for statement in statements where statement.isMention {
      let words = statement.trail.prefix(40).lowercased()
      guard
        [
          "is zero for", "are zero for", "is zero unless", "is zero outside", "are zero outside",
          "is 0 outside",
        ]
        .contains(where: { String(words).contains(part: $0) })
      else { continue }
      for term in statement.terms { if let use = term.baseUse { model.zeroOutside.insert(use.name) } }
    }
  }
}

extension Prose {
  /// "a function of", "depends on": right before a name.
  fileprivate var namesArgument: Bool {
    guard
      ["loss", "cost", "function", "objective", "criterion", "error", "it", "l"].contains(where: {
        hasWord([Substring($0)])
      })
    else {
      return false
    }
    return endsAsArgument
  }

  /// "… is a function of", right before a name.
  fileprivate var endsAsArgument: Bool {
    let last = lastSentence.lastWords(6).joined(separator: " ")
    return [
      "function of", "function of all", "function of the", "function of all the", "function of the output",
      "depends on", "depends only on", "depend on", "function of the outputs", "computed from",
      "computed from the output", "computed from the", "sees only", "sees", "made of",
    ].contains { last.hasSuffix($0) }
  }

  /// "any loss" right before a name; "a smooth function of" speaks of what follows.
  fileprivate var namesAny: Bool { lastSentence.lastWords(1).first != "of" && isAny }

  /// "any", "some": nothing is known of what is named.
  fileprivate var isAny: Bool {
    lastSentence.hasWord(["any", "arbitrary", "unspecified", "whatever", "smooth"])
  }
}

extension String {
  /// Θ of θ, W of w; itself where there is no other.
  fileprivate var capital: String {
    guard hasPrefix("\\") else { return uppercased() }
    guard !contains("{"), let first = dropFirst().first else { return self }
    return "\\" + first.uppercased() + dropFirst(2)
  }
}

extension Statement {
  fileprivate var isMembership: Bool { if case .membership = content { true } else { false } }
}

extension Term {
  /// Something in it makes sense for vectors and matrices only.
  func hasMatrices(_ model: Model) -> Bool {
    contains { inner in
      switch inner.node {
      case .transpose, .norm, .ones: return true
      case .raised(_, let exponent): return exponent.letter == "T" && model.ends["T"] == nil
      case .chain(let chain): return chain.signs.contains(.hadamard)
      case .function(let name, _, _): return name == "diag" || name == "softmax"
      case .name(let use): return use.isBold
      case .gradient: return true
      default: return false
      }
    }
  }

  fileprivate var isTransposed: Bool {
    switch node {
    case .transpose: true
    case .raised(_, let exponent): exponent.letter == "T"
    default: false
    }
  }

  /// y of (1 − y) log(…): no distribution over several classes.
  fileprivate var complementsTimesLogarithm: [String] {
    guard case .chain(let chain) = node,
      chain.factors.contains(where: { if case .function("log", _, _) = $0.node { true } else { false } })
    else { return [] }
    return chain.factors.flatMap { factor -> [String] in
      guard case .sum(let terms) = factor.node, terms.count == 2, terms[0].integer == 1,
        case .negative(let inner) = terms[1].node
      else { return [] }
      return inner.baseUse.map { [$0.name] } ?? []
    }
  }

  /// Names that this is made of by factors and quotients alone.
  fileprivate var directUses: [NameUse] {
    switch node {
    case .name(let use): [use]
    case .chain(let chain): chain.factors.flatMap(\.directUses)
    case .quotient(let top, let bottom): top.directUses + bottom.directUses
    case .raised(let base, _): base.directUses
    default: []
    }
  }
}

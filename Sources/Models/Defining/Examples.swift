import Formula

/// The examples of a batch: a page speaks of one example, and this makes of it what is meant of many.
///
/// Everything that depends on the data has an index of its own then, and the cost of the batch is the mean, or the
/// sum, of the costs of its examples.
struct Examples {
  private let page: Page
  private let costName: String
  /// Letters that count examples.
  private(set) var letters: Set<String> = []
  /// All names of the page.
  private var ofPage: Set<String> = []
  /// Names that are another thing for each example.
  private var varying: Set<String> = []

  init(_ page: Page, before: [Statement], own: [Statement]) {
    self.page = page
    costName = page.costName
    varying = Set(page.data)
    letters = [page.letters.example]
    var arity: [String: Int] = [:]
    for use in before.flatMap(\.terms).flatMap(\.uses) {
      ofPage.insert(use.name)
      arity[use.name] = max(arity[use.name] ?? 0, use.slots.filter(\.isBelow).count)
    }
    for term in own.flatMap(\.terms) {
      term.visit { inner in
        switch inner.node {
        // (a_j)_i: what has all its units counts examples besides.
        case .element(let base, let contents):
          guard contents.count == 1, let letter = contents[0].letter, let use = base.baseUse,
            let count = arity[use.name], use.slots.filter(\.isBelow).count == count, count > 0
          else { return }
          letters.insert(letter)
        case .big(let big):
          for binder in big.binders {
            if isOfExamples(binder) { letters.insert(binder.letter) }
          }
        default: break
        }
      }
    }
  }

  /// Letters that count examples in a statement: those that do not count units there.
  private func letters(in statement: Statement) -> Set<String> {
    var units: Set<String> = []
    for use in statement.terms.flatMap(\.uses) where use.name != costName && !page.data.contains(use.name) {
      units.formUnion(use.slots.filter(\.isBelow).compactMap(\.content.letter))
    }
    // What a sum over the examples binds is no unit.
    for term in statement.terms {
      term.visit { inner in
        guard case .big(let big) = inner.node else { return }
        for binder in big.binders where isOfExamples(binder) { units.remove(binder.letter) }
      }
    }
    return letters.subtracting(units)
  }

  /// Whether a statement speaks of examples.
  func isSpokenOf(_ statement: Statement) -> Bool {
    let letters = letters(in: statement)
    return statement.terms.contains { term in
      term.contains { inner in
        switch inner.node {
        case .element(let base, let contents):
          contents.count == 1 && contents[0].letter.map(letters.contains) == true
            && base.uses.contains { $0.name != costName }
        case .name(let use) where page.capitals[use.name] != nil: true
        // How many examples there are, as a factor.
        case .name(let use) where use.slots.isEmpty && use.name == page.letters.examples:
          !ofPage.contains(use.name)
        case .applied(let use, let arguments):
          ofPage.contains(use.name) && arguments.count == 1
            && arguments[0].letter.map(letters.contains) == true
        case .name(let use):
          (use.name == costName || ofPage.contains(use.name))
            && use.slots.contains {
              ($0.isBelow || $0.isAbove) && $0.content.letter.map(letters.contains) == true
            }
        default: false
        }
      }
    }
  }

  /// Σ over all examples, or over those of a set.
  private func isOfExamples(_ binder: Binder) -> Bool {
    guard let upper = binder.upper else { return binder.letter == page.letters.example }
    return (upper.onePast ?? upper).letter == page.letters.examples || upper.isCardinality
  }

  /// The statements of the page and of the text, of a batch: what the page and the text define of one example is
  /// defined of each.
  ///
  /// The model of one example leaves out the statements that are `spoken` of several, by their numbers.
  func batch(_ one: TextModel, spoken: [Int: Statement]) -> (given: [Statement], own: [Statement]) {
    var varying = varying
    var grows = true
    while grows {
      grows = false
      for (name, definitions) in one.model.definitions where !varying.contains(name) {
        if definitions.contains(where: { $0.body.uses.contains { varying.contains($0.name) } }) {
          varying.insert(name)
          grows = true
        }
      }
    }
    let index = page.letters.example
    var given: [Statement] = []
    var rest: [Statement] = []
    for (number, known) in one.statements.enumerated() {
      let statement = spoken[number] ?? known
      var changed = statement
      if case .relation(let sides, let relations) = statement.content {
        let isDefinition = one.roles[number] == .definition
        let speaks = isSpokenOf(statement)
        let letters = letters(in: statement)
        // The parameters of a function stand for nothing outside of it.
        var own = varying
        if case .applied(_, let arguments) = sides[0].node { own.subtract(arguments.compactMap(\.letter)) }
        let new = sides.map { side -> Term in
          let side = distributed(side, letters, own)
          return isDefinition && !speaks ? indexed(side, index, own) : side
        }
        changed.content = .relation(sides: new, relations: relations)
      }
      if number < one.given { given.append(changed) } else { rest.append(changed) }
    }
    given += TextReader.read(Document(page.costOfBatch))
    return (given, rest)
  }

  /// (z_j a_k)_e as the product of what each is for that example.
  private func distributed(_ term: Term, _ letters: Set<String>, _ varying: Set<String>) -> Term {
    if case .element(let base, let contents) = term.node, contents.count == 1,
      let letter = contents[0].letter, letters.contains(letter)
    {
      return indexed(distributed(base, letters, varying), letter, varying)
    }
    // y_e: a target of one example; δ^{x,l}(a^{x,l-1})^T: what stands before a bracket too.
    switch term.node {
    case .name(let use):
      if let told = exampleApart(use, letters, varying) { return Term(.name(told), term.range) }
    case .applied(let use, let arguments):
      if let told = exampleApart(use, letters, varying) {
        return Term(.applied(told, arguments.map { distributed($0, letters, varying) }), term.range)
      }
    default: break
    }
    // y(x): what it is for the example x.
    if case .applied(var use, let arguments) = term.node, varying.contains(use.name), arguments.count == 1,
      let letter = arguments[0].letter, letters.contains(letter)
    {
      use.slots.append(Slot(place: .example, content: arguments[0]))
      return Term(.name(use), term.range)
    }
    if case .raised(let base, let exponent) = term.node, case .applied = base.node {
      let inner = distributed(base, letters, varying)
      if case .name(var use) = inner.node, exponent.shifted != nil {
        use.slots.append(Slot(place: .above(0), content: exponent))
        return Term(.name(use), term.range)
      }
    }
    return term.mapChildren { distributed($0, letters, varying) }
  }

  /// A name with the example among its indices told from the others; nil where there is none.
  private func exampleApart(_ use: NameUse, _ letters: Set<String>, _ varying: Set<String>) -> NameUse? {
    guard use.name != costName, varying.contains(use.name),
      let place = use.slots.firstIndex(where: {
        ($0.isBelow || $0.isAbove) && $0.content.letter.map(letters.contains) == true
      })
    else { return nil }
    var use = use
    // The layer of δ^{x,l} is the first of what is left above.
    if case .above(let number) = use.slots[place].place {
      for other in use.slots.indices {
        if case .above(let behind) = use.slots[other].place, behind > number {
          use.slots[other].place = .above(behind - 1)
        }
      }
    }
    use.slots[place].place = .example
    return use
  }

  /// A term with an index for the example on everything that varies.
  private func indexed(_ term: Term, _ letter: String, _ varying: Set<String>) -> Term {
    let inner = term.mapChildren { indexed($0, letter, varying) }
    func with(_ use: NameUse) -> NameUse {
      var use = use
      guard varying.contains(use.name) else { return use }
      let index = Term(.name(NameUse(letter)), term.range)
      let place: Slot.Place = use.name == costName ? .below(0) : .example
      if !use.slots.contains(where: { $0.place == place }) {
        use.slots.append(Slot(place: place, content: index))
      }
      return use
    }
    switch inner.node {
    case .name(let use): return Term(.name(with(use)), term.range)
    case .applied(let use, let arguments): return Term(.applied(with(use), arguments), term.range)
    default: return inner
    }
  }
}

extension Term {
  /// |B|, the number of elements of a set.
  var isCardinality: Bool { letter?.hasPrefix("|") == true }
}

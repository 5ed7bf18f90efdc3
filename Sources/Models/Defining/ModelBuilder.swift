import Formula

/// Makes a model of the statements of a text: which of them define, which claim, what letters count.
struct ModelBuilder {
  var model = Model()
  /// What each statement is.
  private(set) var roles: [Role] = []
  let statements: [Statement]
  let survey: Survey
  let prose: Prose

  /// What a statement does.
  enum Role: Sendable, Equatable {
    /// The first link defines; the others claim.
    case definition
    case claim
    /// A condition, a range, a setting, a shape.
    case circumstance
    case mention
    case unreadable
  }

  /// The last statement that gave names another meaning.
  private var redefining = -2
  private var isRedefining = false
  /// How many statements are a page's, before the text.
  let given: Int
  /// What the page calls the cost of one example.
  let costOfPage: String?
  /// Matrices of the page that are made of vectors of examples.
  let stacksOfPage: [String: Model.Stack]
  /// What the page defines is not the text's to choose.
  private let isLaw: Bool

  init(
    _ raw: [Statement], text: String, given: Int = 0, isLaw: Bool = false, counting: Set<String> = [],
    costOfPage: String? = nil,
    stacks: [String: Model.Stack] = [:]
  ) {
    self.costOfPage = costOfPage
    stacksOfPage = stacks
    self.given = given
    self.isLaw = isLaw
    survey = Survey(raw, given: given, counting: counting)
    let naming = Naming(survey: survey)
    let settled = FamiliesByLetter(Self.separated(raw.map(naming.settled)), indices: survey.indices).renamed
    let weights = AllWeights(page: settled.prefix(given))
    statements = UnitLetters(page: settled.prefix(given)).apart(settled.map(weights.writtenOut))
    prose = Prose(text)
    model.functionNames = survey.functions
    model.indexLetters = survey.indices
    model.plainValues = survey.plainValues
    var slots = SlotSurvey(statements)
    slots.run()
    model.places = slots.places
    model.keyPlaces = slots.keyPlaces
    model.keyLetters = slots.keyLetters
    model.ends = slots.ends
    model.writtenOut = slots.writtenOut
    circumstances()
    sizes()
    countsFromZero()
    sort()
    settle()
  }

  /// L and L_i are two families where one is defined by the other: L = Σ L_i.
  private static func separated(_ statements: [Statement]) -> [Statement] {
    var names: Set<String> = []
    for statement in statements {
      guard case .relation(let sides, let relations) = statement.content, relations.first?.canDefine == true,
        case .name(let use) = sides[0].node, use.slots.isEmpty, !use.isBold
      else { continue }
      if sides[1].uses.contains(where: { $0.name == use.name && !$0.slots.isEmpty }) {
        names.insert(use.name)
      }
    }
    if names.isEmpty { return statements }
    func renamed(_ term: Term) -> Term {
      let term = term.mapChildren(renamed)
      guard case .name(var use) = term.node, names.contains(use.name), !use.slots.isEmpty else { return term }
      use.name += "_i"
      return Term(.name(use), term.range)
    }
    return statements.map { statement in
      var statement = statement
      if case .relation(let sides, let relations) = statement.content {
        statement.content = .relation(sides: sides.map(renamed), relations: relations)
      }
      return statement
    }
  }

  // MARK: - Circumstances

  private mutating func circumstances() {
    model.isEinstein =
      prose.contains("summation convention") || prose.contains("twice in a product is summed")
    model.isLogistic = prose.contains("logistic") || prose.contains("sigmoid")
    model.softmaxOverColumns = prose.contains("softmax over each column") || prose.contains("column-wise")
    for (number, statement) in statements.enumerated() {
      for use in statement.terms.flatMap(\.uses) where use.isBold { model.bold.insert(use.name) }
      if let use = statement.terms.first?.baseUse, use.slots.isEmpty, use.name.isCapital,
        Prose(statement.lead).namesMatrix
      {
        model.matrices.insert(use.name)
      }
      if statement.isMention, let use = statement.terms.first?.baseUse, use.slots.isEmpty,
        Prose(statement.lead).lastSentence.lastWords(3).contains("symmetric")
          || Prose(statement.trail).firstSentence.firstWords(5).contains("symmetric"),
        !(Prose(statement.lead).lastSentence.lastWords(6) + Prose(statement.trail).firstWords(5)).contains(
          "not")
      {
        model.symmetric.insert(use.name)
      }
      switch statement.content {
      case .membership(let subjects, .real(let sizes)) where !sizes.isEmpty && !(isLaw && number >= given):
        for subject in subjects {
          if case .name(let use) = subject.node { model.declared[use.name] = .init(use: use, sizes: sizes) }
        }
      case .membership(let subjects, .listed(let items)):
        for subject in subjects {
          guard case .name(let use) = subject.node else { continue }
          if let letter = subject.letter, survey.indices.contains(letter), items.count >= 2,
            let first = items.first
          {
            model.letterRanges[letter] = (first, items[items.count - 1])
          }
          let numbers = items.compactMap(\.integer)
          if numbers == [0, 1] {
            model.leafKinds[use.name] = .binary
          } else if Set(numbers) == [-1, 1] {
            model.leafKinds[use.name] = .signs
          } else if !use.slots.isEmpty || !survey.indices.contains(use.name), items.count >= 2 {
            model.leafKinds[use.name] = .classNumber
          }
        }
      case .membership(let subjects, .interval(let low, let high)):
        guard let low = low.integer, let high = high.integer else { continue }
        for subject in subjects {
          if case .name(let use) = subject.node {
            model.leafKinds[use.name] = .interval(Double(low), Double(high))
          }
        }
      case .range(let letter, let from, let to):
        if !model.keyLetters.contains(letter), model.letterRanges[letter] == nil {
          model.letterRanges[letter] = (from, to)
        }
      case .span(let first, let last):
        if case .name(let use) = last.node, case .name(let other) = first.node, use.name == other.name,
          use.slots.count == 1, model.keyCount(use.name) == 0
        {
          model.spans[use.name] = use.slots[0].content
        }
      default: break
      }
    }
  }

  /// Letters of sizes: upper limits, ends of ranges, shapes.
  private mutating func sizes() {
    func add(_ term: Term?) {
      guard let term, case .name(let use) = (term.onePast ?? term).node, model.ends[use.name] == nil else {
        return
      }
      model.sizeNames.insert(use.name)
    }
    for statement in statements {
      for term in statement.terms {
        term.visit { inner in
          guard case .big(let big) = inner.node else { return }
          for binder in big.binders where !model.keyLetters.contains(binder.letter) { add(binder.upper) }
        }
      }
    }
    for declared in model.declared.values { for size in declared.sizes { add(size) } }
    for range in model.letterRanges.values { add(range.to) }
    for end in model.spans.values { add(end) }
  }

  /// Where an index is 0, or runs from 0, the axis counts from 0; what runs beside it does too.
  private mutating func countsFromZero() {
    func mark(_ use: NameUse, _ slot: Slot) {
      guard model.keyPlaces[use.name]?.contains(slot.place) != true else { return }
      model.fromZero[use.name, default: []].insert(slot.place)
    }
    for statement in statements {
      for term in statement.terms {
        for use in term.uses { for slot in use.slots where slot.content.integer == 0 { mark(use, slot) } }
        term.visit { inner in
          guard case .big(let big) = inner.node else { return }
          for binder in big.binders
          where binder.lower?.integer == 0 && !model.keyLetters.contains(binder.letter) {
            for use in big.body.uses {
              for slot in use.slots where slot.content.letter == binder.letter { mark(use, slot) }
            }
          }
        }
      }
    }
  }

  // MARK: - Definitions and claims

  private mutating func sort() {
    for (number, statement) in statements.enumerated() { roles.append(role(number, statement)) }
  }

  private mutating func role(_ number: Int, _ statement: Statement) -> Role {
    switch statement.content {
    case .unreadable: return .unreadable
    case .mention, .span: return .mention
    case .membership(_, .real(let sizes)) where isLaw && number >= given && !sizes.isEmpty: return .claim
    case .membership, .range: return .circumstance
    case .relation(let sides, let relations):
      if relations.allSatisfy(\.isComparison) {
        // σ′(z) ≤ ¼ says something that can be judged.
        if isLaw, number >= given, statement.isDisplay, sides[0].letter == nil,
          !Prose(statement.lead).conditions, !Prose(statement.lead).hasWord(["where", "with"])
        {
          return .claim
        }
        bound(statement, sides, relations)
        return .circumstance
      }
      if number >= given, Prose(statement.lead).illustrates, sides.count == 2, sides[0].letter != nil,
        sides[1].isNumeric
      {
        return .circumstance
      }
      if fixes(sides) || isSetting(sides, Prose(statement.lead)) { return .circumstance }
      guard let relation = relations.first, relation.canDefine else { return .claim }
      return defines(number, statement, sides[0], sides[1], relation) ? .definition : .claim
    }
  }

  /// x_0 = 1
  private mutating func fixes(_ sides: [Term]) -> Bool {
    guard sides.count == 2, case .name(let use) = sides[0].node, case .number(let value) = sides[1].node,
      let slot = use.slots.first(where: { $0.content.integer == 0 }),
      model.fromZero[use.name]?.contains(slot.place) == true
    else { return false }
    model.fixed.append((use.name, slot.place, 0, value))
    return true
  }

  /// letter = number, letter = letter, y_c = 1: which ones are meant.
  private func isSetting(_ sides: [Term], _ lead: Prose) -> Bool {
    guard sides.count == 2 else { return false }
    if let letter = sides[0].letter {
      let counts =
        survey.indices.contains(letter) || model.sizeNames.contains(letter) || model.ends[letter] != nil
      if counts, sides[1].integer != nil || sides[1].letter != nil { return true }
    }
    guard case .name(let use) = sides[0].node, sides[1].integer != nil, isKnown(use.name) else {
      return false
    }
    let keyed = model.keyPlaces[use.name] ?? []
    if use.slots.isEmpty { return lead.conditions || lead.illustrates }
    return use.slots.allSatisfy { !keyed.contains($0.place) }
  }

  /// Whether a definition before speaks of a name.
  private func isKnown(_ name: String) -> Bool {
    model.definitions.values.contains { $0.contains { $0.body.uses.contains { $0.name == name } } }
  }

  /// γ > 0 where γ is a letter of the text: it is drawn so.
  private mutating func bound(_ statement: Statement, _ sides: [Term], _ relations: [Relation]) {
    guard !Prose(statement.lead).conditions else { return }
    // 0 < κ < 1
    if sides.count == 3, case .name(let use) = sides[1].node, let low = sides[0].integer,
      let high = sides[2].integer
    {
      let isAscending = relations.allSatisfy { $0 == .less || $0 == .lessOrEqual }
      if isAscending, low < high { model.leafKinds[use.name] = .interval(Double(low), Double(high)) }
      return
    }
    guard sides.count == 2, case .name(let use) = sides[0].node, sides[1].integer == 0 else { return }
    if relations[0] == .greater || relations[0] == .greaterOrEqual { model.leafKinds[use.name] = .positive }
  }

  private mutating func defines(
    _ number: Int, _ statement: Statement, _ left: Term, _ right: Term, _ relation: Relation
  ) -> Bool {
    let lead = Prose(statement.lead)
    // "Let A = … and B = …": the word counts for both.
    let isNear =
      number > given && number > 0 && statements[number - 1].paragraph == statement.paragraph
    let isCarried = isNear && redefining == number - 1 && !lead.endsSentence && lead.isShort
    let isForced = relation == .defined || lead.defines || isCarried
    isRedefining = lead.redefines || isCarried || opensSection(number, right)
    defer { if isRedefining { redefining = number } }
    switch left.node {
    case .name(let use):
      guard use.primes == 0, !model.functionNames.contains(use.name), hasDefiningSlots(use) else {
        return false
      }
      if isAdjoint(use.name, right) { return adjoint(use, right) }
      if isLaw, model.sizeNames.contains(use.name) || stacksOfPage[use.name] != nil { return false }
      if isDerivedSize(use, right) { return true }
      if model.sizeNames.contains(use.name) && use.slots.isEmpty { return false }
      if right.uses.contains(where: { $0.name == use.name && $0.slots == use.slots }) { return false }
      if use.name == "\\delta", !isForced, !right.isDerivative { return false }
      return add(Model.Definition(use: use, body: right, statement: number), isForced || isRedefining, lead)
    case .applied(let use, let arguments):
      guard use.primes == 0 else { return false }
      let parameters = arguments.compactMap(\.letter)
      guard parameters.count == arguments.count, hasDefiningSlots(use) else { return false }
      let definition = Model.Definition(use: use, parameters: parameters, body: right, statement: number)
      if model.functionNames.contains(use.name) {
        if model.functions[use.name] != nil, !isRedefining { return false }
        model.functions[use.name, default: []].append(definition)
        return true
      }
      let isNew = add(definition, isForced || isRedefining, lead)
      if isNew { model.functions[use.name, default: []].append(definition) }
      return isNew
    default: return false
    }
  }

  /// In a section of its own, made of names that the text has not used before: another model begins.
  private func opensSection(_ number: Int, _ right: Term) -> Bool {
    guard let name = statements[number].sides.first?.baseUse?.name, !right.isDerivative,
      let old = (model.definitions[name] ?? model.functions[name])?.last, old.statement >= 0,
      !old.isDerivative,
      statements[old.statement].section != statements[number].section
    else { return false }
    let section = statements[number].section
    let before = Set(
      statements[..<number].filter { $0.section != section }.flatMap(\.terms).flatMap(\.uses).map(\.name))
    return right.uses.contains {
      $0.name != "T" && !model.functionNames.contains($0.name) && !before.contains($0.name)
        && !survey.indices.contains($0.name) && !model.sizeNames.contains($0.name)
    }
  }

  private func hasDefiningSlots(_ use: NameUse) -> Bool {
    let keyed = model.keyPlaces[use.name] ?? []
    return use.slots.allSatisfy { slot in
      if keyed.contains(slot.place) { return slot.content.integer != nil || slot.content.shifted != nil }
      return slot.content.letter.map { survey.indices.contains($0) && !model.sizeNames.contains($0) } ?? false
    }
  }

  /// Adds a definition where the name has none yet, or where it is for other members, or where words say so.
  private mutating func add(_ definition: Model.Definition, _ isForced: Bool, _ lead: Prose) -> Bool {
    let name = definition.use.name
    let known = model.definitions[name] ?? []
    let isGeneral = definition.isGeneral(model)
    if known.isEmpty {
      model.definitions[name] = [definition]
      return true
    }
    let isOfPage = definition.statement >= given && known.allSatisfy { $0.statement < given }
    if isOfPage, isLaw { return false }
    let own = model.split(definition.use).key
    let isSame = known.contains { old in
      let key = model.split(old.use).key
      return key == own || isGeneral && old.isGeneral(model)
    }
    if isSame {
      // The cost is the text's to choose.
      if known.allSatisfy({ $0.statement < given }), definition.statement >= given,
        isForced || isPageCost(known)
      {
        model.definitions[name] = [definition]
        if isForced { model.overridden.insert(name) }
        return true
      }
      guard isRedefining else { return false }
      model.redefinitions.append(definition.statement)
      model.definitions[name, default: []].append(definition)
      return true
    }
    // h^{(0)} = x beside h^{(l)}: the first member; the last one where it is no derivative.
    if isForced || isGeneral || known.allSatisfy({ !$0.isGeneral(model) })
      || !known.contains(where: \.isDerivative)
    {
      if definition.isDerivative && !isForced { return false }
      if isForced, definition.statement >= given, known.allSatisfy({ $0.statement < given }) {
        model.overridden.insert(name)
      }
      model.definitions[name, default: []].append(definition)
      return true
    }
    return false
  }

  /// A number without indices that is defined by forward quantities.
  private func isPageCost(_ known: [Model.Definition]) -> Bool {
    known.allSatisfy { $0.use.slots.isEmpty && !$0.isDerivative }
  }

  /// Names of the standard page that the text uses in its way and does not define.
  var needsStandardPage: Bool {
    let forward: Set<String> = ["z", "a", "\\delta"]
    return statements.contains { statement in
      statement.sides.contains { side in
        side.contains { term in
          switch term.node {
          case .raised(let base, let exponent):
            guard case .name(let use) = base.node, forward.contains(use.name),
              model.definitions[use.name] == nil,
              let letter = exponent.shifted?.letter
            else { return false }
            return letter == "l" || letter == "L"
          case .name(let use):
            guard forward.contains(use.name), model.definitions[use.name] == nil else { return false }
            return use.slots.contains { slot in
              if case .above = slot.place {
                ["l", "L"].contains(slot.content.shifted?.letter)
              } else {
                false
              }
            }
          default: return false
          }
        }
      }
    }
  }

  // MARK: - Usual meanings

  /// dX beside X; \bar v where the text says that it is a derivative.
  private func isAdjoint(_ name: String, _ right: Term) -> Bool {
    if let base = name.adjointBase {
      if name.hasPrefix("d") { return model.places[base] != nil || survey.values.contains(base) }
      return model.adjoints[name] != nil || hasAdjointRule
    }
    return false
  }

  /// The text says once that \bar v is ∂ℓ/∂v.
  private var hasAdjointRule: Bool {
    statements.contains { statement in
      guard statement.sides.count == 2, case .name(let use) = statement.sides[0].node,
        use.name.hasPrefix("\\bar{"),
        let base = use.name.adjointBase, case .derivative(_, let by) = statement.sides[1].node, by.count == 1
      else { return false }
      return by[0].letter == base
    }
  }

  /// True where the statement says what the name stands for.
  private mutating func adjoint(_ use: NameUse, _ right: Term) -> Bool {
    guard let base = use.name.adjointBase, case .derivative(_, let by) = right.node, by.count == 1,
      by[0].letter == base
    else { return false }
    model.adjoints[use.name] = right
    return true
  }

  /// M = n − K + 1
  private mutating func isDerivedSize(_ use: NameUse, _ right: Term) -> Bool {
    guard use.slots.isEmpty, model.sizeNames.contains(use.name), right.integer == nil else { return false }
    guard right.uses.allSatisfy({ model.sizeNames.contains($0.name) }), !right.uses.isEmpty else {
      return false
    }
    if model.derivedSizes.contains(where: { $0.name == use.name }) { return false }
    model.derivedSizes.append((use.name, right))
    return true
  }
}

extension String {
  /// X of dX and of \bar{X}.
  var adjointBase: String? {
    if hasPrefix("\\bar{"), hasSuffix("}") { return String(dropFirst(5).dropLast()) }
    if hasPrefix("d"), count > 1 {
      return String(dropFirst())
    }
    return nil
  }
}

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

  /// Names that are made of themselves, through whatever others.
  private var recursive: Set<String> = []
  /// All names of the text, with their labels.
  let names: Set<String>
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
  let isLaw: Bool
  /// The page that was named sums repeated indices.
  let sumsRepeated: Bool

  /// Somebody said which page it is: what it leaves general stays so.
  let isNamed: Bool
  /// Statements that define nothing, since what they would define was not understood.
  let undefining: Set<Int>

  init(
    _ raw: [Statement], text: String, given: Int = 0, isLaw: Bool = false, counting: Set<String> = [],
    costOfPage: String? = nil,
    stacks: [String: Model.Stack] = [:], sumsRepeated: Bool = false, isNamed: Bool = false,
    undefining: Set<Int> = [], twofold: Set<String> = [], end: Int = 3
  ) {
    self.undefining = undefining
    self.isNamed = isNamed
    self.sumsRepeated = sumsRepeated
    self.costOfPage = costOfPage
    stacksOfPage = stacks
    self.given = given
    self.isLaw = isLaw
    let spoken = SpokenDefinitions(SpokenCases(raw).written).written
    let running = PartialSums(Winners(spoken).settled).conditioned
    let written = BracketCalls(LayerCounts(running).settled).settled
    let labels = LoneLabels(UpperIndices(written).lowered)
    let raw = WholeNames(CalledNames(labels.settled).apart).settled
    survey = Survey(raw, given: given, counting: counting)
    let survey = survey
    let named = raw.map { Naming(survey: survey, section: $0.section).settled($0) }
    let complete = HiddenIndices(Self.separated(named, twofold), indices: survey.indices).writtenOut
    let entries = EntriesOfCapitals(complete, given: given, indices: survey.indices).written
    let settled = FamiliesByLetter(entries, indices: survey.indices).renamed
    var page = SlotSurvey(Array(settled.prefix(given)))
    page.run()
    let weights = AllWeights(page)
    let generic = GenericExample(settled)
    let told =
      given == 0
      ? NamesApart(generic.apart, indices: survey.indices).told
      : settled.map(weights.writtenOut)
    statements = UnitLetters(page).apart(PageNames(page).apart(told, given: given))
    names = Set(statements.flatMap(\.terms).flatMap(\.uses).map(\.name))
    prose = Prose(text)
    model.functionNames = survey.functions
    model.numbers = labels.names
    model.indexLetters = survey.indices
    model.plainValues = survey.plainValues
    var slots = SlotSurvey(statements, page: given > 0 ? page : nil, end: end)
    slots.run()
    model.places = given == 0 ? generic.places(slots.places) : slots.places
    model.keyPlaces = slots.keyPlaces
    model.keyLetters = slots.keyLetters
    model.ends = slots.ends
    model.writtenOut = slots.writtenOut
    recursive = slots.recursive
    circumstances()
    sizes()
    countsFromZero()
    sort()
    settle()
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
      if isMask(sides) || isSignature(sides, relations) { return .circumstance }
      if fixes(sides) || pads(sides) || isDiagonal(sides) || isExample(number, sides, relations)
        || isSetting(sides, Prose(statement.lead))
      {
        return .circumstance
      }
      guard let relation = relations.first, relation.canDefine, !undefining.contains(number) else {
        return .claim
      }
      guard defines(number, statement, sides[0], sides[1], relation) else { return .claim }
      nameFunction(number, sides)
      return .definition
    }
  }

  /// f: ℝⁿ → ℝ, x ↦ f(x): between which sets a function goes, and what it is called.
  private func isSignature(_ sides: [Term], _ relations: [Relation]) -> Bool {
    guard relations == [.maps] else { return false }
    if case .applied(_, let arguments) = sides[1].node, arguments == [sides[0]] { return true }
    let set = sides[0].baseUse ?? sides[0].factors.first?.baseUse
    return set?.name.hasPrefix("\\blackboard{") == true
  }

  /// ŷ = softmax(v) = ψ(v): what is known gets a name as a function.
  private mutating func nameFunction(_ number: Int, _ sides: [Term]) {
    for (before, side) in zip(sides.dropFirst(), sides.dropFirst(2)) {
      guard case .applied(let use, let arguments) = side.node, use.slots.isEmpty, use.primes == 0,
        model.functionNames.contains(use.name), model.functions[use.name] == nil
      else { continue }
      let parameters = arguments.compactMap(\.letter)
      guard parameters.count == arguments.count,
        parameters.allSatisfy({ name in before.uses.contains { $0.name == name } })
      else { continue }
      model.functions[use.name] = [
        Model.Definition(use: use, parameters: parameters, body: before, statement: number)
      ]
    }
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
    isRedefining = lead.redefines || isCarried || opensSection(number, right) || opensParagraph(number, right)
    defer { if isRedefining { redefining = number } }
    switch left.node {
    case .derivative(let of, let by):
      // ∂E/∂w = ∂/∂w ½(y − t)²: what is put in for E is what E is.
      guard case .name(let use) = of.node, case .derivative(let body, by) = right.node,
        body.baseUse == nil, !formulas.contains(use.name), model.definitions[use.name] == nil,
        number >= given, use.primes == 0, hasDefiningSlots(use),
        !body.uses.contains(where: { $0.name == use.name })
      else { return false }
      return add(Model.Definition(use: use, body: body, statement: number), false, lead)
    case .name(let use):
      if let function = namedFunction(use, right, number) {
        model.functions[use.name, default: []].append(function)
        return true
      }
      guard use.primes == 0, !model.functionNames.contains(use.name), hasDefiningSlots(use) else {
        return false
      }
      if lacksKey(use), right.uses.contains(where: lacksKey) { return false }
      if number >= given, isAdjoint(use.name, right) { return adjoint(use, right) }
      if isLaw, model.sizeNames.contains(use.name) || stacksOfPage[use.name] != nil { return false }
      if isDerivedSize(use, right) { return true }
      if model.sizeNames.contains(use.name) && use.slots.isEmpty { return false }
      if right.uses.contains(where: { $0.name == use.name && $0.slots == use.slots }) { return false }
      if use.name == "\\delta", !isForced, !right.isSignedDerivative { return false }
      return add(Model.Definition(use: use, body: right, statement: number), isForced || isRedefining, lead)
    case .applied(let use, let arguments):
      guard use.primes == 0 else { return false }
      let parameters = arguments.compactMap(\.letter)
      guard parameters.count == arguments.count, hasDefiningSlots(use) else { return false }
      let definition = Model.Definition(use: use, parameters: parameters, body: right, statement: number)
      if model.functionNames.contains(use.name) {
        let isKnown = model.functions[use.name]?.contains { $0.use.slots == use.slots } ?? false
        if isKnown, !isRedefining { return false }
        model.functions[use.name, default: []].append(definition)
        return true
      }
      let isNew = add(definition, isForced || isRedefining, lead)
      if isNew { model.functions[use.name, default: []].append(definition) }
      return isNew
    default: return false
    }
  }

  /// "Now let the filter visit each place": in the paragraph that leads to a display that defines.
  private func opensParagraph(_ number: Int, _ right: Term) -> Bool {
    guard statements[number].isDisplay, !right.isDerivative, number > given else { return false }
    var place = number
    while place > given, statements[place].passage == statements[number].passage { place -= 1 }
    let paragraph = statements[place].paragraph
    guard statements[number].paragraph - paragraph <= 1 else { return false }
    while place >= given, statements[place].paragraph == paragraph {
      let lead = Prose(statements[place].lead)
      if ["now let ", "now consider ", "now suppose "].contains(where: lead.contains) { return true }
      place -= 1
    }
    return false
  }

  /// In a section of its own, made of names that the text has not used before: another model begins.
  private func opensSection(_ number: Int, _ right: Term) -> Bool {
    guard let name = statements[number].sides.first?.baseUse?.name, !right.isDerivative,
      let old = (model.definitions[name] ?? model.functions[name])?.last, old.statement >= given,
      !old.isDerivative,
      statements[old.statement].section != statements[number].section
    else { return false }
    let section = statements[number].section
    let before = Set(
      statements[..<number].filter { $0.section != section }.flatMap(\.terms).flatMap(\.uses).map(\.name))
    return right.uses.contains {
      $0.name != "T" && !model.functionNames.contains($0.name) && !before.contains($0.name)
        && (!before.contains($0.name.small) || formulas.contains($0.name))
        && !survey.indices.contains($0.name) && !model.sizeNames.contains($0.name)
    }
  }

  /// y = Wx in a text of y_t and x_t: said of one layer or time, whichever it is.
  private func lacksKey(_ use: NameUse) -> Bool {
    guard let keyed = model.keyPlaces[use.name], !keyed.isEmpty else { return false }
    return !use.slots.contains { keyed.contains($0.place) }
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
      var definition = definition
      if isSpecialCase(definition, lead) {
        definition.isSpecialCase = true
        model.redefinitions.append(definition.statement)
      }
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
      // What is known as a derivative is claimed to be something, not named again by a special case.
      guard isRedefining, !known.allSatisfy(\.isDerivative) || definition.isDerivative || lead.defines else {
        return false
      }
      model.redefinitions.append(definition.statement)
      model.newModels.append(startOfModel(definition.statement, after: known))
      model.definitions[name, default: []].append(definition)
      return true
    }
    if isOfPage, !isForced, !isGeneral, known.contains(where: { $0.isGeneral(model) }) {
      // Of what a page gives all layers, the activation of one is the text's to choose.
      guard let page = known.first(where: { $0.isGeneral(model) && isActivation($0) }) else { return false }
      let ofPage = definition.body.uses.map(\.name).filter { model.keyCount($0) > 0 }
      if !Set(ofPage).isSubset(of: page.body.uses.map(\.name)) { return false }
    }
    // A member that the general definition gives a value already is claimed.
    if !isForced, !own.isEmpty, own.allSatisfy({ $0.integer != nil }), isGivenInGeneral(name, own) {
      return false
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

  /// "For tied weights F = Eᵀ", where F was drawn so far: from here on only.
  private func isSpecialCase(_ definition: Model.Definition, _ lead: Prose) -> Bool {
    guard definition.statement >= given, lead.namesSpecialCase else { return false }
    let name = definition.use.name
    return isKnown(name)
      && roles.indices.contains { number in
        number >= given && roles[number] == .claim
          && statements[number].terms.contains { $0.uses.contains { $0.name == name } }
      }
  }

  /// σ of one other name.
  private func isActivation(_ definition: Model.Definition) -> Bool {
    if case .applied(let use, let arguments) = definition.body.node {
      model.functionNames.contains(use.name) && arguments.count == 1 && arguments[0].baseUse != nil
    } else {
      false
    }
  }

  /// The first statement of the section, or of the formula, that gives names another meaning.
  private func startOfModel(_ number: Int, after known: [Model.Definition]) -> Int {
    let own = statements[number]
    let isSection = known.allSatisfy { $0.statement < 0 || statements[$0.statement].section != own.section }
    return statements[..<number].lastIndex {
      isSection ? $0.section != own.section : $0.passage != own.passage
    }
    .map { $0 + 1 } ?? 0
  }

  /// Whether a definition for all members needs no first one, or has another one: r̂_t = r_t / (1 − α^t).
  private func isGivenInGeneral(_ name: String, _ key: [Term]) -> Bool {
    guard let known = model.definitions[name], known.contains(where: { $0.isGeneral(model) }) else {
      return false
    }
    if !recursive.contains(name) { return true }
    let firsts = known.filter { !$0.isGeneral(model) }.flatMap {
      model.split($0.use).key.compactMap(\.integer)
    }
    guard let first = firsts.min(), let number = key.compactMap(\.integer).min() else { return false }
    return number > first && number < 3
  }

  /// A number without indices that is defined by forward quantities.
  private func isPageCost(_ known: [Model.Definition]) -> Bool {
    known.allSatisfy { $0.use.slots.isEmpty && !$0.isDerivative }
  }
}

import Formula

/// The verdict on one statement of a text.
extension TextModel {
  /// The verdict on a statement; nil where it says nothing that could be judged.
  func verdict(
    at number: Int, _ layout: Layout, adjusting adjust: (inout LinkJudge) -> Void = { _ in }
  ) -> StatementVerdict? {
    var judge = judge(at: number, layout)
    adjust(&judge)
    let statement = statements[number]
    switch (roles[number], statement.content) {
    case (.unreadable, .unreadable(let problem, _)):
      var verdict = StatementVerdict(statement: statement, outcome: .unreadable)
      verdict.note = problem.found
      return verdict
    case (.definition, .relation(let sides, let relations)):
      return judged(number, statement, sides, relations, from: 1, judge)
    case (.claim, .relation(let sides, let relations)):
      return judged(number, statement, sides, relations, from: 0, judge)
    case (.claim, .membership(let subjects, .real(let sizes))):
      return ShapeJudge(judge: judge).verdict(statement, subjects, sizes)
    default: return nil
    }
  }

  /// The judge of a statement, with what is said around it.
  func judge(at number: Int, _ layout: Layout) -> LinkJudge {
    let circumstances = Circumstances(statements, roles, number, model: model)
    var judge = LinkJudge(base: typers[epoch(number)], moment: number)
    judge.base.model = judge.base.model.at(number)
    judge.conditions = circumstances.conditions + existence(number)
    judge.settings = circumstances.settings
    judge.layout = layout
    judge.seed = seed
    for side in statements[number].sides { judge.binary.formUnion(side.binaryTargets(model)) }
    return judge
  }

  private func judged(
    _ number: Int, _ statement: Statement, _ sides: [Term], _ relations: [Relation], from first: Int,
    _ judge: LinkJudge
  ) -> StatementVerdict {
    var verdict = StatementVerdict(statement: statement, outcome: first == 1 ? .definition : .holds)
    verdict.firstSide = first
    // θ^{new} = θ − η g: defined, but as a step it may be wrong.
    if first == 1, let old = sides[0].updated, let step = step(judge, number, old, sides[1]),
      step.outcome == .fails
    {
      verdict.outcome = .fails
      verdict.links = [step]
      verdict.firstSide = 0
      verdict.brokenLink = 0
      verdict.note = step.reason
      return verdict
    }
    for place in relations.indices.dropFirst(first) {
      let (link, putsNumbersIn) = self.link(number, place, sides, relations[place], judge)
      if putsNumbersIn { verdict.putsNumbersIn = true }
      verdict.links.append(link)
      let isFalse = link.outcome == .fails || link.outcome == .illTyped
      let isWorse = isFalse && verdict.outcome != .fails && verdict.outcome != .illTyped
      guard link.outcome != .holds, verdict.brokenLink == nil || isWorse else { continue }
      if first == 1, link.outcome == .notAClaim { continue }
      verdict.brokenLink = place
      verdict.outcome =
        switch link.outcome {
        case .fails: .fails
        case .illTyped: .illTyped
        case .notAClaim: .notAClaim
        default: .undecided
        }
      verdict.note = link.reason
    }
    return verdict
  }

  /// The verdict on one link of a statement, and whether a side of it is numbers put in for an example.
  func link(
    _ number: Int, _ place: Int, _ sides: [Term], _ relation: Relation, _ judge: LinkJudge
  ) -> (verdict: LinkVerdict, putsNumbersIn: Bool) {
    var judge = judge
    let (left, right) = (
      atPoint(summed(sides[place], beside: sides[0]), &judge.settings),
      atPoint(summed(sides[place + 1], beside: sides[0]), &judge.settings)
    )
    var putsNumbersIn = false
    let isUpdate =
      relation == .assigned || relation == .maps || relation == .defined
    var update = isUpdate ? self.update(judge, number, left, right) : nil
    // θ^{new} = θ − η g, also where a formula before had the new value in another way.
    if place == 0, relation.canDefine, let step = WrittenStep(left, right, model) {
      update = self.step(judge, number, step.old, step.new)
    }
    if let verdict = differential(judge, left, relation, right) { return (verdict, false) }
    var link = update ?? bestReading(judge, left, relation, right)
    if model.isEinstein, link.outcome != .holds, left != sides[place] || right != sides[place + 1] {
      // Who sums repeated indices may write some sums and leave an index alone at other places.
      let plain = bestReading(judge, sides[place], relation, sides[place + 1])
      if plain.outcome == .holds { link = plain }
    }
    if model.isEinstein, link.outcome == .fails || link.outcome == .illTyped {
      // An index that is left over, which the left side has not, is summed as well: y_i ŷ_k.
      let free = Einstein.freeLetters(sides[0])
      let (left, right) = (
        Einstein.summed(sides[place], free, model, least: 1),
        Einstein.summed(sides[place + 1], free, model, least: 1)
      )
      let open = bestReading(judge, left, relation, right)
      if open.outcome == .holds { link = open }
    }
    if sides[place].isUpdatedProduct(sides[place + 1]), link.outcome == .fails {
      link = LinkVerdict(.undecided, reason: "a new value of a product")
    }
    if update == nil, link.outcome == .fails || link.outcome == .illTyped,
      let stranger = stranger(left, right)
    {
      link = LinkVerdict(.undecided, reason: "\(stranger) is used and never defined")
    }
    if link.outcome == .fails, let branch = branch(number) {
      var other = judge
      other.branch = branch
      link = bestReading(other, left, relation, right)
    }
    // 0 = 0 says something where it is the setting that makes it so.
    if link.outcome == .undecided, link.isOfZeros, !judge.settings.isEmpty {
      var free = judge
      free.settings = [:]
      if free.verdict(left, relation, right).outcome == .fails {
        link.outcome = .holds
        link.reason = nil
      }
    }
    if link.outcome == .fails || link.outcome == .illTyped,
      isTrueOtherwise(judge, left, relation, right)
    {
      link = LinkVerdict(
        .undecided, reason: "the text leaves open which shapes are meant, and it depends on them")
      link.dependsOnShapes = true
    }
    if link.outcome == .fails, update == nil, left.mayBeDirect(model) || right.mayBeDirect(model) {
      link = LinkVerdict(
        .undecided, reason: "with what comes before held, the derivative by a shared weight would be another")
    }
    if let example = example(judge, number, place, sides, link) {
      link = example
    } else if link.outcome == .fails, !(left.isArithmetic && right.isArithmetic), isExample(number, sides) {
      link = LinkVerdict(.undecided, reason: "these are the numbers of an example")
      putsNumbersIn = true
    }
    return (link, putsNumbersIn)
  }

  /// ∇F(0) is ∇F(w) where w is 0.
  private func atPoint(_ side: Term, _ settings: inout [String: Double]) -> Term {
    guard case .gradient(let of, nil) = side.node, case .applied(let use, let arguments) = of.node,
      arguments.count == 1, let value = arguments[0].integer,
      let parameter = model.functions[use.name]?.last?.parameters.first,
      model.functions[use.name]?.last?.parameters.count == 1, model.definitions[parameter] == nil
    else { return side }
    settings[parameter] = Double(value)
    let variable = Term(.name(NameUse(parameter)), arguments[0].range)
    return Term(.gradient(of: Term(.applied(use, [variable]), of.range), by: nil), side.range)
  }

  /// A side with the sums that its repeated indices stand for.
  func summed(_ side: Term, beside first: Term) -> Term {
    model.isEinstein ? Einstein.summed(side, Einstein.freeLetters(first), model) : side
  }

  /// "We look at a triplet that is active": the branch of a hinge that the words before a formula name.
  func branch(_ number: Int) -> Program.Branch? {
    var place = number
    while place > 0, statements[place - 1].passage == statements[number].passage { place -= 1 }
    let words = Prose(statements[place].lead)
    if words.hasWord(["active", "violated", "violates"]) { return .active }
    if words.hasWord(["inactive", "satisfied"]) { return .inactive }
    return nil
  }

  /// The verdict on an update, with the cost and the direction that the words around it name.
  private func update(_ judge: LinkJudge, _ number: Int, _ left: Term, _ right: Term) -> LinkVerdict? {
    var near: [Statement] = []
    var place = number
    while place >= 0, statements[number].paragraph - statements[place].paragraph <= 1 {
      near.append(statements[place])
      place -= 1
    }
    let words = near.map(\.lead).joined(separator: " ") + " " + statements[number].trail.prefix(80)
    // Costs that the sentence speaks of, then those of the section from the last one on.
    let candidates = model.costCandidates
    let named = near.filter(\.isMention).flatMap(\.terms).compactMap(\.letter).filter(candidates.contains)
    let before = (Array(model.definitions.values.joined()) + model.functions.values.joined()).filter {
      candidates.contains($0.use.name) && $0.statement <= number && $0.statement >= given
        && statements[$0.statement].section == statements[number].section
    }.sorted { $0.statement > $1.statement }.map(\.use.name)
    var costs: [String] = []
    for name in named + [model.cost].compactMap({ $0 }) + before + model.costsSoFar(number, from: given)
    where !costs.contains(name) {
      costs.append(name)
    }
    let momentum = ["momentum", "previous change", "velocity", "last change"].contains {
      words.lowercased().contains(part: $0)
    }
    let ascends = prose.climbs || Prose(words).climbsHere
    return judge.update(left, right, costs: costs, ascends: ascends, isMomentum: momentum)
  }

  /// The verdict on a parameter's next value: as an update, or that it is the change alone.
  private func step(_ judge: LinkJudge, _ number: Int, _ old: Term, _ new: Term) -> LinkVerdict? {
    if let verdict = update(judge, number, old, new) { return verdict }
    let whole = Term(.sum([old, new]), new.range)
    guard let verdict = update(judge, number, old, whole), verdict.outcome == .holds else { return nil }
    return LinkVerdict(.fails, reason: "this is the change alone: the old value is missing")
  }

  /// Whether a link holds with shapes that are nearly as usual as the chosen ones.
  private func isTrueOtherwise(_ judge: LinkJudge, _ left: Term, _ relation: Relation, _ right: Term) -> Bool
  {
    others[epoch(judge.moment)].contains { typer in
      var other = judge
      other.base = typer
      return other.verdict(left, relation, right).outcome == .holds
    }
  }

  /// The verdict with the text's own numbers, where numbers are put in.
  private func example(
    _ judge: LinkJudge, _ number: Int, _ place: Int, _ sides: [Term], _ link: LinkVerdict
  ) -> LinkVerdict? {
    let (left, right) = (sides[place], sides[place + 1])
    guard link.outcome != .holds, !(left.isArithmetic && right.isArithmetic),
      sides.contains(where: \.isArithmetic) || left.hasDecimals || right.hasDecimals
    else { return nil }
    return judge.example(left, right, model.given.filter { $0.statement <= number })
  }

  /// A side is numbers put in: decimals in the chain, or a value for a letter in the same paragraph.
  private func isExample(_ number: Int, _ sides: [Term]) -> Bool {
    guard sides.contains(where: { !$0.isArithmetic }), sides.contains(where: \.isArithmetic) else {
      return false
    }
    if sides.contains(where: { $0.isArithmetic && $0.contains { $0.isDecimal } }) { return true }
    return statements.indices.contains { place in
      guard statements[place].paragraph == statements[number].paragraph, place < number,
        case .relation(let parts, _) = statements[place].content, parts.count == 2, parts[1].isArithmetic
      else { return false }
      return roles[place] == .circumstance && parts[0].letter != nil
    }
  }

  /// σ that nothing defines and no definition uses, where the text has activations of other names.
  private func isOtherActivation(_ name: String) -> Bool {
    guard given == 0, model.functionNames.contains(name), model.functions[name] == nil, name.isFunctionLetter,
      name.word == nil, !(name == "\\sigma" && model.isLogistic)
    else { return false }
    let bodies = (Array(model.definitions.values.joined()) + model.functions.values.joined()).map(\.body)
    guard bodies.allSatisfy({ $0.uses.allSatisfy { $0.name != name } }) else { return false }
    return bodies.contains { body in
      body.contains { part in
        switch part.node {
        case .function(let word, _, _): Elementary(word: word) != nil && word != "log" && word != "exp"
        case .applied(let use, _): model.functionNames.contains(use.name)
        default: false
        }
      }
    }
  }

  /// A function that the text defines, or that its name says.
  private func isKnownFunction(_ name: String) -> Bool {
    model.functionNames.contains(name)
      && (model.functions[name] != nil || name.word != nil || name.isLogisticLetter(model))
  }

  /// A name that no definition uses and nothing introduces.
  private func stranger(_ left: Term, _ right: Term) -> String? {
    for use in left.uses + right.uses {
      let name = use.name
      if isOtherActivation(name) { return name }
      if model.definitions[name] != nil || model.usedByDefinitions.contains(name)
        || model.usedByFunctions.contains(name) || isKnownFunction(name)
        || model.sizeNames.contains(name) || model.adjoints[name] != nil || model.stacks[name] != nil
        || model.opaque.contains(name) || model.declared[name] != nil || model.ends[name] != nil
        || model.leafKinds[name] != nil || survey.indices.contains(name) || model.isIdentity(name)
        || name == "∇"
        || model.keyLetters.contains(name)
        || name == "T" || name == "F"
      {
        continue
      }
      if name == "\\delta", use.slots.count == 2 { continue }
      let isFunction = model.functionNames.contains(name)
      if introduced.contains(name), !isFunction, !named.contains(name) { continue }
      if left.boundLetters.contains(name) || right.boundLetters.contains(name) { continue }
      // ∂(xᵀAx)/∂x speaks of letters of its own.
      if left.isDerivative, left.uses.contains(where: { $0.name == name }) { continue }
      return name
    }
    return nil
  }
}

extension Term {
  /// Leaves that cases ask whether they are 0 or 1.
  fileprivate func binaryTargets(_ model: Model) -> Set<String> {
    var asked: [String: Set<Int>] = [:]
    visit { term in
      guard case .cases(let branches) = term.node else { return }
      for comparison in branches.compactMap(\.condition).flatMap(\.comparisons)
      where comparison.relation == .equal {
        guard let name = comparison.left.baseUse?.name, model.definitions[name] == nil,
          let value = comparison.right.integer
        else { continue }
        asked[name, default: []].insert(value)
      }
    }
    return Set(asked.filter { $0.value == [0, 1] || $0.value == [1] }.keys)
  }
}

extension Term {
  /// θ of θ^{new} and θ^+.
  var updated: Term? {
    guard case .name(var use) = node, let hat = use.name.firstIndex(of: "^") else { return nil }
    let mark = use.name[use.name.index(after: hat)...].prefix { $0 != "_" }
    guard
      ["{\\text{new}}", "+", "{\\text{next}}", "{\\text{updated}}", "{\\text{neu}}"].contains(String(mark))
    else {
      return nil
    }
    use.name = String(use.name[..<hat]) + use.name[hat...].dropFirst(mark.count + 1)
    return Term(.name(use), range)
  }
}

extension Model {
  /// Whether the definition of a name needs another, by way of others or not.
  func isMade(_ whole: String, of part: String) -> Bool {
    var seen: Set<String> = []
    var open = [whole]
    while let name = open.popLast() {
      for other in (definitions[name] ?? []).flatMap({ $0.body.uses.map(\.name) })
      where seen.insert(other).inserted {
        if other == part { return true }
        open.append(other)
      }
    }
    return false
  }

  /// Numbers that derivatives are taken of.
  fileprivate var costCandidates: Set<String> {
    let known = costs.union([cost].compactMap { $0 }).union(opaque)
    // Φ = ℓ + λ/2 Σ v²: a cost with more added to it.
    let more = definitions.filter { _, all in
      all.contains { definition in
        guard case .sum(let terms) = definition.body.node, definition.use.slots.isEmpty else { return false }
        return terms.contains { $0.letter.map(known.contains) ?? false }
      }
    }
    return known.union(more.keys)
  }

  /// Numbers that derivatives are taken of and that nothing was made of up to a statement, though something may be
  /// later: ℓ before ℓ − ½λ‖w‖², the last one first.
  fileprivate func costsSoFar(_ number: Int, from given: Int) -> [String] {
    let all = (Array(definitions.values.joined()) + functions.values.joined()).filter {
      $0.statement >= given && $0.statement < number && !$0.isDerivative
    }
    let used = Set(all.flatMap(\.body.uses).map(\.name))
    return all.filter { numerators.contains($0.use.name) && !used.contains($0.use.name) }
      .sorted { $0.statement > $1.statement }.map(\.use.name)
  }
}

extension Term {
  /// (∂L/∂h_t)(∂h_t/∂W) of a recursion with one W for all steps: the last factor may stand for the direct derivative, for
  /// which h_{t−1} is held.
  fileprivate func mayBeDirect(_ model: Model) -> Bool {
    contains { inner in
      let factors: [Term] =
        switch inner.node {
        case .chain(let chain): chain.factors
        case .applied(_, let arguments): arguments
        default: []
        }
      return zip(factors, factors.dropFirst()).contains { first, last in
        guard case .derivative(_, let link) = first.node, case .derivative(let of, let by) = last.node,
          link == [of], by.count == 1, case .name(let use) = of.node, case .name(let weight) = by[0].node
        else { return false }
        return model.keyCount(use.name) > 0 && model.parts(of: use.name).contains(use.name)
          && model.keyCount(weight.name) == 0 && model.definitions[weight.name] == nil
      }
    }
  }
}

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
    judge.conditions = circumstances.conditions
    judge.settings = circumstances.settings
    judge.layout = layout
    for side in statements[number].sides { judge.binary.formUnion(side.binaryTargets(model)) }
    return judge
  }

  private func judged(
    _ number: Int, _ statement: Statement, _ sides: [Term], _ relations: [Relation], from first: Int,
    _ judge: LinkJudge
  ) -> StatementVerdict {
    var verdict = StatementVerdict(statement: statement, outcome: first == 1 ? .definition : .holds)
    verdict.firstSide = first
    let free = Einstein.freeLetters(sides[0])
    for place in relations.indices.dropFirst(first) {
      let left = model.isEinstein ? Einstein.summed(sides[place], free, model) : sides[place]
      let right =
        model.isEinstein ? Einstein.summed(sides[place + 1], free, model) : sides[place + 1]
      let isUpdate =
        relations[place] == .assigned || relations[place] == .maps || relations[place] == .defined
      let update = isUpdate ? judge.update(left, right, ascends: prose.climbs) : nil
      var link = update ?? bestReading(judge, left, relations[place], right)
      if update == nil, link.outcome == .fails || link.outcome == .illTyped,
        let stranger = stranger(left, right)
      {
        link = LinkVerdict(.undecided, reason: "\(stranger) is used and never defined")
      }
      if link.outcome == .fails || link.outcome == .illTyped,
        isTrueOtherwise(judge, left, relations[place], right)
      {
        link = LinkVerdict(
          .undecided, reason: "the text leaves open which shapes are meant, and it depends on them")
      }
      let isPlainNumbers = left.isArithmetic && right.isArithmetic
      if link.outcome == .fails, !isPlainNumbers, isExample(number, sides) {
        link = LinkVerdict(.undecided, reason: "these are the numbers of an example")
        verdict.putsNumbersIn = true
      }
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

  /// Whether a link holds with shapes that are nearly as usual as the chosen ones.
  private func isTrueOtherwise(_ judge: LinkJudge, _ left: Term, _ relation: Relation, _ right: Term) -> Bool
  {
    others[epoch(judge.moment)].contains { typer in
      var other = judge
      other.base = typer
      return other.verdict(left, relation, right).outcome == .holds
    }
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

  /// A name that no definition uses and nothing introduces.
  private func stranger(_ left: Term, _ right: Term) -> String? {
    for use in left.uses + right.uses {
      let name = use.name
      if model.definitions[name] != nil || model.usedByDefinitions.contains(name)
        || model.usedByFunctions.contains(name) || model.functionNames.contains(name)
        || model.sizeNames.contains(name) || model.adjoints[name] != nil || model.stacks[name] != nil
        || model.opaque.contains(name) || model.declared[name] != nil || model.ends[name] != nil
        || model.leafKinds[name] != nil || survey.indices.contains(name) || name == "I" || name == "∇"
        || model.keyLetters.contains(name)
        || name == "T" || name == "F"
      {
        continue
      }
      if name == "\\delta", use.slots.count == 2 { continue }
      if introduced.contains(name) { continue }
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

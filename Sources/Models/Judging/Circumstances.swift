import Formula

/// What the words and formulas around a claim say about when it is meant.
struct Circumstances {
  private(set) var conditions: [Condition] = []
  private(set) var settings: [String: Double] = [:]
  private var claimNames: Set<String> = []

  init(_ statements: [Statement], _ roles: [ModelBuilder.Role], _ number: Int, model: Model) {
    let claim = statements[number]
    for use in claim.sides.flatMap(\.uses) {
      claimNames.insert(use.name)
      for inner in use.slots.flatMap(\.content.uses) { claimNames.insert(inner.name) }
    }
    // In the same formula, and before it in the same sentence.
    var place = number - 1
    var text = claim.lead
    while place >= 0 {
      let other = statements[place]
      if other.passage != claim.passage || !other.lead.isEmpty {
        let prose = Prose(text)
        if prose.endsSentence && !prose.goesOn || prose.generalises || text.hasBlankLine && !claim.isDisplay {
          break
        }
      }
      guard roles[place] == .circumstance || roles[place] == .mention else { break }
      if other.passage != claim.passage, Self.belongsToClaim(place, statements, roles) { break }
      add(other, model)
      text = other.lead
      place -= 1
    }
    // Behind it: "…, where y_c = 1", "… for z < 0".
    place = number + 1
    while place < statements.count {
      let other = statements[place]
      let isSame = other.passage == claim.passage
      if !isSame {
        if other.lead.isEmpty == false, Prose(other.lead).endsSentence || other.lead.hasBlankLine { break }
        let words = Prose(other.lead)
        guard roles[place] == .mention || words.conditions || words.contains("where") || words.contains("(")
        else { break }
      }
      guard roles[place] == .circumstance || roles[place] == .mention else { break }
      if case .range = other.content {} else { add(other, model) }
      place += 1
    }
    dropOpposites()
  }

  /// Whether what is said stands behind a claim in one formula with it: it is said of that one.
  private static func belongsToClaim(
    _ place: Int, _ statements: [Statement], _ roles: [ModelBuilder.Role]
  ) -> Bool {
    statements.indices[..<place].reversed().prefix { statements[$0].passage == statements[place].passage }
      .contains { roles[$0] == .claim || roles[$0] == .definition }
  }

  /// "both for j = k and j ≠ k" restricts nothing.
  private mutating func dropOpposites() {
    let all = conditions
    conditions.removeAll { condition in
      all.contains { other in
        guard let a = condition.comparisons.first, let b = other.comparisons.first else { return false }
        let isSame = a.left == b.left && a.right == b.right || a.left == b.right && a.right == b.left
        return isSame
          && (a.relation == .equal && b.relation == .notEqual
            || a.relation == .notEqual && b.relation == .equal)
      }
    }
  }

  private mutating func add(_ statement: Statement, _ model: Model) {
    switch statement.content {
    case .relation(let sides, let relations):
      guard sides.count == relations.count + 1 else { return }
      if sides.count == 2, relations[0] == .equal, let name = sides[0].letter, let value = sides[1].integer,
        model.ends[name] == nil, !model.sizeNames.contains(name), !model.keyLetters.contains(name)
      {
        settings[name] = Double(value)
        return
      }
      if sides.count == 2, relations[0] == .equal, let name = sides[0].letter, model.sizeNames.contains(name)
      {
        return
      }
      // α_k = 0 beside a claim that has no k: all of them.
      if sides.count == 2, relations[0] == .equal, let value = sides[1].integer,
        case .name(let use) = sides[0].node, model.definitions[use.name] == nil,
        use.slots.contains(where: { model.keyPlaces[use.name]?.contains($0.place) == true }),
        use.slots.allSatisfy({ $0.content.letter.map { !claimNames.contains($0) } ?? false })
      {
        settings[use.name] = Double(value)
        return
      }
      // A_{vv} = 0 is said of the diagonal.
      if sides.count == 2, case .name(let use) = sides[0].node, use.slots.count == 2,
        use.slots[0].content == use.slots[1].content
      {
        return
      }
      let spoken = Set(
        sides.flatMap { $0.uses.flatMap { [$0.name] + $0.slots.flatMap { $0.content.uses.map(\.name) } } })
      guard !spoken.isDisjoint(with: claimNames) else { return }
      conditions.append(
        Condition(
          comparisons: relations.indices.map {
            .init(
              left: sides[$0], relation: relations[$0] == .defined ? .equal : relations[$0],
              right: sides[$0 + 1])
          }))
    case .range(let letter, let from, let to) where model.keyLetters.contains(letter):
      let name = Term(.name(NameUse(letter)), statement.range)
      conditions.append(
        Condition(comparisons: [
          .init(left: name, relation: .greaterOrEqual, right: from),
          .init(left: name, relation: .lessOrEqual, right: to),
        ]))
    default: break
    }
  }
}

import Formula

/// What looks like a definition and is none: numbers put in, bounds, masks.
extension ModelBuilder {
  /// "m_i = 1 where there is a label and m_i = 0 otherwise": what nothing else defines is one or the other.
  mutating func isMask(_ sides: [Term]) -> Bool {
    guard sides.count == 2, case .name(let use) = sides[0].node, sides[1].integer != nil, !use.slots.isEmpty,
      use.slots.allSatisfy({ $0.content.letter.map(survey.indices.contains) == true }),
      !formulas.contains(use.name)
    else { return false }
    let values = Set(
      statements.compactMap { $0.sides.count == 2 && $0.sides[0] == sides[0] ? $0.sides[1].integer : nil })
    guard values == [0, 1] || values == [-1, 1] else { return false }
    if model.leafKinds[use.name] == nil {
      model.leafKinds[use.name] = values == [0, 1] ? .binary : .signs
    }
    return true
  }

  /// x_0 = 1
  mutating func fixes(_ sides: [Term]) -> Bool {
    guard sides.count == 2, case .name(let use) = sides[0].node, case .number(let value) = sides[1].node,
      let slot = use.slots.first(where: { $0.content.integer == 0 }),
      model.fromZero[use.name]?.contains(slot.place) == true
    else { return false }
    model.fixed.append((use.name, slot.place, 0, value))
    return true
  }

  /// A_{vv} = 0: said of the diagonal of what is drawn.
  mutating func isDiagonal(_ sides: [Term]) -> Bool {
    guard sides.count == 2, sides[1].isArithmetic, case .name(let use) = sides[0].node, use.slots.count == 2
    else {
      return false
    }
    guard use.slots[0].content == use.slots[1].content, !formulas.contains(use.name) else { return false }
    if sides[1].integer == 0 { model.hollow.insert(use.name) }
    return true
  }

  /// x_0 = x_{N+1} = 0: what is drawn is 0 beyond its ends.
  mutating func pads(_ sides: [Term]) -> Bool {
    guard sides.count >= 2, sides[sides.count - 1].integer == 0 else { return false }
    var uses: [NameUse] = []
    for side in sides.dropLast() {
      guard case .name(let use) = side.node, use.slots.count == 1, use.slots[0].isBelow,
        model.keyPlaces[use.name]?.contains(use.slots[0].place) != true, !formulas.contains(use.name)
      else { return false }
      uses.append(use)
    }
    let isBeyond = uses.contains { use in
      if case .sum(let terms) = use.slots[0].content.node { terms.last?.integer == 1 } else { false }
    }
    guard isBeyond, Set(uses.map(\.name)).count == 1 else { return false }
    model.zeroOutside.insert(uses[0].name)
    return true
  }

  /// w_{11} = 0.5 where w is drawn: a number of the text's example, which is neither a law nor a claim.
  mutating func isExample(_ number: Int, _ sides: [Term], _ relations: [Relation]) -> Bool {
    guard relations == [.equal], case .name(let use) = sides[0].node, sides[1].isWritten,
      let value = Arithmetic.value(sides[1]),
      use.slots.allSatisfy({ $0.content.integer != nil }), !formulas.contains(use.name), number >= given,
      !survey.indices.contains(use.name), model.ends[use.name] == nil, !model.sizeNames.contains(use.name)
    else { return false }
    model.given.append(Model.Given(use: use, value: value, statement: number))
    return use.slots.isEmpty ? sides[1].integer == nil || !Prose(statements[number].lead).defines : true
  }

  /// Names that formulas define, rather than numbers.
  var formulas: Set<String> {
    var names: Set<String> = []
    for statement in statements where statement.sides.count >= 2 && !statement.sides[1].isArithmetic {
      if statement.parts.relations.first?.canDefine == true, case .name(let use) = statement.sides[0].node {
        names.insert(use.name)
      }
    }
    return names
  }

  /// letter = number, letter = letter, y_c = 1: which ones are meant.
  func isSetting(_ sides: [Term], _ lead: Prose) -> Bool {
    guard sides.count == 2 else { return false }
    if let letter = sides[0].letter {
      let counts =
        survey.indices.contains(letter) || model.sizeNames.contains(letter) || model.ends[letter] != nil
      if counts, sides[1].integer != nil || sides[1].letter != nil { return true }
    }
    guard case .name(let use) = sides[0].node, sides[1].isArithmetic, isKnown(use.name) else { return false }
    let keyed = model.keyPlaces[use.name] ?? []
    if use.slots.isEmpty {
      if sides[1].integer != nil, lead.conditions || lead.illustrates { return true }
      // B = 0, where B was drawn so far.
      return model.definitions[use.name] == nil && model.leafKinds[use.name] != .classNumber
    }
    if sides[1].integer == nil, model.definitions[use.name] != nil {
      return lead.conditions || lead.illustrates
    }
    // α_k = 0 of all layers, where α was drawn so far.
    if model.definitions[use.name] == nil, !formulas.contains(use.name),
      use.slots.allSatisfy({ $0.content.letter.map { model.ends[$0] == nil } ?? false })
    {
      return true
    }
    return use.slots.allSatisfy { !keyed.contains($0.place) }
  }

  /// Whether a definition before speaks of a name.
  func isKnown(_ name: String) -> Bool {
    model.definitions.values.contains { $0.contains { $0.body.uses.contains { $0.name == name } } }
  }

  /// γ > 0 where γ is a letter of the text: it is drawn so.
  mutating func bound(_ statement: Statement, _ sides: [Term], _ relations: [Relation]) {
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
}

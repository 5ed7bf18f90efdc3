import Formula

/// Reads conditions: i ≠ j, z > 0, "if i = j", "otherwise".
enum ConditionReader {
  /// A condition; nil where there is none, as for "otherwise".
  static func read(_ items: [Markup], at place: SourceRange) throws(Unreadable) -> Condition? {
    let items = items.filter { item in
      switch item.kind {
      case .text, .punctuation, .mark: false
      case .word(let word): KnownFunction(word) != nil
      case .sign(.forAll): false
      default: true
      }
    }
    guard items.contains(where: { if case .relation = $0.kind { true } else { false } }) else { return nil }
    var sides: [[Markup]] = [[]]
    var relations: [Relation] = []
    for item in items {
      if case .relation(let relation) = item.kind {
        relations.append(relation)
        sides.append([])
      } else {
        sides[sides.count - 1].append(item)
      }
    }
    var terms: [Term] = []
    for side in sides { terms.append(try TermReader.read(side, at: place)) }
    return Condition(
      comparisons: relations.indices.map {
        .init(left: terms[$0], relation: relations[$0], right: terms[$0 + 1])
      })
  }

  /// The value of a row of cases, and the condition that stands in the same cell behind a word or comma.
  static func split(_ cell: [Markup]) -> (value: [Markup], condition: [Markup]) {
    let cut =
      cell.firstIndex { item in
        switch item.kind {
        case .text, .punctuation(.comma), .punctuation(.separator): true
        default: false
        }
      } ?? cell.endIndex
    return (Array(cell[..<cut]), Array(cell[cut...]))
  }
}

/// Reads what stands below and above Σ.
enum BinderReader {
  static func read(_ sub: [Markup], upper: [Markup]?, at place: SourceRange) throws(Unreadable) -> [Binder] {
    let top: Term? = try upper.map { items throws(Unreadable) in try TermReader.read(items, at: place) }
    var parts: [[Markup]] = [[]]
    for item in sub {
      if case .punctuation(.comma) = item.kind {
        parts.append([])
      } else {
        parts[parts.count - 1].append(item)
      }
    }
    // Σ_{ij}
    if parts.count == 1, parts[0].count > 1, parts[0].allSatisfy(\.isPlainIndex) {
      parts = parts[0].map { [$0] }
    }
    var binders: [Binder] = []
    for part in parts where !part.isEmpty {
      guard let place = part.firstIndex(where: { if case .relation = $0.kind { true } else { false } }) else {
        guard let letter = try TermReader.read(part, at: part[0].range).letter else {
          throw Unreadable(part[0].range, "a sum over something else than a letter")
        }
        binders.append(Binder(letter: letter, upper: top))
        continue
      }
      guard let letter = try TermReader.read(Array(part[..<place]), at: part[0].range).letter,
        case .relation(let relation) = part[place].kind
      else { throw Unreadable(part[0].range, "a sum over something else than a letter") }
      let right = try TermReader.read(Array(part[(place + 1)...]), at: part[place].range)
      switch relation {
      case .equal: binders.append(Binder(letter: letter, lower: right, upper: top))
      // e ∈ B runs over as many as B has.
      case .element:
        guard let set = right.baseUse?.name else { throw Unreadable(part[place].range, "such limits") }
        binders.append(Binder(letter: letter, upper: Term(.name(NameUse("|\(set)|")), part[0].range)))
      case .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
        let left = Term(.name(NameUse(letter)), part[0].range)
        let comparison = Condition.Comparison(left: left, relation: relation, right: right)
        binders.append(Binder(letter: letter, upper: top, condition: Condition(comparisons: [comparison])))
      default: throw Unreadable(part[place].range, "such limits")
      }
    }
    if binders.isEmpty { throw Unreadable(place, "Σ without a letter") }
    return binders
  }
}

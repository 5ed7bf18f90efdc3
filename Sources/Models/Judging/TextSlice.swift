import Formula

/// What one claim of a text needs of it: the definitions that it is made of, each from the section nearest to the
/// claim, and what is said of their letters there.
///
/// A long text has several models in it, and some of its sentences are beyond what is understood. What such a sentence
/// says of other things is nothing to this claim.
struct TextSlice {
  /// The statements that are kept.
  let kept: Set<Int>
  private let statements: [Statement]

  /// Nil where nothing of the text can be left out, or where nothing else would define what the claim is about.
  init?(_ statements: [Statement], of number: Int) {
    self.statements = statements
    var definitions: [String: [Int]] = [:]
    for (place, statement) in statements.enumerated() where statement.passage != statements[number].passage {
      if let name = statement.definedName { definitions[name, default: []].append(place) }
    }
    let claim = statements[number]
    if let own = claim.definedName, definitions[own] == nil { return nil }
    var kept: Set<Int> = [number]
    var sections: Set<Int> = [claim.section]
    var names: Set<String> = []
    var open = claim.names.sorted()
    while let name = open.popLast() {
      guard names.insert(name).inserted, let all = definitions[name] else { continue }
      guard let nearest = all.last(where: { $0 < number }) ?? all.first else { continue }
      let section = statements[nearest].section
      var members: Set<[Slot]> = []
      let first = all.first { statements[$0].section == section }
      for place in all where statements[place].section == section {
        guard let use = statements[place].sides.first?.baseUse,
          use.slots.count == first.flatMap({ statements[$0].sides.first?.baseUse?.slots.count }),
          members.insert(use.slots).inserted
        else { continue }
        kept.insert(place)
        sections.insert(section)
        open += statements[place].names.sorted()
      }
    }
    for (place, statement) in statements.enumerated() where sections.contains(statement.section) {
      switch statement.content {
      case .relation, .unreadable, .mention: break
      case .membership, .range, .span:
        if statement.names.contains(where: names.contains) { kept.insert(place) }
      }
    }
    guard kept.count < statements.count else { return nil }
    self.kept = kept
  }

  /// The text as if it said nothing else.
  var text: [Statement] {
    statements.enumerated().map { kept.contains($0.offset) ? $0.element : $0.element.unspoken }
  }
}

extension Statement {
  /// The name that a relation defines, if it is a definition.
  fileprivate var definedName: String? {
    guard case .relation(let sides, let relations) = content, relations.first?.canDefine == true else {
      return nil
    }
    switch sides[0].node {
    case .name(let use) where use.primes == 0: return use.name
    case .applied(let use, let arguments) where use.primes == 0 && arguments.allSatisfy({ $0.letter != nil }):
      return use.name
    default: return nil
    }
  }

  /// The names that it speaks of.
  fileprivate var names: Set<String> {
    var result = Set((terms + conditions.flatMap(\.terms)).flatMap(\.uses).map(\.name))
    if case .range(let letter, _, _) = content { result.insert(letter) }
    return result
  }
}

import Formula

/// A letter that stands for different things in different sections: x_i of one and x of another, w_k and w_{cek}.
///
/// What nothing defines, and what the definitions of one section have with so many indices and those of another with
/// another number of them, is two families, unless both sections define the same names of it.
struct NamesApart {
  private let statements: [Statement]
  private let indices: Set<String>

  init(_ statements: [Statement], indices: Set<String>) {
    self.statements = statements
    self.indices = indices
  }

  /// What the definitions of one section show of a name.
  private struct Sight {
    var counts: Set<Int> = []
    /// The names that are defined by it.
    var defines: Set<String> = []
  }

  /// The statements with such names told apart.
  var told: [Statement] {
    let names = second
    guard !names.isEmpty else { return statements }
    return statements.map { statement in
      var statement = statement
      let own = names.filter { $0.value.sections.contains(statement.section) || $0.value.count > 0 }
      guard !own.isEmpty else { return statement }
      func renamed(_ term: Term) -> Term {
        let term = term.mapChildren(renamed)
        func with(_ use: NameUse) -> NameUse {
          guard let other = own[use.name], use.slots.count == other.count,
            other.count > 0 || other.sections.contains(statement.section)
          else { return use }
          var use = use
          use.name += "{}"
          return use
        }
        switch term.node {
        case .name(let use): return Term(.name(with(use)), term.range)
        case .applied(let use, let arguments): return Term(.applied(with(use), arguments), term.range)
        default: return term
        }
      }
      switch statement.content {
      case .relation(let sides, let relations):
        statement.content = .relation(sides: sides.map(renamed), relations: relations)
      case .mention(let terms): statement.content = .mention(terms.map(renamed))
      case .membership(let subjects, let set): statement.content = .membership(subjects.map(renamed), set)
      default: break
      }
      return statement
    }
  }

  /// Names with the number of indices that the second family has, and its sections.
  private var second: [String: (count: Int, sections: Set<Int>)] {
    var defined: Set<String> = []
    var sights: [String: [(section: Int, sight: Sight)]] = [:]
    for statement in statements {
      guard case .relation(let sides, let relations) = statement.content, relations.first?.canDefine == true,
        let left = sides[0].baseUse, !sides[0].isDerivative, !sides[1].isDerivative
      else { continue }
      defined.insert(left.name)
      for use in sides[1].uses where !indices.contains(use.name) {
        var all = sights[use.name] ?? []
        if all.last?.section != statement.section { all.append((statement.section, Sight())) }
        all[all.count - 1].sight.counts.insert(use.slots.count)
        all[all.count - 1].sight.defines.insert(left.name)
        sights[use.name] = all
      }
    }
    var result = steps
    for (name, all) in sights where !defined.contains(name) && all.count >= 2 {
      guard all.allSatisfy({ $0.sight.counts.count == 1 }), let count = all[0].sight.counts.first else {
        continue
      }
      let others = all.filter { $0.sight.counts != [count] }
      guard let other = others.first?.sight.counts.first, others.allSatisfy({ $0.sight.counts == [other] })
      else {
        continue
      }
      let first = all.filter { $0.sight.counts == [count] }.reduce(into: Set()) {
        $0.formUnion($1.sight.defines)
      }
      let last = others.reduce(into: Set()) { $0.formUnion($1.sight.defines) }
      guard first.isDisjoint(with: last) else { continue }
      // Bare or not, a vector and its entries are told apart by their sections only.
      let home = Set(others.map(\.section)).subtracting(
        all.filter { $0.sight.counts == [count] }.map(\.section))
      guard !home.isEmpty,
        count == 0 || other == 0
          ? isWhole(name, other, home) && !hasEntries(name) : !isEntry(name, count, other)
      else { continue }
      result[name] = (other, home)
    }
    return result
  }

  /// w_t = w_{t−1} − … of one section, and w of others: the steps of a method, and what a model is made of.
  private var steps: [String: (count: Int, sections: Set<Int>)] {
    var recursive: Set<String> = []
    for statement in statements where statement.parts.relations.first?.canDefine == true {
      guard case .name(let use)? = statement.sides.first?.node, use.slots.count == 1,
        let own = use.slots[0].content.shifted
      else { continue }
      let isStep = statement.sides[1].uses.contains { other in
        other.name == use.name && other.slots.count == 1
          && other.slots[0].content.shifted.map { $0.letter == own.letter && $0.by != own.by } == true
      }
      if isStep { recursive.insert(use.name) }
    }
    guard !recursive.isEmpty else { return [:] }
    var result: [String: (count: Int, sections: Set<Int>)] = [:]
    for name in recursive {
      let home = statements.filter { statement in
        !statement.isMention
          && statement.terms.flatMap(\.uses).contains { $0.name == name && $0.slots.count == 1 }
      }
      let isMade = statements.contains { statement in
        statement.parts.relations.first?.canDefine == true
          && statement.sides.dropFirst().contains { $0.uses.contains { $0.name == name && $0.slots.isEmpty } }
      }
      let isDefined = statements.contains {
        $0.sides.first?.letter == name && $0.parts.relations.first?.canDefine == true
          && !$0.sides[1].isArithmetic
      }
      let sections = Set(home.map(\.section))
      let areApart = statements.allSatisfy { statement in
        statement.isMention || !sections.contains(statement.section)
          || statement.terms.flatMap(\.uses).allSatisfy { $0.name != name || !$0.slots.isEmpty }
      }
      if isMade, !isDefined, areApart { result[name] = (1, sections) }
    }
    return result
  }

  /// x_k^{(n)} beside x^{(n)}: a section has both, and what stands on the one stands on the other.
  private func isEntry(_ name: String, _ first: Int, _ second: Int) -> Bool {
    var places: [Int: [Int: Set<Slot.Place>]] = [:]
    for statement in statements {
      for use in statement.terms.flatMap(\.uses) where use.name == name {
        places[statement.section, default: [:]][use.slots.count, default: []].formUnion(
          use.slots.map(\.place))
      }
    }
    let (few, many) = (min(first, second), max(first, second))
    return places.values.contains { section in
      guard let vector = section[few], let entry = section[many] else { return false }
      return vector.isSubset(of: entry)
    }
  }

  /// W beside W_{kd} in one section: the whole and its entries.
  private func hasEntries(_ name: String) -> Bool {
    var bare: Set<Int> = []
    var indexed: Set<Int> = []
    for statement in statements {
      for use in statement.terms.flatMap(\.uses) where use.name == name {
        if use.slots.isEmpty { bare.insert(statement.section) } else { indexed.insert(statement.section) }
      }
    }
    return !bare.isDisjoint(with: indexed)
  }

  /// Sections have a name with so many indices only.
  private func isWhole(_ name: String, _ count: Int, _ sections: Set<Int>) -> Bool {
    statements.filter { sections.contains($0.section) }.allSatisfy { statement in
      statement.terms.flatMap(\.uses).allSatisfy { $0.name != name || $0.slots.count == count }
    }
  }
}

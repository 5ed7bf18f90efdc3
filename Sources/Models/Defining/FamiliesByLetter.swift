import Formula

/// The letter of an index can choose the quantity: with net_j and net_k each defined for itself, and net_k made of
/// what has the index j, the letters stand for two layers, and so do those of the weights between them.
struct FamiliesByLetter {
  private let statements: [Statement]
  private let indices: Set<String>

  init(_ statements: [Statement], indices: Set<String>) {
    self.statements = statements
    self.indices = indices
  }

  /// The statements with such families told apart by their letters.
  var renamed: [Statement] {
    let names = families
    guard !names.isEmpty else { return statements }
    return statements.map { statement in
      var statement = statement
      if case .relation(let sides, let relations) = statement.content {
        statement.content = .relation(sides: sides.map { renamed($0, names) }, relations: relations)
      }
      return statement
    }
  }

  private func renamed(_ term: Term, _ names: [String: Set<[String]>]) -> Term {
    let term = term.mapChildren { renamed($0, names) }
    func told(_ use: NameUse) -> NameUse {
      guard let letters = letters(of: use), names[use.name]?.contains(letters) == true else { return use }
      var use = use
      use.name += Self.label(letters)
      return use
    }
    switch term.node {
    case .name(let use): return Term(.name(told(use)), term.range)
    case .applied(let use, let arguments): return Term(.applied(told(use), arguments), term.range)
    default: return term
    }
  }

  /// What a name has behind it for the letters of its indices.
  private static func label(_ letters: [String]) -> String { "_{" + letters.joined() + "}" }

  /// a of a_{j} and a_{k}, two families that only the letters of their indices tell apart.
  static func plain(_ name: String, indices: Set<String>) -> String {
    for index in indices {
      let end = label([index])
      if name.hasSuffix(end) { return String(name.dropLast(end.count)) }
    }
    return name
  }

  /// The letters below a name, where nothing else stands there.
  private func letters(of use: NameUse) -> [String]? {
    let letters = use.slots.compactMap { slot -> String? in
      guard case .below = slot.place, let letter = slot.content.letter, indices.contains(letter) else {
        return nil
      }
      return letter
    }
    return letters.isEmpty || letters.count != use.slots.count ? nil : letters
  }

  /// Names with the letters that tell their families apart.
  private var families: [String: Set<[String]>] {
    var defined: [String: [(letter: String, body: Term)]] = [:]
    for statement in statements {
      guard case .relation(let sides, let relations) = statement.content, relations.first?.canDefine == true,
        case .name(let use) = sides[0].node, let letters = letters(of: use), letters.count == 1
      else { continue }
      defined[use.name, default: []].append((letters[0], sides[1]))
    }
    let several = defined.filter { Set($0.value.map(\.letter)).count >= 2 }
    // From a_k by way of z_j to a_j.
    func leadsElsewhere(_ name: String, _ letter: String) -> Bool {
      var seen: Set<[String]> = []
      var open = [[name, letter]]
      while let next = open.popLast() {
        for definition in defined[next[0]] ?? [] where definition.letter == next[1] {
          for use in definition.body.uses {
            guard let letters = letters(of: use), letters.count == 1 else { continue }
            if several[use.name] != nil, letters != [letter] { return true }
            let part = [use.name, letters[0]]
            if seen.insert(part).inserted { open.append(part) }
          }
        }
      }
      return false
    }
    let isLayered = several.contains { name, definitions in
      definitions.contains { leadsElsewhere(name, $0.letter) }
    }
    guard isLayered else { return [:] }
    var result = several.mapValues { Set($0.map { [$0.letter] }) }
    // Weights and biases between them.
    var tuples: [String: Set<[String]>] = [:]
    for definition in several.values.joined() {
      for use in definition.body.uses where several[use.name] == nil && defined[use.name] == nil {
        if let letters = letters(of: use) { tuples[use.name, default: []].insert(letters) }
      }
    }
    for (name, set) in tuples where set.count >= 2 { result[name] = set }
    return result
  }
}

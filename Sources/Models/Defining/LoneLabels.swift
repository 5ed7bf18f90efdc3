import Formula

/// d_k of S_{ij} = q_{ia} k_{ja} / √d_k: a letter below that could count nothing is a part of the name.
///
/// The name never carries another, nothing defines it, and a definition with indices has it where that letter stands on
/// neither side.
struct LoneLabels {
  private let statements: [Statement]
  private var labels: [String: String] = [:]

  init(_ statements: [Statement]) {
    self.statements = statements
    var contents: [String: Set<[Term]>] = [:]
    var defined: Set<String> = []
    for use in statements.flatMap(\.terms).flatMap(\.uses) {
      contents[use.name, default: []].insert(use.slots.map(\.content))
    }
    for statement in statements {
      if let use = statement.sides.first?.baseUse { defined.insert(use.name) }
    }
    for statement in statements {
      guard statement.parts.relations.first?.canDefine == true,
        case .name(let left)? = statement.sides.first?.node,
        left.slots.contains(where: { $0.content.letter != nil })
      else { continue }
      let uses = statement.sides.flatMap(\.uses)
      let bound = Set(statement.sides.flatMap(\.boundLetters))
      for use in uses where !defined.contains(use.name) && contents[use.name]?.count == 1 {
        guard use.slots.count == 1, use.slots[0].isBelow, let letter = use.slots[0].content.letter,
          !bound.contains(letter)
        else { continue }
        let isElsewhere = uses.contains { other in
          other.name != use.name
            && other.slots.contains { $0.content.uses.contains { $0.name == letter } }
        }
        if !isElsewhere { labels[use.name] = letter }
      }
    }
  }

  /// The names with these parts; they stand among numbers.
  var names: Set<String> { Set(labels.map { Self.name($0.key, $0.value) }) }

  private static func name(_ name: String, _ letter: String) -> String { "\(name)_{\(letter)}" }

  /// The statements with such letters as parts of names.
  var settled: [Statement] { labels.isEmpty ? statements : statements.map { $0.mapTerms(renamed) } }

  private func renamed(_ term: Term) -> Term {
    let term = term.mapChildren(renamed)
    guard case .name(let use) = term.node, let letter = labels[use.name], use.slots.count == 1 else {
      return term
    }
    var whole = use
    whole.name = Self.name(use.name, letter)
    whole.slots = []
    return Term(.name(whole), term.range)
  }
}

import Formula

/// h(x) = θᵀx beside h(x^{(i)}): the parameter of a function stands for any example, while x^{(i)} is one of those that
/// are given. The two are families of their own.
struct GenericExample {
  private let statements: [Statement]

  /// Letters that Σ binds, but for those of layers, which have neighbours.
  private let examples: Set<String>

  init(_ statements: [Statement]) {
    self.statements = statements
    let terms = statements.flatMap(\.terms)
    let contents = terms.flatMap(\.uses).flatMap(\.slots).map(\.content)
    let moved = Set(contents.compactMap(\.shifted).filter { $0.by != 0 }.map(\.letter))
    examples = terms.reduce(into: Set<String>()) { $0.formUnion($1.boundLetters) }.subtracting(moved)
  }

  /// The indices that the generic example has: those of the given ones but for the number of the example.
  func places(_ known: [String: [Slot.Place]]) -> [String: [Slot.Place]] {
    var result = known
    for name in names { result[name + Self.mark] = (known[name] ?? []).filter { !$0.isAbove } }
    return result
  }

  /// What tells its names from those of the given ones.
  private static let mark = "{}"

  /// The statements, with names of the one generic example told from those of the given ones.
  var apart: [Statement] {
    let names = names
    guard !names.isEmpty else { return statements }
    return statements.map { statement in statement.mapTerms { renamed($0, names) } }
  }

  /// Parameters of functions that elsewhere have the index of an example above, and what comes with them.
  private var names: Set<String> {
    var parameters: Set<String> = []
    for statement in statements {
      guard case .applied(_, let arguments)? = statement.sides.first?.node, statement.sides.count > 1 else {
        continue
      }
      for letter in arguments.compactMap(\.letter)
      where statement.sides[1].uses.contains(where: { $0.name == letter && !isOfExample($0) }) {
        parameters.insert(letter)
      }
    }
    let given = Set(uses.filter(isOfExample).map(\.name)).intersection(parameters)
    guard !given.isEmpty else { return [] }
    // y of (x, y) beside (x^{(i)}, y^{(i)}).
    var partners: Set<String> = []
    for statement in statements {
      let uses = statement.terms.flatMap(\.uses)
      guard uses.contains(where: { given.contains($0.name) && !isOfExample($0) }) else { continue }
      partners.formUnion(uses.filter { !isOfExample($0) }.map(\.name))
    }
    return given.union(partners.intersection(uses.filter(isOfExample).map(\.name)))
  }

  private var uses: [NameUse] { statements.flatMap(\.terms).flatMap(\.uses) }

  /// x^{(i)}: a letter above that stands for one of those over which a sum runs.
  private func isOfExample(_ use: NameUse) -> Bool {
    use.slots.contains { $0.isAbove && $0.content.letter.map(examples.contains) == true }
  }

  private func renamed(_ term: Term, _ names: Set<String>) -> Term {
    let term = term.mapChildren { renamed($0, names) }
    guard case .name(var use) = term.node, names.contains(use.name), !isOfExample(use) else { return term }
    use.name += Self.mark
    return Term(.name(use), term.range)
  }
}

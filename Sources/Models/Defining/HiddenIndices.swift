import Formula

/// f = W x_i + b beside L_i = ℓ(f, y_i): a definition for one of many, whose number its left side leaves out.
///
/// Where what is made of it, with that letter or under a sum over it, shows that there is one for each, the letter stands
/// on it too, and on all that lies between.
struct HiddenIndices {
  private let statements: [Statement]
  private let indices: Set<String>
  private let names: Set<String>

  init(_ statements: [Statement], indices: Set<String>) {
    self.statements = statements
    self.indices = indices
    names = Set(statements.flatMap(\.terms).flatMap(\.uses).map(\.name))
  }

  /// A definition by a name.
  private struct Definition {
    var use: NameUse
    var body: Term
  }

  /// The statements with such letters written out.
  var writtenOut: [Statement] {
    var result = statements
    for (letter, names) in hidden.sorted(by: { $0.key < $1.key }) {
      result = result.map { $0.mapTerms { Self.indexed($0, names, by: letter) } }
    }
    return result
  }

  /// dX beside X is known: what is said of it is claimed.
  private func isAdjoint(_ name: String) -> Bool {
    guard name.accent == nil, let base = name.adjointBase else { return false }
    return names.contains(base)
  }

  /// Names that leave an index out, by its letter.
  private var hidden: [String: Set<String>] {
    let definitions = statements.compactMap { statement -> Definition? in
      guard statement.parts.relations.first?.canDefine == true,
        case .name(let use)? = statement.sides.first?.node,
        !statement.sides[1].isSignedDerivative, !isAdjoint(use.name)
      else { return nil }
      return Definition(use: use, body: statement.sides[1])
    }
    var result: [String: Set<String>] = [:]
    for letter in candidates {
      let lacking = Set(definitions.filter { !$0.use.carries(letter) }.map(\.use.name))
      // What is made of the letter, step by step.
      var made: Set<String> = []
      var isSettled = false
      while !isSettled {
        isSettled = true
        for definition in definitions where lacking.contains(definition.use.name) {
          guard !made.contains(definition.use.name),
            definition.body.isOpen(in: letter) || definition.body.speaks(of: made, outside: letter)
          else { continue }
          made.insert(definition.use.name)
          isSettled = false
        }
      }
      let carrying = definitions.filter { $0.use.carries(letter) }
      // What something that has the letter is made of, or a sum over it.
      var needed: Set<String> = []
      var open = made.filter { name in
        carrying.contains { $0.body.uses.contains { $0.name == name } }
          || definitions.contains { $0.body.sums(name, over: letter) }
      }
      while let next = open.popFirst() {
        guard needed.insert(next).inserted else { continue }
        for definition in definitions where definition.use.name == next {
          open.formUnion(definition.body.uses.map(\.name).filter(made.contains))
        }
      }
      // What is made of these on the way to nothing that has the letter stays as it is, so that the text is not followed.
      let isWhole = made.allSatisfy(needed.contains)
      let isTaken = statements.flatMap(\.terms).flatMap(\.uses).contains {
        needed.contains($0.name) && $0.carries(letter)
      }
      if !needed.isEmpty, isWhole, !isTaken { result[letter] = needed }
    }
    return result
  }

  /// Letters of indices that are never moved on: those of layers and times are.
  private var candidates: [String] {
    let contents = statements.flatMap(\.terms).flatMap(\.uses).flatMap(\.slots).map(\.content)
    let moved = Set(contents.compactMap(\.shifted).filter { $0.by != 0 }.map(\.letter))
    return Set(contents.compactMap(\.letter)).intersection(indices).subtracting(moved).sorted()
  }

  private static func indexed(_ term: Term, _ names: Set<String>, by letter: String) -> Term {
    let term = term.mapChildren { indexed($0, names, by: letter) }
    func with(_ use: NameUse) -> NameUse {
      guard names.contains(use.name) else { return use }
      var use = use
      let number = use.slots.filter(\.isAbove).count
      use.slots.append(Slot(place: .above(number), content: Term(.name(NameUse(letter)), term.range)))
      return use
    }
    switch term.node {
    case .name(let use): return Term(.name(with(use)), term.range)
    // p_{y_i}(1 − p_{y_i})
    case .applied(let use, let arguments): return Term(.applied(with(use), arguments), term.range)
    default: return term
    }
  }
}

extension NameUse {
  /// A letter stands on it.
  fileprivate func carries(_ letter: String) -> Bool {
    slots.contains { $0.content.shifted?.letter == letter }
  }
}

extension Term {
  /// A letter stands on a name within, and nothing within binds it.
  fileprivate func isOpen(in letter: String) -> Bool {
    if case .big(let big) = node, big.binders.contains(where: { $0.letter == letter }) { return false }
    if case .name(let use) = node, use.slots.contains(where: { $0.content.letter == letter }) { return true }
    return children.contains { $0.isOpen(in: letter) }
  }

  /// Some of the names stand within, not under a sum over the letter.
  fileprivate func speaks(of names: Set<String>, outside letter: String) -> Bool {
    if case .big(let big) = node, big.binders.contains(where: { $0.letter == letter }) { return false }
    if case .name(let use) = node, names.contains(use.name) { return true }
    return children.contains { $0.speaks(of: names, outside: letter) }
  }

  /// A name stands under a sum over a letter.
  fileprivate func sums(_ name: String, over letter: String) -> Bool {
    contains { inner in
      guard case .big(let big) = inner.node else { return false }
      return big.binders.contains { $0.letter == letter } && big.body.uses.contains { $0.name == name }
    }
  }
}

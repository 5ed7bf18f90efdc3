import Formula
import Models

/// The letters that an exercise gives: those of its page, of what is asked, and of its answer.
struct GivenNames {
  private(set) var known: Set<String>
  /// Letters that select layers or times.
  private(set) var layers: Set<String> = []
  /// Letters that stand for one number: the last layer, the number of examples.
  private(set) var fixed: Set<String> = []
  /// The derivative that a name stands for: δ.
  private(set) var derivatives: [(name: Term, derivative: Term)] = []

  /// Known to everybody: the transpose, e, π, the identity.
  static let common: Set<String> = ["T", "e", "I", "\\pi", "d", "\\infty"]

  init(_ page: Page, asked: [Term], letters: [String]) {
    known = Self.common
    let batch = page.costOfBatch
    let statements = TextReader.read(Document(page.text + "\n\n" + batch))
    for statement in statements {
      for term in statement.terms {
        for use in term.uses { known.insert(use.name) }
        known.formUnion(term.boundLetters)
      }
      switch statement.content {
      case .range(let letter, let from, let to):
        known.insert(letter)
        layers.insert(letter)
        for end in [from, to] {
          known.formUnion(end.uses.map(\.name))
          fixed.formUnion(end.uses.map(\.name))
        }
      case .relation(let sides, _):
        if sides.count == 2, sides[0].baseUse != nil, case .derivative = sides[1].node {
          derivatives.append((sides[0], sides[1]))
        }
      default: break
      }
    }
    layers.formUnion(fixed)
    let layers = layers
    derivatives = derivatives.map { ($0.name.layered(layers), $0.derivative.layered(layers)) }
    known.formUnion(page.capitals.keys)
    fixed.insert(page.letters.examples)
    for letter in letters {
      guard let term = AnswerReading.term(letter) else { continue }
      known.formUnion(term.uses.map(\.name))
    }
    for term in asked {
      known.formUnion(term.uses.map(\.name))
      known.formUnion(term.boundLetters)
    }
  }

  /// Whether two uses of a name are the same member, whichever unit it is.
  private func isSame(_ a: NameUse, _ b: NameUse) -> Bool {
    guard a.name == b.name, a.slots.map(\.place) == b.slots.map(\.place) else { return false }
    return zip(a.slots, b.slots).allSatisfy { x, y in
      if x.content == y.content { return true }
      guard let p = x.content.letter, let q = y.content.letter else { return false }
      return !layers.contains(p) && !layers.contains(q)
    }
  }

  /// Whether a term is what was asked, of whichever unit.
  private func isAsked(_ term: Term, _ asked: Term) -> Bool {
    switch (term.node, asked.node) {
    case (.name(let a), .name(let b)): return isSame(a, b)
    case (.derivative(let of, let by), .derivative(let ofAsked, let byAsked)):
      guard by.count == byAsked.count else { return false }
      return zip([of] + by, [ofAsked] + byAsked).allSatisfy { a, b in
        if let u = a.baseUse, let v = b.baseUse { isSame(u, v) } else { a == b }
      }
    default: return term == asked
    }
  }

  /// Whether a term contains what was asked.
  func restates(_ term: Term, _ asked: Term) -> Bool {
    let asked = asked.layered(layers)
    return term.layered(layers).contains { inner in
      if isAsked(inner, asked) { return true }
      // δ and the derivative that it stands for are one thing.
      return derivatives.contains { name, derivative in
        isAsked(asked, of: name, inner, derivative) || isAsked(asked, of: derivative, inner, name)
      }
    }
  }

  /// Whether `asked` is an `instance` of one definition's side, and `inner` the other side of it.
  private func isAsked(_ asked: Term, of side: Term, _ inner: Term, _ other: Term) -> Bool {
    guard let names = side.binding(to: asked) else { return false }
    return isAsked(inner, other.renaming(names))
  }

  /// Names in terms that are not known, each once.
  func unknown(in terms: [Term]) -> [String] {
    var found: [String] = []
    for name in terms.flatMap({ strangers(in: $0, own: []) }) where !found.contains(name) {
      found.append(name)
    }
    return found
  }

  /// Names in a term that are neither given nor bound in it nor its own.
  func strangers(in term: Term, own: Set<String>) -> [String] {
    let bound = term.boundLetters
    return term.namesOutsideSlots.filter { !known.contains($0) && !own.contains($0) && !bound.contains($0) }
  }
}

extension Term {
  /// With layers above as indices: what stands there is no power.
  func layered(_ layers: Set<String>) -> Term {
    let inner = mapChildren { $0.layered(layers) }
    guard case .raised(let base, let exponent) = inner.node, case .name(var use) = base.node,
      !use.slots.contains(where: { $0.place == .above(0) }),
      case let names = exponent.namesOutsideSlots, !names.isEmpty, names.allSatisfy(layers.contains)
    else { return inner }
    use.slots.append(Slot(place: .above(0), content: exponent))
    return Term(.name(use), range)
  }

  /// Without powers of numbers: z for z².
  var withoutPowers: Term {
    if case .raised(let base, let exponent) = node, exponent.integer != nil { return base.withoutPowers }
    return mapChildren(\.withoutPowers)
  }

  /// Uses of names that are not the index of another one, in their order.
  var usesOutsideSlots: [NameUse] {
    switch node {
    case .name(let use): [use]
    case .applied(let use, let arguments): [use] + arguments.flatMap(\.usesOutsideSlots)
    case .element(let base, _): base.usesOutsideSlots
    default: children.flatMap(\.usesOutsideSlots)
    }
  }

  /// The names of these.
  var namesOutsideSlots: [String] { usesOutsideSlots.map(\.name) }

  /// Whether a derivative is written in it.
  var hasDerivative: Bool {
    contains {
      switch $0.node {
      case .derivative, .gradient: true
      default: false
      }
    }
  }

  /// What stands in `other` where this has index letters; nil where they differ otherwise.
  fileprivate func binding(to other: Term) -> [String: Term]? {
    var found: [String: Term] = [:]
    func match(_ a: Term, _ b: Term) -> Bool {
      if let u = a.baseUse, let v = b.baseUse, case .name = a.node, case .name = b.node {
        guard u.name == v.name, u.slots.map(\.place) == v.slots.map(\.place) else { return false }
        for (x, y) in zip(u.slots, v.slots) {
          if let letter = x.content.letter {
            if let old = found[letter], old != y.content { return false }
            found[letter] = y.content
          } else if x.content != y.content {
            return false
          }
        }
        return true
      }
      guard case .derivative(let of, let by) = a.node, case .derivative(let ofOther, let byOther) = b.node,
        by.count == byOther.count
      else { return false }
      return match(of, ofOther) && zip(by, byOther).allSatisfy(match)
    }
    return match(self, other) ? found : nil
  }

  fileprivate func renaming(_ letters: [String: Term]) -> Term {
    if let letter, let other = letters[letter] { return other }
    return mapChildren { $0.renaming(letters) }
  }
}

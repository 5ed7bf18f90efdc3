import Formula
import Models

/// What an answer's own letters stand for, written out.
extension Term {
  /// With names of the answer's own replaced by what they were defined as.
  func expanding(_ definitions: [AnswerReading.Definition]) -> Term {
    // The last definition first: it may speak of the ones before it.
    definitions.reversed().reduce(self) { $0.expanding($1) }
  }

  private func expanding(_ definition: AnswerReading.Definition) -> Term {
    let inner = mapChildren { $0.expanding(definition) }
    switch inner.node {
    case .name(let use): return definition.meaning(of: use, at: range) ?? inner
    case .applied(let use, let arguments):
      // r(1 − a), where r is no function, is a product.
      guard let meaning = definition.meaning(of: use, at: range), arguments.count == 1 else { return inner }
      return Term(.chain(Chain(factors: [meaning, arguments[0]], signs: [.beside])), range)
    default: return inner
    }
  }

  /// With letters exchanged, bound ones too: what it says stays the same.
  func exchanging(_ letters: [String: String]) -> Term {
    guard !letters.isEmpty else { return self }
    if let letter, let other = letters[letter] { return Term(.name(NameUse(other)), range) }
    let inner = mapChildren { $0.exchanging(letters) }
    guard case .big(var big) = inner.node else { return inner }
    for place in big.binders.indices {
      if let other = letters[big.binders[place].letter] { big.binders[place].letter = other }
    }
    return Term(.big(big), range)
  }

  /// How many parts it is made of.
  var parts: Int { children.reduce(1) { $0 + $1.parts } }

  /// How many sums stand within each other at most.
  var depthOfSums: Int {
    let inner = children.reduce(0) { max($0, $1.depthOfSums) }
    if case .big = node { return inner + 1 }
    return inner
  }

  /// Letters that count units in it: those below a name, bound or not.
  var unitLetters: Set<String> {
    var found: Set<String> = []
    func look(_ term: Term) {
      switch term.node {
      case .name(let use), .applied(let use, _):
        for slot in use.slots {
          if case .below = slot.place, let letter = slot.content.letter { found.insert(letter) }
        }
      default: break
      }
      for child in term.children { look(child) }
    }
    look(self)
    return found
  }

  /// Letters that stand behind brackets, for an example.
  var exampleLetters: Set<String> {
    var found: Set<String> = []
    func look(_ term: Term) {
      switch term.node {
      case .name(let use), .applied(let use, _):
        for slot in use.slots where slot.place == .example { found.formUnion(slot.content.uses.map(\.name)) }
      case .element(_, let indices): found.formUnion(indices.flatMap(\.uses).map(\.name))
      default: break
      }
      for child in term.children { look(child) }
    }
    look(self)
    return found
  }
}

extension AnswerReading.Definition {
  /// What a use of the name stands for: the definition with the use's indices; nil for another name.
  fileprivate func meaning(of use: NameUse, at range: SourceRange) -> Term? {
    guard use.name == name, use.primes == 0, use.slots.map(\.place) == slots.map(\.place) else { return nil }
    var body = sides[1].term
    // Letters that it binds make way for the indices of the use.
    let taken = Set(use.slots.flatMap { $0.content.uses.map(\.name) })
    let free = Self.letters.filter { !taken.contains($0) && !body.unitLetters.contains($0) }
    var exchange: [String: String] = [:]
    for (letter, other) in zip(body.boundLetters.intersection(taken).sorted(), free) {
      exchange[letter] = other
    }
    body = body.exchanging(exchange)
    var contents: [String: Term] = [:]
    for (own, given) in zip(slots, use.slots) {
      if let letter = own.content.letter { contents[letter] = given.content }
    }
    return body.replacingLetters(contents)
  }

  /// Letters for indices that have to make way.
  static let letters = ["h", "p", "q", "r", "u", "v", "g", "i", "j", "k"]
}

extension Term {
  /// With other terms for free letters.
  fileprivate func replacingLetters(_ contents: [String: Term]) -> Term {
    if let letter, let other = contents[letter] { return other }
    return mapChildren { $0.replacingLetters(contents) }
  }
}

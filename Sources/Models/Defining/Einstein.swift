import Formula

/// Summation over indices that occur twice in a product.
enum Einstein {
  static func freeLetters(_ term: Term) -> Set<String> {
    var letters: Set<String> = []
    for use in term.uses { for slot in use.slots { slot.content.letter.map { _ = letters.insert($0) } } }
    return letters
  }

  /// Whether definitions sum so throughout: two and more have an index twice that their left sides, which have others,
  /// lack, and none writes Σ.
  static func isMeant(_ statements: ArraySlice<Statement>, _ indices: Set<String>) -> Bool {
    var summing = 0
    for statement in statements where statement.isDisplay {
      guard statement.parts.relations.first?.canDefine == true,
        case .name(let left)? = statement.sides.first?.node, !left.slots.isEmpty
      else { continue }
      if statement.sides[1].contains(where: { if case .big = $0.node { true } else { false } }) {
        return false
      }
      guard !statement.sides[1].isDerivative else { continue }
      var counts: [String: Int] = [:]
      count(statement.sides[1], &counts)
      let free = freeLetters(statement.sides[0])
      if counts.contains(where: { $0.value == 2 && !free.contains($0.key) && indices.contains($0.key) }) {
        summing += 1
      }
    }
    return summing >= 2
  }

  /// Σ written out before each term, over the letters that stand there `least` times and more.
  static func summed(_ term: Term, _ free: Set<String>, _ model: Model, least: Int = 2) -> Term {
    switch term.node {
    case .sum(let terms):
      return Term(.sum(terms.map { summed($0, free, model, least: least) }), term.range)
    case .negative(let inner): return Term(.negative(summed(inner, free, model, least: least)), term.range)
    default: break
    }
    let term = term.mapArguments { summed($0, free, model) }
    var counts: [String: Int] = [:]
    count(term, &counts)
    let repeated = counts.filter {
      $0.value >= least && !free.contains($0.key) && !model.keyLetters.contains($0.key)
        && model.ends[$0.key] == nil
    }.keys.sorted()
    guard !repeated.isEmpty else { return term }
    let binders = repeated.map { Binder(letter: $0) }
    return Term(.big(Big(kind: .sum, binders: binders, body: term)), term.range)
  }

  /// Letters with the number of places that each stands at.
  private static func count(_ term: Term, _ counts: inout [String: Int]) {
    switch term.node {
    case .sum(let terms):
      // Each term of a bracket carries the letter; it counts once.
      var most: [String: Int] = [:]
      for inner in terms {
        var own: [String: Int] = [:]
        count(inner, &own)
        for (letter, number) in own { most[letter] = max(most[letter] ?? 0, number) }
      }
      for (letter, number) in most { counts[letter, default: 0] += number }
    case .name(let use):
      for slot in use.slots { slot.content.letter.map { counts[$0, default: 0] += 1 } }
    // What Σ binds is summed there.
    case .big(let big):
      var own: [String: Int] = [:]
      count(big.body, &own)
      for (letter, number) in own where !big.binders.contains(where: { $0.letter == letter }) {
        counts[letter, default: 0] += number
      }
    // [Wh + b]_i
    case .element(let base, let contents):
      count(base, &counts)
      for content in contents { content.letter.map { counts[$0, default: 0] += 1 } }
    default: for child in term.children { count(child, &counts) }
    }
  }
}

extension Term {
  /// The term with the arguments of its functions changed.
  fileprivate func mapArguments(_ change: (Term) -> Term) -> Term {
    let term = mapChildren { $0.mapArguments(change) }
    switch term.node {
    case .applied(let use, let arguments): return Term(.applied(use, arguments.map(change)), range)
    case .function(let name, let primes, let arguments):
      return Term(.function(name, primes: primes, arguments.map(change)), range)
    default: return term
    }
  }
}

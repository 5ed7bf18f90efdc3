import Formula

/// Summation over indices that occur twice in a product.
enum Einstein {
  static func freeLetters(_ term: Term) -> Set<String> {
    var letters: Set<String> = []
    for use in term.uses { for slot in use.slots { slot.content.letter.map { _ = letters.insert($0) } } }
    return letters
  }

  /// Σ written out before each term.
  static func summed(_ term: Term, _ free: Set<String>, _ model: Model) -> Term {
    switch term.node {
    case .sum(let terms): return Term(.sum(terms.map { summed($0, free, model) }), term.range)
    case .negative(let inner): return Term(.negative(summed(inner, free, model)), term.range)
    default: break
    }
    let term = term.mapArguments { summed($0, free, model) }
    var counts: [String: Int] = [:]
    count(term, &counts)
    let repeated = counts.filter {
      $0.value >= 2 && !free.contains($0.key) && !model.keyLetters.contains($0.key)
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

/// j′ beside j: as an index, a primed letter is a letter of its own.
extension Term {
  /// The same with each primed letter alone as a letter of its own.
  var asIndex: Term { mapPrimed { _ in true } }

  fileprivate func mapPrimed(_ isIndex: (String) -> Bool) -> Term {
    if case .name(var use) = node, use.slots.isEmpty, use.primes > 0, isIndex(use.primedName) {
      (use.name, use.primes) = (use.primedName, 0)
      return Term(.name(use), range)
    }
    return mapChildren { $0.mapPrimed(isIndex) }
  }
}

extension Statement {
  /// The statement with letters that it uses as indices, bound by Σ or standing on a name, named with their primes
  /// wherever they stand in it: also in 𝟏[k = k′].
  var withPrimedIndices: Statement {
    var letters: Set<String> = []
    for term in terms {
      letters.formUnion(term.boundLetters.filter { $0.hasSuffix("'") })
      for slot in term.uses.flatMap(\.slots) {
        letters.formUnion(slot.content.uses.map(\.name).filter { $0.hasSuffix("'") })
      }
    }
    return letters.isEmpty ? self : mapTerms { $0.mapPrimed(letters.contains) }
  }
}

extension NameUse {
  fileprivate var primedName: String { name + String(repeating: "'", count: primes) }
}

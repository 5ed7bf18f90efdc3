import Formula

/// k^⋆ beside max_k q_k: the index at which the largest is, where nothing else says what it is.
struct Winners {
  private let statements: [Statement]
  private var winners: [String: Term] = [:]

  init(_ statements: [Statement]) {
    self.statements = statements
    let defined = Set(statements.compactMap { $0.sides.first?.letter })
    var (found, repeated): ([String: Big], Set<String>) = ([:], [])
    for statement in statements where statement.parts.relations.first?.canDefine == true {
      for side in statement.sides.dropFirst() {
        side.visit { inner in
          guard case .big(let big) = inner.node, big.kind == .maximum || big.kind == .minimum,
            big.binders.count == 1
          else { return }
          if let old = found.updateValue(big, forKey: big.binders[0].letter), old != big {
            repeated.insert(big.binders[0].letter)
          }
        }
      }
    }
    for (letter, big) in found where !repeated.contains(letter) && !defined.contains("\(letter)^*") {
      var place = big
      place.kind = big.kind == .maximum ? .argMaximum : .argMinimum
      winners["\(letter)^*"] = Term(.big(place), big.body.range)
    }
  }

  /// The statements with such letters as what they stand for.
  var settled: [Statement] { winners.isEmpty ? statements : statements.map { $0.mapTerms(written) } }

  private func written(_ term: Term) -> Term {
    if let letter = term.letter, let place = winners[letter] { return place }
    return term.mapChildren(written)
  }
}

import Formula

/// Σ_{r=1}^{t} beside P_{ts}: a sum up to a letter that counts itself takes those with r ≤ t; what runs from it, those
/// with r ≥ t.
///
/// Letters of layers and times, which have neighbours, are left as they are.
struct PartialSums {
  private let statements: [Statement]
  private var letters: Set<String> = []

  init(_ statements: [Statement]) {
    self.statements = statements
    var moved: Set<String> = []
    for use in statements.flatMap(\.terms).flatMap(\.uses) {
      for shifted in use.slots.compactMap(\.content.shifted) where shifted.by != 0 {
        moved.insert(shifted.letter)
      }
    }
    for statement in statements where statement.parts.relations.first?.canDefine == true {
      guard case .name(let use)? = statement.sides.first?.node else { continue }
      letters.formUnion(use.slots.filter(\.isBelow).compactMap(\.content.letter).filter { !$0.isCapital })
    }
    letters.subtract(moved)
  }

  /// The statements with such limits as conditions.
  var conditioned: [Statement] { letters.isEmpty ? statements : statements.map { $0.mapTerms(conditioned) } }

  private func conditioned(_ term: Term) -> Term {
    let term = term.mapChildren(conditioned)
    guard case .big(var big) = term.node else { return term }
    big.binders = big.binders.map { binder in
      var binder = binder
      let own = Term(.name(NameUse(binder.letter)), term.range)
      func limit(_ relation: Relation, _ other: Term) {
        let old = binder.condition?.comparisons ?? []
        binder.condition = Condition(comparisons: old + [.init(left: own, relation: relation, right: other)])
      }
      if let upper = binder.upper, isLetter(upper, binder), binder.lower == nil || binder.lower?.integer == 1
      {
        limit(.lessOrEqual, upper)
        (binder.lower, binder.upper) = (nil, nil)
      } else if let lower = binder.lower, isLetter(lower, binder) {
        limit(.greaterOrEqual, lower)
        binder.lower = nil
      }
      return binder
    }
    return Term(.big(big), term.range)
  }

  private func isLetter(_ term: Term, _ binder: Binder) -> Bool {
    term.letter.map { letters.contains($0) && $0 != binder.letter } == true
  }
}

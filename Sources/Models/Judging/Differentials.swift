import Formula

/// dF = tr(Gᵀ dX): changes of first order.
extension TextModel {
  /// The verdict on what a text says of the change of F by changes of what F is made of; nil where dF is none: where it
  /// stands for ∂L/∂F, what stands on the right is made of F.
  ///
  /// dF = Σ_X ⟨∂F/∂X, dX⟩ over the X whose changes stand on the right, for any changes of the shapes of the X: it is
  /// drawn. Those that are not named do not change.
  func differential(
    _ judge: LinkJudge, _ left: Term, _ relation: Relation, _ right: Term
  ) -> LinkVerdict? {
    guard let whole = left.differentialBase, model.definitions[whole] != nil else { return nil }
    let parts = Set(right.uses.compactMap(\.differentialBase)).filter {
      $0 != whole && model.isMade(whole, of: $0) && !model.isMade($0, of: whole)
    }.sorted()
    guard !parts.isEmpty else { return nil }
    let beyond = LinkVerdict(.undecided, reason: "such differentials are beyond what is understood here")
    guard relation == .equal, let axes = judge.base.types[Member(family: whole, key: [])]?.axes.count,
      axes < 2,
      !parts.contains(where: { part in parts.contains { model.isMade(part, of: $0) } })
    else { return beyond }
    var judge = judge
    judge.layout = .usual
    var changes: [Term] = []
    for part in parts {
      guard var type = judge.base.types[Member(family: part, key: [])] else { return beyond }
      type.isLeaf = true
      judge.base.types[Member(family: part.change, key: [])] = type
      let change = Term(.name(NameUse(part.change)), left.range)
      let slope = Term(
        .derivative(
          of: Term(.name(NameUse(whole)), left.range), by: [Term(.name(NameUse(part)), left.range)]),
        left.range)
      switch (axes, type.axes.count) {
      case (0, 2):
        changes.append(Term(.function("trace", primes: 0, [slope.flipped.times(change)]), left.range))
      case (0, 1) where type.isRow: changes.append(slope.times(change.flipped))
      case (0, 1): changes.append(slope.flipped.times(change))
      case (_, 0), (1, 1): changes.append(slope.times(change))
      default: return beyond
      }
    }
    let sum = changes.count == 1 ? changes[0] : Term(.sum(changes), left.range)
    return judge.verdict(sum, relation, right.withChanges(of: Set(parts)))
  }
}

extension String {
  /// The name of a change of X, which no text can write.
  fileprivate var change: String { "∂" + self }
}

extension NameUse {
  /// X of dX.
  fileprivate var differentialBase: String? { name.accent == nil ? name.adjointBase : nil }
}

extension Term {
  fileprivate var differentialBase: String? {
    if case .name(let use) = node { use.differentialBase } else { nil }
  }

  fileprivate var flipped: Term { Term(.transpose(self), range) }

  fileprivate func times(_ other: Term) -> Term {
    Term(.chain(Chain(factors: [self, other], signs: [.beside])), range)
  }

  /// dX of the given X as changes.
  fileprivate func withChanges(of parts: Set<String>) -> Term {
    let inner = mapChildren { $0.withChanges(of: parts) }
    guard let base = inner.baseUse?.differentialBase, parts.contains(base) else { return inner }
    switch inner.node {
    case .name, .applied: return inner.renamed { _ in base.change }
    default: return inner
    }
  }
}

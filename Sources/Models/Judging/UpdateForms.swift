import Formula

/// A step of a method that is written without an arrow.
struct WrittenStep {
  /// The parameter, as its old value is written in `new`.
  let old: Term
  /// Its new value.
  let new: Term

  /// θ^{new} = θ − η g, Δθ = −η g, θ(t + 1) = θ(t) − η g; nil for anything else.
  init?(_ left: Term, _ right: Term, _ model: Model) {
    if let old = left.updated {
      (self.old, new) = (old, right)
    } else if let old = left.changed, model.definitions["\\Delta"] == nil, model.declared["\\Delta"] == nil {
      (self.old, new) = (old, Term(.sum([old, right]), right.range))
    } else if case .applied(let use, let times) = left.node, times.count == 1,
      model.functions[use.name] == nil, let time = times[0].before
    {
      let now = Term(.applied(use, [time]), left.range)
      old = Term(.name(use), left.range)
      new = right.replacing(now, by: old)
      guard right != new else { return nil }
    } else {
      return nil
    }
  }
}

extension Term {
  /// θ of Δθ.
  fileprivate var changed: Term? {
    guard case .chain(let chain) = node, chain.factors.count == 2, chain.signs == [.beside],
      chain.factors[0].letter == "\\Delta", chain.factors[1].baseUse != nil
    else { return nil }
    return chain.factors[1]
  }

  /// t of t + 1.
  fileprivate var before: Term? {
    guard case .sum(let terms) = node, terms.count == 2, terms[0].letter != nil, terms[1].integer == 1
    else { return nil }
    return terms[0]
  }
}

extension Term {
  /// V W = β V W + …: what stands on the right is the value before.
  func isUpdatedProduct(_ right: Term) -> Bool {
    guard case .chain(let chain) = node, chain.factors.allSatisfy({ $0.baseUse != nil }),
      case .sum(let terms) = right.node
    else { return false }
    return terms.contains { $0.factors.suffix(chain.factors.count) == chain.factors[...] }
  }
}

import Formula

extension Mistake {
  /// (Σ x)² for Σ x², f(x²) for f(x)².
  static let misplacedPower = Mistake(
    name: .other, title: "a power of the wrong thing",
    example: MistakeExample(#"C = \Big( \sum_{j=1}^{n_L} (a_j^L - y_j) \Big)^2"#)
  ) { link in
    link.sites.flatMap { site -> [Edit] in
      guard site.role != .index, site.role != .derivative else { return [] }
      return site.term.powersMoved(link.model).map { new in
        Edit(link.replacing(site, by: new), "The power belongs elsewhere: \(new), not \(site.term).")
      }
    }
  }
}

extension Term {
  /// The same with a power inside that stands outside, or outside that stands inside.
  fileprivate func powersMoved(_ model: Model) -> [Term] {
    func raised(_ term: Term, _ exponent: Term) -> Term { Term(.raised(term, exponent), range) }
    switch node {
    case .raised(let base, let exponent) where exponent.letter != "T":
      switch base.node {
      case .big(var big) where big.kind == .sum:
        big.body = raised(big.body, exponent)
        return [Term(.big(big), range)]
      case .function(let word, let primes, let arguments) where arguments.count == 1:
        return [Term(.function(word, primes: primes, [raised(arguments[0], exponent)]), range)]
      case .applied(let use, let arguments) where arguments.count == 1:
        return [Term(.applied(use, [raised(arguments[0], exponent)]), range)]
      case .sum(let terms):
        return [
          Term(
            .sum(terms.map { $0.isNegative ? raised($0.negated, exponent).negated : raised($0, exponent) }),
            range)
        ]
      default: return []
      }
    case .big(var big) where big.kind == .sum:
      guard case .raised(let base, let exponent) = big.body.node else { return [] }
      big.body = base
      return [raised(Term(.big(big), range), exponent)]
    case .function(let word, let primes, let arguments) where arguments.count == 1:
      guard case .raised(let base, let exponent) = arguments[0].node else { return [] }
      return [raised(Term(.function(word, primes: primes, [base]), range), exponent)]
    case .applied(let use, let arguments) where arguments.count == 1:
      guard case .raised(let base, let exponent) = arguments[0].node else { return [] }
      return [raised(Term(.applied(use, [base]), range), exponent)]
    case .sum(let terms):
      // a² − y² for (a − y)²
      let parts = terms.map { $0.isNegative ? $0.negated : $0 }
      guard case .raised(_, let exponent)? = parts.first?.node else { return [] }
      let bases = parts.compactMap { part -> Term? in
        if case .raised(let base, exponent) = part.node { base } else { nil }
      }
      guard bases.count == terms.count else { return [] }
      let sum = zip(bases, terms).map { $1.isNegative ? $0.negated : $0 }
      return [raised(Term(.sum(sum), range), exponent)]
    default: return []
    }
  }
}

import Formula

extension Mistake {
  /// −Σ y log a + (1 − y) log(1 − a): Σ, a minus or a factor reaches only to the next + or −.
  static let missingBracket = Mistake(
    name: .other, title: "a bracket missing",
    example: MistakeExample(
      #"C = -\sum_{j=1}^{n_L} y_j \log a_j^L + (1 - y_j) \log (1 - a_j^L)"#,
      on: Page.standard.cost(.binaryCrossEntropy))
  ) { link in
    link.sites.flatMap { site -> [Edit] in
      guard case .sum(let terms) = site.term.node, site.role != .index, terms.count < 6 else { return [] }
      var edits: [Edit] = []
      for first in terms.indices.dropLast() {
        for last in terms.indices.dropFirst(first + 1) {
          for group in Term.bracketed(Array(terms[first...last]), site.term.range) {
            var all = terms
            all.replaceSubrange(first...last, with: [group.whole])
            let whole = all.count == 1 ? all[0] : Term(.sum(all), site.term.range)
            edits.append(
              Edit(
                link.replacing(site, by: whole),
                "A bracket is missing around \(group.inner): "
                  + "what stands before or behind it goes with all of it."))
          }
        }
      }
      return edits
    }
  }
}

extension Term {
  /// What neighbouring terms become where a bracket around them was forgotten: the first one's sign, Σ or factors go
  /// with all of them, or the last one's factors do.
  fileprivate static func bracketed(_ terms: [Term], _ range: SourceRange) -> [(whole: Term, inner: Term)] {
    var found: [(whole: Term, inner: Term)] = []
    let (first, rest) = (terms[0], Array(terms.dropFirst()))
    for (outer, inner) in first.openings {
      let sum = Term(.sum([inner] + rest), range)
      found.append((outer(sum), sum))
    }
    // a − y σ′ for (a − y) σ′
    guard let last = terms.last else { return found }
    let body = last.isNegative ? last.negated : last
    guard case .chain(let chain) = body.node else { return found }
    for place in chain.factors.indices.dropLast() {
      let head = Term.product(
        Array(chain.factors[...place]), Array(chain.signs[..<place]), range)
      let sum = Term(.sum(terms.dropLast() + [last.isNegative ? head.negated : head]), range)
      found.append(
        (
          Term.product(
            [sum] + chain.factors[(place + 1)...], Array(chain.signs[place...]), range), sum
        ))
    }
    return found
  }

  /// The ways in which a term can open a bracket: what stands before it, and what is then its first term.
  private var openings: [(outer: (Term) -> Term, inner: Term)] {
    let range = range
    switch node {
    case .negative(let inner):
      return [({ Term(.negative($0), range) }, inner)]
        + inner.openings.map { opening in ({ Term(.negative(opening.outer($0)), range) }, opening.inner) }
    case .big(let big):
      let own: (Term) -> Term = { body in
        var big = big
        big.body = body
        return Term(.big(big), range)
      }
      return [(own, big.body)]
        + big.body.openings.map { opening in ({ own(opening.outer($0)) }, opening.inner) }
    // f(x) + b for f(x + b)
    case .applied(_, let arguments), .function(_, _, let arguments):
      return arguments.count == 1 ? [({ withArgument($0) }, arguments[0])] : []
    case .chain(let chain):
      return chain.factors.indices.dropFirst().flatMap { place -> [(outer: (Term) -> Term, inner: Term)] in
        let head = Array(chain.factors[..<place])
        let tail = Term.product(Array(chain.factors[place...]), Array(chain.signs[place...]), range)
        let own: (Term) -> Term = { Term.product(head + [$0], Array(chain.signs[..<place]), range) }
        return [(own, tail)] + tail.openings.map { opening in ({ own(opening.outer($0)) }, opening.inner) }
      }
    default: return []
    }
  }
}

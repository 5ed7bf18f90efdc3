import Formula

extension Term {
  /// The terms directly within, those on names included.
  package var children: [Term] {
    switch node {
    case .number, .ones, .all, .ellipsis: []
    case .name(let use): use.slots.map(\.content)
    case .sum(let terms): terms
    case .negative(let term), .transpose(let term), .absolute(let term), .norm(let term): [term]
    case .chain(let chain): chain.factors
    case .quotient(let top, let bottom): [top, bottom]
    case .raised(let base, let exponent): [base, exponent]
    case .element(let base, let indices): [base] + indices
    case .function(_, _, let arguments): arguments
    case .applied(let use, let arguments): use.slots.map(\.content) + arguments
    case .big(let big): big.binders.flatMap(\.terms) + [big.body]
    case .derivative(let of, let by): [of] + by
    case .gradient(let of, let by): [of] + (by.map { [$0] } ?? [])
    case .cases(let branches): branches.flatMap { [$0.value] + ($0.condition?.terms ?? []) }
    case .indicator(let condition): condition.terms
    case .matrix(let rows): rows.flatMap { $0 }
    }
  }

  /// The same node with its children changed.
  package func mapChildren(_ change: (Term) -> Term) -> Term {
    func slots(_ use: NameUse) -> NameUse {
      var use = use
      for place in use.slots.indices { use.slots[place].content = change(use.slots[place].content) }
      return use
    }
    func condition(_ condition: Condition) -> Condition {
      Condition(
        comparisons: condition.comparisons.map {
          .init(left: change($0.left), relation: $0.relation, right: change($0.right))
        })
    }
    let new: Node =
      switch node {
      case .number, .ones, .all, .ellipsis: node
      case .name(let use): .name(slots(use))
      case .sum(let terms): .sum(terms.map(change))
      case .negative(let term): .negative(change(term))
      case .transpose(let term): .transpose(change(term))
      case .absolute(let term): .absolute(change(term))
      case .norm(let term): .norm(change(term))
      case .chain(let chain): .chain(Chain(factors: chain.factors.map(change), signs: chain.signs))
      case .quotient(let top, let bottom): .quotient(change(top), change(bottom))
      case .raised(let base, let exponent): .raised(change(base), change(exponent))
      case .element(let base, let indices): .element(change(base), indices.map(change))
      case .function(let name, let primes, let arguments):
        .function(name, primes: primes, arguments.map(change))
      case .applied(let use, let arguments): .applied(slots(use), arguments.map(change))
      case .big(let big):
        .big(
          Big(
            kind: big.kind,
            binders: big.binders.map {
              Binder(
                letter: $0.letter, lower: $0.lower.map(change), upper: $0.upper.map(change),
                condition: $0.condition.map(condition))
            }, body: change(big.body)))
      case .derivative(let of, let by): .derivative(of: change(of), by: by.map(change))
      case .gradient(let of, let by): .gradient(of: change(of), by: by.map(change))
      case .cases(let branches):
        .cases(branches.map { Branch(value: change($0.value), condition: $0.condition.map(condition)) })
      case .indicator(let inner): .indicator(condition(inner))
      case .matrix(let rows): .matrix(rows.map { $0.map(change) })
      }
    return Term(new, range)
  }

  /// Visits this term and all terms within, outer ones first.
  package func visit(_ body: (Term) -> Void) {
    body(self)
    for child in children { child.visit(body) }
  }

  /// How many terms this is made of.
  var size: Int { children.reduce(1) { $0 + $1.size } }

  /// Whether this term or one within fulfils a condition.
  package func contains(where condition: (Term) -> Bool) -> Bool {
    condition(self) || children.contains { $0.contains(where: condition) }
  }

  /// The uses of names within, calls included.
  package var uses: [NameUse] {
    var found: [NameUse] = []
    visit {
      switch $0.node {
      case .name(let use): found.append(use)
      case .applied(let use, _): found.append(use)
      default: break
      }
    }
    return found
  }

  /// Letters bound by Σ and Π within.
  package var boundLetters: Set<String> {
    var letters: Set<String> = []
    visit { if case .big(let big) = $0.node { letters.formUnion(big.binders.map(\.letter)) } }
    return letters
  }
}

extension Binder {
  var terms: [Term] { [lower, upper].compactMap { $0 } + (condition?.terms ?? []) }
}

extension Condition {
  var terms: [Term] { comparisons.flatMap { [$0.left, $0.right] } }
}

import Formula

/// A place of a side: what stands there, what it is a part of, and how to put something else there.
struct Site: Sendable {
  /// What stands there.
  let term: Term
  /// What it is within what is around it.
  let role: Role
  /// Where it is, from the whole side down.
  let path: [Int]
  /// Letters that Σ binds around it.
  let bound: [String]
  /// It stands in a function's argument, an exponent or a denominator.
  let isInside: Bool

  /// What a part can be.
  enum Role: Sendable, Hashable {
    case whole, summand, factor
    /// What Σ sums.
    case body
    /// What a function is taken of.
    case argument
    /// What is negated, transposed, a quotient's top.
    case inner
    case exponent
    /// Above or below ∂.
    case derivative
    /// On a name, in a limit or a condition.
    case index
  }

  /// Whether the value of the side is made of this by sums and products only.
  var isMultiplied: Bool { canBeMultiplied && !isInside && role != .argument && role != .exponent }

  /// Whether a factor or a sum can be missing here.
  var canBeMultiplied: Bool { role != .derivative && role != .index }

  /// All places of a side, outer ones first.
  static func all(in side: Term) -> [Site] {
    var sites: [Site] = []
    func add(_ term: Term, _ role: Role, _ path: [Int], _ bound: [String], _ isInside: Bool) {
      sites.append(Site(term: term, role: role, path: path, bound: bound, isInside: isInside))
      let inner: [String] = if case .big(let big) = term.node { big.binders.map(\.letter) } else { [] }
      let count = term.children.count
      for (place, child) in term.children.enumerated() {
        let own = role == .index ? .index : Self.role(in: term, place, of: count)
        add(
          child, own, path + [place], bound + inner, isInside || role == .argument || role == .exponent)
      }
    }
    add(side, .whole, [], [], false)
    return sites
  }

  private static func role(in term: Term, _ place: Int, of count: Int) -> Role {
    switch term.node {
    case .sum: .summand
    case .chain: .factor
    case .negative, .transpose, .matrix, .cases: .inner
    case .quotient: place == 0 ? .inner : .argument
    case .raised: place == 0 ? .argument : .exponent
    case .element: place == 0 ? .inner : .index
    case .big: place == count - 1 ? .body : .index
    case .function(let word, _, _): word == "diag" || word == "trace" ? .inner : .argument
    case .applied(let use, _): place < use.slots.count ? .index : .argument
    case .absolute, .norm: .argument
    case .derivative(let of, _), .gradient(let of, _):
      if case .name = of.node { .derivative } else { place == 0 ? .argument : .derivative }
    case .name, .indicator: .index
    case .number, .ones, .all, .ellipsis: .index
    }
  }
}

extension Term {
  /// The same with something else at a place.
  func replacing(_ path: some Collection<Int>, by other: Term) -> Term {
    guard let place = path.first else { return other }
    var index = -1
    let changed = mapChildren { child in
      index += 1
      return index == place ? child.replacing(path.dropFirst(), by: other) : child
    }
    return changed.flattened
  }

  /// Products in a product and sums in a sum, where brackets say nothing.
  private var flattened: Term {
    switch node {
    case .chain(let chain): Term.product(chain.factors, chain.signs, range)
    case .sum(let terms):
      Term(
        .sum(
          terms.flatMap { term -> [Term] in
            if case .sum(let inner) = term.node { return inner }
            if case .negative(let negated) = term.node, case .sum(let inner) = negated.node {
              return inner.map(\.negated)
            }
            return [term]
          }), range)
    case .negative(let inner):
      if case .negative(let twice) = inner.node { twice } else { self }
    default: self
    }
  }
}

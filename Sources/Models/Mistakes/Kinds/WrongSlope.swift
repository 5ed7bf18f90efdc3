import Formula

extension Mistake {
  /// The derivative of another function: a(1 − a) for tanh, ReLU for the step, half of a product.
  static let wrongSlope = Mistake(
    name: .other, title: "the derivative of another function",
    example: MistakeExample(
      #"\delta_j^L = 2(a_j^L - y_j) \, a_j^L(1 - a_j^L)"#, on: Page.standard.activation("tanh"))
  ) { link in
    link.groups.flatMap { group -> [Edit] in
      let uses = group.term.quantities.filter {
        !link.model.functionNames.contains($0.name) && $0.name != "e"
      }
      guard !uses.isEmpty, group.term.factors.count < 4 else { return [] }
      return link.elementwise(letters: link.letters(at: group.site)).flatMap { known -> [Edit] in
        let (value, argument) = (known.value.baseUse, known.argument.baseUse)
        guard uses.allSatisfy({ $0 == value || $0 == argument }), group.term != known.call else { return [] }
        let ofValue = uses.contains { $0 == value }
        // z (1 − z) has another mistake.
        guard ofValue || group.term.hasFunction else { return [] }
        // a(1 − a) is mended by what is written with a, σ(z)(1 − z) with σ(z), ReLU by σ′(z).
        let written = ofValue ? known.slopes : known.call.slopes(value: known.call, link.model)
        let slopes = written.filter { slope in
          ofValue ? slope.quantities.allSatisfy { $0 == value } : slope.contains { $0 == known.call }
        }
        let isCalled = group.term.contains { $0 == known.call }
        return ((ofValue || isCalled ? slopes : []) + known.slopes)
          .filter { $0 != group.term && $0 != link.left }.map { slope in
            Edit(
              group.replaced(slope),
              "\(group.term) is not the derivative of the function: that is \(slope).",
              name: group.term.isPlainCall ? .missingActivationDerivative : nil)
          }
      }
    }
  }

  /// The derivative of another layer, and with it its place: W diag(σ′) for diag(σ′) W.
  static let movedSlope = Mistake(
    name: .wrongLayer, title: "the derivative of another layer, at another place",
    example: MistakeExample(
      #"\frac{\partial a^l}{\partial a^{l-1}} = W^l \operatorname{diag}(\sigma'(z^{l-1}))"#)
  ) { link in
    let known = link.elementwise(letters: link.letters(at: link.sites[0]))
    let written = known.flatMap { known in known.slopes.map { (slope: $0, known: known) } }
    return link.groups.flatMap { group -> [Edit] in
      let plain = group.term.offDiagonal
      guard let found = written.first(where: { $0.slope == plain }), group.term != link.right else {
        return []
      }
      let rest = group.replaced(.number(1, link.right.range)).withoutOnes
      guard let shape = link.shape(of: rest) else { return [] }
      let key = link.key(of: found.known.argument)
      return known.filter { link.key(of: $0.argument) != key }.flatMap { other -> [Edit] in
        other.slopes.flatMap { slope -> [Edit] in
          guard let own = link.shape(of: slope) else { return [] }
          return link.ways(rest, shape, with: slope, own).map { right in
            Edit(
              right,
              "\(group.term) is the derivative of another layer: \(slope) goes with the rest, \(rest).")
          }
        }
      }
    }
  }
}

extension WrongLink {
  /// The layer or time of a quantity.
  fileprivate func key(of term: Term) -> [Term]? { term.baseUse.map { model.split($0).key } }

  /// Neighbours of a product taken together, and places that are no factor of one.
  var groups: [Part] {
    var parts: [Part] = []
    for site in sites where site.canBeMultiplied && site.role != .exponent {
      let (path, right) = (site.path, right)
      switch site.term.node {
      case .negative, .number: continue
      default: break
      }
      if site.role != .factor || !site.isInside {
        parts.append(Part(site: site, term: site.term, shape: shape(site)) { right.replacing(path, by: $0) })
      }
      parts += neighbours(in: site, below: 8)
    }
    return parts
  }
}

extension Term {
  /// The names that stand in it, indices not counted.
  var quantities: [NameUse] {
    switch node {
    case .name(let use): [use]
    case .applied(let use, let arguments): [use] + arguments.flatMap(\.quantities)
    case .big(let big): big.body.quantities
    case .element(let base, _): base.quantities
    default: children.flatMap(\.quantities)
    }
  }

  /// A function, cases or an indicator stands in it.
  fileprivate var hasFunction: Bool {
    contains { part in
      switch part.node {
      case .function, .applied, .cases, .indicator: true
      default: false
      }
    }
  }

  /// f(x), not f′(x).
  fileprivate var isPlainCall: Bool {
    switch node {
    case .applied(let use, _): use.primes == 0
    case .function(_, let primes, _): primes == 0
    default: false
    }
  }

  /// v of diag(v).
  fileprivate var offDiagonal: Term {
    if case .function("diag", _, let arguments) = node, arguments.count == 1 { arguments[0] } else { self }
  }

  /// Products without factors that are 1.
  fileprivate var withoutOnes: Term {
    let term = mapChildren(\.withoutOnes)
    guard case .chain(let chain) = term.node else { return term }
    return Term.product(chain.factors, chain.signs, range)
  }
}

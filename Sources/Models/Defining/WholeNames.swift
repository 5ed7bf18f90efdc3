import Formula

/// Names that are written with more than one sign: δn and dn for the derivative by n, ∇_v where it stands for the
/// gradient by v without an operand, σ² where the text defines the square and not σ.
struct WholeNames {
  private let statements: [Statement]
  /// δ or d, where they stand before names only.
  private var marks: Set<String> = []
  /// ∇_v never has an operand, but for these.
  private var operands: Set<String>?
  private var squares: Set<String> = []
  /// Names with one index, so that 2i on them is a product.
  private var single: Set<String> = []

  init(_ statements: [Statement]) {
    self.statements = statements
    findMarks()
    findGradients()
    findSquares()
    findMultiples()
  }

  /// The statements with each such name as one name.
  var settled: [Statement] {
    let statements = solved.map(\.withoutOld)
    if marks.isEmpty, operands == nil, squares.isEmpty, single.isEmpty { return statements }
    return statements.map { $0.mapTerms(settled) }
  }

  private func settled(_ term: Term) -> Term {
    switch term.node {
    case .chain(let chain): return joined(chain, term.range)
    case .gradient(let of, let by?): return gradient(settled(of), settled(by), term.range)
    case .raised(let base, let exponent):
      if exponent.integer == 2, case .name(let use) = base.node, squares.contains(use.name) {
        return Term(.name(squared(use)), term.range)
      }
      if exponent.integer == 2, case .applied(let use, let arguments) = base.node, base.range == term.range,
        squares.contains(use.name)
      {
        return Term(.applied(squared(use), arguments.map(settled)), term.range)
      }
    case .name(let use) where single.contains(use.name):
      if let index = use.multiple {
        var whole = use
        whole.slots = use.slots.filter { !$0.isBelow } + [Slot(place: .below(0), content: index)]
        return Term(.name(whole), term.range)
      }
    case .name(let use) where squares.contains(use.name):
      return Term(.function("sqrt", primes: 0, [Term(.name(squared(use)), term.range)]), term.range)
    default: break
    }
    return term.mapChildren(settled)
  }

  // MARK: - Marks before a name

  /// δ and d that stand before a name wherever they occur, and at the beginning of a formula once.
  private mutating func findMarks() {
    for mark in ["\\delta", "d"] {
      var isMark = false
      var isOther = false
      func look(_ term: Term) {
        if case .chain(let chain) = term.node {
          var place = 0
          while place < chain.factors.count {
            if chain.marks(mark, at: place) {
              place += 1
              if case .name = chain.factors[place].node {
              } else {
                chain.factors[place].children.forEach(look)
              }
            } else {
              look(chain.factors[place])
            }
            place += 1
          }
          return
        }
        if case .name(let use) = term.node {
          if use.name == mark { isOther = true }
          // An index d is no mark.
          return
        }
        if case .applied(let use, _) = term.node, use.name == mark { isOther = true }
        for child in term.children { look(child) }
      }
      for statement in statements {
        if case .chain(let chain)? = statement.sides.first?.node, chain.factors.count == 2,
          chain.marks(mark, at: 0), statement.parts.relations.first?.canDefine == true
        {
          isMark = true
        }
        for term in statement.terms { look(term) }
      }
      if isMark, !isOther { marks.insert(mark) }
    }
  }

  private func joined(_ chain: Chain, _ range: SourceRange) -> Term {
    var factors: [Term] = []
    var signs: [Chain.Sign] = []
    var place = 0
    while place < chain.factors.count {
      let start = place
      var factor = chain.factors[place]
      if let mark = marks.first(where: { chain.marks($0, at: start) }) {
        place += 1
        let prefix = mark == "d" ? "d" : mark + " "
        factor = chain.factors[place].renamed { prefix + $0 }
      }
      factor = settled(factor)
      if start > 0 { signs.append(chain.signs[start - 1]) }
      // ∇_v w, where ∇_v is a name, are two factors.
      if case .chain(let inner) = factor.node, inner.isOfGradient {
        factors += inner.factors
        signs += inner.signs
      } else {
        factors.append(factor)
      }
      place += 1
    }
    return factors.count == 1
      ? Term(factors[0].node, range) : Term(.chain(Chain(factors: factors, signs: signs)), range)
  }

  // MARK: - Gradients without an operand

  /// "∇_v stands for ∂ℓ/∂v": a formula begins with ∇_v alone.
  private mutating func findGradients() {
    let isName = statements.contains { statement in
      if case .gradient(let of, _?)? = statement.sides.first?.node { of.letter == "∇" } else { false }
    }
    guard isName else { return }
    var numerators: Set<String> = []
    for term in statements.flatMap(\.terms) {
      term.visit { inner in
        if case .derivative(let of, _) = inner.node, let use = of.baseUse { numerators.insert(use.name) }
      }
    }
    operands = numerators
  }

  private func gradient(_ of: Term, _ by: Term, _ range: SourceRange) -> Term {
    let isOther = of.node == .ones || of.baseUse.map { operands?.contains($0.name) == false } ?? false
    guard operands != nil, of.letter != "∇", isOther else { return Term(.gradient(of: of, by: by), range) }
    let own = Term(.gradient(of: TermReader.costItself(range), by: by), range)
    return Term(.chain(Chain(factors: [own, of], signs: [.beside])), range)
  }

  // MARK: - Multiples

  /// y_{2i} beside y_i and y_{2i+1}: the index is 2i.
  private mutating func findMultiples() {
    var multiples: Set<String> = []
    var others: Set<String> = []
    var ones: Set<String> = []
    for use in statements.flatMap(\.terms).flatMap(\.uses) {
      if use.multiple != nil {
        multiples.insert(use.name)
      } else {
        let below = use.slots.filter(\.isBelow)
        if below.count > 1 { others.insert(use.name) }
        // b_1 beside b_{2k} says nothing: its number is a part of its name.
        if below.count == 1, below[0].content.integer == nil { ones.insert(use.name) }
      }
    }
    single = multiples.intersection(ones).subtracting(others)
  }

  // MARK: - Squares

  /// σ² = …: the square is what is defined.
  private mutating func findSquares() {
    var defined: Set<String> = []
    for statement in statements {
      guard let left = statement.sides.first, statement.parts.relations.first?.canDefine == true else {
        continue
      }
      if let use = left.baseUse, case .raised(let base, let exponent) = left.node, exponent.integer == 2,
        case .name = base.node, !statement.sides[1].isArithmetic,
        !statement.sides[1].uses.contains(where: { $0.name == use.name })
      {
        squares.insert(use.name)
      } else if let name = left.baseUse?.name {
        defined.insert(name)
      }
    }
    squares.subtract(defined)
    // What carries other exponents counts layers.
    for term in statements.flatMap(\.terms) {
      term.visit { inner in
        if case .raised(let base, let exponent) = inner.node, case .name(let use) = base.node,
          exponent.shifted != nil
        {
          squares.remove(use.name)
        }
      }
    }
  }

  private func squared(_ use: NameUse) -> NameUse {
    var use = use
    use.slots = use.slots.map { Slot(place: $0.place, content: settled($0.content), mark: $0.mark) }
    use.name += "^2"
    return use
  }
}

extension Chain {
  /// δ or d directly before a name.
  fileprivate func marks(_ mark: String, at place: Int) -> Bool {
    guard place + 1 < factors.count, factors[place].letter == mark, signs[place] == .beside else {
      return false
    }
    return factors[place + 1].baseUse.map { $0.name != mark } ?? false
  }

  /// ∇_v and what stands behind it.
  fileprivate var isOfGradient: Bool {
    guard factors.count == 2, case .gradient(let of, _) = factors[0].node else { return false }
    return of.letter == "∇"
  }
}

// MARK: - Definitions by an inverse

extension WholeNames {
  /// log μ = e defines μ = exp e, where nothing else does.
  fileprivate var solved: [Statement] {
    var defined: Set<String> = []
    for statement in statements {
      if case .name(let use)? = statement.sides.first?.node { defined.insert(use.name) }
    }
    var result = statements
    for (place, statement) in statements.enumerated() {
      guard statement.sides.count == 2, statement.parts.relations == [.equal],
        case .function(let word, 0, let arguments) = statement.sides[0].node, arguments.count == 1,
        let (use, solved) = Self.solution(word, arguments[0], statement.sides[1]),
        !solved.uses.contains(where: { $0.name == use.name }), defined.insert(use.name).inserted
      else { continue }
      var value = solved
      // Where η = log μ has a name, μ is exp η.
      if let alias = statements.firstIndex(where: { $0.sides.count == 2 && $0.sides[1] == statement.sides[0] }
      ),
        case .name(let name) = statements[alias].sides[0].node,
        let (_, inverse) = Self.solution(word, arguments[0], Term(.name(name), statement.sides[0].range))
      {
        result[alias].content = .relation(
          sides: [statements[alias].sides[0], statement.sides[1]], relations: [.equal])
        value = inverse
      }
      result[place].content = .relation(
        sides: [Term(.name(use), statement.sides[0].range), value], relations: [.equal])
    }
    return result
  }

  /// What stands in the argument of a function whose value is known.
  private static func solution(_ word: String, _ argument: Term, _ value: Term) -> (
    use: NameUse, value: Term
  )? {
    guard word == "log" else { return nil }
    switch argument.node {
    case .name(let use): return (use, Term(.function("exp", primes: 0, [value]), value.range))
    // log p / (1 − p)
    case .quotient(let top, let bottom):
      guard case .name(let use) = top.node, case .sum(let terms) = bottom.node, terms.count == 2,
        terms[0].integer == 1, case .negative(let last) = terms[1].node, last == top
      else { return nil }
      return (use, Term(.function("sigmoid", primes: 0, [value]), value.range))
    default: return nil
    }
  }
}

extension NameUse {
  /// 2i of y_{2i}, which has been read as two indices.
  fileprivate var multiple: Term? {
    let below = slots.filter(\.isBelow)
    guard below.count == 2, case .number = below[0].content.node, below[1].content.letter != nil,
      below[1].mark != .comma
    else {
      return nil
    }
    let range = below[0].content.range.union(below[1].content.range)
    return Term(.chain(Chain(factors: below.map(\.content), signs: [.beside])), range)
  }
}

extension Statement {
  /// w^{new} = w^{old} − …: the old one is what the name stands for elsewhere.
  fileprivate var withoutOld: Statement {
    guard let left = sides.first?.baseUse?.name, let hat = left.firstIndex(of: "^"),
      ["^{\\text{new}}", "^{\\text{neu}}"].contains(left[hat...])
    else { return self }
    let base = String(left[..<hat])
    let old = ["^{\\text{old}}", "^{\\text{alt}}"].map { base + $0 }
    func renamed(_ term: Term) -> Term {
      let term = term.mapChildren(renamed)
      guard case .name(var use) = term.node, old.contains(use.name) else { return term }
      use.name = base
      return Term(.name(use), term.range)
    }
    return mapTerms(renamed)
  }
}

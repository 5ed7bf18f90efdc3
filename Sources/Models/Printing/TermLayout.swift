import Formula

/// Terms as they stand on paper, in the text's own letters: brackets and dots are placed, only the markup is missing.
enum TermLayout {
  /// The term.
  static func layout(_ term: Term) -> FormulaLayout { layout(term, .sum) }

  /// How tightly what is around binds.
  private enum Level: Int { case sum, product, factor, base }

  private static func layout(_ term: Term, _ level: Level) -> FormulaLayout {
    let (layout, own) = bare(term)
    return own.rawValue < level.rawValue ? .fenced(.parenthesis, layout) : layout
  }

  private static func bare(_ term: Term) -> (FormulaLayout, Level) {
    switch term.node {
    case .number(let value): (.written(value), value < 0 ? .sum : .base)
    case .name(let use): (name(use), .base)
    case .sum(let terms): (.sum(terms.map(summand)), .sum)
    case .negative(let inner): (.negation(layout(inner, .product)), .sum)
    case .chain(let chain): (self.chain(chain), .product)
    case .quotient(let top, let bottom): (.fraction(layout(top), layout(bottom)), .product)
    case .raised(let base, let exponent): raised(base, exponent)
    case .transpose(let inner): (.transpose(layout(inner, .base)), .factor)
    case .element(let base, let contents):
      (.subscripted(.fenced(.parenthesis, layout(base)), contents.map { layout($0) }), .base)
    case .function(TermReader.list, _, let parts):
      (.fenced(.bracket, .list(parts.map { layout($0) })), .base)
    case .function(let word, let primes, let arguments): (call(word, primes, arguments), .base)
    case .applied(let use, let arguments):
      (.call(name(use), .fenced(.parenthesis, .list(arguments.map { layout($0) }))), .base)
    case .big(let big): self.big(big)
    case .derivative(let of, let by): (derivative(of, by), .product)
    case .gradient(let of, let by): (.gradient(by: by.map { layout($0) }, layout(of, .factor)), .factor)
    case .cases(let branches):
      (
        .cases(
          branches.map { FormulaLayout.Row(value: layout($0.value), condition: $0.condition.map(condition)) }),
        .base
      )
    case .indicator(let inner): (.indicator(condition(inner)), .base)
    case .matrix(let rows): (.matrix(rows.map { $0.map { layout($0) } }), .base)
    case .absolute(let inner): (.fenced(.bar, layout(inner)), .base)
    case .norm(let inner): (.fenced(.doubleBar, layout(inner)), .base)
    case .ones: (.ones, .base)
    case .all: (.word(":"), .base)
    case .ellipsis: (.ellipsis, .base)
    }
  }

  // MARK: - Operations

  private static func summand(_ term: Term) -> FormulaLayout.Term {
    switch term.node {
    case .negative(let inner): FormulaLayout.Term(isSubtracted: true, layout: layout(inner, .product))
    case .number(let value) where value < 0:
      FormulaLayout.Term(isSubtracted: false, layout: .fenced(.parenthesis, .written(value)))
    default: FormulaLayout.Term(isSubtracted: false, layout: layout(term, .product))
    }
  }

  /// Factors side by side, in groups where ⊙ or another sign stands between them.
  private static func chain(_ chain: Chain) -> FormulaLayout {
    var groups: [[FormulaLayout.Factor]] = [[]]
    var between: FormulaLayout.InfixSign?
    for (place, factor) in chain.factors.enumerated() {
      let sign = place == 0 ? Chain.Sign.beside : chain.signs[place - 1]
      let isDotted = sign == .dot || sign == .cross || sign == .star
      switch sign {
      case .beside, .dot, .cross, .star: break
      case .hadamard, .elementwiseDivision:
        between = between ?? .hadamard
        groups.append([])
      case .outer:
        between = between ?? .outer
        groups.append([])
      }
      let level: Level = factor.isSum || place > 0 ? .factor : .product
      groups[groups.count - 1].append(
        FormulaLayout.Factor(
          needsDot: !groups[groups.count - 1].isEmpty
            && (isDotted || factor.beginsWithNumber || place > 0 && chain.factors[place - 1].isNumbers),
          layout: layout(factor, chain.factors.count == 1 ? .sum : level)))
    }
    let parts = groups.map(FormulaLayout.row)
    guard let between else { return parts[0] }
    return .infix(between, parts)
  }

  private static func raised(_ base: Term, _ exponent: Term) -> (FormulaLayout, Level) {
    if exponent.letter == "T" { return (.transpose(layout(base, .base)), .factor) }
    if base.letter == "e" || base.letter == "\\mathrm{e}" { return (.exponential(layout(exponent)), .base) }
    if case .quotient(let top, let bottom) = exponent.node, top.integer == 1, bottom.integer == 2 {
      return (.root(layout(base)), .base)
    }
    let carries: Bool = if case .name(let use) = base.node { use.carriesAbove } else { false }
    let carrier = layout(base, .base)
    return (.power(carries ? .fenced(.parenthesis, carrier) : carrier, layout(exponent)), .factor)
  }

  private static func derivative(_ of: Term, _ by: [Term]) -> FormulaLayout {
    let above = layout(of, .factor)
    if by.count == 2 {
      return .derivativeOperator(
        by: layout(by[0], .factor), .derivative(of: above, by: layout(by[1], .factor)))
    }
    return .derivative(of: above, by: layout(by[0], .factor))
  }

  private static func big(_ big: Big) -> (FormulaLayout, Level) {
    let kind: BigOperator.Kind
    switch big.kind {
    case .sum: kind = .sum
    case .product: kind = .product
    case .maximum, .minimum, .argMaximum, .argMinimum, .column:
      let letters = big.binders.map { FormulaLayout.name($0.letter) }
      let name = FormulaLayout.ScriptedName(base: .word(big.kind.word), subscripts: [letters])
      return (.call(.scripted(name), .fenced(.parenthesis, layout(big.body))), .base)
    }
    let signs = big.binders.map { binder in
      let lower: FormulaLayout =
        if let from = binder.lower {
          .comparison([.name(binder.letter), layout(from)], [.equal])
        } else {
          binder.condition.map(condition) ?? .name(binder.letter)
        }
      return FormulaLayout.BigSign(kind: kind, lower: lower, upper: binder.upper.map { layout($0) })
    }
    return (.big(signs, layout(big.body, .product)), .product)
  }

  private static func call(_ word: String, _ primes: Int, _ arguments: [Term]) -> FormulaLayout {
    if word == "exp", primes == 0, arguments.count == 1 { return .exponential(layout(arguments[0])) }
    if word == "sqrt", primes == 0, arguments.count == 1 { return .root(layout(arguments[0])) }
    if word == "norm1", arguments.count == 1 {
      return .subscripted(.fenced(.doubleBar, layout(arguments[0])), [.digits("1")])
    }
    let name: FormulaLayout =
      ["log", "tanh", "sin", "cos", "max", "min"].contains(word) ? .name("\\" + word) : .word(word)
    let marked = primes == 0 ? name : .scripted(FormulaLayout.ScriptedName(base: name, primes: primes))
    return .call(marked, .fenced(.parenthesis, .list(arguments.map { layout($0) })))
  }

  private static func condition(_ condition: Condition) -> FormulaLayout {
    .list(
      condition.comparisons.map { .comparison([layout($0.left), layout($0.right)], [$0.relation]) })
  }

  // MARK: - Names

  /// The bracket around an index above: the text's own; a bare number would be a power.
  private static func fence(_ slot: Slot) -> FormulaLayout.Fence? {
    switch slot.mark {
    case .parentheses: .parenthesis
    case .brackets: .bracket
    case .angles: .angle
    case .none, .comma: slot.content.integer == nil ? nil : .parenthesis
    }
  }

  /// A name with its indices.
  static func name(_ use: NameUse) -> FormulaLayout {
    if let place = use.slots.firstIndex(where: { $0.place == .example }) {
      var inner = use
      let example = inner.slots.remove(at: place).content
      return .subscripted(.fenced(.parenthesis, name(inner)), [layout(example)])
    }
    let below = use.slots.filter { $0.isBelow }.map { layout($0.content) }
    let left = use.slots.filter { $0.place == .left }.map { "{}_{\(layout($0.content).latex)}" }.joined()
    let above = use.slots.filter(\.isAbove).map {
      FormulaLayout.Superscript(fence: fence($0), layout: layout($0.content))
    }
    let shown = left + ShownName.latex(use.name)
    guard !below.isEmpty || !above.isEmpty || use.primes > 0 else { return .name(shown) }
    // w_{out,2}: a label and an index share the place below.
    let label = left.isEmpty ? shown.label : nil
    let isPlain = below.allSatisfy {
      if case .digits = $0 { true } else { if case .name = $0 { true } else { false } }
    }
    let hasLabel = label != nil && !below.isEmpty
    let items = isPlain ? [below] : below.map { [$0] }
    return .scripted(
      FormulaLayout.ScriptedName(
        base: .name(hasLabel ? String(shown.prefix { $0 != "_" }) : shown),
        subscripts: (hasLabel ? [[.name(label ?? "")]] : []) + (below.isEmpty ? [] : items),
        superscripts: above, primes: use.primes))
  }
}

extension NameUse {
  /// Something stands above it.
  fileprivate var carriesAbove: Bool { primes > 0 || slots.contains(where: \.isAbove) }
}

extension String {
  /// out of w_{out}: what stands below a name and belongs to it.
  fileprivate var label: String? {
    guard let bar = firstIndex(of: "_"), !contains("^") else { return nil }
    return String(self[index(after: bar)...])
  }
}

extension Term {
  fileprivate var isSum: Bool { if case .sum = node { true } else { false } }

  /// A number, or a matrix of numbers.
  fileprivate var isNumbers: Bool {
    switch node {
    case .number, .matrix: true
    default: false
    }
  }

  /// A number stands first in it.
  fileprivate var beginsWithNumber: Bool {
    switch node {
    case .number: true
    case .raised(let base, _): base.beginsWithNumber
    case .chain(let chain): chain.factors[0].beginsWithNumber
    case .matrix: true
    default: false
    }
  }
}

extension Big.Kind {
  /// The word of what is no sign.
  fileprivate var word: String {
    switch self {
    case .maximum: "max"
    case .minimum: "min"
    case .argMaximum: "argmax"
    case .argMinimum: "argmin"
    case .sum, .product, .column: ""
    }
  }
}

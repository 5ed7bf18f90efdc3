/// Lays out expressions in a notation: chooses names, places brackets and dots.
///
/// Recursion is as deep as the tree; the reader bounds that.
struct LayoutBuilder {
  /// How quantities are written.
  let notation: Notation
  /// What the statement says in which the expression stands; nil for an expression alone.
  var statement: Surroundings?
  /// What stands before the letter of a quantity: the d of dW.
  var namePrefix = ""

  /// A printer's layouts in a notation.
  init(notation: Notation) { self.notation = notation }

  /// What the layout of an expression depends on besides itself.
  struct Surroundings {
    /// The indices that are free on one of its sides, which are never summed silently.
    var outside: Set<String>
    /// dW means the derivative of the batch's cost.
    var speaksOfExamples: Bool
  }

  /// Where an expression stands, from the place that takes anything to the one that takes least.
  enum Place: Int, Comparable {
    /// Alone: between relations, in a bracket, in braces.
    case side
    /// After a minus sign, or as the body of Σ.
    case term
    /// An operand of ⊙ or ⊗.
    case operand
    /// A factor before other factors.
    case factor
    /// The last factor of a product, with nothing but + or − behind it.
    case lastFactor
    /// Under a superscript.
    case base

    static func < (left: Place, right: Place) -> Bool { left.rawValue < right.rawValue }
  }

  /// The layout of an expression that stands alone.
  func layout(whole expression: Expression) -> Layout {
    layout(notation.weightOrder == .fromTo ? expression.reorderingWeights() : expression)
  }

  /// The layout of an expression that stands in `place`, in brackets where it needs them.
  func layout(_ expression: Expression, _ place: Place = .side) -> Layout {
    let bare = bareLayout(expression.node, place)
    return needsBrackets(expression.node, place) ? .fenced(.parenthesis, bare) : bare
  }

  private func needsBrackets(_ node: Node, _ place: Place) -> Bool {
    switch node {
    case .sum, .negative: place > .side
    case .hadamard, .outer: place >= .operand
    case .product: place >= .factor
    case .big: isOpenForbidden(place)
    case .derivative(let numerator, _): isOperator(numerator) ? isOpenForbidden(place) : place == .base
    case .number(let x): x < 0 && place > .side
    case .value(let x): (x < 0 && place > .side) || place == .base
    case .layerNumber(let layer): layer.base != .input && layer.offset != 0 ? place > .side : place == .base
    case .symbol(let symbol): place == .base && symbol.name.utf8.contains(where: isSuperscript)
    case .constant(let constant): place == .base && constant == .e
    case .exampleCount, .identity: false
    case .indexValue(let index): place == .base && !isLetter(index)
    case .cases: place >= .operand
    case .call(let function, _): place == .base && function != .abs && function != .norm
    case .quantity, .width, .inner, .quotient, .power, .gradient, .transpose, .element, .example,
      .matrix, .indicator, .kronecker, .ones, .evaluated, .updated, .ellipsis:
      place == .base
    }
  }

  /// Whether what extends to the next + or − must be closed here.
  private func isOpenForbidden(_ place: Place) -> Bool {
    switch place {
    case .side, .term, .lastFactor: false
    case .operand, .factor, .base: true
    }
  }

  private func isSuperscript(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "^") || byte == UInt8(ascii: "'") }

  private func isLetter(_ index: Index) -> Bool {
    switch index {
    case .variable, .trueClass, .all: true
    case .literal, .last: false
    }
  }

  /// Each kind has a function of its own: what recurs should need little stack.
  private func bareLayout(_ node: Node, _ place: Place) -> Layout {
    switch node {
    case .number(let x): number(x)
    case .value(let x): value(x)
    case .constant(let constant): layout(constant)
    case .quantity(let quantity): layout(quantity)
    case .symbol(let symbol): layout(symbol)
    case .width(let layer): width(layer)
    case .exampleCount: .name(notation.exampleCountLetter)
    case .layerNumber(let layer): layout(layer)
    case .indexValue(let index): layout(index)
    case .sum(let terms): sum(terms)
    case .negative(let x): negation(x)
    case .product(let factors): product(factors, place)
    case .hadamard(let factors): infix(.hadamard, factors)
    case .outer(let u, let v): infix(.outer, [u, v])
    case .inner(let u, let v): inner(u, v)
    case .quotient(let a, let b): quotient(a, b)
    case .power(let base, let exponent): power(base, exponent)
    case .call(let function, let arguments): call(function, arguments)
    case .big(let big): layout(big, place)
    case .derivative(let a, let b): derivative(of: a, by: b)
    case .gradient(let a, let b): gradient(of: a, by: b)
    case .transpose(let x): transpose(x)
    case .element(let x, let indices): subscripted(x, indices)
    case .example(let x, let index): subscripted(x, [index])
    case .cases(let branches): cases(branches)
    case .matrix(let rows): matrix(rows)
    case .indicator(let condition): indicator(condition)
    case .kronecker(let i, let j): kronecker(i, j)
    case .identity: .name("I")
    case .ones: .ones
    case .evaluated(let x, let assignments): evaluated(x, assignments)
    case .updated(let x): .subscripted(bracketed(x), [.word("new")])
    case .ellipsis: .ellipsis
    }
  }

  /// The expression in round brackets.
  func bracketed(_ expression: Expression) -> Layout { .fenced(.parenthesis, layout(expression)) }
}

extension LayoutBuilder {
  /// A number in plain digits.
  func number(_ x: Double) -> Layout { .plain(x) }

  /// A value with four decimals, or as m · 10^k where those would show too little or too much.
  func value(_ x: Double) -> Layout { .rounded(x) }

  private func layout(_ constant: Constant) -> Layout { .name(constant == .e ? "e" : "\\pi") }

  /// Bare a and z are one unit's values, by the letters of the notation.
  private func layout(_ symbol: Symbol) -> Layout {
    switch symbol.name {
    case "a": .name(notation.patterns[.activation]?.letter ?? "a")
    case "z": .name(notation.patterns[.preactivation]?.letter ?? "z")
    default: .name(symbol.name)
    }
  }

  private func negation(_ x: Expression) -> Layout { .negation(layout(x, .term)) }

  private func infix(_ sign: Layout.InfixSign, _ operands: [Expression]) -> Layout {
    .infix(sign, operands.map { layout($0, .operand) })
  }

  private func inner(_ u: Expression, _ v: Expression) -> Layout {
    .fenced(.angle, .list([layout(u), layout(v)]))
  }

  private func quotient(_ a: Expression, _ b: Expression) -> Layout { .fraction(layout(a), layout(b)) }

  private func transpose(_ x: Expression) -> Layout { .transpose(bracketed(x)) }

  private func subscripted(_ x: Expression, _ indices: [Index]) -> Layout {
    .subscripted(bracketed(x), indices.map(layout))
  }

  private func matrix(_ rows: [[Expression]]) -> Layout {
    .matrix(rows.map { row in row.map { layout($0) } })
  }

  private func indicator(_ condition: Condition) -> Layout { .indicator(layout(condition)) }

  private func kronecker(_ i: Index, _ j: Index) -> Layout {
    .indicator(.comparison([layout(i), layout(j)], [.equal]))
  }

  private func sum(_ terms: [Expression]) -> Layout {
    .sum(
      terms.enumerated().map { place, term in
        if case .negative(let x) = term.node { return .init(isSubtracted: true, layout: layout(x, .term)) }
        if case .value = term.node, place == 0 { return .init(isSubtracted: false, layout: layout(term)) }
        return .init(isSubtracted: false, layout: layout(term, .term))
      })
  }

  private func product(_ factors: [Expression], _ place: Place) -> Layout {
    // A bracket round the product itself closes what is open at its end.
    let last: Place = place == .operand ? .factor : .lastFactor
    return .product(
      factors.indices.map { position in
        let factor = factors[position]
        let isLast = position == factors.count - 1
        let needsDot = position > 0 && self.needsDot(between: factors[position - 1], and: factor)
        return .init(needsDot: needsDot, layout: layout(factor, isLast ? last : .factor))
      })
  }

  /// Whether two neighbours would be misread without a dot: 2·3, a·2, σ·(x).
  private func needsDot(between left: Expression, and right: Expression) -> Bool {
    if case .value = left.node { return true }
    if beginsWithNumber(right) { return true }
    if case .symbol(let symbol) = left.node, isFunctionName(symbol.name) { return true }
    return false
  }

  private func beginsWithNumber(_ expression: Expression) -> Bool {
    switch expression.node {
    case .number, .value, .indexValue(.literal): true
    case .layerNumber(let layer): layer.base == .input
    case .power(let base, _): beginsWithNumber(base)
    case .quotient(let a, let b): beginsWithNumber(a) && beginsWithNumber(b)
    case .hadamard, .outer, .sum, .negative, .product, .constant, .quantity, .symbol, .width, .exampleCount,
      .indexValue, .inner, .call, .big, .derivative, .gradient, .transpose, .element, .example, .cases,
      .matrix, .indicator, .kronecker, .identity, .ones, .evaluated, .updated, .ellipsis:
      false
    }
  }

  /// Whether a bracket behind the name would be read as its argument: σ, f, φ, f_1, x′.
  private func isFunctionName(_ name: String) -> Bool {
    let letter = name.prefix { $0 != "_" }
    let isOften = ["f", "g", "h", "F", "\\phi", "\\varphi", "\\psi"].contains(String(letter))
    return isOften || letter == notation.activationFunction || name.utf8.last == UInt8(ascii: "'")
  }
}

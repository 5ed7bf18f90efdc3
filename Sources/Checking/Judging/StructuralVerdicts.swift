import Formula

/// Verdicts that need no numbers: no meaning, a tautology, a definition, a statement of shape.
extension StatementChecker {
  /// The verdict that needs no numbers: no meaning, a tautology, a definition; nil when numbers decide.
  func structuralVerdict(_ link: Int, _ chain: LoweredChain, _ messages: TypeMessages) -> LinkReport? {
    let left = statement.sides[link]
    let right = statement.sides[link + 1]
    let relation = statement.relations[link]
    switch relation {
    case .element:
      return membership(link, messages)
    case .implies: return blank(link, .notAClaim)
    case .maps: return blank(link, .notAClaim)
    case .assigned where !left.isUpdate && (left.isNameOfItsOwn || !left.speaksOfNetwork):
      return undecidedArrow(link, "The name before the arrow is no quantity of this notation, ")
    case .equal, .defined, .identical, .assigned, .approximately, .notEqual, .less, .lessOrEqual, .greater,
      .greaterOrEqual, .proportional:
      break
    }
    if statement.costs(besides: settings.convention.cost).count > 1 {
      var report = blank(link, .undecided)
      report.diagnosis = Diagnosis(
        name: .other, message: "Two costs stand in one formula; a network has one. Write a formula for each.")
      return report
    }
    // Which indices or values are meant: 1 ≤ j ≤ n, l = 1. Widths beside each other are a claim.
    let isSelection = left.namesIndex || right.namesIndex || left.isConstant && right.isConstant
    if left.isCount, right.isCount, isSelection {
      var report = blank(link, .notAClaim)
      report.diagnosis = Diagnosis(
        name: .saysNothing,
        message: left.isConstant && right.isConstant
          ? "Both sides are plain numbers: this says nothing about a network."
          : "This only says which indices or values are meant.", range: right.range)
      return report
    }
    if left.simplified.isSame(as: right.simplified) || left.isConstant && right.isConstant {
      // The same tree from different letters: x and a⁰, ŷ and a^L are one by the convention.
      var report = blank(link, isSpelledAlike(left, right) ? .notAClaim : .definition)
      if report.outcome == .notAClaim {
        report.diagnosis = Diagnosis(
          name: .saysNothing,
          message: left.isConstant
            ? "Both sides are plain numbers: this says nothing about a network."
            : "Both sides are the same expression: this says nothing.",
          range: right.range)
      }
      return report
    }
    if isDefinition(left, relation) || left.isData && (right.isConstantOrChoice || right.isArrayOfData)
      || setsData(left, right)
    {
      return blank(link, .definition)
    }
    // C(a) = …: what follows is left open.
    if left.node == .ellipsis || right.node == .ellipsis { return blank(link, .notAClaim) }
    if relation == .defined, !left.isUpdate, right.contains(where: { $0 == left.node }) {
      return undecidedArrow(link, "The name on the left is given a new value, ")
    }
    if let verdict = undeclaredVerdict(link, chain) { return verdict }
    return typeProblem(of: link, chain).map { problem in
      isVariableOfProgram(link)
        ? undecidedArrow(link, Self.variableOfProgram) : illTyped(link, problem, messages)
    }
  }

  /// Whether numbers are given to an input, a target or a parameter: w_{11}^1 = 0.15, y = (0, 0, 1, 0)ᵀ.
  private func setsData(_ left: Expression, _ right: Expression) -> Bool {
    guard case .quantity(let quantity) = left.node, right.isConstant,
      quantity.indices.allSatisfy({ if case .literal = $0 { true } else { false } })
    else { return false }
    let isWhole = quantity.indices.isEmpty && !right.contains { if case .matrix = $0 { true } else { false } }
    switch quantity.role {
    case .weight, .bias, .target: return !isWhole
    case .activation: return quantity.layer == .number(0) && !isWhole
    case .preactivation, .error, .cost, .batchCost: return false
    }
  }

  /// W^l ∈ ℝ^{n_l × n_{l−1}}: a statement of shape.
  private func membership(_ link: Int, _ messages: TypeMessages) -> LinkReport {
    guard let claimed = SymbolicShape(space: statement.sides[link + 1]) else {
      return blank(link, .notAClaim)
    }
    // A name of the writer's own is given its shape.
    if statement.sides[link].isNameOfItsOwn { return blank(link, .definition) }
    var lowering = Lowering(
      statement, convention: settings.convention, oneUnitLayers: OneUnitLayers(widths: settings.widths))
    do throws(TypeProblem) {
      let shape = try lowering.shape(of: statement.sides[link])
      // A vector space has no rows or columns: ℝ^n fits a row of n as well.
      let fits = shape == claimed || shape.isVector && claimed.isVector && shape.length == claimed.length
      if fits { return blank(link, .holds) }
      return illTyped(
        link, TypeProblem(.shapes(.equation, shape, claimed), at: statement.sides[link + 1].range), messages)
    } catch {
      return illTyped(link, error, messages)
    }
  }

  /// A new symbol on the left: f₁(x) = x², α := 0.1.
  private func isDefinition(_ left: Expression, _ relation: Relation) -> Bool {
    switch left.node {
    case .symbol(let symbol):
      return symbol.name != "z" && symbol.name != "a"
    case .call(_, let arguments) where arguments.isEmpty: return true
    case .call(.other(let name, let primes), _):
      return (primes == 0 || relation == .defined) && !["tr", "det", "rank"].contains(name)
    case .product(let factors): return factors.first?.node == .symbol(Symbol("\\Delta"))
    case .gradient(of: _, by: nil): return true
    default: return left.isNameOfItsOwn
    }
  }

  /// Whether no side uses another spelling of a quantity (x for a⁰, ŷ for a^L) that the other doesn't.
  private func isSpelledAlike(_ left: Expression, _ right: Expression) -> Bool {
    // C′(w) and dC/dw are one by definition.
    guard source.text(left.range).contains("'") == source.text(right.range).contains("'") else {
      return false
    }
    return settings.convention.notation.aliases.allSatisfy { alias in
      let letter = alias.letter.withoutBraces
      return source.text(left.range).withoutBraces.contains(letter)
        == source.text(right.range).withoutBraces.contains(letter)
    }
  }

  /// Why a link has no meaning.
  func typeProblem(of link: Int, _ chain: LoweredChain) -> TypeProblem? {
    for case .failure(let problem) in [chain.sides[link], chain.sides[link + 1]] {
      // What cannot be evaluated may have no meaning anyway.
      let isNowhere = problem.isUnsupported && chain.constraints.smallestDepth == nil
      return isNowhere ? TypeProblem(.noSuchLayer, at: problem.range) : problem
    }
    return chain.linkProblems[link]
  }

  private func illTyped(_ link: Int, _ problem: TypeProblem, _ messages: TypeMessages) -> LinkReport {
    var report = blank(link, problem.isUnsupported ? .undecided : .illTyped)
    report.diagnosis = messages.diagnosis(of: problem)
    return report
  }
}

extension Expression {
  /// The new value of a parameter, or how far it is from the old one.
  var isUpdate: Bool { contains { if case .updated = $0 { true } else { false } } }

  /// A target or an input, which a text may give any values.
  fileprivate var isData: Bool {
    switch node {
    case .quantity(let quantity):
      quantity.role == .target || quantity.role == .activation && quantity.layer == .number(0)
    case .transpose(let inner): inner.isData
    default: false
    }
  }

  /// A row or column of entries that are data themselves: (x_{i1}, …, x_{iN}).
  fileprivate var isArrayOfData: Bool {
    switch node {
    case .matrix(let rows): rows.allSatisfy { $0.allSatisfy { $0.isData || $0.node == .ellipsis } }
    case .transpose(let inner): inner.isArrayOfData
    default: false
    }
  }

  /// Numbers, perhaps chosen by indices: (0, 1, 0), 1 if k = i.
  fileprivate var isConstantOrChoice: Bool {
    switch node {
    case .matrix, .cases, .transpose:
      !contains { node in
        switch node {
        case .quantity, .symbol, .derivative, .ellipsis, .call: true
        default: false
        }
      }
    default: false
    }
  }
}

extension String {
  /// The text without braces and spaces: `\hat{y}` and `\hat y` are one spelling.
  fileprivate var withoutBraces: String { filter { $0 != "{" && $0 != "}" && !$0.isWhitespace } }
}

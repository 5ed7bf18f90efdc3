/// Functions whose argument is left out or stands apart: σ′ = σ(1 − σ), dσ/dz, dσ/dz at z = z_j^L, (tanh z)′.
extension Elaborator {
  /// The function that a list of nodes names without an argument, differentiated so often; nil for anything else.
  private func functionWithoutArgument(_ items: [Markup], primes: Int) -> Function? {
    let items = items.unwrappedList
    guard items.count == 1, let item = items.first?.strippedOfFaces else { return nil }
    if case .word(let word) = item.kind {
      guard let function = Function(word: word, primes: primes), case .named = function else { return nil }
      return function
    }
    var (base, scripts) = (item, [Markup]?.none)
    if case .script(let inner?, let sub, let sup, 0) = item.kind, sub == nil || sup == nil {
      (base, scripts) = (inner, sub ?? sup)
    }
    guard let letter = Elaborator.letterName(base), isActivation(letter) else { return nil }
    guard let scripts else { return .activation(primes: primes, layer: nil) }
    return (try? layerExpression(scripts.unbracketed)).map { .activation(primes: primes, layer: $0) }
  }

  /// Whether a letter is that of the activation function, or σ where that is nothing else.
  func isActivation(_ letter: String) -> Bool {
    letter == notation.activationFunction || letter == "\\sigma" && role(of: letter) == nil
  }

  /// dσ/dz as σ′: at what stands in the bracket or below the bar behind it, else at the variable itself.
  ///
  /// Nil where no function stands alone above the line.
  mutating func derivativeOfFunction(
    _ numerator: [Markup], by variables: [Expression], _ range: SourceRange, _ cursor: inout MarkupCursor
  ) throws(Problem) -> Expression? {
    guard let variable = variables.first, variables.allSatisfy({ $0 == variable }),
      let function = functionWithoutArgument(numerator, primes: variables.count)
    else { return nil }
    if variable.isBareName, let bracket = cursor.bracket, bracket.scripts.isEmpty,
      let argument = try? expression(bracket.body, in: bracket.range), argument.containsWeightedInput
    {
      cursor.position += 1
      return Expression(.call(function, [argument]), range.union(bracket.range))
    }
    if variable.isBareName, let next = cursor.peek, case .script(let base?, let sub?, nil, 0) = next.kind,
      base.kind == .bar
    {
      cursor.position += 1
      let value = sub.firstIndex { $0.kind == .relation(.equal) }.map { Array(sub[($0 + 1)...]) } ?? sub
      return Expression(.call(function, [try expression(value, in: next.range)]), range.union(next.range))
    }
    guard variable.isWeightedInput else { return nil }
    return Expression(.call(function, [variable]), range)
  }

  /// Whether a bracket holds nothing but dσ/dz, whose argument may stand behind it.
  func isDerivativeOfFunction(_ items: [Markup]) -> Bool {
    guard items.count == 1, case .fraction(let above, let below) = items[0].stripped.kind else {
      return false
    }
    let numerator = above.unwrappedList
    return Elaborator.differential(numerator) == 1 && Elaborator.differential(below.unwrappedList) == 1
      && functionWithoutArgument(Array(numerator.dropFirst()), primes: 1) != nil
  }

  /// σ without an argument in a formula about nothing but the function: the argument is the z of a unit.
  ///
  /// In σ(1 − σ) the bracket is a factor, since the function stands in it without an argument as well.
  func leavesOutArgument(_ bracket: ArgumentBracket?) -> Bool {
    guard leavesOutArguments else { return false }
    guard let bracket else { return true }
    return bracket.body.indices.contains { place in
      guard functionWithoutArgument([bracket.body[place]], primes: 0) != nil else { return false }
      let next = place + 1 < bracket.body.count ? bracket.body[place + 1] : nil
      return next?.isBracket != true
    }
  }

  /// (tanh z)′: the derivative by the only variable in the bracket; nil where there is not one.
  func primed(_ value: Expression, _ primes: Int, _ range: SourceRange) -> Expression? {
    let isAboutNetwork = value.contains { node in
      if case .quantity = node { true } else { false }
    }
    let variables = value.symbols(among: ["z", "x"])
    guard !isAboutNetwork, variables.count == 1, let variable = variables.first, primes <= 2 else {
      return nil
    }
    let by = Expression(.symbol(variable), range)
    return (0..<primes).reduce(value) { inner, _ in Expression(.derivative(of: inner, by: by), range) }
  }
}

extension Expression {
  /// z, x: a letter without unit and layer, which only says that it is the variable.
  fileprivate var isBareName: Bool {
    switch node {
    case .symbol: true
    case .quantity(let quantity):
      quantity.indices.isEmpty && quantity.example == nil
        && (quantity.layer == nil || quantity.hasOwnLetter)
    default: false
    }
  }

  /// Whether a weighted input, or a weight that makes one, stands in it.
  fileprivate var containsWeightedInput: Bool {
    contains { node in
      if case .quantity(let quantity) = node, quantity.role == .weight { return true }
      return Expression(node).isWeightedInput
    }
  }

  /// Those of some names that stand in it.
  fileprivate func symbols(among names: Set<String>) -> Set<Symbol> {
    var found: Set<Symbol> = []
    _ = contains { node in
      if case .symbol(let symbol) = node, names.contains(symbol.name) { found.insert(symbol) }
      return false
    }
    return found
  }
}

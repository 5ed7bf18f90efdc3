/// Functions without their argument: f ∘ g, and ∂g/∂z taken at a point.
extension Elaborator {
  /// What stands for `(f ∘ g)(x)` or `f ∘ g(x)`: f(g(x)). Without an argument it is the value of f, the outermost one.
  ///
  /// Nil where the items are no composition. The argument is taken from behind the items.
  mutating func composition(
    of items: [Markup], _ range: SourceRange, _ cursor: inout MarkupCursor
  ) throws(Problem) -> Expression? {
    guard let functions = composed(items) else { return nil }
    guard let argument = cursor.bracket else { return try value(ofFunction: functions[0], range) }
    cursor.position += 1
    var body = argument.body
    for function in functions.dropFirst().reversed() {
      body = [function, Markup(.fenced(open: .parenthesis, body, close: .parenthesis), argument.range)]
    }
    let outer = Markup(.fenced(open: .parenthesis, body, close: .parenthesis), argument.range)
    return try withScripts(
      try expression([functions[0], outer], in: range.union(argument.range)), argument.scripts, range)
  }

  /// The functions of `f ∘ g ∘ h`, of which the first was taken; leaves the cursor behind the last.
  func restOfComposition(after first: Markup, _ cursor: inout MarkupCursor) -> [Markup]? {
    guard isFunctionName(first) else { return nil }
    var functions = [first]
    while cursor.peek?.kind == .sign(.circle), let next = cursor.peekSecond, isFunctionName(next) {
      functions += [Markup(.sign(.circle), next.range), next]
      cursor.position += 2
    }
    return functions.count > 1 ? functions : nil
  }

  /// The value of a function whose argument is not written: of g_L it is a^L, of the cost the cost.
  mutating func value(ofFunction item: Markup, _ range: SourceRange) throws(Problem) -> Expression {
    var (base, sub, sup) = (item, [Markup]?.none, [Markup]?.none)
    if case .script(let inner?, let below, let above, _) = item.stripped.kind {
      (base, sub, sup) = (inner, below, above)
    }
    let letter = Elaborator.letterName(base) ?? ""
    if letter == notation.activationFunction, let written = sub ?? sup {
      return Expression(
        .quantity(Quantity(.activation, layer: try layerExpression(written.unbracketed))), range)
    }
    if let role = role(of: letter), role == .cost || role == .batchCost {
      return try quantity(role, letter, Scripts(sub: sub, sup: sup), range)
    }
    let label = sub.map { "_{" + $0.map(Elaborator.sourceName).joined() + "}" } ?? ""
    return Expression(.call(.other(letter + label, primes: 0), []), range)
  }

  /// The function, or the composition, that stands alone behind the ∂ of a numerator.
  mutating func functionAlone(_ numerator: [Markup], _ range: SourceRange) throws(Problem) -> Expression? {
    var items = numerator.unwrappedList
    if items.count == 1, case .fenced(.parenthesis, let inner, .parenthesis) = items[0].kind { items = inner }
    if let functions = composed(items) { return try value(ofFunction: functions[0], range) }
    guard items.count == 1, isFunctionName(items[0]) else { return nil }
    return try value(ofFunction: items[0], range)
  }

  /// f, g, h of `f ∘ g ∘ h`; nil for anything else.
  private func composed(_ items: [Markup]) -> [Markup]? {
    guard items.count > 2, items.count % 2 == 1 else { return nil }
    for (place, item) in items.enumerated() {
      guard place % 2 == 1 ? item.kind == .sign(.circle) : isFunctionName(item) else { return nil }
    }
    return stride(from: 0, to: items.count, by: 2).map { items[$0] }
  }

  /// Whether it is the name of a function without primes: the activation, the cost, or a letter kept for functions.
  private func isFunctionName(_ item: Markup) -> Bool {
    var base = item.stripped
    if case .script(let inner?, _, _, let primes) = base.kind {
      guard primes == 0 else { return false }
      base = inner
    }
    guard let letter = Elaborator.letterName(base) else { return false }
    let role = role(of: letter)
    return letter == notation.activationFunction || role == .cost || role == .batchCost
      || Elaborator.functionLetters.contains(letter) && role == nil
  }
}

import Formula

/// Functions known by name, and indicators.
extension TermReader {
  mutating func function(
    _ word: String, _ item: Markup, sup: [Markup]?, primes: Int
  ) throws(Unreadable) -> Term {
    guard let known = KnownFunction(word) else {
      var use = NameUse("\\mathrm{\(word)}")
      use.primes = primes
      return try named(use, nil, sup, item)
    }
    guard let argument = try functionArguments() else {
      // A function named without an argument: σ′ = tanh′.
      return Term(.name(NameUse("\\mathrm{\(known.name)}")), item.range)
    }
    let range = item.range.union(argument.range)
    var call = Term(.function(known.name, primes: primes, argument.terms), range)
    if let power = pendingPower, case .script(_, _, let sup?, _) = power.kind {
      pendingPower = nil
      call = Self.raise(call, try Self.exponent(sup, power.range), sup, item.range.union(power.range))
    }
    guard let sup, !sup.isEmpty else { return call }
    let exponent = try Self.exponent(sup, item.range)
    if exponent.integer == -1 { throw Unreadable(item.range, "an inverse function") }
    return Term(.raised(call, exponent), range)
  }

  /// What a function is applied to: brackets, or what stands beside it up to the next function or sign.
  mutating func functionArguments() throws(Unreadable) -> (terms: [Term], range: SourceRange)? {
    guard let next = peek else { return nil }
    if case .fenced(let open, let inner, _) = next.kind,
      open == .parenthesis || open == .bracket || open == .brace
    {
      index += 1
      return (try Self.arguments(inner, at: next.range), next.range)
    }
    if case .script(let base?, nil, _, 0) = next.kind, case .fenced(.parenthesis, let inner, _) = base.kind {
      pendingPower = next
      index += 1
      return (try Self.arguments(inner, at: base.range), base.range)
    }
    if next.isPause || next.endsTerm { return nil }
    if case .sign = next.kind { return nil }
    let start = index
    var term = try factor()
    // log a b is log(ab) only for plain names: log p q, tanh W x.
    var factors = [term]
    while let following = peek, following.isPlainFactor, term.isPlainFactor {
      factors.append(try factor())
    }
    if factors.count > 1 {
      let signs = Array(repeating: Chain.Sign.beside, count: factors.count - 1)
      term = Term(.chain(Chain(factors: factors, signs: signs)), span(start))
    }
    return ([term], term.range)
  }

  // MARK: - Indicators

  mutating func relationInBrackets() -> Condition? {
    guard let next = peek, case .fenced(_, let inner, _) = next.kind,
      let condition = try? ConditionReader.read(inner, at: next.range)
    else { return nil }
    index += 1
    return condition
  }

  mutating func indicator(_ item: Markup) throws(Unreadable) -> Term? {
    if item.isIndicatorSign {
      if let condition = relationInBrackets() { return Term(.indicator(condition), item.range) }
      return Term(.ones, item.range)
    }
    if case .letter("I") = item.kind, let condition = relationInBrackets() {
      return Term(.indicator(condition), item.range)
    }
    return nil
  }
}

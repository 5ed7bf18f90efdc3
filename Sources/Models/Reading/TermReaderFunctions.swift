import Formula

/// Functions known by name, and indicators.
extension TermReader {
  mutating func function(
    _ word: String, _ item: Markup, sup: [Markup]?, primes: Int
  ) throws(Unreadable) -> Term {
    // \arg\max_j
    if word == "arg", case .script(let base?, let sub?, nil, 0)? = peek?.kind,
      case .word(let inner) = base.kind,
      let kind = Big.Kind(word: "arg" + inner)
    {
      index += 1
      return try big(kind, item, sub: sub, sup: nil)
    }
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
    // diag(a_1, …, a_n)
    let terms = Term.listed(argument.terms, argument.range).map { [$0] } ?? argument.terms
    var call = Term(.function(known.name, primes: primes, terms), range)
    if known.isReciprocal {
      guard primes == 0 else { throw Unreadable(item.range, "a prime on \(word)") }
      call = Term(.quotient(Term(.number(1), item.range), call), range)
    }
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

  /// 0{,}5 with a comma in braces, as many languages write decimals: what stands behind the point.
  mutating func decimals() -> String {
    guard case .group(let inner)? = peek?.kind, inner.count == 1, inner[0].kind == .punctuation(.comma),
      case .number(let digits)? = peek(1)?.kind
    else { return "" }
    index += 2
    return "." + digits
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
    if item.isIndicatorLetter, let condition = relationInBrackets() {
      return Term(.indicator(condition), item.range)
    }
    return nil
  }
}

extension Big.Kind {
  /// max, min, argmax, argmin over an index.
  init?(word: String) {
    switch word {
    case "max": self = .maximum
    case "min": self = .minimum
    case "argmax": self = .argMaximum
    case "argmin": self = .argMinimum
    default: return nil
    }
  }

  /// The operator in LaTeX.
  var command: String {
    switch self {
    case .sum: "\\sum"
    case .product: "\\prod"
    case .maximum: "\\max"
    case .minimum: "\\min"
    case .argMaximum: "\\arg\\max"
    case .argMinimum: "\\arg\\min"
    case .column: "\\operatorname{column}"
    }
  }
}

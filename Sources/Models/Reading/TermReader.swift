import Formula

/// What could not be read, and where.
package struct Unreadable: Error, Sendable, Hashable {
  package var range: SourceRange
  /// What stands there, as a noun phrase.
  package var found: String

  init(_ range: SourceRange, _ found: String) {
    self.range = range
    self.found = found
  }
}

/// Reads the nodes of a formula as a term: sums of products of factors.
struct TermReader {
  let items: [Markup]
  var index = 0
  /// The exponent behind the brackets of a function: \log(x)^2.
  var pendingPower: Markup?
  let place: SourceRange

  init(_ items: [Markup], at place: SourceRange) {
    self.items = items
    self.place = place
  }

  /// Reads all of `items` as one term.
  static func read(_ items: [Markup], at place: SourceRange) throws(Unreadable) -> Term {
    var items = items.facesApart[...]
    while let last = items.last, last.isPause { items.removeLast() }
    while let first = items.first, first.isPause { items.removeFirst() }
    let range = items.first.map { $0.range.union(items[items.endIndex - 1].range) } ?? place
    var reader = TermReader(Array(items), at: range)
    let term = try reader.sum()
    guard let rest = reader.peek else { return term }
    throw Unreadable(rest.range, rest.description)
  }

  // MARK: - Cursor

  var peek: Markup? { index < items.count ? items[index] : nil }
  func peek(_ ahead: Int) -> Markup? { index + ahead < items.count ? items[index + ahead] : nil }
  var here: SourceRange { peek?.range ?? SourceRange(place.end, place.end) }
  func span(_ start: Int) -> SourceRange {
    guard start < index, start < items.count else { return here }
    return items[start].range.union(items[index - 1].range)
  }

  // MARK: - Sums

  mutating func sum() throws(Unreadable) -> Term {
    let start = index
    var terms: [Term] = []
    while let next = peek {
      var isNegative = false
      let from = index
      if case .sign(let sign) = next.kind, sign == .plus || sign == .minus {
        isNegative = sign == .minus
        index += 1
      } else if !terms.isEmpty {
        break
      }
      while case .sign(let sign)? = peek?.kind, sign == .plus || sign == .minus {
        if sign == .minus { isNegative.toggle() }
        index += 1
      }
      let term = try product()
      terms.append(isNegative ? Term(.negative(term), span(from)) : term)
    }
    guard let first = terms.first else { throw Unreadable(here, "nothing") }
    return terms.count == 1 ? first : Term(.sum(terms), span(start))
  }

  // MARK: - Products

  mutating func product() throws(Unreadable) -> Term {
    let start = index
    var factors: [Term] = []
    var signs: [Chain.Sign] = []
    var pending: Chain.Sign?
    func joined(_ start: Int, _ factors: [Term], _ signs: [Chain.Sign]) -> Term {
      factors.count == 1
        ? factors[0]
        : Term(
          .chain(Chain(factors: factors, signs: signs)),
          factors[0].range.union(factors[factors.count - 1].range)
        )
    }
    while let next = peek {
      if case .sign(let sign) = next.kind {
        if sign == .plus || sign == .minus { break }
        guard !factors.isEmpty, pending == nil else { throw Unreadable(next.range, next.description) }
        index += 1
        if sign == .slash || sign == .division {
          let divisor = try factor()
          // a b/c d is a (b/c) d, but where a and b are a product of numbers the value is the same.
          let top = joined(start, factors, signs)
          factors = [Term(.quotient(top, divisor), span(start))]
          signs = []
        } else if let sign = Chain.Sign(sign) {
          pending = sign
        } else {
          throw Unreadable(next.range, next.description)
        }
        continue
      }
      if next.isPause || next.endsTerm { break }
      var factor = try factor()
      if let there = try atPoint(factor) { factor = there }
      // x\top, where x^\top was meant.
      while let sign = peek, sign.isTop {
        index += 1
        factor = Term(.transpose(factor), factor.range.union(sign.range))
      }
      if !factors.isEmpty { signs.append(pending ?? .beside) }
      pending = nil
      factors.append(factor)
    }
    if pending != nil || factors.isEmpty { throw Unreadable(here, "nothing") }
    return joined(start, factors, signs)
  }

  /// The rest of the product, up to the next + or −: what Σ or ∂/∂x stands before.
  mutating func rest(_ what: String) throws(Unreadable) -> Term {
    if case .sign(.dot)? = peek?.kind { index += 1 }
    guard peek != nil else { throw Unreadable(here, "nothing behind \(what)") }
    if case .sign(.minus)? = peek?.kind {
      let start = index
      index += 1
      return Term(.negative(try product()), span(start))
    }
    return try product()
  }

  // MARK: - Factors

  mutating func factor() throws(Unreadable) -> Term {
    guard let item = peek else { throw Unreadable(here, "nothing") }
    if case .partial = item.kind {
      if hasSlash { return try slashedDerivative() }
      // \mathrm d W, the name of a derivative.
      guard peek(1)?.isName == true else { throw Unreadable(item.range, item.description) }
      index += 1
      return Term(.name(NameUse("d")), item.range)
    }
    if case .group(let top) = item.kind, case .partial? = top.first?.kind, peek(1)?.isSlash == true,
      case .group(let bottom)? = peek(2)?.kind
    {
      let start = index
      index += 3
      return Term(try fraction(top, bottom, item).node, span(start))
    }
    index += 1
    return try factor(item)
  }

  mutating func factor(_ item: Markup) throws(Unreadable) -> Term {
    switch item.kind {
    case .number(let whole):
      let digits = whole + decimals()
      guard let value = Double(digits) else { throw Unreadable(item.range, digits) }
      if value == 1, let relation = relationInBrackets() { return Term(.indicator(relation), item.range) }
      return Term(.number(value), item.range)
    case .letter, .styled:
      if let indicator = try indicator(item) { return indicator }
      return try applied(try name(item), item)
    case .word(let word): return try function(word, item, sup: nil, primes: 0)
    case .group(let inner):
      if inner.isEmpty { throw Unreadable(item.range, "an empty group") }
      return try Self.read(inner, at: item.range)
    case .fenced(let open, let inner, _):
      switch open {
      case .bar: return Term(.absolute(try Self.read(inner, at: item.range)), item.range)
      case .doubleBar: return Term(.norm(try Self.read(inner, at: item.range)), item.range)
      case .parenthesis, .bracket, .brace, .angle:
        if inner.contains(where: { $0.kind == .ellipsis }),
          inner.contains(where: { $0.kind == .punctuation(.comma) }),
          let list = Term.listed(try Self.arguments(inner, at: item.range), item.range)
        {
          return list
        }
        if open == .angle, let product = try Self.innerProduct(inner, item.range) { return product }
        // [z > 0] is 1 where that holds.
        if open == .bracket, inner.hasRelation,
          let condition = try ConditionReader.read(inner, at: item.range)
        {
          return Term(.indicator(condition), item.range)
        }
        if open == .bracket, let list = try Self.sideBySide(inner, item.range) { return list }
        if open == .bracket, let joined = try Self.joined(inner, item.range) { return joined }
        return try Self.read(inner, at: item.range)
      case .floor, .ceiling, .none: throw Unreadable(item.range, "such a bracket")
      }
    case .fraction(let top, let bottom): return try fraction(top, bottom, item)
    case .root(let index, let body):
      let inner = try Self.read(body, at: item.range)
      guard let index else { return Term(.function("sqrt", primes: 0, [inner]), item.range) }
      let root = try Self.read(index, at: item.range)
      let one = Term(.number(1), item.range)
      return Term(.raised(inner, Term(.quotient(one, root), item.range)), item.range)
    case .bigOperator: return try big(item, sub: nil, sup: nil)
    case .script(let base, let sub, let sup, let primes): return try scripted(item, base, sub, sup, primes)
    case .environment(let kind, let rows): return try environment(kind, rows, item)
    case .ellipsis: return Term(.ellipsis, item.range)
    case .nabla: return try gradient(by: nil, item)
    default: throw Unreadable(item.range, item.description)
    }
  }

  /// The cost, where nothing stands behind ∇.
  static func costItself(_ place: SourceRange) -> Term {
    Term(.name(NameUse("∇")), SourceRange(place.start, place.start))
  }

  /// ∇_v with what it is taken of.
  mutating func gradient(by: Term?, _ item: Markup) throws(Unreadable) -> Term {
    let of = try gradientOperand()
    let isWritten = of.range.start < of.range.end
    return Term(.gradient(of: of, by: by), isWritten ? item.range.union(of.range) : item.range)
  }

  private mutating func gradientOperand() throws(Unreadable) -> Term {
    // ∇_v alone: the gradient of the cost.
    let cost = Self.costItself(here)
    guard let next = peek else { return cost }
    if case .sign = next.kind { return cost }
    if next.isPause || next.endsTerm { return cost }
    return try factor()
  }

  // MARK: - Names

  /// A name as it stands, before its scripts.
  mutating func name(_ item: Markup) throws(Unreadable) -> NameUse {
    switch item.kind {
    case .letter(let letter): return NameUse(letter)
    case .word(let word): return NameUse("\\mathrm{\(word)}")
    case .styled(let style, let inner):
      guard inner.count == 1, let only = inner.first else {
        let letters = inner.compactMap { if case .letter(let letter) = $0.kind { letter } else { nil } }
        guard letters.count == inner.count, !letters.isEmpty else {
          throw Unreadable(item.range, "a group of marks")
        }
        return NameUse("\\\(style.rawValue){\(letters.joined())}")
      }
      if case .number(let digits) = only.kind { return NameUse("\\\(style.rawValue){\(digits)}") }
      // An accent over a name with scripts belongs to the letter: \overline{W_i}.
      if case .script(let base?, let sub, let sup, let primes) = only.kind {
        let inner = Markup(.styled(style, [base]), base.range)
        let outer = Markup(.script(base: inner, sub: sub, sup: sup, primes: primes), only.range)
        if case .name(let use) = try scripted(outer, inner, sub, sup, primes).node { return use }
        throw Unreadable(item.range, "such a name")
      }
      var use = try name(only)
      switch style {
      case .bold: use.isBold = true
      case .italic, .upright: break
      default: use.name = "\\\(style.rawValue){\(use.name)}"
      }
      return use
    case .group(let inner) where inner.count == 1: return try name(inner[0])
    case .script(let base?, let sub, let sup, let primes):
      if case .name(let use) = try scripted(item, base, sub, sup, primes).node { return use }
      throw Unreadable(item.range, "such a name")
    default: throw Unreadable(item.range, item.description)
    }
  }

  /// A name, with brackets behind it as arguments: whether that is a call, types tell.
  mutating func applied(_ use: NameUse, _ item: Markup) throws(Unreadable) -> Term {
    guard let next = peek else { return Term(.name(use), item.range) }
    if case .script(let base?, nil, let sup?, 0) = next.kind,
      case .fenced(let open, let inner, _) = base.kind,
      open == .parenthesis || open == .bracket
    {
      // f(x)^2: of the call, or of the bracket where f is no function.
      index += 1
      let whole = item.range.union(next.range)
      let call = Term(.applied(use, try Self.arguments(inner, at: base.range)), item.range.union(base.range))
      return Self.raise(call, try Self.exponent(sup, next.range), sup, whole)
    }
    guard case .fenced(let open, let inner, _) = next.kind,
      open == .parenthesis || open == .bracket && !inner.isList
    else { return Term(.name(use), item.range) }
    index += 1
    let arguments = try Self.arguments(inner, at: next.range)
    return Term(.applied(use, arguments), item.range.union(next.range))
  }

  /// Terms between commas.
  static func arguments(_ inner: [Markup], at place: SourceRange) throws(Unreadable) -> [Term] {
    var parts: [[Markup]] = [[]]
    for item in inner.facesApart {
      if case .punctuation(let mark) = item.kind, mark == .comma || mark == .semicolon {
        parts.append([])
      } else if case .bar = item.kind {
        parts.append([])
      } else {
        parts[parts.count - 1].append(item)
      }
    }
    var terms: [Term] = []
    for part in parts {
      // f(·), f[•]: the place of an argument.
      if part.count == 1, case .sign(let sign) = part[0].kind, sign == .dot || sign == .bullet {
        terms.append(Term(.name(NameUse("·")), part[0].range))
      } else {
        terms.append(try read(part, at: place))
      }
    }
    return terms
  }

  // MARK: - Σ and Π

  mutating func big(_ item: Markup, sub: [Markup]?, sup: [Markup]?) throws(Unreadable) -> Term {
    guard case .bigOperator(let kind) = item.kind else { throw Unreadable(item.range, item.description) }
    return try big(kind == .product ? .product : .sum, item, sub: sub, sup: sup)
  }

  mutating func big(
    _ kind: Big.Kind, _ item: Markup, sub: [Markup]?, sup: [Markup]?
  ) throws(Unreadable) -> Term {
    let all = try BinderReader.read(sub ?? [], upper: sup, at: item.range)
    let start = index - 1
    let whole = try rest(kind == .sum ? "Σ" : "an operator")
    let (binders, body) = kind == .sum ? BinderReader.masked(all, whole) : (all, whole)
    return Term(.big(Big(kind: kind, binders: binders, body: body)), span(start))
  }

  // MARK: - Fractions and derivatives

  mutating func fraction(_ top: [Markup], _ bottom: [Markup], _ item: Markup) throws(Unreadable)
    -> Term
  {
    if let derivative = try DerivativeReader(top, bottom, at: item.range).read() {
      switch derivative {
      case .complete(let term): return term
      case .operation(let by):
        let body = try rest("∂/∂")
        return Term(.derivative(of: body, by: by), item.range.union(body.range))
      }
    }
    let (above, below) = (try Self.read(top, at: item.range), try Self.read(bottom, at: item.range))
    return Term(.quotient(above, below), item.range)
  }

  /// A slash follows before the next sum or end.
  private var hasSlash: Bool {
    for item in items[index...] {
      if item.isSlash { return true }
      if item.isPause || item.endsTerm { return false }
      if case .sign(let sign) = item.kind, sign == .plus || sign == .minus { return false }
    }
    return false
  }

  /// `\partial A / \partial B`
  mutating func slashedDerivative() throws(Unreadable) -> Term {
    let start = index
    var top: [Markup] = []
    while let next = peek, !next.isSlash {
      top.append(next)
      index += 1
      if top.count > 8 { throw Unreadable(items[start].range, "∂ without a denominator") }
    }
    guard peek != nil else { throw Unreadable(items[start].range, "∂ without a denominator") }
    index += 1
    var bottom: [Markup] = []
    guard let first = peek else { throw Unreadable(here, "nothing") }
    bottom.append(first)
    index += 1
    if case .partial = first.kind {
      if let prefix = peek, case .script(let base, _, nil, 0) = prefix.kind,
        base == nil || base?.isEmptyGroup == true
      {
        bottom.append(prefix)
        index += 1
      }
      guard let variable = peek else { throw Unreadable(here, "nothing") }
      bottom.append(variable)
      index += 1
    }
    guard case .complete(let term)? = try DerivativeReader(top, bottom, at: span(start)).read() else {
      throw Unreadable(span(start), "∂ without a denominator")
    }
    return Term(term.node, span(start))
  }
}

/// One factor: a number, a name with its scripts, a bracket, a fraction, a call, Σ, ∇, cases, a matrix.
extension Elaborator {
  /// The next factor; Σ and ∂/∂x take the rest of the term as their operand.
  mutating func factor(_ cursor: inout MarkupCursor) throws(Problem) -> Expression {
    guard let item = cursor.next() else {
      throw missing("an operand", at: cursor.endRange, help: "Something is missing at the end.")
    }
    switch item.kind {
    case .number(let digits):
      if let decimals = cursor.decimals {
        // 0{,}5
        cursor.position += 2
        return Expression(.number(Elaborator.value(of: digits + "." + decimals)), item.range)
      }
      if digits == "1", let indicator = try indicator(&cursor, face: item.range) { return indicator }
      return Expression(.number(Elaborator.value(of: digits)), item.range)
    case .letter, .styled:
      if let command = cursor.commandWithoutBackslash(from: item) {
        throw Problem(
          .unknownSymbol, at: command.range, found: "the letters '\(command.name)'",
          expected: "\\\(command.name)",
          help: "Write it with a backslash: \\\(command.name).")
      }
      if let word = cursor.wordOfLetters(from: item) {
        return try call(ofWord: word.name, Scripts(), word.range, &cursor)
      }
      return try name(item, sub: nil, sup: nil, primes: 0, range: item.range, &cursor)
    case .script(let base, let sub, let sup, let primes):
      return try scripted(base, sub, sup, primes, item.range, &cursor)
    case .word(let word):
      return try call(ofWord: word, Scripts(), item.range, &cursor)
    case .group(let items):
      // Braces around one thing change nothing: {\partial \over \partial z}(…), {\sigma}(z).
      if items.count == 1, let only = items.first {
        cursor.insert(only)
        return try factor(&cursor)
      }
      return try expression(items, in: item.range)
    case .fenced:
      return try bracket(item, Scripts(), &cursor)
    case .fraction(let numerator, let denominator):
      return try fraction(numerator, denominator, item.range, &cursor)
    case .root(let index, let body):
      let radicand = try expression(body, in: item.range)
      guard let index else { return Expression(.call(.sqrt, [radicand]), item.range) }
      let order = try expression(index, in: item.range)
      let one = Expression(.number(1))
      return Expression(.power(radicand, Expression(.quotient(one, order))), item.range)
    case .bigOperator(let kind):
      return try bigOperator(kind, sub: nil, sup: nil, item.range, &cursor)
    case .partial:
      return try slashedDerivative(item.range, &cursor)
    case .nabla:
      return try gradient(by: nil, item.range, &cursor)
    case .environment(let environment, let rows):
      return try self.environment(environment, rows, item.range)
    case .ellipsis:
      return Expression(.ellipsis, item.range)
    case .bar:
      throw Problem(
        .unexpectedToken, at: item.range, found: "a lone bar", expected: "a term",
        help: "Write |x| with two bars, or an evaluation bar with its subscript.")
    default:
      throw unexpected(item)
    }
  }

  /// A base with scripts.
  private mutating func scripted(
    _ base: Markup?, _ sub: [Markup]?, _ sup: [Markup]?, _ primes: Int, _ range: SourceRange,
    _ cursor: inout MarkupCursor
  ) throws(Problem) -> Expression {
    guard let base = base?.stripped else {
      throw Problem(
        .missingOperand, at: range, found: "a script without a base", expected: "a letter before it",
        help: "Put the letter first: a_j^l.")
    }
    let scripts = Scripts(sub: sub, sup: sup, primes: primes)
    switch base.kind {
    case .script(let inner, let innerSub, let innerSup, let innerPrimes):
      return try stacked(
        inner, Scripts(sub: innerSub, sup: innerSup, primes: innerPrimes), scripts, range, &cursor)
    case .letter, .styled:
      return try name(base, sub: sub, sup: sup, primes: primes, range: range, &cursor)
    case .word(let word):
      return try call(ofWord: word, scripts, range, &cursor)
    case .bigOperator(let kind):
      return try bigOperator(kind, sub: sub, sup: sup, range, &cursor)
    case .partial where sub != nil && sup == nil && primes == 0:
      // ∂_w C
      return try fraction([base], [base] + (sub ?? []).unwrappedList, range, &cursor)
    case .nabla:
      guard sup == nil else {
        throw Problem(.unsupported, at: range, found: "a power of ∇", expected: "∇ with a subscript or none")
      }
      return try gradient(by: sub, range, &cursor)
    case .fenced:
      if sub == nil, sup == nil, primes > 0, let function = base.functionInBracket {
        // (f^l)′(z)
        return try stacked(function, Scripts(), scripts, range, &cursor)
      }
      return try bracket(base, scripts, &cursor, range: range)
    case .number(let digits):
      if digits == "1", let condition = sub?.conditionBelow {
        return indicator(try self.condition(condition, in: range), range)
      }
      return try withScripts(Expression(.number(Elaborator.value(of: digits)), base.range), scripts, range)
    default:
      let value = try expression([base], in: base.range)
      return try withScripts(value, scripts, range)
    }
  }

  /// Scripts on something that has scripts: {W^{(2)}}^T, {a_j}^l.
  private mutating func stacked(
    _ base: Markup?, _ inner: Scripts, _ outer: Scripts, _ range: SourceRange, _ cursor: inout MarkupCursor
  ) throws(Problem) -> Expression {
    let merged = Scripts(
      sub: inner.sub ?? outer.sub, sup: inner.sup ?? outer.sup, primes: inner.primes + outer.primes)
    let rest = Scripts(
      sub: inner.sub == nil ? nil : outer.sub, sup: inner.sup == nil ? nil : outer.sup, primes: 0)
    if rest.isEmpty { return try scripted(base, merged.sub, merged.sup, merged.primes, range, &cursor) }
    if inner.sub == nil, let sub = outer.sub, let layer = inner.sup, let sup = outer.sup, sup.isTranspose {
      // {W^l}^T_{kj}: an entry of the transpose.
      return try scripted(
        base, sub, layer.unwrappedList + sup.unwrappedList, merged.primes, range, &cursor)
    }
    var none = MarkupCursor([], range: range)
    let value = try scripted(base, inner.sub, inner.sup, inner.primes, range, &none)
    return try withScripts(value, outer, range)
  }

  /// A bracket with its scripts: (Wa)_j, (W^l)^T, (x)^2, |x|, ‖x‖, [z > 0].
  private mutating func bracket(
    _ item: Markup, _ scripts: Scripts, _ cursor: inout MarkupCursor, range: SourceRange? = nil
  ) throws(Problem) -> Expression {
    guard case .fenced(let open, let body, let close) = item.kind else { throw unexpected(item) }
    let range = range ?? item.range
    if open == .none || close == .none {
      guard close == .bar, let sub = scripts.sub else {
        throw Problem(
          .unclosedGroup, at: item.range, found: "a bracket with one side", expected: "both sides")
      }
      let value = try expression(body, in: item.range)
      return Expression(.evaluated(value, at: try assignments(sub, range, in: value)), range)
    }
    if open == .bracket, body.containsRelation {
      return try withScripts(
        Expression(.indicator(try condition(body, in: item.range)), range), scripts, range)
    }
    if open == .angle, let comma = body.firstIndex(where: { $0.kind == .punctuation(.comma) }) {
      let left = try expression(Array(body[..<comma]), in: item.range)
      let right = try expression(Array(body[(comma + 1)...]), in: item.range)
      return try withScripts(Expression(.inner(left, right), range), scripts, range)
    }
    guard !body.isEmpty else { throw missing("a formula in the bracket", at: item.range) }
    if scripts.isEmpty, isDerivativeOfFunction(body) {
      // (dσ/dz)(z_j^L)
      cursor.insert(body[0])
      return try factor(&cursor)
    }
    if scripts.isEmpty, let composed = try composition(of: body, range, &cursor) { return composed }
    if open == .parenthesis || open == .bracket, body.slots.count > 1 {
      // (u, v) or [u, v]: a row of entries.
      var entries: [Expression] = []
      for slot in body.slots { entries.append(try expression(slot, in: item.range)) }
      return try withScripts(Expression(.matrix([entries]), item.range), scripts, range)
    }
    let value = try expression(body, in: item.range)
    switch open {
    case .bar: return try withScripts(Expression(.call(.abs, [value]), item.range), scripts, range)
    case .doubleBar:
      var scripts = scripts
      if let sub = scripts.sub, sub.count == 1, let label = sub.first?.strippedOfFaces.kind,
        label == .number("2") || label == .letter("F")
      {
        scripts.sub = nil
      }
      return try withScripts(Expression(.call(.norm, [value]), item.range), scripts, range)
    case .floor, .ceiling:
      throw Problem(.unsupported, at: item.range, found: "a rounding bracket", expected: "round brackets")
    case .parenthesis, .bracket, .brace, .angle, .none:
      return try withScripts(Expression(value.node, item.range), scripts, range)
    }
  }

  /// Subscripts and superscripts on a value: an element, an example, a transpose, a power.
  mutating func withScripts(
    _ value: Expression, _ scripts: Scripts, _ range: SourceRange
  ) throws(Problem) -> Expression {
    var result = value
    if let sub = scripts.sub, let sup = scripts.sup, sup.unwrappedList.last?.isTranspose == true,
      scripts.primes == 0, let pair = try? indices(sub, in: range), pair.count == 2
    {
      // (W^l)^T_{jk} is the entry jk of the transpose, not the transpose of the number w_{jk}.
      let transposed = try raised(result, sup, range)
      return Expression(try subscripted(transposed, sub, range).node, range)
    }
    if let sub = scripts.sub {
      result = try subscripted(result, sub, range)
    }
    if let sup = scripts.sup {
      result = try raised(result, sup, range)
    }
    if scripts.primes > 0 {
      if let derivative = primed(result, scripts.primes, range) { return derivative }
      throw Problem(
        .badScript, at: range, found: "a prime on a bracket", expected: "a prime on a function",
        help: "Write the prime on the function: \\sigma'(z).")
    }
    return Expression(result.node, range)
  }

  /// (…)_j, (…)_{jk} or (…)_e
  private mutating func subscripted(
    _ value: Expression, _ sub: [Markup], _ range: SourceRange
  ) throws(Problem) -> Expression {
    if let step = stepLabel(sub) { return step == .new ? Expression(.updated(value), range) : value }
    let slots = try indices(sub, in: range)
    if case .quantity(var quantity) = value.node, slots.count == 1, quantity.example == nil,
      isExample(slots[0]) || quantity.indices.count == notation.patterns[quantity.role]?.unitCount
    {
      quantity.example = slots[0]
      return Expression(.quantity(quantity), range)
    }
    if slots.count == 1, isExample(slots[0]) { return Expression(.example(value, slots[0]), range) }
    return Expression(.element(value, slots), range)
  }

  /// What a label says about steps of gradient descent.
  enum StepLabel {
    case new
    case old
  }

  /// new, next, t + 1 against old, t; nil for anything else.
  func stepLabel(_ items: [Markup]) -> StepLabel? {
    let items = items.unwrappedList
    if let words = items.onlyText {
      switch words {
      case "new", "next", "updated", "neu": return .new
      case "old", "current", "alt": return .old
      default: return nil
      }
    }
    guard let first = items.first, case .letter(let name) = first.strippedOfFaces.kind,
      stepLetters.contains(name)
    else { return nil }
    if items.count == 1 { return .old }
    guard items.count == 3, items[1].kind == .sign(.plus), items[2].kind == .number("1") else { return nil }
    return .new
  }

  /// Whether an index can only be an example's: its letter is kept for them.
  func isExample(_ index: Index) -> Bool {
    guard case .variable(let name) = index else { return false }
    return boundExamples.contains(name) || dataLetters.contains(name)
      || notation.reservesExampleLetter && name == notation.exampleLetter
  }

  /// x^T, x^2, x^{-1}
  private mutating func raised(
    _ value: Expression, _ sup: [Markup], _ range: SourceRange
  ) throws(Problem) -> Expression {
    if let step = stepLabel(sup.unbracketed), step == .new || sup.unwrappedList.first?.isBracket == true {
      return step == .new ? Expression(.updated(value), range) : value
    }
    if sup.isTranspose { return Expression(.transpose(value), range) }
    if let sign = sup.unwrappedList.first?.kind, sign == .sign(.hadamard) || sign == .sign(.circle),
      sup.unwrappedList.count > 1
    {
      // (a)^{\odot 2}: powers of vectors are taken element by element anyway.
      return Expression(.power(value, try expression(Array(sup.unwrappedList.dropFirst()), in: range)), range)
    }
    if let last = sup.last, last.isTranspose, sup.count > 1 {
      return Expression(.transpose(try raised(value, Array(sup.dropLast()), range)), range)
    }
    return Expression(.power(value, try expression(sup, in: range)), range)
  }

  /// `z = 0, w = 1` under an evaluation bar; a value alone is that of the only variable, z.
  mutating func assignments(
    _ items: [Markup], _ range: SourceRange, in value: Expression
  ) throws(Problem) -> [Assignment] {
    var result: [Assignment] = []
    let variable = Expression(.symbol(Symbol("z")), range)
    if !items.containsRelation, value.contains(where: { $0 == variable.node }) {
      return [Assignment(variable, try expression(items, in: range))]
    }
    for part in items.split(whereSeparator: { $0.kind == .punctuation(.comma) }) {
      let part = Array(part)
      guard let equal = part.firstIndex(where: { $0.kind == .relation(.equal) }) else {
        throw Problem(.badScript, at: range, found: "no '='", expected: "a value to put in, as in z = 0")
      }
      let left = try expression(Array(part[..<equal]), in: range)
      let right = try expression(Array(part[(equal + 1)...]), in: range)
      result.append(Assignment(left, right))
    }
    return result
  }

  /// The value of digits; the lexer lets nothing else through.
  static func value(of digits: String) -> Double { Double(digits) ?? .infinity }
}

/// Scripts as they stand on a base.
struct Scripts {
  var sub: [Markup]?
  var sup: [Markup]?
  var primes = 0

  var isEmpty: Bool { sub == nil && sup == nil && primes == 0 }
}

extension [Markup] {
  /// Whether a relation stands at the top level of the list.
  var containsRelation: Bool {
    contains { if case .relation = $0.kind { true } else { false } }
  }
}

extension [Markup] {
  /// Whether it is T and nothing else.
  var isTranspose: Bool {
    let list = unwrappedList
    return list.count == 1 && list[0].isTranspose
  }
}

extension Markup {
  /// Whether it is something in brackets.
  var isBracket: Bool { if case .fenced = kind { true } else { false } }

  /// The letter, perhaps with scripts, that stands alone in parentheses.
  fileprivate var functionInBracket: Markup? {
    guard case .fenced(let open, let body, _) = kind, open == .parenthesis || open == .bracket,
      body.count == 1, let only = body.first
    else { return nil }
    switch only.stripped.kind {
    case .letter, .word: return only
    case .script(let base?, _, _, _):
      if case .letter = base.strippedOfFaces.kind { return only }
      return nil
    default: return nil
    }
  }

  /// T, ⊤, ⊺ in a superscript.
  var isTranspose: Bool {
    switch stripped.kind {
    case .letter("T"), .letter("\\top"), .letter("\\intercal"): return true
    case .styled(.upright, let inner), .styled(.sansSerif, let inner), .styled(.bold, let inner),
      .styled(.italic, let inner):
      return inner.count == 1 && inner[0].isTranspose
    case .word("T"), .text("T"): return true
    default: return false
    }
  }
}

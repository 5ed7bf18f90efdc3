/// Functions and what they are applied to.
extension Elaborator {
  /// σ with scripts and its argument; nil when no argument follows and none is needed.
  mutating func activationCall(
    _ scripts: Scripts, _ range: SourceRange, _ cursor: inout MarkupCursor
  ) throws(Problem) -> Expression? {
    var layer: Layer?
    var power = scripts.sup
    if let sup = scripts.sup, !sup.unwrappedList.isNumber, scripts.sub.map(isLayerWithLetter) != true,
      let written = try? layerExpression(sup.unbracketed)
    {
      // A unit below, as in g_j^{(l)}, says nothing that the argument doesn't.
      layer = written
      power = nil
    } else if let sub = scripts.sub {
      layer = try layerExpression(sub.unbracketed)
    }
    if leavesOutArgument(cursor.bracket) {
      let call = Expression(
        .call(.activation(primes: scripts.primes, layer: layer), [Expression(.symbol(Symbol("z")), range)]),
        range)
      return try withScripts(call, Scripts(sup: power), range)
    }
    guard let bracket = cursor.bracket, !bracket.body.isEmpty else {
      let numbered = scripts.sup.flatMap { try? layerExpression($0.unbracketed) }
      if scripts.primes > 0, let layer = layer ?? numbered, notation.patterns[.preactivation] != nil,
        cursor.isAtEndOfFactor
      {
        // (f^l)′ ∘ …: the derivative at the layer's own weighted input.
        let argument = Expression(.quantity(Quantity(.preactivation, layer: layer)), range)
        return Expression(.call(.activation(primes: scripts.primes, layer: layer), [argument]), range)
      }
      throw Problem(
        .missingArgument, at: SourceRange(range.end, range.end), found: "a function without its argument",
        expected: "a bracket, as in \\sigma'(z_j^l)", help: "Write the argument in brackets.")
    }
    cursor.position += 1
    let argument = try expression(bracket.body, in: bracket.range)
    let whole = range.union(bracket.range)
    let call = Expression(.call(.activation(primes: scripts.primes, layer: layer), [argument]), whole)
    return try withScripts(try withScripts(call, Scripts(sup: power), whole), bracket.scripts, whole)
  }

  /// A function by its name: log, max, ReLU, softmax, diag.
  mutating func call(
    ofWord word: String, _ scripts: Scripts, _ range: SourceRange, _ cursor: inout MarkupCursor
  ) throws(Problem) -> Expression {
    if word == "max" || word == "min", let sub = scripts.sub, scripts.sup == nil, scripts.primes == 0,
      let value = try extreme(word == "max" ? .max : .min, over: sub, range, &cursor)
    {
      return value
    }
    if let value = try unlistedCall(ofWord: word, scripts, range, &cursor) { return value }
    guard let function = Function(word: word, primes: scripts.primes) else {
      if scripts.isEmpty || scripts.primes > 0, let next = cursor.peek,
        case .fenced(.parenthesis, _, _) = next.kind
      {
        return try otherCall(word, scripts, range, &cursor)
      }
      if word == "Id" || word == "id", scripts.isEmpty { return Expression(.identity, range) }
      var name = word
      if let sub = scripts.sub { name += "_{" + sub.map(Elaborator.sourceName).joined() + "}" }
      return try withScripts(
        Expression(.symbol(Symbol("\\mathrm{\(name)}")), range),
        Scripts(sup: scripts.sup, primes: scripts.primes),
        range)
    }
    let (arguments, argumentsRange, behind) = try self.arguments(of: function, range, &cursor)
    let whole = range.union(argumentsRange)
    var value = try withScripts(Expression(.call(function, arguments), whole), behind, whole)
    if let sub = scripts.sub {
      // softmax(z)_j written softmax_j(z).
      value = Expression(.element(value, try indices(sub, in: range)), whole)
    }
    guard let sup = scripts.sup else { return value }
    return try withScripts(value, Scripts(sup: sup), whole)
  }

  /// max_k z_k, the largest element of a vector; nil, with nothing taken, where the letter below is no index of one,
  /// as in \min_\theta C(\theta).
  private mutating func extreme(
    _ function: Function, over sub: [Markup], _ range: SourceRange, _ cursor: inout MarkupCursor
  ) throws(Problem) -> Expression? {
    guard sub.unwrappedList.count == 1, let name = sub.unwrappedList.first.flatMap(Elaborator.indexName)
    else {
      return nil
    }
    let outer = boundIndices
    defer { boundIndices = outer }
    boundIndices.insert(name)
    var rest = cursor
    let (arguments, argumentsRange, behind) = try self.arguments(of: function, range, &rest)
    guard arguments.count == 1, let vector = arguments[0].asVector(over: name) else { return nil }
    cursor = rest
    let whole = range.union(argumentsRange)
    return try withScripts(Expression(.call(function, [vector]), whole), behind, whole)
  }

  /// Functions that are written by others: the step 1[z > 0], and sech x = 1/cosh x.
  private mutating func unlistedCall(
    ofWord word: String, _ scripts: Scripts, _ range: SourceRange, _ cursor: inout MarkupCursor
  ) throws(Problem) -> Expression? {
    let isStep = ["step", "Heaviside", "heaviside"].contains(word)
    guard isStep || word == "sech", scripts.sub == nil, scripts.primes == 0 else { return nil }
    let (arguments, argumentsRange, behind) = try self.arguments(of: .cosh, range, &cursor)
    let whole = range.union(argumentsRange)
    let one = Expression(.number(1), range)
    let value =
      isStep
      ? step(of: arguments[0], whole)
      : Expression(.quotient(one, Expression(.call(.cosh, arguments), whole)), whole)
    return try withScripts(try withScripts(value, behind, whole), Scripts(sup: scripts.sup), whole)
  }

  /// The arguments: a bracket, or the next factor for log and its like.
  private mutating func arguments(
    of function: Function, _ range: SourceRange, _ cursor: inout MarkupCursor
  ) throws(Problem) -> (arguments: [Expression], range: SourceRange, behind: Scripts) {
    guard let next = cursor.peek else {
      throw Problem(
        .missingArgument, at: cursor.endRange, found: "a function without its argument",
        expected: "an argument in brackets")
    }
    if let bracket = cursor.bracket {
      cursor.position += 1
      let arguments = try list(bracket)
      let isList = function == .max || function == .min
      guard arguments.count == 1 || isList && arguments.count > 1 else {
        throw Problem(
          .missingArgument, at: next.range, found: "\(arguments.count) arguments",
          expected: isList ? "two or more, with commas" : "one argument")
      }
      return (arguments, bracket.range, bracket.scripts)
    }
    switch function {
    case .elementary(let own) where !own.row.takesBareArgument:
      throw Problem(
        .missingArgument, at: SourceRange(range.end, range.end), found: "a function without brackets",
        expected: "its argument in brackets")
    case .elementary, .max, .min, .diag:
      let isNegative = cursor.take(.minus)
      let factor = try nested(at: range) { (inner) throws(Problem) in try inner.factor(&cursor) }
      let argument = isNegative ? Expression(.negative(factor), factor.range) : factor
      return ([argument], argument.range ?? range, Scripts())
    default:
      throw Problem(
        .missingArgument, at: SourceRange(range.end, range.end), found: "a function without brackets",
        expected: "its argument in brackets")
    }
  }

  /// Whether a letter before a bracket is a function of the text's own: f(x), never a quantity.
  func isCall(_ letter: String, _ scripts: Scripts, _ cursor: MarkupCursor) -> Bool {
    guard let next = cursor.peek, case .fenced(.parenthesis, let body, .parenthesis) = next.kind else {
      return false
    }
    // p(y | x; θ): a distribution, given something.
    let isConditional = letter.lowercased() == "p" && body.contains { $0.kind == .bar }
    // J(W, b): no quantity stands before a row of names.
    return Elaborator.functionLetters.contains(letter) || isConditional
      || scripts.isEmpty && body.slots.count > 1 && body.isListOfNames
  }

  /// Letters that name functions of the text's own.
  static let functionLetters: Set<String> = ["f", "g", "h", "F", "\\phi", "\\varphi", "\\psi"]

  /// A function the text itself defines, or any letter with a prime.
  mutating func otherCall(
    _ name: String, _ scripts: Scripts, _ range: SourceRange, _ cursor: inout MarkupCursor
  ) throws(Problem) -> Expression {
    guard let bracket = cursor.bracket else {
      throw Problem(
        .missingArgument, at: SourceRange(range.end, range.end),
        found: "'\(name)' with a prime and no argument",
        expected: "a bracket, as in f'(x)")
    }
    cursor.position += 1
    let arguments = try list(bracket)
    let label = scripts.sub.map { "_{" + $0.map(Elaborator.sourceName).joined() + "}" } ?? ""
    let whole = range.union(bracket.range)
    let call = Expression(.call(.other(name + label, primes: scripts.primes), arguments), whole)
    return try withScripts(try withScripts(call, Scripts(sup: scripts.sup), whole), bracket.scripts, whole)
  }

  /// Expressions with commas between them.
  private mutating func list(_ bracket: ArgumentBracket) throws(Problem) -> [Expression] {
    var result: [Expression] = []
    for part in bracket.body.split(whereSeparator: {
      $0.kind == .punctuation(.comma) || $0.kind == .punctuation(.semicolon) || $0.kind == .bar
    }) {
      result.append(try expression(Array(part), in: bracket.range))
    }
    return result
  }

  /// Bold and blackboard 1: an indicator or the vector of ones.
  mutating func special(
    _ style: Markup.Style, _ inner: [Markup], _ scripts: Scripts, _ range: SourceRange,
    _ cursor: inout MarkupCursor
  ) throws(Problem) -> Expression? {
    guard inner.count == 1, case .number(let digits) = inner[0].stripped.kind else { return nil }
    if style.isAccent { throw accentOnNoName(Markup(.styled(style, inner), range)) }
    if digits == "1" {
      if let condition = scripts.sub?.conditionBelow {
        return indicator(try self.condition(condition, in: range), range)
      }
      if scripts.sub == nil, scripts.sup == nil, let indicator = try indicator(&cursor, face: range) {
        return indicator
      }
      if style == .bold || style == .blackboard || style == .vector {
        var rest = scripts
        rest.sub = nil
        return try withScripts(Expression(.ones, range), rest, range)
      }
    }
    let value = Expression(.number(Elaborator.value(of: digits)), range)
    return try withScripts(value, scripts, range)
  }

  /// Whether `d` begins a derivative on one line: dC/dw.
  func startsSlashedDerivative(_ cursor: MarkupCursor) -> Bool {
    var rest = cursor.items[cursor.position...]
    guard rest.count > 2, rest.removeFirst().startsLetterFactor else { return false }
    // dσ(z)/dz
    if rest.first?.isBracket == true { rest.removeFirst() }
    guard rest.count > 1, rest.removeFirst().kind == .sign(.slash), let second = rest.first else {
      return false
    }
    return Elaborator.isDifferentialSign(second)
  }
}

extension Function {
  /// The function a word names.
  init?(word: String, primes: Int) {
    // tanh is an activation only where it is differentiated: tanh′.
    if primes == 0, let function = ElementaryFunction(word: word) {
      self = .elementary(function)
      return
    }
    if let activation = NamedActivation(word: word) {
      self = .named(activation, primes: primes)
      return
    }
    guard primes == 0 else { return nil }
    switch word {
    case "softmax", "Softmax": self = .softmax
    case "max": self = .max
    case "min": self = .min
    case "diag", "Diag": self = .diag
    case "sum": self = .sumOfElements
    default: return nil
    }
  }
}

/// A bracket that holds a function's arguments, with the scripts that stand behind it.
struct ArgumentBracket {
  let body: [Markup]
  let range: SourceRange
  let scripts: Scripts
}

extension MarkupCursor {
  /// Whether a factor ends here: at the end of the formula, or before a sign.
  fileprivate var isAtEndOfFactor: Bool {
    switch peek?.kind {
    case nil, .sign, .punctuation, .relation: true
    default: false
    }
  }

  /// The bracket that comes next, if one does.
  var bracket: ArgumentBracket? {
    guard let next = peek else { return nil }
    switch next.kind {
    case .fenced(let open, let body, _) where open != .bar && open != .doubleBar && open != .none:
      return ArgumentBracket(body: body, range: next.range, scripts: Scripts())
    case .script(let base?, let sub, let sup, let primes):
      guard case .fenced(let open, let body, _) = base.stripped.kind, open != .bar, open != .doubleBar,
        open != .none
      else { return nil }
      return ArgumentBracket(
        body: body, range: next.range, scripts: Scripts(sub: sub, sup: sup, primes: primes))
    default: return nil
    }
  }
}

extension [Markup] {
  /// Whether the list is a single number.
  var isNumber: Bool {
    guard count == 1, case .number = self[0].stripped.kind else { return false }
    return true
  }
}

/// Letters: which quantity, width, function or symbol a name with scripts stands for.
extension Elaborator {
  /// A letter or decorated letter with its scripts, and the bracket behind it where it is a function.
  mutating func name(
    _ base: Markup, sub: [Markup]?, sup: [Markup]?, primes: Int, range: SourceRange,
    _ cursor: inout MarkupCursor
  ) throws(Problem) -> Expression {
    let scripts = Scripts(sub: sub, sup: sup, primes: primes)
    if case .styled(let style, let inner) = base.kind {
      if let face = try special(style, inner, scripts, range, &cursor) { return face }
      if inner.count == 1,
        case .script(let letter?, let innerSub, let innerSup, let innerPrimes) = inner[0].stripped.kind
      {
        // A decoration around a letter with its scripts: \underline{a_\ell}, \hat{y_i}.
        let decorated = Markup(.styled(style, [letter]), base.range)
        if scripts.isEmpty || (innerSub == nil || sub == nil) && (innerSup == nil || sup == nil) {
          return try name(
            decorated, sub: innerSub ?? sub, sup: innerSup ?? sup, primes: primes + innerPrimes, range: range,
            &cursor)
        }
        var none = MarkupCursor([], range: range)
        let value = try name(
          decorated, sub: innerSub, sup: innerSup, primes: innerPrimes, range: base.range, &none)
        return try withScripts(value, scripts, range)
      }
      if Elaborator.letterName(base) == nil {
        if style.isAccent { throw accentOnNoName(base) }
        let value = try expression(inner, in: base.range)
        return try withScripts(value, scripts, range)
      }
    }
    guard let letter = Elaborator.letterName(base) else { throw unexpected(base) }
    if primes == 0, cursor.peek?.kind == .sign(.circle) {
      let whole = scripts.isEmpty ? base : Markup(.script(base: base, sub: sub, sup: sup, primes: 0), range)
      if let functions = restOfComposition(after: whole, &cursor),
        let value = try composition(of: functions, range, &cursor)
      {
        return value
      }
    }
    if letter == "d", scripts.isEmpty, startsSlashedDerivative(cursor) {
      return try slashedDerivative(range, &cursor)
    }
    if letter == "e", let sup, sub == nil, primes == 0 {
      return Expression(.call(.exp, [try expression(sup.joiningLooseIndices, in: range)]), range)
    }
    if let indicator = try indicator(ofLetter: letter, scripts, range, &cursor) { return indicator }
    if let step = try step(ofLetter: letter, scripts, range, &cursor) { return step }
    if letter == notation.activationFunction || letter == "\\sigma" {
      if let call = try activationCall(scripts, range, &cursor) { return call }
    }
    return try resolved(letter, Elaborator.plainName(base), scripts, range, &cursor)
  }

  /// The problem of \hat{2} and \overline{z + b}: an accent makes another name, and no name stands below it.
  func accentOnNoName(_ item: Markup) -> Problem {
    Problem(
      .unsupported, at: item.range, found: "an accent over something that is no name",
      expected: "one letter below it",
      help: "An accent is part of a name; say in words or by a sign what it means.")
  }

  /// A name that is no function: quantity, width, number of examples, layer, constant, symbol.
  private mutating func resolved(
    _ letter: String, _ plain: String, _ scripts: Scripts, _ range: SourceRange,
    _ cursor: inout MarkupCursor
  ) throws(Problem) -> Expression {
    for candidate in letter == plain ? [letter] : [letter, plain] {
      if let alias = try alias(candidate, scripts, range) {
        return try withoutArguments(alias, &cursor)
      }
      if let role = role(of: candidate), role == .cost || role == .batchCost, scripts.primes == 1,
        let bracket = cursor.bracket, bracket.scripts.isEmpty
      {
        // C′(w) is the derivative by what stands in the bracket.
        cursor.position += 1
        let variable = try expression(bracket.body, in: bracket.range)
        let cost = try quantity(role, candidate, Scripts(sub: scripts.sub, sup: scripts.sup), range)
        return Expression(.derivative(of: cost, by: variable), range.union(bracket.range))
      }
      if let role = role(of: candidate), scripts.primes == 0 {
        let value = try quantity(role, candidate, scripts, range)
        return try withoutArguments(value, &cursor)
      }
      if let loss = try lossOfArguments(candidate, scripts, range, cursor) {
        return try withoutArguments(loss, &cursor)
      }
      if let width = try width(candidate, scripts, range) { return width }
      if let gradient = try prefixedGradient(candidate, scripts, range) { return gradient }
    }
    if letter == notation.outputLetter, scripts.sup == nil, scripts.primes == 0,
      notation.patterns[.cost] != nil,
      isCall(plain, Scripts(), cursor)
    {
      // L(ŷ, y): a number of layers has no arguments.
      return try withoutArguments(try quantity(.cost, letter, scripts, range), &cursor)
    }
    if scripts.primes > 0, scripts.sub == nil, scripts.sup == nil, bareLettersAreUnits,
      letter == notation.patterns[.activation]?.letter
    {
      // a′ = a(1 − a)
      let argument = Expression(.symbol(Symbol("z")), range)
      return Expression(.call(.activation(primes: scripts.primes, layer: nil), [argument]), range)
    }
    if let kronecker = try kronecker(letter, scripts, range) { return kronecker }
    if scripts.primes > 0 || isCall(plain, scripts, cursor) {
      return try otherCall(letter, scripts, range, &cursor)
    }
    return try plainSymbol(letter, plain, scripts, range)
  }

  /// Constants, the identity, layers as numbers, and any other letter as a symbol.
  private mutating func plainSymbol(
    _ letter: String, _ plain: String, _ scripts: Scripts, _ range: SourceRange
  ) throws(Problem) -> Expression {
    func bare(_ node: Node) -> Expression { Expression(node, range) }
    var scripts = scripts
    var value: Expression
    switch letter {
    case notation.exampleCountLetter where scripts.sub == nil && !countsUnits: value = bare(.exampleCount)
    case notation.outputLetter where scripts.sub == nil: value = bare(.layerNumber(.output))
    case "\\pi" where scripts.sub == nil: value = bare(.constant(.pi))
    case "e" where scripts.isEmpty && letter != notation.exampleLetter: value = bare(.constant(.e))
    case "I", "\\mathbb{I}":
      value = try identity(plain, &scripts, range)
    default:
      if let vector = unitVector(letter, scripts.sub, range) {
        value = vector
        scripts.sub = nil
      } else if scripts.sub == nil, notation.layerLetters.contains(letter), !boundIndices.contains(letter) {
        value = bare(.layerNumber(.variable(letter)))
      } else if scripts.sub == nil, boundIndices.contains(letter) || indexLetters.contains(letter) {
        value = bare(.indexValue(.variable(letter)))
      } else {
        var name = plain
        if let sub = scripts.sub {
          name += "_{" + sub.map(Elaborator.sourceName).joined() + "}"
          scripts.sub = nil
        }
        value = bare(.symbol(Symbol(name)))
      }
    }
    scripts.primes = 0
    return try withScripts(value, scripts, range)
  }

  /// I, I_{n_L}, and its entries I_{ij}; with another subscript a name.
  private mutating func identity(
    _ plain: String, _ scripts: inout Scripts, _ range: SourceRange
  ) throws(Problem) -> Expression {
    guard let sub = scripts.sub else { return Expression(.identity, range) }
    scripts.sub = nil
    if let size = try? expression(sub, in: range), case .width = size.node {
      return Expression(.identity, range)
    }
    if let pair = try? indices(sub, in: range), pair.count == 2 {
      return Expression(.kronecker(pair[0], pair[1]), range)
    }
    return Expression(.symbol(Symbol(plain + "_{" + sub.map(Elaborator.sourceName).joined() + "}")), range)
  }

  /// The role a letter stands for, by itself or as a whole.
  func role(of letter: String) -> Role? {
    Role.allCases.first { notation.patterns[$0]?.letter == letter }
      ?? Role.allCases.first { notation.patterns[$0]?.wholeLetter == letter }
  }

  /// Another spelling of a quantity: ŷ, x.
  private mutating func alias(
    _ letter: String, _ scripts: Scripts, _ range: SourceRange
  ) throws(Problem) -> Expression? {
    guard scripts.primes == 0, let alias = alias(letter) else { return nil }
    // Another letter for an activation of any layer is a plain symbol where it stands alone: α_j^l and α.
    let isUsual = alias.holdsAllExamples || alias.letter == Self.usualErrorLetter
    if alias.layer == nil, scripts.isEmpty, alias.role.hasLayer, !isUsual { return nil }
    // With more units than an error term has it is Kronecker's or a name.
    if alias.letter == Self.usualErrorLetter, let sub = scripts.sub,
      sub.unwrappedList.slots.count > 1
        || (try? indices(sub, in: range))?.count ?? 1 > 1, notation.patterns[.error]?.layer != .subscript
    {
      return nil
    }
    if alias.role == .activation, alias.layer == .number(0), scripts.sub == nil, bareLettersAreUnits {
      return try withScripts(Expression(.symbol(Symbol(letter)), range), scripts, range)
    }
    return try quantity(
      alias.role, letter, scripts, range, fixedLayer: alias.layer, goesIntoLayer: alias.goesIntoLayer,
      holdsAllExamples: alias.holdsAllExamples)
  }

  /// The spelling that a letter is; where it may be a matrix of examples or not, it is one beside others.
  private func alias(_ letter: String) -> Notation.Alias? {
    let found = notation.aliases.filter { $0.letter == letter }
    if found.isEmpty, letter == Self.usualErrorLetter, role(of: letter) == nil,
      notation.patterns[.error] != nil
    {
      return Notation.Alias(letter, .error)
    }
    return found.first { $0.holdsAllExamples == hasMatricesOfExamples } ?? found.first
  }

  /// The letter that is the error term in any notation that does not use it otherwise.
  private static let usualErrorLetter = "\\delta"

  /// dW, db, da: the derivative of the cost by what stands behind the prefix; dz is the error term.
  private mutating func prefixedGradient(
    _ letter: String, _ scripts: Scripts, _ range: SourceRange
  ) throws(Problem) -> Expression? {
    guard let prefix = notation.gradientPrefix, letter.hasPrefix(prefix), scripts.primes == 0 else {
      return nil
    }
    let rest = String(letter.dropFirst(prefix.count))
    guard notation.gradientNames.contains(rest) else { return nil }
    if let alias = alias(rest) {
      let value = try quantity(
        alias.role, rest, scripts, range, fixedLayer: alias.layer, holdsAllExamples: alias.holdsAllExamples)
      return gradient(in: value)
    }
    guard let role = role(of: rest) else { return nil }
    return gradient(in: try quantity(role, rest, scripts, range))
  }

  /// The derivative of the cost by a quantity, below the transpose or power that stands on it.
  private mutating func gradient(in value: Expression) -> Expression {
    switch value.node {
    case .transpose(let inner): return Expression(.transpose(gradient(in: inner)), value.range)
    case .power(let base, let exponent): return Expression(.power(gradient(in: base), exponent), value.range)
    case .quantity(var quantity) where quantity.role == .preactivation:
      quantity.role = .error
      return Expression(.quantity(quantity), value.range)
    case .quantity(var quantity):
      let cost = Quantity(.cost, example: quantity.example)
      quantity.example = quantity.role == .activation ? quantity.example : nil
      let node = Node.derivative(
        of: Expression(.quantity(cost), value.range), by: Expression(.quantity(quantity), value.range))
      prefixedGradients.insert(node)
      return Expression(node, value.range)
    default: return value
    }
  }

  /// n_l, H_\ell, and letters that stand for one width.
  private mutating func width(
    _ letter: String, _ scripts: Scripts, _ range: SourceRange
  ) throws(Problem) -> Expression? {
    if let layer = notation.widthAliases[letter], scripts.sub == nil {
      return try withScripts(Expression(.width(layer), range), scripts, range)
    }
    guard letter == notation.width.letter else { return nil }
    if notation.width.layer == .subscript || scripts.sup == nil {
      guard let sub = scripts.sub, let layer = try? layerExpression(sub.unbracketed) else { return nil }
      var rest = scripts
      rest.sub = nil
      return try withScripts(Expression(.width(layer), range), rest, range)
    }
    guard let sup = scripts.sup, scripts.sub == nil, let layer = try? layerExpression(sup.unbracketed) else {
      return nil
    }
    return Expression(.width(layer), range)
  }

  /// `C(W, b)`, `C_0(\theta)`, `a_j^l(z_j^l)`: arguments that say on what a quantity depends are skipped.
  /// Arguments that all belong to one example, as in L(ŷ^{(i)}, y^{(i)}), make it the cost of that example.
  private mutating func withoutArguments(
    _ value: Expression, _ cursor: inout MarkupCursor
  ) throws(Problem) -> Expression {
    guard case .quantity(var quantity) = value.node else { return value }
    if !stepArguments.isEmpty, quantity.role == .weight || quantity.role == .bias,
      let bracket = cursor.bracket,
      bracket.scripts.isEmpty, case .letter(let letter)? = bracket.body.first?.strippedOfFaces.kind,
      stepArguments.contains(letter), bracket.body.count == 1 || bracket.body.count == 3
    {
      // w(t + 1) is the new value, w(t) the old one.
      cursor.position += 1
      return bracket.body.count == 3 ? Expression(.updated(value), value.range) : value
    }
    if quantity.role == .activation, let bracket = cursor.bracket, bracket.scripts.isEmpty,
      case .quantity(let argument)? = (try? expression(bracket.body, in: bracket.range))?.node,
      argument.role == .preactivation, argument.layer == quantity.layer, argument.indices == quantity.indices
    {
      cursor.position += 1
      return value
    }
    guard quantity.role == .cost || quantity.role == .batchCost, let next = cursor.peek,
      case .fenced(.parenthesis, let body, .parenthesis) = next.kind,
      body.isListOfNames
    else { return value }
    cursor.position += 1
    guard quantity.role == .cost else { return value }
    if quantity.example == nil { quantity.example = commonExample(body) }
    return Expression(.quantity(quantity), value.range)
  }

  /// The example that each of several arguments has; nil if they differ or have none.
  private mutating func commonExample(_ arguments: [Markup]) -> Index? {
    guard arguments.slots.count > 1 else { return nil }
    var example: Index?
    for argument in arguments.slots {
      guard let read = try? expression(argument, in: Markup.range(of: argument, default: SourceRange(0, 0))),
        case .quantity(let quantity) = read.node, let found = quantity.example,
        example == nil || example == found
      else { return nil }
      example = found
    }
    return example
  }

  // MARK: - Names of letters

  /// The canonical name of a letter with its decorations; nil when it is no single letter.
  static func letterName(_ item: Markup) -> String? {
    switch item.stripped.kind {
    case .letter(let name): return name
    case .styled(let style, let inner):
      guard inner.count == 1, let name = letterName(inner[0]) else { return nil }
      switch style {
      case .calligraphic: return "\\mathcal{\(name)}"
      case .blackboard: return "\\mathbb{\(name)}"
      case .hat: return "\\hat{\(name)}"
      case .tilde: return "\\tilde{\(name)}"
      case .bar, .overline: return "\\bar{\(name)}"
      case .dot: return "\\dot{\(name)}"
      case .doubleDot: return "\\ddot{\(name)}"
      case .fraktur: return "\\mathfrak{\(name)}"
      case .bold, .italic, .upright, .sansSerif, .typewriter, .vector, .underline: return name
      case .circled: return "\\textcircled{\(name)}"
      }
    default: return nil
    }
  }

  /// The name as it is kept in a symbol.
  static func plainName(_ item: Markup) -> String { letterName(item) ?? "" }

  /// A subscript as part of a name.
  static func sourceName(_ item: Markup) -> String {
    switch item.kind {
    case .letter(let name): return name
    case .number(let digits): return digits
    case .word(let word), .text(let word): return word
    case .punctuation(let mark): return mark.rawValue
    case .sign(.plus): return "+"
    case .sign(.minus): return "-"
    case .group(let items), .styled(_, let items): return items.map(sourceName).joined()
    case .fenced(.parenthesis, let items, .parenthesis): return "(" + items.map(sourceName).joined() + ")"
    case .fenced(.bracket, let items, .bracket): return "[" + items.map(sourceName).joined() + "]"
    case .script(let base, let sub, let sup, let primes):
      let under = sub.map { "_{" + $0.map(sourceName).joined() + "}" } ?? ""
      let over = sup.map { "^{" + $0.map(sourceName).joined() + "}" } ?? ""
      return (base.map(sourceName) ?? "") + under + over + String(repeating: "'", count: primes)
    default: return ""
    }
  }
}

extension [Markup] {
  /// Names, perhaps applied to names: what a cost depends on, as in C(W, b) and C(a^L(z^L)).
  var isListOfNames: Bool {
    !isEmpty
      && allSatisfy { item in
        switch item.kind {
        case .letter, .styled, .script, .punctuation(.comma), .punctuation(.semicolon), .ellipsis: true
        case .fenced(.parenthesis, let inner, .parenthesis): inner.isListOfNames
        default: false
        }
      }
  }
}

extension [Markup] {
  /// z_{L},i in an exponent, where no comma can stand: the index belongs to the subscript, z_{L,i}.
  fileprivate var joiningLooseIndices: [Markup] {
    let list = unwrappedList
    guard let comma = list.firstIndex(where: { $0.kind == .punctuation(.comma) }), comma > 0,
      comma + 1 < list.count,
      case .script(let base?, let sub?, let sup, let primes) = list[comma - 1].kind,
      case .letter = list[comma + 1].strippedOfFaces.kind
    else { return list }
    let joined = Markup(
      .script(base: base, sub: sub.unwrappedList + [list[comma], list[comma + 1]], sup: sup, primes: primes),
      list[comma - 1].range.union(list[comma + 1].range))
    return Array(list[..<(comma - 1)]) + [joined] + Array(list[(comma + 2)...])
  }
}

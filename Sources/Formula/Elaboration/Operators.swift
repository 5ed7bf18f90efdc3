/// Fractions, derivatives, gradients, Σ and Π.
extension Elaborator {
  /// A fraction: a derivative when it begins with ∂ or d above and below, else a quotient.
  mutating func fraction(
    _ above: [Markup], _ below: [Markup], _ range: SourceRange, _ cursor: inout MarkupCursor
  ) throws(Problem) -> Expression {
    let above = above.unwrappedList
    let below = below.unwrappedList
    if above.count > 1, below.count > 1, above[0].kind == .letter("\\delta"),
      below[0].kind == .letter("\\delta")
    {
      throw Problem(
        .unexpectedToken, at: range, found: "δ above and below the line", expected: "∂ for a derivative",
        help: "Write \\partial: \\frac{\\partial C}{\\partial w}. δ is the error term here.")
    }
    if let sign = above.firstIndex(where: { $0.kind == .partial }), sign > 0,
      Elaborator.differential(below) != nil, !above[..<sign].contains(where: Elaborator.isDifferentialSign)
    {
      // α ∂C over ∂w
      let factor = try expression(Array(above[..<sign]), in: range)
      return product([factor, try fraction(Array(above[sign...]), below, range, &cursor)])
    }
    guard let order = Elaborator.differential(above) else {
      return Expression(
        .quotient(try expression(above, in: range), try expression(below, in: range)), range)
    }
    guard let belowOrder = Elaborator.differential(below) else {
      if let derivative = try derivativeWithoutSecondSign(above, below, range) { return derivative }
      if case .letter = above[0].stripped.kind {
        return Expression(
          .quotient(try expression(above, in: range), try expression(below, in: range)), range)
      }
      throw Problem(
        .missingOperand, at: Markup.range(of: below, default: range), found: "no ∂ below the line",
        expected: "∂ above and below",
        help: "A derivative has a ∂ on both sides of the line: \\frac{\\partial C}{\\partial w}.")
    }
    let variables = try self.variables(below, order: belowOrder, range)
    guard variables.count == order else {
      throw Problem(
        .badScript, at: range, found: "∂ \(order) times above and \(variables.count) times below",
        expected: "the same number above and below")
    }
    let numerator = Array(above.dropFirst())
    let operand: Expression
    var whole = range
    if numerator.isEmpty {
      operand = try operandOfDerivative(range, &cursor)
      whole = Elaborator.union(range, operand.range) ?? range
    } else if composesFunctions, let function = try functionAlone(numerator, range) {
      // ∂g/∂z (h(Θ)): the point at which it is taken says nothing that the forward pass doesn't.
      operand = function
      if let point = cursor.bracket {
        cursor.position += 1
        whole = range.union(point.range)
      }
    } else if let derivative = try derivativeOfFunction(numerator, by: variables, range, &cursor) {
      return derivative
    } else {
      operand = try expression(numerator, in: range)
    }
    return variables.reversed().reduce(operand) { Expression(.derivative(of: $0, by: $1), whole) }
  }

  /// \frac{dC}{W^l}, where the d below the line was forgotten: no quantity is called d.
  private mutating func derivativeWithoutSecondSign(
    _ above: [Markup], _ below: [Markup], _ range: SourceRange
  ) throws(Problem) -> Expression? {
    guard above.count == 2, above[0].kind == .letter("d"), role(of: "d") == nil, below.count == 1,
      case .quantity(let numerator) = try expression([above[1]], in: range).node,
      numerator.role == .cost || numerator.role == .batchCost
    else { return nil }
    let variable = try expression(below, in: range)
    guard case .quantity = variable.node, chooses(.differentialIsForgotten) else { return nil }
    return Expression(
      .derivative(of: Expression(.quantity(numerator), above[1].range), by: variable), range)
  }

  /// The operand of ∂/∂x: the rest of the term, or of the sum as another reading.
  private mutating func operandOfDerivative(
    _ range: SourceRange, _ cursor: inout MarkupCursor
  ) throws(Problem) -> Expression {
    guard cursor.peek != nil else {
      throw missing("what to differentiate", at: SourceRange(range.end, range.end))
    }
    var rest = cursor
    let operand = try nested(at: range) { (inner) throws(Problem) in try inner.term(&rest) }
    if case .sign(let sign)? = rest.peek?.kind, sign == .plus || sign == .minus, chooses(.operatorTakesSum) {
      return try nested(at: range) { (inner) throws(Problem) in try inner.sum(&cursor) }
    }
    cursor = rest
    return operand
  }

  /// The variables below the line: `\partial w`, `\partial w^2`, `\partial u\,\partial v`.
  private mutating func variables(
    _ below: [Markup], order: Int, _ range: SourceRange
  ) throws(Problem) -> [Expression] {
    var parts: [[Markup]] = []
    for item in below {
      if Elaborator.isDifferentialSign(item) {
        parts.append([])
      } else if !parts.isEmpty {
        parts[parts.count - 1].append(item)
      }
    }
    var result: [Expression] = []
    for part in parts {
      guard !part.isEmpty else {
        throw missing(
          "a variable after ∂", at: Markup.range(of: below, default: range),
          help: "Say with respect to what: \\partial z_j^l.")
      }
      let variable = try expression(part, in: range).elementAsQuantity
      if case .power(let base, let exponent) = variable.node, case .number(let times) = exponent.node,
        times == 2
      {
        result += [base, base]
      } else {
        result.append(variable)
      }
    }
    return result
  }

  /// How often a list is differentiated: it begins with ∂, d, ∂² or d²; nil when it doesn't.
  static func differential(_ items: [Markup]) -> Int? {
    guard let first = items.first, isDifferentialSign(first) else { return nil }
    if case .script(_, _, let sup?, _) = first.kind, sup.count == 1,
      case .number(let digits) = sup[0].stripped.kind,
      let order = Int(digits), order <= 4
    {
      return order
    }
    return 1
  }

  /// ∂, d, or one of them with a superscript.
  static func isDifferentialSign(_ item: Markup) -> Bool {
    switch item.stripped.kind {
    case .partial, .letter("d"): return true
    case .script(let base?, nil, _, 0): return isDifferentialSign(base)
    case .styled(.upright, let inner): return inner.count == 1 && inner[0].kind == .letter("d")
    default: return false
    }
  }

  /// ∂A/∂B on one line, after its first ∂ was read.
  mutating func slashedDerivative(
    _ range: SourceRange, _ cursor: inout MarkupCursor
  ) throws(Problem) -> Expression {
    if let function = cursor.peek, cursor.peekSecond?.kind == .sign(.slash) {
      // dσ/dz
      var rest = cursor
      rest.position += 2
      if let second = rest.next(), Elaborator.isDifferentialSign(second), let below = rest.next(),
        let variable = try? expression([below], in: range),
        let derivative = try derivativeOfFunction([function], by: [variable], range, &rest)
      {
        cursor = rest
        return derivative
      }
    }
    let operand = try factor(&cursor)
    guard cursor.take(.slash), let second = cursor.peek, Elaborator.isDifferentialSign(second) else {
      throw Problem(
        .missingOperand, at: range, found: "a lone ∂", expected: "∂A/∂B",
        help: "Write the derivative as \\frac{\\partial C}{\\partial w} or ∂C/∂w.")
    }
    cursor.position += 1
    let variable = try factor(&cursor).elementAsQuantity
    return Expression(.derivative(of: operand, by: variable), Elaborator.union(range, variable.range))
  }

  /// ∇_B A
  mutating func gradient(
    by sub: [Markup]?, _ range: SourceRange, _ cursor: inout MarkupCursor
  ) throws(Problem) -> Expression {
    let variable: Expression? =
      if let sub { try expression(sub, in: range) } else { nil }
    let operand = try nested(at: range) { (inner) throws(Problem) in try inner.factor(&cursor) }
    return Expression(.gradient(of: operand, by: variable), Elaborator.union(range, operand.range))
  }

  /// Σ or Π with its limits and its body, which is the rest of the term.
  mutating func bigOperator(
    _ kind: Markup.BigOperator, sub: [Markup]?, sup: [Markup]?, _ range: SourceRange,
    _ cursor: inout MarkupCursor
  ) throws(Problem) -> Expression {
    var binders = try self.binders(sub ?? [], range)
    if let sup, !sup.isEmpty {
      guard binders.count == 1, binders[0].upper == nil else {
        throw Problem(
          .badLimits, at: Markup.range(of: sup, default: range), found: "an upper limit for several indices",
          expected: "one index for an upper limit", help: "Write one sign per index.")
      }
      binders[0].upper = try expression(sup, in: range)
    }
    guard cursor.peek != nil else {
      throw missing("something to sum", at: cursor.endRange, help: "Nothing stands behind the sign.")
    }
    let outer = (boundIndices, boundExamples)
    boundIndices.formUnion(binders.map(\.name))
    boundExamples.formUnion(
      binders.filter(\.runsOverExamples).map(\.name).filter { !unitLetters.contains($0) })
    defer { (boundIndices, boundExamples) = outer }
    let body = try nested(at: range) { (inner) throws(Problem) in try inner.term(&cursor) }
    if kind == .sum, binders == [Binder("")], let sum = sumOverExamples(body, range) { return sum }
    let operation = BigOperator(kind == .sum ? .sum : .product, over: binders, body)
    return Expression(.big(operation), Elaborator.union(range, body.range))
  }

  /// Σ dZ, where dZ has a column for each example: the sum of these columns.
  private func sumOverExamples(_ body: Expression, _ range: SourceRange) -> Expression? {
    let index = Index.variable(notation.exampleLetter)
    let column = body.mapped { node in
      guard case .quantity(var quantity) = node, quantity.example == .all else { return node }
      quantity.example = index
      return .quantity(quantity)
    }
    guard column != body else { return nil }
    let operation = BigOperator(.sum, over: [Binder(notation.exampleLetter)], column)
    return Expression(.big(operation), Elaborator.union(range, body.range))
  }

  /// The lower limit: `j = 1`, `j`, `j, k`, `j \ne i`, `1 \le j \le n`, `\forall j`, nothing.
  private mutating func binders(_ items: [Markup], _ range: SourceRange) throws(Problem) -> [Binder] {
    var items = items.unwrappedList
    if case .environment(.substack, let rows)? = items.first?.kind, items.count == 1 {
      items = Array(rows.map { $0.flatMap { $0 } }.joined(separator: [Markup(.punctuation(.comma), range)]))
    }
    guard !items.isEmpty else { return [Binder("")] }
    var binders: [Binder] = []
    for part in items.split(whereSeparator: {
      $0.kind == .punctuation(.comma) || $0.kind == .punctuation(.semicolon)
    }) {
      let part = part.filter { $0.kind != .sign(.forAll) && $0.kind != .word("all") }
      let relations = part.indices.filter { if case .relation = part[$0].kind { true } else { false } }
      guard let first = relations.first else {
        for item in part { binders.append(Binder(try binderName(item))) }
        continue
      }
      let left = Array(part[..<first])
      if relations.count == 2, part[first].kind == .relation(.lessOrEqual) {
        let middle = Array(part[(first + 1)..<relations[1]])
        guard middle.count == 1 else { throw badLimits(part, range) }
        binders.append(
          Binder(
            try binderName(middle[0]), from: try expression(left, in: range),
            to: try expression(Array(part[(relations[1] + 1)...]), in: range)))
        continue
      }
      guard relations.count == 1, left.count == 1, case .relation(let relation) = part[first].kind else {
        throw badLimits(part, range)
      }
      let name = try binderName(left[0])
      let right = Array(part[(first + 1)...])
      switch relation {
      case .equal:
        binders.append(Binder(name, from: try expression(right, in: range)))
      case .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
        let comparison = Comparison(
          Expression(.indexValue(.variable(name)), left[0].range), relation,
          try indexOrExpression(right, range))
        if let known = binders.firstIndex(where: { $0.name == name }) {
          binders[known].condition = Condition((binders[known].condition?.comparisons ?? []) + [comparison])
        } else {
          binders.append(Binder(name, where: Condition([comparison])))
        }
      case .element:
        binders.append(Binder(name))
      default:
        throw badLimits(part, range)
      }
    }
    return binders
  }

  private func badLimits(_ part: [Markup], _ range: SourceRange) -> Problem {
    Problem(
      .badLimits, at: Markup.range(of: part, default: range), found: "limits of a form that is not known",
      expected: "j = 1, j, or j \\ne i", help: "Write the lower limit as j = 1 or just j.")
  }

  /// The letter of a bound index.
  private func binderName(_ item: Markup) throws(Problem) -> String {
    if let name = Elaborator.indexName(item) { return name }
    throw Problem(.badLimits, at: item.range, found: "something else", expected: "the letter of an index")
  }
}

extension [Markup] {
  /// A single group's items, or the list itself.
  var unwrappedList: [Markup] {
    var list = self
    while list.count == 1, case .group(let items) = list[0].kind { list = items }
    return list
  }
}

extension Markup {
  /// Groups and faces (bold, upright, italic) around a single letter taken away.
  var strippedOfFaces: Markup {
    var node = stripped
    while case .styled(let style, let inner) = node.kind, inner.count == 1, style.isOnlyAFace {
      node = inner[0].stripped
    }
    return node
  }
}

extension Markup.Style {
  /// A mark over a letter that makes it another name.
  var isAccent: Bool {
    switch self {
    case .hat, .tilde, .bar, .overline, .dot, .doubleDot: true
    case .bold, .italic, .upright, .sansSerif, .typewriter, .underline, .vector, .calligraphic, .blackboard,
      .fraktur, .circled:
      false
    }
  }

  /// A face that says nothing about what is meant; accents and script faces are part of a name.
  var isOnlyAFace: Bool {
    switch self {
    case .bold, .italic, .upright, .sansSerif, .typewriter, .underline, .vector: true
    case .calligraphic, .blackboard, .fraktur, .hat, .tilde, .bar, .overline, .dot, .doubleDot, .circled:
      false
    }
  }
}

extension Expression {
  /// w_{jk} for (W)_{jk} and w_{kj} for (Wᵀ)_{jk}: a derivative is taken by a quantity.
  fileprivate var elementAsQuantity: Expression {
    guard case .element(let whole, let indices) = node else { return self }
    switch whole.node {
    case .quantity(var quantity) where quantity.indices.isEmpty:
      guard indices.count == quantity.role.unitSlots else { return self }
      quantity.indices = indices
      return Expression(.quantity(quantity), range)
    case .transpose(let inner):
      return Expression(.element(inner, indices.reversed()), range).elementAsQuantity
    default: return self
    }
  }
}

extension Binder {
  /// Whether the upper limit is the number of examples, E or E − 1.
  fileprivate var runsOverExamples: Bool {
    switch upper?.node {
    case .exampleCount: true
    case .sum(let terms): terms.first?.node == .exampleCount
    default: false
    }
  }
}

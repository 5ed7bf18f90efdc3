/// 1 where a condition holds, in all the ways it is written: 𝟏[z > 0], 𝟏_{z > 0}, I(z > 0), χ_{z > 0}, H(z).
extension Elaborator {
  /// 𝟏[z > 0] after its 1 was read; nil when no condition follows.
  mutating func indicator(_ cursor: inout MarkupCursor, face: SourceRange) throws(Problem) -> Expression? {
    guard let next = cursor.peek, case .fenced(_, let body, _) = next.kind, body.containsRelation else {
      return nil
    }
    cursor.position += 1
    return indicator(try condition(body, in: next.range), face.union(next.range))
  }

  /// An indicator; an equality of two indices is a Kronecker delta.
  func indicator(_ condition: Condition, _ range: SourceRange) -> Expression {
    if condition.comparisons.count == 1, condition.comparisons[0].relation == .equal,
      case .indexValue(let left) = condition.comparisons[0].left.node,
      case .indexValue(let right) = condition.comparisons[0].right.node
    {
      return Expression(.kronecker(left, right), range)
    }
    return Expression(.indicator(condition), range)
  }

  /// I(z > 0), 𝕀{i = j}, χ_{z > 0}; nil for a letter without a condition.
  mutating func indicator(
    ofLetter letter: String, _ scripts: Scripts, _ range: SourceRange, _ cursor: inout MarkupCursor
  ) throws(Problem) -> Expression? {
    guard ["I", "\\mathbb{I}", "\\chi"].contains(letter), role(of: letter) == nil, scripts.sup == nil,
      scripts.primes == 0
    else { return nil }
    if let condition = scripts.sub?.conditionBelow {
      return indicator(try self.condition(condition, in: range), range)
    }
    return scripts.sub == nil ? try indicator(&cursor, face: range) : nil
  }

  /// H(z), Θ(z), θ(z), u(z): the step, 1 where z > 0, where the letter means nothing else. Nil for a factor before
  /// a bracket with anything but a weighted input.
  mutating func step(
    ofLetter letter: String, _ scripts: Scripts, _ range: SourceRange, _ cursor: inout MarkupCursor
  ) throws(Problem) -> Expression? {
    guard ["H", "\\Theta", "\\theta", "u"].contains(letter), scripts.isEmpty, role(of: letter) == nil,
      let bracket = cursor.bracket, bracket.scripts.isEmpty, bracket.body.count == 1,
      let argument = try? expression(bracket.body, in: bracket.range), argument.isWeightedInput
    else { return nil }
    cursor.position += 1
    return step(of: argument, range.union(bracket.range))
  }

  /// 1 where the argument is positive, else 0.
  func step(of argument: Expression, _ range: SourceRange) -> Expression {
    Expression(.indicator(Condition([Comparison(argument, .greater, Expression(.number(0), range))])), range)
  }

  /// δ_{ij} or δ_{i=j} in a notation whose error term has another letter.
  mutating func kronecker(_ letter: String, _ scripts: Scripts, _ range: SourceRange) throws(Problem)
    -> Expression?
  {
    guard letter == "\\delta", scripts.sup == nil, scripts.primes == 0, let sub = scripts.sub else {
      return nil
    }
    if sub.containsRelation { return indicator(try condition(sub, in: range), range) }
    guard role(of: letter) == nil, let pair = try? indices(sub, in: range), pair.count == 2 else {
      return nil
    }
    return Expression(.kronecker(pair[0], pair[1]), range)
  }
}

extension [Markup] {
  /// The condition that stands as a subscript, with or without a bracket of its own: i = j, {i = j}, (i = j).
  var conditionBelow: [Markup]? {
    let list = unwrappedList
    if list.containsRelation { return list }
    guard list.count == 1, case .fenced(_, let inner, _) = list[0].kind, inner.containsRelation else {
      return nil
    }
    return inner
  }
}

extension Expression {
  /// z_j^l, z^l, or the z of one unit.
  var isWeightedInput: Bool {
    switch node {
    case .quantity(let quantity): quantity.role == .preactivation
    case .symbol(let symbol): symbol.name == "z"
    default: false
    }
  }
}

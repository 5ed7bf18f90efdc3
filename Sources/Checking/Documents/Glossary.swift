import Formula

/// What a text has defined so far: names of its own, and letters of the notation that it uses for something else.
struct Glossary: Sendable {
  private var definitions: [Definition] = []
  /// Replacements in one formula at most; definitions that grow without end stop there.
  private static let mostReplacements = 200

  var isEmpty: Bool { definitions.isEmpty }

  /// Takes a definition; an earlier one of the same name is forgotten.
  mutating func add(_ definition: Definition) {
    definitions.removeAll { $0.hasSameHead(as: definition) }
    definitions.append(definition)
  }

  /// Whether the left side of an equation is a name that was defined before.
  func defines(_ expression: Expression) -> Bool {
    definitions.contains { $0.meaning(of: expression) != nil }
  }

  /// The statement with everything that was defined written out.
  ///
  /// - Returns: the statement, and the names that occurred in it; nil where none did.
  func writingOut(_ statement: Statement) -> (statement: Statement, used: [Expression])? {
    guard !definitions.isEmpty else { return nil }
    var walk = Expansion(definitions: definitions, left: Self.mostReplacements)
    var result = statement
    result.sides = statement.sides.map { walk.expanded($0) }
    result.conditions = statement.conditions.map { condition in
      Condition(
        condition.comparisons.map {
          Comparison(walk.expanded($0.left), $0.relation, walk.expanded($0.right))
        })
    }
    return walk.used.isEmpty ? nil : (result, walk.used)
  }

  /// One walk over a statement.
  private struct Expansion {
    let definitions: [Definition]
    var left: Int
    var used: [Expression] = []

    mutating func expanded(_ expression: Expression) -> Expression {
      for (place, definition) in definitions.enumerated() where left > 0 {
        guard let meaning = definition.meaning(of: expression) else { continue }
        left -= 1
        if !used.contains(definition.head) { used.append(definition.head) }
        // A definition speaks of what was defined before it.
        var inner = Expansion(definitions: Array(definitions[..<place]), left: left)
        let result = inner.expanded(meaning.placed(at: expression.range))
        left = inner.left
        return withArgumentsExpanded(result)
      }
      return expression.mappedChildren { expanded($0) }
    }

    /// Arguments that were put into a definition may hold later names; one more walk finds them.
    private mutating func withArgumentsExpanded(_ expression: Expression) -> Expression {
      guard left > 0 else { return expression }
      return expression.mappedChildren { expanded($0) }
    }
  }
}

/// One definition: δ_e = (y_e − a_e)², f(x) = x², e_j = a_j − y_j.
struct Definition: Sendable {
  /// The name with the letters that stand for any index, layer or argument.
  let head: Expression
  /// What it means.
  let body: Expression

  /// The definition that a statement makes; nil where its left side is no name that could be given a meaning.
  ///
  /// - Parameter isDeclared: the text says that this is a definition ("Let …"). Only then a letter of the notation
  ///   gets another meaning, and only where it is not written as the notation writes it.
  /// - Parameter mayBeCost: the letter of the cost with an index may name something else as well.
  init?(_ statement: Statement, notation: Notation, isDeclared: Bool, mayBeCost: Bool = false) {
    // In x → F(x) = y the name stands behind the arrow.
    let start = statement.relations.firstIndex { $0 != .maps } ?? 0
    guard statement.relations.indices.contains(start) else { return nil }
    let (left, right) = (statement.sides[start], statement.sides[start + 1])
    let relation = statement.relations[start]
    guard relation == .equal || relation == .defined || relation == .identical else { return nil }
    guard !right.contains(where: { $0 == .ellipsis || $0 == left.node }), !left.isLearningRate else {
      return nil
    }
    switch left.node {
    case .quantity(let quantity):
      guard isDeclared, relation == .equal || relation == .defined,
        !quantity.isWrittenInFull(notation) || mayBeCost && quantity.isCostWithIndex
      else { return nil }
    default: guard left.isNameOfItsOwn else { return nil }
    }
    head = left
    body = right
  }

  func hasSameHead(as other: Definition) -> Bool {
    other.meaning(of: head) != nil && meaning(of: other.head) != nil
  }

  /// What an expression means if it is this name; nil if it is another.
  func meaning(of expression: Expression) -> Expression? {
    if case .call(.other(let name, let primes), let parameters) = head.node,
      case .call(.other(name, let written), let arguments) = expression.node
    {
      return meaning(parameters, arguments, primes: written - primes)
    }
    var match = NameMatch()
    guard match.matches(head, expression) else { return nil }
    return body.replacing(match.indices, match.layers)
  }

  /// f(argument), or f′(argument) by differentiating the body.
  private func meaning(_ parameters: [Expression], _ arguments: [Expression], primes: Int) -> Expression? {
    // h_L alone is its value where it was defined.
    if arguments.isEmpty { return primes == 0 ? body : nil }
    guard parameters.count == arguments.count else { return nil }
    if primes == 0 {
      // All at once: an argument may be written like another parameter.
      let places = parameters.indices.map { Expression(.symbol(Symbol("\\argument{\($0)}"))) }
      let open = zip(parameters, places).reduce(body) { $0.replacing($1.0, by: $1.1) }
      return zip(places, arguments).reduce(open) { $0.replacing($1.0, by: $1.1) }
    }
    guard primes == 1, parameters.count == 1, case .symbol = parameters[0].node else { return nil }
    let derivative = Expression(.derivative(of: body, by: parameters[0]))
    return Expression(.evaluated(derivative, at: [Assignment(parameters[0], arguments[0])]))
  }
}

/// Finds what the letters of a definition's name stand for in a formula.
struct NameMatch {
  var indices: [String: Index] = [:]
  var layers: [String: Layer] = [:]

  mutating func matches(_ head: Expression, _ expression: Expression) -> Bool {
    switch (head.node, expression.node) {
    case (.symbol(let own), .symbol(let other)): return matches(own, other)
    case (.power(let base, let exponent), .power(let other, let otherExponent)):
      return matches(base, other) && matches(exponent, otherExponent)
    case (.example(let inner, let index), .example(let other, let otherIndex)):
      return matches(inner, other) && matches(index, otherIndex)
    case (.element(let inner, let indices), .element(let other, let others)):
      return matches(inner, other) && indices.count == others.count
        && zip(indices, others).allSatisfy { matches($0, $1) }
    case (.layerNumber(let layer), _):
      // l against L − 1, which is a sum.
      return Lowering.layer(expression).map { matches(layer, $0) } ?? false
    case (.number, .number): return head == expression
    case (.indexValue(let index), .indexValue(let other)): return matches(index, other)
    case (.quantity(let own), .quantity(let other)):
      guard own.role == other.role, own.indices.count == other.indices.count,
        (own.example == nil) == (other.example == nil), (own.layer == nil) == (other.layer == nil)
      else { return false }
      if let layer = own.layer, let otherLayer = other.layer, !matches(layer, otherLayer) { return false }
      if let index = own.example, let otherIndex = other.example {
        guard case .variable = otherIndex, matches(index, otherIndex) else { return false }
      }
      return zip(own.indices, other.indices).allSatisfy { matches($0, $1) }
    default: return false
    }
  }

  /// e_{j} and e_{k}: one name with different letters below.
  private mutating func matches(_ own: Symbol, _ other: Symbol) -> Bool {
    let (name, letters) = own.parts
    let (otherName, others) = other.parts
    guard name == otherName, letters.count == others.count else { return false }
    return zip(letters, others).allSatisfy { pair in
      guard let own = Symbol.index(pair.0), let other = Symbol.index(pair.1) else { return pair.0 == pair.1 }
      return matches(own, other)
    }
  }

  private mutating func matches(_ own: Index, _ other: Index) -> Bool {
    guard case .variable(let name) = own else { return own == other }
    if let known = indices[name] { return known == other }
    indices[name] = other
    return true
  }

  private mutating func matches(_ own: Layer, _ other: Layer) -> Bool {
    guard case .variable(let name) = own.base else { return own == other }
    let found = Layer(other.base, other.offset - own.offset)
    if let known = layers[name] { return known == found }
    layers[name] = found
    return true
  }
}

extension Quantity {
  /// C_j, which is the cost of example j unless a text says otherwise.
  fileprivate var isCostWithIndex: Bool {
    if case .variable? = example { role == .cost } else { false }
  }

  /// Whether it has everything that the notation writes on such a quantity: its layer, and its units or the whole.
  fileprivate func isWrittenInFull(_ notation: Notation) -> Bool {
    guard let pattern = notation.patterns[role] else { return true }
    if pattern.layer != nil, layer == nil { return false }
    return indices.count == pattern.unitCount || indices.isEmpty && role != .cost
  }
}

extension Expression {
  /// Whether it is a name that no notation knows: f(x), e_j, e_j^l.
  var isNameOfItsOwn: Bool {
    switch node {
    case .symbol(let symbol): return !["z", "a", "x"].contains(symbol.name)
    case .call(.other(let name, primes: 0), let arguments):
      return !arguments.isEmpty && !["tr", "det", "rank"].contains(name)
    case .power(let base, let exponent):
      switch exponent.node {
      case .layerNumber, .indexValue: return base.isNameOfItsOwn
      case .symbol(let symbol): return symbol.name == "\\ast" && base.isNameOfItsOwn
      default: return false
      }
    case .example(let inner, _), .element(let inner, _): return inner.isNameOfItsOwn
    default: return false
    }
  }
}

import Formula

/// New letters for indices, layers and examples whose letters mean something else in another notation.
struct LetterRenaming {
  /// Letters of layers, of examples and of units, as they stand in the formula.
  private(set) var layers: [String] = []
  private(set) var examples: [String] = []
  private(set) var units: [String] = []
  private var symbols: [String] = []
  private var names: [String: String] = [:]
  private var symbolNames: [String: String] = [:]

  init(_ statements: [Statement], from source: Notation, to target: Notation) {
    for side in statements.flatMap(\.sides) { collect(side) }
    for side in statements.flatMap({ $0.conditions.flatMap(\.expressions) }) { collect(side) }
    let found = units
    units = found.filter { !layers.contains($0) && !examples.contains($0) }
    symbols = symbols.filter { !units.contains($0) && !layers.contains($0) && !examples.contains($0) }

    var taken: Set<String> = []
    func give(_ letters: [String], wanted: [String], avoiding: Set<String>) -> [String: String] {
      var given: [String: String] = [:]
      for name in letters {
        let isFree = { (letter: String) in !taken.contains(letter) && !avoiding.contains(letter) }
        let own = wanted.first { $0 == name && isFree($0) }
        let fresh = own ?? wanted.first(where: isFree) ?? (isFree(name) ? name : nil)
        given[name] = fresh ?? Self.unitLetters.first { isFree($0) && !letters.contains($0) } ?? name
        taken.insert(given[name] ?? name)
      }
      return given
    }
    let layerNames = give(layers, wanted: target.layerLetters, avoiding: [target.outputLetter])
    let exampleNames = give(
      examples, wanted: [target.exampleLetter],
      avoiding: target.lettersInUse.subtracting([target.exampleLetter]))
    names = layerNames.merging(exampleNames) { layer, _ in layer }
    // A letter that may stay stays; only then do the others choose among what is left.
    let avoided = target.lettersInUse.union(taken)
    let staying = units.filter { !avoided.contains($0) }
    taken.formUnion(staying)
    for name in staying { names[name] = name }
    let moving = units.filter { names[$0] == nil }
    for (name, letter) in give(moving, wanted: Self.unitLetters, avoiding: avoided) { names[name] = letter }
    for name in symbols where target.hasMeaning(name) {
      let free = Self.symbolLetters.first {
        !target.hasMeaning($0) && !symbols.contains($0) && !taken.contains($0)
      }
      symbolNames[name] = free ?? name
      if let free { taken.insert(free) }
    }
  }

  private static let unitLetters = ["j", "k", "i", "p", "q", "r", "m", "n", "s", "u", "v"]
  private static let symbolLetters = ["u", "v", "q", "r", "\\beta", "\\gamma", "\\lambda", "\\mu"]

  /// The letters that changed.
  var shown: [Translation.Renaming] {
    (layers + examples + units).compactMap { name in
      names[name].flatMap { $0 == name ? nil : Translation.Renaming(from: name, to: $0) }
    }
  }

  private mutating func collect(_ expression: Expression) {
    func note(_ layer: Layer?) {
      if case .variable(let name)? = layer?.base, !layers.contains(name) { layers.append(name) }
    }
    func note(_ index: Index?, as list: inout [String]) {
      if case .variable(let name)? = index, !list.contains(name) { list.append(name) }
      if case .last(let layer)? = index { note(layer) }
    }
    switch expression.node {
    case .quantity(let quantity):
      note(quantity.layer)
      for index in quantity.indices { note(index, as: &units) }
      note(quantity.example, as: &examples)
    case .width(let layer), .layerNumber(let layer): note(layer)
    case .call(.activation(_, let layer), _): note(layer)
    case .indexValue(let index): note(index, as: &units)
    case .element(_, let indices): for index in indices { note(index, as: &units) }
    case .example(_, let index): note(index, as: &examples)
    case .kronecker(let left, let right):
      note(left, as: &units)
      note(right, as: &units)
    case .big(let operation):
      for binder in operation.binders where !binder.name.isEmpty { note(.variable(binder.name), as: &units) }
    case .symbol(let symbol): if !symbols.contains(symbol.name) { symbols.append(symbol.name) }
    default: break
    }
    for child in expression.children { collect(child) }
  }

  /// The statement with the new letters.
  func applied(_ statement: Statement) -> Statement {
    var result = statement
    result.sides = statement.sides.map(applied)
    result.conditions = statement.conditions.map { condition in
      Condition(condition.comparisons.map { Comparison(applied($0.left), $0.relation, applied($0.right)) })
    }
    return result
  }

  private func applied(_ expression: Expression) -> Expression {
    expression.mapped { node in
      switch node {
      case .quantity(var quantity):
        quantity.layer = quantity.layer.map(applied)
        quantity.indices = quantity.indices.map(applied)
        quantity.example = quantity.example.map(applied)
        return .quantity(quantity)
      case .width(let layer): return .width(applied(layer))
      case .layerNumber(let layer): return .layerNumber(applied(layer))
      case .indexValue(let index): return .indexValue(applied(index))
      case .call(.activation(let primes, let layer?), let arguments):
        return .call(.activation(primes: primes, layer: applied(layer)), arguments)
      case .element(let inner, let indices): return .element(inner, indices.map(applied))
      case .example(let inner, let index): return .example(inner, applied(index))
      case .kronecker(let left, let right): return .kronecker(applied(left), applied(right))
      case .symbol(let symbol): return .symbol(Symbol(symbolNames[symbol.name] ?? symbol.name))
      case .big(var operation):
        operation.binders = operation.binders.map { binder in
          var binder = binder
          binder.name = names[binder.name] ?? binder.name
          return binder
        }
        return .big(operation)
      default: return node
      }
    }
  }

  private func applied(_ layer: Layer) -> Layer {
    guard case .variable(let name) = layer.base, let new = names[name] else { return layer }
    return Layer(.variable(new), layer.offset)
  }

  private func applied(_ index: Index) -> Index {
    switch index {
    case .variable(let name): .variable(names[name] ?? name)
    case .last(let layer): .last(applied(layer))
    case .literal, .trueClass, .all: index
    }
  }
}

extension Notation {
  /// Letters that a unit's index must not have, lest it be read as something else.
  fileprivate var lettersInUse: Set<String> {
    var letters = Set(layerLetters).union(widthAliases.keys)
    letters.formUnion([outputLetter, exampleLetter, exampleCountLetter, "e", "d", "T"])
    if let trueClassLetter { letters.insert(trueClassLetter) }
    return letters
  }

  /// Whether a letter stands for something, so that it cannot be a plain symbol.
  fileprivate func hasMeaning(_ letter: String) -> Bool {
    guard letter != "a", letter != "z" else { return false }
    let written =
      patterns.values.flatMap { [$0.letter, $0.wholeLetter] }
      + aliases.filter { $0.layer != nil }.map(\.letter)
    return written.contains(letter) || lettersInUse.contains(letter) || letter == activationFunction
  }
}

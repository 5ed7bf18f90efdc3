import Formula

/// Letters and parts of an expression exchanged for others.
extension Expression {
  /// The expression with other indices and layers in place of letters; its own bound letters stay out of the way.
  func replacing(_ indices: [String: Index], _ layers: [String: Layer]) -> Expression {
    guard !indices.isEmpty || !layers.isEmpty else { return self }
    switch node {
    case .big(var operation):
      var inner = indices
      var names: [String: String] = [:]
      let arriving = Set(indices.values.compactMap(\.letter)).union(layers.values.compactMap(\.letter))
      for binder in operation.binders {
        inner[binder.name] = nil
        // A bound letter that would catch an arriving one gets a name of its own.
        if arriving.contains(binder.name) {
          let fresh = binder.name + "'"
          names[binder.name] = fresh
          inner[binder.name] = .variable(fresh)
        }
      }
      operation.binders = operation.binders.map { binder in
        Binder(
          names[binder.name] ?? binder.name, from: binder.lower?.replacing(indices, layers),
          to: binder.upper?.replacing(indices, layers),
          where: binder.condition.map { condition in
            Condition(
              condition.comparisons.map {
                Comparison($0.left.replacing(inner, layers), $0.relation, $0.right.replacing(inner, layers))
              })
          })
      }
      operation.body = operation.body.replacing(inner, layers)
      return Expression(.big(operation), range)
    default:
      let parts = mappedChildren { $0.replacing(indices, layers) }
      return Expression(parts.node.replacingOwn(indices, layers), range)
    }
  }

  /// The expression with every occurrence of a part exchanged.
  func replacing(_ part: Expression, by other: Expression) -> Expression {
    if self == part { return other }
    return mappedChildren { $0.replacing(part, by: other) }
  }

  /// The expression as if all of it stood at one place of the text.
  func placed(at range: SourceRange?) -> Expression {
    let inner = mappedChildren { $0.placed(at: range) }
    return Expression(inner.node, range)
  }
}

extension Node {
  /// The node with the indices and layers that it carries itself exchanged.
  fileprivate func replacingOwn(_ indices: [String: Index], _ layers: [String: Layer]) -> Node {
    switch self {
    case .quantity(var quantity):
      quantity.layer = quantity.layer?.replacing(layers)
      quantity.indices = quantity.indices.map { $0.replacing(indices, layers) }
      quantity.example = quantity.example?.replacing(indices, layers)
      return .quantity(quantity)
    case .width(let layer): return .width(layer.replacing(layers))
    case .layerNumber(let layer): return .layerNumber(layer.replacing(layers))
    case .indexValue(let index): return .indexValue(index.replacing(indices, layers))
    case .element(let inner, let own): return .element(inner, own.map { $0.replacing(indices, layers) })
    case .example(let inner, let own): return .example(inner, own.replacing(indices, layers))
    case .kronecker(let left, let right):
      return .kronecker(left.replacing(indices, layers), right.replacing(indices, layers))
    case .call(.activation(let primes, let layer?), let arguments):
      return .call(.activation(primes: primes, layer: layer.replacing(layers)), arguments)
    case .symbol(let symbol): return .symbol(symbol.replacing(indices))
    default: return self
    }
  }
}

extension Symbol {
  /// The name without its subscript, and the characters of that: `e_{jk}` is e with j and k.
  var parts: (name: String, below: [Character]) {
    let characters = Array(name)
    guard characters.last == "}",
      let low = characters.indices.dropLast().first(where: {
        characters[$0] == "_" && characters[$0 + 1] == "{"
      })
    else { return (name, []) }
    return (String(characters[..<low]), Array(characters[(low + 2)...].dropLast()))
  }

  /// The index that a character of a subscript is; nil where it is none.
  static func index(_ character: Character) -> Index? {
    if let number = character.wholeNumberValue { return .literal(number) }
    return character.isLetter && character.isLowercase ? .variable(String(character)) : nil
  }

  /// The name with other indices below.
  fileprivate func replacing(_ indices: [String: Index]) -> Symbol {
    let (name, below) = parts
    guard !below.isEmpty, below.allSatisfy({ Symbol.index($0) != nil }) else { return self }
    let letters = below.map { character -> String in
      switch indices[String(character)] {
      case .variable(let letter)?: letter
      case .literal(let number)?: String(number)
      case .last?, .trueClass?, .all?, nil: String(character)
      }
    }
    return Symbol(name + "_{" + letters.joined() + "}")
  }
}

extension Index {
  fileprivate func replacing(_ indices: [String: Index], _ layers: [String: Layer]) -> Index {
    switch self {
    case .variable(let name): indices[name] ?? self
    case .last(let layer): .last(layer.replacing(layers))
    case .literal, .trueClass, .all: self
    }
  }

  /// Its letter, if it has one.
  fileprivate var letter: String? { if case .variable(let name) = self { name } else { nil } }
}

extension Layer {
  fileprivate func replacing(_ layers: [String: Layer]) -> Layer {
    guard case .variable(let name) = base, let other = layers[name] else { return self }
    return Layer(other.base, other.offset + offset)
  }

  /// Its letter, if it has one.
  fileprivate var letter: String? { if case .variable(let name) = base { name } else { nil } }
}

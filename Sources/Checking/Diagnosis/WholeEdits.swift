import Formula

// Mistakes with whole vectors and matrices.
extension SideEdits {
  /// Transposes, the order of products, ⊙, forgotten factors.
  var wholeEdits: [Edit] {
    var edits: [Edit] = []
    for part in parts where part.place != .variable { edits += transposes(part) + products(part) }
    edits.append(Edit(kind: .transpose(right), result: Expression(.transpose(right)), range: right.range))
    let reversed = right.mapped { node in
      if case .product(let factors) = node { .product(factors.reversed()) } else { node }
    }
    edits.append(Edit(kind: .reversedProduct, result: reversed, range: right.range))
    for part in parts {
      switch part.place {
      case .whole, .term, .factor, .body: edits += missing(part)
      case .negated, .argument, .variable, .other: continue
      }
    }
    return edits
  }

  private func transposes(_ part: Part) -> [Edit] {
    switch part.expression.node {
    case .transpose(let inner): return [edit(.extraTranspose(part.expression), part, inner)]
    case .quantity(let quantity) where quantity.indices.isEmpty && quantity.role != .cost:
      return [edit(.transpose(part.expression), part, Expression(.transpose(part.expression)))]
    case .product(let factors) where factors.count == 2:
      let toggled = factors.map { factor in
        if case .transpose(let inner) = factor.node { inner } else { Expression(.transpose(factor)) }
      }
      return [edit(.transpose(part.expression), part, .times(toggled))]
    default: return []
    }
  }

  private func products(_ part: Part) -> [Edit] {
    switch part.expression.node {
    case .product(let factors):
      var edits = [
        edit(.reversedProduct, part, .times(factors.reversed())),
        edit(.needsHadamard, part, Self.elementwise(keepingNumbers: factors)),
      ]
      for number in factors.indices.dropLast() where factors.count > 2 {
        var other = factors
        other.swapAt(number, number + 1)
        edits.append(edit(.reversedProduct, part, .times(other)))
      }
      if factors.count > 2, let last = factors.last {
        edits.append(edit(.needsHadamard, part, .elementwise([.times(factors.dropLast()), last])))
      }
      return edits
    case .hadamard(let factors): return [edit(.needsProduct, part, .times(factors))]
    case .identity:
      return layersWritten.map { layer in
        let other = Expression(.call(.diag, [quantity(.activation, layer)]))
        return edit(.otherQuantity(part.expression, other), part, other)
      }
    default: return []
    }
  }

  /// 2 x ⊙ y of 2, x and y: a number is multiplied as it was.
  private static func elementwise(keepingNumbers factors: [Expression]) -> Expression {
    let numbers = factors.prefix { $0.quantities.isEmpty }
    guard let first = factors.dropFirst(numbers.count).first else { return .elementwise(factors) }
    return .elementwise([.times(numbers + [first])] + factors.dropFirst(numbers.count + 1))
  }

  private func missing(_ part: Part) -> [Edit] {
    var edits: [Edit] = []
    for layer in layersWritten {
      if layer != .number(0) {
        let slope = derivative(layer, [])
        edits.append(edit(.missingFactor(slope), part, .elementwise([part.expression, slope])))
        let diagonal = Expression(.call(.diag, [slope]))
        edits.append(edit(.missingFactor(diagonal), part, .times([diagonal, part.expression])))
        let weight = quantity(.weight, layer)
        let across = Expression(.transpose(weight))
        edits.append(edit(.missingFactor(across), part, .times([across, part.expression])))
        edits.append(edit(.missingFactor(weight), part, .times([weight, part.expression])))
        edits.append(edit(.missingFactor(weight), part, .times([part.expression, weight])))
        let error = quantity(.error, layer)
        edits.append(edit(.missingFactor(error), part, .times([part.expression, error])))
        edits.append(edit(.missingFactor(error), part, .times([error, part.expression])))
        edits.append(edit(.missingFactor(error), part, .elementwise([part.expression, error])))
      }
      for near in [layer, Layer(layer.base, layer.offset &- 1)] {
        let input = Expression(.transpose(quantity(.activation, near)))
        edits.append(edit(.missingFactor(input), part, .times([part.expression, input])))
      }
    }
    return edits
  }
}

import Formula

// Indices on the wrong place, layers that are off.
extension SideEdits {
  /// Swapped, exchanged and replaced indices.
  var indexEdits: [Edit] {
    var edits: [Edit] = []
    for part in parts {
      guard case .quantity(let quantity) = part.expression.node, quantity.indices.count == 2 else { continue }
      var swapped = quantity
      swapped.indices.reverse()
      let other = Expression(.quantity(swapped))
      edits.append(edit(.swappedIndices(part.expression, other), part, other))
    }
    for (number, first) in freeLetters.enumerated() {
      for second in freeLetters.dropFirst(number + 1) {
        let exchanged = right.exchangingIndices(first.name, second.name)
        edits.append(
          Edit(kind: .exchangedLetters(first.name, second.name), result: exchanged, range: right.range))
        // In one term only: w_{jk} − α δ_k a_j.
        for part in parts where part.place == .term && part.expression.quantities.count > 1 {
          let exchanged = part.expression.exchangingIndices(first.name, second.name)
          edits.append(edit(.exchangedLetters(first.name, second.name), part, exchanged))
        }
      }
    }
    return edits
  }

  /// b for b_j, W for w_{jk}: a whole layer's where one unit is meant.
  var missingIndices: [Edit] {
    parts.flatMap { part -> [Edit] in
      guard case .quantity(let quantity) = part.expression.node, quantity.indices.isEmpty,
        part.place != .variable,
        ![.cost, .batchCost].contains(quantity.role),
        quantity.role != .bias || finder.convention.biases == .perNeuron,
        !freeLetters.isEmpty || !part.bound.isEmpty
      else { return [] }
      let letters = letters(at: part)
      var others: [Expression] = []
      for letter in letters {
        guard quantity.role == .weight else {
          let layer = quantity.role == .target ? nil : letter.layer
          others.append(self.quantity(quantity.role, layer, [letter.index]))
          continue
        }
        for from in letters where from.layer == letter.layer.previous {
          others.append(self.quantity(.weight, letter.layer, [letter.index, from.index]))
        }
      }
      return others.map { edit(.missingIndex(part.expression, $0), part, $0) }
    }
  }

  /// Other layers, for one quantity, for a factor with its indices, for all.
  var layerEdits: [Edit] {
    var edits: [Edit] = []
    for part in parts { edits += shifted(part) + moved(part) }
    let ordered = right.mappingQuantities { quantity in
      guard let index = quantity.indices.first, case .variable(let name) = index, quantity.layer != nil,
        let letter = freeLetters.first(where: { $0.name == name })
      else { return quantity }
      var result = quantity
      result.layer = letter.layer
      return result
    }
    edits.append(Edit(kind: .layersByIndex, result: ordered, range: right.range))
    edits += exchangedPlaces
    for step in [1, -1] {
      edits.append(
        Edit(kind: .allLayers(by: step), result: right.shiftingLayers(by: step), range: right.range))
    }
    for lower in layersWritten {
      let upper = lower.next
      guard layersWritten.contains(upper) else { continue }
      let exchanged = right.mappingQuantities { quantity in
        guard quantity.role == .weight || quantity.role == .bias else { return quantity }
        var result = quantity
        if quantity.layer == lower {
          result.layer = upper
        } else if quantity.layer == upper {
          result.layer = lower
        }
        return result
      }
      edits.append(Edit(kind: .exchangedLayers(upper, lower), result: exchanged, range: right.range))
    }
    return edits
  }

  /// One index of a quantity replaced by another letter.
  var otherIndices: [Edit] { parts.flatMap(reindexed) }

  /// A unit named by its number replaced by a letter: a_j for a_0.
  var lettersForNumbers: [Edit] {
    parts.filter { part in
      guard case .quantity(let quantity) = part.expression.node else { return false }
      return quantity.indices.contains { if case .literal = $0 { true } else { false } }
    }.flatMap(reindexed)
  }

  /// The layer of a quantity or a width one up or down, and that of a function with its argument.
  private func shifted(_ part: Part) -> [Edit] {
    var results: [Expression] = []
    for step in [-1, 1] {
      switch part.expression.node {
      case .quantity(var quantity):
        guard let layer = quantity.layer else { continue }
        quantity.layer = Layer(layer.base, layer.offset &+ step)
        results.append(Expression(.quantity(quantity)))
      case .width(let layer): results.append(Expression(.width(Layer(layer.base, layer.offset &+ step))))
      case .call(.activation, _): results.append(part.expression.shiftingLayers(by: step))
      default: continue
      }
    }
    if case .call(.activation(let primes, _?), let arguments) = part.expression.node,
      let layer = arguments.first?.quantities.first(where: { $0.role == .preactivation })?.layer
    {
      let own = Expression(.call(.activation(primes: primes, layer: layer), arguments))
      if own != part.expression { results.insert(own, at: 0) }
      if case .call(.activation(_, let named?), _) = part.expression.node, named.base == layer.base {
        let moved = arguments.map { $0.shiftingLayers(by: named.offset - layer.offset) }
        let other = Expression(.call(.activation(primes: primes, layer: named), moved))
        if other != part.expression { results.insert(other, at: 1) }
      }
    }
    // Where no layer is written, or one far off: that of the index.
    if case .quantity(var quantity) = part.expression.node, quantity.indices.count == 1,
      let letter = letters(at: part).first(where: { $0.index == quantity.indices[0] }),
      quantity.role != .target, quantity.layer != letter.layer
    {
      quantity.layer = letter.layer
      let other = Expression(.quantity(quantity))
      if !results.contains(other) { results.append(other) }
    }
    return results.map { edit(.otherLayer(part.expression, $0), part, $0) }
  }

  /// A factor with one index put where another letter runs: a_j^L → a_k^{L−1}.
  private func moved(_ part: Part) -> [Edit] {
    guard let (name, layer) = placeOfUnit(part.expression), part.place != .variable else { return [] }
    return letters(at: part).filter { $0.name != name && $0.layer != layer }.map { letter in
      let other = part.expression.mappingQuantities { quantity in
        var result = quantity
        result.indices = [letter.index]
        result.layer = letter.layer
        return result
      }
      return edit(.otherLayer(part.expression, other), part, other)
    }
  }

  /// One index of a quantity replaced by another letter.
  private func reindexed(_ part: Part) -> [Edit] {
    guard case .quantity(let quantity) = part.expression.node, !quantity.indices.isEmpty else { return [] }
    var edits: [Edit] = []
    for slot in quantity.indices.indices {
      for letter in letters(at: part) where quantity.indices[slot] != letter.index {
        var other = quantity
        other.indices[slot] = letter.index
        let result = Expression(.quantity(other))
        edits.append(edit(.otherIndex(part.expression, result), part, result))
      }
    }
    return edits
  }

  /// The letter and layer of a factor that belongs to one unit: a_j^L, σ′(z_j^L).
  private func placeOfUnit(_ expression: Expression) -> (name: String, layer: Layer)? {
    let quantity: Quantity
    switch expression.node {
    case .quantity(let own): quantity = own
    case .call(.activation, let arguments):
      guard case .quantity(let own)? = arguments.first?.node else { return nil }
      quantity = own
    case .indicator(let condition):
      guard condition.comparisons.count == 1, let comparison = condition.comparisons.first,
        case .quantity(let own) = comparison.left.node, comparison.right.node == .number(0)
      else { return nil }
      quantity = own
    default: return nil
    }
    guard quantity.indices.count == 1, case .variable(let name) = quantity.indices[0],
      let layer = quantity.layer
    else { return nil }
    return (name, layer)
  }

  /// A factor σ′ taken out of a Σ or a product and put, with another layer, beside the whole.
  var movedDerivatives: [Edit] {
    var edits: [Edit] = []
    for part in parts {
      let factors: [Expression]
      let isElementwise: Bool
      switch part.expression.node {
      case .product(let own): (factors, isElementwise) = (own, false)
      case .hadamard(let own): (factors, isElementwise) = (own, true)
      default: continue
      }
      // σ′(z), or a(1 − a) as two factors.
      let pairs = factors.indices.dropLast().map {
        ($0...$0 + 1, Expression.times(Array(factors[$0...$0 + 1])))
      }
      let single = factors.indices.map { ($0...$0, factors[$0]) }
      for (place, factor) in single + pairs where factor.isActivationDerivative {
        var rest = factors
        rest.removeSubrange(place)
        guard !rest.isEmpty else { continue }
        let without = part.replacing(isElementwise ? .elementwise(rest) : .times(rest))
        for letter in freeLetters {
          let other = derivative(letter.layer, [letter.index])
          guard other != factor, let place = placeOfUnit(factor), place.layer != letter.layer else {
            continue
          }
          edits.append(
            Edit(
              kind: .otherLayer(factor, other), result: .times([without, other]),
              range: factor.range ?? right.range))
        }
        guard hasWholes else { continue }
        for layer in layersWritten {
          let other = derivative(layer, [])
          guard factor.quantities.first?.layer != layer else { continue }
          edits.append(
            Edit(
              kind: .otherLayer(factor, other), result: .elementwise([without, other]),
              range: factor.range ?? right.range))
        }
      }
    }
    return edits
  }

  /// Two factors of one unit each with their layers and indices exchanged.
  private var exchangedPlaces: [Edit] {
    var edits: [Edit] = []
    for part in parts {
      guard case .product(let factors) = part.expression.node else { continue }
      for first in factors.indices {
        for second in factors.indices where second > first {
          guard case .quantity(var one) = factors[first].node,
            case .quantity(var other) = factors[second].node,
            one.indices.count == 1, other.indices.count == 1
          else { continue }
          (one.layer, other.layer) = (other.layer, one.layer)
          (one.indices, other.indices) = (other.indices, one.indices)
          var exchanged = factors
          exchanged[first] = Expression(.quantity(one))
          exchanged[second] = Expression(.quantity(other))
          edits.append(edit(.exchangedPlaces(factors[first], factors[second]), part, .times(exchanged)))
        }
      }
    }
    return edits
  }
}

extension Expression {
  /// Two free index letters put for each other.
  func exchangingIndices(_ first: String, _ second: String) -> Expression {
    let aside = "\\exchanged{\(first)}"
    return replacingIndex(first, by: aside).replacingIndex(second, by: first).replacingIndex(
      aside, by: second)
  }

  /// Every layer so much higher.
  func shiftingLayers(by step: Int) -> Expression {
    mapped { node in
      switch node {
      case .quantity(var quantity):
        if let layer = quantity.layer { quantity.layer = Layer(layer.base, layer.offset &+ step) }
        return .quantity(quantity)
      case .width(let layer): return .width(Layer(layer.base, layer.offset &+ step))
      case .call(.activation(let primes, let layer?), let arguments):
        return .call(.activation(primes: primes, layer: Layer(layer.base, layer.offset &+ step)), arguments)
      default: return node
      }
    }
  }
}

import Formula

// Mistakes with whole vectors and matrices.
extension SideEdits {
  /// Transposes, the order of products, ⊙, forgotten factors.
  var wholeEdits: [Edit] {
    var edits: [Edit] = []
    for part in parts where part.place != .variable { edits += transposes(part) + products(part) }
    edits.append(Edit(kind: .transpose(right), result: right.across, range: right.range))
    edits += allTransposes
    let reversed = right.mapped { node in
      if case .product(let factors) = node { .product(factors.reversed()) } else { node }
    }
    edits.append(Edit(kind: .reversedProduct, result: reversed, range: right.range))
    for part in parts {
      switch part.place {
      case .whole, .term, .factor, .body, .element: edits += missing(part)
      case .negated, .argument, .variable, .exponent, .other: continue
      }
    }
    return edits
  }

  /// Every matrix of weights transposed, where more than one has lost its transpose.
  private var allTransposes: [Edit] {
    guard right.quantities.count(where: { $0.role == .weight && $0.indices.isEmpty }) > 1 else { return [] }
    var first: Expression?
    let turned = right.turningWeights { if first == nil { first = $0 } }
    guard let first else { return [] }
    return [Edit(kind: .transpose(first), result: turned, range: first.range ?? right.range)]
  }

  private func transposes(_ part: Part) -> [Edit] {
    switch part.expression.node {
    case .transpose(let inner): return [edit(.extraTranspose(part.expression), part, inner)]
    case .quantity(let quantity) where quantity.indices.isEmpty && quantity.role != .cost:
      return [edit(.transpose(part.expression), part, Expression(.transpose(part.expression)))]
    case .derivative, .gradient, .hadamard:
      return [edit(.transpose(part.expression), part, Expression(.transpose(part.expression)))]
    case .sum where part.place == .factor:
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
      if factors.contains(where: { if case .transpose = $0.node { true } else { false } }) {
        // x ⊙ y of xᵀ y
        let upright = factors.map { if case .transpose(let inner) = $0.node { inner } else { $0 } }
        edits.append(edit(.needsHadamard, part, Self.elementwise(keepingNumbers: upright)))
      }
      if factors.count > 2 {
        // σ′(z) ⊙ (W δ) of σ′(z) W δ
        let rest = Expression.times(Array(factors.dropFirst()))
        edits.append(edit(.needsHadamard, part, .elementwise([factors[0], rest])))
      }
      for number in factors.indices.dropLast() where factors.count > 2 {
        var other = factors
        other.swapAt(number, number + 1)
        edits.append(edit(.reversedProduct, part, .times(other)))
      }
      edits += rearrangements(part, factors)
      guard factors.count > 2 else { return edits }
      // (W a) ⊙ b ⊙ c dᵀ of W a b c dᵀ, wherever ⊙ begins and ends.
      for first in factors.indices.dropFirst() where factors.count < 8 {
        for end in first + 1...factors.count {
          let column = Expression.elementwise(
            [.times(Array(factors[..<first]))] + factors[first..<end])
          edits.append(edit(.needsHadamard, part, .times([column] + factors[end...])))
        }
      }
      for number in factors.indices.dropLast() {
        var other = factors
        other.replaceSubrange(
          number...number + 1, with: [.elementwise([factors[number], factors[number + 1]])])
        edits.append(edit(.needsHadamard, part, .times(other)))
      }
      return edits
    case .hadamard(let factors):
      var edits = [edit(.needsProduct, part, .times(factors))]
      if factors.count == 2 {
        // δ aᵀ of δ ⊙ a
        edits += [(0, 1), (1, 0)].map { first, second in
          edit(.needsOuterProduct, part, .times([factors[first], factors[second].across]))
        }
      }
      guard factors.count > 2 else { return edits }
      for number in factors.indices.dropLast() {
        var other = factors
        other.replaceSubrange(number...number + 1, with: [.times([factors[number], factors[number + 1]])])
        edits.append(edit(.needsProduct, part, .elementwise(other)))
      }
      return edits
    case .identity:
      return (layersWritten.isEmpty ? [nil] : layersWritten.map { $0 }).map { (layer: Layer?) in
        let other = Expression(.call(.diag, [quantity(.activation, layer)]))
        return edit(.otherQuantity(part.expression, other), part, other)
      }
    default: return []
    }
  }

  /// δ aᵀ of a δ: two factors the other way round, one or both transposed.
  private func rearrangements(_ part: Part, _ factors: [Expression]) -> [Edit] {
    let numbers = factors.prefix { $0.quantities.isEmpty }
    let wholes = Array(factors.dropFirst(numbers.count))
    guard wholes.count == 2 else { return [] }
    let (first, second) = (wholes[0], wholes[1])
    return [
      [second, first.across], [second.across, first], [second.across, first.across],
    ].map { other in
      let now = Expression.times(numbers + other)
      return edit(.rearranged(now), part, now)
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
        edits.append(edit(.missingFactor(across), part, .times([part.expression, across])))
        let below = quantity(.activation, layer.previous)
        let jacobian = Expression(.derivative(of: quantity(.activation, layer), by: below))
        edits.append(edit(.missingFactor(jacobian), part, .times([part.expression, jacobian])))
        edits.append(edit(.missingFactor(weight), part, .times([weight, part.expression])))
        edits.append(edit(.missingFactor(weight), part, .times([part.expression, weight])))
        let error = quantity(.error, layer)
        edits.append(edit(.missingFactor(error), part, .times([part.expression, error])))
        edits.append(edit(.missingFactor(error), part, .times([error, part.expression])))
        edits.append(edit(.missingFactor(error), part, .elementwise([part.expression, error])))
        let bias = quantity(.bias, layer.previous)
        edits.append(edit(.missingFactor(bias), part, .times([part.expression, bias])))
        let above = quantity(.error, layer.next)
        let path = Expression.times([Expression(.transpose(quantity(.weight, layer.next))), above])
        edits.append(edit(.missingFactor(path), part, .elementwise([path, part.expression])))
      }
      for near in [layer, layer.previous] {
        let a = quantity(.activation, near)
        let input = Expression(.transpose(a))
        edits.append(edit(.missingFactor(input), part, .times([part.expression, input])))
        edits.append(edit(.missingFactor(a), part, .times([part.expression, a])))
        edits.append(edit(.missingFactor(a), part, .times([a, part.expression])))
        edits.append(edit(.missingFactor(input), part, .times([input, part.expression])))
      }
      let one = Expression(.number(1))
      let a = quantity(.activation, layer)
      let others = Expression(.sum([one, Expression(.negative(a))]))
      if activation == .sigmoid {
        for factor in [a, others] {
          edits.append(edit(.missingFactor(factor), part, .elementwise([part.expression, factor])))
        }
      }
      let costs = (left.quantities + right.quantities).filter { $0.role == .cost }
      let cost = costs.first ?? Quantity(.cost, example: example)
      let slope = Expression(.derivative(of: Expression(.quantity(cost)), by: a))
      edits.append(edit(.missingFactor(slope), part, .elementwise([slope, part.expression])))
      edits.append(edit(.missingFactor(slope), part, .times([slope, part.expression])))
      edits.append(edit(.missingFactor(slope), part, .times([part.expression, slope])))
    }
    let difference = Expression(
      .sum([quantity(.activation, .output), Expression(.negative(quantity(.target, nil)))]))
    edits.append(edit(.missingFactor(difference), part, .elementwise([part.expression, difference])))
    edits.append(edit(.missingFactor(difference), part, .times([part.expression, difference])))
    return edits + insertions(part) + lengths(part)
  }

  /// vᵀv for v, where a squared length is meant.
  private func lengths(_ part: Part) -> [Edit] {
    guard part.place != .factor, case .sum = part.expression.node else { return [] }
    let across = Expression(.transpose(part.expression))
    return [edit(.missingFactor(across), part, .times([across, part.expression]))]
  }

  /// What fills a gap in a product of Jacobians.
  var chainGaps: [Edit] {
    let gaps = ChainGaps(left: left, convention: finder.convention, layout: layout)
    return parts.flatMap { part -> [Edit] in
      guard part.place == .whole || part.place == .term || part.place == .body else { return [] }
      let factors = part.expression.factors
      return gaps.fillings(of: factors).map { factor, place in
        var other = factors
        other.insert(factor, at: place)
        return edit(.missingFactor(factor), part, .times(other))
      }
    }
  }

  /// A matrix of weights or a diagonal of slopes put between two factors of a product.
  private func insertions(_ part: Part) -> [Edit] {
    var edits: [Edit] = []
    if case .hadamard(let factors) = part.expression.node, factors.count > 2 {
      // (Wᵀ (x ⊙ y)) ⊙ z of x ⊙ y ⊙ z
      for count in 2..<factors.count {
        for layer in layersWritten where layer != .number(0) {
          let across = Expression(.transpose(quantity(.weight, layer)))
          let led = Expression.times([across, .elementwise(Array(factors.prefix(count)))])
          edits.append(
            edit(.missingFactor(across), part, Expression(.hadamard([led] + factors.dropFirst(count)))))
        }
      }
    }
    guard case .product(let factors) = part.expression.node else { return edits }
    // hᵀ (δ W ⊙ σ′(z)) of hᵀ δ W: two neighbours, taken together.
    for number in factors.indices.dropLast() where factors.count > 2 {
      for layer in layersWritten where layer != .number(0) {
        let slope = derivative(layer, [])
        var other = factors
        let pair = Expression.times(Array(factors[number...number + 1]))
        other.replaceSubrange(number...number + 1, with: [.elementwise([pair, slope])])
        edits.append(edit(.missingFactor(slope), part, Expression.times(other)))
      }
    }
    for number in factors.indices.dropFirst() {
      for layer in layersWritten where layer != .number(0) {
        let weight = quantity(.weight, layer)
        let slopes = Expression(.call(.diag, [derivative(layer, [])]))
        for factor in [weight, Expression(.transpose(weight)), slopes] {
          var other = factors
          other.insert(factor, at: number)
          edits.append(edit(.missingFactor(factor), part, .times(other)))
        }
      }
    }
    return edits
  }
}

extension Expression {
  /// W for Wᵀ and Wᵀ for W everywhere.
  fileprivate func turningWeights(_ see: (Expression) -> Void) -> Expression {
    func isWeight(_ x: Expression) -> Bool {
      if case .quantity(let quantity) = x.node {
        quantity.role == .weight && quantity.indices.isEmpty
      } else {
        false
      }
    }
    if case .transpose(let inner) = node, isWeight(inner) {
      see(self)
      return inner
    }
    if isWeight(self) {
      see(self)
      return Expression(.transpose(self))
    }
    if case .derivative = node { return self }
    return mappedChildren { $0.turningWeights(see) }
  }
}

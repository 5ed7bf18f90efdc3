import Formula

// A hidden layer treated as if it were the last one.
extension SideEdits {
  var hiddenLayerEdits: [Edit] { hiddenErrors + skippedLayers }

  /// a − 1 or a − y of a hidden unit: its error comes from the layer above.
  private var hiddenErrors: [Edit] {
    parts.compactMap { part in
      guard case .sum(let terms) = part.expression.node, terms.count == 2,
        case .quantity(let a) = terms[0].node, a.role == .activation, a.indices.count == 1,
        let layer = a.layer, layer != .output, layer != .number(0),
        case .negative(let subtracted) = terms[1].node
      else { return nil }
      let isOne = subtracted.node == .number(1)
      if case .quantity(let y) = subtracted.node, y.role == .target {} else if !isOne { return nil }
      let other = Expression.times([
        pathsUp(from: a.indices[0], layer), derivative(layer, [a.indices[0]]),
      ])
      return edit(.hiddenError(part.expression, other, isTrueClass: isOne), part, other)
    }
  }

  /// Σ_j δ_j^{l+1} w_{jk}^{l+1}
  func pathsUp(from index: Index, _ layer: Layer) -> Expression {
    let above = layer.next
    let to = freshLetter(["j", "k", "i", "m", "p", "q"])
    let path = Expression.times([
      quantity(.error, above, [.variable(to)]), quantity(.weight, above, [.variable(to), index]),
    ])
    return Expression(.big(BigOperator(.sum, over: [Binder(to)], path)))
  }

  /// Factors of unit k one layer too high: Σ over the units j there, each with its weight w_{jk}, times σ′(z_k).
  private var skippedLayers: [Edit] {
    guard let whole = parts.first else { return [] }
    return freeLetters.compactMap { letter in
      let above = letter.layer.next
      func isAbove(_ quantity: Quantity) -> Bool {
        quantity.indices == [letter.index] && (quantity.layer ?? .output) == above
      }
      let factors = right.factors
      let high = factors.filter { $0.quantities.contains(where: isAbove) }
      guard !high.isEmpty else { return nil }
      let to = freshLetter()
      let path =
        high.map { $0.replacingIndex(letter.name, by: to) } + [
          quantity(.weight, above, [.variable(to), letter.index])
        ]
      let sum = Expression(.big(BigOperator(.sum, over: [Binder(to)], .times(path))))
      let slope = derivative(letter.layer, [letter.index])
      guard let place = factors.firstIndex(where: { high.contains($0) }) else { return nil }
      var rest = factors.filter { !high.contains($0) }
      rest.insert(contentsOf: [sum, slope], at: min(place, rest.count))
      return edit(.skippedLayer(above, letter.layer), whole, .times(rest))
    }
  }
}

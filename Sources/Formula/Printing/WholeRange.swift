extension LayoutBuilder {
  /// Whether the limits of a binder are exactly the range its index has in the body anyway: from the first
  /// unit to the width of the layer it counts, or over all examples. A line of text may then leave them out.
  func isWholeRange(_ binder: Binder, in body: Expression) -> Bool {
    guard binder.condition == nil, !binder.name.isEmpty, let lower = binder.lower, let upper = binder.upper
    else {
      return false
    }
    let index = Index.variable(binder.name)
    if upper.node == .exampleCount {
      return lower.node == .number(1) && body.isIndexed(byExample: index)
    }
    guard lower.node == .number(Double(notation.firstUnit)), let layer = lastUnit(upper) else { return false }
    let layers = body.layers(of: index)
    return !layers.isEmpty && layers.allSatisfy { $0 == layer }
  }

  /// The layer whose last unit has this number: n_l, or n_l − 1 where counting starts at 0.
  private func lastUnit(_ upper: Expression) -> Layer? {
    if notation.firstUnit == 1, case .width(let layer) = upper.node { return layer }
    guard notation.firstUnit == 0, case .sum(let terms) = upper.node, terms.count == 2,
      case .width(let layer) = terms[0].node, terms[1].node == .negative(Expression(.number(1)))
    else { return nil }
    return layer
  }
}

extension Expression {
  /// The layers whose units an index counts; nil stands for one that was not written.
  fileprivate func layers(of index: Index) -> [Layer?] {
    var found: [Layer?] = []
    if case .quantity(let quantity) = node {
      for (place, other) in quantity.indices.enumerated() where other == index {
        found.append(quantity.layer(ofIndex: place))
      }
    }
    return children.reduce(into: found) { $0 += $1.layers(of: index) }
  }

  /// Whether an index is that of an example here.
  fileprivate func isIndexed(byExample index: Index) -> Bool {
    contains { node in
      switch node {
      case .quantity(let quantity): quantity.example == index
      case .example(_, let other): other == index
      default: false
      }
    }
  }
}

extension Quantity {
  /// The layer whose units an index counts: l, for the second of a weight l − 1, for a target L.
  fileprivate func layer(ofIndex place: Int) -> Layer? {
    switch role {
    case .target, .cost, .batchCost: return .output
    case .weight where place == 1: return layer.map { Layer($0.base, $0.offset - 1) }
    case .activation, .preactivation, .bias, .error, .weight: return layer
    }
  }
}

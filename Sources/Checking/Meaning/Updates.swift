import Formula

extension Statement {
  /// The statement with w = w − α ∂C/∂w read as what it means: the new w on the left.
  ///
  /// Only where the right side has the left side as a term beside one with a learning rate; as an equation it
  /// could never be true.
  var readingUpdates: Statement {
    var result = self
    for (link, relation) in relations.enumerated() where relation == .equal {
      let left = sides[link]
      guard case .quantity = left.node, case .sum(let terms) = sides[link + 1].node, terms.contains(left),
        terms.contains(where: \.hasLearningRate)
      else { continue }
      result.sides[link] = Expression(.updated(left), left.range)
    }
    return result
  }
}

extension Expression {
  /// Whether a letter for a learning rate stands in it.
  fileprivate var hasLearningRate: Bool { contains { Expression($0).isLearningRate } }

  /// Whether it is a letter for a learning rate.
  var isLearningRate: Bool {
    if case .symbol(let symbol) = node {
      ["\\alpha", "\\eta", "\\gamma", "\\mu"].contains(symbol.name)
    } else {
      false
    }
  }
}

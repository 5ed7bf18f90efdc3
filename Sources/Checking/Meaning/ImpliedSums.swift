import Formula

extension Statement {
  /// The statement with an index written below every Σ that has none: those of its body that stand nowhere else.
  ///
  /// Where no index qualifies the Σ stays as it is, and lowering says what is missing.
  func writingImpliedIndices(_ finder: IndexRangeFinder) -> Statement {
    guard sides.contains(where: { $0.contains { $0.isSumWithoutIndex } }) else { return self }
    var result = self
    for (number, side) in sides.enumerated() {
      let elsewhere = Set(
        sides.enumerated().filter { $0.offset != number }.flatMap { finder.freeIndices(of: $0.element) })
      result.sides[number] = side.mapped { node in
        guard node.isSumWithoutIndex, case .big(var operation) = node else { return node }
        let outside = Set(finder.freeIndices(of: side.mapped { $0 == node ? .number(0) : $0 }))
        let names = finder.freeIndices(of: operation.body).filter {
          !elsewhere.contains($0) && !outside.contains($0)
        }
        guard !names.isEmpty else { return node }
        operation.binders = names.map { Binder($0) }
        return .big(operation)
      }
    }
    return result
  }
}

extension Node {
  /// Σ with nothing below it.
  fileprivate var isSumWithoutIndex: Bool {
    if case .big(let operation) = self { operation.binders.contains { $0.name.isEmpty } } else { false }
  }
}

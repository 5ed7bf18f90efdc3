import Formula

extension Statement {
  /// The statement with every sum `t₁ + ⋯ + t_n` written as Σ, every product `t₁ ⋯ t_n` of numbers as Π, where the first
  /// and the last term say which index runs, and every matrix with dots by its general entry.
  ///
  /// An ellipsis whose pattern is not determined stays, and lowering says that it cannot be evaluated.
  /// Terms that the first and the last do not lead to expect keep it too, unless they are left out of account.
  func writingOutEllipses(convention: Convention, despiteMisfits: Bool = false) -> Statement {
    guard sides.contains(where: { $0.contains { $0 == .ellipsis } }) else { return self }
    let firstUnit = convention.notation.firstUnit
    let finder = IndexRangeFinder(convention: convention)
    func writtenOut(_ node: Node, _ parts: [Expression], _ kind: BigOperator.Kind) -> Node {
      guard let pattern = EllipsisPattern(parts, kind, firstUnit: firstUnit, finder),
        pattern.misfits.isEmpty || despiteMisfits
      else { return node }
      return .of(pattern.parts, kind)
    }
    var result = self
    result.sides = sides.map { side in
      side.mapped { node in
        switch node {
        case .sum(let terms): writtenOut(node, terms, .sum)
        case .product(let factors): writtenOut(node, factors, .product)
        case .matrix(let rows):
          EllipsisMatrix(rows, firstUnit: firstUnit).flatMap { $0.misfits.isEmpty ? $0.node : nil } ?? node
        default: node
        }
      }
    }
    return result
  }
}

extension Node {
  fileprivate static func of(_ parts: [Expression], _ kind: BigOperator.Kind) -> Node {
    if parts.count == 1 { return parts[0].node }
    return kind == .sum ? .sum(parts) : .product(parts)
  }
}

extension Expression {
  /// Terms beside dots that are others than the first and the last term say.
  func termsUnlikeOthers(convention: Convention) -> [EllipsisPattern.Misfit] {
    let finder = IndexRangeFinder(convention: convention)
    var result: [EllipsisPattern.Misfit] = []
    _ = mapped { node in
      let pattern: EllipsisPattern?
      switch node {
      case .sum(let parts):
        pattern = EllipsisPattern(parts, .sum, firstUnit: convention.notation.firstUnit, finder)
      case .product(let parts):
        pattern = EllipsisPattern(parts, .product, firstUnit: convention.notation.firstUnit, finder)
      default: pattern = nil
      }
      result += pattern?.misfits ?? []
      return node
    }
    return result
  }
}

extension Lowering {
  /// Dots that leave open what they stand for do not hide what is wrong on one side of them.
  mutating func checkBesideDots(
    _ parts: [Expression], as node: ([Expression]) -> Node
  ) throws(TypeProblem) {
    guard let dots = parts.first(where: { $0.node == .ellipsis }) else { return }
    for run in parts.split(whereSeparator: { $0.node == .ellipsis }) where run.count > 1 {
      _ = try shape(of: Expression(node(Array(run)), Lowering.union(run.first?.range, run.last?.range)))
    }
    throw TypeProblem(.ellipsis, at: dots.range)
  }
}

/// The Σ or Π over units that dots stand for.
struct EllipsisPattern {
  /// The letter of the index that runs; no writer's letter is spelled like it.
  private static let name = "\\running"
  /// The terms, those of the pattern as one.
  let parts: [Expression]
  /// Terms between the first and the last that they do not lead to expect.
  let misfits: [Misfit]

  /// A term, and what should stand there.
  struct Misfit {
    var index: Index
    var written: Expression
    var expected: Expression
  }

  init?(_ terms: [Expression], _ kind: BigOperator.Kind, firstUnit: Int, _ finder: IndexRangeFinder) {
    guard let first = terms.firstIndex(where: { $0.node == .ellipsis }),
      let last = terms.lastIndex(where: { $0.node == .ellipsis }), first > 0, last + 1 < terms.count
    else { return nil }
    let end = terms[last + 1]
    for start in 0..<first {
      guard let general = Self.general(terms[start], end, firstUnit, finder) else { continue }
      var misfits: [Misfit] = []
      for (offset, term) in terms[(start + 1)..<first].enumerated() {
        let index = Index.literal(firstUnit + 1 + offset)
        let expected = general.withRunningIndex(index)
        if term != expected { misfits.append(Misfit(index: index, written: term, expected: expected)) }
      }
      for term in terms[first...last] where term.node != .ellipsis && !general.isGeneral(term) {
        // The letter that would stand for the running index is one of those that the pattern has not.
        guard
          let index = term.unitIndices.last(where: { index in
            if case .variable = index { !general.unitIndices.contains(index) } else { false }
          })
        else { return nil }
        misfits.append(Misfit(index: index, written: term, expected: general.withRunningIndex(index)))
      }
      self.misfits = misfits
      let whole = Expression(
        .big(Formula.BigOperator(kind, over: [Binder(Self.name)], general)), end.range)
      parts = Array(terms[..<start]) + [whole] + Array(terms[(last + 2)...])
      return
    }
    return nil
  }

  /// The term with the running index, from the first term and the last; nil where they differ otherwise, or where the
  /// last one is not the last of its layer.
  private static func general(
    _ first: Expression, _ last: Expression, _ start: Int, _ finder: IndexRangeFinder
  ) -> Expression? {
    let pairs = Array(zip(first.unitIndices, last.unitIndices))
    let running = pairs.indices.filter { pairs[$0].0 != pairs[$0].1 }
    guard !running.isEmpty, running.allSatisfy({ pairs[$0].0 == .literal(start) }) else { return nil }
    let ends = Set(running.map { pairs[$0].1 })
    guard ends.count == 1, case .last(let layer)? = ends.first else { return nil }
    let general = first.withUnitIndices(
      pairs.indices.map { running.contains($0) ? .variable(name) : pairs[$0].0 })
    guard general.withRunningIndex(.last(layer)) == last, finder.range(of: name, in: general) == .units(layer)
    else { return nil }
    return general
  }
}

extension Expression {
  /// The general term at one value of the running index.
  fileprivate func withRunningIndex(_ index: Index) -> Expression {
    mappingIndices { $0 == .variable("\\running") ? index : $0 }
  }

  /// Whether a term is this general one, with something for the running index that stands nowhere else in it.
  fileprivate func isGeneral(_ term: Expression) -> Bool {
    let found = zip(unitIndices, term.unitIndices).first { $0.0 == .variable("\\running") }?.1
    guard let found, !unitIndices.contains(found) else { return false }
    return withRunningIndex(found) == term
  }
}

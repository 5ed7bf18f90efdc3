import Formula

/// Judges what a text says of the shape of a known quantity: W^l ∈ ℝ^{n_l × n_{l−1}}.
struct ShapeJudge {
  let judge: LinkJudge

  func verdict(_ statement: Statement, _ subjects: [Term], _ sizes: [Term]) -> StatementVerdict {
    var verdict = StatementVerdict(statement: statement, outcome: .holds)
    for subject in subjects {
      let link = self.verdict(subject, sizes)
      verdict.links.append(link)
      guard link.outcome != .holds, verdict.brokenLink == nil else { continue }
      verdict.brokenLink = verdict.links.count - 1
      verdict.note = link.reason
      verdict.outcome = link.outcome == .illTyped ? .illTyped : link.outcome == .fails ? .fails : .undecided
    }
    return verdict
  }

  private func verdict(_ subject: Term, _ sizes: [Term]) -> LinkVerdict {
    let model = judge.base.model
    guard let name = subject.baseUse?.name,
      model.definitions[name] != nil || model.usedByDefinitions.contains(name) || model.stacks[name] != nil
        || subject.isDerivative
    else { return LinkVerdict(.undecided, reason: "nothing says what this is") }
    let sides: [LinkJudge.Sides]
    switch judge.typed(subject, subject) {
    case .success(let found): sides = found
    case .failure(let problem): return LinkJudge.verdict(of: problem)
    }
    for side in sides {
      var typer = side.typer
      var given: [Sizes.Size?] = []
      for size in sizes {
        if size.integer == 1 {
          given.append(nil)
        } else if let size = try? typer.size(size) {
          given.append(size)
        } else {
          return LinkVerdict(.undecided, reason: "such a size is beyond what is understood here")
        }
      }
      let shape = side.left.shape
      // ℝⁿ and ℝ^{n×1} are columns.
      let own = shape.isNumber ? [] : given.count == 1 ? [shape.rows] : [shape.rows, shape.columns]
      let fits =
        own.count == given.count && (given.count != 1 || shape.columns == nil)
        && zip(own, given).allSatisfy { pair in
          switch pair {
          case (nil, nil): true
          case (let a?, let b?): typer.sizes.unify(a, b)
          default: false
          }
        }
      if !fits { return LinkVerdict(.illTyped, reason: "it is \(typer.words(shape))") }
    }
    var verdict = LinkVerdict(.holds)
    verdict.comparisons = sides.count
    return verdict
  }
}

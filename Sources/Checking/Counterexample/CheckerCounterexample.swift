import Formula

extension Checker {
  /// The smallest network with friendly numbers that shows where a claim breaks first, worked out to be done again by
  /// hand; nil for a claim that holds, one without meaning, and where none is small enough.
  ///
  /// The work is bounded by a number of small networks; the same report gives the same example.
  public func counterexample(for report: ClaimReport) -> Counterexample? {
    guard !report.isReadWithDefinitions, var statement = report.statement?.readingUpdates else { return nil }
    if let widths = settings.widths {
      statement = statement.countingLayersFromOutput(depth: widths.count - 1)
    }
    for link in statement.relations.indices {
      let place = report.links.firstIndex {
        ($0.outcome == .fails || $0.outcome == .holdsIf) && $0.left == statement.sides[link]
          && $0.right == statement.sides[link + 1]
      }
      guard let place else { continue }
      return counterexample(statement, link: link, place: place)
    }
    return nil
  }

  private func counterexample(_ statement: Statement, link: Int, place: Int) -> Counterexample? {
    for layout in [Lowering.GradientLayout.alongVariable, .acrossVariable] {
      let chain = LoweredChain(
        statement, convention: settings.convention, layout: layout,
        oneUnitLayers: OneUnitLayers(widths: settings.widths))
      guard let refutable = RefutableLink(statement, link: link, chain: chain) else { continue }
      guard let search = CounterexampleSearch(refutable, statement: statement, settings: settings),
        let found = search.smallest()
      else { return nil }
      return WorkedExample(found, link: link, statement: statement, chain: chain, settings)
        .counterexample(place: place)
    }
    return nil
  }
}

import Formula

extension Checker {
  /// The smallest network with friendly numbers that shows where a claim breaks first; nil for a claim that holds, one
  /// without meaning, and where none is small enough.
  public func counterexample(for report: ClaimReport) -> Counterexample? {
    counterexamples(for: report, most: 1).first
  }

  /// For each broken link of a claim, the smallest network with friendly numbers that shows it, worked out to be done
  /// again by hand. A link without meaning has none, nor one that no small network refutes.
  ///
  /// The work is bounded by a number of small networks; the same report gives the same examples.
  public func counterexamples(for report: ClaimReport, most: Int = 3) -> [Counterexample] {
    guard !report.isReadWithDefinitions, var statement = report.statement?.readingUpdates.choosingLayers
    else { return [] }
    let settings = settings.namingLayers(as: statement).drawing(from: .ofCounterexamples)
    if let widths = settings.widths {
      statement = statement.countingLayersFromOutput(depth: widths.count - 1)
    }
    let notation = settings.convention.notation
    var found: [Counterexample] = []
    var tried: Set<Int> = []
    for link in statement.relations.indices where tried.count < most {
      let place = report.links.indices.first { place in
        let other = report.links[place]
        return !tried.contains(place) && (other.outcome == .fails || other.outcome == .holdsIf)
          && other.left == notation.namingLayers(in: statement.sides[link])
          && other.right == notation.namingLayers(in: statement.sides[link + 1])
      }
      guard let place else { continue }
      tried.insert(place)
      if let example = counterexample(statement, link: link, place: place, settings) { found.append(example) }
    }
    return found
  }

  private func counterexample(
    _ statement: Statement, link: Int, place: Int, _ settings: Settings
  ) -> Counterexample? {
    for layout in [Lowering.GradientLayout.alongVariable, .acrossVariable] {
      let chain = LoweredChain(
        statement, convention: settings.convention, layout: layout,
        oneUnitLayers: OneUnitLayers(widths: settings.widths))
      guard let refutable = RefutableLink(statement, link: link, chain: chain) else { continue }
      return CounterexampleSearch(refutable, statement: statement, settings: settings)?.smallest { found in
        WorkedExample(found, link: link, statement: statement, chain: chain, settings)
          .counterexample(place: place)
      }
    }
    return nil
  }
}

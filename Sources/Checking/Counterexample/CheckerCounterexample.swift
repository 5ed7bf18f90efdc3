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
    let work = Work.ofCounterexamples
    var found: [Counterexample] = []
    var tried = 0
    var place = 0
    for statement in report.statements {
      for (number, link) in statement.links.enumerated() {
        defer { place += 1 }
        guard tried < most, link.outcome == .fails || link.outcome == .holdsIf,
          let judged = statement.reading.judgedLink(number)
        else { continue }
        tried += 1
        if let example = counterexample(
          statement.reading.drawing(from: work), link: judged, place: place)
        {
          found.append(example)
        }
      }
    }
    return found
  }

  private func counterexample(_ reading: Reading, link: Int, place: Int) -> Counterexample? {
    guard let refutable = RefutableLink(reading, link: link) else { return nil }
    return CounterexampleSearch(refutable, reading)?.smallest { found in
      WorkedExample(found, link: link, reading).counterexample(place: place)
    }
  }
}

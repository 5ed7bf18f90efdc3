import Formula

/// Claims with dots: each way of writing them out is judged as usual.
extension StatementChecker {
  /// The verdict over all instances: that of the first one that fails or has no meaning, else of the first one that is
  /// not confirmed, else of the last. The links are those that were written.
  func result(of instances: [EllipsisInstance]) -> StatementReport? {
    var whole: StatementReport?
    var tried: [String] = []
    for instance in instances {
      var checker = StatementChecker(
        settings: settings, statement: instance.statement, layout: layout, source: source)
      checker.effort = effort
      var result = checker.resultAsWritten()
      let place = instance.place.map(words)
      if let place { tried.append(place) }
      result.diagnosis?.prefix(with: place)
      result.show(statement)
      for link in result.links.indices { result.links[link].diagnosis?.prefix(with: place) }
      if result.outcome == .fails || result.outcome == .illTyped { return result }
      guard let known = whole else {
        whole = result
        continue
      }
      if known.outcome.isConfirmed {
        result.addEvidence(of: known)
        if result.outcome.isConfirmed {
          (result.reading, result.conditional) = (known.reading, known.conditional)
        }
        whole = result
      }
    }
    if let outcome = whole?.outcome, outcome.isConfirmed, !tried.isEmpty {
      whole?.notes.append("Written out and checked for \(tried.joined(separator: ", ")).")
    }
    return whole
  }

  /// "l = L−2", "the entry 1, n_l"
  private func words(_ place: EllipsisInstance.Place) -> String {
    let printer = UnicodePrinter(notation: settings.convention.notation)
    switch place {
    case .layer(let layer, let value): return "\(printer.print(layer)) = \(printer.print(value))"
    case .term(let index): return "the term \(printer.print(index))"
    case .entry(let indices): return "the entry " + indices.map { printer.print($0) }.joined(separator: ", ")
    }
  }
}

extension Outcome {
  /// Whether nothing speaks against it.
  fileprivate var isConfirmed: Bool { self == .holds || self == .definition || self == .notAClaim }
}

extension Diagnosis {
  fileprivate mutating func prefix(with place: String?) {
    if let place { message = "For \(place): \(message)" }
  }
}

extension StatementReport {
  /// Adds the evidence of another instance that is confirmed.
  fileprivate mutating func addEvidence(of other: StatementReport) {
    dependsOnLayout = dependsOnLayout || other.dependsOnLayout
    guard var evidence, let more = other.evidence else { return }
    evidence.comparisons += more.comparisons
    evidence.maxRelativeDifference = max(evidence.maxRelativeDifference, more.maxRelativeDifference)
    evidence.predictedNoise = max(evidence.predictedNoise, more.predictedNoise)
    self.evidence = evidence
    for (number, link) in zip(links.indices, other.links) {
      if let difference = link.maxRelativeDifference {
        links[number].maxRelativeDifference = max(links[number].maxRelativeDifference ?? 0, difference)
      }
    }
  }
}

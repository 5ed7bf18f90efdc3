import Formula

// The verdict on a whole chain from those on its links, with what is worth a note.
extension StatementChecker {
  /// The chain's verdict: that of its worst link.
  func whole(_ links: [LinkReport], _ reading: Reading) -> StatementReport {
    let chain = reading.chain
    let order: [Outcome] = [.illTyped, .fails, .undecided, .holdsIf, .unreadable]
    var result = StatementReport(
      reading: reading, outcome: .holds, links: links, dependsOnLayout: chain.dependsOnLayout)
    let worst = order.first { outcome in links.contains { $0.outcome == outcome } }
    if let worst, let first = links.first(where: { $0.outcome == worst }) {
      result.outcome = worst
      result.condition = first.condition
      result.diagnosis = first.diagnosis
      // The first link that breaks is the one to talk about, whatever the others are.
      if worst == .illTyped || worst == .fails,
        let broken = links.first(where: { $0.outcome == .illTyped || $0.outcome == .fails })
      {
        result.outcome = broken.outcome
        result.diagnosis = broken.diagnosis
      }
    } else if links.allSatisfy({ $0.outcome == .notAClaim }) {
      result.outcome = .notAClaim
      result.diagnosis = links.first?.diagnosis
    } else if links.allSatisfy({ $0.outcome == .definition || $0.outcome == .notAClaim }) {
      result.outcome = .definition
    }
    // What is shown is judged under the condition that the verdict rests on.
    let resting = links.first { $0.outcome == result.outcome && $0.reading != nil }
    if let conditional = resting?.reading, result.outcome == .holdsIf || result.outcome == .holds {
      result.conditional = conditional
    }
    for (number, link) in links.enumerated()
    where link.outcome == .notAClaim && result.outcome != .notAClaim {
      if link.diagnosis?.name == .saysNothing {
        result.notes.append("Step \(number + 2) repeats the one before it.")
      }
    }
    if result.outcome != .holds, result.outcome != .definition, result.outcome != .notAClaim {
      let printer = UnicodePrinter(notation: settings.convention.notation)
      for name in UndeclaredLetters(statement: statement, counts: chain.counts).names {
        let shown = printer.print(Expression(.symbol(name)))
        guard result.diagnosis?.message.hasPrefix(shown + " is no quantity") != true else { continue }
        result.notes.append("\(shown) is no quantity of this notation: it stands for any number.")
      }
    }
    for (symbol, range) in chain.counts.sorted(by: { $0.key.name < $1.key.name })
    where chain.symbolsWritten.contains(symbol) {
      let shown = UnicodePrinter(notation: settings.convention.notation).print(Expression(.symbol(symbol)))
      result.choose(.letterIsCount, about: [shown, messages(range)])
    }
    if chain.readsComponents {
      result.choose(.componentOfSoftmax)
    }
    if chain.usesUnmarkedExamples {
      result.choose(.unmarkedExamples)
    }
    let start = settings.convention.notation.firstUnit
    if chain.firstUnit != start {
      result.choose(.countingFrom, about: [String(chain.firstUnit), String(start)])
    }
    result.evidence = links.first { $0.evidence?.finiteDifference != nil }?.evidence ?? links.first?.evidence
    if var evidence = result.evidence {
      evidence.comparisons = links.reduce(0) { $0 + ($1.evidence?.comparisons ?? 0) }
      evidence.maxRelativeDifference = links.compactMap { $0.evidence?.maxRelativeDifference }.max() ?? 0
      evidence.predictedNoise = links.compactMap { $0.evidence?.predictedNoise }.max() ?? 0
      result.evidence = evidence
    }
    return result
  }

  /// What is counted by a letter that stands for a number of things.
  private func messages(_ range: AxisRange) -> String {
    switch range {
    case .examples: "examples"
    case .units, .count:
      TypeMessages(notation: settings.convention.notation).range(range).replacingPrefix("the ", by: "")
    }
  }
}

extension String {
  /// The text with another beginning, if it has the first one.
  fileprivate func replacingPrefix(_ prefix: String, by other: String) -> String {
    hasPrefix(prefix) ? other + dropFirst(prefix.count) : self
  }
}

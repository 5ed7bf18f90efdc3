import Formula

/// A link behind the first broken one of a chain.
///
/// The side before it may be wrong or have no meaning, so that what makes the link true need not be true itself. It is
/// compared with the last side that was still true as well.
struct LaterLink {
  private let link: Int
  private let checker: StatementChecker
  private let reading: Reading
  /// The side up to which the chain is true.
  private let start: Int
  /// The numbers, as steps are counted, of the sides that do not follow.
  private let mistakes: [Int]
  /// All that is broken before holds under a condition.
  private let isConditional: Bool

  /// Nil where nothing is broken before the link, or the chain is not one of equations from there.
  init?(
    _ link: Int, behind links: [LinkReport], checker: StatementChecker, _ reading: Reading
  ) {
    let broken = links.indices.filter { Self.isBroken(links[$0].outcome) }
    guard let first = broken.first, case .success = reading.chain.sides[first],
      checker.statement.relations[first...link].allSatisfy(\.isEquality)
    else { return nil }
    self.link = link
    self.checker = checker.explaining
    self.reading = reading.explaining
    start = first
    mistakes = broken.map { $0 + 2 }
    isConditional = broken.allSatisfy { links[$0].outcome == .holdsIf }
  }

  private static func isBroken(_ outcome: Outcome) -> Bool {
    switch outcome {
    case .fails, .illTyped, .holdsIf: true
    case .holds, .unreadable, .undecided, .definition, .notAClaim: false
    }
  }

  /// The side before the link has no meaning, by itself or beside the one before.
  private var isBehindNonsense: Bool {
    if case .failure = reading.chain.sides[link] { true } else { false }
  }

  // MARK: - What is known without a diagnosis

  /// The report where the link needs none of its own: it comes back to what is true, or follows from a side that has no
  /// meaning.
  func knownReport(_ tally: LinkTally?, _ drawn: DrawnStates?) -> LinkReport? {
    if isTrueAgain {
      // The link does not hold, as the side before it is false; the side itself is right.
      let outcome = tally.map { $0.outcome(relation: checker.statement.relations[link]) } ?? .illTyped
      var report = checker.blank(link, outcome == .fails ? .fails : .illTyped)
      report.maxRelativeDifference = tally?.maxRelativeDifference
      if let tally, let drawn { report.witness = tally.difference.map { drawn.witness($0, reading.chain) } }
      report.diagnosis = Diagnosis(name: .other, message: undone, range: report.range)
      return report
    }
    guard isBehindNonsense else { return nil }
    if followsOnEqualWidths { return checker.blank(link, .holds) }
    var report = checker.blank(link, .illTyped)
    report.diagnosis = comparison
    return report
  }

  /// `Step 4 agrees with step 2 again: the mistake of step 3 is undone here.`
  private var undone: String {
    let agreement = "Step \(link + 2) agrees with step \(start + 1) again"
    if isConditional { return agreement + ", which needs no condition." }
    let steps = mistakes.map { String($0) }
    let which =
      steps.count == 1
      ? "the mistake of step \(steps[0]) is"
      : "the mistakes of steps \(steps.dropLast().joined(separator: ", ")) and \(steps[steps.count - 1]) are"
    return agreement + ": \(which) undone here."
  }

  /// Whether the side behind the link is what the chain began with.
  private var isTrueAgain: Bool {
    guard case .success = reading.chain.sides[link + 1] else { return false }
    let pair = reading.pair(start, link + 1)
    guard let drawn = pair.drawn else { return false }
    return ChainComparison(chain: pair.chain).confirmation(of: 0, on: drawn.states)
      != nil
  }

  /// Whether the two sides agree on networks whose layers are equally wide, where an index may run over two layers and
  /// matrices of different layers can be multiplied.
  private var followsOnEqualWidths: Bool {
    // Widths that are written would all be the same number.
    let widths = [link, link + 1].map { checker.statement.sides[$0].widthsWritten }
    guard checker.settings.widths == nil, widths[0] == widths[1] else { return false }
    var settings = checker.settings
    settings.convention.hasEqualWidths = true
    let pair = reading.pair(link, link + 1, settings)
    guard let depth = pair.chain.constraints.smallestDepth, depth <= LayerConstraints.deepestDrawn else {
      return false
    }
    settings.widths = [Int](repeating: max(3, pair.chain.smallestWidth), count: max(3, depth) + 1)
    guard pair.chain.linkProblems[0] == nil,
      let drawn = DrawnStates(reading.networkKind, chain: pair.chain, settings: settings)
    else { return false }
    return ChainComparison(chain: pair.chain).confirmation(of: 0, on: drawn.states)
      != nil
  }

  /// What is wrong with the side behind the link, where the one before it has no meaning.
  private var comparison: Diagnosis {
    let nonsense = "Step \(link + 1) has no meaning: step \(link + 2) cannot be compared with it."
    let silence = Diagnosis(name: .other, message: nonsense, range: checker.statement.sides[link + 1].range)
    guard var found = fromTheStart else { return silence }
    // What has no meaning either is explained where an explanation was confirmed.
    if case .failure = reading.chain.sides[link + 1], found.repair == nil { return silence }
    found.message = nonsense + " Compared with step \(start + 1): " + found.message
    return found
  }

  // MARK: - Seen from the start

  /// A report with the repair that is true from the start of the chain, where there is one; else it says that the
  /// repair is not.
  func seenFromTheStart(_ report: LinkReport) -> LinkReport {
    guard report.outcome == .fails || report.outcome == .illTyped, let own = report.diagnosis else {
      return report
    }
    var report = report
    let before =
      "This follows step \(link + 1) as it is written, which "
      + (isConditional ? "holds only under a condition" : "is wrong itself")
    guard var found = fromTheStart, found.repair != nil else {
      if own.repair != nil {
        report.diagnosis?.message += " \(before)."
      }
      return report
    }
    if !own.hasSmallRepair || found.hasSmallRepair && found.changes < own.changes {
      found.message = "Compared with step \(start + 1), where the chain is still true: " + found.message
      report.diagnosis = found
    } else {
      report.diagnosis?.message +=
        " \(before); what is offered agrees with step \(start + 1)."
      let isForHiddenLayers = found.message.hasSuffix(Diagnosis.forHiddenLayers)
      report.diagnosis?.message += isForHiddenLayers ? Diagnosis.forHiddenLayers : ""
      report.diagnosis?.offer(found)
    }
    return report
  }

  /// What is wrong with the side behind the link, compared with the last one that is true.
  private var fromTheStart: Diagnosis? {
    let pair = reading.pair(start, link + 1)
    let explanation = ValueDiagnosis(reading: pair, link: 0)
    let drawn = pair.drawn
    if case .failure(let problem) = pair.chain.sides[1] { return explanation.diagnosis(of: problem, drawn) }
    if let problem = pair.chain.linkProblems[0] { return explanation.diagnosis(of: problem, drawn) }
    guard let drawn else { return nil }
    var judges = ChainComparison(chain: pair.chain)
    judges.link = 0
    let tally = judges.tallies(on: drawn.states)[0]
    guard tally.outcome(relation: pair.judged.relations[0]) == .fails else { return nil }
    return explanation.diagnosis(tally, drawn)
  }
}

extension Reading {
  /// Two sides of the chain as its first link; the others stay behind, so that both mean what they mean in the chain.
  fileprivate func pair(_ left: Int, _ right: Int, _ settings: Settings? = nil) -> Reading {
    let others = judged.sides.indices.filter { $0 != left && $0 != right }
    var statement = judged
    statement.sides = [judged.sides[left], judged.sides[right]] + others.map { judged.sides[$0] }
    statement.relations = statement.sides.dropFirst().map { _ in .equal }
    statement.notes = [:]
    return Reading(
      statement, settings: settings ?? self.settings, networkKind: networkKind, layout: layout)
  }

  /// Networks on which its sides have values; nil where there are none.
  fileprivate var drawn: DrawnStates? { DrawnStates(networkKind, chain: chain, settings: settings) }
}

extension Expression {
  /// The layers whose widths stand in it.
  fileprivate var widthsWritten: Set<Layer> {
    var found: Set<Layer> = []
    _ = contains { node in
      if case .width(let layer) = node { found.insert(layer) }
      return false
    }
    return found
  }
}

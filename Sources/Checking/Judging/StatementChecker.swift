import Formula
import Network

/// The verdict on a chain in one reading: each link judged alone, then the whole.
struct StatementChecker {
  private(set) var settings: Settings
  private(set) var statement: Statement
  let layout: Lowering.GradientLayout
  /// The text the statement was read from.
  let source: SourceText
  /// How much is done.
  var effort = Effort.explanation

  /// How much is done for a claim.
  enum Effort {
    /// Two networks and one judge: whether a reading is worth judging.
    case glance
    /// Whether it holds.
    case verdict
    /// Also why it does not hold, and under what condition it does.
    case explanation
  }

  var explains: Bool { effort == .explanation }

  init(settings: Settings, statement: Statement, layout: Lowering.GradientLayout, source: SourceText) {
    self.settings = settings.namingLayers(as: statement)
    self.layout = layout
    self.source = source
    let isNewValue = statement.sides.contains(where: \.isUpdate)
    var statement = statement.readingUpdates.choosingLayers
    if statement.sides.contains(where: \.isUpdate) {
      // The step stays as long as it is, whatever is changed in a formula to mend it.
      let rate = Lowering.learningRate(of: statement.sides, cost: settings.convention.cost)
      // An arrow may take a step of length 1, and so may Δw; a new value that is said to equal something has a rate.
      let lacksRate = if case .number = rate.node { isNewValue } else { false }
      statement.learningRate = lacksRate ? Expression(.symbol(Symbol("\\alpha"))) : rate
    }
    // On a network of given depth layer 3 may be layer L: counted from there, they are the same.
    self.statement =
      settings.widths.map { statement.countingLayersFromOutput(depth: $0.count - 1) } ?? statement
  }

  /// The first so many broken links are explained; a chain of a hundred is not broken for a hundred reasons.
  private static let explainedLinks = 3

  /// Diagnoses of a side that is right but for a constant.
  private static let constants: Set<DiagnosisName> = [.missingFactor2, .wrongNormalisation, .signError]

  /// Judges every link and the whole.
  ///
  /// A formula that says what ReLU′ is at zero without naming ε has chosen a slope; it is right when one choice
  /// makes it so. Dots that leave a choice of layers are written out.
  func result() -> StatementReport {
    let names = statement.newNames
    guard names.isEmpty else {
      var checker = self
      checker.statement = statement.leavingOut(names)
      var result = checker.result()
      result.links = links(result.links, with: names, in: statement)
      // A new name has the value of the side before it.
      let places = statement.sides.indices.map { side in
        side - names.count { $0 <= side }
      }
      result.reading.show(statement, places: places)
      result.conditional?.show(statement, places: places)
      return result
    }
    return result(of: statement.instancesOfEllipses(convention: settings.convention)) ?? resultAsWritten()
  }

  /// The verdict on the statement itself.
  func resultAsWritten() -> StatementReport {
    let networkKind = NetworkKind(settings, for: statement)
    var first: StatementReport?
    if !statement.sides.contains(where: \.speaksOfZero) || statement.sides.contains(where: \.namesSlopeAtZero)
    {
      first = result(networkKind)
    }
    if let first, networkKind.activation != .relu || !networkKind.includesZeros || first.outcome == .holds {
      return first
    }
    if statement.sides.contains(where: \.namesSlopeAtZero) || networkKind.activation != .relu {
      return first ?? result(networkKind)
    }
    for slope in [0, 1, 0.5] {
      var chosen = networkKind
      chosen.slopeAtZero = slope
      var result = self.result(chosen)
      if result.outcome == .holds || result.outcome == .definition {
        result.choose(.slopeChosen, about: [slope == 0.5 ? "½" : slope == 0 ? "0" : "1"])
        return result
      }
      // A constant that is wrong with one choice says more than whatever is wrong with another.
      let isWrongConstant = result.diagnosis.map { Self.constants.contains($0.name) } ?? false
      if first == nil || isWrongConstant { first = result }
    }
    return first ?? result(networkKind)
  }

  private func result(_ networkKind: NetworkKind) -> StatementReport {
    let reading = Reading(statement, settings: settings, networkKind: networkKind, layout: layout)
    guard !statement.relations.isEmpty else {
      return StatementReport(
        reading: reading, outcome: .notAClaim, links: [],
        diagnosis: Diagnosis(
          name: .saysNothing,
          message: "This is a single expression: there is nothing to compare it with. Write A = B."))
    }
    let chain = reading.chain
    let messages = TypeMessages(notation: settings.convention.notation)
    var links: [LinkReport] = []
    var sharesBiases = false
    let structural = statement.relations.indices.map { structuralVerdict($0, chain, messages) }
    // An index on the right side only is none that is missing where the sides agree, whichever it is.
    let open = statement.relations.indices.filter {
      structural[$0] == nil || structural[$0]?.outcome == .illTyped && chain.hasOnlyLeftoverIndex($0)
    }
    var tallies: [Int: LinkTally] = [:]
    var drawn: DrawnStates?
    if !open.isEmpty {
      let states = DrawnStates(
        networkKind, chain: chain, settings: settings, networks: effort == .glance ? 2 : 5)
      drawn = states
      if let states {
        var comparison = ChainComparison(chain: chain)
        comparison.usesDifferences = effort != .glance
        comparison.stopsWhenRefuted = effort != .explanation
        if settings.widths == nil { comparison.budget = ChainComparison.budgetOfDrawn }
        let all = comparison.tallies(on: states.states)
        for link in open { tallies[link] = all[link] }
      }
    }
    for link in statement.relations.indices {
      let explains = explains && !settings.workOfExplanation.isSpent
      let isEqual = tallies[link]?.outcome(relation: statement.relations[link]) == .holds
      let later =
        explains && !isEqual && (structural[link] == nil || structural[link]?.outcome == .illTyped)
        ? LaterLink(link, behind: links, checker: self, reading) : nil
      if let known = later?.knownReport(tallies[link], drawn) {
        links.append(known)
        continue
      }
      if var verdict = structural[link], verdict.outcome != .illTyped || !isEqual {
        if verdict.outcome == .illTyped, explains || settings.convention.mayShareBiases,
          let conditional = condition(
            [.sharedBiases], explaining: link, reading, networkKind, isLastResort: false)
        {
          // b^l without a unit: one for the layer.
          let isUsual = settings.convention.mayShareBiases
          verdict = blank(link, isUsual ? .holds : .holdsIf)
          verdict.condition = isUsual ? nil : conditional.description
          verdict.reading = conditional.reading
          sharesBiases = sharesBiases || isUsual
        } else if explains, verdict.outcome == .illTyped || verdict.outcome == .undecided,
          let problem = typeProblem(of: link, chain)
        {
          let states = drawn ?? DrawnStates(networkKind, chain: chain, settings: settings.explaining)
          let conditional = condition(onNetworks: link, reading, networkKind)
          let isOpen = verdict.outcome == .illTyped || problem.isUnsupported
          if conditional != nil { verdict = blank(link, .holdsIf) }
          verdict.condition = conditional?.description
          verdict.reading = conditional?.reading
          if isOpen || conditional != nil {
            verdict.diagnosis = ValueDiagnosis(reading: reading.explaining, link: link).diagnosis(
              of: problem, states)
          }
        }
        links.append(later?.seenFromTheStart(verdict) ?? verdict)
      } else if let tally = tallies[link], let drawn {
        let isExplained = explains && links.filter { $0.witness != nil }.count < Self.explainedLinks
        let report = judged(
          link, tally, drawn, reading, networkKind, messages, isExplained: isExplained)
        links.append(isExplained ? later?.seenFromTheStart(report) ?? report : report)
      } else {
        var report = blank(link, .illTyped)
        if explains {
          report.diagnosis = ValueDiagnosis(reading: reading.explaining, link: link).diagnosis(
            of: TypeProblem(.noSuchLayer, at: statement.range), nil)
        }
        links.append(report)
      }
    }
    var result = whole(links, reading)
    if sharesBiases { result.choose(.sharedBias) }
    return result
  }

  // MARK: - One link

  func blank(_ link: Int, _ outcome: Outcome) -> LinkReport {
    let right = settings.convention.notation.namingLayers(in: statement.sides[link + 1])
    return LinkReport(
      left: settings.convention.notation.namingLayers(in: statement.sides[link]), right: right,
      relation: statement.relations[link], outcome: outcome,
      range: right.range, note: statement.notes[link + 1])
  }

  /// The same, drawing from what explanations may take.
  var explaining: StatementChecker {
    var checker = self
    checker.settings = settings.explaining
    return checker
  }

  private func judged(
    _ link: Int, _ tally: LinkTally, _ drawn: DrawnStates, _ reading: Reading, _ networkKind: NetworkKind,
    _ messages: TypeMessages, isExplained: Bool
  ) -> LinkReport {
    let chain = reading.chain
    let relation = statement.relations[link]
    var report = blank(link, tally.outcome(relation: relation))
    report.maxRelativeDifference = tally.maxRelativeDifference
    report.evidence = drawn.evidence(of: tally, chain: chain, link: link, statement: statement)
    switch report.outcome {
    case .fails:
      if let verdict = undecidedArrow(link, chain, networkKind) { return verdict }
      report.witness = tally.difference.map { drawn.witness($0, chain) }
      guard isExplained else { return report }
      let diagnosis = ValueDiagnosis(reading: reading.explaining, link: link).diagnosis(tally, drawn)
      if diagnosis.name == .other, !diagnosis.hasSmallRepair, let verdict = verdictOnUnknownName(link, chain)
      {
        return verdict
      }
      report.diagnosis = diagnosis
      // Where only a constant is wrong, a condition that takes away what the formula is about says less than that.
      let isWrongConstant = Self.constants.contains(diagnosis.name)
      if let conditional = condition(explaining: link, reading, networkKind, isLastResort: !isWrongConstant) {
        let condition = conditional.description
        report.outcome = .holdsIf
        report.condition = condition
        report.reading = conditional.reading
        let namesTarget = report.right.quantities.contains { $0.role == .target }
        if conditional.reading.condition == .trueClass, diagnosis.name == .other, !namesTarget {
          report.diagnosis?.name = .trueClassOnly
        }
        // What is wrong in general comes first, the condition last.
        report.diagnosis?.message +=
          " As written it holds only under a condition, confirmed by both judges on networks drawn anew: \(condition)."
      }
    case .undecided:
      report.diagnosis = undecidedReason(tally, messages)
    case .holds:
      if let verdict = verdictOnCapital(link, chain) { return verdict }
      if relation == .defined, !report.left.isUpdate { report.outcome = .definition }
      if tally.errors.contains(.slopeOfSoftmax) {
        // A general layer may be the last one, where σ′ of one unit means nothing.
        report.outcome = .holdsIf
        report.condition = ClaimCondition.hiddenLayersDescription
        report.reading = reading.keepingBelowOutput(1, .hiddenLayers)
      }
    case .holdsIf, .illTyped, .unreadable, .definition, .notAClaim: break
    }
    return report
  }

  /// The first condition under which the link holds, in words, and how the statement is read under it.
  private func condition(
    _ conditions: [ClaimCondition] = ClaimCondition.all, explaining link: Int, _ reading: Reading,
    _ networkKind: NetworkKind, isLastResort: Bool
  ) -> (description: String, reading: Reading)? {
    let settings = settings.explaining
    for condition in conditions where isLastResort || !condition.isDegenerate {
      if settings.work.isSpent { return nil }
      guard
        let restriction = condition.restriction(
          of: statement, link: link, reading.chain, networkKind, settings)
      else { continue }
      let restricted = reading.explaining.restricted(by: restriction, condition)
      let chain = restricted.chain
      if restriction.changesMeaning {
        guard case .success = chain.sides[link], case .success = chain.sides[link + 1],
          chain.linkProblems[link] == nil
        else { continue }
      }
      // Not refuted by the engine on two networks; then confirmed by both judges, on networks drawn anew.
      let isConfirmed = [2, 5].allSatisfy { networks in
        var settings = restriction.settings
        if networks == 5 { settings.seed = settings.seed &+ 7919 }
        guard
          let drawn = DrawnStates(
            restriction.networkKind, chain: chain, settings: settings, networks: networks)
        else { return false }
        var comparison = ChainComparison(chain: chain)
        comparison.onlyTrueClass = restriction.networkKind.onlyTrueClass
        comparison.budget = ChainComparison.budgetOfDrawn
        comparison.stopsWhenRefuted = true
        comparison.link = link
        guard networks == 2 else { return comparison.confirmation(of: link, on: drawn.states) != nil }
        comparison.usesDifferences = false
        return comparison.tallies(on: drawn.states)[link].differing == 0
      }
      if isConfirmed { return (restriction.description, restricted) }
    }
    return nil
  }

  /// The network of which a link without meaning holds: one whose last layer has the number that is written; with one output; with one unit in each layer, where weights are written as numbers, w and not W.
  private func condition(onNetworks link: Int, _ reading: Reading, _ networkKind: NetworkKind) -> (
    description: String, reading: Reading
  )? {
    guard let problem = typeProblem(of: link, reading.chain) else { return nil }
    var conditions: [ClaimCondition] = []
    if problem.isAboutShapes || problem.isAboutRanges { conditions.append(.numberedLastLayer) }
    if problem.isAboutShapes { conditions.append(.oneOutput) }
    if problem.isAboutShapes, writesWeightsAsNumbers { conditions.append(.oneUnitInEachLayer) }
    return condition(conditions, explaining: link, reading, networkKind, isLastResort: true)
  }

  /// Whether every whole weight is written with the letter of a single one.
  private var writesWeightsAsNumbers: Bool {
    guard let pattern = settings.convention.notation.patterns[.weight], pattern.letter != pattern.wholeLetter
    else { return false }
    func isNumber(_ expression: Expression) -> Bool {
      if case .quantity(let quantity) = expression.node, quantity.role == .weight, quantity.indices.isEmpty {
        return source.text(expression.range).contains(pattern.letter)
      }
      return expression.children.allSatisfy(isNumber)
    }
    return statement.sides.allSatisfy(isNumber)
  }

  private func undecidedReason(_ tally: LinkTally, _ messages: TypeMessages) -> Diagnosis {
    let message: String
    if tally.judgesDisagree {
      message = "Backpropagation and finite differences disagree here, so nothing is claimed."
    } else if let error = tally.errors.first {
      message = EvaluationMessages.sentence(error)
    } else if tally.informative < LinkTally.quorum, tally.unclear > 0 {
      message = "Terms far larger than the result cancel: rounding hides whether the sides agree."
    } else if tally.informative < LinkTally.quorum {
      message =
        "Both sides vanish or are undefined almost everywhere on the networks tried: that decides nothing."
    } else {
      message = "The difference of the sides is too small to call one and too large for rounding."
    }
    return Diagnosis(name: .other, message: message)
  }
}

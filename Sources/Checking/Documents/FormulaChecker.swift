import Formula

/// The verdict on one formula over all its readings, with what the text around it has said.
struct FormulaChecker {
  let settings: Settings
  /// The formula as written.
  let latex: String
  /// Where it begins in the text.
  let offset: Int
  /// What was defined before.
  var glossary = Glossary()
  /// Conditions in the prose around it.
  var conditions: [Condition] = []
  /// The prose says that something is defined here.
  var isDeclared = false
  /// The prose says that hidden layers are meant.
  var isAboutHiddenLayers = false
  /// The text has said that its vectors are rows.
  var mayBeRows = false

  init(settings: Settings, latex: String, offset: Int) {
    self.init(continuing: settings.forNextFormula, latex: latex, offset: offset)
  }

  /// A checker that draws from what the settings have left.
  init(continuing settings: Settings, latex: String, offset: Int) {
    self.settings = settings
    self.latex = latex
    self.offset = offset
  }

  private var range: SourceRange { SourceRange(offset, offset + latex.utf8.count) }
  private var notation: Notation { settings.convention.notation }

  /// A reading with the verdict on it.
  private typealias Judged = (verdict: ReadingVerdict, choices: Set<Choice>, statements: [Statement])

  /// The verdict over all readings: the usual one, unless only another one has a meaning or is true.
  func report(_ reading: ReadFormula, id: String = "") -> ClaimReport {
    let readings = reading.alternatives.map {
      (
        choices: $0.choices,
        statements: $0.statements.map { $0.readingCountsAsLoss(notation).namingGradients }
      )
    }
    // Explaining is dear: among several readings, first see whether one is true.
    var best = readings.count > 1 ? self.best(of: readings, .verdict) : nil
    if best?.verdict.outcome != .holds, best?.verdict.outcome != .definition {
      best = self.best(of: readings, .explanation)
    }
    // A row of weights is only meant where it gives the formula a meaning; else an index is missing.
    let lacksIndex =
      best?.choices.contains(.weightOfOneIndexIsRow) == true && !reading.problems.isEmpty
      && best?.verdict.outcome != .holds && best?.verdict.outcome != .fails
    guard let best, !lacksIndex else {
      return ClaimReport(
        id: id, range: range, latex: latex, outcome: .unreadable, links: [], problems: reading.problems)
    }
    let verdict = best.verdict
    var report = ClaimReport(
      id: id, range: range, latex: latex, statement: verdict.statement, outcome: verdict.outcome,
      condition: verdict.condition, links: verdict.links, evidence: verdict.evidence,
      diagnosis: verdict.diagnosis)
    report.notes = verdict.notes
    report.operations = settings.work.done + settings.workOfExplanation.done
    report.isReadWithDefinitions = verdict.usesDefinitions
    if let letter = lossLetter(in: best.statements) {
      report.notes.append("\(letter) is read as the cost here, not as a number of layers or examples.")
    }
    if verdict.outcome == .holds || best.choices == [.starIsElementwise] {
      report.notes += best.choices.sorted().map(ReadingVerdict.sentence)
    }
    return report
  }

  private func best(
    of readings: [(choices: Set<Choice>, statements: [Statement])], _ effort: StatementChecker.Effort
  ) -> Judged? {
    var best: Judged?
    for (choices, statements) in readings {
      // No reading but a true one is preferred to the usual, unless that has no meaning.
      if effort == .explanation, let best, best.verdict.outcome != .illTyped { break }
      let verdict = self.verdict(on: statements, effort)
      // Bare z and a are one unit's; vectors only where they cannot be that.
      if choices.contains(.bareLettersAreVectors), best?.verdict.outcome == .fails,
        statements.contains(where: \.appliesActivation)
      {
        continue
      }
      // Powers of one are no layers: what they make the same says nothing against the usual reading.
      if choices.contains(.superscriptIsPower), verdict.outcome == .definition,
        best?.verdict.outcome == .fails
      {
        continue
      }
      // Where * has no meaning as a product, it is ⊙, whatever comes out.
      let isOnlyMeaning =
        choices == [.starIsElementwise] && verdict.outcome == .fails && best?.verdict.outcome == .illTyped
      if best == nil || isOnlyMeaning || verdict.isBetter(than: best?.verdict) {
        best = (verdict, choices, statements)
      }
      if best?.verdict.outcome == .holds { break }
    }
    return best
  }

  /// The definitions that the formula makes, for the formulas behind it.
  func definitions(in reading: ReadFormula) -> [Definition] {
    guard let statements = reading.alternatives.first?.statements else { return [] }
    return statements.compactMap { statement in
      let isJudged = statement.sides.first.map(glossary.defines) == true && !isDeclared
      guard !isJudged else { return nil }
      return Definition(statement, notation: notation, isDeclared: isDeclared)
    }
  }

  /// The letter of layers or examples that stands where only the cost can be meant; nil if none does.
  private func lossLetter(in statements: [Statement]) -> String? {
    let source = SourceText(latex, offset: offset)
    let counts = [notation.outputLetter, notation.exampleCountLetter]
    let costs =
      [notation.patterns[.cost]?.letter] + notation.aliases.filter { $0.role == .cost }.map(\.letter)
    guard !counts.contains(where: costs.contains) else { return nil }
    func letter(in expression: Expression) -> String? {
      if case .quantity(let quantity) = expression.node,
        quantity.role == .cost || quantity.role == .batchCost,
        let found = counts.first(where: { source.text(expression.range).hasPrefix($0) })
      {
        return found
      }
      return expression.children.lazy.compactMap(letter).first
    }
    return statements.lazy.flatMap(\.sides).compactMap(letter).first
  }

  // MARK: - One reading

  /// The verdict on the statements of one reading, with definitions written out, and with conditions taken from
  /// the prose where they are needed.
  private func verdict(on written: [Statement], _ effort: StatementChecker.Effort) -> ReadingVerdict {
    let usual = verdict(on: written, effort, mayBeCost: false)
    // "…, where C_j = …" gives the parts of a cost its letter; only where the usual meaning makes no sense.
    guard usual.outcome == .illTyped, written.count > 1 else { return usual }
    let other = verdict(on: written, effort, mayBeCost: true)
    return other.isBetter(than: usual) ? other : usual
  }

  private func verdict(
    on written: [Statement], _ effort: StatementChecker.Effort, mayBeCost: Bool
  ) -> ReadingVerdict {
    var known = glossary
    // "e_j = …, … = 2e_j" and "…, where C_j = …": what a display defines holds for all of it.
    let local = written.enumerated().map { place, statement -> Definition? in
      let mayBeCost = mayBeCost && place > 0
      return written.count > 1
        ? Definition(statement, notation: notation, isDeclared: mayBeCost, mayBeCost: mayBeCost) : nil
    }
    for definition in local.compactMap({ $0 }) { known.add(definition) }
    if written.count == 1, isDeclared, let only = written.first, case .quantity? = only.sides.first?.node,
      Definition(only, notation: notation, isDeclared: true) != nil
    {
      return verdict(defining: only, effort)
    }
    var used: [Expression] = []
    // A cost's letter that is given another meaning states nothing itself.
    let written = written.enumerated().filter { place, _ in
      !(mayBeCost && place > 0 && local[place] != nil)
    }.map(\.element)
    let statements = written.map { statement -> Statement in
      let isDefinition = Definition(statement, notation: notation, isDeclared: isDeclared) != nil
      let isKnown = statement.sides.first.map(glossary.defines) == true
      guard !isDefinition || isKnown && !isDeclared, let expanded = known.writingOut(statement) else {
        return statement
      }
      used += expanded.used.filter { !used.contains($0) }
      return mayBeCost ? expanded.statement.aboutOneExample(notation) : expanded.statement
    }
    let source = SourceText(latex, offset: offset)
    var verdict = ReadingVerdict(statements, settings: settings, source: source, effort)
    if verdict.outcome != .holds, !conditions.isEmpty {
      let limited = statements.map { statement in
        var limited = statement
        limited.conditions += conditions
        return limited
      }
      let other = ReadingVerdict(limited, settings: settings, source: source, effort)
      if other.outcome == .holds {
        verdict = other
        verdict.notes.append("Judged under the condition that the text states beside it.")
      }
    }
    if mayBeRows, verdict.outcome == .illTyped {
      var across = settings
      across.convention.orientation = .rows
      let other = ReadingVerdict(statements, settings: across, source: source, effort)
      if other.isBetter(than: verdict) || other.outcome == .fails {
        verdict = other
        verdict.notes.append("Read with vectors as rows, as the text says.")
      }
    }
    if isAboutHiddenLayers, verdict.outcome == .holdsIf,
      verdict.condition == ClaimCondition.hiddenLayersDescription
    {
      verdict.outcome = .holds
      verdict.condition = nil
      verdict.diagnosis = nil
      verdict.notes.append("Judged for hidden layers, of which the text speaks.")
    }
    if !used.isEmpty, verdict.outcome == .undecided, written.count == 1, let name = written[0].sides.first,
      case .call(.other, _) = name.node, glossary.defines(name)
    {
      return ReadingVerdict(defining: written[0])
    }
    if !used.isEmpty { verdict.restore(written, from: statements) }
    if !used.isEmpty, verdict.outcome == .notAClaim, written.allSatisfy(\.hasDifferentSides) {
      // Both sides are one by what was defined; plain numbers are not compared.
      let isSame = statements.allSatisfy(\.hasSameSides)
      verdict.outcome = isSame ? .holds : .undecided
      verdict.diagnosis =
        isSame
        ? nil
        : Diagnosis(name: .other, message: "Both sides are plain numbers: this says nothing about a network.")
      for link in verdict.links.indices { verdict.links[link].outcome = verdict.outcome }
    }
    if !used.isEmpty, verdict.outcome != .definition {
      let printer = UnicodePrinter(notation: notation)
      let names = used.map { printer.print($0) }.joined(separator: ", ")
      let them = used.count == 1 ? "it" : "them"
      verdict.notes.append("Read with \(names) as the text defines \(them).")
      verdict.usesDefinitions = true
    }
    return verdict
  }
}

extension FormulaChecker {
  /// The verdict on a chain whose first link gives a letter of the notation a meaning of the text's own: the other
  /// links are claims about that.
  private func verdict(defining statement: Statement, _ effort: StatementChecker.Effort) -> ReadingVerdict {
    var verdict = ReadingVerdict(defining: statement)
    guard statement.sides.count > 2 else { return verdict }
    var rest = statement
    rest.sides.removeFirst()
    rest.relations.removeFirst()
    rest.notes = [:]
    let judged = ReadingVerdict(
      [rest], settings: settings, source: SourceText(latex, offset: offset), effort)
    verdict.links = Array(verdict.links.prefix(1)) + judged.links
    if judged.outcome != .holds, judged.outcome != .notAClaim {
      verdict.outcome = judged.outcome
      verdict.condition = judged.condition
      verdict.diagnosis = judged.diagnosis
    }
    verdict.evidence = judged.evidence
    verdict.notes = judged.notes
    return verdict
  }
}

extension Statement {
  /// Whether σ is applied somewhere.
  fileprivate var appliesActivation: Bool {
    sides.contains { side in
      side.contains { if case .call(.activation, _) = $0 { true } else { false } }
    }
  }

  /// The statement about one example, where nothing in it speaks of examples any more.
  fileprivate func aboutOneExample(_ notation: Notation) -> Statement {
    guard notation.patterns[.batchCost] == nil, !sides.contains(where: \.speaksOfExamples) else {
      return self
    }
    var result = self
    result.sides = sides.map { side in
      side.mapped { node in
        guard case .quantity(var quantity) = node, quantity.role == .batchCost else { return node }
        quantity.role = .cost
        return .quantity(quantity)
      }
    }
    return result
  }

  /// Whether all sides are one expression.
  fileprivate var hasSameSides: Bool {
    relations.indices.allSatisfy { sides[$0].simplified.isSame(as: sides[$0 + 1].simplified) }
  }

  /// Whether all links are equations, none with the same expression on both sides.
  fileprivate var hasDifferentSides: Bool {
    !relations.isEmpty
      && relations.indices.allSatisfy { relations[$0] == .equal && sides[$0] != sides[$0 + 1] }
  }
}

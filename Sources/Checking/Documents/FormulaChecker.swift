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
  private struct Judged {
    let verdict: FormulaVerdict
    let ways: [Way]
    let statements: [Statement]
    /// It was preferred to the usual reading.
    let isPreferred: Bool
  }

  /// The verdict over all readings: the usual one, unless only another one has a meaning or is true.
  func report(_ reading: ReadFormula, id: String = "") -> ClaimReport {
    let readings = reading.alternatives.map {
      (
        choices: $0.choices,
        statements: $0.statements.map { $0.readingCountsAsLoss(notation).namingGradients }
      )
    }
    let hasUsual = reading.problems.isEmpty
    // Explaining is dear: among several readings, first see whether one is true.
    var best = readings.count > 1 ? self.best(of: readings, hasUsual: hasUsual, .verdict) : nil
    if best?.verdict.outcome != .holds, best?.verdict.outcome != .definition {
      best = self.best(of: readings, hasUsual: hasUsual, .explanation)
    }
    guard let best else {
      return ClaimReport(
        id: id, range: range, latex: latex, outcome: .unreadable, links: [], problems: reading.problems)
    }
    var verdict = best.verdict
    if let letter = lossLetter(in: best.statements) { verdict.choose(.letterIsCost, about: [letter]) }
    if verdict.outcome == .holds || best.isPreferred { for way in best.ways { verdict.choose(way) } }
    var report = ClaimReport(verdict, id: id, range: range, latex: latex)
    report.operations = settings.work.done + settings.workOfExplanation.done
    return report
  }

  private func best(
    of readings: [(choices: Set<Choice>, statements: [Statement])], hasUsual: Bool,
    _ effort: StatementChecker.Effort
  ) -> Judged? {
    var best: Judged?
    for (choices, statements) in readings {
      let usual = best?.verdict.outcome ?? .unreadable
      // No reading but a true one is preferred to the usual, unless that has no meaning.
      if effort == .explanation, best != nil, usual != .illTyped { break }
      let verdict = self.verdict(on: statements, effort)
      let ways = choices.sorted().map(Way.init)
      let isUsual = best == nil && hasUsual
      let attempt = Way.Attempt(outcome: verdict.outcome, usual: usual, statements: statements)
      guard isUsual || Preference.prefers(ways, attempt) else { continue }
      best = Judged(verdict: verdict, ways: ways, statements: statements, isPreferred: !isUsual)
      if verdict.outcome == .holds { break }
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
  private func verdict(on written: [Statement], _ effort: StatementChecker.Effort) -> FormulaVerdict {
    let usual = verdict(on: written, effort, mayBeCost: false)
    // "…, where C_j = …" gives the parts of a cost its letter; only where the usual meaning makes no sense.
    guard usual.outcome == .illTyped, written.count > 1 else { return usual }
    let other = verdict(on: written, effort, mayBeCost: true)
    let attempt = Way.Attempt(outcome: other.outcome, usual: usual.outcome, statements: written)
    return Preference.prefers([.definitions], attempt) ? other : usual
  }

  private func verdict(
    on written: [Statement], _ effort: StatementChecker.Effort, mayBeCost: Bool
  ) -> FormulaVerdict {
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
    var verdict = FormulaVerdict(statements, settings: settings, source: source, effort)
    if verdict.outcome != .holds, !conditions.isEmpty {
      let limited = statements.map { statement in
        var limited = statement
        limited.conditions += conditions
        return limited
      }
      let other = FormulaVerdict(limited, settings: settings, source: source, effort)
      if other.outcome == .holds {
        verdict = other
        verdict.choose(.conditionBeside)
      }
    }
    if mayBeRows, verdict.outcome == .illTyped {
      var across = settings
      across.convention.orientation = .rows
      let other = FormulaVerdict(statements, settings: across, source: source, effort)
      let attempt = Way.Attempt(
        outcome: other.outcome, usual: verdict.outcome, statements: statements)
      if Preference.prefers([.rowsOfText], attempt) {
        verdict = other
        verdict.choose(.rowsOfText)
      }
    }
    if isAboutHiddenLayers, var report = verdict.decisive, report.outcome == .holdsIf,
      report.restsOnly(on: .hiddenLayers)
    {
      report.holdUnderItsCondition()
      report.choose(.hiddenLayersMeant)
      verdict.decisive = report
    }
    if !used.isEmpty, verdict.outcome == .undecided, written.count == 1, let name = written[0].sides.first,
      case .call(.other, _) = name.node, glossary.defines(name)
    {
      return FormulaVerdict([StatementReport(defining: written[0], settings: settings)])
    }
    if !used.isEmpty {
      for (place, statement) in written.enumerated() { verdict.statements[place].show(statement) }
    }
    if !used.isEmpty, verdict.outcome == .notAClaim, written.allSatisfy(\.hasDifferentSides) {
      // Both sides are one by what was defined; plain numbers are not compared.
      let isSame = statements.allSatisfy(\.hasSameSides)
      let numbers = Diagnosis(
        name: .other, message: "Both sides are plain numbers: this says nothing about a network.")
      for place in verdict.statements.indices {
        verdict.statements[place].settle(isSame ? .holds : .undecided, isSame ? nil : numbers)
      }
    }
    if !used.isEmpty, verdict.outcome != .definition {
      let printer = UnicodePrinter(notation: notation)
      let names = used.map { printer.print($0) }.joined(separator: ", ")
      let them = used.count == 1 ? "it" : "them"
      verdict.choose(.definitions, about: [names, them])
      for place in verdict.statements.indices { verdict.statements[place].define(used) }
    }
    return verdict
  }
}

extension FormulaChecker {
  /// The verdict on a chain whose first link gives a letter of the notation a meaning of the text's own: the other
  /// links are claims about that.
  private func verdict(defining statement: Statement, _ effort: StatementChecker.Effort) -> FormulaVerdict {
    let definition = StatementReport(defining: statement, settings: settings)
    guard statement.sides.count > 2 else { return FormulaVerdict([definition]) }
    var rest = statement
    rest.sides.removeFirst()
    rest.relations.removeFirst()
    rest.notes = [:]
    let judged = FormulaVerdict(
      [rest], settings: settings, source: SourceText(latex, offset: offset), effort)
    guard var report = judged.decisive else { return FormulaVerdict([definition]) }
    report.links = Array(definition.links.prefix(1)) + report.links
    if report.outcome == .notAClaim { report.settle(.definition, nil) }
    // The new name has the value of what stands behind it.
    let places = statement.sides.indices.map { max(0, $0 - 1) }
    report.reading.show(statement, places: places)
    report.conditional?.show(statement, places: places)
    return FormulaVerdict([report])
  }
}

extension Statement {
  /// Whether σ is applied somewhere.
  var appliesActivation: Bool {
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

import Formula
import Network

/// The verdict on a chain in one reading: each link judged alone, then the whole.
struct ClaimJudge {
  let settings: Settings
  let statement: Statement
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

  private var explains: Bool { effort == .explanation }

  init(settings: Settings, statement: Statement, layout: Lowering.GradientLayout, source: SourceText) {
    self.settings = settings
    self.layout = layout
    self.source = source
    let statement = statement.readingUpdates
    // On a network of given depth layer 3 may be layer L: counted from there, they are the same.
    self.statement =
      settings.widths.map { statement.countingLayersFromOutput(depth: $0.count - 1) } ?? statement
  }

  /// The first so many broken links are explained; a chain of a hundred is not broken for a hundred reasons.
  private static let explainedLinks = 3

  /// What came out.
  struct Result {
    var outcome: Outcome
    var condition: String?
    var links: [LinkReport]
    var evidence: Evidence?
    var diagnosis: Diagnosis?
    var notes: [String] = []
    /// Whether another layout of gradients could have made a difference.
    var dependsOnLayout = false
  }

  /// Judges every link and the whole.
  ///
  /// A formula that says what ReLU′ is at zero without naming ε has chosen a slope; it is right when one choice
  /// makes it so. Dots that leave a choice of layers are written out.
  func result() -> Result {
    result(of: statement.instancesOfEllipses(convention: settings.convention)) ?? resultAsWritten()
  }

  /// The verdict on the statement itself.
  func resultAsWritten() -> Result {
    let presumption = Presumption(settings, for: statement)
    var first: Result?
    if !statement.sides.contains(where: \.speaksOfZero) || statement.sides.contains(where: \.namesSlopeAtZero)
    {
      first = result(presumption)
    }
    if let first, presumption.activation != .relu || !presumption.includesZeros || first.outcome == .holds {
      return first
    }
    if statement.sides.contains(where: \.namesSlopeAtZero) || presumption.activation != .relu {
      return first ?? result(presumption)
    }
    for slope in [0, 1, 0.5] {
      var chosen = presumption
      chosen.slopeAtZero = slope
      var result = self.result(chosen)
      if result.outcome == .holds || result.outcome == .definition {
        result.notes.append(
          "At exactly zero this is the choice ReLU′(0) = \(slope == 0.5 ? "½" : slope == 0 ? "0" : "1").")
        return result
      }
      first = first ?? result
    }
    return first ?? result(presumption)
  }

  /// Names of the statement that are neither quantities nor rates, whose values are drawn.
  private var unknownNames: [String] {
    let known = ["z", "a", "x", "\\alpha", "\\eta", "\\lambda", "\\epsilon", "\\varepsilon", "\\mathbb{R}"]
    let names = statement.sides.reduce(into: Set<Symbol>()) { $0.formUnion($1.symbols) }.map(\.name)
    return names.filter { !known.contains($0) }.sorted()
  }

  private func result(_ presumption: Presumption) -> Result {
    guard !statement.relations.isEmpty else {
      return Result(
        outcome: .notAClaim, links: [],
        diagnosis: Diagnosis(
          name: .saysNothing,
          message: "This is a single expression: there is nothing to compare it with. Write A = B."))
    }
    let chain = LoweredChain(statement, convention: settings.convention, layout: layout)
    let messages = TypeMessages(notation: settings.convention.notation)
    var links: [LinkReport] = []
    var sharesBiases = false
    let open = statement.relations.indices.filter { structuralVerdict($0, chain, messages) == nil }
    var tallies: [Int: LinkTally] = [:]
    var drawn: DrawnStates?
    if !open.isEmpty {
      let states = DrawnStates(
        presumption, chain: chain, settings: settings, networks: effort == .glance ? 2 : 5)
      drawn = states
      if let states {
        var judge = ChainJudge(statement: statement, chain: chain)
        judge.usesDifferences = effort != .glance
        let all = judge.tallies(on: states.states)
        for link in open { tallies[link] = all[link] }
      }
    }
    for link in statement.relations.indices {
      if var verdict = structuralVerdict(link, chain, messages) {
        if verdict.outcome == .illTyped, explains || settings.convention.mayShareBiases,
          let condition = condition(
            [.sharedBiases], explaining: link, chain, presumption, isLastResort: false)
        {
          // b^l without a unit: one for the layer.
          let isUsual = settings.convention.mayShareBiases
          verdict = blank(link, isUsual ? .holds : .holdsIf)
          verdict.condition = isUsual ? nil : condition
          sharesBiases = sharesBiases || isUsual
        } else if verdict.outcome == .illTyped, explains, let problem = typeProblem(of: link, chain) {
          let states = drawn ?? DrawnStates(presumption, chain: chain, settings: settings)
          verdict.diagnosis = explanation(link, presumption).diagnosis(of: problem, states)
        }
        links.append(verdict)
      } else if let tally = tallies[link], let drawn {
        let isExplained = explains && links.filter { $0.witness != nil }.count < Self.explainedLinks
        links.append(judged(link, tally, drawn, chain, presumption, messages, isExplained: isExplained))
      } else {
        var report = blank(link, .illTyped)
        if explains {
          report.diagnosis = explanation(link, presumption).diagnosis(
            of: TypeProblem(.noSuchLayer, at: statement.range), nil)
        }
        links.append(report)
      }
    }
    var result = whole(links, chain)
    if sharesBiases { result.notes.append("A bias without a unit is read as one that the layer shares.") }
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

  // MARK: - One link

  private func blank(_ link: Int, _ outcome: Outcome) -> LinkReport {
    let right = statement.sides[link + 1]
    return LinkReport(
      left: statement.sides[link], right: right, relation: statement.relations[link], outcome: outcome,
      range: right.range, note: statement.notes[link + 1])
  }

  /// The verdict that needs no numbers: no meaning, a tautology, a definition; nil when numbers decide.
  private func structuralVerdict(_ link: Int, _ chain: LoweredChain, _ messages: TypeMessages) -> LinkReport?
  {
    let left = statement.sides[link]
    let right = statement.sides[link + 1]
    let relation = statement.relations[link]
    switch relation {
    case .element:
      return membership(link, messages)
    case .maps, .implies:
      return blank(link, .notAClaim)
    case .assigned:
      return blank(link, .definition)
    case .equal, .defined, .identical, .approximately, .notEqual, .less, .lessOrEqual, .greater,
      .greaterOrEqual,
      .proportional:
      break
    }
    // Which indices or values are meant: 1 ≤ j ≤ n, l = 1. Widths beside each other are a claim.
    let isSelection = left.namesIndex || right.namesIndex || left.isConstant && right.isConstant
    if left.isCount, right.isCount, isSelection {
      var report = blank(link, .notAClaim)
      report.diagnosis = Diagnosis(
        name: .saysNothing,
        message: left.isConstant && right.isConstant
          ? "Both sides are plain numbers: this says nothing about a network."
          : "This only says which indices or values are meant.", range: right.range)
      return report
    }
    if left.simplified.isSame(as: right.simplified) || left.isConstant && right.isConstant {
      // The same tree from different letters: x and a⁰, ŷ and a^L are one by the convention.
      var report = blank(link, isSpelledAlike(left, right) ? .notAClaim : .definition)
      if report.outcome == .notAClaim {
        report.diagnosis = Diagnosis(
          name: .saysNothing,
          message: left.isConstant
            ? "Both sides are plain numbers: this says nothing about a network."
            : "Both sides are the same expression: this says nothing.",
          range: right.range)
      }
      return report
    }
    if isDefinition(left, relation) || left.isData && (right.isConstantOrChoice || right.isArrayOfData) {
      return blank(link, .definition)
    }
    // C(a) = …: what follows is left open.
    if left.node == .ellipsis || right.node == .ellipsis { return blank(link, .notAClaim) }
    // w := w − α ∂C/∂w is an update: the left side is the new value.
    if relation == .defined, right.contains(where: { $0 == left.node }) { return blank(link, .definition) }
    return typeProblem(of: link, chain).map { illTyped(link, $0, messages) }
  }

  /// Why a link has no meaning.
  private func typeProblem(of link: Int, _ chain: LoweredChain) -> TypeProblem? {
    for case .failure(let problem) in [chain.sides[link], chain.sides[link + 1]] {
      // What cannot be evaluated may have no meaning anyway.
      let isNowhere = problem.isUnsupported && chain.constraints.smallestDepth == nil
      return isNowhere ? TypeProblem(.noSuchLayer, at: problem.range) : problem
    }
    return chain.linkProblems[link]
  }

  private func explanation(_ link: Int, _ presumption: Presumption) -> ValueDiagnosis {
    ValueDiagnosis(
      settings: settings, statement: statement, link: link, layout: layout, presumption: presumption)
  }

  private func illTyped(_ link: Int, _ problem: TypeProblem, _ messages: TypeMessages) -> LinkReport {
    var report = blank(link, problem.isUnsupported ? .undecided : .illTyped)
    report.diagnosis = messages.diagnosis(of: problem)
    return report
  }

  /// W^l ∈ ℝ^{n_l × n_{l−1}}: a statement of shape.
  private func membership(_ link: Int, _ messages: TypeMessages) -> LinkReport {
    guard let claimed = SymbolicShape(space: statement.sides[link + 1]) else {
      return blank(link, .notAClaim)
    }
    var lowering = Lowering(statement, convention: settings.convention)
    do throws(TypeProblem) {
      let shape = try lowering.shape(of: statement.sides[link])
      // A vector space has no rows or columns: ℝ^n fits a row of n as well.
      let fits = shape == claimed || shape.isVector && claimed.isVector && shape.length == claimed.length
      if fits { return blank(link, .holds) }
      return illTyped(
        link, TypeProblem(.shapes(.equation, shape, claimed), at: statement.sides[link + 1].range), messages)
    } catch {
      return illTyped(link, error, messages)
    }
  }

  /// A new symbol on the left: f₁(x) = x², α := 0.1.
  private func isDefinition(_ left: Expression, _ relation: Relation) -> Bool {
    switch left.node {
    case .symbol(let symbol):
      return symbol.name != "z" && symbol.name != "a"
    case .call(_, let arguments) where arguments.isEmpty: return true
    case .call(.other(let name, let primes), _):
      return (primes == 0 || relation == .defined) && !["tr", "det", "rank"].contains(name)
    case .product(let factors): return factors.first?.node == .symbol(Symbol("\\Delta"))
    case .gradient(of: _, by: nil): return true
    default: return false
    }
  }

  /// Whether no side uses another spelling of a quantity (x for a⁰, ŷ for a^L) that the other doesn't.
  private func isSpelledAlike(_ left: Expression, _ right: Expression) -> Bool {
    // C′(w) and dC/dw are one by definition.
    guard source.text(left.range).contains("'") == source.text(right.range).contains("'") else {
      return false
    }
    return settings.convention.notation.aliases.allSatisfy { alias in
      let letter = alias.letter.withoutBraces
      return source.text(left.range).withoutBraces.contains(letter)
        == source.text(right.range).withoutBraces.contains(letter)
    }
  }

  private func judged(
    _ link: Int, _ tally: LinkTally, _ drawn: DrawnStates, _ chain: LoweredChain, _ presumption: Presumption,
    _ messages: TypeMessages, isExplained: Bool
  ) -> LinkReport {
    let relation = statement.relations[link]
    var report = blank(link, tally.outcome(relation: relation))
    report.maxRelativeDifference = tally.maxRelativeDifference
    report.evidence = drawn.evidence(of: tally, chain: chain, link: link, statement: statement)
    switch report.outcome {
    case .fails:
      report.witness = tally.difference.map { drawn.witness($0, chain) }
      guard isExplained else { return report }
      let diagnosis = explanation(link, presumption).diagnosis(tally, drawn)
      report.diagnosis = diagnosis
      // Where only a constant is wrong, a condition that takes away what the formula is about says less than that.
      let isWrongConstant = [.missingFactor2, .wrongNormalisation, .signError].contains(diagnosis.name)
      if let condition = condition(explaining: link, chain, presumption, isLastResort: !isWrongConstant) {
        report.outcome = .holdsIf
        report.condition = condition
      }
    case .undecided:
      report.diagnosis = undecidedReason(tally, messages)
    case .holds:
      if relation == .defined { report.outcome = .definition }
    case .holdsIf, .illTyped, .unreadable, .definition, .notAClaim: break
    }
    return report
  }

  /// The first condition under which the link holds, in words.
  private func condition(
    _ conditions: [ClaimCondition] = ClaimCondition.allCases, explaining link: Int, _ chain: LoweredChain,
    _ presumption: Presumption, isLastResort: Bool
  ) -> String? {
    for condition in conditions where isLastResort || !condition.isDegenerate {
      guard
        let restriction = condition.restriction(of: statement, link: link, chain, presumption, settings)
      else { continue }
      var chain = chain
      if restriction.changesMeaning {
        chain = LoweredChain(
          restriction.statement, convention: restriction.settings.convention, layout: layout)
        guard case .success = chain.sides[link], case .success = chain.sides[link + 1],
          chain.linkProblems[link] == nil
        else { continue }
      }
      chain.constraints.layersBelowOutput = restriction.layersBelowOutput
      guard let drawn = DrawnStates(restriction.presumption, chain: chain, settings: restriction.settings)
      else { continue }
      var judge = ChainJudge(statement: restriction.statement, chain: chain)
      judge.usesDifferences = false
      judge.onlyTrueClass = restriction.presumption.onlyTrueClass
      let tally = judge.tallies(on: drawn.states)[link]
      if tally.outcome(relation: statement.relations[link]) == .holds { return restriction.description }
    }
    return nil
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

  // MARK: - The whole

  /// The chain's verdict: that of its worst link.
  private func whole(_ links: [LinkReport], _ chain: LoweredChain) -> Result {
    let order: [Outcome] = [.illTyped, .fails, .undecided, .holdsIf, .unreadable]
    var result = Result(outcome: .holds, links: links, dependsOnLayout: chain.dependsOnLayout)
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
    for (number, link) in links.enumerated()
    where link.outcome == .notAClaim && result.outcome != .notAClaim {
      if link.diagnosis?.name == .saysNothing {
        result.notes.append("Step \(number + 2) repeats the one before it.")
      }
    }
    if result.outcome != .holds, result.outcome != .definition, result.outcome != .notAClaim {
      let printer = UnicodePrinter(notation: settings.convention.notation)
      for name in unknownNames where chain.counts[Symbol(name)] == nil {
        let shown = printer.print(Expression(.symbol(Symbol(name))))
        result.notes.append("\(shown) is no quantity of this notation: it stands for any number.")
      }
    }
    for (symbol, range) in chain.counts.sorted(by: { $0.key.name < $1.key.name })
    where chain.symbolsWritten.contains(symbol) {
      let shown = UnicodePrinter(notation: settings.convention.notation).print(Expression(.symbol(symbol)))
      result.notes.append("\(shown) is read as the number of \(messages(range)).")
    }
    if chain.readsComponents {
      result.notes.append("Softmax of one unit's z is read as its component of softmax of the whole layer.")
    }
    if chain.usesUnmarkedExamples {
      result.notes.append(
        "Quantities without an example are read as those of the example that is summed over or named.")
    }
    let start = settings.convention.notation.firstUnit
    if chain.firstUnit != start {
      result.notes.append(
        "The sums count units from \(chain.firstUnit), this convention from \(start): read as sums over all units."
      )
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
}

extension Expression {
  /// A target or an input, which a text may give any values.
  fileprivate var isData: Bool {
    switch node {
    case .quantity(let quantity):
      quantity.role == .target || quantity.role == .activation && quantity.layer == .number(0)
    case .transpose(let inner): inner.isData
    default: false
    }
  }

  /// A row or column of entries that are data themselves: (x_{i1}, …, x_{iN}).
  fileprivate var isArrayOfData: Bool {
    switch node {
    case .matrix(let rows): rows.allSatisfy { $0.allSatisfy { $0.isData || $0.node == .ellipsis } }
    case .transpose(let inner): inner.isArrayOfData
    default: false
    }
  }

  /// Numbers, perhaps chosen by indices: (0, 1, 0), 1 if k = i.
  fileprivate var isConstantOrChoice: Bool {
    switch node {
    case .matrix, .cases, .transpose:
      !contains { node in
        switch node {
        case .quantity, .symbol, .derivative, .ellipsis, .call: true
        default: false
        }
      }
    default: false
    }
  }
}

extension String {
  /// The text with another beginning, if it has the first one.
  fileprivate func replacingPrefix(_ prefix: String, by other: String) -> String {
    hasPrefix(prefix) ? other + dropFirst(prefix.count) : self
  }

  /// The text without braces and spaces: `\hat{y}` and `\hat y` are one spelling.
  fileprivate var withoutBraces: String { filter { $0 != "{" && $0 != "}" && !$0.isWhitespace } }
}

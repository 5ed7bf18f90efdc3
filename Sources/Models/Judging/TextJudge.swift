import Formula

/// What became of a statement of a text.
package struct StatementVerdict: Sendable {
  package var statement: Statement
  package var outcome: Outcome
  /// The verdict on each link.
  package var links: [LinkVerdict] = []
  /// The place of the first side that a link judges: 1 behind a definition, else 0.
  package var firstSide = 0
  /// The first link that does not hold.
  package var brokenLink: Int?
  package var note: String?

  package enum Outcome: String, Sendable {
    case definition, holds, fails, illTyped, undecided, notAClaim, unreadable
  }
}

/// Judges the statements of a text on the model that the text defines.
package struct TextJudge {
  package let statements: [Statement]
  package let builder: ModelBuilderResult
  /// The typed model, once for each stretch of text between two redefinitions.
  let typers: [Typer]
  /// Other ways to read the shapes that are nearly as usual.
  private let others: [[Typer]]
  var typer: Typer { typers[typers.count - 1] }
  private let roles: [ModelBuilder.Role]

  /// What a caller may see of the model.
  package struct ModelBuilderResult: Sendable {
    let model: Model
    package let broken: [String: String]
  }

  /// The number of statements of the page that stands before the text.
  package let given: Int

  package init(_ document: Document) {
    let own = TextReader.read(document)
    let text = String(decoding: document.readable, as: UTF8.self)
    var builder = ModelBuilder(own, text: text)
    var given = 0
    if builder.needsStandardPage {
      let page = TextReader.read(Document(Page.standard))
      given = page.count
      builder = ModelBuilder(page + own, text: text, given: given)
    }
    self.given = given
    statements = builder.statements
    roles = builder.roles
    var typers: [Typer] = []
    var others: [[Typer]] = []
    var broken: [String: TypeProblem] = [:]
    for epoch in 0...builder.model.redefinitions.count {
      let next = builder.model.redefinitions.sorted()
      var search = RankSearch(builder.model, moment: epoch < next.count ? next[epoch] - 1 : .max)
      let found = search.run()
      typers.append(found.typer)
      others.append(found.others)
      broken.merge(search.broken) { old, _ in old }
    }
    self.typers = typers
    self.others = others
    self.builder = ModelBuilderResult(model: builder.model, broken: broken.mapValues { "\($0.kind)" })
    prose = builder.prose
    survey = builder.survey
    var introduced: Set<String> = []
    for statement in statements where statement.isMention {
      for term in statement.terms { for use in term.uses { introduced.insert(use.name) } }
    }
    for definition in builder.model.functions.values.flatMap({ $0 }) {
      introduced.formUnion(definition.parameters)
    }
    self.introduced = introduced
  }

  /// Names that the prose speaks of, and parameters of functions.
  private let introduced: Set<String>

  private let prose: Prose
  private let survey: Survey

  /// The verdicts, in the order of the text, with what is wrong where a formula is false.
  package func explainedVerdicts() -> [StatementVerdict] {
    var (verdicts, layout) = settled()
    for place in verdicts.indices {
      guard verdicts[place].outcome == .fails || verdicts[place].outcome == .illTyped,
        let broken = verdicts[place].brokenLink,
        case .relation(let sides, let relations) = verdicts[place].statement.content,
        broken + 1 < sides.count, relations[broken].canDefine
      else { continue }
      let judge = judge(at: numbers[place], layout)
      verdicts[place].links[broken - verdicts[place].firstSide].diagnosis = judge.diagnosis(
        sides[broken], sides[broken + 1])
    }
    return verdicts
  }

  /// The verdicts, in the order of the text.
  package func verdicts() -> [StatementVerdict] { settled().verdicts }

  /// The verdicts in the layout that the text's derivatives have.
  private func settled() -> (verdicts: [StatementVerdict], layout: Layout) {
    let own = builder.model.layout
    let usual = verdicts(own)
    var best = usual
    var chosen = own
    var jacobians = own
    jacobians.transposesJacobians.toggle()
    var matrices = own
    matrices.transposesMatrices.toggle()
    var rows = own
    rows.transposesVectors.toggle()
    let saysRows = prose.saysRowGradients
    for layout in [jacobians, matrices] + (saysRows ? [rows] : []) {
      let other = verdicts(layout)
      let (better, worse) = Self.change(from: usual, to: other)
      let isNamed =
        layout.transposesJacobians && prose.contains("denominator") && prose.contains("layout")
        || layout.transposesVectors != own.transposesVectors
      if isNamed ? better >= worse && better > 0 : better >= 2 * worse + 2 && better > 0 {
        best = other
        chosen = layout
      }
    }
    return (best, chosen)
  }

  private static func change(from old: [StatementVerdict], to new: [StatementVerdict]) -> (
    better: Int, worse: Int
  ) {
    var (better, worse) = (0, 0)
    for (a, b) in zip(old, new) {
      for (x, y) in zip(a.links, b.links) {
        if x.outcome != .holds, y.outcome == .holds { better += 1 }
        if x.outcome == .holds, y.outcome != .holds { worse += 1 }
      }
    }
    return (better, worse)
  }

  private func verdicts(_ layout: Layout) -> [StatementVerdict] {
    var result: [StatementVerdict] = []
    for (number, statement) in statements.enumerated() where number >= given {
      switch (roles[number], statement.content) {
      case (.unreadable, .unreadable(let problem, _)):
        var verdict = StatementVerdict(statement: statement, outcome: .unreadable)
        verdict.note = problem.found
        result.append(verdict)
      case (.definition, .relation(let sides, let relations)):
        result.append(judged(number, statement, sides, relations, from: 1, layout))
      case (.claim, .relation(let sides, let relations)):
        result.append(judged(number, statement, sides, relations, from: 0, layout))
      default: continue
      }
    }
    return result
  }

  /// The numbers of the statements that have a verdict.
  private var numbers: [Int] {
    statements.indices.filter { number in
      guard number >= given else { return false }
      switch (roles[number], statements[number].content) {
      case (.unreadable, .unreadable), (.definition, .relation), (.claim, .relation): return true
      default: return false
      }
    }
  }

  /// The judge of a statement, with what is said around it.
  private func judge(at number: Int, _ layout: Layout) -> LinkJudge {
    let circumstances = Circumstances(statements, roles, number, model: builder.model)
    let epoch = builder.model.redefinitions.filter { $0 <= number }.count
    var judge = LinkJudge(base: typers[epoch], moment: number)
    judge.conditions = circumstances.conditions
    judge.settings = circumstances.settings
    judge.layout = layout
    return judge
  }

  private func judged(
    _ number: Int, _ statement: Statement, _ sides: [Term], _ relations: [Relation], from first: Int,
    _ layout: Layout
  ) -> StatementVerdict {
    var verdict = StatementVerdict(statement: statement, outcome: first == 1 ? .definition : .holds)
    verdict.firstSide = first
    let judge = judge(at: number, layout)
    let free = Einstein.freeLetters(sides[0])
    for place in relations.indices.dropFirst(first) {
      let left = builder.model.isEinstein ? Einstein.summed(sides[place], free, builder.model) : sides[place]
      let right =
        builder.model.isEinstein ? Einstein.summed(sides[place + 1], free, builder.model) : sides[place + 1]
      let isUpdate =
        relations[place] == .assigned || relations[place] == .maps || relations[place] == .defined
      let update = isUpdate ? judge.update(left, right, ascends: prose.climbs) : nil
      var link = update ?? judge.verdict(left, relations[place], right)
      if link.outcome != .holds, let numbers = parameters(left, right) {
        var other = judge
        other.numbers = numbers
        let second = other.verdict(left, relations[place], right)
        if second.outcome == .holds || link.outcome == .illTyped { link = second }
      }
      if update == nil, link.outcome == .fails || link.outcome == .illTyped,
        let stranger = stranger(left, right)
      {
        link = LinkVerdict(.undecided, reason: "\(stranger) is used and never defined")
      }
      if link.outcome == .fails || link.outcome == .illTyped,
        isTrueOtherwise(judge, left, relations[place], right)
      {
        link = LinkVerdict(
          .undecided, reason: "the text leaves open which shapes are meant, and it depends on them")
      }
      if link.outcome == .fails, isExample(number, sides) {
        link = LinkVerdict(.undecided, reason: "these are the numbers of an example")
      }
      verdict.links.append(link)
      let isFalse = link.outcome == .fails || link.outcome == .illTyped
      let isWorse = isFalse && verdict.outcome != .fails && verdict.outcome != .illTyped
      guard link.outcome != .holds, verdict.brokenLink == nil || isWorse else { continue }
      if first == 1, link.outcome == .notAClaim { continue }
      verdict.brokenLink = place
      verdict.outcome =
        switch link.outcome {
        case .fails: .fails
        case .illTyped: .illTyped
        case .notAClaim: .notAClaim
        default: .undecided
        }
      verdict.note = link.reason
    }
    return verdict
  }

  /// Whether a link holds with shapes that are nearly as usual as the chosen ones.
  private func isTrueOtherwise(_ judge: LinkJudge, _ left: Term, _ relation: Relation, _ right: Term) -> Bool
  {
    let epoch = builder.model.redefinitions.filter { $0 <= judge.moment }.count
    return others[epoch].contains { typer in
      var other = judge
      other.base = typer
      return other.verdict(left, relation, right).outcome == .holds
    }
  }

  /// A side is numbers put in: decimals in the chain, or a value for a letter in the same paragraph.
  private func isExample(_ number: Int, _ sides: [Term]) -> Bool {
    guard sides.contains(where: { !$0.isArithmetic }), sides.contains(where: \.isArithmetic) else {
      return false
    }
    if sides.contains(where: { $0.isArithmetic && $0.contains { $0.isDecimal } }) { return true }
    return statements.indices.contains { place in
      guard statements[place].paragraph == statements[number].paragraph, place < number,
        case .relation(let parts, _) = statements[place].content, parts.count == 2, parts[1].isArithmetic
      else { return false }
      return roles[place] == .circumstance && parts[0].letter != nil
    }
  }

  /// Letters of functions' parameters in a claim that is about functions of one number.
  private func parameters(_ left: Term, _ right: Term) -> Set<String>? {
    let model = builder.model
    var parameters: Set<String> = []
    for definitions in model.functions.values {
      for definition in definitions where definition.isOfOneNumber {
        parameters.formUnion(definition.parameters)
      }
    }
    var calls: Set<String> = []
    // λ alone is λ of its parameter.
    var bare: Set<String> = []
    for term in [left, right] {
      term.visit { inner in
        if case .applied(let use, let arguments) = inner.node,
          model.functionNames.contains(use.name) || model.functions[use.name] != nil
        {
          for argument in arguments { calls.formUnion(argument.uses.map(\.name)) }
        }
        if let letter = inner.letter, let definition = model.functions[letter]?.last, definition.isOfOneNumber
        {
          bare.formUnion(definition.parameters)
        }
        if case .derivative(_, let by) = inner.node { calls.formUnion(by.compactMap(\.letter)) }
      }
    }
    let used = Set((left.uses + right.uses).filter { !model.functionNames.contains($0.name) }.map(\.name))
    let found = used.intersection(calls).intersection(parameters).union(bare)
    return found.isEmpty ? nil : found
  }

  /// A name that no definition uses and nothing introduces.
  private func stranger(_ left: Term, _ right: Term) -> String? {
    let model = builder.model
    for use in left.uses + right.uses {
      let name = use.name
      if model.definitions[name] != nil || model.usedByDefinitions.contains(name)
        || model.usedByFunctions.contains(name) || model.functionNames.contains(name)
        || model.sizeNames.contains(name) || model.adjoints[name] != nil || model.stacks[name] != nil
        || model.opaque.contains(name) || model.declared[name] != nil || model.ends[name] != nil
        || survey.indices.contains(name) || name == "I" || name == "∇" || model.keyLetters.contains(name)
        || name == "T" || name == "F"
      {
        continue
      }
      if name == "\\delta", use.slots.count == 2 { continue }
      if introduced.contains(name) { continue }
      if left.boundLetters.contains(name) || right.boundLetters.contains(name) { continue }
      // ∂(xᵀAx)/∂x speaks of letters of its own.
      if left.isDerivative, left.uses.contains(where: { $0.name == name }) { continue }
      return name
    }
    return nil
  }
}

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
  package private(set) var layoutWords: String?

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

/// What the words and formulas around a claim say about when it is meant.
struct Circumstances {
  private(set) var conditions: [Condition] = []
  private(set) var settings: [String: Double] = [:]
  private var claimNames: Set<String> = []

  init(_ statements: [Statement], _ roles: [ModelBuilder.Role], _ number: Int, model: Model) {
    let claim = statements[number]
    for use in claim.sides.flatMap(\.uses) {
      claimNames.insert(use.name)
      for inner in use.slots.flatMap(\.content.uses) { claimNames.insert(inner.name) }
    }
    // In the same formula, and before it in the same sentence.
    var place = number - 1
    var text = claim.lead
    while place >= 0 {
      let other = statements[place]
      if other.passage != claim.passage || !other.lead.isEmpty {
        let prose = Prose(text)
        if prose.endsSentence || prose.generalises || text.hasBlankLine && !claim.isDisplay { break }
        if text.hasBlankLine, Prose(text).lastSentenceStartsAnew { break }
      }
      guard roles[place] == .circumstance || roles[place] == .mention else { break }
      add(other, model)
      text = other.lead
      place -= 1
    }
    // Behind it: "…, where y_c = 1", "… for z < 0".
    place = number + 1
    while place < statements.count {
      let other = statements[place]
      let isSame = other.passage == claim.passage
      if !isSame {
        if other.lead.isEmpty == false, Prose(other.lead).breaks || other.lead.hasBlankLine { break }
        let words = Prose(other.lead)
        guard roles[place] == .mention || words.conditions || words.contains("where") || words.contains("(")
        else { break }
      }
      guard roles[place] == .circumstance || roles[place] == .mention else { break }
      if case .range = other.content {} else { add(other, model) }
      place += 1
    }
    dropOpposites()
  }

  /// "both for j = k and j ≠ k" restricts nothing.
  private mutating func dropOpposites() {
    let all = conditions
    conditions.removeAll { condition in
      all.contains { other in
        guard let a = condition.comparisons.first, let b = other.comparisons.first else { return false }
        let isSame = a.left == b.left && a.right == b.right || a.left == b.right && a.right == b.left
        return isSame
          && (a.relation == .equal && b.relation == .notEqual
            || a.relation == .notEqual && b.relation == .equal)
      }
    }
  }

  private mutating func add(_ statement: Statement, _ model: Model) {
    switch statement.content {
    case .relation(let sides, let relations):
      guard sides.count == relations.count + 1 else { return }
      if sides.count == 2, relations[0] == .equal, let name = sides[0].letter, let value = sides[1].integer,
        model.ends[name] == nil, !model.sizeNames.contains(name), !model.keyLetters.contains(name)
      {
        settings[name] = Double(value)
        return
      }
      if sides.count == 2, relations[0] == .equal, let name = sides[0].letter, model.sizeNames.contains(name)
      {
        return
      }
      let spoken = Set(
        sides.flatMap { $0.uses.flatMap { [$0.name] + $0.slots.flatMap { $0.content.uses.map(\.name) } } })
      guard !spoken.isDisjoint(with: claimNames) else { return }
      conditions.append(
        Condition(
          comparisons: relations.indices.map {
            .init(
              left: sides[$0], relation: relations[$0] == .defined ? .equal : relations[$0],
              right: sides[$0 + 1])
          }))
    case .range(let letter, let from, let to) where model.keyLetters.contains(letter):
      let name = Term(.name(NameUse(letter)), statement.range)
      conditions.append(
        Condition(comparisons: [
          .init(left: name, relation: .greaterOrEqual, right: from),
          .init(left: name, relation: .lessOrEqual, right: to),
        ]))
    default: break
    }
  }
}

extension Prose {
  /// A sentence ends here, with words behind it or not.
  var breaks: Bool { endsSentence }
  /// After a blank line a new sentence begins.
  var lastSentenceStartsAnew: Bool { endsSentence }
}

/// Summation over indices that occur twice in a product.
enum Einstein {
  static func freeLetters(_ term: Term) -> Set<String> {
    var letters: Set<String> = []
    for use in term.uses { for slot in use.slots { slot.content.letter.map { _ = letters.insert($0) } } }
    return letters
  }

  /// Σ written out before each term.
  static func summed(_ term: Term, _ free: Set<String>, _ model: Model) -> Term {
    switch term.node {
    case .sum(let terms): return Term(.sum(terms.map { summed($0, free, model) }), term.range)
    case .negative(let inner): return Term(.negative(summed(inner, free, model)), term.range)
    default: break
    }
    var counts: [String: Int] = [:]
    count(term, &counts)
    let repeated = counts.filter {
      $0.value >= 2 && !free.contains($0.key) && !model.keyLetters.contains($0.key)
    }.keys.sorted()
    guard !repeated.isEmpty else { return term }
    let binders = repeated.map { Binder(letter: $0) }
    return Term(.big(Big(isProduct: false, binders: binders, body: term)), term.range)
  }

  private static func count(_ term: Term, _ counts: inout [String: Int]) {
    switch term.node {
    case .sum(let terms):
      // Each term of a bracket carries the letter; it counts once.
      var most: [String: Int] = [:]
      for inner in terms {
        var own: [String: Int] = [:]
        count(inner, &own)
        for (letter, number) in own { most[letter] = max(most[letter] ?? 0, number) }
      }
      for (letter, number) in most { counts[letter, default: 0] += number }
    case .name(let use):
      for slot in use.slots { slot.content.letter.map { counts[$0, default: 0] += 1 } }
    default: for child in term.children { count(child, &counts) }
    }
  }
}

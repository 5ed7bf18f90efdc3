import Formula

/// What became of a statement of a text.
package struct StatementVerdict: Sendable {
  package var statement: Statement
  /// The number of the statement in the text.
  var number = 0
  package var outcome: Outcome
  /// The verdict on each link.
  package var links: [LinkVerdict] = []
  /// The place of the first side that a link judges: 1 behind a definition, else 0.
  package var firstSide = 0
  /// The first link that does not hold.
  package var brokenLink: Int?
  package var note: String?
  /// A side is numbers put in for an example, so that it is true of that example only.
  package var putsNumbersIn = false
  /// Under which condition it holds, where it does not as it stands.
  package var condition: String?

  package enum Outcome: String, Sendable {
    case definition, holds, holdsIf, fails, illTyped, undecided, notAClaim, unreadable
  }
}

/// Judges the statements of a text on the model that the text defines.
package struct TextJudge: Sendable {
  /// The model of one example, or of what the text itself says.
  private(set) var one: TextModel
  /// The model of a batch of examples, where a statement speaks of examples.
  private(set) var batch: TextModel?
  /// Which statements of the text speak of examples.
  let speaksOfExamples: [Bool]
  let document: Document
  /// The statements as they were read.
  private let own: [Statement]
  /// The page before the text.
  package let page: Page?
  /// What the page defines is a claim when the text states it.
  let isLaw: Bool
  /// What nobody stated.
  let presumed: Unstated
  /// Somebody said which page it is.
  let isNamed: Bool

  /// Reads a text; what it uses and does not define is looked for on `page`, else on the one whose letters it uses.
  ///
  /// Where the page is law, what it defines is a claim when the text states it.
  ///
  /// `end` is the number of the last layer or time where the text needs no more.
  package init(
    _ document: Document, page: Page? = nil, isLaw: Bool = false, presumed: Unstated = [], end: Int = 3
  ) {
    let own = TextReader.read(document)
    let text = String(decoding: document.readable, as: UTF8.self)
    var chosen = page
    if page == nil {
      let alone = ModelBuilder(own, text: text, end: end)
      chosen = PageChoice(alone.statements, defining: alone.model).forText
    }
    self.init(
      document, text, own, page: chosen, isNamed: page != nil, isLaw: isLaw, presumed: presumed, end: end)
  }

  /// Judges statements that were read, behind a page.
  private init(
    _ document: Document, _ text: String, _ own: [Statement], page: Page?, isNamed: Bool, isLaw: Bool,
    presumed: Unstated, end: Int
  ) {
    self.document = document
    self.isLaw = isLaw
    self.presumed = presumed
    self.isNamed = isNamed
    self.page = page
    self.own = own
    guard let page else {
      let alone = ModelBuilder(own, text: text, end: end)
      let first = TextModel(alone, given: 0)
      let twofold = first.twofold
      one =
        twofold.isEmpty
        ? first : TextModel(ModelBuilder(own, text: text, twofold: twofold, end: end), given: 0)
      batch = nil
      speaksOfExamples = []
      return
    }
    let before = TextReader.read(Document(page.text))
    let examples = Examples(page, before: before, own: own)
    let speaks = own.map(examples.isSpokenOf)
    speaksOfExamples = speaks
    var spoken: [Int: Statement] = [:]
    for (number, statement) in own.enumerated() where speaks[number] {
      spoken[before.count + number] = statement
    }
    func model(_ statements: [Statement], _ given: Int, isBatch: Bool) -> TextModel {
      let counting = speaks.contains(true) ? examples.letters : []
      func understood(without undefining: Set<Int>, twofold: Set<String> = []) -> TextModel {
        let builder = ModelBuilder(
          statements, text: text, given: given, isLaw: isLaw, counting: counting,
          costOfPage: isBatch ? page.costOfBatchName : page.costName,
          stacks: isBatch ? page.stacks : [:], sumsRepeated: isNamed && page.sumsRepeated,
          isNamed: isNamed,
          undefining: undefining, twofold: twofold, end: end)
        return TextModel(builder, given: given)
      }
      let model = understood(without: [])
      let (misunderstood, twofold) = (model.misunderstood, model.twofold)
      return misunderstood.isEmpty && twofold.isEmpty
        ? model : understood(without: misunderstood, twofold: twofold)
    }
    let ofOne = zip(own, speaks).map { $1 ? $0.unspoken : $0 }
    let single = model(before + ofOne, before.count, isBatch: false)
    one = single
    guard speaks.contains(true) else {
      batch = nil
      return
    }
    let (given, rest) = examples.batch(single, spoken: spoken)
    batch = model(given + rest, given.count, isBatch: true)
  }

  /// The same judge with other draws: what only fits the usual ones fails.
  package func drawing(_ seed: UInt64) -> TextJudge {
    var judge = self
    // Sizes follow the parity of a draw's number.
    judge.one.seed = seed &* 2
    judge.batch?.seed = seed &* 2
    return judge
  }

  /// The model that a statement of the text is about, and the number of the statement there.
  func place(_ number: Int) -> (model: TextModel, number: Int) {
    if let batch, speaksOfExamples[number] { return (batch, batch.given + number) }
    return (one, one.given + number)
  }

  /// The verdicts, in the order of the text, with what is wrong where a formula is false.
  ///
  /// Conditions and mistakes are looked for in the statements that are wanted.
  ///
  /// With examples, the first links that fail have numbers to redo by hand.
  package func explainedVerdicts(
    withExamples: Bool = false, where isWanted: (Statement) -> Bool = { _ in true }
  ) -> [StatementVerdict] {
    var (verdicts, layout) = settled(where: isWanted)
    if withExamples { addExamples(to: &verdicts, layout, where: isWanted) }
    for place in verdicts.indices where isWanted(verdicts[place].statement) {
      let outcome = verdicts[place].outcome
      guard outcome == .fails || outcome == .illTyped || outcome == .holdsIf,
        let broken = verdicts[place].brokenLink
      else { continue }
      verdicts[place].links[broken - verdicts[place].firstSide].diagnosis = diagnosis(
        of: verdicts[place], layout)
    }
    return verdicts
  }

  /// Links of a statement that get an example.
  private static let mostExamples = 3

  private func addExamples(
    to verdicts: inout [StatementVerdict], _ layout: Layout, where isWanted: (Statement) -> Bool
  ) {
    var smaller: [TextJudge]?
    for place in verdicts.indices where isWanted(verdicts[place].statement) {
      guard [.fails, .illTyped, .holdsIf].contains(verdicts[place].outcome) else { continue }
      let broken = verdicts[place].links.indices.filter {
        verdicts[place].links[$0].outcome == .fails || verdicts[place].links[$0].outcome == .illTyped
      }
      for link in broken.prefix(Self.mostExamples) {
        let judges = smaller ?? self.smaller
        smaller = judges
        verdicts[place].links[link].example = handExample(
          of: verdicts[place], link: link, layout, smaller: judges)
      }
    }
  }

  /// What is wrong with a false statement, where one small change explains it.
  func diagnosis(of verdict: StatementVerdict, _ layout: Layout) -> LinkVerdict.Diagnosis? {
    guard let broken = verdict.brokenLink,
      case .relation(let sides, let relations) = verdict.statement.content,
      broken + 1 < sides.count, relations[broken].canDefine
    else { return nil }
    let (model, number) = self.place(verdict.number)
    return model.diagnosis(at: number, broken, sides, relations[broken], model.judge(at: number, layout)) {
      isAccepted($0, in: verdict, layout)
    }
  }

  /// Whether a repair holds when it is typed into the text.
  private func isAccepted(_ repair: Term, in verdict: StatementVerdict, _ layout: Layout) -> Bool {
    let ranges = verdict.statement.parts.sides
    guard let broken = verdict.brokenLink, ranges.indices.contains(broken + 1) else { return false }
    var bytes = document.readable
    let range = ranges[broken + 1]
    guard range.start <= range.end, range.end <= bytes.count else { return false }
    bytes.replaceSubrange(range.start..<range.end, with: Array((" " + TermLaTeX.print(repair) + " ").utf8))
    let text = Document(String(decoding: bytes, as: UTF8.self))
    let judge = TextJudge(text, page: isNamed ? page : nil, isLaw: isLaw, presumed: presumed)
    guard judge.speaksOfExamples.count == speaksOfExamples.count || page == nil else { return false }
    let (model, number) = judge.place(verdict.number)
    guard model.statements.indices.contains(number), let again = model.verdict(at: number, layout) else {
      return false
    }
    // A step that is none is false; one that is gives the next value.
    if again.outcome == .definition, again.statement.sides.first?.updated != nil { return true }
    guard again.links.indices.contains(broken - again.firstSide) else { return false }
    return again.links[broken - again.firstSide].outcome == .holds
  }

  /// The verdicts, in the order of the text.
  package func verdicts() -> [StatementVerdict] { settled().verdicts }

  /// The verdicts in the text's layout; what is false as it stands and true under a condition says under which.
  private func settled(
    where isWanted: (Statement) -> Bool = { _ in true }
  ) -> (verdicts: [StatementVerdict], layout: Layout) {
    var (verdicts, layout) = laidOut()
    var variants: [String: TextJudge] = [:]
    var slices: [Set<Int>: TextJudge] = [:]
    for place in verdicts.indices
    where verdicts[place].outcome == .fails || verdicts[place].outcome == .illTyped {
      guard isWanted(verdicts[place].statement) else { continue }
      if var shared = sharing(verdicts[place].number, layout, &variants), shared.outcome == .holds {
        shared.number = verdicts[place].number
        shared.note = "the units of a layer share one bias"
        verdicts[place] = shared
        continue
      }
      guard
        let condition = condition(for: verdicts[place], layout, &variants)
      else { continue }
      verdicts[place].outcome = .holdsIf
      verdicts[place].condition = condition
    }
    if !isNamed { Self.doubt(&verdicts) }
    for place in verdicts.indices
    where verdicts[place].outcome == .undecided && isWanted(verdicts[place].statement)
      && !verdicts[place].links.contains(where: \.dependsOnShapes)
    {
      judgeAlone(&verdicts[place], layout, &slices)
    }
    return (verdicts, layout)
  }

  /// Judges a claim on what it is made of: what holds there holds, where the whole text leaves it open.
  private func judgeAlone(
    _ verdict: inout StatementVerdict, _ layout: Layout, _ slices: inout [Set<Int>: TextJudge]
  ) {
    guard let slice = slice(for: verdict.number, &slices) else { return }
    let (model, number) = slice.place(verdict.number)
    guard model.roles[number] == .claim, var again = model.verdict(at: number, layout) else { return }
    if again.outcome == .holds {
      again.number = verdict.number
      verdict = again
    } else if again.links.count == verdict.links.count, again.firstSide == verdict.firstSide {
      for place in verdict.links.indices
      where verdict.links[place].outcome == .undecided && again.links[place].outcome == .holds {
        verdict.links[place] = again.links[place]
      }
    }
  }

  /// The judge of what a claim needs of the text alone; nil for all of it.
  private func slice(for number: Int, _ slices: inout [Set<Int>: TextJudge]) -> TextJudge? {
    guard let slice = TextSlice(own, of: number) else { return nil }
    if let known = slices[slice.kept] { return known }
    guard slices.count < Self.mostSlices else { return nil }
    let judge = TextJudge(
      document, String(decoding: document.readable, as: UTF8.self), slice.text, page: page, isNamed: isNamed,
      isLaw: isLaw, presumed: presumed, end: 3)
    slices[slice.kept] = judge
    return judge
  }

  /// How many claims of a text are judged on a part of it.
  private static let mostSlices = 150

  /// Where next to nothing that a long text says is true as it was understood, it was not understood.
  private static func doubt(_ verdicts: inout [StatementVerdict]) {
    let isFalse = { (verdict: StatementVerdict) in verdict.outcome == .fails || verdict.outcome == .illTyped }
    let (bad, good) = (verdicts.filter(isFalse).count, verdicts.filter { $0.outcome == .holds }.count)
    guard bad >= 8, good * 3 < bad else { return }
    for place in verdicts.indices where isFalse(verdicts[place]) {
      verdicts[place].outcome = .undecided
      verdicts[place].note =
        "next to nothing of this text is true as it was understood, so it was not understood"
    }
  }

  /// The verdicts in the layout that the text's derivatives have.
  private func laidOut() -> (verdicts: [StatementVerdict], layout: Layout) {
    let own = one.model.layout
    let usual = verdicts(own)
    var best = usual
    var chosen = own
    // Where a page is law and nothing was left unsaid, no vote of claims changes how derivatives lie.
    if isLaw, !presumed.contains(.layout) { return (usual, own) }
    var rows: [Layout] = one.prose.saysRowGradients ? [own.turning(\.transposesVectors)] : []
    if one.prose.saysTurnedMatrices {
      rows = (rows.isEmpty ? [own] : rows).map { $0.turning(\.transposesMatrices) }
    }
    for layout in [own.turning(\.transposesJacobians), own.turning(\.transposesMatrices)] + rows {
      let other = verdicts(layout)
      let (better, worse) = Self.change(from: usual, to: other)
      let isNamed =
        layout.transposesJacobians && one.prose.contains("denominator") && one.prose.contains("layout")
        || rows.contains(layout)
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
    for number in 0..<(one.statements.count - one.given) {
      let (model, place) = place(number)
      guard var verdict = model.verdict(at: place, layout) else { continue }
      verdict.number = number
      result.append(verdict)
    }
    return result
  }
}

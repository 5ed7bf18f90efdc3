import Formula
import Network

/// Explains a link that does not hold, and looks for the smallest change that makes it true.
struct ValueDiagnosis {
  /// How the chain was read.
  let reading: Reading
  let link: Int

  private var settings: Settings { reading.settings }
  private var statement: Statement { reading.judged }
  private var layout: Lowering.GradientLayout { reading.layout }
  private var networkKind: NetworkKind { reading.networkKind }
  private var right: Expression { statement.sides[link + 1] }
  private var notation: Notation { settings.convention.notation }
  private var words: EditWords {
    EditWords(notation: notation, left: statement.sides[link], right: right)
  }

  /// The first explanation that fits every point of a link whose sides differ in value.
  func diagnosis(_ tally: LinkTally, _ drawn: DrawnStates) -> Diagnosis {
    guard !settings.work.isSpent else { return diagnosis(.other, "The two sides differ.", nil) }
    var search = search(drawn.states)
    if let found = meant(&search) { return found }
    if let found = normalisation(tally, drawn, &search) { return found }
    if let ratio = tally.constantRatio, let (name, message) = sentence(for: ratio) {
      let repair = Repair(edits: [], factor: 1 / ratio, result: right.scaled(by: 1 / ratio))
      return diagnosis(name, message, search.confirmed(repair))
    }
    if let repair = search.repair() ?? search.repairBelowOutput() ?? search.closedForm() {
      var found = diagnosis(of: repair)
      if found.name == .other, case .missingTerm? = repair.edits.first?.kind, tally.isOppositeEverywhere {
        found.name = .signError
        found.message += " At every point compared, the right side has the opposite sign."
      }
      return found
    }
    if speaksOfTrueClassOnly {
      return diagnosis(
        .trueClassOnly, "a − 1 is the error of the true class of the output layer; no other unit has it.", nil
      )
    }
    return diagnosis(.other, "The two sides differ.", nil)
  }

  /// What a type problem says, with the edit that takes it away and makes the link true, where there is one.
  func diagnosis(of problem: TypeProblem, _ drawn: DrawnStates?) -> Diagnosis {
    var diagnosis = TypeMessages(notation: notation).diagnosis(of: problem)
    guard !settings.work.isSpent else { return diagnosis }
    var search = search(drawn?.states ?? statesOfLeft)
    if let found = meant(&search) { return found }
    guard !problem.isUnsupported else { return diagnosis }
    search.prefersLayers = problem.isAboutRanges
    if let repair = search.repair() ?? search.closedForm() {
      let found = self.diagnosis(of: repair)
      if !repair.isClosedForm { diagnosis.name = found.name }
      diagnosis.message = diagnosis.message.firstSentence + " " + found.message
      diagnosis.offer(found)
      diagnosis.range = found.range ?? diagnosis.range
    } else if speaksOfTrueClassOnly {
      diagnosis.name = .trueClassOnly
    } else if case .indexRanges(let name, _, _) = problem.kind, !isOnWeight(name) {
      diagnosis.name = .wrongLayer
    }
    return diagnosis
  }

  /// What names that the notation does not know may stand for, and what is wrong then.
  private func meant(_ search: inout RepairSearch) -> Diagnosis? {
    let edits = SideEdits(
      left: statement.sides[link], right: right, convention: settings.convention, networkKind: networkKind)
    let names = LikelyNames(edits, convention: settings.convention)
    for reading in names.readings {
      let edits = reading.meant.map {
        Edit(kind: .meant($0.was, $0.now), result: reading.right, range: $0.was.range)
      }
      if let repair = search.confirmed(Repair(edits: edits, factor: 1, result: reading.right)) {
        return diagnosis(of: repair)
      }
    }
    guard let usual = names.usual, var found = diagnosis(reading: usual.right), found.repair != nil else {
      return nil
    }
    let printer = UnicodePrinter(notation: notation)
    let read = usual.meant.map { "\(printer.print($0.was)) is read as \(printer.print($0.now))." }
    found.message = (read + [found.message]).joined(separator: " ")
    return found
  }

  /// What is wrong with the link where its right side is another one.
  private func diagnosis(reading right: Expression) -> Diagnosis? {
    let left = statement.sides[link]
    var other = Statement([left, right], [statement.relations[link]], conditions: statement.conditions)
    other.learningRate = statement.learningRate
    let reading = Reading(other, settings: settings, networkKind: networkKind, layout: layout)
    let chain = reading.chain
    let explanation = ValueDiagnosis(reading: reading, link: 0)
    let drawn = DrawnStates(networkKind, chain: chain, settings: settings)
    for case .failure(let problem) in chain.sides { return explanation.diagnosis(of: problem, drawn) }
    if let problem = chain.linkProblems[0] { return explanation.diagnosis(of: problem, drawn) }
    guard let drawn,
      let tally = ChainComparison(chain: chain).tallies(on: drawn.states).first,
      tally.outcome(relation: statement.relations[link]) == .fails
    else { return nil }
    return explanation.diagnosis(tally, drawn)
  }

  /// Networks for the left side alone, where no network has the layers of the right side.
  private var statesOfLeft: [State] {
    let left = Statement([statement.sides[link]], [])
    let chain = LoweredChain(
      left, convention: settings.convention, layout: layout,
      oneUnitLayers: OneUnitLayers(widths: settings.widths))
    return DrawnStates(networkKind, chain: chain, settings: settings)?.states ?? []
  }

  /// Whether an index stands on a weight of the right side, where the two indices may be swapped.
  private func isOnWeight(_ name: String) -> Bool {
    right.quantities.contains { $0.indices.count == 2 && $0.indices.contains(.variable(name)) }
  }

  private typealias Repair = RepairSearch.Repair

  /// On a wide network the search would be dear: it draws small ones.
  private func search(_ states: [State]) -> RepairSearch {
    guard settings.widths?.contains(where: { $0 > 12 }) == true else {
      return RepairSearch(reading, link: link, states: states)
    }
    var settings = settings
    settings.widths = nil
    let small = Reading(statement, settings: settings, networkKind: networkKind, layout: layout)
    let drawn = DrawnStates(networkKind, chain: small.chain, settings: settings)
    return RepairSearch(small, link: link, states: drawn?.states ?? [])
  }

  private func diagnosis(_ name: DiagnosisName, _ message: String, _ repair: Repair?) -> Diagnosis {
    var diagnosis = Diagnosis(
      name: name, message: message,
      repair: repair.map { LaTeXPrinter(notation: notation).print($0.result) }, range: right.range,
      confirmation: repair?.confirmation)
    diagnosis.repaired = repair?.result
    return diagnosis
  }

  private func diagnosis(of found: Repair) -> Diagnosis {
    var repair = found
    repair.edits = found.edits.asOneReplacement ?? found.edits
    let names = repair.edits.map { words.name(of: $0.kind) }
    var sentences: [String] = []
    for sentence in repair.edits.map({ words.sentence($0.kind) }) where !sentences.contains(sentence) {
      sentences.append(sentence)
    }
    let message = sentences.joined(separator: " ") + besides(repair)
    let usual = repair.count == nil ? DiagnosisName.other : .wrongNormalisation
    var result = diagnosis(names.first { $0 != .other } ?? usual, message, repair)
    result.range = repair.edits.first?.range ?? right.range
    result.isAnotherFormula = repair.isClosedForm
    result.changes = repair.edits.count + (repair.factor == 1 ? 0 : 1) + (repair.count == nil ? 0 : 1)
    if repair.isForHiddenLayers { result.message += Diagnosis.forHiddenLayers }
    return result
  }

  /// What is said of a constant that is wrong besides.
  private func besides(_ repair: Repair) -> String {
    var text = ""
    if repair.factor < 0 { text += " Besides, the sign is wrong." }
    let size = abs(repair.factor)
    if size != 1, let factor = LinkRatio.name(size) {
      let inverse = LinkRatio.name(1 / size) ?? factor
      text +=
        size < 1 && !inverse.contains("/")
        ? " Besides, a factor \(inverse) is too many." : " Besides, a constant factor \(factor) is missing."
    }
    if let count = repair.count {
      text += " Besides, the factor \(UnicodePrinter(notation: notation).print(count)) is missing."
    }
    return text
  }

  // MARK: - Ratios

  /// A ratio that is a width or the number of examples, times a constant.
  private func normalisation(
    _ tally: LinkTally, _ drawn: DrawnStates, _ search: inout RepairSearch
  ) -> Diagnosis? {
    guard tally.constantRatio == nil else { return nil }
    let states = drawn.states
    var counts: [(count: Expression, value: (State) -> Int)] = [
      (Expression(.exampleCount), { $0.pass.examples })
    ]
    for layer in [Layer.output, Layer(.output, -1), Layer.number(0)] {
      counts.append(
        (
          Expression(.width(layer)),
          { $0.network.widths[max(0, layer.base == .input ? 0 : $0.network.depth + layer.offset)] }
        ))
    }
    for (count, value) in counts {
      for isDivided in [true, false] {
        let scale = { (number: Int) -> Double in
          let value = Double(value(states[number]))
          return isDivided ? 1 / value : value
        }
        guard let constant = tally.constantRatio(scaledBy: scale), LinkRatio.name(constant) != nil else {
          continue
        }
        let factor =
          isDivided
          ? Expression(.product([.fraction(1 / constant), count]))
          : Expression(.quotient(.fraction(1 / constant), count))
        let shown = isDivided && LinkRatio.name(constant) == "1" ? count : factor
        let repair = Repair(edits: [], factor: 1, result: right.multiplied(by: shown))
        let name = UnicodePrinter(notation: notation).print(shown)
        // Another constant that is lost besides is no matter of the cost.
        let isWhole = LinkRatio.name(1 / constant) == "1"
        let hint = isWhole ? normalisationHint(count, isDivided: isDivided) : ""
        let message = "The right side lacks the factor \(name)." + hint
        return diagnosis(.wrongNormalisation, message, search.confirmed(repair))
      }
    }
    return nil
  }

  /// A width or a number of examples that comes from another cost.
  private func normalisationHint(_ count: Expression, isDivided: Bool) -> String {
    let letter = UnicodePrinter(notation: notation).print(count)
    switch count.node {
    case .width(.output) where settings.convention.cost == .meanSquares && !isDivided:
      return " It would be right for C = Σ(a − y)²; here C = 1/\(letter) · Σ(a − y)²."
    case .width(.output) where settings.convention.cost == .sumSquares && isDivided:
      return " It would be right for C = 1/\(letter) · Σ(a − y)²; here C = Σ(a − y)²."
    case .exampleCount where settings.convention.average == .mean && !isDivided:
      return " It would be right for the sum over all examples; here C is their mean."
    case .exampleCount where settings.convention.average == .sum && isDivided:
      return " It would be right for the mean over all examples; here C is their sum."
    default: return ""
    }
  }

  /// The name and the sentence for right = ratio · left.
  private func sentence(for ratio: Double) -> (DiagnosisName, String)? {
    func isNear(_ value: Double) -> Bool { abs(ratio - value) <= 1e-9 * abs(value) }
    if isNear(-1) { return (.signError, "The right side has the opposite sign.") }
    if isNear(0.5) { return (.missingFactor2, "The right side lacks a factor 2." + conventionHint(0.5)) }
    if isNear(2) {
      return (.wrongNormalisation, "The right side has a factor 2 too many." + conventionHint(2))
    }
    if isNear(-0.5) || isNear(-2) {
      return (
        .signError,
        "The right side has the opposite sign and a factor \(isNear(-2) ? "2 too many" : "2 too few")."
      )
    }
    guard !isNear(1), let factor = LinkRatio.name(1 / ratio) else { return nil }
    if ratio > 1, isNear(ratio.rounded()), let whole = LinkRatio.name(ratio) {
      return (.wrongNormalisation, "The right side has a factor \(whole) too many.")
    }
    return (.wrongNormalisation, "The right side lacks a constant factor \(factor).")
  }

  /// A factor 2 that comes from another cost.
  private func conventionHint(_ ratio: Double) -> String {
    guard right.quantities.contains(where: { $0.role == .target }) else { return "" }
    return switch (settings.convention.cost, ratio) {
    case (.sumSquares, 0.5): " It would be right for C = ½Σ(a − y)²; here C = Σ(a − y)²."
    case (.halfSumSquares, 2): " It would be right for C = Σ(a − y)²; here C = ½Σ(a − y)²."
    default: ""
    }
  }

  /// a − 1 under softmax and cross-entropy.
  private var speaksOfTrueClassOnly: Bool {
    networkKind.output == .softmax && networkKind.cost == .crossEntropy
      && right.contains { node in
        guard case .sum(let terms) = node, terms.count == 2, case .quantity(let quantity) = terms[0].node
        else { return false }
        return quantity.role == .activation && terms[1].node == .negative(Expression(.number(1)))
      }
  }
}

extension Expression {
  /// The expression times a count, which cancels what it is divided by: Σ for E times (1/E) Σ.
  func multiplied(by count: Expression) -> Expression {
    if let first = factors.first, case .quotient(let above, let below) = first.node {
      if below == count { return .times([above] + factors.dropFirst()) }
      if below.node == .power(count, Expression(.number(2))) || below.node == .product([count, count]) {
        return .times([Expression(.quotient(above, count))] + factors.dropFirst())
      }
    }
    return .times([count, self])
  }

  /// The factors of a product, or the expression as the only one.
  var factors: [Expression] {
    if case .product(let factors) = node { return factors }
    return [self]
  }
}

extension String {
  /// The text up to its first full stop.
  fileprivate var firstSentence: String {
    var result = ""
    var isEnd = false
    for character in self {
      if isEnd, character == " " { return result }
      result.append(character)
      isEnd = character == "." || character == "?"
    }
    return result
  }
}

import Formula
import Network

/// Looks for the smallest edit of the right side of a link that makes it true.
///
/// Each candidate is compared with the left side by the engine on a few networks; one that agrees there counts
/// only after both judges have confirmed it on networks drawn anew. Work is bounded by counting candidates.
struct RepairSearch {
  let settings: Settings
  let statement: Statement
  let link: Int
  let layout: Lowering.GradientLayout
  let networkKind: NetworkKind
  let states: [State]
  private var leftValues: [LeftKey: Tensor] = [:]
  private var candidatesLeft: Int
  /// Multiplications that may still be spent on candidates.
  private var workLeft = 10_000_000
  /// Multiplications that one side may take.
  private static let workOfCandidate = 300_000
  /// The candidates tried, by their hashes: the trees would fill hundreds of megabytes.
  private var seen: Set<Int>
  /// Edits of layers and indices come first: what is wrong is where an index runs.
  var prefersLayers = false
  /// General layers stay so many below the last one.
  private var layersBelowOutput = 0
  private let isAboutExamples: Bool?

  /// An edit with the constant factor that is missing besides.
  struct Repair {
    var edits: [Edit]
    var factor: Double
    /// A number of examples or units that is missing besides.
    var count: Expression?
    var result: Expression
    /// How it was found to be true.
    var confirmation: Diagnosis.Confirmation?
    /// It is another formula altogether.
    var isClosedForm: Bool { if case .closedForm? = edits.first?.kind { true } else { false } }
    /// It is true where general layers are hidden ones.
    var isForHiddenLayers = false
  }

  private struct LeftKey: Hashable {
    var form: IndexForm
    var state: Int
    var layers: [String: Int]
  }

  init(_ reading: Reading, link: Int, states: [State]) {
    settings = reading.settings
    statement = reading.judged
    self.link = link
    layout = reading.layout
    networkKind = reading.networkKind
    let work = reading.settings.work
    self.states = states.prefix(3).map { state in
      var state = state
      state.work = work
      return state
    }
    candidatesLeft = settings.repairCandidates
    seen = [statement.sides[link + 1].hashValue]
    isAboutExamples = statement.sides.count > 2 ? reading.chain.speaksOfExamples : nil
  }

  /// Sides with more nodes than this are not searched.
  private static let largest = 300

  private var left: Expression { statement.sides[link] }
  private var right: Expression { statement.sides[link + 1] }
  /// The left side is a step that was written before.
  private var isInChain: Bool { statement.sides.count > 2 }

  /// The same where general layers are hidden ones: under softmax, a formula with σ′ has no meaning in the last.
  mutating func repairBelowOutput() -> Repair? {
    guard networkKind.output == .softmax, statement.sides.contains(where: \.speaksOfGeneralLayer) else {
      return nil
    }
    layersBelowOutput = 1
    candidatesLeft = settings.repairCandidates
    seen = [right.hashValue]
    leftValues = [:]
    var found = repair()
    found?.isForHiddenLayers = true
    return found
  }

  /// Whether another candidate may be tried.
  private var mayGoOn: Bool { candidatesLeft > 0 && workLeft > 0 && !settings.work.isSpent }

  /// All edits of a side, which are counted.
  private func edits(of right: Expression) -> [Edit] {
    let edits = sideEdits(of: right).all
    settings.work.take(Work.edit, timesNodesOf: edits.count)
    return edits
  }

  private func sideEdits(of right: Expression) -> SideEdits {
    settings.work.take(Work.lowering, timesNodesOf: left.count(upTo: Self.largest))
    return SideEdits(
      left: left, right: right, after: statement.sides[..<link].reversed(), layout: layout,
      convention: settings.convention, networkKind: networkKind)
  }

  /// The first edit, or the first two, that make the link true.
  mutating func repair() -> Repair? {
    guard statement.relations[link].isEquality, !states.isEmpty, mayGoOn,
      left.count(upTo: Self.largest) < Self.largest, right.count(upTo: Self.largest) < Self.largest
    else { return nil }
    var edits = edits(of: right)
    if prefersLayers { edits = edits.filter(\.isAboutIndices) + edits.filter { !$0.isAboutIndices } }
    var scaled: [Repair] = []
    for edit in edits {
      guard mayGoOn else { break }
      let side = edit.result
      guard let scale = self.scale(of: side) else { continue }
      let repair = Repair([edit], scale, of: side)
      if scale.isOne {
        if let repair = confirmed(repair) { return repair }
      } else if scaled.count < 4, !edit.isConstant {
        scaled.append(repair)
      }
    }
    for repair in scaled.filter({ $0.factor > 0 }) + scaled.filter({ $0.factor < 0 }) {
      if let repair = confirmed(repair) { return repair }
    }
    return twoEdits(edits)
  }

  /// The closed form of what is asked for, where no small change makes the side right.
  mutating func closedForm() -> Repair? {
    guard statement.sides.count == 2, settings.repairCandidates > 0 else { return nil }
    layersBelowOutput = 0
    leftValues = [:]
    let forms = ClosedForms(edits: sideEdits(of: right), cost: networkKind.cost).all
    candidatesLeft = max(candidatesLeft, 2 * forms.count)
    workLeft = max(workLeft, 1_000_000)
    for form in forms where !settings.work.isSpent {
      guard let scale = scale(of: form) else { continue }
      let result = scale.applied(to: form)
      let edit = Edit(kind: .closedForm(result), result: result, range: right.range)
      if let repair = confirmed(Repair(edits: [edit], factor: 1, result: result)) { return repair }
    }
    return nil
  }

  /// Two edits, one after the other: first those that give the side another meaning, then the others.
  private mutating func twoEdits(_ edits: [Edit]) -> Repair? {
    let likely = edits.filter(\.isLikelyWithAnother)
    var scaled: Repair?
    search: for first in likely.filter(\.isAboutIndices) + likely.filter({ !$0.isAboutIndices }) {
      guard mayGoOn else { break }
      for second in self.edits(of: first.result)
      where second.isLikelyWithAnother && !second.replacesAll(of: right) {
        guard mayGoOn else { break search }
        let side = second.result
        guard let scale = self.scale(of: side) else { continue }
        let repair = Repair([first, second], scale, of: side)
        if !scale.isOne {
          if scaled == nil || (scaled?.factor ?? 0) < 0 && scale.number > 0 { scaled = repair }
        } else if let repair = confirmed(repair) {
          return repair
        }
      }
    }
    return scaled.flatMap { confirmed($0) }
  }

  /// Whether a right side is true on networks drawn anew, by both judges.
  mutating func confirmed(_ repair: Repair) -> Repair? {
    let candidate = statement(with: repair.result)
    var settings = settings
    settings.seed = settings.seed &+ 7919
    var chain = LoweredChain(
      candidate, convention: settings.convention, layout: layout, isAboutExamples: isAboutExamples,
      oneUnitLayers: OneUnitLayers(widths: settings.widths))
    chain.constraints.keepBelowOutput(layersBelowOutput)
    settings.work.take(Work.lowering, timesNodesOf: chain.size)
    guard chain.linkProblems[0] == nil, !settings.work.isSpent,
      let drawn = DrawnStates(networkKind, chain: chain, settings: settings)
    else { return nil }
    let judge = ChainComparison(chain: chain)
    guard let tally = judge.confirmation(of: 0, on: drawn.states) else { return nil }
    var confirmed = repair
    let dependsOnJudge = chain.sides.contains {
      if case .success(let side) = $0 { side.dependsOnJudge } else { false }
    }
    confirmed.confirmation = Diagnosis.Confirmation(
      networks: Set(tally.networks.map { drawn.states[$0].seed }).count, judges: dependsOnJudge ? 2 : 1)
    return confirmed
  }

  private func statement(with right: Expression) -> Statement {
    var changed = Statement([left, right], [statement.relations[link]], conditions: statement.conditions)
    changed.learningRate = statement.learningRate
    return changed
  }

  /// What a right side has to be multiplied by to be true on the networks at hand: 1 if it is true as it stands; nil if
  /// there is nothing, or the expression has no meaning.
  private mutating func scale(of right: Expression) -> Scale? {
    let size = right.count(upTo: 2 * Self.largest)
    settings.work.take(Work.copying, timesNodesOf: size)
    // What is asked for is no part of its answer; a step of a chain may well contain the one before.
    guard seen.insert(right.hashValue).inserted, isInChain || !right.isSame(as: left),
      !left.isAskedFor || !right.contains(where: { $0 == left.node })
    else { return nil }
    candidatesLeft -= 1
    settings.work.take(Work.lowering, timesNodesOf: size)
    var chain = LoweredChain(
      statement(with: right), convention: settings.convention, layout: layout,
      isAboutExamples: isAboutExamples,
      oneUnitLayers: OneUnitLayers(widths: settings.widths))
    chain.constraints.keepBelowOutput(layersBelowOutput)
    guard chain.linkProblems[0] == nil, case .success(let leftSide) = chain.sides[0],
      case .success(let rightSide) = chain.sides[1]
    else { return nil }
    var found = SeenScale(states, examples: chain.speaksOfExamples)
    for (number, state) in states.enumerated() {
      for layers in chain.constraints.assignments(depth: state.network.depth) {
        let key = LeftKey(form: leftSide.form, state: number, layers: layers)
        do throws(EvaluationError) {
          let leftValue: Tensor
          if let known = leftValues[key] {
            leftValue = known
          } else {
            leftValue = try value(of: leftSide.form, chain, state, layers)
            leftValues[key] = leftValue
          }
          let rightValue = try value(of: rightSide.form, chain, state, layers)
          var mask: Tensor?
          if let form = chain.mask { mask = try value(of: form, chain, state, layers) }
          let comparison = try SideComparison(leftValue, rightValue)
          comparison.visit { position, left, right in
            guard found.isPossible else { return }
            if let mask {
              let indices = Dictionary(zip(comparison.axes, position)) { first, _ in first }
              if mask.number(at: indices)?.value == 0 { return }
            }
            found.take(left, right, state: number)
          }
        } catch {
          return nil
        }
        if !found.isPossible { return nil }
      }
    }
    return found.scale
  }

  private mutating func value(
    of form: IndexForm, _ chain: LoweredChain, _ state: State, _ layers: [String: Int]
  ) throws(EvaluationError) -> Tensor {
    var evaluator = Evaluator(state: state, layers: layers, budget: Self.workOfCandidate)
    evaluator.example = chain.exampleMeant
    defer { workLeft -= Self.workOfCandidate - evaluator.budget }
    return try evaluator.value(of: form)
  }
}

extension Expression {
  /// W stands in it.
  fileprivate var speaksOfWholeWeights: Bool {
    quantities.contains { $0.role == .weight && $0.indices.isEmpty }
  }

  /// 1/E, 1/n
  fileprivate var isInverseOfCount: Bool {
    if case .quotient(_, let below) = node { below.isNormalisation } else { false }
  }

  /// A quantity of a layer l.
  fileprivate var speaksOfGeneralLayer: Bool {
    contains { node in
      guard case .quantity(let quantity) = node, case .variable? = quantity.layer?.base else { return false }
      return true
    }
  }

  /// A quantity or a derivative, as an exercise asks for it.
  fileprivate var isAskedFor: Bool {
    switch node {
    case .quantity, .derivative, .gradient, .element, .updated, .call: true
    default: false
    }
  }
}

extension Relation {
  /// Whether it says that two sides are equal.
  var isEquality: Bool { [.equal, .defined, .identical, .assigned].contains(self) }
}

extension RepairSearch.Repair {
  /// Edits that led to a side, which lacks a scale besides.
  init(_ edits: [Edit], _ scale: Scale, of side: Expression) {
    self.init(edits: edits, factor: scale.number, count: scale.count, result: scale.applied(to: side))
  }
}

extension Edit {
  /// It changes a constant, so that another one says nothing more.
  fileprivate var isConstant: Bool { if case .constant = kind { true } else { false } }

  /// It takes away all that stood there.
  fileprivate func replacesAll(of side: Expression) -> Bool {
    if case .extraFactor(let factor) = kind { factor.factors == side.factors } else { false }
  }

  /// A sum, an index or a layer: without it the others may have no meaning.
  fileprivate var isAboutIndices: Bool {
    switch kind {
    case .onlyOne, .missingSum, .swappedIndices, .missingIndex, .layersByIndex, .otherLayer, .transpose,
      .rearranged:
      true
    default: false
    }
  }

  /// Mistakes that come in pairs; the others are tried alone only.
  fileprivate var isLikelyWithAnother: Bool {
    switch kind {
    case .missingFactor(let factor):
      if case .call = factor.node {
        true
      } else {
        factor.isInverseOfCount || factor.isInput && !factor.speaksOfWeights
      }
    case .extraFactor(let factor):
      factor.isActivationDerivative || factor.isInput && !factor.speaksOfWholeWeights
    case .transpose(let part): if case .quantity = part.node { true } else { false }
    case .swappedIndices, .sign, .otherLayer, .missingSum, .onlyOne, .missingPrime, .trueClass,
      .layersByIndex, .missingIndex, .rearranged:
      true
    case .meant, .hiddenError, .skippedLayer, .exponentSign, .otherNumber, .extraSum, .sumLimit, .missingTerm,
      .extraTerm, .constant,
      .exchangedLetters, .otherIndex,
      .allLayers, .exchangedLayers, .exchangedPlaces, .sumOverOther, .extraPrime, .missingFunction,
      .extraFunction, .extraTranspose, .reversedProduct, .needsHadamard, .needsProduct, .needsOuterProduct,
      .otherQuantity,
      .softmaxOfOneNumber, .offDiagonal, .turnedCondition, .otherPower, .otherOperation, .noDivision,
      .otherBigOperator, .transposeForInverse, .otherCount, .closedForm, .slopeOfCost, .oneSum,
      .diagonalOnly:
      false
    }
  }
}

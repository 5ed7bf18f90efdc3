import Formula

/// How a statement was read, and what it was judged on.
///
/// Made once, when the statement is judged, and carried by its report. Diagnosis, traces, counterexamples, training,
/// translation and every format take it; nothing gives the formula a meaning a second time.
public struct Reading: Sendable {
  /// The statement as it was written, which is what is shown.
  public internal(set) var written: Statement
  /// What was judged in its place: with definitions written out, squares and vectors read as they were meant, under the
  /// conditions that the text puts beside it.
  public internal(set) var judged: Statement
  /// The ways that were chosen against the usual ones.
  public internal(set) var ways: [ChosenWay] = []
  /// The names of the text that were written out.
  public internal(set) var definitions: [Expression] = []
  /// The condition under which it holds, whether the text states it or it was found.
  var condition: ClaimCondition?
  /// For each side written, the side of `judged` that has its value. A name that the statement itself introduces has
  /// the value of the side beside it.
  private(set) var places: [Int]
  /// The convention, with what the reading changed of it: orientation, biases, widths.
  private(set) var settings: Settings
  /// The networks it is about.
  private(set) var networkKind: NetworkKind
  /// How gradients lie.
  let layout: Lowering.GradientLayout
  /// The sides with their types and axes.
  private(set) var chain: LoweredChain

  /// The reading of a statement as it stands.
  ///
  /// - Parameter layersBelowOutput: how many layers general ones stay below the last.
  init(
    _ statement: Statement, settings: Settings, networkKind: NetworkKind, layout: Lowering.GradientLayout,
    oneUnitLayers: OneUnitLayers? = nil, layersBelowOutput: Int = 0, condition: ClaimCondition? = nil
  ) {
    written = statement
    judged = statement
    places = Array(statement.sides.indices)
    self.settings = settings
    self.networkKind = networkKind
    self.layout = layout
    self.condition = condition
    var chain = LoweredChain(
      statement, convention: settings.convention, layout: layout,
      oneUnitLayers: oneUnitLayers ?? OneUnitLayers(widths: settings.widths))
    settings.work.take(Work.lowering, timesNodesOf: chain.size)
    chain.constraints.keepBelowOutput(layersBelowOutput)
    self.chain = chain
  }

  /// The reading of a statement as it stands, of networks as the settings have them, with gradients along the variable.
  init(_ statement: Statement, settings: Settings) {
    self.init(
      statement, settings: settings, networkKind: NetworkKind(settings, for: statement),
      layout: .alongVariable)
  }

  /// The reading with another account of work.
  func drawing(from work: Work) -> Reading {
    var result = self
    result.settings.work = work
    return result
  }

  /// The reading as it is explained: what that takes is lost to no verdict.
  var explaining: Reading { drawing(from: settings.workOfExplanation) }

  /// The reading under a condition, on the networks that fulfil it.
  func restricted(by restriction: Restriction, _ condition: ClaimCondition) -> Reading {
    guard !restriction.changesMeaning else {
      return Reading(
        restriction.statement, settings: restriction.settings, networkKind: restriction.networkKind,
        layout: layout, oneUnitLayers: restriction.oneUnitLayers,
        layersBelowOutput: restriction.layersBelowOutput, condition: condition)
    }
    var result = keepingBelowOutput(restriction.layersBelowOutput, condition)
    result.networkKind = restriction.networkKind
    result.settings = restriction.settings
    return result
  }

  /// The reading with general layers kept so many below the last.
  func keepingBelowOutput(_ layers: Int, _ condition: ClaimCondition) -> Reading {
    var result = self
    result.chain.constraints.keepBelowOutput(layers)
    result.condition = condition
    return result
  }

  /// Shows the statement that was written, where another one was judged in its place.
  ///
  /// - Parameter places: for each side of it, the side shown until now that has its value; nil where they are the same.
  mutating func show(_ statement: Statement, places: [Int]? = nil) {
    guard
      let places = places
        ?? (statement.sides.count == written.sides.count ? Array(statement.sides.indices) : nil)
    else { return }
    written = statement
    self.places = places.map { self.places.indices.contains($0) ? self.places[$0] : $0 }
  }

  /// Whether a network of these widths fulfils its condition, as far as widths can.
  public func isAbout(widths: [Int]) -> Bool {
    switch condition {
    case .oneOutput: widths.last == 1
    case .oneUnitInEachLayer: widths.allSatisfy { $0 == 1 }
    case .numberedLastLayer: LayerConstraints(written.sides).largestNumber == widths.count - 1
    case nil, .units, .awayFromKinks, .positiveLetters, .oneHotTarget, .trueClass, .hiddenLayers,
      .layersBelowLastHidden,
      .unitsWrittenOut, .unitsWrittenOutAtOne, .perNeuronBiases, .sharedBiases, .allPositive, .oneExample:
      true
    }
  }

  /// The link of the chain that was judged for a link that was written; nil where it was not judged.
  func judgedLink(_ link: Int) -> Int? {
    guard places.indices.contains(link + 1), places[link + 1] == places[link] + 1 else { return nil }
    return places[link]
  }

  /// What is evaluated for a side; nil where it has no meaning.
  func side(_ number: Int) -> LoweredChain.Side? {
    guard places.indices.contains(number), chain.sides.indices.contains(places[number]),
      case .success(let side) = chain.sides[places[number]]
    else { return nil }
    return side
  }

  /// A side as it is evaluated, with everything written out.
  func meaning(ofSide number: Int) -> Expression {
    guard places.indices.contains(number), chain.statement.sides.indices.contains(places[number]) else {
      return written.sides[number]
    }
    return chain.statement.sides[places[number]]
  }
}

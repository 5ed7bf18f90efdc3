import Network

/// Backpropagation carried out with formulas alone: which formula gives what, from the last layer to the first.
///
///     let plan = try FormulaBackpropagation(formulas, on: network, batch)
///     let gradients = try plan.gradients(of: network, batch)
///
/// Of several formulas for one thing, one that speaks of this layer alone is preferred to a general one, then
/// the first. Error terms come only from formulas; the engine is never asked.
public struct FormulaBackpropagation: Sendable {
  /// The formulas.
  public let formulas: [GradientFormula]
  /// What is computed, in this order.
  public private(set) var steps: [Step] = []
  /// Parameters for which there is no gradient, the last layer's first.
  public private(set) var gaps: [Gap] = []
  /// Formulas, counted from 0, that need error terms which no formula gives.
  public private(set) var lackingErrors: Set<Int> = []

  /// One evaluation of a formula.
  public struct Step: Sendable, Hashable {
    /// Which numbers.
    public let quantity: GradientPart.Quantity
    /// The number of their layer.
    public let layer: Int
    /// Which of the formulas, counted from 0.
    public let formula: Int
    let layers: [String: Int]
  }

  /// Parameters that no formula can train.
  public struct Gap: Sendable, Hashable {
    /// Weights or biases.
    public let quantity: GradientPart.Quantity
    /// The number of their layer.
    public let layer: Int
    /// The layer whose error terms are missing for the formula that there is; nil if there is no formula.
    public let missingErrors: Int?
  }

  /// Finds out what the formulas give on this network.
  ///
  /// Throws `noValue` if one has no value on it, and `leftOver` if it gives other numbers than it should.
  public init(
    _ formulas: [GradientFormula], on network: Network, _ batch: Batch
  ) throws(TrainingError) {
    self.formulas = formulas
    var evaluation = try FormulaBackpropagation.evaluation(network, batch)
    var gradients = FormulaGradients(network)
    for layer in stride(from: network.depth, through: 1, by: -1) {
      for quantity in GradientPart.Quantity.allCases {
        if quantity == .biases, network.layers[layer - 1].biases.count == 0 { continue }
        try plan(quantity, layer, &evaluation, &gradients)
      }
    }
  }

  /// The formula that is used for it: `.errors`, `.weights` or `.biases` of the layer with this number.
  public func formula(for quantity: GradientPart.Quantity, layer: Int) -> Int? {
    steps.first { $0.quantity == quantity && $0.layer == layer }?.formula
  }

  /// Whether the gradient by some parameter is known.
  public var canTrain: Bool { steps.contains { $0.quantity != .errors } }

  /// The gradients of the batch's cost at the network's parameters.
  public func gradients(of network: Network, _ batch: Batch) throws(TrainingError) -> FormulaGradients {
    try gradientsAndCost(of: network, batch).gradients
  }

  func gradientsAndCost(
    of network: Network, _ batch: Batch
  ) throws(TrainingError) -> (gradients: FormulaGradients, cost: Double) {
    var evaluation = try FormulaBackpropagation.evaluation(network, batch)
    var gradients = FormulaGradients(network)
    for step in steps { try carryOut(step, &evaluation, &gradients) }
    return (gradients, evaluation.pass.cost)
  }

  private static func evaluation(
    _ network: Network, _ batch: Batch
  ) throws(TrainingError) -> FormulaEvaluation {
    do throws(NetworkError) { return try FormulaEvaluation(network: network, batch: batch) } catch {
      throw .network(error)
    }
  }

  /// Looks for a formula that gives the quantity, and notes what is missing for it.
  private mutating func plan(
    _ quantity: GradientPart.Quantity, _ layer: Int, _ evaluation: inout FormulaEvaluation,
    _ gradients: inout FormulaGradients
  ) throws(TrainingError) {
    let depth = evaluation.pass.activations.count - 1
    let suitable = formulas.indices.filter { formulas[$0].part.quantity == quantity }
    let inOrder =
      suitable.filter { formulas[$0].isForOneLayer } + suitable.filter { !formulas[$0].isForOneLayer }
    var missingErrors: Int?
    for place in inOrder {
      guard let layers = formulas[place].layers(for: layer, depth: depth) else { continue }
      let step = Step(quantity: quantity, layer: layer, formula: place, layers: layers)
      do throws(TrainingError) {
        try carryOut(step, &evaluation, &gradients)
        steps.append(step)
        return
      } catch {
        guard case .noValue(_, .errorTermNotGiven) = error else { throw error }
        lackingErrors.insert(place)
        missingErrors = missingErrors ?? layer
      }
    }
    if quantity != .errors {
      gaps.append(Gap(quantity: quantity, layer: layer, missingErrors: missingErrors))
    }
  }

  private func carryOut(
    _ step: Step, _ evaluation: inout FormulaEvaluation, _ gradients: inout FormulaGradients
  ) throws(TrainingError) {
    let (network, examples) = (evaluation.network, evaluation.pass.examples)
    let formula = formulas[step.formula]
    let found: FormulaValues
    do throws(FormulaEvaluationError) {
      found = try evaluation.values(of: formula.evaluable, layers: step.layers)
      if step.quantity == .errors { return try evaluation.give(found, asErrorsOf: step.layer) }
    } catch {
      throw .noValue(formula: step.formula, error)
    }
    let factor = formula.part.isOfBatch ? nil : network.averaging.factor(examples: examples)
    let (above, below) = (network.widths[step.layer], network.widths[step.layer - 1])
    var ranges = [(range: FormulaValues.Index.Range.units(layer: step.layer), count: above)]
    if step.quantity == .weights { ranges.append((.units(layer: step.layer - 1), below)) }
    if step.quantity == .biases, case .shared = network.layers[step.layer - 1].biases { ranges = [] }
    guard let numbers = found.gradient(along: ranges, examples: examples, factor: factor) else {
      throw .leftOver(formula: step.formula)
    }
    if step.quantity == .weights {
      gradients.weights[step.layer] = Matrix(rows: above, columns: below) { j, k in numbers[j * below + k] }
    } else {
      gradients.biases[step.layer] = numbers
    }
  }
}

extension FormulaGradients {
  /// No gradients yet.
  fileprivate init(_ network: Network) {
    weights = Array(repeating: nil, count: network.depth + 1)
    biases = Array(repeating: nil, count: network.depth + 1)
  }
}

/// Why formulas cannot train a network: data only.
public enum TrainingError: Error, Sendable {
  /// The network cannot be made, or does not fit the batch.
  case network(NetworkError)
  /// The formula (counted from 0) has no value on this network.
  case noValue(formula: Int, FormulaEvaluationError)
  /// The formula (counted from 0) depends on something else than its left side: an example, where it is about the
  /// cost of the batch.
  case leftOver(formula: Int)
}

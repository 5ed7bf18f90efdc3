import Formula
import Network

/// Evaluates formulas on a given network and batch, after the forward pass.
///
/// Error terms found by one formula can be given to the next, and so backpropagation can be carried out with
/// formulas alone, from δ^L downwards:
///
///     var evaluation = try FormulaEvaluation(network: network, batch: batch)
///     try evaluation.give(evaluation.values(of: outputDelta), asErrorsOf: network.depth)
///     try evaluation.give(evaluation.values(of: hiddenDelta, layers: ["l": 2]), asErrorsOf: 2)
///     let gradient = try evaluation.values(of: weightGradient, layers: ["l": 2])
///
/// Cost: one forward pass, and for a formula about as many multiplications as its sums have terms.
public struct FormulaEvaluation: Sendable {
  /// Who says what a derivative or an error term is that stands in a formula and was not given; nil if nobody
  /// may, so that values come from formulas alone.
  public let judge: Judge?
  /// Chosen values of names that are no quantities of a network, as ε; others are drawn from a fixed seed.
  public var symbols: [Symbol: Double] {
    get { state.symbols }
    set { state.symbols = newValue }
  }
  /// The most work for one formula, in multiplications.
  public var budget = 4_000_000_000
  private var state: State
  private var errors: [Int: Matrix] = [:]

  /// Runs the network forward on the batch; throws if the two do not fit.
  public init(network: Network, batch: Batch, judge: Judge? = nil) throws(NetworkError) {
    self.judge = judge
    state = try State(network: network, batch: batch, seed: 1, keepsGradients: judge == .backpropagation)
  }

  /// What the network computed.
  public var pass: ForwardPass { state.pass }
  /// The network.
  public var network: Network { state.network }

  /// The values of the formula, or of its last side if it is a chain.
  ///
  /// Where the formula writes no example, its first index is the example, unless it depends on none.
  /// Throws `errorTermNotGiven`, `derivative` or `noValue`.
  ///
  /// - Parameter layers: the numbers of the formula's general layers.
  public func values(
    of formula: EvaluableFormula, layers: [String: Int] = [:]
  ) throws(FormulaEvaluationError) -> FormulaValues {
    var evaluator = Evaluator(
      state: state, layers: layers, judge: judge ?? .backpropagation, budget: budget)
    evaluator.givenErrors = errors
    if judge == nil {
      try requireGiven(formula.form, evaluator)
      // Nothing is compared here, so no value needs a bound of its error.
      evaluator.isBounded = false
    }
    do throws(EvaluationError) {
      let tensor = try evaluator.value(of: formula.form)
      var axes = formula.axes
      if tensor.axes.contains(Scope.implicitExampleID) { axes.insert(Scope.implicitExample, at: 0) }
      var indices: [FormulaValues.Index] = []
      var count = 1
      for axis in axes {
        let index = try index(axis, evaluator)
        indices.append(index)
        let (product, overflow) = count.multipliedReportingOverflow(by: index.count)
        count = overflow ? Int.max : product
      }
      try evaluator.spend(count)
      let arranged = tensor.arranged(axes.map(\.id), sizes: indices.map(\.count))
      return FormulaValues(indices: indices, values: arranged.values)
    } catch {
      throw .noValue(reason: EvaluationMessages.sentence(error))
    }
  }

  /// From now on δ of this layer is what was found: formulas that speak of it get these values.
  ///
  /// The values are (δ_j)_e along the layer's units, the examples or both, or one number for all. Throws
  /// `noErrorTerms` if they have any other index.
  public mutating func give(
    _ found: FormulaValues, asErrorsOf layer: Int
  ) throws(FormulaEvaluationError) {
    guard layer >= 1, layer <= state.network.depth,
      Set(found.indices.map(\.range)).count == found.indices.count
    else { throw .noErrorTerms(layer: layer) }
    var (example, unit, step) = (0, 0, 1)
    for index in found.indices.reversed() {
      switch index.range {
      case .examples where index.count == state.pass.examples: example = step
      case .units(layer) where index.count == state.network.widths[layer]: unit = step
      case .examples, .units, .positions: throw .noErrorTerms(layer: layer)
      }
      step *= index.count
    }
    guard found.values.count == step else { throw .noErrorTerms(layer: layer) }
    errors[layer] = Matrix(rows: state.pass.examples, columns: state.network.widths[layer]) { e, j in
      found.values[e * example + j * unit]
    }
  }

  private func index(_ axis: Axis, _ evaluator: Evaluator) throws(EvaluationError) -> FormulaValues.Index {
    let count = try evaluator.extent(of: axis)
    switch axis.range {
    case .examples: return FormulaValues.Index(name: axis.name, range: .examples, count: count)
    case .units(let layer):
      return FormulaValues.Index(
        name: axis.name, range: .units(layer: try evaluator.number(of: layer)), count: count)
    case .count: return FormulaValues.Index(name: axis.name, range: .positions, count: count)
    }
  }

  /// Throws unless every error term in the form was given, and no derivative stands in it.
  private func requireGiven(_ form: IndexForm, _ evaluator: Evaluator) throws(FormulaEvaluationError) {
    switch form {
    case .derivative: throw .derivative
    case .entry(let entry) where entry.role == .error:
      guard let layer = entry.layer, let number = try? evaluator.number(of: layer), errors[number] != nil
      else {
        throw .errorTermNotGiven(layer: entry.layer)
      }
    case .overLayers(_, let name, let from, let to, let body):
      // The letter stands for each layer in turn.
      guard let low = try? evaluator.number(of: from), let high = try? evaluator.number(of: to) else {
        return
      }
      for number in max(0, low)..<max(0, low, min(high, state.network.depth) + 1) {
        var inner = evaluator
        inner.layers[name] = number
        try requireGiven(body, inner)
      }
    default:
      for child in form.children { try requireGiven(child, evaluator) }
    }
  }
}

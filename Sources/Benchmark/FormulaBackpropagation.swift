import Checking
import Network

/// Backpropagation carried out with the formulas of the lessons alone: no engine, no difference quotient.
struct FormulaBackpropagation {
  private let outputDelta: EvaluableFormula
  private let hiddenDelta: EvaluableFormula
  private let weightGradient: EvaluableFormula
  private let biasGradient: EvaluableFormula

  /// Reads the four formulas.
  init() throws(FormulaEvaluationError) {
    func formula(_ latex: String) throws(FormulaEvaluationError) -> EvaluableFormula {
      try EvaluableFormula(latex, convention: .standard)
    }
    outputDelta = try formula(#"\delta_j^L = 2 (a_j^L - y_j) \sigma'(z_j^L)"#)
    hiddenDelta = try formula(
      #"\delta_k^l = \left( \sum_j \delta_j^{l+1} w_{jk}^{l+1} \right) \sigma'(z_k^l)"#)
    weightGradient = try formula(
      #"\frac{\partial C}{\partial w_{jk}^l} = \frac{1}{E} \sum_{e=1}^E (\delta_j^l)_e (a_k^{l-1})_e"#)
    biasGradient = try formula(
      #"\frac{\partial C}{\partial b_j^l} = \frac{1}{E} \sum_{e=1}^E (\delta_j^l)_e"#)
  }

  /// The gradients of one layer of the network, in the order of `Matrix.elements`.
  struct LayerGradient {
    var weights: [Double]
    var biases: [Double]
  }

  /// The forward pass and ∂C/∂W, ∂C/∂b of every layer, from the last to the first.
  func gradients(_ network: Network, _ batch: Batch) throws -> [LayerGradient] {
    var evaluation = try FormulaEvaluation(network: network, batch: batch)
    try evaluation.give(evaluation.values(of: outputDelta), asErrorsOf: network.depth)
    var gradients: [LayerGradient] = []
    for l in stride(from: network.depth, through: 1, by: -1) {
      if l < network.depth {
        try evaluation.give(evaluation.values(of: hiddenDelta, layers: ["l": l]), asErrorsOf: l)
      }
      gradients.append(
        LayerGradient(
          weights: try evaluation.values(of: weightGradient, layers: ["l": l]).values,
          biases: try evaluation.values(of: biasGradient, layers: ["l": l]).values))
    }
    return gradients
  }
}

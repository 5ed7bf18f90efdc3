import Formula

/// What a formula gives to gradient descent: the error terms of a layer, or the gradient by its parameters.
public struct GradientPart: Sendable, Hashable {
  /// Which numbers.
  public let quantity: Quantity
  /// Their layer as written: L, l, 2.
  public let layer: Layer
  /// Whether they belong to the cost of the batch, and not to that of one example.
  public let isOfBatch: Bool

  /// The numbers that gradient descent needs.
  public enum Quantity: String, Sendable, Hashable, CaseIterable {
    /// δ^l = ∂C_e/∂z^l, for every unit.
    case errors = "error-terms"
    /// ∂C/∂W^l, for every weight.
    case weights = "weight-gradient"
    /// ∂C/∂b^l, for every bias.
    case biases = "bias-gradient"
  }

  /// What is written on the left of a formula: δ_j^l, ∂C/∂z_j^l, ∂C/∂w_jk^l, ∇_{W^l} C or ∂C/∂b_j^l.
  ///
  /// Nil for anything else, and for one weight, unit or example with its number instead of all of them.
  public init?(_ side: Expression) {
    switch side.node {
    case .quantity(let error) where error.role == .error:
      guard let layer = error.layer, error.speaksOfAll else { return nil }
      self.init(quantity: .errors, layer: layer, isOfBatch: false)
    case .derivative(of: let cost, by: let variable), .gradient(of: let cost, by: let variable?):
      guard case .quantity(let cost) = cost.node, cost.role == .cost || cost.role == .batchCost,
        case .quantity(let variable) = variable.node, let layer = variable.layer,
        cost.isOfOneExampleWhichever || cost.speaksOfAll, variable.speaksOfAll
      else { return nil }
      let isOfBatch = cost.role == .batchCost
      switch variable.role {
      case .weight: self.init(quantity: .weights, layer: layer, isOfBatch: isOfBatch)
      case .bias: self.init(quantity: .biases, layer: layer, isOfBatch: isOfBatch)
      // ∂C/∂z of the batch's cost is δ/E, no error term.
      case .preactivation where !isOfBatch: self.init(quantity: .errors, layer: layer, isOfBatch: false)
      case .preactivation, .activation, .error, .target, .cost, .batchCost: return nil
      }
    default: return nil
    }
  }

  private init(quantity: Quantity, layer: Layer, isOfBatch: Bool) {
    self.quantity = quantity
    self.layer = layer
    self.isOfBatch = isOfBatch
  }

  /// Whether its layer may be the one with this number, on a network of this depth.
  public func mayBe(layer number: Int, depth: Int) -> Bool {
    switch layer.base {
    case .output: depth + layer.offset == number
    case .input: layer.offset == number
    case .variable: true
    }
  }

  /// The number of the layer on a network of this depth, with a number for each general layer; nil if it has none.
  func layerNumber(_ layers: [String: Int], depth: Int) -> Int? {
    switch layer.base {
    case .output: depth + layer.offset
    case .input: layer.offset
    case .variable(let name): layers[name].map { $0 + layer.offset }
    }
  }
}

extension Formula.Quantity {
  /// Whether it is the C₀ of a text that writes the cost of one example so, whichever it is.
  fileprivate var isOfOneExampleWhichever: Bool {
    if case .literal? = example { role == .cost } else { false }
  }

  /// Whether every index is a letter, each another one, so that all units and examples are meant.
  fileprivate var speaksOfAll: Bool {
    let all = indices + (example.map { [$0] } ?? [])
    let areLetters = all.allSatisfy { if case .variable = $0 { true } else { false } }
    return areLetters && Set(all).count == all.count
  }
}

import Formula

/// Which layers a formula asks for, and so how deep a network must be and what a general `l` may be.
struct LayerConstraints {
  /// Layer expressions with the lowest number each may have: 0 for activations and widths, else 1.
  private var needs: [Layer: Int] = [:]
  /// Letters of general layers, in the order of their first occurrence.
  private(set) var variables: [String] = []
  /// General layers stay so many below the last one: 1 for hidden layers.
  var layersBelowOutput = 0

  init(_ sides: [Expression], bound: Set<String> = []) {
    for side in sides { collect(side, bound: bound) }
  }

  private mutating func collect(_ expression: Expression, bound: Set<String>) {
    var bound = bound
    switch expression.node {
    case .quantity(let quantity):
      switch quantity.role {
      case .activation: need(quantity.layer ?? .output, 0, bound)
      case .preactivation, .weight, .bias, .error: need(quantity.layer ?? .output, 1, bound)
      case .target, .cost, .batchCost: break
      }
      for case .last(let layer) in quantity.indices { need(layer, 0, bound) }
    case .width(let layer), .layerNumber(let layer): need(layer, 0, bound)
    case .call(.activation(_, let layer?), _): need(layer, 1, bound)
    case .big(let operation): bound.formUnion(operation.binders.map(\.name))
    default: break
    }
    for child in expression.children { collect(child, bound: bound) }
  }

  private mutating func need(_ layer: Layer, _ minimum: Int, _ bound: Set<String>) {
    if case .variable(let name) = layer.base {
      if bound.contains(name) { return }
      if !variables.contains(name) { variables.append(name) }
    }
    needs[layer] = max(needs[layer] ?? 0, minimum)
  }

  /// General layers stay at least so many below the last one.
  mutating func keepBelowOutput(_ layers: Int) { layersBelowOutput = max(layersBelowOutput, layers) }

  /// The deepest network that is given; those that are drawn end before.
  static let deepest = 1000
  static let deepestDrawn = 24

  /// The largest layer that stands as a number, where no general layer stands beside it; nil if none is above 0.
  var largestNumber: Int? {
    let numbers = needs.keys.compactMap { $0.base == .input ? $0.offset : nil }
    guard variables.isEmpty, let largest = numbers.max(), largest > 0 else { return nil }
    return largest
  }

  /// The smallest depth at which the formula makes sense somewhere; nil when there is none.
  var smallestDepth: Int? {
    var depth = 1
    var lowest: [String: Int] = [:]
    var highest: [String: Int] = [:]
    for (layer, minimum) in needs {
      switch layer.base {
      case .output:
        guard layer.offset <= 0 else { return nil }
        depth = max(depth, minimum - layer.offset)
      case .input:
        guard layer.offset >= minimum else { return nil }
        depth = max(depth, layer.offset)
      case .variable(let name):
        // A general layer is one of 1 … L; the input is reached as l − 1 only.
        lowest[name] = max(lowest[name] ?? 1, minimum - layer.offset)
        highest[name] = max(highest[name] ?? layer.offset, layer.offset)
      }
    }
    for (name, low) in lowest { depth = max(depth, low + max(layersBelowOutput, highest[name] ?? 0)) }
    return depth <= Self.deepest ? depth : nil
  }

  /// Every choice of layers for the letters on a network of this depth; at most 64 of them.
  func assignments(depth: Int) -> [[String: Int]] {
    for (layer, minimum) in needs {
      switch layer.base {
      case .output: if depth + layer.offset < minimum || layer.offset > 0 { return [] }
      case .input: if layer.offset < minimum || layer.offset > depth { return [] }
      case .variable: continue
      }
    }
    var result: [[String: Int]] = [[:]]
    for name in variables {
      let choices = (1...max(1, depth)).filter { value in
        value + layersBelowOutput <= depth
          && needs.allSatisfy { layer, minimum in
            guard layer.base == .variable(name) else { return true }
            return value + layer.offset >= minimum && value + layer.offset <= depth
          }
      }
      result = result.flatMap { known in
        choices.map { choice in
          var extended = known
          extended[name] = choice
          return extended
        }
      }
      if result.count > 64 { result = Array(result.prefix(64)) }
    }
    return result
  }
}

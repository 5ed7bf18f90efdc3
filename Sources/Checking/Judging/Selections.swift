import Formula

extension Expression {
  /// Whether an index, a layer's letter or the bare z stands in it.
  var namesIndex: Bool {
    contains { node in
      switch node {
      case .indexValue, .layerNumber: true
      case .symbol(let symbol): symbol.name == "z"
      default: false
      }
    }
  }

  /// Whether it is made of nothing but indices, numbers, widths and names.
  var isCount: Bool {
    !contains { node in
      switch node {
      case .number, .constant, .symbol, .width, .exampleCount, .layerNumber, .indexValue, .sum, .negative:
        false
      default: true
      }
    }
  }
}

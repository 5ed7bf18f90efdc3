import Formula

/// The layers of which the network that is asked for has one unit: their vectors behave as numbers.
struct OneUnitLayers {
  /// Widths, input first; nil where they are not given, and layers have several units.
  private let widths: [Int]?
  /// The last layer has one unit, however deep the network is.
  private let hasOneOutput: Bool

  init(widths: [Int]? = nil, hasOneOutput: Bool = false) {
    self.widths = widths
    self.hasOneOutput = hasOneOutput
  }

  /// Whether a layer has one unit, whatever the letter in it stands for.
  func contains(_ layer: Layer) -> Bool {
    guard let widths else { return hasOneOutput && layer == .output }
    let place: Int
    switch layer.base {
    case .output: place = widths.count - 1 + layer.offset
    case .input: place = layer.offset
    case .variable: return widths.allSatisfy { $0 == 1 }
    }
    return widths.indices.contains(place) && widths[place] == 1
  }
}

extension Role {
  /// What is known of a role, whatever the notation.
  public struct Row: Sendable {
    /// Its name in the text of a convention and in a sentence: "pre-activation".
    public var name: String
    /// Several of it, to follow "has no letter for".
    public var plural: String
    /// How it is written where nobody says otherwise.
    public var usual: Notation.Pattern
    /// Whether each example has one of its own.
    public var isOfExample: Bool
  }

  /// The role's row.
  public var row: Row {
    switch self {
    case .activation:
      Row(
        name: "activation", plural: "activations", usual: .init("a", layer: .superscript, units: 1),
        isOfExample: true)
    case .preactivation:
      Row(
        name: "pre-activation", plural: "pre-activations", usual: .init("z", layer: .superscript, units: 1),
        isOfExample: true)
    case .weight:
      Row(
        name: "weight", plural: "weights", usual: .init("w", whole: "W", layer: .superscript, units: 2),
        isOfExample: false)
    case .bias:
      Row(
        name: "bias", plural: "biases", usual: .init("b", layer: .superscript, units: 1), isOfExample: false)
    case .error:
      Row(
        name: "error", plural: "error terms", usual: .init("\\delta", layer: .superscript, units: 1),
        isOfExample: true)
    case .target:
      Row(name: "target", plural: "targets", usual: .init("y", layer: nil, units: 1), isOfExample: true)
    case .cost:
      Row(
        name: "cost", plural: "the cost of an example", usual: .init("C", layer: nil, units: 0),
        isOfExample: true)
    case .batchCost:
      Row(
        name: "batch-cost", plural: "the cost of a batch", usual: .init("C", layer: nil, units: 0),
        isOfExample: false)
    }
  }

  /// The role that a convention's text calls by this name.
  public init?(name: String) {
    guard let found = Self.allCases.first(where: { $0.row.name == name }) else { return nil }
    self = found
  }

  /// How many indices of units an element has: none on a cost, two on a weight.
  public var unitSlots: Int { row.usual.unitCount }

  /// Whether it belongs to a layer.
  var hasLayer: Bool { row.usual.layer != nil }
}

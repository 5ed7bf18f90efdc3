import Formula

/// What the names in a statement stand for: index letters with their axes, the example meant, the first unit.
struct Scope {
  /// Axes of index letters, free or bound, innermost last.
  private var axes: [(name: String, axis: Axis)] = []
  /// Letters that stand for a count because a Σ runs to them: the m of Σ_{i=1}^m C_i.
  var counts: [Symbol: AxisRange] = [:]
  /// Layer variables bound by a Σ or Π over layers.
  var boundLayers: Set<String> = []
  /// The example that quantities without one belong to; nil in a formula where that is not clear.
  var example: Position?
  /// The number of the first unit on the page.
  var firstUnit: Int
  private var nextID = 1

  /// The id of the axis of "one example, whichever".
  static let implicitExampleID = 0

  init(firstUnit: Int) { self.firstUnit = firstUnit }

  /// The axis of "one example, whichever".
  static let implicitExample = Axis(id: implicitExampleID, name: "", range: .examples)

  /// A new axis.
  mutating func fresh(_ name: String, _ range: AxisRange) -> Axis {
    defer { nextID += 1 }
    return Axis(id: nextID, name: name, range: range)
  }

  /// The axis of a letter, if it has one.
  func axis(_ name: String) -> Axis? { axes.last { $0.name == name }?.axis }

  /// Gives a letter an axis.
  mutating func bind(_ name: String, to axis: Axis) { axes.append((name, axis)) }

  /// Never gives an id again that an inner scope has used.
  mutating func adoptIDs(of inner: Scope) { nextID = max(nextID, inner.nextID) }
}

import Formula

/// The units that a formula writes out one by one, as in z_j = w_{j0}a_0 + w_{j1}a_1 + w_{j2}a_2 + b_j.
struct WrittenOutUnits {
  /// How many units the layers have of which all are written, two or more.
  private(set) var widths: [Layer: Int] = [:]
  /// A free index of the left side that the right side replaces by one number: k = 0.
  private(set) var place: (condition: Condition, description: String)?
  private let notation: Notation

  init(_ statement: Statement, link: Int, _ convention: Convention) {
    notation = convention.notation
    let finder = IndexRangeFinder(convention: convention)
    var written: [Layer: Set<Int>] = [:]
    for side in [statement.sides[link], statement.sides[link + 1]] {
      side.collectLiterals(finder, into: &written)
    }
    for (layer, numbers) in written {
      let positions = numbers.map { $0 - notation.firstUnit }
      guard positions.count > 1, positions.count < 32, positions.min() == 0,
        positions.max() == positions.count - 1
      else { continue }
      widths[layer] = positions.count
    }
    place = Self.place(statement.sides[link], statement.sides[link + 1], finder)
  }

  /// "a network with 3 units in layer L−1 and 2 in layer L"
  var description: String {
    let printer = UnicodePrinter(notation: notation)
    let parts = widths.map { layer, count in
      (name: printer.print(Expression(.layerNumber(layer))), count: count)
    }.sorted { ($0.name.count, $0.name) < ($1.name.count, $1.name) }
    return "a network with "
      + parts.map { "\($0.count) units in layer \($0.name)" }.joined(separator: " and ")
  }

  /// The only index that stands on the left alone, where the right side names one unit of its layer.
  private static func place(_ left: Expression, _ right: Expression, _ finder: IndexRangeFinder) -> (
    condition: Condition, description: String
  )? {
    let rightIndices = finder.freeIndices(of: right)
    var literals: [Layer: Set<Int>] = [:]
    right.collectLiterals(finder, into: &literals)
    let alone = finder.freeIndices(of: left).filter { name in
      guard case .units(let layer)? = finder.range(of: name, in: left) else { return false }
      return !rightIndices.contains(name) || literals[layer]?.count == 1
    }
    guard alone.count == 1, let name = alone.first,
      case .units(let layer)? = finder.range(of: name, in: left),
      let number = literals[layer]?.first, literals[layer]?.count == 1, number >= 0
    else { return nil }
    let comparison = Comparison(
      Expression(.indexValue(.variable(name))), .equal, Expression(.indexValue(.literal(number))))
    return (Condition([comparison]), "\(name) = \(number)")
  }
}

extension Expression {
  /// The units that stand as numbers, by layer.
  fileprivate func collectLiterals(_ finder: IndexRangeFinder, into found: inout [Layer: Set<Int>]) {
    if case .quantity(let quantity) = node {
      for case (.literal(let number), .units(let layer)) in zip(
        quantity.indices, finder.unitRanges(of: quantity))
      {
        found[layer, default: []].insert(number)
      }
    }
    for child in children { child.collectLiterals(finder, into: &found) }
  }
}

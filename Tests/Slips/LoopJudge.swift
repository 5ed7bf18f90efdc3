import Formula

/// Decides slowly, by loops over units and five-point differences, whether a statement is true.
package struct LoopJudge {
  /// Why there is no value.
  package enum Refusal: Error {
    /// Indices or shapes do not fit: the statement must not be accepted.
    case meaningless
    /// This judge does not know the construct.
    case unknown
  }

  let network: LoopNetwork
  /// How many the first unit is.
  let firstUnit: Int
  /// The formula speaks of several examples.
  let speaksOfExamples: Bool
  /// ∂C/∂v of a column v is a row.
  let isAcross: Bool
  /// Letters that stand for a number of units or examples.
  let counts: [String: Range]
  /// Which layers and examples the letters of the point stand for.
  var point = Point()

  /// What an index counts: the units of a layer, or examples.
  enum Range: Hashable {
    case units(Int)
    case examples
  }

  /// What the letters stand for.
  struct Point {
    var layers: [String: Int] = [:]
    /// Positions of units and of examples, from 0.
    var places: [String: Int] = [:]
    /// The example of quantities that name none.
    var example: Int?
  }

  /// Whether both sides agree at every point of the networks.
  ///
  /// Gradients may lie along or across their variable: the formula is true if it is so in one of the two.
  package static func isTrue(
    _ statement: Statement, _ networks: [LoopNetwork], firstUnit: Int = 1
  ) throws(Refusal) -> Bool {
    var refusal: Refusal?
    var isFalse = false
    for isAcross in [false, true] {
      do throws(Refusal) {
        var holds = true
        for network in networks where holds {
          holds = try LoopJudge(statement, network, firstUnit, isAcross).agrees(statement)
        }
        if holds { return true }
        isFalse = true
      } catch {
        refusal = refusal == .unknown ? .unknown : error
      }
    }
    if let refusal, !isFalse || refusal == .unknown { throw refusal }
    return false
  }

  private init(_ statement: Statement, _ network: LoopNetwork, _ firstUnit: Int, _ isAcross: Bool) {
    self.network = network
    self.firstUnit = firstUnit
    self.isAcross = isAcross
    speaksOfExamples = statement.sides.contains { $0.contains(where: \.speaksOfExamples) }
    var counts: [String: Range] = [:]
    for side in statement.sides {
      side.visit { node in
        guard case .big(let operation) = node else { return }
        for binder in operation.binders {
          guard let name = binder.upper?.countLetter else { continue }
          counts[name] = operation.body.countsExamples(binder.name) ? .examples : .units(network.depth)
        }
      }
    }
    if speaksOfExamples {
      for name in ["m", "M", "N"] where counts[name] == nil { counts[name] = .examples }
    }
    self.counts = counts
  }

  private func agrees(_ statement: Statement) throws(Refusal) -> Bool {
    guard statement.sides.count == 2, let relation = statement.relations.first else { throw .unknown }
    var judge = self
    var wasJudged = false
    for layers in assignments(of: statement) {
      judge.point = Point(layers: layers)
      guard statement.sides.allSatisfy({ judge.makesSense($0) }) else { continue }
      wasJudged = true
      guard try judge.agrees(statement, relation) else { return false }
    }
    guard wasJudged else { throw .meaningless }
    return true
  }

  /// Every choice of layers for the letters of layers: a general layer has a layer below it.
  private func assignments(of statement: Statement) -> [[String: Int]] {
    var letters: Set<String> = []
    for side in statement.sides {
      side.visit { node in
        let layer: Layer? =
          switch node {
          case .quantity(let quantity): quantity.layer
          case .width(let layer), .layerNumber(let layer): layer
          default: nil
          }
        if case .variable(let name)? = layer?.base { letters.insert(name) }
      }
    }
    return letters.sorted().reduce([[:]]) { known, name in
      known.flatMap { known in (1...network.depth).map { known.merging([name: $0]) { $1 } } }
    }
  }

  private func agrees(_ statement: Statement, _ relation: Relation) throws(Refusal) -> Bool {
    let left = try free(statement.sides[0], [])
    let right = try free(statement.sides[1], [])
    for (name, range) in right {
      guard let own = left[name] else { throw .meaningless }
      guard own == nil || range == nil || own == range else { throw .meaningless }
    }
    let ranges = left.merging(right) { $0 ?? $1 }
    // Of "one example, whichever" two are tried.
    var points =
      speaksOfExamples
      ? [point]
      : (0..<2).map { example in
        var point = point
        point.example = example
        return point
      }
    for (name, range) in ranges.sorted(by: { $0.key < $1.key }) {
      guard let range else { throw .meaningless }
      points = points.flatMap { point in places(of: name, range, point) }
    }
    let named = ranges.filter { $0.value == .examples }.keys
    var pairs: [(Double, Double)] = []
    for point in points {
      var judge = self
      judge.point = point
      if named.count == 1, let name = named.first { judge.point.example = point.places[name] }
      var isMeant = true
      for condition in statement.conditions where isMeant { isMeant = try judge.isFulfilled(condition, nil) }
      if isMeant { pairs += try judge.pairs(statement) }
    }
    guard !pairs.contains(where: { $0.0.isNaN || $0.1.isNaN }) else { return false }
    let scale = pairs.reduce(0) { max($0, abs($1.0), abs($1.1)) }
    let noise = 1e-7 * scale + 1e-11
    switch relation {
    case .equal, .defined, .identical: return pairs.allSatisfy { abs($0.0 - $0.1) <= noise }
    case .less, .lessOrEqual: return pairs.allSatisfy { $0.0 <= $0.1 + noise }
    case .greater, .greaterOrEqual: return pairs.allSatisfy { $0.0 >= $0.1 - noise }
    default: throw .unknown
    }
  }

  private func pairs(_ statement: Statement) throws(Refusal) -> [(Double, Double)] {
    let left = try value(statement.sides[0], nil)
    let right = try value(statement.sides[1], nil)
    let isZero = { (side: Expression) in side.node == .number(0) }
    guard
      left.rows == right.rows && left.columns == right.columns || isZero(statement.sides[0])
        || isZero(statement.sides[1])
    else { throw .meaningless }
    return (0..<max(left.numbers.count, right.numbers.count)).map { place in
      (left.numbers[left.isScalar ? 0 : place], right.numbers[right.isScalar ? 0 : place])
    }
  }

  /// The points with every place for a letter.
  func places(of name: String, _ range: Range, _ point: Point) -> [Point] {
    (0..<count(range)).map { place in
      var point = point
      point.places[name] = place
      return point
    }
  }

  func count(_ range: Range) -> Int {
    switch range {
    case .units(let layer): network.widths[layer]
    case .examples: network.examples
    }
  }
}

extension Node {
  /// An example is named, or their number is.
  fileprivate var speaksOfExamples: Bool {
    switch self {
    case .quantity(let quantity):
      if case .variable? = quantity.example { return true }
      return quantity.role == .batchCost
    case .example(_, .variable), .exampleCount: return true
    default: return false
    }
  }
}

extension Expression {
  /// Every node, outermost first.
  func visit(_ take: (Node) -> Void) {
    take(node)
    for child in children { child.visit(take) }
  }

  /// P in Σ_{k=1}^P or m in Σ_{e=0}^{m−1}.
  fileprivate var countLetter: String? {
    switch node {
    case .symbol(let symbol): symbol.name
    case .indexValue(.variable(let name)): name
    case .sum(let terms): terms.first?.countLetter
    default: nil
    }
  }

  /// Whether a letter counts examples in it.
  fileprivate func countsExamples(_ name: String) -> Bool {
    contains { node in
      switch node {
      case .quantity(let quantity): quantity.example == .variable(name)
      case .example(_, let index): index == .variable(name)
      default: false
      }
    }
  }
}

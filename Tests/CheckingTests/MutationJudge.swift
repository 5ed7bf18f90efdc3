import Formula

import func Foundation.exp
import func Foundation.log
import func Foundation.pow

/// Decides slowly, by loops over units and five-point differences, whether a statement is true.
struct LoopJudge {
  /// Why there is no value.
  enum Refusal: Error {
    /// Indices or shapes do not fit: the statement must not be accepted.
    case meaningless
    /// This judge does not know the construct.
    case unknown
  }

  /// A scalar is 1 × 1, a column n × 1.
  struct Value {
    var rows: Int
    var columns: Int
    var numbers: [Double]
    var isScalar: Bool { rows == 1 && columns == 1 }

    static func scalar(_ number: Double) -> Value { Value(rows: 1, columns: 1, numbers: [number]) }
  }

  let network: LoopNetwork

  /// Whether both sides agree at every point of the networks.
  static func isTrue(_ statement: Statement, _ networks: [LoopNetwork]) throws(Refusal) -> Bool {
    for network in networks {
      guard try LoopJudge(network: network).isTrue(statement) else { return false }
    }
    return true
  }

  private func isTrue(_ statement: Statement) throws(Refusal) -> Bool {
    guard statement.sides.count == 2 else { throw .unknown }
    let letters = layerLetters(statement)
    guard letters.count <= 1 else { throw .unknown }
    var judged = false
    for layer in letters.isEmpty ? [0] : Array(0...network.depth) {
      let layers = letters.first.map { [$0: layer] } ?? [:]
      guard statement.sides.allSatisfy({ makesSense($0, layers) }) else { continue }
      judged = true
      guard try agree(statement, layers) else { return false }
    }
    guard judged else { throw .meaningless }
    return true
  }

  private func agree(_ statement: Statement, _ layers: [String: Int]) throws(Refusal) -> Bool {
    let left = try free(statement.sides[0], [], layers)
    let right = try free(statement.sides[1], [], layers)
    let shared = left.merging(right) { old, new in old == new || new == 0 ? old : old == 0 ? new : -1 }
    guard !shared.values.contains(-1), right.keys.allSatisfy({ left[$0] != nil }) else { throw .meaningless }
    var points: [[String: Int]] = [[:]]
    for (name, width) in left.sorted(by: { $0.key < $1.key }) {
      points = points.flatMap { point in (0..<width).map { point.merging([name: $0]) { $1 } } }
    }
    var pairs: [(Double, Double)] = []
    for point in points {
      let left = try value(statement.sides[0], point, layers, nil)
      let right = try value(statement.sides[1], point, layers, nil)
      let isZero = { (value: Value) in value.isScalar && value.numbers == [0] }
      guard left.rows == right.rows && left.columns == right.columns || isZero(left) || isZero(right) else {
        throw .meaningless
      }
      for place in 0..<max(left.numbers.count, right.numbers.count) {
        pairs.append((left.numbers[left.isScalar ? 0 : place], right.numbers[right.isScalar ? 0 : place]))
      }
    }
    let scale = pairs.reduce(0) { max($0, abs($1.0), abs($1.1)) }
    return pairs.allSatisfy { abs($0.0 - $0.1) <= 1e-6 * scale + 1e-12 }
  }

  // MARK: - Layers and free indices

  private func layerLetters(_ statement: Statement) -> Set<String> {
    var letters: Set<String> = []
    func take(_ expression: Expression) {
      if case .quantity(let quantity) = expression.node, case .variable(let name)? = quantity.layer?.base {
        letters.insert(name)
      }
      if case .width(let layer) = expression.node, case .variable(let name) = layer.base {
        letters.insert(name)
      }
      expression.children.forEach(take)
    }
    statement.sides.forEach(take)
    return letters
  }

  private func number(_ layer: Layer, _ layers: [String: Int]) throws(Refusal) -> Int {
    switch layer.base {
    case .output: return network.depth + layer.offset
    case .input: return layer.offset
    case .variable(let name):
      guard let value = layers[name] else { throw .unknown }
      return value + layer.offset
    }
  }

  private func makesSense(_ expression: Expression, _ layers: [String: Int]) -> Bool {
    if case .quantity(let quantity) = expression.node, let layer = quantity.layer {
      guard let number = try? number(layer, layers), number <= network.depth else { return false }
      if number < (quantity.role == .activation ? 0 : 1) { return false }
    }
    if case .width(let layer) = expression.node {
      guard let number = try? number(layer, layers), (0...network.depth).contains(number) else {
        return false
      }
    }
    return expression.children.allSatisfy { makesSense($0, layers) }
  }

  /// The free unit indices with the number of units they run over.
  private func free(
    _ expression: Expression, _ bound: Set<String>, _ layers: [String: Int]
  ) throws(Refusal) -> [String: Int] {
    var found: [String: Int] = [:]
    func add(_ name: String, _ width: Int) throws(Refusal) {
      if bound.contains(name) { return }
      if let known = found[name], known != width, known != 0, width != 0 { throw .meaningless }
      found[name] = max(found[name] ?? 0, width)
    }
    switch expression.node {
    case .quantity(let quantity):
      guard quantity.example == nil else { throw .unknown }
      for (place, index) in quantity.indices.enumerated() {
        guard case .variable(let name) = index else { throw .unknown }
        try add(name, width(of: quantity, place, layers))
      }
    case .kronecker(.variable(let left), .variable(let right)):
      try add(left, 0)
      try add(right, 0)
    case .big(let operation):
      let names = operation.binders.map(\.name)
      let inner = try free(operation.body, bound.subtracting(names), layers)
      for (name, width) in inner where !names.contains(name) { try add(name, width) }
    default:
      for child in expression.children {
        for (name, width) in try free(child, bound, layers) { try add(name, width) }
      }
    }
    return found
  }

  private func width(of quantity: Quantity, _ place: Int, _ layers: [String: Int]) throws(Refusal) -> Int {
    let layer =
      try number(quantity.layer ?? .output, layers) - (quantity.role == .weight && place == 1 ? 1 : 0)
    guard network.widths.indices.contains(layer) else { throw .meaningless }
    return network.widths[layer]
  }

  // MARK: - Values

  private func value(
    _ expression: Expression, _ point: [String: Int], _ layers: [String: Int], _ nudge: LoopNetwork.Nudge?
  ) throws(Refusal) -> Value {
    switch expression.node {
    case .number(let number): return .scalar(number)
    case .width(let layer): return .scalar(Double(network.widths[try number(layer, layers)]))
    case .quantity(let quantity): return try value(quantity, point, layers, nudge)
    case .kronecker(.variable(let left), .variable(let right)):
      return .scalar(point[left] == point[right] ? 1 : 0)
    case .negative(let part): return try value(part, point, layers, nudge).mapped { -$0 }
    case .transpose(let part): return try value(part, point, layers, nudge).transposed
    case .sum(let parts):
      return try combined(parts, point, layers, nudge) { (x, y) throws(Refusal) in try x.with(y, +) }
    case .hadamard(let parts):
      return try combined(parts, point, layers, nudge) { (x, y) throws(Refusal) in try x.with(y, *) }
    case .product(let parts):
      return try combined(parts, point, layers, nudge) { (x, y) throws(Refusal) in try x.times(y) }
    case .outer(let left, let right):
      return try value(left, point, layers, nudge).times(value(right, point, layers, nudge).transposed)
    case .quotient(let left, let right):
      return try value(left, point, layers, nudge).with(value(right, point, layers, nudge), /)
    case .power(let base, let exponent):
      return try value(base, point, layers, nudge).with(value(exponent, point, layers, nudge), pow)
    case .call(let function, let arguments):
      guard let argument = arguments.first, arguments.count == 1 else { throw .unknown }
      return try called(function, value(argument, point, layers, nudge))
    case .big(let operation):
      guard operation.kind == .sum else { throw .unknown }
      let ranges = try free(operation.body, [], layers)
      var points = [point]
      for binder in operation.binders {
        guard let width = ranges[binder.name], width > 0 else { throw .meaningless }
        guard binder.condition == nil, binder.lower == nil, binder.upper == nil else { throw .unknown }
        points = points.flatMap { point in (0..<width).map { point.merging([binder.name: $0]) { $1 } } }
      }
      var total = Value.scalar(0)
      for point in points { total = try total.with(value(operation.body, point, layers, nudge), +) }
      return total
    case .derivative(of: let function, by: let variable):
      return try derivative(function, variable, point, layers)
    case .gradient(of: let function, by: let variable?):
      return try derivative(function, variable, point, layers)
    default: throw .unknown
    }
  }

  private func combined(
    _ parts: [Expression], _ point: [String: Int], _ layers: [String: Int], _ nudge: LoopNetwork.Nudge?,
    _ combine: (Value, Value) throws(Refusal) -> Value
  ) throws(Refusal) -> Value {
    var result: Value?
    for part in parts {
      let next = try value(part, point, layers, nudge)
      if let known = result { result = try combine(known, next) } else { result = next }
    }
    guard let result else { throw .unknown }
    return result
  }

  private func called(_ function: Function, _ argument: Value) throws(Refusal) -> Value {
    switch function {
    case .activation(let primes, _):
      guard network.value(primes, 0) != nil else { throw .unknown }
      return argument.mapped { network.value(primes, $0) ?? .nan }
    case .exp: return argument.mapped { exp($0) }
    case .log: return argument.mapped { log($0) }
    case .diag:
      guard argument.columns == 1, argument.rows > 1 else { throw .meaningless }
      let count = argument.rows
      return Value(
        rows: count, columns: count,
        numbers: (0..<count * count).map { $0 / count == $0 % count ? argument.numbers[$0 / count] : 0 })
    default: throw .unknown
    }
  }

  private func value(
    _ quantity: Quantity, _ point: [String: Int], _ layers: [String: Int], _ nudge: LoopNetwork.Nudge?
  ) throws(Refusal) -> Value {
    let layer = try number(quantity.layer ?? .output, layers)
    let pass = network.pass(nudge)
    func whole(_ numbers: [Double]) throws(Refusal) -> Value {
      guard let index = quantity.indices.first else {
        return Value(rows: numbers.count, columns: 1, numbers: numbers)
      }
      let unit = try place(index, point)
      guard numbers.indices.contains(unit) else { throw .meaningless }
      return .scalar(numbers[unit])
    }
    switch quantity.role {
    case .activation: return try whole(pass.a[layer])
    case .preactivation: return try whole(pass.z[layer])
    case .target: return try whole(network.target)
    case .bias:
      return try whole(
        network.widths.indices.contains(layer)
          ? (0..<network.widths[layer]).map { network.bias(layer, $0) } : [])
    case .cost: return .scalar(network.cost(nudge))
    case .error:
      guard nudge == nil else { throw .unknown }
      return try whole(
        (0..<network.widths[layer]).map { unit in
          network.derivative(.init(role: .preactivation, layer: layer, units: [unit])) { network.cost($0) }
        })
    case .weight:
      let (rows, columns) = (network.widths[layer], network.widths[layer - 1])
      guard quantity.indices.isEmpty else {
        guard quantity.indices.count == 2 else { throw .unknown }
        let (j, k) = (try place(quantity.indices[0], point), try place(quantity.indices[1], point))
        guard j < rows, k < columns else { throw .meaningless }
        return .scalar(network.weight(layer, j, k))
      }
      return Value(
        rows: rows, columns: columns,
        numbers: (0..<rows * columns).map { network.weight(layer, $0 / columns, $0 % columns) })
    case .batchCost: throw .unknown
    }
  }

  private func place(_ index: Index, _ point: [String: Int]) throws(Refusal) -> Int {
    guard case .variable(let name) = index else { throw .unknown }
    guard let unit = point[name] else { throw .meaningless }
    return unit
  }

  /// ∂A/∂B: a scalar, ∇ by a vector or matrix, or a Jacobian with a row for each component of A.
  private func derivative(
    _ function: Expression, _ variable: Expression, _ point: [String: Int], _ layers: [String: Int]
  ) throws(Refusal) -> Value {
    guard case .quantity(let quantity) = variable.node else { throw .meaningless }
    guard [.activation, .preactivation, .weight, .bias].contains(quantity.role), let written = quantity.layer
    else {
      throw .unknown
    }
    let layer = try number(written, layers)
    guard !isUpstream(function, of: layer, quantity.role, layers) else { throw .unknown }
    let sizes =
      quantity.role == .weight ? [network.widths[layer], network.widths[layer - 1]] : [network.widths[layer]]
    func slope(_ units: [Int], _ component: Int) throws(Refusal) -> Double {
      do {
        return try network.derivative(.init(role: quantity.role, layer: layer, units: units)) { nudge in
          try value(function, point, layers, nudge).numbers[component]
        }
      } catch let refusal as Refusal { throw refusal } catch { throw .unknown }
    }
    let count = try value(function, point, layers, nil)
    if !quantity.indices.isEmpty {
      var units: [Int] = []
      for index in quantity.indices { units.append(try place(index, point)) }
      guard zip(units, sizes).allSatisfy({ $0 < $1 }) else { throw .meaningless }
      guard count.isScalar else { throw .unknown }
      return .scalar(try slope(units, 0))
    }
    if count.isScalar, sizes.count == 2 {
      var numbers: [Double] = []
      for place in 0..<sizes[0] * sizes[1] {
        numbers.append(try slope([place / sizes[1], place % sizes[1]], 0))
      }
      return Value(rows: sizes[0], columns: sizes[1], numbers: numbers)
    }
    guard sizes.count == 1, count.columns == 1 else { throw .unknown }
    var numbers: [Double] = []
    for row in 0..<count.rows { for unit in 0..<sizes[0] { numbers.append(try slope([unit], row)) } }
    return count.isScalar
      ? Value(rows: sizes[0], columns: 1, numbers: numbers)
      : Value(rows: count.rows, columns: sizes[0], numbers: numbers)
  }

  /// Whether the function stands before the variable, where "held fixed" leaves the derivative open.
  private func isUpstream(_ function: Expression, of layer: Int, _ role: Role, _ layers: [String: Int])
    -> Bool
  {
    guard case .quantity(let quantity) = function.node else { return false }
    if quantity.role == .cost { return false }
    guard let own = quantity.layer.flatMap({ try? number($0, layers) }) else { return true }
    let rank = { (role: Role, layer: Int) in
      layer * 3 + (role == .activation ? 2 : role == .preactivation ? 1 : 0)
    }
    return rank(quantity.role, own) < rank(role, layer) || quantity.role == .weight || quantity.role == .bias
  }
}

extension LoopJudge.Value {
  func mapped(_ function: (Double) -> Double) -> Self {
    Self(rows: rows, columns: columns, numbers: numbers.map(function))
  }

  var transposed: Self {
    Self(
      rows: columns, columns: rows,
      numbers: (0..<numbers.count).map { numbers[$0 % rows * columns + $0 / rows] })
  }

  func with(_ other: Self, _ combine: (Double, Double) -> Double) throws(LoopJudge.Refusal) -> Self {
    if isScalar { return other.mapped { combine(numbers[0], $0) } }
    if other.isScalar { return mapped { combine($0, other.numbers[0]) } }
    guard rows == other.rows, columns == other.columns else { throw .meaningless }
    return Self(rows: rows, columns: columns, numbers: zip(numbers, other.numbers).map(combine))
  }

  func times(_ other: Self) throws(LoopJudge.Refusal) -> Self {
    if isScalar || other.isScalar { return try with(other, *) }
    guard columns == other.rows else { throw .meaningless }
    var result = Self(rows: rows, columns: other.columns, numbers: [])
    for row in 0..<rows {
      for column in 0..<other.columns {
        result.numbers.append(
          (0..<columns).reduce(0) {
            $0 + numbers[row * columns + $1] * other.numbers[$1 * other.columns + column]
          })
      }
    }
    return result
  }
}

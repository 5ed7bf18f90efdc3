import Formula

import func Foundation.cosh
import func Foundation.exp
import func Foundation.log
import func Foundation.pow
import func Foundation.sinh
import func Foundation.tanh
import enum Network.Activation

// The value of an expression at a point.
extension LoopJudge {
  typealias Value = LoopValue

  func value(_ expression: Expression, _ nudge: LoopNetwork.Nudge?) throws(Refusal) -> Value {
    switch expression.node {
    case .number(let number): return .scalar(number)
    case .constant(let constant): return .scalar(constant == .e ? exp(1) : .pi)
    case .width(let layer): return .scalar(Double(network.widths[try number(layer)]))
    case .layerNumber(let layer): return .scalar(Double(try number(layer)))
    case .exampleCount: return .scalar(Double(network.examples))
    case .ones: return .scalar(1)
    case .symbol(let symbol): return .scalar(try value(symbol, nudge))
    case .indexValue(let index): return .scalar(try value(of: index))
    case .quantity(let quantity): return try value(quantity, nudge)
    case .kronecker(let left, let right):
      return .scalar(try value(of: left) == value(of: right) ? 1 : 0)
    case .indicator(let condition): return .scalar(try isFulfilled(condition, nudge) ? 1 : 0)
    case .negative(let part): return try value(part, nudge).mapped { -$0 }
    case .transpose(let part): return try value(part, nudge).transposed
    case .sum(let parts):
      return try combined(parts, nudge) { (x, y) throws(Refusal) in try x.with(y, +) }
    case .hadamard(let parts):
      return try combined(parts, nudge) { (x, y) throws(Refusal) in try x.with(y, *) }
    case .product(let parts):
      return try combined(parts, nudge) { (x, y) throws(Refusal) in try x.times(y) }
    case .outer(let left, let right): return try value(left, nudge).times(value(right, nudge).transposed)
    case .inner(let left, let right): return try value(left, nudge).transposed.times(value(right, nudge))
    case .quotient(let left, let right): return try value(left, nudge).with(value(right, nudge), /)
    case .power(let base, let exponent): return try value(base, nudge).with(value(exponent, nudge), pow)
    case .call(let function, let arguments): return try called(function, arguments, nudge)
    case .big(let operation): return try sum(operation, nudge)
    case .element(let inner, let indices): return .scalar(try element(inner, indices, nudge))
    case .example(let inner, let index):
      var judge = self
      judge.point.example = try place(index, .examples)
      return try judge.value(inner, nudge)
    case .cases(let branches):
      for branch in branches {
        guard let condition = branch.condition else { return try value(branch.value, nudge) }
        if try isFulfilled(condition, nudge) { return try value(branch.value, nudge) }
      }
      return .scalar(.nan)
    case .derivative(of: let function, by: let variable):
      guard nudge == nil else { throw .unknown }
      return try derivative(function, variable, isAcross: isAcross)
    case .gradient(of: let function, by: let variable?):
      guard nudge == nil else { throw .unknown }
      return try derivative(function, variable, isAcross: false)
    case .value, .gradient, .matrix, .identity, .evaluated, .updated, .ellipsis: throw .unknown
    }
  }

  private func combined(
    _ parts: [Expression], _ nudge: LoopNetwork.Nudge?,
    _ combine: (Value, Value) throws(Refusal) -> Value
  ) throws(Refusal) -> Value {
    var result: Value?
    for part in parts {
      let next = try value(part, nudge)
      if let known = result { result = try combine(known, next) } else { result = next }
    }
    guard let result else { throw .unknown }
    return result
  }

  private func value(_ symbol: Symbol, _ nudge: LoopNetwork.Nudge?) throws(Refusal) -> Double {
    if let range = counts[symbol.name] { return Double(count(range)) }
    let z = network.loneZ + (nudge.map { $0.role == nil ? $0.amount : 0 } ?? 0)
    switch symbol.name {
    case "z": return z
    case "a": return network.value(network.presumed.activation, 0, z) ?? .nan
    case "\\alpha", "\\eta": return 0.37
    case "s": return 0.83
    default: throw .unknown
    }
  }

  private func value(of index: Index) throws(Refusal) -> Double {
    switch index {
    case .variable(let name):
      if let range = counts[name] { return Double(count(range)) }
      if let layer = point.layers[name] { return Double(layer) }
      guard let place = point.places[name] else { throw .meaningless }
      return Double(place + firstUnit)
    case .literal(let number): return Double(number)
    case .last, .trueClass, .all: throw .unknown
    }
  }

  private func element(
    _ inner: Expression, _ indices: [Index], _ nudge: LoopNetwork.Nudge?
  ) throws(Refusal) -> Double {
    let value = try value(inner, nudge)
    let sizes = value.isVector ? [value.numbers.count] : [value.rows, value.columns]
    guard !value.isScalar, indices.count == sizes.count else { throw .meaningless }
    var places: [Int] = []
    for (index, size) in zip(indices, sizes) {
      guard let layer = network.widths.firstIndex(of: size) else { throw .unknown }
      places.append(try place(index, .units(layer)))
    }
    return places.count == 1 ? value.numbers[places[0]] : value[places[0], places[1]]
  }

  // MARK: - Functions

  private func called(
    _ function: Function, _ arguments: [Expression], _ nudge: LoopNetwork.Nudge?
  ) throws(Refusal) -> Value {
    guard let first = arguments.first else { throw .unknown }
    let argument = try value(first, nudge)
    guard arguments.count == 1 || function == .max || function == .min else { throw .unknown }
    switch function {
    case .activation(let primes, let layer):
      return try activated(argument, activation(of: first, layer, argument), primes)
    case .named(let name, let primes):
      guard let activation = Activation(rawValue: name.rawValue) else { throw .unknown }
      return try activated(argument, activation, primes)
    case .softmax: return try activated(argument, .softmax, 0)
    case .elementary(let function):
      switch function {
      case .exp: return argument.mapped { exp($0) }
      case .log: return argument.mapped { log($0) }
      case .tanh: return argument.mapped { tanh($0) }
      case .sinh: return argument.mapped { sinh($0) }
      case .cosh: return argument.mapped { cosh($0) }
      case .sqrt: return argument.mapped { $0.squareRoot() }
      case .abs: return argument.mapped { abs($0) }
      default: throw .unknown
      }
    case .norm: return .scalar(argument.numbers.reduce(0) { $0 + $1 * $1 }.squareRoot())
    case .sumOfElements: return .scalar(argument.numbers.reduce(0, +))
    case .max, .min:
      var result = argument
      for other in arguments.dropFirst() {
        result = try result.with(value(other, nudge)) { function == .max ? max($0, $1) : min($0, $1) }
      }
      return result
    case .diag:
      guard argument.isVector else { throw .meaningless }
      let count = argument.numbers.count
      return Value(
        rows: count, columns: count,
        numbers: (0..<count * count).map { $0 / count == $0 % count ? argument.numbers[$0 / count] : 0 })
    case .other: throw .unknown
    }
  }

  private func activated(_ argument: Value, _ activation: Activation, _ primes: Int) throws(Refusal) -> Value
  {
    if activation == .softmax {
      guard primes == 0, argument.isVector else { throw .meaningless }
      return Value(
        rows: argument.rows, columns: argument.columns, numbers: network.softmax(argument.numbers))
    }
    guard network.value(activation, primes, 0) != nil else { throw .unknown }
    return argument.mapped { network.value(activation, primes, $0) ?? .nan }
  }

  /// Which function σ is: that of the layer its argument runs over.
  private func activation(
    of argument: Expression, _ layer: Layer?, _ value: Value
  ) throws(Refusal) -> Activation {
    guard network.presumed.activation != network.presumed.output else { return network.presumed.activation }
    if let layer { return network.activation(of: try number(layer)) }
    if case .quantity(let quantity) = argument.node {
      return network.activation(of: try number(quantity.layer ?? .output))
    }
    if value.isVector, let layer = network.widths.firstIndex(of: value.numbers.count) {
      return network.activation(of: layer)
    }
    for case .units(let layer)?? in try free(argument, []).values { return network.activation(of: layer) }
    return network.presumed.activation
  }

  // MARK: - Sums

  private func sum(
    _ operation: Formula.BigOperator, _ nudge: LoopNetwork.Nudge?
  ) throws(Refusal) -> Value {
    guard operation.kind == .sum else { throw .unknown }
    let ranges = try free(operation.body, [])
    var judges = [self]
    for binder in operation.binders {
      var known = ranges[binder.name] ?? nil
      if known == nil { known = try declared(binder) }
      guard let range = known else { throw .meaningless }
      let places = try places(binder, range)
      judges = judges.flatMap { judge in
        places.map { place in
          var judge = judge
          judge.point.places[binder.name] = place
          if range == .examples { judge.point.example = place }
          return judge
        }
      }
    }
    var total = Value.scalar(0)
    for judge in judges {
      var isMeant = true
      for binder in operation.binders {
        if isMeant, let condition = binder.condition { isMeant = try judge.isFulfilled(condition, nudge) }
      }
      if isMeant { total = try total.with(judge.value(operation.body, nudge), +) }
    }
    return total
  }

  /// What a sign alone says that its letter counts.
  private func declared(_ binder: Binder) throws(Refusal) -> Range? {
    switch binder.upper?.node {
    case .width(let layer): return .units(try number(layer))
    case .exampleCount: return .examples
    case .symbol(let symbol): return counts[symbol.name]
    default: return nil
    }
  }

  /// The places a Σ runs over, by its limits.
  private func places(_ binder: Binder, _ range: Range) throws(Refusal) -> [Int] {
    var first = firstUnit
    var lower = first
    if let written = binder.lower {
      let number = Int(try value(written, nil).numbers[0])
      if number == 0 || number == 1 { first = number }
      lower = number
    }
    guard let written = binder.upper else { return Array(0..<count(range)) }
    let upper = Int(try value(written, nil).numbers[0])
    guard lower >= first, upper < first + count(range) else { throw .meaningless }
    return lower <= upper ? Array(lower - first...upper - first) : []
  }
}

import Formula

// Quantities of the network, and derivatives by them.
extension LoopJudge {
  func value(_ quantity: Quantity, _ nudge: LoopNetwork.Nudge?) throws(Refusal) -> Value {
    func picked(_ numbers: [Double], _ layer: Int) throws(Refusal) -> Value {
      guard let index = quantity.indices.first else { return .column(numbers) }
      guard quantity.indices.count == 1 else { throw .meaningless }
      return .scalar(numbers[try place(index, .units(layer))])
    }
    switch quantity.role {
    case .batchCost: return .scalar(network.batchCost(nudge))
    case .cost:
      if quantity.example == nil, speaksOfExamples { return .scalar(network.batchCost(nudge)) }
      return .scalar(network.cost(nudge, try example(quantity.example)))
    case .target: return try picked(network.targets[try example(quantity.example)], network.depth)
    case .weight: return try weight(quantity, nudge)
    case .bias:
      let layer = try number(quantity.layer ?? .output)
      let numbers = network.biases[layer].indices.map { unit in
        var number = network.biases[layer][unit]
        if let nudge, nudge.role == .bias, nudge.layer == layer,
          nudge.units == [unit] || nudge.units.isEmpty
        {
          number += nudge.amount
        }
        return number
      }
      switch network.presumed.biases {
      case .perNeuron: return try picked(numbers, layer)
      case .shared:
        guard quantity.indices.isEmpty else { throw .unknown }
        return .scalar(numbers[0])
      case .none: throw .meaningless
      }
    case .activation, .preactivation, .error:
      let layer = try number(quantity.layer ?? .output)
      let example = try example(quantity.example)
      if quantity.role == .error {
        guard nudge == nil else { throw .unknown }
        return try picked(network.errors(layer, example), layer)
      }
      let pass = network.pass(nudge, example)
      return try picked(quantity.role == .activation ? pass.a[layer] : pass.z[layer], layer)
    }
  }

  private func weight(_ quantity: Quantity, _ nudge: LoopNetwork.Nudge?) throws(Refusal) -> Value {
    let layer = try number(quantity.layer ?? .output)
    let (rows, columns) = (network.widths[layer], network.widths[layer - 1])
    func entry(_ j: Int, _ k: Int) -> Double {
      var number = network.weights[layer][j][k]
      if let nudge, nudge.role == .weight, nudge.layer == layer, nudge.units == [j, k] {
        number += nudge.amount
      }
      return number
    }
    guard quantity.indices.isEmpty else {
      guard quantity.indices.count == 2 else { throw .meaningless }
      let j = try place(quantity.indices[0], .units(layer))
      return .scalar(entry(j, try place(quantity.indices[1], .units(layer - 1))))
    }
    return Value(
      rows: rows, columns: columns,
      numbers: (0..<rows * columns).map { entry($0 / columns, $0 % columns) })
  }

  /// ∂A/∂B: a number, ∇ by a vector or matrix, or a Jacobian with a row for each component of A.
  func derivative(
    _ function: Expression, _ variable: Expression, isAcross: Bool
  ) throws(Refusal) -> Value {
    let value = try value(function, nil)
    func slope(_ nudge: LoopNetwork.Nudge, _ component: Int) throws(Refusal) -> Double {
      do {
        return try network.derivative(nudge) { nudge in
          try self.value(function, nudge).numbers[component]
        }
      } catch let refusal as Refusal { throw refusal } catch { throw .unknown }
    }
    func slopes(_ nudge: LoopNetwork.Nudge) throws(Refusal) -> [Double] {
      var slopes: [Double] = []
      for component in value.numbers.indices { slopes.append(try slope(nudge, component)) }
      return slopes
    }
    if case .symbol(Symbol("z")) = variable.node { return .scalar(try slope(.init(role: nil), 0)) }
    guard case .quantity(let quantity) = variable.node,
      [.activation, .preactivation, .weight, .bias].contains(quantity.role)
    else { throw .unknown }
    let layer = try number(quantity.layer ?? .output)
    guard !isUpstream(function, of: layer, quantity.role) else { throw .unknown }
    var nudge = LoopNetwork.Nudge(role: quantity.role, layer: layer)
    if quantity.role == .activation || quantity.role == .preactivation {
      nudge.example = try example(quantity.example)
    }
    let ranges = try ranges(of: quantity)
    if !quantity.indices.isEmpty || ranges.isEmpty {
      guard quantity.indices.count == ranges.count else { throw .meaningless }
      for (index, range) in zip(quantity.indices, ranges) { nudge.units.append(try place(index, range)) }
      return Value(rows: value.rows, columns: value.columns, numbers: try slopes(nudge))
    }
    let sizes = ranges.map { count($0) }
    if sizes.count == 2 {
      guard value.isScalar else { throw .unknown }
      var numbers: [Double] = []
      for place in 0..<sizes[0] * sizes[1] {
        nudge.units = [place / sizes[1], place % sizes[1]]
        numbers.append(try slope(nudge, 0))
      }
      return Value(rows: sizes[0], columns: sizes[1], numbers: numbers)
    }
    guard value.columns == 1 else { throw .unknown }
    var columns: [[Double]] = []
    for unit in 0..<sizes[0] {
      nudge.units = [unit]
      columns.append(try slopes(nudge))
    }
    let jacobian = Value(rows: sizes[0], columns: value.rows, numbers: columns.flatMap { $0 }).transposed
    return value.isScalar && !isAcross ? jacobian.transposed : jacobian
  }

  /// Whether some of the function stands before the variable, where "held fixed" leaves the derivative open.
  private func isUpstream(_ function: Expression, of layer: Int, _ role: Role) -> Bool {
    guard role == .activation || role == .preactivation else { return false }
    func rank(_ role: Role, _ layer: Int) -> Int { layer * 2 + (role == .activation ? 1 : 0) }
    return function.contains { node in
      guard case .quantity(let own) = node, own.role == .activation || own.role == .preactivation,
        let number = try? number(own.layer ?? .output)
      else { return false }
      return rank(own.role, number) < rank(role, layer)
    }
  }
}

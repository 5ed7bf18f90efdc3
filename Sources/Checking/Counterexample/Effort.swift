import Network

/// How hard numbers are to compute with by hand, and how little they show: the smaller the better.
struct Effort {
  private(set) var total = 0.0

  /// The effort of a state with a point at which two sides differ.
  ///
  /// - usesErrors: whether derivatives are needed to get the two sides.
  init(_ network: FriendlyNetwork, _ state: State, _ point: Refutation, usesErrors: Bool) {
    take(network)
    let pass = state.pass
    for l in 1...state.network.depth {
      let activation = state.network.layers[l - 1].activation
      for (z, a) in zip(pass.preactivations[l].elements, pass.activations[l].elements) {
        total += Self.digits(z) + Self.digits(a)
        // A unit that is off hides what stands behind it.
        if a == 0 { total += 4 }
        if usesErrors, activation.isElementwise, activation != .relu {
          total += Self.digits(activation.derivative(at: z, slopeAtZero: 0))
        }
      }
      if usesErrors {
        for error in state.gradients.errors[l].elements { total += Self.digits(error) + (error == 0 ? 6 : 0) }
      }
    }
    let (left, right) = (point.left.value, point.right.value)
    total += Self.digits(left) + Self.digits(right)
    if left == 0 || right == 0 { total += 26 }
    // A difference that is plain to see.
    if abs(left - right) < 0.15 * max(abs(left), abs(right)) { total += 4 }
    total += 0.05 * Double(point.positions.values.reduce(0, +))
    total += network.activation.row?.effort ?? 1
  }

  /// The numbers that were chosen: whole, few signs, and no more alike than need be.
  private mutating func take(_ network: FriendlyNetwork) {
    var seen: [Double: Int] = [:]
    for (slot, number) in zip(network.slots, network.numbers) {
      switch slot {
      case .trueClass: total += number < 0 ? 2 : 0.1 * number
      case .bias, .sharedBias: total += Self.digits(number) + (number == 0 ? 0 : 0.3)
      case .input, .weight, .target, .symbol:
        total += Self.digits(number) + (number < 0 ? 0.3 : 0)
        total += 0.3 * Double(seen[number, default: 0])
        seen[number, default: 0] += 1
      }
    }
  }

  /// The effort of writing a number down and multiplying with it.
  static func digits(_ x: Double) -> Double {
    guard let decimals = decimals(x) else { return 6 }
    let size = abs(x) > 200 ? 4 : abs(x) > 40 ? 1.5 : abs(x) > 12 ? 0.5 : 0
    return size + 0.02 * abs(x) + (x < 0 ? 0.1 : 0) + [0, 0.3, 0.6, 1, 1.5, 2.5, 3.5][decimals]
  }

  /// How many decimals a number has, if it ends within six.
  static func decimals(_ x: Double) -> Int? {
    guard abs(x) < 1e6 else { return nil }
    var scaled = x
    for decimals in 0...6 {
      if scaled == scaled.rounded() { return decimals }
      scaled = x * [10, 100, 1000, 1e4, 1e5, 1e6, 1e7][decimals]
    }
    return nil
  }
}

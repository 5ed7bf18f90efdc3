import Formula

/// Points outside of where a formula has a value, drawn again.
extension State {
  /// The state, where each side of a chain has a value somewhere on it; else one with other numbers for the names of
  /// the chain, the first on which that is so. None is found for log(−x²): then the state is as good as any.
  ///
  /// log(x − 3) needs an x beyond what is usual, log(1 − x²) one below: each try draws from a wider range than the
  /// last but one, or from a narrower.
  ///
  /// - Parameter kind: what names of the chain have to be.
  func inDomain(of chain: LoweredChain, _ kind: NetworkKind) -> State {
    guard !chain.symbols.isEmpty, chain.mayLackValues, !hasValues(chain) else { return self }
    for attempt in 0..<Self.attempts {
      var other = self
      let scale = attempt % 3 == 2 ? 1 / Double(1 + attempt) : Double(1 + attempt / 2)
      let isSlope = network.layers.contains { $0.activation == .relu }
      for symbol in chain.symbols.sorted(by: { $0.name < $1.name })
      where !kind.lettersAtZero.contains(symbol) && !(isSlope && symbol.isSlopeAtZero) {
        var random = Random(seed: seed, name: "\(symbol.name), drawn again \(attempt)")
        let drawn = random.signed(0.3, 1.7) * scale
        other.symbols[symbol] = kind.positiveLetters ? abs(drawn) : drawn
      }
      if other.hasValues(chain) { return other }
    }
    return self
  }

  /// How often a point is drawn again before it is given up.
  private static let attempts = 24
  /// The work that looking for a value may take, in multiplications.
  private static let work = 200_000

  /// Whether each side of a chain is a number somewhere on the state; what cannot be evaluated says nothing against it.
  private func hasValues(_ chain: LoweredChain) -> Bool {
    guard let layers = chain.constraints.assignments(depth: network.depth).first else { return true }
    return chain.sides.allSatisfy { side in
      guard case .success(let side) = side else { return true }
      var evaluator = Evaluator(state: self, layers: layers, budget: Self.work)
      evaluator.example = chain.exampleMeant
      guard let values = try? evaluator.value(of: side.form).values else { return true }
      return values.contains { !$0.isNaN }
    }
  }
}

extension LoweredChain {
  /// Whether a function stands in it that has a value for some numbers only.
  fileprivate var mayLackValues: Bool {
    sides.contains { side in
      if case .success(let side) = side { side.form.mayLackValues } else { false }
    }
  }
}

extension IndexForm {
  /// Whether a logarithm, a root, a power or a choice without "otherwise" stands in it.
  fileprivate var mayLackValues: Bool {
    switch self {
    case .apply(.elementary(let function), let inner):
      !function.row.isDefinedEverywhere || inner.mayLackValues
    case .power, .choice: true
    default: children.contains(where: \.mayLackValues)
    }
  }
}

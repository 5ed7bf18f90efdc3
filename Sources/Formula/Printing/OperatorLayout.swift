extension LayoutBuilder {
  /// base^exponent. An exponent T would be read as a transpose, so it is bracketed.
  func power(_ baseExpression: Expression, _ exponent: Expression) -> Layout {
    let base = layout(baseExpression, .base)
    if case .symbol(let symbol) = exponent.node, symbol.name == "T" || symbol.name == "\\top" {
      return .power(base, bracketed(exponent))
    }
    if isNumberSpace(baseExpression), case .product(let sides) = exponent.node {
      return .power(base, .infix(.times, sides.map { layout($0, .factor) }))
    }
    return .power(base, layout(exponent))
  }

  /// ℝ, whose exponent is a shape: ℝ^{n × m}.
  private func isNumberSpace(_ expression: Expression) -> Bool {
    expression.node == .symbol(Symbol("\\mathbb{R}"))
  }

  /// Whether ∂A/∂B has to be written as the operator ∂/∂B before a bracket.
  func isOperator(_ numerator: Expression) -> Bool {
    switch numerator.node {
    case .quantity, .symbol, .width, .exampleCount, .call, .element, .example: false
    case .number, .value, .constant, .layerNumber, .indexValue, .sum, .negative, .product, .hadamard, .outer,
      .inner, .quotient, .power, .big, .derivative, .gradient, .transpose, .cases, .matrix, .indicator,
      .kronecker, .identity, .ones, .evaluated, .updated, .ellipsis:
      true
    }
  }

  /// ∂A/∂B
  func derivative(of a: Expression, by b: Expression) -> Layout {
    if let prefixed = prefixedGradient(of: a, by: b) { return prefixed }
    let by = layout(b, isOperator(b) ? .base : .side)
    return isOperator(a) ? .derivativeOperator(by: by, layout(a)) : .derivative(of: layout(a), by: by)
  }

  /// dW for ∂C/∂W where the notation has it and the statement tells whose cost is meant.
  private func prefixedGradient(of a: Expression, by b: Expression) -> Layout? {
    guard let prefix = notation.gradientPrefix, let statement, case .quantity(let cost) = a.node,
      case .quantity(let variable) = b.node, notation.patterns[variable.role] != nil,
      cost == Quantity(statement.speaksOfExamples ? .batchCost : .cost),
      variable.role == .weight || variable.role == .bias || variable.role == .activation,
      variable.example == nil
    else { return nil }
    var inner = self
    inner.namePrefix = prefix
    return inner.layout(variable)
  }

  /// ∇_B A
  func gradient(of a: Expression, by b: Expression?) -> Layout {
    let by = b.map { layout($0) }
    switch a.node {
    case .quantity, .symbol: return .gradient(by: by, layout(a))
    default: return .gradient(by: by, bracketed(a))
    }
  }

  /// A function before its arguments, or the sign that stands for it.
  func call(_ function: Function, _ arguments: [Expression]) -> Layout {
    let items = arguments.map { layout($0) }
    let inside: Layout = items.count == 1 ? items[0] : .list(items)
    let single = items.count == 1
    switch function {
    case .exp where single: return .exponential(inside)
    case .sqrt where single: return .root(inside)
    case .abs: return .fenced(.bar, inside)
    case .norm: return .fenced(.doubleBar, inside)
    default: return .call(name(of: function), .fenced(.parenthesis, inside))
    }
  }

  private func name(of function: Function) -> Layout {
    switch function {
    case .activation(let primes, let layer): activation(primes: primes, layer: layer)
    case .named(let activation, let primes): primed(.word(activation.word), primes)
    case .other(let name, let primes): primed(otherName(name), primes)
    case .softmax: .word("softmax")
    case .elementary(let function): .word(function.word)
    case .max: .word("max")
    case .min: .word("min")
    case .norm: .word("norm")
    case .diag: .word("diag")
    case .sumOfElements: .word("sum")
    }
  }

  /// A run of letters is set upright, as one word.
  private func otherName(_ name: String) -> Layout {
    name.count > 1 && name.utf8.allSatisfy(isASCIILetter) ? .word(name) : .name(name)
  }

  private func isASCIILetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  private func primed(_ base: Layout, _ primes: Int) -> Layout {
    primes > 0 ? .scripted(.init(base: base, primes: primes)) : base
  }

  private func activation(primes: Int, layer: Layer?) -> Layout {
    var scripted = Layout.ScriptedName(base: .name(notation.activationFunction), primes: primes)
    if let layer { add(layer, at: notation.activationFunctionLayer ?? .subscript, to: &scripted) }
    return .scripted(scripted)
  }

  /// Branches.
  func cases(_ branches: [Branch]) -> Layout {
    .cases(branches.map { .init(value: layout($0.value), condition: $0.condition.map(layout)) })
  }

  /// An evaluation bar.
  func evaluated(_ x: Expression, _ assignments: [Assignment]) -> Layout {
    .evaluated(
      layout(x),
      at: assignments.map { .comparison([layout($0.quantity), layout($0.value)], [.equal]) })
  }

  /// Comparisons: chained where the right side of one is the left side of the next, else with commas.
  func layout(_ condition: Condition) -> Layout {
    var chains: [(sides: [Layout], relations: [Relation])] = []
    var end: Expression?
    for comparison in condition.comparisons {
      if let end, end == comparison.left, !chains.isEmpty {
        chains[chains.count - 1].sides.append(layout(comparison.right))
        chains[chains.count - 1].relations.append(comparison.relation)
      } else {
        let sides = [layout(comparison.left), layout(comparison.right)]
        chains.append((sides, [comparison.relation]))
      }
      end = comparison.right
    }
    let parts = chains.map { Layout.comparison($0.sides, $0.relations) }
    return parts.count == 1 ? parts[0] : .list(parts)
  }
}

extension LayoutBuilder {
  /// Σ or Π. Several indices share one sign when none has limits; otherwise each gets its own.
  func layout(_ big: BigOperator, _ place: Place) -> Layout {
    if isImplied(big, place) { return layout(big.body, place) }
    let hasLimits = big.binders.contains { $0.lower != nil || $0.upper != nil }
    let body = layout(big.body, .term)
    guard hasLimits else {
      let below = big.binders.flatMap(lowerParts)
      let lower: Layout? = below.isEmpty ? nil : below.count == 1 ? below[0] : .list(below)
      return .big([.init(kind: big.kind, lower: lower)], body)
    }
    let signs = big.binders.map { binder in
      let below = lowerParts(binder)
      let lower: Layout? = below.isEmpty ? nil : below.count == 1 ? below[0] : .list(below)
      let short: Layout? = isWholeRange(binder, in: big.body) ? .name(binder.name) : nil
      return Layout.BigSign(
        kind: big.kind, lower: lower, upper: binder.upper.map { layout($0) }, short: short)
    }
    return .big(signs, body)
  }

  /// Whether Σ says nothing that the product behind it doesn't, in a notation that sums shared indices.
  func isImplied(_ big: BigOperator, _ place: Place) -> Bool {
    guard notation.sumsAreImplied, let statement, place <= .term, big.kind == .sum,
      case .product = big.body.node
    else { return false }
    return big.body.summingSharedIndices(except: statement.outside) == Expression(.big(big))
  }

  /// j, j = 1, j ≠ i, or j = 1, j ≠ i; the condition stands alone when it begins with the index.
  private func lowerParts(_ binder: Binder) -> [Layout] {
    var parts: [Layout] = []
    if let lower = binder.lower {
      let value = layout(lower)
      parts.append(binder.name.isEmpty ? value : .comparison([.name(binder.name), value], [.equal]))
    } else if !binder.name.isEmpty, !(binder.condition.map { begins($0, with: binder.name) } ?? false) {
      parts.append(.name(binder.name))
    }
    if let condition = binder.condition { parts.append(layout(condition)) }
    return parts
  }

  private func begins(_ condition: Condition, with name: String) -> Bool {
    switch condition.comparisons.first?.left.node {
    case .indexValue(.variable(name)): true
    case .layerNumber(.variable(name)): true
    case .symbol(Symbol(name)): true
    default: false
    }
  }
}

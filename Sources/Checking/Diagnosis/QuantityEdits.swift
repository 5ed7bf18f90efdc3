import Formula

// One quantity, function or term for another.
extension SideEdits {
  /// Primes and functions added and dropped.
  var functionEdits: [Edit] {
    var edits: [Edit] = []
    for part in parts {
      switch part.expression.node {
      case .call(.activation(let primes, let layer), let arguments):
        let other = Expression(
          .call(.activation(primes: primes == 0 ? 1 : primes - 1, layer: layer), arguments))
        edits.append(
          edit(primes == 0 ? .missingPrime(part.expression) : .extraPrime(part.expression), part, other))
        if let argument = arguments.first {
          edits.append(edit(.extraFunction(part.expression), part, argument))
        }
      case .call(.named(let function, let primes), let arguments):
        let other = Expression(.call(.named(function, primes: primes == 0 ? 1 : primes - 1), arguments))
        edits.append(
          edit(primes == 0 ? .missingPrime(part.expression) : .extraPrime(part.expression), part, other))
        if let argument = arguments.first {
          edits.append(edit(.extraFunction(part.expression), part, argument))
        }
      case .quantity(let z) where part.place == .whole && z.role == .preactivation && isAboutActivation:
        let other = Expression(.call(.activation(primes: 0, layer: nil), [part.expression]))
        edits.append(edit(.missingFunction(part.expression), part, other))
      case .sum where part.place == .factor || part.place == .whole || part.place == .other,
        .big where part.place == .whole:
        let other = Expression(.call(.activation(primes: 0, layer: nil), [part.expression]))
        edits.append(edit(.missingFunction(part.expression), part, other))
      default: break
      }
    }
    return edits
  }

  /// The left side is an activation.
  private var isAboutActivation: Bool {
    if case .quantity(let quantity) = left.node { quantity.role == .activation } else { false }
  }

  /// a for z, a − y for a, a weight for an activation …
  func quantityEdits(inDerivatives isInDerivative: Bool) -> [Edit] {
    var edits: [Edit] = []
    for part in parts where (part.place == .variable) == isInDerivative {
      guard case .quantity(let own) = part.expression.node else { continue }
      for other in others(for: own, part) {
        edits.append(edit(.otherQuantity(part.expression, other), part, other))
      }
    }
    guard !isInDerivative else { return edits + otherVariables }
    edits += slopeForCost + matchForZero + countsOfOthers
    let z = Expression(.symbol(Symbol("z")))
    let a = Expression(.symbol(Symbol("a")))
    for (was, now) in [(z, a), (a, z)] where right.contains(where: { $0 == was.node }) {
      let other = right.mapped { $0 == was.node ? now.node : $0 }
      edits.append(Edit(kind: .otherQuantity(was, now), result: other, range: right.range))
    }
    return edits
  }

  /// ∂z/∂w for ∂z/∂a, where the left side is a derivative by w.
  private var otherVariables: [Edit] {
    guard case .derivative(of: _, by: let variable) = left.node else { return [] }
    return parts.compactMap { part in
      guard case .derivative(of: let function, by: let own) = part.expression.node, own != variable else {
        return nil
      }
      let now = Expression(.derivative(of: function, by: variable))
      return edit(.otherQuantity(part.expression, now), part, now)
    }
  }

  /// E for n_l and n_l for E.
  private var countsOfOthers: [Edit] {
    parts.flatMap { part -> [Edit] in
      let others: [Expression]
      switch part.expression.node {
      case .width: others = [Expression(.exampleCount)]
      case .exampleCount: others = layersWritten.prefix(2).map { Expression(.width($0)) }
      default: return []
      }
      return others.map { edit(.otherCount(part.expression, $0), part, $0) }
    }
  }

  /// C in an update, where its derivative belongs.
  private var slopeForCost: [Edit] {
    guard case .updated(let variable) = left.node else { return [] }
    return parts.compactMap { part in
      guard case .quantity(let cost) = part.expression.node, part.place != .variable,
        cost.role == .cost || cost.role == .batchCost
      else { return nil }
      let slope = Expression(.derivative(of: part.expression, by: variable))
      return edit(.otherQuantity(part.expression, slope), part, slope)
    }
  }

  /// δ_{ij} for a plain number, where two indices count the same units.
  private var matchForZero: [Edit] {
    guard case .number = right.node, let whole = parts.first else { return [] }
    return freeLetters.flatMap { first in
      freeLetters.filter { $0.layer == first.layer && first.name < $0.name }.map { second in
        let match = Expression(.kronecker(first.index, second.index))
        return edit(.otherQuantity(right, match), whole, match)
      }
    }
  }

  private func others(for own: Quantity, _ part: Part) -> [Expression] {
    var others: [Expression] = []
    func add(_ role: Role) {
      guard own.role != role else { return }
      var other = own
      other.role = role
      if role == .target { other.layer = nil }
      if own.role == .target { other.layer = .output }
      if role == .bias || role == .weight { other.example = nil }
      others.append(Expression(.quantity(other)))
    }
    switch own.role {
    case .activation:
      add(.preactivation)
      add(.error)
      add(.bias)
      if own.layer == .output {
        add(.target)
        others.append(
          Expression(
            .sum([part.expression, Expression(.negative(quantity(.target, nil, own.indices)))])))
      }
    case .preactivation:
      others.append(Expression(.call(.activation(primes: 1, layer: nil), [part.expression])))
      add(.activation)
      add(.error)
    case .error:
      add(.activation)
      add(.preactivation)
    case .target:
      add(.activation)
      let a = quantity(.activation, .output, own.indices)
      others.append(Expression(.sum([part.expression, Expression(.negative(a))])))
    case .bias: add(.activation)
    case .weight, .cost, .batchCost: break
    }
    guard part.place != .variable, own.indices.count <= 2, !own.indices.isEmpty else { return others }
    let letters = letters(at: part)
    if own.role == .weight {
      for letter in letters where own.indices.contains(letter.index) {
        others.append(quantity(.activation, letter.layer, [letter.index]))
      }
    } else if own.role == .activation || own.role == .bias {
      for to in letters {
        for from in letters where from.layer == to.layer.previous {
          if own.indices.contains(to.index) || own.indices.contains(from.index) {
            others.append(quantity(.weight, to.layer, [to.index, from.index]))
          }
        }
      }
    }
    return others
  }

  /// Terms dropped.
  var extraTerms: [Edit] {
    var edits: [Edit] = []
    for part in parts {
      guard case .sum(let terms) = part.expression.node else { continue }
      for number in terms.indices {
        var rest = terms
        rest.remove(at: number)
        var edit = edit(.extraTerm(terms[number]), part, .plus(rest))
        edit.range = terms[number].range ?? edit.range
        edits.append(edit)
      }
    }
    return edits
  }

  /// Terms added: the bias, the target, a weight that is updated.
  var missingTerms: [Edit] {
    var edits: [Edit] = []
    for part in parts {
      switch part.place {
      case .whole, .body, .argument, .factor, .other: break
      case .term, .negated, .variable, .element, .exponent: continue
      }
      if case .quantity = part.expression.node, part.place == .factor || part.place == .other { continue }
      for term in terms(at: part) {
        edits.append(edit(.missingTerm(term), part, .plus([part.expression, term])))
      }
      edits += missingOnes(part)
    }
    return edits
  }

  /// 1 + x for x, and a − 1 for a whole a.
  private func missingOnes(_ part: Part) -> [Edit] {
    let one = Expression(.number(1))
    var edits: [Edit] = []
    switch part.expression.node {
    case .quantity, .number, .symbol, .width, .exampleCount: break
    default: edits.append(edit(.missingTerm(one), part, .plus([one, part.expression])))
    }
    if part.place == .whole {
      let term = Expression(.negative(one))
      edits.append(edit(.missingTerm(term), part, .plus([part.expression, term])))
    }
    return edits
  }

  private func terms(at part: Part) -> [Expression] {
    let letters = letters(at: part) + namedUnits
    var terms: [Expression] = []
    for letter in letters {
      if letter.layer != .number(0), let bias = bias(of: letter) { terms.append(bias) }
      let a = quantity(.activation, letter.layer, [letter.index])
      terms += [a, Expression(.negative(a))]
      if letter.layer == .output {
        terms.append(Expression(.negative(quantity(.target, nil, [letter.index]))))
      }
      for from in letters where from.layer == letter.layer.previous {
        terms.append(quantity(.weight, letter.layer, [letter.index, from.index]))
      }
    }
    terms += letters.flatMap { first in
      letters.filter { $0.layer == first.layer && first.name < $0.name }.flatMap { second -> [Expression] in
        let match = Expression(.kronecker(first.index, second.index))
        let a = quantity(.activation, first.layer, [first.index])
        return isSoftmax && first.layer == .output ? [match, .times([a, match])] : [match]
      }
    }
    if part.place == .argument {
      for letter in letters where letter.layer != .number(0) {
        let z = quantity(.preactivation, letter.layer, [letter.index])
        terms += [z, Expression(.negative(z))]
      }
    }
    terms += exponentials.flatMap { [$0, Expression(.negative($0))] }
    for letter in letters where letter.layer != .number(0) {
      let from = freshLetter(["k", "i", "m", "p"])
      let below = letter.layer.previous
      let term = Expression.times([
        quantity(.weight, letter.layer, [letter.index, .variable(from)]),
        quantity(.activation, below, [.variable(from)]),
      ])
      terms.append(Expression(.big(BigOperator(.sum, over: [Binder(from)], term))))
    }
    if letters.isEmpty, hasWholes {
      terms += layersWritten.map { quantity(.bias, $0) }
      if isSoftmax { terms.append(Expression(.call(.diag, [quantity(.activation, .output)]))) }
      terms += [Expression(.negative(quantity(.target, nil))), quantity(.activation, .output)]
      for layer in layersWritten {
        let below = layer.previous
        let (weight, input) = (quantity(.weight, layer), quantity(.activation, below))
        terms += [.times([weight, input]), .times([weight, quantity(.bias, below)])]
        if left.hasTransposes {
          let across = [input, weight].map { Expression(.transpose($0)) }
          terms += [Expression(.transpose(quantity(.bias, layer))), .times(across)]
        }
      }
    }
    return terms
  }

  /// b_j^l, or b^l where the layer shares one; nil where there are none.
  private func bias(of letter: Letter) -> Expression? {
    switch finder.convention.biases {
    case .perNeuron: quantity(.bias, letter.layer, [letter.index])
    case .shared: quantity(.bias, letter.layer)
    case .none: nil
    }
  }
}

extension Expression {
  /// Something transposed stands in it.
  var hasTransposes: Bool { contains { if case .transpose = $0 { true } else { false } } }
}

import Formula

// What is particular to softmax and its cross-entropy.
extension SideEdits {
  /// What is particular to softmax: the true class, and the classes beside the diagonal.
  var softmaxEdits: [Edit] {
    var edits: [Edit] = []
    for part in parts {
      guard case .sum(let terms) = part.expression.node, terms.contains(where: \.speaksOfActivation) else {
        continue
      }
      for (number, term) in terms.enumerated() {
        var isNegative = false
        switch term.node {
        case .number(1): break
        case .negative(let inner) where inner.node == .number(1): isNegative = true
        default: continue
        }
        func with(_ other: Expression) -> Expression {
          var changed = terms
          changed[number] = isNegative ? Expression(.negative(other)) : other
          return .plus(changed)
        }
        let letters = letters(at: part)
        for letter in letters where letter.layer == .output {
          let target = quantity(.target, nil, [letter.index])
          edits.append(edit(.trueClass(target), part, with(target)))
        }
        if hasWholes, terms.contains(where: \.isWholeOutput) {
          let target = quantity(.target, nil)
          edits.append(edit(.trueClass(target), part, with(target)))
        }
        for first in letters {
          for second in letters where second.layer == first.layer && first.name < second.name {
            let kronecker = Expression(.kronecker(first.index, second.index))
            edits.append(edit(.offDiagonal(kronecker), part, with(kronecker)))
          }
        }
      }
    }
    guard isSoftmax else { return edits }
    edits += parts.flatMap { diagonals($0) + slopesOfCost($0) + onePaths($0) + onePathsOfWholes($0) }
    edits += parts.compactMap(softmaxOfOneNumber) + uniformSoftmax
    if let whole = parts.first {
      for letter in freeLetters where letter.layer == .output {
        let a = quantity(.activation, .output, [letter.index])
        let others = Expression.times([a, Self.one(minus: quantity(.target, nil, [letter.index]))])
        edits.append(edit(.offDiagonal(others), whole, .plus([right, others])))
      }
    }
    for part in parts {
      guard case .call(.diag, let arguments) = part.expression.node, let argument = arguments.first,
        let a = argument.elementwiseFactors.first
      else { continue }
      let square = Expression.times([a, Expression(.transpose(a))])
      let other = Expression(.sum([Expression(.call(.diag, [a])), Expression(.negative(square))]))
      edits.append(edit(.offDiagonal(Expression(.negative(square))), part, other))
    }
    return edits
  }
}

extension SideEdits {
  /// Pieces of softmax and its Jacobian: 1/Σ_k e^{z_k}, e^{z_k}, 𝟏[k = i] − a_i, and z_k beside a logarithm.
  func softmaxFactors(_ letters: [Letter]) -> [Expression] {
    let outputs = letters.filter { $0.layer == .output }
    var factors: [Expression] = []
    if !exponentials.isEmpty, !outputs.isEmpty {
      let sum = sumOfExponentials
      let one = Expression(.number(1))
      factors.append(Expression(.quotient(one, sum)))
      factors.append(Expression(.quotient(one, Expression(.power(sum, Expression(.number(2)))))))
      factors += outputs.map { Expression(.call(.exp, [quantity(.preactivation, .output, [$0.index])])) }
    }
    for first in outputs {
      for second in outputs where second != first {
        let a = quantity(.activation, .output, [second.index])
        let match = Expression(.kronecker(first.index, second.index))
        factors.append(Expression(.sum([match, Expression(.negative(a))])))
      }
    }
    if [left, right].contains(where: { $0.contains { if case .call(.log, _) = $0 { true } else { false } } })
    {
      factors += outputs.map { quantity(.preactivation, .output, [$0.index]) }
    }
    return factors
  }

  /// Σ_k e^{z_k}
  private var sumOfExponentials: Expression {
    let letter = freshLetter(["k", "j", "i", "m", "p"])
    let power = Expression(.call(.exp, [quantity(.preactivation, .output, [.variable(letter)])]))
    return Expression(.big(BigOperator(.sum, over: [Binder(letter)], power)))
  }
}

extension SideEdits {
  /// y − a for y/a: the cost was differentiated by a, not by z.
  private func slopesOfCost(_ part: Part) -> [Edit] {
    guard isCrossEntropy, case .quotient(let above, let below) = part.expression.node,
      case .quantity(let y) = above.node, y.role == .target, case .quantity(let a) = below.node,
      a.role == .activation, a.layer ?? .output == .output, a.indices == y.indices
    else { return [] }
    let now = Expression(.sum([above, Expression(.negative(below))]))
    return [edit(.slopeOfCost(part.expression, now), part, now)]
  }

  /// a_i(𝟏[i = j] − a_j) for a_i(1 − a_i) 𝟏[i = j], y − a for y(1 − a), −a_i a_j for 0.
  private func diagonals(_ part: Part) -> [Edit] {
    if part.place == .whole, part.expression.node == .number(0) {
      return freeLetters.flatMap { first in
        freeLetters.filter { $0.layer == first.layer && first.name < $0.name }.map { second in
          let pair = [first, second].map { quantity(.activation, .output, [$0.index]) }
          let now = Expression(.negative(.times(pair)))
          return edit(.diagonalOnly(part.expression, now), part, now)
        }
      }
    }
    let isWhole: Bool
    let factors: [Expression]
    switch part.expression.node {
    case .product(let own): (factors, isWhole) = (own, false)
    case .hadamard(let own): (factors, isWhole) = (own, true)
    default: return []
    }
    return factors.indices.flatMap { place -> [Edit] in
      guard let a = factors[place].subtractedFromOne, case .quantity(let own) = a.node,
        own.role == .activation, own.layer ?? .output == .output
      else { return [] }
      func replaced(_ other: Int, by now: Expression) -> Edit {
        var rest = factors
        rest[place] = now
        rest.remove(at: other)
        let was = Expression.times([factors[min(place, other)], factors[max(place, other)]])
        return edit(.diagonalOnly(was, now), part, isWhole ? .elementwise(rest) : .times(rest))
      }
      var edits: [Edit] = []
      for other in factors.indices where other != place {
        switch factors[other].node {
        case .quantity(let y) where y.role == .target && y.indices == own.indices:
          edits.append(replaced(other, by: Expression(.sum([factors[other], Expression(.negative(a))]))))
        case .kronecker(let first, let second):
          for index in [first, second] where own.indices != [index] {
            let its = Expression(.negative(quantity(.activation, .output, [index])))
            edits.append(replaced(other, by: Expression(.sum([factors[other], its]))))
          }
        default: break
        }
      }
      return edits
    }
  }

  /// a_i for 1/P: what comes out where the sum in softmax has its own index below e.
  private var uniformSoftmax: [Edit] {
    let width = Node.width(.output)
    let square = Node.power(Expression(width), Expression(.number(2)))
    guard right.contains(where: { $0 == width }) else { return [] }
    return freeLetters.filter { $0.layer == .output }.map { letter in
      let a = quantity(.activation, .output, [letter.index])
      let other = right.mapped { node in
        guard case .quotient(let above, let below) = node, above.node == .number(1) else { return node }
        if below.node == width { return a.node }
        return below.node == square ? .power(a, Expression(.number(2))) : node
      }
      let was = Expression(.quotient(Expression(.number(1)), Expression(width)))
      return Edit(kind: .otherQuantity(was, a), result: other, range: right.range)
    }
  }

  /// e^{z_i}/Σ_k e^{z_k} for σ(z_i), a_i(1 − a_i) for σ′(z_i), where the output is softmax.
  private func softmaxOfOneNumber(_ part: Part) -> Edit? {
    guard case .call(.activation(let primes, _), let arguments) = part.expression.node, primes < 2,
      case .quantity(let z)? = arguments.first?.node, z.role == .preactivation, z.layer == .output,
      z.indices.count == 1
    else { return nil }
    let other: Expression
    if primes == 0 {
      let letter = freshLetter(["k", "j", "i", "m", "p"])
      var summand = z
      summand.indices = [.variable(letter)]
      let above = Expression(.call(.exp, [Expression(.quantity(z))]))
      let below = Expression(.call(.exp, [Expression(.quantity(summand))]))
      other = Expression(
        .quotient(above, Expression(.big(BigOperator(.sum, over: [Binder(letter)], below)))))
    } else {
      let a = quantity(.activation, .output, z.indices)
      other = .times([a, Self.one(minus: a)])
    }
    return edit(.softmaxOfOneNumber(part.expression, other), part, other)
  }
}

extension Expression {
  /// a^L
  fileprivate var isWholeOutput: Bool {
    guard case .quantity(let quantity) = node else { return false }
    return quantity.role == .activation && quantity.layer ?? .output == .output && quantity.indices.isEmpty
  }

  /// x of 1 − x.
  var subtractedFromOne: Expression? {
    guard case .sum(let terms) = node, terms.count == 2, terms[0].node == .number(1),
      case .negative(let inner) = terms[1].node
    else { return nil }
    return inner
  }

  /// An activation stands in it, or a derivative of one, and no target.
  fileprivate var speaksOfActivation: Bool {
    quantities.contains { $0.role == .activation } && !quantities.contains { $0.role == .target }
  }

  fileprivate var elementwiseFactors: [Expression] {
    switch node {
    case .hadamard(let factors), .product(let factors): factors
    default: [self]
    }
  }
}

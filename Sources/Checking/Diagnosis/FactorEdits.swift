import Formula
import Network

// Factors that are missing or one too many.
extension SideEdits {
  /// Places where a factor may be missing: the whole, each term without its sign, and the body of each Σ.
  private var multiplied: [Part] {
    parts.filter { part in
      if case .negative = part.expression.node { return false }
      return switch part.place {
      case .whole, .body, .term, .negated: true
      case .factor, .argument, .variable, .element, .exponent, .other: false
      }
    }
  }

  /// What may have been forgotten beside a part.
  func knownFactors(at part: Part) -> [Expression] {
    let letters = letters(at: part) + namedUnits
    var factors: [Expression] = []
    for letter in letters where letter.layer != .number(0) {
      // max(0, z) = z · ReLU′(z): where z stands for a, that is not what is missing.
      let z = quantity(.preactivation, letter.layer, [letter.index])
      if activation == .relu, part.expression.factors.contains(z) { continue }
      factors.append(derivative(letter.layer, [letter.index]))
      if activation == .relu, case .call = left.node {
        let isPositive = Condition([Comparison(z, .greater, Expression(.number(0)))])
        factors.append(Expression(.indicator(isPositive)))
      }
    }
    if activation == .sigmoid {
      for letter in letters {
        let a = quantity(.activation, letter.layer, [letter.index])
        factors.append(.times([a, Self.one(minus: a)]))
        factors.append(Self.one(minus: a))
      }
    }
    for letter in letters { factors.append(quantity(.activation, letter.layer, [letter.index])) }
    if isSoftmax { factors += softmaxFactors(letters) }
    for to in letters {
      for from in letters where to != from {
        if from.layer == to.layer.previous {
          factors.append(quantity(.weight, to.layer, [to.index, from.index]))
        }
      }
    }
    return factors + factorsOfUnit + upstreamFactors(letters) + slopes(letters) + paths(letters)
      + exponentials
  }

  /// ∂a_i/∂w and ∂z_i/∂w of a derivative by w, and Σ_e δ_e of one by a bias.
  private func slopes(_ letters: [Letter]) -> [Expression] {
    guard case .derivative(of: let function, by: let variable) = left.node,
      case .quantity(let below) = variable.node, !below.indices.isEmpty
    else { return [] }
    // Where the side is written out, σ′ and inputs say more.
    let isOfCost = function.quantities.contains { $0.role == .cost || $0.role == .batchCost }
    let hasSlopes = right.contains { if case .derivative = $0 { true } else { false } }
    guard !isOfCost || hasSlopes else { return [] }
    var factors: [Expression] = []
    for letter in letters where letter.layer != below.layer?.previous {
      for role in [Role.activation, .preactivation] {
        let above = quantity(role, letter.layer, [letter.index])
        // ∂a_i/∂a_j of one layer is 0 or 1.
        let isOfOneLayer = role == below.role && letter.layer == below.layer
        if above != variable, above != function, !isOfOneLayer {
          factors.append(Expression(.derivative(of: above, by: variable)))
        }
      }
    }
    return factors
  }

  /// Every e^x of the formula.
  var exponentials: [Expression] {
    var found: [Expression] = []
    func collect(_ expression: Expression) {
      if case .call(.exp, _) = expression.node, !found.contains(expression), found.count < 4 {
        found.append(expression)
      }
      expression.children.forEach(collect)
    }
    collect(left)
    collect(right)
    return found
  }

  /// What leads from one unit to another: ∂a_j/∂a_k, ∂a_k/∂z_i of a softmax, Σ_j δ_j w_{jk}.
  private func paths(_ letters: [Letter]) -> [Expression] {
    var factors: [Expression] = []
    let hasSlopes = [left, right].contains {
      $0.contains { if case .derivative = $0 { true } else { false } }
    }
    for to in letters where hasSlopes {
      for from in letters where to != from {
        let a = quantity(.activation, to.layer, [to.index])
        if from.layer == to.layer.previous {
          let below = quantity(.activation, from.layer, [from.index])
          factors.append(Expression(.derivative(of: a, by: below)))
        } else if isSoftmax, from.layer == .output, to.layer == .output {
          let z = quantity(.preactivation, from.layer, [from.index])
          factors.append(Expression(.derivative(of: a, by: z)))
        }
      }
    }
    guard left.quantities.contains(where: { $0.role == .error || $0.role == .cost }) else { return factors }
    for letter in letters where letter.layer != .output {
      let above = letter.layer.next
      let to = freshLetter()
      let path = Expression.times([
        quantity(.error, above, [.variable(to)]), quantity(.weight, above, [.variable(to), letter.index]),
      ])
      factors.append(Expression(.big(BigOperator(.sum, over: [Binder(to)], path))))
    }
    return factors
  }

  /// What a chain begins with: a − y, ∂C/∂a, y and 1/a of a cross-entropy; the rate of an update.
  private func upstreamFactors(_ letters: [Letter]) -> [Expression] {
    var factors: [Expression] = []
    let quantities = left.quantities + right.quantities
    let cost = quantities.first { $0.role == .cost || $0.role == .batchCost }
    if cost != nil || quantities.contains(where: { $0.role == .error || $0.role == .target }) {
      let cost = Expression(.quantity(cost ?? Quantity(.cost, example: example)))
      for letter in letters {
        let a = quantity(.activation, letter.layer, [letter.index])
        let y = quantity(.target, nil, [letter.index])
        if letter.layer == .output {
          factors.append(Expression(.sum([a, Expression(.negative(y))])))
          if isCrossEntropy {
            factors += [y, Expression(.quotient(Expression(.number(1)), a)), Expression(.call(.log, [a]))]
          }
        }
        factors.append(Expression(.derivative(of: cost, by: a)))
      }
    }
    let isUpdate = left.contains { if case .updated = $0 { true } else { false } }
    var rates = (left.symbols.union(right.symbols)).filter { $0.mayBe(.rate) }.sorted { $0.name < $1.name }
    if rates.isEmpty, isUpdate { rates = [Symbol("\\alpha")] }
    return factors
      + rates.flatMap { rate -> [Expression] in
        let alone = Expression(.symbol(rate))
        return [alone, Expression(.quotient(alone, Expression(.exampleCount)))]
      }
  }

  /// n_l, E and the parts of them, where two indices must be one, an error term.
  func countsAndMatches(at part: Part) -> [Expression] {
    let letters = letters(at: part) + namedUnits
    let matches = letters.flatMap { first in
      letters.filter { $0.layer == first.layer && first.name < $0.name }
        .map { Expression(.kronecker(first.index, $0.index)) }
    }
    return widthFactors + matches
      + letters.filter { $0.layer != .number(0) }.map { quantity(.error, $0.layer, [$0.index]) }
  }

  /// Factors of a formula about the bare z and a of one unit.
  private var factorsOfUnit: [Expression] {
    let z = Expression(.symbol(Symbol("z")))
    let a = Expression(.symbol(Symbol("a")))
    guard [left, right].contains(where: { $0.contains { $0 == z.node || $0 == a.node } }) else { return [] }
    let isPositive = Condition([Comparison(z, .greater, Expression(.number(0)))])
    return [Self.one(minus: a), a, z, Expression(.indicator(isPositive))]
  }

  /// n_l and 1/n_l, E and 1/E.
  private var widthFactors: [Expression] {
    var counts = layersWritten.prefix(3).map { Expression(.width($0)) }
    counts.append(Expression(.exampleCount))
    return counts.flatMap { [$0, Expression(.quotient(Expression(.number(1)), $0))] }
  }

  /// The layers of the formula, in the order of their first occurrence.
  var layersWritten: [Layer] {
    var found: [Layer] = []
    for quantity in left.quantities + right.quantities {
      if let layer = quantity.layer, !found.contains(layer) { found.append(layer) }
    }
    return found
  }

  func missing(_ factors: (Part) -> [Expression]) -> [Edit] {
    multiplied.flatMap { part in
      // What is to be multiplied with itself lacks its square.
      factors(part).filter { $0 != part.expression }.map {
        edit(.missingFactor($0), part, .times([part.expression, $0]))
      }
    }
  }

  /// Factors dropped: those that are derivatives, and the others.
  var extraFactors: (slopes: [Edit], others: [Edit]) {
    var edits: [Edit] = []
    for part in parts {
      switch part.expression.node {
      case .product(let factors):
        edits += factors.indices.map { number in
          edit(dropping: [number], of: factors, part) { .times($0) }
        }
        for number in factors.indices.dropLast()
        where Expression.times([factors[number], factors[number + 1]]).isActivationDerivative {
          edits.append(edit(dropping: [number, number + 1], of: factors, part) { .times($0) })
        }
      case .hadamard(let factors):
        edits += factors.indices.map { number in
          edit(dropping: [number], of: factors, part) { .elementwise($0) }
        }
      case .quotient(let above, let below):
        let factor = Expression(.quotient(Expression(.number(1)), below))
        edits.append(edit(.extraFactor(factor), part, above))
      default: break
      }
    }
    // A factor that stands there twice is one too many, whatever it is.
    func isSlope(_ edit: Edit) -> Bool {
      guard case .extraFactor(let factor) = edit.kind, case .derivative = factor.node else { return false }
      return parts.filter { $0.expression == factor }.count == 1
    }
    return (edits.filter(isSlope), edits.filter { !isSlope($0) })
  }

  private func edit(
    dropping numbers: [Int], of factors: [Expression], _ part: Part, _ joined: ([Expression]) -> Expression
  ) -> Edit {
    let rest = factors.indices.filter { !numbers.contains($0) }.map { factors[$0] }
    let dropped = joined(numbers.map { factors[$0] })
    var edit = edit(.extraFactor(dropped), part, joined(rest))
    if let range = numbers.compactMap({ factors[$0].range }).reduce(nil, { Lowering.union($0, $1) }) {
      edit.range = range
    }
    return edit
  }
}

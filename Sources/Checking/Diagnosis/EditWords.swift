import Formula

/// Says what an edit changes: by its stable name and in one sentence.
struct EditWords {
  let notation: Notation
  /// What the side is equated with.
  let left: Expression
  /// The side as it was written.
  let right: Expression

  private var printer: UnicodePrinter { UnicodePrinter(notation: notation) }

  /// The stable name.
  func name(of kind: Edit.Kind) -> DiagnosisName {
    switch kind {
    case .missingFactor(let factor): factorName(factor, isMissing: true)
    case .extraFactor(let factor): factorName(factor, isMissing: false)
    case .missingTerm, .extraTerm: .other
    case .constant(let factor, _):
      switch factor.node {
      case .number(2): .missingFactor2
      default: .wrongNormalisation
      }
    case .sign, .exponentSign, .turnedCondition: .signError
    case .otherNumber(_, _, let isFactor): isFactor ? .wrongNormalisation : .other
    case .swappedIndices: .transposedWeight
    case .exchangedLetters: speaksOfWeights ? .transposedWeight : .indexMismatch
    case .otherIndex: .indexMismatch
    case .missingIndex: .indexMismatch
    case .meant: .wrongQuantity
    case .hiddenError(_, _, let isTrueClass): isTrueClass ? .trueClassOnly : .wrongLayer
    case .sumLimit(_, .ofOtherLayer): .wrongLayer
    case .sumLimit(_, .leavesOut): .missingSum
    case .sumLimit(_, .tooFar): .indexMismatch
    case .otherLayer, .layersByIndex, .allLayers, .exchangedLayers, .exchangedPlaces, .skippedLayer:
      .wrongLayer
    case .missingSum, .onlyOne, .extraSum: .missingSum
    case .sumOverOther: .indexMismatch
    case .missingPrime: .missingActivationDerivative
    case .transpose, .extraTranspose: .transposedWeight
    case .reversedProduct: speaksOfWeights ? .transposedWeight : .other
    case .needsHadamard, .needsProduct, .needsOuterProduct: .shapeMismatch
    case .otherQuantity(let was, let now): quantityName(was, now)
    case .softmaxOfOneNumber: .wrongQuantity
    case .trueClass: .trueClassOnly
    case .offDiagonal, .diagonalOnly: .softmaxDiagonalOnly
    case .slopeOfCost: .missingActivationDerivative
    case .closedForm: .other
    case .otherBigOperator, .oneSum: .missingSum
    case .transposeForInverse, .rearranged: .transposedWeight
    case .otherCount: .wrongNormalisation
    case .otherOperation(_, let now): now.dividesByCount ? .wrongNormalisation : .other
    case .extraPrime, .missingFunction, .extraFunction, .otherPower, .noDivision: .other
    }
  }

  /// One sentence for the learner.
  func sentence(_ kind: Edit.Kind) -> String {
    switch kind {
    case .missingFactor(let factor): "The right side lacks the factor \(show(factor))."
    case .extraFactor(let factor): "The factor \(show(factor)) is one too many."
    case .missingTerm(let term): "The term \(show(term)) is missing."
    case .extraTerm(let term): "The term \(show(term)) is one too many."
    case .constant(let factor, in: let part): "\(show(part)) lacks the factor \(show(factor))."
    case .sign(of: let part): "\(show(part)) has the wrong sign."
    case .exponentSign(let was, let now):
      "It should be \(show(now)), not \(show(was)): the exponent has the wrong sign."
    case .otherNumber(let was, let now, _):
      if case .number = was.node {
        "The number \(show(was)) should be \(show(now))."
      } else {
        "It should be \(show(now)), not \(show(was))."
      }
    case .swappedIndices(let was, let now): swapped(was, now)
    case .exchangedLetters(let first, let second):
      "The indices \(letter(first)) and \(letter(second)) are exchanged on the right side."
    case .otherIndex(let was, let now): "It should be \(show(now)), not \(show(was)): another unit is meant."
    case .missingIndex(let was, let now):
      "\(show(was)) is a whole layer's; one of them is meant here: \(show(now))."
    case .meant(let was, let now):
      "\(show(was)) is no quantity of this notation: did you mean \(show(now))?"
    case .hiddenError(let was, let now, let isTrueClass):
      isTrueClass
        ? "a − 1 is the error of the true class of the output layer; that of a hidden unit comes from the layer above: \(show(now))."
        : "\(show(was)) is an error of the output layer; that of a hidden unit comes from the layer above: \(show(now))."
    case .skippedLayer(let above, let layer):
      "The layer in between is skipped: a unit of layer \(printer.print(layer)) acts through all units of layer \(printer.print(above))."
    case .otherLayer(let was, let now):
      "It should be \(show(now)), not \(show(was)): the layer is the wrong one."
    case .layersByIndex: "The layers do not go with the indices: each index belongs to one layer."
    case .allLayers(by: let step):
      "Every layer on the right side is one too \(step > 0 ? "low" : "high")."
    case .exchangedLayers(let first, let second):
      "The layers \(printer.print(first)) and \(printer.print(second)) are exchanged on the right side."
    case .exchangedPlaces(let first, let second):
      "\(show(first)) and \(show(second)) have each other's layer and index."
    case .missingSum(let name): "The sum over \(letter(name)) is missing: every path counts."
    case .onlyOne(let part, let name):
      "\(show(part)) is only one of many: sum over all of them, with an index such as \(letter(name))."
    case .extraSum(let name):
      "There is nothing to sum over here: the sum over \(letter(name)) is one too many."
    case .sumOverOther(let was, let now): "The sum should run over \(letter(now)), not over \(letter(was))."
    case .sumLimit(let name, .ofOtherLayer): "The sum over \(letter(name)) runs to the wrong limit."
    case .sumLimit(let name, .leavesOut):
      "The sum over \(letter(name)) leaves some out: it has to run over all."
    case .sumLimit(let name, .tooFar): "The sum over \(letter(name)) runs beyond what there is to sum."
    case .missingPrime(let part):
      "\(show(part)) should be the derivative of the activation: a prime is missing."
    case .extraPrime(let part): "\(show(part)) should be the activation itself: the prime is one too many."
    case .missingFunction(let part): "The activation function around \(show(part)) is missing."
    case .extraFunction(let part): "The function in \(show(part)) is one too many."
    case .transpose(let part): transposed(part, Expression(.transpose(part)))
    case .extraTranspose(let part):
      if case .transpose(let inner) = part.node { transposed(part, inner) } else { transposed(part, part) }
    case .reversedProduct: "The factors of the matrix product stand in the wrong order."
    case .needsHadamard: "The product has to be taken element by element: ⊙."
    case .needsProduct: "This has to be a product, not ⊙."
    case .oneSum(let now): "One sum over the products is meant, not a product of sums: \(show(now))."
    case .needsOuterProduct: "This has to be the product of a column and a row, a matrix, not ⊙."
    case .otherQuantity(let was, let now): "It should be \(show(now)), not \(show(was))."
    case .softmaxOfOneNumber(let was, let now): "\(show(was)) has to be \(show(now))."
    case .trueClass(let target):
      "1 is the target of the true class only; in general it is \(show(target))."
    case .offDiagonal(let part):
      "Only the diagonal of the softmax Jacobian is here: every output depends on every z. \(show(part)) is missing."
    case .turnedCondition: "The comparison points the wrong way."
    case .otherOperation(let was, let now): otherOperation(was, now)
    case .noDivision(by: let part): "\(show(part)) multiplies: nothing is divided by it."
    case .otherBigOperator(let isSum):
      isSum
        ? "It should be Σ, not Π: what comes along different paths is added."
        : "It should be Π, not Σ."
    case .transposeForInverse(let part):
      "A matrix of weights is read the other way round by its transpose, not by an inverse: \(show(Expression(.transpose(part))))."
    case .otherCount(let was, let now):
      "It should be \(show(now)), not \(show(was)): something else is counted."
    case .closedForm(let now): "What holds is \(show(left)) = \(show(now))."
    case .slopeOfCost(let was, let now):
      "\(show(was)) is the derivative by a; softmax has to be differentiated as well, and together they give \(show(now))."
    case .diagonalOnly(let was, let now):
      "Only the diagonal of the softmax Jacobian is here: every output depends on every z. It should be \(show(now)), not \(show(was))."
    case .rearranged(let now): "The factors have to stand in another order: \(show(now))."
    case .otherPower(let was, let now): "It should be \(show(now)), not \(show(was)): the power is wrong."
    }
  }

  private func show(_ expression: Expression) -> String { printer.print(expression) }

  /// In a notation of rows W stands for Wᵀ: what counts is what is seen on the page.
  private func transposed(_ was: Expression, _ now: Expression) -> String {
    let marks = { (text: String) in text.filter { $0 == "ᵀ" }.count }
    return marks(show(now)) < marks(show(was))
      ? "\(show(was)) should not be transposed." : "\(show(was)) has to be transposed."
  }

  private func otherOperation(_ was: Expression, _ now: Expression) -> String {
    switch now.node {
    case .product: "\(show(was)) should be a product: \(show(now))."
    case .sum: "\(show(was)) should be a sum: \(show(now))."
    default: "It should be \(show(now)), not \(show(was))."
    }
  }

  private func letter(_ name: String) -> String { printer.print(Index.variable(name)) }

  private func swapped(_ was: Expression, _ now: Expression) -> String {
    guard case .quantity(let quantity) = now.node, quantity.role == .weight, quantity.indices.count == 2
    else {
      return "The indices of \(show(was)) are swapped: it should be \(show(now))."
    }
    return "The weight's indices are swapped: it should be \(show(now)), which leads to "
      + "\(printer.print(quantity.indices[0])) from \(printer.print(quantity.indices[1]))."
  }

  private func factorName(_ factor: Expression, isMissing: Bool) -> DiagnosisName {
    if factor.isNormalisation { return .wrongNormalisation }
    if factor.isActivationDerivative { return isMissing ? .missingActivationDerivative : .other }
    if factor.isHalfOfSlope(in: right) { return isMissing ? .missingActivationDerivative : .other }
    guard factor.isInput, isAboutCost || isByParameter && !factor.speaksOfParameters else { return .other }
    return isMissing && factor.speaksOfWeights ? .other : .missingOrExtraInputFactor
  }

  private var speaksOfWeights: Bool { left.speaksOfWeights || right.speaksOfWeights }

  /// An input factor where a weight stood; everything else has no name of its own.
  private func quantityName(_ was: Expression, _ now: Expression) -> DiagnosisName {
    // a is σ(z): where σ′(z) should stand, its prime is missing.
    if now.isActivationDerivative, case .quantity(let old) = was.node, old.role == .activation {
      return .missingActivationDerivative
    }
    guard case .quantity(let old) = was.node, case .quantity(let new) = now.node else { return .other }
    return old.role == .weight && new.role == .activation ? .missingOrExtraInputFactor : .other
  }

  /// A derivative by a weight or a bias.
  private var isByParameter: Bool {
    guard case .derivative(of: _, by: let variable) = left.node, case .quantity(let quantity) = variable.node
    else { return false }
    return quantity.role == .weight || quantity.role == .bias
  }

  /// The derivative of a cost, an error term or an update: not the Jacobian of anything else.
  private var isAboutCost: Bool {
    left.contains { node in
      switch node {
      case .quantity(let quantity): [.cost, .batchCost, .error].contains(quantity.role)
      case .updated: true
      default: false
      }
    }
  }
}

extension Expression {
  /// A weight or a bias stands in it.
  fileprivate var speaksOfParameters: Bool { quantities.contains { $0.role == .weight || $0.role == .bias } }

  /// a where 1 − a stands beside it: the other half of σ′.
  fileprivate func isHalfOfSlope(in side: Expression) -> Bool {
    guard case .quantity(let quantity) = node, quantity.role == .activation else { return false }
    let other = Node.sum([Expression(.number(1)), Expression(.negative(self))])
    return side.contains { $0 == other }
  }

  /// x/n
  fileprivate var dividesByCount: Bool {
    if case .quotient(_, let below) = node { below.isNormalisation } else { false }
  }

  /// A weight or a matrix of weights stands in it.
  var speaksOfWeights: Bool { quantities.contains { $0.role == .weight } }

  /// n_l, 1/n_l, E, 1/E, 2/E
  var isNormalisation: Bool {
    switch node {
    case .width, .exampleCount: return true
    case .quotient(let above, let below):
      if case .number = above.node { return below.isNormalisation }
      return false
    default: return false
    }
  }
  /// σ′(z), a(1 − a), 𝟏[z > 0]
  var isActivationDerivative: Bool {
    switch node {
    case .call(.activation(let primes, _), _), .call(.named(_, let primes), _): return primes > 0
    case .indicator: return true
    case .derivative(of: let function, by: let variable):
      guard case .quantity(let a) = function.node, case .quantity(let z) = variable.node else { return false }
      return a.role == .activation && z.role == .preactivation && a.layer == z.layer && a.indices == z.indices
    case .transpose(let inner): return inner.isActivationDerivative
    case .product(let factors), .hadamard(let factors):
      guard factors.count == 2, case .sum(let terms) = factors[1].node else { return false }
      return terms == [Expression(.number(1)), Expression(.negative(factors[0]))]
    case .call(.diag, let arguments): return arguments.first?.isActivationDerivative == true
    default: return false
    }
  }

  /// a_k, b, w or a sum of them: what a layer is fed with.
  var isInput: Bool {
    switch node {
    case .quantity(let quantity): [.activation, .bias, .weight].contains(quantity.role)
    case .transpose(let inner): inner.isInput
    case .big(let operation): operation.body.factors.contains(where: \.isInput)
    default: false
    }
  }
}

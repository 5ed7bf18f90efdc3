import Formula

/// One change of a side of an equation, as a tutor would suggest it.
struct Edit {
  /// What is changed.
  var kind: Kind
  /// The side after the change: its tree is made when it is asked for, as most edits are never tried.
  var result: Expression { make() }
  private let make: () -> Expression
  /// Where the part to blame stands in the text.
  var range: SourceRange?

  init(kind: Kind, result: @autoclosure @escaping () -> Expression, range: SourceRange?) {
    self.kind = kind
    make = result
    self.range = range
  }

  /// What is wrong with the limits of a Σ.
  enum SumLimit {
    case ofOtherLayer
    case leavesOut
    case tooFar
  }

  /// What can be changed.
  enum Kind {
    case missingFactor(Expression)
    case extraFactor(Expression)
    case missingTerm(Expression)
    case extraTerm(Expression)
    /// A part lacks a constant factor.
    case constant(Expression, in: Expression)
    case sign(of: Expression)
    /// e^z stands for e^{−z}, or the other way round.
    case exponentSign(Expression, Expression)
    case otherNumber(Expression, Expression, isFactor: Bool)
    /// The two indices of a weight stand in the wrong order.
    case swappedIndices(Expression, Expression)
    /// Two letters are exchanged on the whole side.
    case exchangedLetters(String, String)
    case otherIndex(Expression, Expression)
    /// A whole vector or matrix stands where one unit or weight is meant.
    case missingIndex(Expression, Expression)
    /// A name that the notation does not know.
    case meant(Expression, Expression)
    case otherLayer(Expression, Expression)
    /// a − 1 or a − y stands for the error of a hidden unit.
    case hiddenError(Expression, Expression, isTrueClass: Bool)
    /// A unit is treated as one of the layer above.
    case skippedLayer(Layer, Layer)
    /// Each quantity in the layer that its index runs over.
    case layersByIndex
    /// All layers are off by so much.
    case allLayers(by: Int)
    case exchangedLayers(Layer, Layer)
    /// Two factors have each other's layers and indices.
    case exchangedPlaces(Expression, Expression)
    case missingSum(String)
    /// A single unit or example stands for all.
    case onlyOne(Expression, String)
    case extraSum(String)
    case sumOverOther(String, String)
    case sumLimit(String, SumLimit)
    case missingPrime(Expression)
    case extraPrime(Expression)
    case missingFunction(Expression)
    case extraFunction(Expression)
    case transpose(Expression)
    case extraTranspose(Expression)
    case reversedProduct
    case needsHadamard
    case needsProduct
    /// ⊙ of two columns for their outer product.
    case needsOuterProduct
    case otherQuantity(Expression, Expression)
    /// A function of one number stands for softmax.
    case softmaxOfOneNumber(Expression, Expression)
    /// 1 stands where the target should.
    case trueClass(Expression)
    /// The other classes' part of a softmax is missing.
    case offDiagonal(Expression)
    case turnedCondition
    /// + for ·, · for +, · for a quotient.
    case otherOperation(Expression, Expression)
    /// It is divided by what multiplies.
    case noDivision(by: Expression)
    /// Π for Σ or the other way round.
    case otherBigOperator(isSum: Bool)
    /// Σ x Σ y for Σ x y.
    case oneSum(Expression)
    /// W⁻¹ for Wᵀ.
    case transposeForInverse(Expression)
    /// E for n or the other way round.
    case otherCount(Expression, Expression)
    /// Nothing small makes it right: what the course derives instead.
    case closedForm(Expression)
    /// −y/a, which is ∂C/∂a, where softmax has to be differentiated as well.
    case slopeOfCost(Expression, Expression)
    /// y(1 − a), a(1 − a): the diagonal of the softmax Jacobian for the whole.
    case diagonalOnly(Expression, Expression)
    /// Another order of the factors, with other transposes.
    case rearranged(Expression)
    case otherPower(Expression, Expression)
  }
}

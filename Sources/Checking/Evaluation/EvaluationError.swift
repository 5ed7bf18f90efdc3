import Formula

/// Why a form has no value on a state: data only, for a front end to put into words.
enum EvaluationError: Error, Sendable, Hashable {
  /// A derivative of something that is itself a derivative, or an error term.
  case secondDerivative
  /// The derivative of what is no function of quantities, or by what is none: by an error term.
  case notDifferentiable(Role)
  /// The layer has this number on this network, and no quantity of the kind stands there.
  case layerOutOfRange(Layer, number: Int)
  /// Nobody said which layer the letter stands for.
  case unboundLayer(String)
  /// A quantity of some layer without its layer.
  case missingLayer(Role)
  /// Position (counted from 0) where there are only so many.
  case positionOutOfRange(Int, count: Int)
  /// So many unit indices where the quantity has another number of them.
  case indexCount(Role, found: Int, expected: Int)
  /// Two quantities put a different number of positions on one axis.
  case axisLengths(axis: Int, Int, Int)
  /// An index is bound inside an expression that is differentiated by a quantity with the same index.
  case capturedIndex(axis: Int)
  /// A quantity of one example, in a batch of several, without its example.
  case missingExample
  /// "The last position" of nothing in particular.
  case missingExtent
  /// σ of one unit where a unit's activation depends on the whole layer.
  case unitOfSoftmax
  /// The derivative of one number of a softmax layer.
  case slopeOfSoftmax
  /// σ‴, or f with as many primes.
  case tooManyPrimes(Int)
  /// A derivative by a bias on a network that has none.
  case noBiases
  /// More work than allowed.
  case budgetExceeded
}

import Formula

/// Puts into words why a formula could not be evaluated.
enum EvaluationMessages {
  /// One sentence for the learner.
  static func sentence(_ error: EvaluationError) -> String {
    switch error {
    case .secondDerivative:
      "Derivatives of derivatives and of error terms are not evaluated."
    case .notDifferentiable: "A derivative with respect to this quantity is not evaluated."
    case .layerOutOfRange(_, let number): "There is no layer \(number) on the network tried."
    case .unboundLayer(let name): "Nothing says which layer \(name) is."
    case .missingLayer: "A quantity does not say to which layer it belongs."
    case .positionOutOfRange(let position, let count):
      "Position \(position + 1) is asked for where there are only \(count). Use --network with wider layers."
    case .indexCount: "A quantity has the wrong number of indices."
    case .axisLengths: "Two quantities give one index a different range."
    case .capturedIndex(let name): "The index \(name) is both summed over and differentiated by."
    case .missingExample: "A quantity does not say to which example it belongs."
    case .missingExtent: "Nothing says which position is the last one."
    case .unitOfSoftmax, .slopeOfSoftmax:
      "Softmax takes a whole layer: it has a Jacobian, not a derivative σ′ of one number."
    case .tooManyPrimes: "More than two primes on an activation are not evaluated."
    case .noBiases: "There are no biases on this network."
    case .budgetExceeded:
      "The formula takes more work than is allowed; write it in smaller steps, or use a smaller network."
    }
  }
}

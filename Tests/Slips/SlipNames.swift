import Checking

extension Slip.Kind {
  /// The names of diagnoses that tell of this slip. Beside one of them a repair is asked for that is true: it is
  /// then equal, at every point, to the formula the slip was made in.
  ///
  /// A kind that has no name of its own is told by the message, and that by the repair.
  package var names: Set<DiagnosisName> {
    switch self {
    case .swappedIndices: [.transposedWeight, .indexMismatch]
    case .otherLayer: [.wrongLayer]
    case .sumAdded, .sumDropped: [.missingSum]
    // A limit of another layer; without one the letter would be another.
    case .sumOverOtherLayer: [.wrongLayer, .indexMismatch]
    case .primeAdded: [.other]
    case .primeDropped: [.missingActivationDerivative]
    case .transpose: [.transposedWeight, .shapeMismatch]
    case .sign: [.signError]
    // ∂z for ∂a loses the factor between them.
    case .otherQuantity: [.other, .wrongQuantity, .missingActivationDerivative]
    case .hadamard: [.shapeMismatch, .transposedWeight]
    case .productOrder: [.transposedWeight, .shapeMismatch, .other]
    // A second ½ asks for a 2.
    case .factorAdded:
      [.missingOrExtraInputFactor, .wrongNormalisation, .missingFactor2, .signError, .other]
    // It depends on the factor: σ′(z), the input of a layer, 2, n_l, −1, or any other.
    case .factorDropped:
      [
        .missingActivationDerivative, .missingOrExtraInputFactor, .missingFactor2, .wrongNormalisation,
        .signError, .softmaxDiagonalOnly, .other,
      ]
    // A term that equals the rest doubles it.
    case .termAdded: [.other, .wrongNormalisation]
    // A term without which everything has the opposite sign is told as a matter of signs.
    case .termDropped: [.softmaxDiagonalOnly, .signError, .other]
    // 2 → 1 loses a factor 2, 1 → 2 where a − 1 … stands is a matter of the true class, an exponent has no name.
    case .constant: [.missingFactor2, .wrongNormalisation, .other]
    }
  }
}

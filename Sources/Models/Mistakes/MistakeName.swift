/// The names of mistakes in reports. They are a contract; several kinds of mistakes share one.
package enum MistakeName: String, Sendable, Hashable, CaseIterable {
  case missingFactor2 = "missing-factor-2"
  case signError = "sign-error"
  case missingActivationDerivative = "missing-activation-derivative"
  case wrongLayer = "wrong-layer"
  case missingSum = "missing-sum"
  case transposedWeight = "transposed-weight"
  case wrongNormalisation = "wrong-normalisation"
  case missingOrExtraInputFactor = "missing-or-extra-input-factor"
  case trueClassOnly = "true-class-only"
  case softmaxDiagonalOnly = "softmax-diagonal-only"
  case wrongQuantity = "wrong-quantity"
  case shapeMismatch = "shape-mismatch"
  case indexMismatch = "index-mismatch"
  case saysNothing = "says-nothing"
  case other

  /// What the name says of a formula, in one sentence.
  package var meaning: String {
    switch self {
    case .missingFactor2: "A factor 2 is lost, most often that of the power rule."
    case .signError: "A part, or the whole, has the opposite sign."
    case .missingActivationDerivative:
      "The derivative of the activation function, σ′(z), is missing, or its prime is."
    case .wrongLayer: "A quantity, an index or a sum belongs to another layer or time step."
    case .missingSum: "A sum is missing where every path counts, or stands where a single unit does."
    case .transposedWeight:
      "The indices of a weight are swapped, or a matrix has to be transposed or to change its side."
    case .wrongNormalisation:
      "A constant, a width or the number of examples is missing or one too many."
    case .missingOrExtraInputFactor:
      "The input of a layer is missing from the gradient of a weight, or stands where it has no place."
    case .trueClassOnly: "The formula is right for the true class of a one-hot target only."
    case .softmaxDiagonalOnly: "Softmax is treated as if each output depended on its own z only."
    case .wrongQuantity:
      "Something stands where it cannot: an unknown letter, or a function of one number for one of a whole layer."
    case .shapeMismatch:
      "The shapes of vectors and matrices do not fit, or a product has to be taken element by element."
    case .indexMismatch: "An index stands for another unit than it should, or for two things at once."
    case .saysNothing: "There is nothing that could be true or false."
    case .other: "No other name fits; the message says what was found, such as a term that is missing."
    }
  }
}

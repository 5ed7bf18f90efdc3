extension DiagnosisName {
  /// What the name says of a formula, in one sentence.
  public var meaning: String { row.meaning }

  /// A wrong formula that gets this name.
  public var example: DiagnosisExample { row.example }

  /// The row of this name in the table of diagnoses.
  private var row: (meaning: String, example: DiagnosisExample) {
    switch self {
    case .missingFactor2:
      (
        "A factor 2 is lost, most often that of the power rule.",
        DiagnosisExample(#"\frac{\partial C}{\partial a_j^L} = a_j^L - y_j"#)
      )
    case .signError:
      (
        "A part, or the whole, has the opposite sign.",
        DiagnosisExample(#"\delta_j^L = 2(y_j - a_j^L) \, \sigma'(z_j^L)"#)
      )
    case .missingActivationDerivative:
      (
        "The derivative of the activation function, σ′(z), is missing, or its prime is.",
        DiagnosisExample(#"\delta_k^l = \sum_j \delta_j^{l+1} w_{jk}^{l+1}"#)
      )
    case .wrongLayer:
      (
        "A quantity, an index or a sum belongs to another layer.",
        DiagnosisExample(#"\delta_k^l = \sum_j \delta_j^{l+1} w_{jk}^{l+1} \sigma'(z_j^{l+1})"#)
      )
    case .missingSum:
      (
        "A sum is missing where every path counts, or stands where a single unit does.",
        DiagnosisExample(#"\frac{\partial C}{\partial a_k^{L-1}} = \delta_j^L w_{jk}^L"#)
      )
    case .transposedWeight:
      (
        "The indices of a weight are swapped, or a matrix has to be transposed or to change its side.",
        DiagnosisExample(#"\delta^l = (W^{l+1} \delta^{l+1}) \odot \sigma'(z^l)"#)
      )
    case .wrongNormalisation:
      (
        "A constant, a width or the number of examples is missing or one too many.",
        DiagnosisExample(
          #"\frac{\partial C}{\partial b_j^l} = \sum_{e=1}^{E} (\delta_j^l)_e"#)
      )
    case .missingOrExtraInputFactor:
      (
        "The input of a layer, a^(l−1), is missing from the gradient of a weight, or stands where it has no place.",
        DiagnosisExample(#"\frac{\partial C}{\partial b_j^l} = \delta_j^l a_j^l"#)
      )
    case .trueClassOnly:
      (
        "The formula is right for the true class of a one-hot target only.",
        DiagnosisExample(#"\delta_{L,i} = a_{L,i} - 1"#, convention: "softmax")
      )
    case .softmaxDiagonalOnly:
      (
        "Softmax is treated as if each output depended on its own z only.",
        DiagnosisExample(
          #"\frac{\partial a_L}{\partial z_L} = \operatorname{diag}(a_L \odot (1 - a_L))"#,
          convention: "softmax")
      )
    case .wrongQuantity:
      (
        "Something stands where it cannot: an unknown letter, or a function of one number for one of a whole layer.",
        DiagnosisExample(#"\delta_j^L = 2(a_j^L - t_j) \, \sigma'(z_j^L)"#)
      )
    case .shapeMismatch:
      (
        "The shapes of vectors and matrices do not fit, or a product has to be taken element by element.",
        DiagnosisExample(#"\delta^L = 2(a^L - y) \, \sigma'(z^L)"#)
      )
    case .indexMismatch:
      (
        "An index stands for another unit than it should, or for two things at once.",
        DiagnosisExample(#"z_j^l = \sum_m w_{jk}^l a_k^{l-1} + b_j^l"#)
      )
    case .saysNothing:
      (
        "There is nothing that could be true or false.",
        DiagnosisExample(#"\delta_j^L = \delta_j^L"#)
      )
    case .other:
      (
        "No other name fits; the message says what was found, such as a term that is missing.",
        DiagnosisExample(#"z_j^l = \sum_k w_{jk}^l a_k^{l-1}"#)
      )
    }
  }
}

/// A wrong formula with what is presumed of it: what the table of diagnoses shows beside a name.
public struct DiagnosisExample: Sendable, Hashable {
  /// The name of a built-in convention, as it is.
  public let convention: String
  /// The formula as a learner may have written it.
  public let latex: String

  init(_ latex: String, convention: String = "standard") {
    self.latex = latex
    self.convention = convention
  }

  /// What a check of the formula says; nil where there is no such convention.
  public var report: ClaimReport? {
    Convention.builtIn(convention).map { Checker(Settings(convention: $0)).check(formula: latex) }
  }
}

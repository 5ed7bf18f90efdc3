import Formula

/// The table of readings, in the order in which they are tried: what the text says, what letters leave open, what
/// vectors and matrices leave open; and what is only told.
extension Way {
  /// Every way to read something otherwise than it is usually read.
  public static let all: [Way] =
    [.definitions, .conditionBeside, .hiddenLayersMeant, .rowsOfText]
    + Choice.allCases.map(Way.init)
    + [
      .squaresAreSums, .matrixDerivativesAreEntries, .jacobiansAreDiagonal, .slopesAreDiagonal,
      .examplesAreSummed, .errorsAreRows, .numbersAreSpread,
    ]
    + [.gradientsAreRows, .slopeChosen]
    + [.sharedBias, .letterIsCost, .letterIsCount, .componentOfSoftmax, .unmarkedExamples, .countingFrom]
}

extension Way {
  /// The sets of rewritings that change something in a statement, small ones first.
  static func rewritings(of statement: Statement, _ convention: Convention) -> [[Way]] {
    let single = all.filter { $0.rewrites(statement, convention) != nil }
    var result: [[Way]] = []
    for mask in 1..<max(1, 1 << single.count) {
      result.append(single.indices.filter { mask >> $0 & 1 == 1 }.map { single[$0] })
    }
    return result.sorted { $0.count < $1.count }
  }

  /// The statement read in several ways at once; nil where one of them changes nothing.
  static func applied(_ ways: [Way], to statement: Statement, _ convention: Convention) -> Statement? {
    ways.reduce(Optional(statement)) { read, way in read.flatMap { way.rewrites($0, convention) } }
  }

  /// The statement read so; nil where nothing in it can be.
  private func rewrites(_ statement: Statement, _ convention: Convention) -> Statement? {
    if case .rewriting(let change) = source { change(statement, convention) } else { nil }
  }
}

// MARK: - What the text says

extension Way {
  static let definitions = Way(
    "definitions", .text, .whereMeaningful, "Read with {} as the text defines {}.",
    Example(
      "Let $e_j = a_j^L - y_j$. Then\n\n$$\\frac{\\partial C}{\\partial a_j^L} = 2e_j$$", in: "standard"))

  static let conditionBeside = Way(
    "condition-beside", .text, .whereTrue, "Judged under the condition that the text states beside it.",
    Example(
      "For $i \\ne j$ it is\n\n$$\\frac{\\partial a_i^L}{\\partial z_j^L} = -a_i^L a_j^L$$\n", in: "softmax"))

  static let hiddenLayersMeant = Way(
    "hidden-layers-meant", .text, .whereTrue, "Judged for hidden layers, of which the text speaks.",
    Example(
      "For a hidden layer it is\n\n$$\\frac{\\partial \\mathcal{L}}{\\partial z_{\\ell,i}} = "
        + "\\frac{\\partial \\mathcal{L}}{\\partial a_{\\ell,i}} \\frac{\\partial a_{\\ell,i}}{\\partial z_{\\ell,i}}$$",
      in: "softmax"))

  static let rowsOfText = Way(
    "rows-of-text", .text, .whereMeaningful, "Read with vectors as rows, as the text says.",
    Example("All vectors are row vectors.\n\n$$z^l = a^{l-1} (W^l)^T + b^l$$", in: "standard"))
}

// MARK: - What letters leave open

extension Way {
  /// The row of a choice that letters leave open.
  init(_ choice: Choice) {
    func row(
      _ name: String, _ worth: Worth, _ sentence: String, _ example: Example,
      unless isRefused: @escaping @Sendable (Attempt) -> Bool = { _ in false }
    ) -> Way {
      Way(name, .letters(choice), worth, sentence, example, unless: isRefused)
    }
    switch choice {
    case .bareLettersAreVectors:
      self = row(
        "bare-letters-are-vectors", .whereTrue, "Read with bare a and z as the vectors of the last layer.",
        Example("a = g_L(z)", in: "softmax"),
        // Bare z and a are one unit's; vectors only where they cannot be that.
        unless: { attempt in
          attempt.usual == .fails && attempt.statements.contains(where: \.appliesActivation)
        })
    case .costOfMatrixIsOfBatch:
      self = row(
        "cost-of-matrix-is-of-batch", .whereTrue,
        "Read with the derivative by a matrix of examples as that of the batch's cost.",
        Example("\\frac{\\partial \\mathcal{L}}{\\partial Z^{[L]}} = \\frac{1}{m} (A^{[L]} - Y)", in: "ng"))
    case .differentialIsForgotten:
      self = row(
        "differential-is-forgotten", .whereTrue,
        "Read as a derivative: the second d is missing, below the line.",
        "\\frac{dC}{b_j^L} = \\delta_j^L")
    case .dotIsScalarProduct:
      self = row(
        "dot-is-scalar-product", .whereMeaningful,
        "Read with the dot between two vectors as their scalar product.", "C = (a^L - y) \\cdot (a^L - y)")
    case .exampleCountIsOfUnits:
      self = row(
        "example-count-is-of-units", .whereTrue,
        "Read with the limit of the sum as a number of units, not of examples.",
        Example("C = \\frac{1}{2} \\sum_{k=1}^n (y_k - a_k^L)^2", in: "nielsen"))
    case .groupsFromTheLeft:
      self = row(
        "groups-from-the-left", .whereMeaningful,
        "Read with ⊙ and products taken from left to right; brackets would say so.",
        "\\frac{\\partial C}{\\partial W^l} = (W^{l+1})^T \\delta^{l+1} \\odot \\sigma'(z^l) (a^{l-1})^T")
    case .hadamardBindsTighter:
      self = row(
        "hadamard-binds-tighter", .whereTrue,
        "Read with ⊙ binding tighter than the matrix product; brackets would say so.",
        "\\frac{\\partial C}{\\partial a^{l-1}} = (W^l)^T \\frac{\\partial C}{\\partial a^l} \\odot \\sigma'(z^l)"
      )
    case .letterEIsUnitVector:
      self = row(
        "letter-e-is-unit-vector", .whereTrue, "Read with e_j as the unit vector of unit j.",
        "\\frac{\\partial z^l}{\\partial b_j^l} = e_j")
    case .numberIsOfUnit:
      self = row(
        "number-is-of-unit", .whereTrue, "Read with the numbers as those of units, not of layers.",
        Example("a_1 = \\frac{e^{z_1}}{\\sum_k e^{z_k}}", in: "softmax"))
    case .operatorTakesSum:
      self = row(
        "operator-takes-sum", .whereTrue,
        "Read with ∂/∂x applied to the whole sum behind it; brackets would say so.",
        "\\frac{\\partial}{\\partial a_j^L} a_j^L + y_j = 1")
    case .slashTakesProduct:
      self = row(
        "slash-takes-product", .whereTrue,
        "Read with everything behind the slash in the denominator; \\frac would say so.",
        Example("C = 1/2E \\sum_e \\sum_j (y_j - a_j^L)_e^2", in: "relu"))
    case .starIsElementwise:
      self = row(
        "star-is-elementwise", .whereMeaningful, "Read with * between two vectors as ⊙, element by element.",
        "\\delta^l = (\\frac{\\partial z^{l+1}}{\\partial a^l})^T \\delta^{l+1} * \\sigma'(z^l)")
    case .superscriptIsPower:
      self = row(
        "superscript-is-power", .whereTrue,
        "Read with the superscript number as a power; brackets would say so: (a)^2.",
        "C = \\sum_j (a_j^2 - 2 a_j y_j + y_j^2)",
        // Powers of one are no layers: what they make the same says nothing against the usual reading.
        unless: { $0.outcome == .definition && $0.usual == .fails })
    case .weightOfOneIndexIsRow:
      self = row(
        "weight-of-one-index-is-row", .whereMeaningful,
        "Read with a weight of one index as a row of the matrix: what leads to that unit.",
        "z_j^L = w_j^L \\cdot a^{L-1} + b_j^L")
    }
  }
}

// MARK: - What is left to gradients and zeros

extension Way {
  static let gradientsAreRows = Way(
    "gradients-are-rows", .layout, .whereTrue, "Read with ∂C/∂v as a row, as in a product of Jacobians.",
    "\\frac{\\partial C}{\\partial z^L} = \\frac{\\partial C}{\\partial a^L} \\frac{\\partial a^L}{\\partial z^L}"
  )

  static let slopeChosen = Way(
    "slope-chosen", .slope, .whereTrue, "At exactly zero this is the choice ReLU′(0) = {}.",
    "\\text{ReLU}'(z) = \\begin{cases} 1 & z > 0 \\\\ 0 & z \\le 0 \\end{cases}")
}

// MARK: - What is only told

extension Way {
  static let sharedBias = Way(
    "shared-bias", .remark, .whereTrue, "A bias without a unit is read as one that the layer shares.",
    Example("z_j^l = \\sum_k w_{jk}^l a_k^{l-1} + b^l", in: "relu"))

  static let letterIsCost = Way(
    "letter-is-cost", .remark, .whereTrue,
    "{} is read as the cost here, not as a number of layers or examples.",
    "\\frac{\\partial L}{\\partial z_j^L} = \\delta_j^L")

  static let letterIsCount = Way(
    "letter-is-count", .remark, .whereTrue, "{} is read as the number of {}.",
    "C = \\frac{1}{m} \\sum_{i=1}^m C_i")

  static let componentOfSoftmax = Way(
    "component-of-softmax", .remark, .whereTrue,
    "Softmax of one unit's z is read as its component of softmax of the whole layer.",
    Example("a_{L,j} = g(z_{L,j})", in: "softmax"))

  static let unmarkedExamples = Way(
    "unmarked-examples", .remark, .whereTrue,
    "Quantities without an example are read as those of the example that is summed over or named.",
    "C = \\frac{1}{E} \\sum_e \\sum_j (a_j^L - y_j)^2")

  static let countingFrom = Way(
    "counting-from", .remark, .whereTrue,
    "The sums count units from {}, this convention from {}: read as sums over all units.",
    Example("C = \\sum_{j=1}^{n_L} (a_j^{(L)} - y_j)^2", in: "sigmoid"))
}

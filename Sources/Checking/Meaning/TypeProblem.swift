import Formula

/// Why a formula has no meaning: indices or shapes that do not fit.
struct TypeProblem: Error, Sendable, Hashable {
  var kind: Kind
  /// Where it is.
  var range: SourceRange?

  init(_ kind: Kind, at range: SourceRange?) {
    self.kind = kind
    self.range = range
  }

  enum Kind: Sendable, Hashable {
    /// An index runs over two different ranges.
    case indexRanges(name: String, AxisRange, AxisRange)
    /// An index stands on the right side only.
    case leftoverIndex(name: String, AxisRange?)
    /// Nothing says what an index runs over.
    case unknownRange(name: String)
    /// A Σ runs to a limit that does not belong to its index.
    case limit(name: String, Expression, AxisRange)
    /// Two matrices that do not conform in a product.
    case product(SymbolicShape, SymbolicShape)
    /// Two shapes that cannot be added, compared or multiplied element by element.
    case shapes(Operation, SymbolicShape, SymbolicShape)
    /// A function that takes a vector got something else.
    case needsVector(String, SymbolicShape)
    /// A scalar is needed.
    case needsScalar(String, SymbolicShape)
    /// ∂ by something that is no variable.
    case notAVariable
    /// A derivative of a vector by a matrix has three dimensions.
    case vectorByMatrix
    /// In a formula about many examples, a quantity does not say which.
    case whichExample
    /// An element with more or fewer indices than the expression has dimensions.
    case elementIndices(Int, SymbolicShape)
    /// A bias that the convention does not have.
    case noBias
    /// A bias without unit where each neuron has its own.
    case biasWithoutUnit
    /// The derivative of σ in a layer of softmax.
    case softmaxIsNotElementwise
    /// The activation function of one layer is applied to what belongs to another.
    case functionLayer(Layer, Layer)
    /// No layer of any network satisfies what the formula asks.
    case noSuchLayer
    /// Dots that leave open what they stand for.
    case ellipsis
    /// Something that has a meaning but is not evaluated here.
    case unsupported(String)
  }

  enum Operation: String, Sendable, Hashable {
    case addition, hadamard, equation, quotient, branches
  }

  /// Whether the formula may well be right, only not evaluated.
  var isUnsupported: Bool {
    switch kind {
    case .unsupported, .ellipsis: true
    default: false
    }
  }
}

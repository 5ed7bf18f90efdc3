import Formula

/// A term whose meaning is settled: every operation is one, and every part has its shape.
struct Typed: Sendable {
  var operation: Operation
  var shape: Shape
  var range: SourceRange

  init(_ operation: Operation, _ shape: Shape, _ range: SourceRange) {
    self.operation = operation
    self.shape = shape
    self.range = range
  }

  indirect enum Operation: Sendable {
    case constant(Double)
    /// The number that a size is.
    case size(Sizes.Size)
    /// The number that an index letter stands for.
    case letter(String)
    /// A member of a family, with an index or nil on each axis.
    case member(Member, [Typed?])
    /// A parameter of a function.
    case hole(Int)
    /// An element, a row or a column of an expression.
    case part(Typed, row: Typed?, column: Typed?)
    case sum([Typed])
    case negative(Typed)
    /// Element by element; a number scales.
    case times(Typed, Typed)
    case matrixProduct(Typed, Typed)
    case over(Typed, Typed)
    case power(Typed, Typed)
    case transpose(Typed)
    case inverse(Typed)
    case map(Elementary, Typed)
    /// A function of one number with a body, applied to each entry; the order of its derivative.
    case mapped(hole: Int, body: Typed, argument: Typed, order: Int)
    /// A smooth function that nothing is known of.
    case unknown(String, order: Int, Typed)
    /// Over the entries of a vector, or over each row (or column) of a matrix.
    case softmax(Typed, overColumns: Bool)
    /// A vector as a diagonal matrix, or the diagonal of a matrix.
    case diagonal(Typed)
    case trace(Typed)
    /// The sum of all entries.
    case total(Typed)
    /// The root of the sum of squares.
    case norm(Typed)
    case extreme([Typed], isMaximum: Bool)
    case big(Big.Kind, loops: [Loop], body: Typed)
    case derivative(of: Typed, by: Typed, layout: Layout)
    /// Σᵢ gᵢ ∂yᵢ/∂X: what stands before a derivative that has more than two axes is summed over the entries of y.
    case contraction(Typed, of: Typed, by: Typed)
    /// ∂y/∂X before it is multiplied: no value of its own.
    case tensor(of: Typed, by: Typed)
    /// ∂²A/∂B∂C of a number A.
    case second(of: Typed, by: Typed, and: Typed)
    case cases([Branch])
    case indicator(TypedCondition)
    case ones
    case identity
    case matrix([[Typed]])
    /// Matrices side by side and below each other.
    case blocks([[Typed]])
    /// A smooth number made of several things that nothing is known of: ℓ(o, y).
    case unknownOfSeveral(String, [Typed])
    /// Some smooth function of all that is computed and used no further.
    case opaque(String)
  }

  struct Branch: Sendable {
    var value: Typed
    var condition: TypedCondition?
  }

  /// A letter that runs from one number to another.
  struct Loop: Sendable {
    var letter: String
    var from: Typed?
    var to: Typed?
    var size: Sizes.Size
    var condition: TypedCondition?
  }
}

/// Comparisons joined by "and".
struct TypedCondition: Sendable {
  var comparisons: [(left: Typed, relation: Relation, right: Typed)]
}

/// One member of a family: h at layer 2.
struct Member: Sendable, Hashable {
  var family: String
  var key: [Int]
}

/// How derivatives are laid out. The usual one: a number's derivative has the shape of the variable, and a Jacobian
/// has the numerator along its rows.
struct Layout: Sendable, Hashable {
  /// ∂y/∂x of vectors with the denominator along the rows.
  var transposesJacobians = false
  /// A number's derivative by a vector lies across it: a row for a column.
  var transposesVectors = false
  /// A number's derivative by a matrix has the transposed shape.
  var transposesMatrices = false

  static let usual = Layout()

  /// The same with one kind of derivative the other way.
  func turning(_ kind: WritableKeyPath<Layout, Bool>) -> Layout {
    var layout = self
    layout[keyPath: kind].toggle()
    return layout
  }
}

/// Why something has no meaning.
struct TypeProblem: Error, Sendable {
  var kind: Kind
  var range: SourceRange

  init(_ kind: Kind, _ range: SourceRange) {
    self.kind = kind
    self.range = range
  }

  enum Kind: Sendable, Hashable {
    /// Two things do not fit together; each in words of shape.
    case mismatch(String)
    /// The two sides of a link, in words of shape.
    case sides(String)
    /// A name that nothing defines and nothing tells the shape of.
    case unknownName(String)
    /// The shape of a family has to be chosen first.
    case needsRank(String)
    /// A member that does not exist: h at layer L + 1.
    case noMember(String)
    /// A definition that needs itself.
    case circular(String)
    /// A letter whose range nothing tells.
    case noRange(String)
    /// A definition that could not be understood.
    case broken(String)
    /// Beyond what is understood here.
    case outOfReach(String)
  }
}

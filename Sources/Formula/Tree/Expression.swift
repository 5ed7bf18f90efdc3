/// A formula's meaning as a tree: notation is gone, quantities have roles, layers and indices.
///
/// Sums and products are n-ary, so a long formula is a wide tree, never a deep one. Two expressions are
/// equal when their trees are; where they were read does not count.
public struct Expression: Sendable {
  /// What the node is.
  public var node: Node
  /// Where it was read, in bytes of the text; nil for what was built.
  public var range: SourceRange?

  /// Makes an expression from its node.
  public init(_ node: Node, _ range: SourceRange? = nil) {
    self.node = node
    self.range = range
  }
}

extension Expression: Hashable {
  /// Equality of trees; ranges do not count.
  public static func == (left: Expression, right: Expression) -> Bool { left.node == right.node }

  /// Hashes the tree; ranges do not count.
  public func hash(into hasher: inout Hasher) { hasher.combine(node) }
}

/// The kinds of nodes of an `Expression`.
public indirect enum Node: Sendable, Hashable {
  /// A number that is not negative, as written: 2, 0.5. (−2 is `.negative` of it.)
  case number(Double)
  /// A value put in for a quantity in a trace, of either sign; printed with four decimals and never read.
  case value(Double)
  /// Euler's number (alone, not as a base: e^x is a call of `exp`), π.
  case constant(Constant)
  /// A quantity of the network: a_j^l, W^l, C, y_j.
  case quantity(Quantity)
  /// Any other name: α, ε, x; its value is drawn, the same wherever it occurs.
  case symbol(Symbol)
  /// A layer's width, n_l.
  case width(Layer)
  /// The number of examples, E.
  case exampleCount
  /// A layer's number used as a value, as in Σ_{i=1}^{L−1}.
  case layerNumber(Layer)
  /// An index used as a value, as in Σ_j j·a_j.
  case indexValue(Index)
  /// t₁ + t₂ + …, at least two terms, none of them a sum; a subtracted term is `.negative`.
  case sum([Expression])
  /// −x
  case negative(Expression)
  /// Factors side by side or with · or ×: at least two, none of them a product, unless `isProductOfVectors`.
  /// Scalars multiply, matrices multiply as matrices.
  case product([Expression])
  /// Element by element, ⊙: at least two factors, none of them a Hadamard product.
  case hadamard([Expression])
  /// ⊗ of two columns: u ⊗ v = u vᵀ.
  case outer(Expression, Expression)
  /// u · v of two columns of one length, as one reading of `\cdot`.
  case inner(Expression, Expression)
  /// A fraction; element by element when the denominator is a vector.
  case quotient(Expression, Expression)
  /// A power; element by element on a vector. Never of Euler's number, see `exp`.
  case power(Expression, Expression)
  /// A function of arguments: σ′(z), e^x, max(0, z).
  case call(Function, [Expression])
  /// Σ or Π over one or more indices.
  case big(BigOperator)
  /// ∂A/∂B: the derivative of A through the network with respect to B, what stands upstream of B held fixed.
  case derivative(of: Expression, by: Expression)
  /// ∇_B A, with the shape of B. `by` is nil for a bare ∇A.
  case gradient(of: Expression, by: Expression?)
  /// Aᵀ
  case transpose(Expression)
  /// An element of a vector or matrix expression: (Wa)_j, [δaᵀ]_{jk}.
  case element(Expression, [Index])
  /// An expression for one example: (Wa + b)_e. For a single quantity the example is part of the quantity.
  case example(Expression, Index)
  /// Branches with conditions.
  case cases([Branch])
  /// An explicit matrix; rows of one length.
  case matrix([[Expression]])
  /// 1 where the condition holds, else 0: 𝟏[z > 0].
  case indicator(Condition)
  /// δ_{ij} = 𝟏[i = j] between two indices.
  case kronecker(Index, Index)
  /// The identity matrix.
  case identity
  /// The vector of ones, 1⃗.
  case ones
  /// An evaluation bar: the expression with `quantity` set to `value`.
  case evaluated(Expression, at: [Assignment])
  /// The value after a step of gradient descent: w_new, w_{t+1}. (w_old and w_t are w.)
  case updated(Expression)
  /// `…` inside a sum, a product or a matrix.
  case ellipsis
}

/// Named numbers.
public enum Constant: String, Sendable, Hashable, CaseIterable {
  case e
  case pi
}

/// A name without a role in the network.
public struct Symbol: Sendable, Hashable {
  /// The canonical LaTeX name, as in `\alpha`, `x`, `\hat{p}`, `f_{1}`.
  public var name: String

  /// Makes a symbol.
  public init(_ name: String) { self.name = name }
}

/// A big operator: Σ or Π over indices.
public struct BigOperator: Sendable, Hashable {
  /// Σ or Π.
  public var kind: Kind
  /// The indices it binds, in the order written; at least one.
  public var binders: [Binder]
  /// What is summed or multiplied.
  public var body: Expression

  /// Σ or Π.
  public enum Kind: String, Sendable, Hashable {
    case sum
    case product
  }

  /// Makes a big operator.
  public init(_ kind: Kind, over binders: [Binder], _ body: Expression) {
    self.kind = kind
    self.binders = binders
    self.body = body
  }
}

/// An index bound by Σ or Π, with the limits that were written.
public struct Binder: Sendable, Hashable {
  /// The index letter, as in `j`; empty when none was written and it has to be found in the body.
  public var name: String
  /// The lower limit in `j = 1`; nil when none was written.
  public var lower: Expression?
  /// The upper limit; nil when none was written.
  public var upper: Expression?
  /// A restriction in the lower limit: `j ≠ i`.
  public var condition: Condition?

  /// Makes a binder.
  public init(
    _ name: String, from lower: Expression? = nil, to upper: Expression? = nil,
    where condition: Condition? = nil
  ) {
    self.name = name
    self.lower = lower
    self.upper = upper
    self.condition = condition
  }
}

/// One branch of cases.
public struct Branch: Sendable, Hashable {
  /// The value of the branch.
  public var value: Expression
  /// When it applies; nil for "otherwise".
  public var condition: Condition?

  /// Makes a branch.
  public init(_ value: Expression, if condition: Condition?) {
    self.value = value
    self.condition = condition
  }
}

/// A condition on values or indices; each comparison must hold.
public struct Condition: Sendable, Hashable {
  /// The comparisons, joined by "and".
  public var comparisons: [Comparison]

  /// Makes a condition.
  public init(_ comparisons: [Comparison]) { self.comparisons = comparisons }
}

/// left R right.
public struct Comparison: Sendable, Hashable {
  /// The left side.
  public var left: Expression
  /// `equal`, `notEqual`, `less`, `lessOrEqual`, `greater` or `greaterOrEqual`.
  public var relation: Relation
  /// The right side.
  public var right: Expression

  /// Makes a comparison.
  public init(_ left: Expression, _ relation: Relation, _ right: Expression) {
    self.left = left
    self.relation = relation
    self.right = right
  }
}

/// quantity = value under an evaluation bar.
public struct Assignment: Sendable, Hashable {
  /// What is set.
  public var quantity: Expression
  /// To what.
  public var value: Expression

  /// Makes an assignment.
  public init(_ quantity: Expression, _ value: Expression) {
    self.quantity = quantity
    self.value = value
  }
}

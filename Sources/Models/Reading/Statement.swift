import Formula

/// One statement of a text: what is said, where it stands, and the prose around.
public struct Statement: Sendable {
  /// What it says.
  public var content: Content
  /// Where it stands, in bytes of the text.
  public var range: SourceRange
  /// Has lines of its own.
  public var isDisplay: Bool
  /// The number of its formula in the text; statements of one formula share it.
  public var passage: Int
  /// The paragraph it stands in.
  public var paragraph: Int
  /// How many headings stand before it.
  public var section: Int
  /// The prose between the formula before and this one; within a formula the words in it.
  public var lead: String
  /// The prose behind its formula, up to the next one.
  public var trail: String
  /// Conditions and ranges that stand in the same formula.
  public var conditions: [Condition] = []

  /// What can be said.
  public enum Content: Sendable {
    /// A = B = C
    case relation(sides: [Term], relations: [Relation])
    /// X ∈ ℝ^{N×D}
    case membership([Term], SetForm)
    /// l = 1, …, L
    case range(letter: String, from: Term, to: Term)
    /// x₁, …, xₙ
    case span(Term, Term)
    /// Names without a relation.
    case mention([Term])
    /// What could not be read, and the name that it would have defined.
    case unreadable(Unreadable, defining: String?)
  }

  /// A set that something is an element of.
  public enum SetForm: Sendable {
    /// ℝ, ℝⁿ, ℝ^{n×m}
    case real([Term])
    /// {a, …, b}
    case listed([Term])
    /// (a, b)
    case interval(Term, Term)
    case other
  }
}

extension Statement {
  /// Where the sides of a relation stand, with the relations between them.
  public var parts: (sides: [SourceRange], relations: [Relation]) {
    guard case .relation(let sides, let relations) = content else { return ([], []) }
    return (sides.map(\.range), relations)
  }

  /// The sides of a relation.
  var sides: [Term] {
    if case .relation(let sides, _) = content { sides } else { [] }
  }

  /// All terms in it.
  var terms: [Term] {
    switch content {
    case .relation(let sides, _): sides
    case .membership(let subjects, .real(let sizes)): subjects + sizes
    case .membership(let subjects, .listed(let items)): subjects + items
    case .membership(let subjects, .interval(let low, let high)): subjects + [low, high]
    case .membership(let subjects, .other): subjects
    case .range(_, let from, let to): [from, to]
    case .span(let first, let last): [first, last]
    case .mention(let terms): terms
    case .unreadable: []
    }
  }
}

import Formula

/// One statement of a text: what is said, where it stands, and the prose around.
package struct Statement: Sendable {
  /// What it says.
  package var content: Content
  /// Where it stands, in bytes of the text.
  package var range: SourceRange
  /// Has lines of its own.
  package var isDisplay: Bool
  /// The number of its formula in the text; statements of one formula share it.
  package var passage: Int
  /// The paragraph it stands in.
  package var paragraph: Int
  /// How many headings stand before it.
  package var section: Int
  /// The prose between the formula before and this one; within a formula the words in it.
  package var lead: String
  /// The prose behind its formula, up to the next one.
  package var trail: String
  /// Conditions and ranges that stand in the same formula.
  package var conditions: [Condition] = []

  /// What can be said.
  package enum Content: Sendable {
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
  package enum SetForm: Sendable {
    /// ℝ, ℝⁿ, ℝ^{n×m}
    case real([Term])
    /// {0, 1}^{N×q}
    case listedArrays([Term], [Term])
    /// {a, …, b}
    case listed([Term])
    /// (a, b)
    case interval(Term, Term)
    case other
  }
}

extension Statement {
  /// Where the sides of a relation stand, with the relations between them.
  package var parts: (sides: [SourceRange], relations: [Relation]) {
    guard case .relation(let sides, let relations) = content else { return ([], []) }
    return (sides.map(\.range), relations)
  }

  /// The sides of a relation.
  var sides: [Term] {
    if case .relation(let sides, _) = content { sides } else { [] }
  }

  /// What a display that begins with = goes on with: the last side, or the one thing that is named.
  var subject: Term? {
    switch content {
    case .relation(let sides, _): sides.last
    case .mention(let terms) where terms.count == 1: terms[0]
    default: nil
    }
  }

  /// The statement as if nothing stood there.
  var unspoken: Statement {
    var result = self
    result.content = .mention([])
    return result
  }

  /// The statement with each of its terms changed.
  func mapTerms(_ change: (Term) -> Term) -> Statement {
    var result = self
    switch content {
    case .relation(let sides, let relations):
      result.content = .relation(sides: sides.map(change), relations: relations)
    case .membership(let subjects, let set): result.content = .membership(subjects.map(change), set)
    case .mention(let terms): result.content = .mention(terms.map(change))
    case .span(let first, let last): result.content = .span(change(first), change(last))
    case .range, .unreadable: break
    }
    return result
  }

  /// All terms in it.
  package var terms: [Term] {
    switch content {
    case .relation(let sides, _): sides
    case .membership(let subjects, .real(let sizes)): subjects + sizes
    case .membership(let subjects, .listed(let items)): subjects + items
    case .membership(let subjects, .listedArrays(let items, let sizes)): subjects + items + sizes
    case .membership(let subjects, .interval(let low, let high)): subjects + [low, high]
    case .membership(let subjects, .other): subjects
    case .range(_, let from, let to): [from, to]
    case .span(let first, let last): [first, last]
    case .mention(let terms): terms
    case .unreadable: []
    }
  }
}

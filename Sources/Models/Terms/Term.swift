import Formula

/// What stands in a formula, before anyone asks what its names are: operators are operators, names are names with
/// what stands on them. What only types can settle (a product or a call, a power or a transpose) is left open.
package struct Term: Sendable {
  /// What the node is.
  package var node: Node
  /// Where it was read, in bytes of the text.
  package var range: SourceRange

  /// Makes a term.
  package init(_ node: Node, _ range: SourceRange) {
    self.node = node
    self.range = range
  }

  /// The kinds of nodes.
  package indirect enum Node: Sendable, Hashable {
    /// A number as written: 2, 0.5.
    case number(Double)
    /// A name with what stands on it: `W_{jk}^{(l)}`.
    case name(NameUse)
    /// t₁ + t₂ + …; a subtracted term is `.negative`.
    case sum([Term])
    case negative(Term)
    /// Factors with what stands between them, ungrouped: grouping is settled by shapes.
    case chain(Chain)
    case quotient(Term, Term)
    /// A superscript that is no slot: a power, or a transpose where it is T.
    case raised(Term, Term)
    /// Aᵀ, written with ⊤.
    case transpose(Term)
    /// A bracket with indices: (Wa)_j.
    case element(Term, [Term])
    /// A function known by name: exp, tanh, softmax, diag.
    case function(String, primes: Int, [Term])
    /// A name followed by brackets: a call f(x), or a product p(1 − p).
    case applied(NameUse, [Term])
    /// Σ, Π, max_j, min_j.
    case big(Big)
    /// ∂A/∂B; two variables for a second derivative.
    case derivative(of: Term, by: [Term])
    /// ∇_B A; without B the variable is not said.
    case gradient(of: Term, by: Term?)
    case cases([Branch])
    /// 1 where the condition holds.
    case indicator(Condition)
    case matrix([[Term]])
    case absolute(Term)
    /// ‖A‖, also ‖A‖_F.
    case norm(Term)
    /// The vector of ones.
    case ones
    /// `:` as an index: all of them.
    case all
    case ellipsis
  }
}

extension Term: Hashable {
  /// Equality of what stands there; places do not count.
  package static func == (left: Term, right: Term) -> Bool { left.node == right.node }

  /// Hashes what stands there.
  package func hash(into hasher: inout Hasher) { hasher.combine(node) }
}

/// A name with the marks that belong to it and the indices that stand on it.
package struct NameUse: Sendable, Hashable {
  /// The letter with its accents, in LaTeX: `W`, `\hat{y}`, `\mathrm{net}`; labels below belong to it: `W_{out}`.
  package var name: String
  /// The indices, in the order left, below, above.
  package var slots: [Slot]
  /// Primes: a derivative of a function, a part of any other name.
  package var primes = 0
  /// Set in bold: a vector or a matrix.
  package var isBold = false

  /// Makes a use of a name.
  package init(_ name: String, _ slots: [Slot] = []) {
    self.name = name
    self.slots = slots
  }

  /// A bold name is the same name: the entries of a bold vector are set plainly.
  package static func == (left: NameUse, right: NameUse) -> Bool {
    left.name == right.name && left.slots == right.slots && left.primes == right.primes
  }

  /// Hashes name and slots.
  package func hash(into hasher: inout Hasher) {
    hasher.combine(name)
    hasher.combine(slots)
    hasher.combine(primes)
  }
}

/// A place on a name where an index stands.
package struct Slot: Sendable, Hashable {
  /// Where it stands.
  package var place: Place
  /// The index: a letter, a number, l − 1, y_i.
  package var content: Term
  /// How it is set: what stands around it or before it. It means nothing.
  var mark = Mark.none

  /// Left below, below, above in brackets.
  package enum Place: Sendable, Hashable, Comparable {
    case left
    case below(Int)
    case above(Int)
    /// Behind brackets around the whole: (a_j)_e.
    case example
  }

  /// What an index is set with.
  enum Mark: Sendable, Hashable {
    case none, parentheses, brackets, angles
    /// A comma before it.
    case comma
  }

  /// Makes an index.
  package init(place: Place, content: Term) {
    self.place = place
    self.content = content
  }

  init(place: Place, content: Term, mark: Mark) {
    self.init(place: place, content: content)
    self.mark = mark
  }

  /// Equality of what stands there; how it is set does not count.
  package static func == (left: Slot, right: Slot) -> Bool {
    left.place == right.place && left.content == right.content
  }

  /// Hashes place and content.
  package func hash(into hasher: inout Hasher) {
    hasher.combine(place)
    hasher.combine(content)
  }
}

extension Slot.Place {
  /// Above, in brackets or not.
  var isAbove: Bool { if case .above = self { true } else { false } }
  /// Below.
  var isBelow: Bool { if case .below = self { true } else { false } }
}

extension Slot {
  /// Stands above.
  var isAbove: Bool { place.isAbove }
  /// Stands below.
  var isBelow: Bool { place.isBelow }
}

/// Factors in a row.
package struct Chain: Sendable, Hashable {
  /// The factors; one more than signs.
  package var factors: [Term]
  /// What stands between them.
  package var signs: [Sign]

  /// Makes a row of factors.
  package init(factors: [Term], signs: [Sign]) {
    self.factors = factors
    self.signs = signs
  }

  /// A sign between factors.
  package enum Sign: Sendable, Hashable {
    /// Nothing.
    case beside
    case dot, cross, star, hadamard, outer
    case elementwiseDivision
  }
}

/// Σ, Π, max or min over letters.
package struct Big: Sendable, Hashable {
  package var kind: Kind

  /// What is made of all values.
  package enum Kind: Sendable, Hashable {
    case sum, product, maximum, minimum
    /// The index at which the value is largest, or smallest.
    case argMaximum, argMinimum
    /// The column of the values: (x_1, …, x_n).
    case column
  }

  package var binders: [Binder]
  package var body: Term
}

/// A letter that Σ or Π binds.
package struct Binder: Sendable, Hashable {
  package var letter: String
  package var lower: Term?
  package var upper: Term?
  /// A restriction: j ≠ i.
  package var condition: Condition?
}

/// A row of cases.
package struct Branch: Sendable, Hashable {
  package var value: Term
  /// Nil for "otherwise".
  package var condition: Condition?
}

/// Comparisons joined by "and".
package struct Condition: Sendable, Hashable {
  package var comparisons: [Comparison]

  /// left R right
  package struct Comparison: Sendable, Hashable {
    package var left: Term
    package var relation: Relation
    package var right: Term
  }
}

extension Term {
  /// The letter that this is alone, without anything on it.
  package var letter: String? {
    if case .name(let use) = node, use.slots.isEmpty, use.primes == 0 { return use.name }
    return nil
  }

  /// The whole number that this is.
  package var integer: Int? {
    switch node {
    case .number(let value) where value == value.rounded() && abs(value) < 1e6: return Int(value)
    case .negative(let term): return term.integer.map { -$0 }
    default: return nil
    }
  }

  /// N of N − 1.
  var onePast: Term? {
    guard case .sum(let terms) = node, terms.count == 2, terms[1].integer == -1 else { return nil }
    return terms[0]
  }

  /// l, l + 1, t − 2 as a letter and what is added to it.
  var shifted: (letter: String, by: Int)? {
    if let letter { return (letter, 0) }
    guard case .sum(let terms) = node, terms.count == 2, let first = terms[0].letter,
      let by = terms[1].integer
    else { return nil }
    return (first, by)
  }
}

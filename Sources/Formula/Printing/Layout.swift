/// A formula as it will stand on paper: names are chosen, brackets and dots are placed, only the markup is
/// missing.
///
/// All printers render this one tree, so they can't disagree about what a bracket contains. Brackets that
/// grammar needs are nodes of their own; a printer adds further ones only where it flattens a figure
/// (a fraction on one line).
package indirect enum Layout: Sendable, Hashable {
  /// A letter by its canonical LaTeX name, without scripts of its own.
  case name(String)
  /// An unsigned number in digits.
  case digits(String)
  /// mantissa · 10^exponent, unsigned.
  case scientific(String, exponent: Int)
  /// ∞
  case infinity
  /// An upright word: diag.
  case word(String)
  /// A letter or word with its scripts.
  case scripted(ScriptedName)
  /// −x
  case negation(Layout)
  /// t₁ + t₂ − t₃
  case sum([Term])
  /// Factors side by side.
  case product([Factor])
  /// Operands of ⊙ or ⊗.
  case infix(InfixSign, [Layout])
  /// A bracket.
  case fenced(Fence, Layout)
  /// Items with commas between them.
  case list([Layout])
  case fraction(Layout, Layout)
  /// ∂A/∂B as a fraction with A above.
  case derivative(of: Layout, by: Layout)
  /// ∂/∂B before a bracket: the operand is the bracket's contents.
  case derivativeOperator(by: Layout, Layout)
  /// ∇_B A
  case gradient(by: Layout?, Layout)
  case power(Layout, Layout)
  case exponential(Layout)
  case root(Layout)
  case transpose(Layout)
  /// A function's name before its bracket.
  case call(Layout, Layout)
  /// Σ or Π signs before a body.
  case big([BigSign], Layout)
  /// A bracket with a subscript: (Wa)_j.
  case subscripted(Layout, [Layout])
  case cases([Row])
  case matrix([[Layout]])
  /// An evaluation bar.
  case evaluated(Layout, at: [Layout])
  /// 𝟏[…]
  case indicator(Layout)
  /// 1⃗
  case ones
  case ellipsis
  /// sides with relations between them
  case comparison([Layout], [Relation])

  /// A term of a sum.
  package struct Term: Sendable, Hashable {
    var isSubtracted: Bool
    var layout: Layout

    /// Makes a term.
    package init(isSubtracted: Bool, layout: Layout) {
      self.isSubtracted = isSubtracted
      self.layout = layout
    }
  }

  /// A factor of a product.
  package struct Factor: Sendable, Hashable {
    /// Without a dot before it, the factor would be misread.
    var needsDot: Bool
    var layout: Layout

    /// Makes a factor.
    package init(needsDot: Bool, layout: Layout) {
      self.needsDot = needsDot
      self.layout = layout
    }
  }

  /// Signs of element-by-element and outer products.
  package enum InfixSign: Sendable, Hashable {
    case hadamard
    case outer
    /// × between the sides of a shape.
    case times
  }

  /// Brackets.
  package enum Fence: Sendable, Hashable {
    case parenthesis
    case bracket
    case bar
    case doubleBar
    case angle
  }

  /// Σ or Π with what stands below and above it.
  package struct BigSign: Sendable, Hashable {
    var kind: BigOperator.Kind
    var lower: Layout?
    var upper: Layout?
    /// What a single line may show instead of both limits, where nothing is lost by it.
    var short: Layout?

    /// Makes a sign.
    package init(kind: BigOperator.Kind, lower: Layout? = nil, upper: Layout? = nil, short: Layout? = nil) {
      self.kind = kind
      self.lower = lower
      self.upper = upper
      self.short = short
    }
  }

  /// A branch of cases; no condition means "otherwise".
  package struct Row: Sendable, Hashable {
    var value: Layout
    var condition: Layout?

    /// Makes a branch.
    package init(value: Layout, condition: Layout? = nil) {
      self.value = value
      self.condition = condition
    }
  }

  /// A letter with subscripts, superscripts and primes.
  package struct ScriptedName: Sendable, Hashable {
    var base: Layout
    /// Groups of subscripts: commas between groups, none within.
    var subscripts: [[Layout]] = []
    /// Superscripts, one behind the other.
    var superscripts: [Superscript] = []
    var primes: Int = 0

    /// Makes a name with its scripts.
    package init(
      base: Layout, subscripts: [[Layout]] = [], superscripts: [Superscript] = [], primes: Int = 0
    ) {
      self.base = base
      self.subscripts = subscripts
      self.superscripts = superscripts
      self.primes = primes
    }
  }

  /// One superscript with the bracket it stands in.
  package struct Superscript: Sendable, Hashable {
    var fence: Fence?
    var layout: Layout

    /// Makes a superscript.
    package init(fence: Fence? = nil, layout: Layout) {
      self.fence = fence
      self.layout = layout
    }
  }
}

/// What stands in a formula, before anyone asks what it means: the first stage of reading.
///
/// The tree keeps a range for every node; spacing and layout commands (`\,` `\quad` inside a formula is
/// kept as `.separator`, `\displaystyle`, `\big`, `\boxed`, `\phantom` …) are transparent and leave no node.
public struct Markup: Sendable, Hashable {
  /// What the node is.
  public var kind: Kind
  /// Where it stands in the text that was read.
  public var range: SourceRange

  /// Makes a node.
  public init(_ kind: Kind, _ range: SourceRange) {
    self.kind = kind
    self.range = range
  }

  /// The shapes of first-stage nodes.
  public indirect enum Kind: Sendable, Hashable {
    /// One letter: `a`, or a Greek or other letter by its LaTeX name with backslash: `\delta`, `\ell`,
    /// `\varepsilon`, `\infty`, `\pi`. Unicode letters arrive under the same names (`δ` is `\delta`).
    case letter(String)
    /// Digits with at most one decimal point: `2`, `0.5`.
    case number(String)
    /// A named operator or function, by its bare name: `log`, `max`, `ReLU`, `softmax`, `diag`, `arg`;
    /// from `\log`, `\operatorname{diag}`, `\mathrm{ReLU}`, `\text{softmax}` when the word has two or more
    /// letters and is set in an upright face.
    case word(String)
    /// A big operator: `\sum`, `\prod`.
    case bigOperator(BigOperator)
    /// `\partial` or an upright `\mathrm d`. (An italic `d` is a letter.)
    case partial
    /// `\nabla` (also `\triangledown`).
    case nabla
    /// A binary or other operator sign.
    case sign(Sign)
    /// A relation sign.
    case relation(Relation)
    /// `,` `;` `.` `:` `!` `?` or `\quad`-like wide space (`separator`), `&` outside of environments.
    case punctuation(Punctuation)
    /// Prose: `\text{if }`, `\mbox{…}`, also CJK text.
    case text(String)
    /// `{ … }`
    case group([Markup])
    /// A base with scripts. `primes` counts `'`, `\prime` in a superscript, `’` and `′`.
    /// The superscript is what remains when primes are taken out; nil when nothing remains.
    /// A missing base (a script at the start, or after `{}`) is nil.
    case script(base: Markup?, sub: [Markup]?, sup: [Markup]?, primes: Int)
    /// `\frac`, `\tfrac`, `\dfrac`, `\cfrac`, `{a \over b}`, `\nicefrac`.
    case fraction([Markup], [Markup])
    /// `\sqrt[index]{body}`
    case root(index: [Markup]?, [Markup])
    /// Matched delimiters, with or without `\left`/`\right`: `( )`, `[ ]`, `\{ \}`, `| |`, `\| \|`,
    /// `\langle \rangle`, `\lfloor…`. `\left\{ … \right.` has `close == .none`. `\left. … \right|` too.
    case fenced(open: Delimiter, [Markup], close: Delimiter)
    /// A lone vertical bar that pairs with none, as in an evaluation bar `x|_{z=0}`.
    case bar
    /// A decorated or restyled letter or group: the decoration is part of the name.
    case styled(Style, [Markup])
    /// `\begin{name} … \end{name}`: rows of cells. Includes cases, matrices, aligned, array, and `\substack`.
    case environment(Environment, rows: [[Cell]])
    /// `\ldots`, `\cdots`, `\vdots`, `\ddots`, `\dots`, `…`, `...`
    case ellipsis
    /// `\tag{…}` or `\label{…}`: a name of the equation.
    case mark(String)
    /// A place that could not be read; the problem says why.
    case unreadable
  }

  /// Big operators that take limits.
  public enum BigOperator: String, Sendable, Hashable {
    case sum
    case product
  }

  /// Signs between operands.
  public enum Sign: String, Sendable, Hashable {
    case plus, minus, plusMinus
    /// `/`
    case slash
    /// `\cdot`, `·`
    case dot
    /// `\times`, `×`
    case cross
    /// `*`, `\ast`, `\star`
    case star
    /// `\odot`, `\bigodot`, `⊙`
    case hadamard
    /// `\circ`, `∘`
    case circle
    /// `\otimes`, `⊗`
    case outer
    /// `\oslash`
    case elementwiseDivision
    /// `\bullet`
    case bullet
    /// `\div`
    case division
    /// `\forall`
    case forAll
  }

  /// Punctuation that may end or separate formulas.
  public enum Punctuation: String, Sendable, Hashable {
    case comma = ","
    case semicolon = ";"
    case period = "."
    case colon = ":"
    case exclamation = "!"
    case question = "?"
    /// A wide space: `\quad`, `\qquad`, `\hspace{…}` of at least 1em, a run of `\medspace`s.
    case separator
    /// A bare `&` outside an environment.
    case alignment
    /// A bare `\\` outside an environment.
    case rowEnd
  }

  /// Brackets.
  public enum Delimiter: String, Sendable, Hashable {
    case parenthesis
    case bracket
    case brace
    case bar
    case doubleBar
    case angle
    case floor
    case ceiling
    /// `\left.` or `\right.`
    case none
  }

  /// Faces and accents.
  public enum Style: String, Sendable, Hashable {
    case bold, italic, upright, calligraphic, blackboard, sansSerif, typewriter, fraktur
    case hat, tilde, bar, vector, underline, overline, dot, doubleDot
    /// `\textcircled{1}`, `\bigcirc`
    case circled
  }

  /// Environments that hold rows.
  public enum Environment: String, Sendable, Hashable {
    /// `cases`, `dcases`, `rcases`, and `\left\{\begin{array}…\right.`
    case cases
    /// `matrix`, `pmatrix`, `bmatrix`, `Bmatrix`, `vmatrix`, `smallmatrix`, `array`
    case matrix
    /// `align`, `aligned`, `split`, `gather`, `gathered`, `eqnarray`, `multline`, `equation`, `flalign`, starred or not
    case rows
    /// `\substack{…\\…}`
    case substack
  }

  /// One cell of an environment.
  public typealias Cell = [Markup]
}

/// A relation between two expressions.
public enum Relation: String, Sendable, Hashable, CaseIterable {
  /// `=`
  case equal
  /// `:=`, `\coloneqq`, `\triangleq`, `\stackrel{def}{=}`, `\overset{!}{=}` with def
  case defined
  /// `\equiv`
  case identical
  /// `\approx`, `\simeq`, `\sim`, `\cong`
  case approximately
  /// `\neq`, `\ne`, `≠`
  case notEqual
  /// `<`, `\lt`
  case less
  /// `\le`, `\leq`, `\leqslant`, `<=`
  case lessOrEqual
  /// `>`, `\gt`
  case greater
  /// `\ge`, `\geq`, `\geqslant`, `>=`
  case greaterOrEqual
  /// `\propto`
  case proportional
  /// `\in`
  case element
  /// `\Rightarrow`, `\implies`, `\Longrightarrow`, `\iff`, `\Leftrightarrow`, `\therefore`
  case implies
  /// `\to`, `\rightarrow`, `\mapsto`, `\longrightarrow`
  case maps
  /// `\leftarrow`, `\gets`
  case assigned
}

/// What a LaTeX command does to a formula; the reader knows commands by this, never by their names.
enum Command: Sendable, Hashable {
  /// A symbol that stands for a quantity, by its name with backslash.
  case letter(String)
  /// A letter in a face: `\Re`.
  case faced(Markup.Style, String)
  /// `\log`, `\max`
  case word(String)
  case bigOperator(Markup.BigOperator)
  case sign(Markup.Sign)
  case relation(Relation)
  case punctuation(Markup.Punctuation)
  case partial
  case nabla
  case ellipsis
  case prime
  /// `\_`, as Markdown writes `_`.
  case lower
  /// An arrow or another sign that is prose.
  case prose(String)
  /// A sign with no numbers behind it, by what it is called.
  case unsupported(String)

  case open(Markup.Delimiter)
  case close(Markup.Delimiter)
  /// `\|`, `\vert`: the same sign opens and closes.
  case bar(Markup.Delimiter)
  /// `\mid`
  case loneBar
  case left
  case right
  case middle
  /// `\big`, `\bigl`, `\bigr`
  case size(Side)

  case fraction
  /// `\pdv[2]{f}{x}`, `\dv{f}{x}`
  case derivative
  /// `\over`
  case over
  case root
  /// `\hat`, `\mathbf`: a style for the argument.
  case style(Markup.Style)
  /// `\mathrm`, `\operatorname`: the argument is a word.
  case upright
  /// `\rm`, `\bf`: a style for the rest of the group.
  case switchStyle(Markup.Style)
  /// `\intertext`: prose between two rows.
  case remark
  /// `\text`, `\textbf`: the argument is prose.
  case text(Markup.Style)
  /// `\textcircled`, `\bigcirc`
  case circled(hasArgument: Bool)
  /// `\boxed`, `\colorbox{red}`: so many arguments are dropped, the next one stays.
  case box(dropped: Int)
  /// Commands without meaning, with so many arguments.
  case ignored(arguments: Int)
  /// `\underbrace`, `\overbrace`: the argument stays, its label goes.
  case brace
  /// `\overset{label}{base}`, `\stackrel`
  case above
  /// `\underset{label}{base}`
  case below
  case not
  /// `\unicode{x1D7D9}`
  case character

  /// A space, in eighteenths of an em.
  case space(Int)
  /// `\hspace{1em}`
  case measuredSpace
  /// `\kern5mu`
  case kern
  /// `\tag`, `\label`
  case mark
  /// `\ref`, `\eqref`
  case reference
  /// `$`-like commands within a formula: `\(`, `\)`.
  case mathShift
  case begin
  case end
  /// `\\`
  case rowBreak
  case substack
  /// `\newcommand`, `\def` … in a formula, which the expansion has used up.
  case definition

  enum Side: Sendable, Hashable {
    case either
    case opening
    case closing
  }
}

/// What an environment holds, and how many arguments stand behind its name.
struct EnvironmentForm: Sendable, Hashable {
  var kind: Markup.Environment
  var arguments: Int
}

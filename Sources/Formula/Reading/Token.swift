/// One piece of LaTeX: a command, a character, a brace.
struct Token: Sendable, Hashable {
  var kind: Kind
  /// Where it stands; what a macro produced stands where the macro was used.
  var range: SourceRange

  enum Kind: Sendable, Hashable {
    /// `\name`, without the backslash; `\\` has the name `\`, `\,` the name `,`.
    case command(String)
    case character(Unicode.Scalar)
    /// `{`
    case open
    /// `}`
    case close
    /// `^`
    case superscript
    /// `_`
    case lower
    /// `&`
    case alignment
    /// `$`
    case dollar
    /// A run of white space; only text cares.
    case space
    /// `#1` … `#9`, in the body of a macro.
    case parameter(Int)
  }

  /// The token as LaTeX.
  var text: String {
    switch kind {
    case .command(let name): "\\" + name
    case .character(let scalar): String(Character(scalar))
    case .open: "{"
    case .close: "}"
    case .superscript: "^"
    case .lower: "_"
    case .alignment: "&"
    case .dollar: "$"
    case .space: " "
    case .parameter(let number): "#\(number)"
    }
  }
}

/// How much work one formula may cause. Whoever exceeds a limit gets a problem, never a crash.
enum ReadingLimit {
  /// Bytes of a formula.
  static let bytes = 1 << 20
  /// Tokens of a formula, before macros are expanded.
  static let tokens = 200_000
  /// Groups, scripts, fractions, brackets within each other.
  static let depth = 128
  /// Uses of macros in a formula.
  static let expansions = 1_000
  /// Tokens that macros may produce in a formula.
  static let produced = 50_000
  /// Problems reported for a formula.
  static let problems = 64
}

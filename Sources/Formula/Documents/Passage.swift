/// A formula in a document: where it stands, how it was set, and the prose around it.
public struct Passage: Sendable, Hashable {
  /// Whether it has lines of its own.
  public var kind: Kind
  /// What marks it as a formula.
  public var form: Form
  /// The formula without its marks, to be read at `bodyRange.start`.
  ///
  /// It has as many bytes as `bodyRange`: what Markdown puts between the lines of a formula (`>` in
  /// quotations) has become spaces, so that places in it are places in the text.
  public var body: String
  /// Where the body stands, in bytes of the text.
  public var bodyRange: SourceRange
  /// Where the whole stands, marks included.
  public var range: SourceRange
  /// Line and column of the first byte of `range`.
  public var position: Position
  /// The headings above, from the outermost to the innermost.
  public var headings: [Heading]
  /// The prose before it in the same paragraph, or for a display in the paragraph above, up to the display before;
  /// at most about 1,000 bytes.
  public var precedingText: String
  /// The prose behind it in the same paragraph, up to the next display; at most about 1,000 bytes.
  public var followingText: String

  /// Display or inline.
  public enum Kind: Sendable, Hashable {
    /// Has lines of its own.
    case display
    /// Stands in a line of prose.
    case inline
  }

  /// What marks a formula.
  public enum Form: Sendable, Hashable {
    /// `$…$`
    case dollar
    /// `$$…$$`
    case doubleDollar
    /// `` $`…`$ ``
    case codeDollar
    /// `\(…\)` or `\\(…\\)`
    case parentheses
    /// `\[…\]` or `\\[…\\]`
    case brackets
    /// A code fence with its first word: `math`, `latex`, `tex`.
    case fence(String)
    /// A bare environment with its name; the body contains its `\begin` and `\end`.
    case environment(String)
    /// `.. math::` of reStructuredText.
    case directive
    /// `<latex>…</latex>` or `<script type="math/tex">…</script>`
    case element
  }
}

/// A heading of a document.
public struct Heading: Sendable, Hashable {
  /// 1 for the outermost.
  public var level: Int
  /// The text without its marks.
  public var text: String
}

/// A fenced block that is no formula: code, or declarations for this program.
public struct FencedBlock: Sendable, Hashable {
  /// What stands behind the fence: `swift`, `nnlearn notation`.
  public var info: String
  /// What stands between the fences.
  public var content: String
  /// Where the content stands, in bytes of the text.
  public var contentRange: SourceRange
  /// Where the whole stands, fences included.
  public var range: SourceRange
}

/// One `key: value` of a document's front matter.
public struct HeaderEntry: Sendable, Hashable {
  /// The key, without spaces around it.
  public var key: String
  /// The value without quotes; indented lines that follow belong to it, each behind a line break.
  public var value: String
  /// Where both stand, in bytes of the text.
  public var range: SourceRange
}

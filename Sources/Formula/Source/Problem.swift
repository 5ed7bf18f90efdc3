/// Why a formula could not be read: where, what was found, what was expected, what to try.
///
/// A value with data; front ends turn it into a line, a caret and a sentence.
public struct Problem: Error, Sendable, Hashable {
  /// A stable code, for instance `unclosed-brace`.
  public var code: Code
  /// Where it is, in bytes of the text that was read.
  public var range: SourceRange
  /// What stands there, as a short noun phrase: "the end of the formula".
  public var found: String
  /// What would have been right, as a short noun phrase: "a closing parenthesis".
  public var expected: String
  /// What to try, as one sentence; empty when there is nothing to say.
  public var help: String
  /// A second place worth pointing at: the opening bracket, an earlier definition.
  public var related: SourceRange?

  /// Makes a problem.
  public init(
    _ code: Code, at range: SourceRange, found: String, expected: String, help: String = "",
    related: SourceRange? = nil
  ) {
    self.code = code
    self.range = range
    self.found = found
    self.expected = expected
    self.help = help
    self.related = related
  }

  /// The stable names of what can go wrong while reading.
  public enum Code: String, Sendable, Hashable, CaseIterable {
    case unclosedGroup = "unclosed-group"
    case unopenedGroup = "unopened-group"
    case missingArgument = "missing-argument"
    case unknownCommand = "unknown-command"
    case unknownEnvironment = "unknown-environment"
    case unexpectedCharacter = "unexpected-character"
    case doubleScript = "double-script"
    case macro = "macro"
    case limit = "limit"
    case missingOperand = "missing-operand"
    case unexpectedToken = "unexpected-token"
    case unknownSymbol = "unknown-symbol"
    case badScript = "bad-script"
    case badIndex = "bad-index"
    case badLimits = "bad-limits"
    case unsupported = "unsupported"
    case ellipsis = "ellipsis"
  }
}

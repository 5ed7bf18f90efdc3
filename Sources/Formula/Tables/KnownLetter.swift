/// What a letter that is no quantity of a network usually stands for: a rate, a penalty, a number of examples.
///
/// A row for each letter; whoever asks for the letters of a use gets them in the order of the table.
public struct KnownLetter: Sendable, Hashable {
  /// The canonical LaTeX name.
  public var name: String
  /// What it may stand for, the usual first.
  public var uses: [Use]

  /// What a letter may stand for.
  public enum Use: Sendable, Hashable, CaseIterable {
    /// The learning rate, and hardly anything else.
    case rate
    /// A learning rate where none of the usual letters stands.
    case possibleRate
    /// A factor before another term of a cost, or before a parameter.
    case penalty
    /// The slope of ReLU at 0.
    case slopeAtZero
    /// Some factor: momentum, a decay.
    case factor
    /// The z, a or x of one unit.
    case unitValue
    /// The number of examples, where the notation has another letter for it.
    case exampleCount
    /// A number of units, layers, examples or the like.
    case count
    /// A letter for the number of examples that may as well be one for a number of units.
    case countOfEither
  }

  /// The table.
  public static let all: [KnownLetter] = [
    row("\\alpha", .rate), row("\\eta", .rate), row("\\gamma", .rate, .factor), row("\\mu", .rate, .factor),
    row("\\epsilon", .slopeAtZero, .possibleRate), row("\\varepsilon", .slopeAtZero, .possibleRate),
    row("r", .possibleRate), row("\\lambda", .penalty),
    row("\\beta", .factor), row("\\rho", .factor), row("\\tau", .factor), row("c", .factor),
    row("k", .factor),
    row("z", .unitValue), row("a", .unitValue), row("x", .unitValue),
    row("m", .count, .exampleCount, .countOfEither), row("M", .count, .exampleCount, .countOfEither),
    row("N", .count, .exampleCount, .countOfEither), row("n", .count, .countOfEither),
    row("K", .count, .countOfEither), row("P", .count, .countOfEither), row("p", .countOfEither),
    row("B", .count), row("E", .count), row("L", .count), row("T", .count), row("D", .count),
  ]

  private static func row(_ name: String, _ uses: Use...) -> KnownLetter {
    KnownLetter(name: name, uses: uses)
  }

  /// The names of all letters that may stand for something, in the order of the table.
  public static func names(for use: Use) -> [String] { all.filter { $0.uses.contains(use) }.map(\.name) }
}

extension Symbol {
  /// Whether its letter may stand for something.
  public func mayBe(_ use: KnownLetter.Use) -> Bool {
    KnownLetter.all.contains { $0.name == name && $0.uses.contains(use) }
  }

  /// Whether its letter may stand for one of some things.
  public func mayBe(oneOf uses: KnownLetter.Use...) -> Bool { uses.contains { mayBe($0) } }
}

import Formula

/// A way to read something that writers leave to the reader: a row of the table of readings.
public struct Way: Sendable {
  /// Its name.
  public let name: String
  /// Where it comes from, and so when it applies.
  let source: Source
  /// How much it takes for it to be preferred to the usual reading.
  let worth: Worth
  /// What is said of it in a note; `{}` stands for what it is about.
  let sentence: String
  /// A formula, or a text around one, that is read so.
  public let example: Example
  /// Whether it is passed over although it could be preferred.
  let isRefused: @Sendable (Attempt) -> Bool

  init(
    _ name: String, _ source: Source, _ worth: Worth, _ sentence: String, _ example: Example,
    unless isRefused: @escaping @Sendable (Attempt) -> Bool = { _ in false }
  ) {
    self.name = name
    self.source = source
    self.worth = worth
    self.sentence = sentence
    self.example = example
    self.isRefused = isRefused
  }

  /// Where a way comes from.
  enum Source: Sendable {
    /// The text around the formula says so.
    case text
    /// The letters leave a choice, which the reader of the formula met.
    case letters(Choice)
    /// Vectors and matrices leave a choice: the statement read so, or nil where nothing in it can be.
    case rewriting(@Sendable (Statement, Convention) -> Statement?)
    /// The shape of a number's derivative by a vector.
    case layout
    /// The slope of ReLU at zero.
    case slope
    /// There is no other reading; only a remark tells.
    case remark
  }

  /// How much it takes for a way to be preferred to the usual reading.
  enum Worth: Sendable {
    /// It has to make the formula true.
    case whereTrue
    /// It is enough that the usual reading has no meaning and this one has, whatever it says.
    case whereMeaningful
  }

  /// A reading that is tried in place of the usual one.
  struct Attempt {
    /// What it comes to.
    let outcome: Outcome
    /// What the usual reading comes to.
    let usual: Outcome
    /// The statements as they are read.
    let statements: [Statement]
  }

  /// A formula that is read in a way, or a text around one.
  public struct Example: Sendable, ExpressibleByStringLiteral {
    /// The formula as LaTeX, or a Markdown text with formulas between dollars.
    public let text: String
    /// The name of the convention that it is written in.
    public let convention: String

    init(_ text: String, in convention: String) {
      self.text = text
      self.convention = convention
    }

    /// A formula of the standard convention.
    public init(stringLiteral text: String) { self.init(text, in: Convention.standard.name) }
  }
}

/// A way that was chosen for a formula.
public struct ChosenWay: Sendable {
  /// The row of the table.
  public let way: Way
  /// What it is about, in the order of the sentence.
  let subjects: [String]

  /// What is said of it in a note.
  public var sentence: String {
    var result = ""
    var rest = subjects[...]
    var previous: Character?
    for character in way.sentence {
      if previous == "{", character == "}" {
        result.removeLast()
        result += rest.popFirst() ?? ""
      } else {
        result.append(character)
      }
      previous = character
    }
    return result
  }
}

import Checking
import Network

/// The options of the command line.
enum Option: String, Sendable, CaseIterable {
  case convention
  case activation
  case output
  case cost
  case average
  case bias
  case network
  case examples
  case seed
  case zeros
  case from
  case to
  case equation
  case claim
  case explain
  case all
  case lessons
  case hints
  case solution
  case again
  case level
  case gradeLesson
  case gradeHints
  case marks
  case roster
  case into
  case shard
  case merge
  case jobs
  case gradeFormat
  case checkFormat
  case traceFormat
  case trainFormat
  case modelFormat
  case data
  case epochs
  case rate
  case targets
  case scale
  case color
  case ascii
  case help
  case version
  case completion
  case manual

  /// The options that say what a formula is about.
  static let settings: [Option] = [
    .convention, .activation, .output, .cost, .average, .bias, .network, .examples, .seed, .zeros,
  ]
  /// The options that every verb takes.
  static let everywhere: [Option] = [.help]
  /// The options that stand without a verb.
  static let alone: [Option] = [.help, .version, .completion, .manual]
}

/// What an option's value may be.
enum OptionValue: Sendable, Hashable {
  /// A switch.
  case none
  /// One of these words.
  case word([String])
  /// Any text, under this name.
  case text(String)
  /// A whole number in this range.
  case number(ClosedRange<Int>)
  /// A number above 0.
  case positive
  /// A random seed, 0 to 2⁶⁴ − 1.
  case seed
  /// Layer widths, input first.
  case widths
}

extension Option {
  /// The name as typed, without the dashes.
  var name: String {
    switch self {
    case .checkFormat, .traceFormat, .trainFormat, .modelFormat, .gradeFormat: "format"
    case .gradeLesson: "lesson"
    case .gradeHints: "hints"
    case .manual: "man"
    default: rawValue
    }
  }

  /// The one-letter name, where there is one.
  var letter: Character? { self == .help ? "h" : nil }

  /// What its value may be.
  var value: OptionValue {
    switch self {
    case .convention, .from, .to: .text("NAME|FILE")
    case .activation: .word(["any"] + Option.elementwise)
    case .output: .word(Option.elementwise + ["softmax"])
    case .cost:
      .word(["sum-squares", "half-sum-squares", "mean-squares", "cross-entropy", "binary-cross-entropy"])
    case .average: .word(["mean", "sum"])
    case .bias: .word(["per-neuron", "shared", "none"])
    case .network: .widths
    case .examples: .number(1...4096)
    case .seed: .seed
    case .equation: .text("LATEX")
    case .claim: .text("ID")
    case .lessons: .text("DIR")
    case .hints: .word(HintLevel.allCases.dropFirst().map(\.rawValue))
    case .gradeHints: .word(HintLevel.allCases.map(\.rawValue))
    case .gradeLesson: .text("LESSON")
    case .marks, .roster: .text("FILE")
    case .into: .text("DIR")
    case .shard: .text("K/N")
    case .jobs: .number(1...256)
    case .gradeFormat: .word(["text", "json", "gradescope", "junit", "csv", "classroom", "sarif"])
    case .level: .number(1...20)
    case .checkFormat: .word(["text", "json", "latex", "markdown"])
    case .traceFormat: .word(["text", "latex", "markdown"])
    case .trainFormat: .word(["text", "json", "csv"])
    case .modelFormat: .word(["text", "json", "mermaid", "dot"])
    case .data: .text("xor|iris|FILE")
    case .epochs: .number(1...100_000)
    case .rate: .positive
    case .targets: .number(1...4096)
    case .scale: .word(["yes", "no"])
    case .color: .word(["auto", "always", "never"])
    case .completion: .word(["bash", "zsh", "fish"])
    case .zeros, .explain, .all, .solution, .again, .merge, .ascii, .help, .version, .manual: .none
    }
  }

  /// What it does, in one line without a full stop.
  var summary: String {
    switch self {
    case .convention: "the notation and what it presumes; default: the document's own header, else standard"
    case .from: "the convention that the formula is written in; default: standard"
    case .to: "the convention that it is to be written in"
    case .activation: "the hidden layers' activation; any: several are tried; default: the convention's"
    case .output: "the last layer's activation, where it differs; default: the convention's"
    case .cost: "the cost of one example; default: the convention's"
    case .average: "how a batch's cost comes from its examples'; default: mean"
    case .bias: "which biases there are; default: the convention's"
    case .network: "layer widths, input first; default: drawn, all different"
    case .examples: "the number of examples in the batch; default: drawn"
    case .seed: "where the random numbers start; default: 1"
    case .zeros: "let some networks have pre-activations that are exactly zero"
    case .equation: "a formula to judge; may be given several times"
    case .claim: "only the claim with this name"
    case .explain: "every step of the smallest example that shows why a formula fails"
    case .all: "every lesson of the course"
    case .lessons: "a folder with lessons, in place of the built-in course"
    case .hints:
      "how much a check of an answer sheet gives away; default: where, and why from the second time on"
    case .solution: "show the model answers of an answer sheet; the progress records it"
    case .again: "begin anew; the old sheet is kept under another name"
    case .level: "this hint, counted from 1; default: the next one"
    case .gradeLesson: "the lesson whose exercises were answered"
    case .gradeHints:
      "how much a report gives away; default: repair, and where for gradescope and classroom, which students see"
    case .marks: "points that a human gave: a table with the columns file, exercise, score, remark"
    case .roster: "the table that the course system exported, of which one column is filled"
    case .into: "write a file for each sheet into this folder, and go on there after an interruption"
    case .shard: "only every N-th sheet, from the K-th"
    case .merge: "join the JSON reports of shards"
    case .jobs:
      "how many sheets are marked at once; default: as many as there are cores; the result is the same"
    case .checkFormat, .traceFormat, .trainFormat, .modelFormat, .gradeFormat:
      "the form of the answer; default: text"
    case .data: "what to train with; default: the document's own header, else xor"
    case .epochs: "the number of steps, each with all examples; default: 2000"
    case .rate: "the learning rate; default: 0.5"
    case .targets: "how many of a table's last columns are targets; default: 1"
    case .scale: "whether a table's inputs are scaled to mean 0 and deviation 1; default: yes"
    case .color: "colour; auto: on a terminal, unless NO_COLOR is set; default: auto"
    case .ascii: "plain ASCII, for terminals and fonts without mathematical characters"
    case .help: "show how it is used"
    case .version: "show the version"
    case .completion: "print a completion script for this shell"
    case .manual: "print the manual page"
    }
  }

  /// The value as it stands in help: `NAME`, `mean|sum`; nil for a switch.
  var placeholder: String? {
    switch value {
    case .none: nil
    case .word(let words): words.joined(separator: "|")
    case .text(let name): name
    case .number, .seed: "N"
    case .positive: "X"
    case .widths: "N,N,…"
    }
  }

  private static let elementwise = Activation.allCases.filter(\.isElementwise).map(\.rawValue)
}

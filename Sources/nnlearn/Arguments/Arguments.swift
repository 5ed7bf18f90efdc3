import Checking

/// What was asked for on the command line.
enum Request: Sendable, Hashable {
  /// Do what the verb does.
  case run(Verb, Arguments)
  /// The overview of all verbs, or how one is used.
  case help(Verb?)
  case version
  case completion(Shell)
  case manual
}

/// The shells that completions are written for.
enum Shell: String, Sendable, CaseIterable {
  case bash, zsh, fish
}

/// Operands and options, with their values checked.
struct Arguments: Sendable, Hashable {
  /// What stands beside the options, in order.
  var targets: [String] = []
  /// Formulas given with `--equation`, in order.
  var equations: [String] = []
  /// A convention's name, or the path of a file.
  var convention: String?
  /// The conventions a formula is translated from and to.
  var from: String?
  var to: String?
  /// What is presumed other than by the convention.
  var presumptions = Presumptions()
  var seed: UInt64?
  var includesZeros = false
  var claim: String?
  /// Whether every number of a counterexample is shown.
  var explains = false
  var all = false
  var lessonsFolder: String?
  /// How much is given away of what is wrong with an answer; nil for a bit more each time.
  var hints: HintLevel?
  /// Whether model answers are shown.
  var showsSolution = false
  /// Whether a sheet is begun anew.
  var isAgain = false
  /// Which hint is wanted.
  var level: Int?
  /// What was said about marking a class.
  var grading = GradingChoices()
  /// What was said about training; its seed is `seed`.
  var training = TrainingChoices()
  var format = Format.text
  var color = ColorChoice.auto
  var isASCII = false
}

/// The form of an answer.
enum Format: String, Sendable {
  case text, json, latex, markdown, csv, mermaid, dot, gradescope, junit, classroom, sarif
}

/// How much is given away of what is wrong with an answer.
enum HintLevel: String, Sendable, CaseIterable, Comparable {
  case marks, `where`, why, repair

  static func < (left: HintLevel, right: HintLevel) -> Bool {
    (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
  }
}

/// Whether to use colour.
enum ColorChoice: String, Sendable {
  case auto, always, never
}

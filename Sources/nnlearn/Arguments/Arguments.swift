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
  /// What was said about training; its seed is `seed`.
  var training = TrainingChoices()
  var format = Format.text
  var color = ColorChoice.auto
  var isASCII = false
}

/// The form of an answer.
enum Format: String, Sendable {
  case text, json, latex, markdown, csv, mermaid, dot
}

/// Whether to use colour.
enum ColorChoice: String, Sendable {
  case auto, always, never
}

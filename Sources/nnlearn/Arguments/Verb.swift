/// What the command line can do.
enum Verb: String, Sendable, CaseIterable {
  case check
  case trace
  case train
  case model
  case list
  case read
  case start
  case hint
  case grade
  case conventions
  case translate
  case help
}

/// How a verb is described in help, in completions and in the man page.
struct VerbDescription: Sendable {
  /// The operands as they stand in a usage line: `[TARGET…]`.
  var operands: String
  /// One line, without a full stop.
  var summary: String
  /// What else there is to know, a paragraph each.
  var details: [String]
  /// The options it takes, besides those that every verb takes.
  var options: [Option]
  /// Commands to copy.
  var examples: [String]
  /// What an operand may be, for completions.
  var operandKind: OperandKind

  /// What an operand may be.
  enum OperandKind: Sendable {
    case lessonOrFile, lesson, file, convention, verb, formula, nothing
  }
}

extension Verb {
  /// The row of this verb in the table of commands.
  var description: VerbDescription {
    switch self {
    case .check:
      VerbDescription(
        operands: "[TARGET…]",
        summary: "judge a lesson, a document, an answer sheet, or one formula",
        details: [
          "A TARGET is a lesson (lesson7, 7, or its slug), a Markdown or LaTeX file, or - for standard input. "
            + "A name that is both a lesson's and a file's means the lesson; write ./lesson7 for the file.",
          "Without a TARGET it is the answer sheet in this folder that was worked on last. For an answer that is wrong, the "
            + "first check says where, the next one also why; --hints repair says what would be right. The exit status of a "
            + "sheet is 0 when every exercise is right, else 1.",
          "A lesson holds when each of its claims comes out as the lesson says, also where it shows an error "
            + "of its source.",
          "Where a formula fails, the smallest network on which its sides differ is shown, with numbers that can be "
            + "redone by hand: for a single formula every step, in a document its numbers and the two values. "
            + "--explain shows every step everywhere; --format latex and markdown write them for a page.",
          "With --format json one target gives one object; several give "
            + "{\"schemaVersion\": 1, \"targets\": […]}.",
        ],
        options: Option.settings + [
          .equation, .explain, .hints, .solution, .all, .lessons, .checkFormat, .color, .ascii,
        ],
        examples: [
          "nnlearn check lesson7",
          "nnlearn check --equation '\\delta_j^L = 2(a_j^L-y_j)\\,\\sigma'\\''(z_j^L)'",
          "nnlearn check --convention sigmoid answers.md --format json",
          "nnlearn check answers.md --explain",
          "nnlearn check lesson7.md --hints why",
        ],
        operandKind: .lessonOrFile)
    case .trace:
      VerbDescription(
        operands: "TARGET",
        summary: "show a derivation step by step with numbers put in",
        details: [
          "Each step comes with the rule it uses, the numbers put in, its value, and the values that finite "
            + "differences and backpropagation give.",
          "--format latex writes a document that compiles with amsmath alone.",
        ],
        options: Option.settings + [.equation, .claim, .lessons, .traceFormat, .color, .ascii],
        examples: [
          "nnlearn trace lesson7",
          "nnlearn trace lesson10 --claim hidden-delta --format latex > trace.tex",
        ],
        operandKind: .lessonOrFile)
    case .train:
      VerbDescription(
        operands: "FILE",
        summary: "gradient descent with the formulas of a file, next to the engine",
        details: [
          "A FILE is Markdown or LaTeX, or - for standard input. Its formulas are known by their left sides: "
            + "error terms, and the derivatives of the cost by weights and biases, of the last layer or of any.",
          "Each is judged, and trained with also where it is false: that is the lesson. Two networks start "
            + "from the same parameters, one with the gradients of the formulas, the other with those of "
            + "backpropagation; the answer is yes where their costs stay the same up to 1e-9.",
          "The header may say convention, activation, output, cost, average, bias, network, data, epochs, "
            + "learning-rate, seed, targets and scale. Data are xor, iris, or a table with an example a line; "
            + "words in its last column are classes. Unless a network is given, it has one hidden layer, and "
            + "its units are sigmoid units where the convention leaves them open.",
        ],
        options: [
          .data, .epochs, .rate, .network, .seed, .convention, .activation, .output, .cost, .average, .bias,
          .targets, .scale, .trainFormat, .color, .ascii,
        ],
        examples: [
          "nnlearn train backpropagation.md",
          "nnlearn train backpropagation.md --data iris --epochs 500 --rate 0.3",
          "nnlearn train backpropagation.md --format csv > curves.csv",
        ],
        operandKind: .file)
    case .model:
      VerbDescription(
        operands: "FILE",
        summary: "show what a text defines: every name with its shape, and what is drawn",
        details: [
          "A FILE is Markdown, LaTeX or a notebook, or - for standard input. A text that defines its own model is judged "
            + "on that model by check; here it is shown, in an order in which it can be computed.",
          "--format mermaid and dot draw what is made of what.",
        ],
        options: [.modelFormat, .color, .ascii],
        examples: ["nnlearn model notes.md", "nnlearn model notes.md --format mermaid"],
        operandKind: .file)
    case .list:
      VerbDescription(
        operands: "", summary: "show the lessons, and how far you are with their exercises", details: [],
        options: [.lessons, .color, .ascii],
        examples: ["nnlearn list"], operandKind: .nothing)
    case .read:
      VerbDescription(
        operands: "LESSON", summary: "show a lesson as text", details: [],
        options: [.lessons, .color, .ascii], examples: ["nnlearn read lesson7", "nnlearn read output-delta"],
        operandKind: .lesson)
    case .start:
      VerbDescription(
        operands: "LESSON", summary: "write the answer sheet of a lesson into this folder",
        details: [
          "The sheet is Markdown: put each answer into its block, save, and run nnlearn check. A sheet that is there "
            + "already is never written over."
        ],
        options: [.again, .lessons, .color, .ascii],
        examples: ["nnlearn start lesson7", "nnlearn start lesson7 --again"], operandKind: .lesson)
    case .hint:
      VerbDescription(
        operands: "LESSON [EXERCISE]", summary: "show the next hint for an exercise",
        details: [
          "Without an EXERCISE it is the first one of the lesson that is not right yet. The hints go from a question to the "
            + "first step; the progress, beside the sheets, counts them."
        ],
        options: [.level, .lessons, .color, .ascii],
        examples: ["nnlearn hint lesson7", "nnlearn hint lesson7 7.2", "nnlearn hint lesson7 7.2 --level 1"],
        operandKind: .lesson)
    case .grade:
      VerbDescription(
        operands: "DIR|FILE…", summary: "mark the answer sheets of a class",
        details: [
          "Sheets are the Markdown files of a folder and of the folders in it, in the order of their names; links, devices and "
            + "hidden files are left out. Each gets the points that the exercises' own text gives, a derivation also for its "
            + "right steps. What cannot be judged costs nothing: it has no score until a human gives one, in a table (CSV) with "
            + "the columns file, exercise, score and remark that --marks names.",
          "--into DIR writes a file for each sheet and the report of all, each whole or not at all; run again, it goes on where it "
            + "stopped. --shard K/N marks every N-th sheet, and --merge joins the JSON reports of all shards.",
          "--format gradescope and classroom are for one sheet, or for --into. csv fills one column of the table that --roster "
            + "names: the one whose title names the lesson, else a new one.",
        ],
        options: [
          .gradeLesson, .gradeHints, .marks, .roster, .into, .shard, .merge, .seed, .jobs, .lessons,
          .gradeFormat, .color,
          .ascii,
        ],
        examples: [
          "nnlearn grade submissions/ --lesson lesson10",
          "nnlearn grade submissions/ --lesson 10 --format csv --roster export.csv > import.csv",
          "nnlearn grade submissions/ --lesson 10 --into marked --format gradescope",
          "nnlearn grade --merge shard1.json shard2.json --format csv",
        ],
        operandKind: .file)
    case .conventions:
      VerbDescription(
        operands: "[NAME]", summary: "show the notations known, or what each symbol means in one",
        details: [
          "A notation of one's own is a text file, given as --convention FILE. Each line is a key and its value; # "
            + "begins a comment. Quantities are declared by an example of each: activation h_j^{(l)}, "
            + "pre-activation s_j^{(l)}, weight w_{jk}^{(l)} W, bias b_j^{(l)}, error \\delta_j^{(l)}, "
            + "target t_j, cost E, input x_j, prediction \\hat{y}_j, width n_l, function g. What is left out is as in "
            + "the standard convention, with the layer where the other quantities have it.",
          "Other keys say what letters count and what is presumed: layers l, last-layer L, example (i) m, "
            + "first-unit 1, hidden relu, output softmax, cost-formula cross-entropy, average mean, biases none, "
            + "vectors rows, weight-order from-to, weight-layer from for z^{(l+1)} = W^{(l)}a^{(l)} + b^{(l)}.",
          "also p activation L reads p as the prediction; batch A activation reads A as the matrix that has the "
            + "activations of an example in each column, or in each row where vectors are rows.",
        ],
        options: [.color, .ascii],
        examples: ["nnlearn conventions", "nnlearn conventions sigmoid"], operandKind: .convention)
    case .translate:
      VerbDescription(
        operands: "LATEX",
        summary: "write a formula in another notation, and say what else changes",
        details: [
          "What the formula says of a network stays the same. Where the other convention presumes another "
            + "cost, or other units, it may no longer be true: it is judged in both.",
          "A formula that begins with a minus sign stands behind two dashes: -- '-\\delta'.",
        ],
        options: [.from, .to, .seed, .color, .ascii],
        examples: [
          "nnlearn translate --from sigmoid --to ng '\\delta_j^{(L)} = 2(a_j^{(L)}-y_j)\\,\\sigma'\\''(z_j^{(L)})'",
          "nnlearn translate --to cs231n 'z^l = W^l a^{l-1} + b^l'",
        ],
        operandKind: .formula)
    case .help:
      VerbDescription(
        operands: "[VERB]", summary: "show how a verb is used",
        details: Topic.allCases.map { "nnlearn help \($0.rawValue) shows \($0.summary)." },
        options: [.color, .ascii],
        examples: ["nnlearn help check"] + Topic.allCases.map { "nnlearn help \($0.rawValue)" },
        operandKind: .verb)
    }
  }
}

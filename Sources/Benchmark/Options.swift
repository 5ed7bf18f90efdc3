/// What was asked for on the command line.
struct Options {
  /// Fewer runs of everything.
  var isQuick = false
  /// Measures how well mistakes are named instead.
  var isAboutDiagnosis = false
  /// Has the written answers of the fixtures marked instead.
  var isAboutMistakes = false
  /// Measures inputs that ask for much instead.
  var isAboutNastyInputs = false
  /// Judges the texts that define their own model instead.
  var isAboutTexts = false
  /// What went wrong is listed.
  var isDetailed = false
  /// One slip in so many.
  var stride = 1
  /// Only this lesson.
  var lesson: Int?
  /// Only the explanation is wanted.
  var wantsHelp = false
  /// Words that mean nothing here.
  var unknown: [String] = []

  /// Reads the words after the program's name.
  init(_ arguments: some Sequence<String>) {
    for argument in arguments {
      switch argument {
      case "--quick": isQuick = true
      case "--diagnosis": isAboutDiagnosis = true
      case "--mistakes": isAboutMistakes = true
      case "--nasty": isAboutNastyInputs = true
      case "--texts": isAboutTexts = true
      case "--list": isDetailed = true
      case let word where word.hasPrefix("--every="): stride = max(1, Int(word.dropFirst(8)) ?? 1)
      case let word where word.hasPrefix("--lesson="): lesson = Int(word.dropFirst(9))
      case "-h", "--help": wantsHelp = true
      default: unknown.append(argument)
      }
    }
  }

  static let help = """
    Measures how fast nnlearn computes and judges, and prints one table.

    USAGE: swift run -c release Benchmark [--quick]
           swift run -c release Benchmark --diagnosis [--every=N] [--lesson=N] [--list]
           swift run -c release Benchmark --mistakes [--every=N] [--list]
           swift run -c release Benchmark --nasty
           swift run -c release Benchmark --texts [--list]

      --quick      fewer runs: a first impression in a few seconds
      --diagnosis  how well mistakes are named instead: every single slip in the right side of every claim of
                   the course that holds, its truth decided by the tests' own judge. "named" is the share of
                   the wrong ones that get the name of what was done, and a repair that is true. Then true
                   formulas written in other ways, none of which may be refused.
      --mistakes   how the written answers of Fixtures/Mistakes are marked, beside what a marker says of them
      --texts      the documents of Fixtures/Texts, which define their own model: how many formulas come out as they
                   were proven, a row a text
      --nasty      what inputs take that ask for much: a hundred equal terms, a thousand links, sums over
                   sums. No formula may take more than 2 seconds or 100 megabytes.
      --every=N    one slip or answer in N
      --lesson=N   in one lesson only
      --list       lists the formulas that were accepted, refused or not named
      -h, --help   this text

    Every figure is measured after a warm-up, in turns with the engine's forward and backward pass on a
    784-128-64-10 network, batch 32. So its ratio to the engine says more than its time: what else the machine
    does at that moment slows both down. "memory" is the most this process has used up to the end of that row,
    so only a rise tells something.

    The command-line program that row 5 runs lies beside this one; the build makes both. The exit
    status is 0 whatever the figures are.
    """
}

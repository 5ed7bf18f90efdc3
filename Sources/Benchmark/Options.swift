/// What was asked for on the command line.
struct Options {
  /// Fewer runs of everything.
  var isQuick = false
  /// Only the explanation is wanted.
  var wantsHelp = false
  /// Words that mean nothing here.
  var unknown: [String] = []

  /// Reads the words after the program's name.
  init(_ arguments: some Sequence<String>) {
    for argument in arguments {
      switch argument {
      case "--quick": isQuick = true
      case "-h", "--help": wantsHelp = true
      default: unknown.append(argument)
      }
    }
  }

  static let help = """
    Measures how fast nnlearn computes and judges, and prints one table.

    USAGE: swift run -c release Benchmark [--quick]

      --quick      fewer runs: a first impression in a few seconds
      -h, --help   this text

    Every figure is measured after a warm-up, in turns with the engine's forward and backward pass on a
    784-128-64-10 network, batch 32. So its ratio to the engine says more than its time: what else the machine
    does at that moment slows both down. "memory" is the most this process has used up to the end of that row,
    so only a rise tells something.

    The command-line program that row 5 runs lies beside this one; the build makes both. The exit
    status is 0 whatever the figures are.
    """
}

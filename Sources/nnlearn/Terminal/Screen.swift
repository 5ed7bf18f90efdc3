import Formula

/// Where text goes: how wide it is, and what it shows.
struct Screen: Sendable, Hashable {
  /// Columns, between 40 and 200.
  var width: Int
  var colour: Bool
  /// Nothing but ASCII is shown.
  var isASCII: Bool

  /// A screen of this width.
  init(width: Int = 80, colour: Bool = false, isASCII: Bool = false) {
    self.width = min(max(width, 40), 200)
    self.colour = colour
    self.isASCII = isASCII
  }

  /// How formulas are printed.
  var style: UnicodePrinter.Style { isASCII ? .ascii : .unicode }

  /// The lines as one text, each ended.
  func text(_ lines: [Line]) -> String {
    var text = ""
    for line in lines { text += line.rendered(colour: colour) + "\n" }
    return isASCII ? ASCII.text(text) : text
  }
}

/// What the program is told about the world around it.
struct Surroundings {
  /// The environment's variables.
  var environment: [String: String] = [:]
  /// All of standard input, or as much as is allowed and one byte more.
  var input: (_ limit: Int) -> [UInt8] = { _ in [] }
  /// The folder that is worked in; empty for that of the process.
  var folder = ""
  /// Whether standard output and standard error are terminals.
  var outputIsTerminal = false
  var errorIsTerminal = false
  /// The terminal's columns, where there is one.
  var terminalColumns: Int?
  /// Told that work begins which may take long, and that it has ended.
  var begin: (_ what: String) -> Void = { _ in }
  /// Told how far it is.
  var advance: (_ what: String) -> Void = { _ in }
  var end: () -> Void = {}

  /// The screen behind standard output.
  func outputScreen(_ choice: ColorChoice, isASCII: Bool = false) -> Screen {
    screen(choice, isTerminal: outputIsTerminal, isASCII: isASCII)
  }

  /// The screen behind standard error.
  func errorScreen(_ choice: ColorChoice, isASCII: Bool = false) -> Screen {
    screen(choice, isTerminal: errorIsTerminal, isASCII: isASCII)
  }

  private func screen(_ choice: ColorChoice, isTerminal: Bool, isASCII: Bool) -> Screen {
    let asked = environment["COLUMNS"].flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
    return Screen(
      width: asked ?? terminalColumns ?? 80, colour: hasColour(choice, isTerminal: isTerminal),
      isASCII: isASCII)
  }

  /// `--color`, then `NO_COLOR` present and not empty, then `TERM=dumb`, then whether it is a terminal.
  private func hasColour(_ choice: ColorChoice, isTerminal: Bool) -> Bool {
    switch choice {
    case .always: true
    case .never: false
    case .auto:
      environment["NO_COLOR", default: ""].isEmpty && environment["TERM"] != "dumb" && isTerminal
    }
  }
}

import Checking
import Lessons
import Network

/// Reads the words of a command line.
struct ArgumentReader {
  private var words: ArraySlice<String>

  /// Reads the words behind the program's name.
  static func request(_ words: [String]) throws(Mistake) -> Request {
    var reader = ArgumentReader(words: words[...])
    return try reader.request()
  }

  private mutating func request() throws(Mistake) -> Request {
    guard let first = words.popFirst() else { throw .missingVerb }
    if first.hasPrefix("-"), first != "-" { return try lone(first) }
    guard let verb = Verb(rawValue: first) else {
      throw .unknownVerb(first, nearest: nearest(to: first, among: Verb.allCases.map(\.rawValue)))
    }
    return try arguments(of: verb)
  }

  /// An option that stands without a verb.
  private mutating func lone(_ word: String) throws(Mistake) -> Request {
    let (option, attached) = try option(word, among: Option.alone, verb: nil)
    switch option {
    case .version: return .version
    case .manual: return .manual
    case .completion:
      let shell = try choice(try value(of: option, attached), of: option)
      return .completion(Shell(rawValue: shell) ?? .bash)
    default:
      return .help(words.first.flatMap(Verb.init(rawValue:)))
    }
  }

  private mutating func arguments(of verb: Verb) throws(Mistake) -> Request {
    let known = verb.description.options + Option.everywhere
    var arguments = Arguments()
    while let word = words.popFirst() {
      if word == "--" {
        arguments.targets += words
        words = []
      } else if word == "-" || !word.hasPrefix("-") {
        arguments.targets.append(word)
      } else {
        let (option, attached) = try option(word, among: known, verb: verb)
        if option == .help { return .help(verb) }
        try set(option, attached, in: &arguments)
      }
    }
    return .run(verb, arguments)
  }

  private func option(
    _ word: String, among known: [Option], verb: Verb?
  ) throws(Mistake) -> (Option, attached: String?) {
    if let option = known.first(where: { $0.letter.map { "-\($0)" == word } ?? false }) {
      return (option, nil)
    }
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let name = parts.first ?? word
    let attached = parts.count > 1 ? parts[1] : nil
    if let option = known.first(where: { "--" + $0.name == name }) {
      if option.value == .none, let attached { throw .unexpectedValue(option, given: attached) }
      return (option, attached)
    }
    if Option.allCases.contains(where: { "--" + $0.name == name }) {
      let verbs = Verb.allCases.filter { $0.description.options.contains { "--" + $0.name == name } }
      throw .optionOfOtherVerbs(name, verb: verb, verbs: verbs)
    }
    throw .unknownOption(name, verb: verb, nearest: nearest(to: name, among: known.map { "--" + $0.name }))
  }

  private mutating func value(of option: Option, _ attached: String?) throws(Mistake) -> String {
    if let attached { return attached }
    guard let value = words.popFirst() else { throw .missingValue(option) }
    return value
  }

  private func choice(_ given: String, of option: Option) throws(Mistake) -> String {
    guard case .word(let words) = option.value, words.contains(given) else {
      throw .badValue(option, given: given)
    }
    return given
  }

  private mutating func set(
    _ option: Option, _ attached: String?, in arguments: inout Arguments
  ) throws(Mistake) {
    switch option {
    case .zeros: arguments.includesZeros = true
    case .explain: arguments.explains = true
    case .all: arguments.all = true
    case .solution: arguments.showsSolution = true
    case .again: arguments.isAgain = true
    case .merge: arguments.grading.merges = true
    case .ascii: arguments.isASCII = true
    case .help, .version, .completion, .manual: break
    default:
      let given = try value(of: option, attached)
      try set(option, to: given, in: &arguments)
    }
  }

  private func set(_ option: Option, to given: String, in arguments: inout Arguments) throws(Mistake) {
    switch option {
    case .convention: arguments.convention = given
    case .from: arguments.from = given
    case .to: arguments.to = given
    case .equation: arguments.equations.append(given)
    case .claim: arguments.claim = given
    case .lessons: arguments.lessonsFolder = given
    case .hints, .gradeHints: arguments.hints = HintLevel(rawValue: try choice(given, of: option))
    case .level:
      guard case .number(let range) = option.value, let level = Int(given), range.contains(level) else {
        throw .badValue(option, given: given)
      }
      arguments.level = level
    case .seed:
      guard let seed = UInt64(given) else { throw .badValue(option, given: given) }
      arguments.seed = seed
    case .checkFormat, .traceFormat, .trainFormat, .modelFormat, .gradeFormat:
      arguments.format = Format(rawValue: try choice(given, of: option)) ?? .text
    case .color: arguments.color = ColorChoice(rawValue: try choice(given, of: option)) ?? .auto
    case .activation, .output, .cost, .average, .bias, .network, .examples:
      try arguments.presumptions.set(option, to: given)
    case .gradeLesson, .marks, .roster, .into, .shard, .jobs: try arguments.grading.set(option, to: given)
    case .data, .epochs, .rate, .targets, .scale: try arguments.training.set(option, to: given)
    case .zeros, .explain, .all, .solution, .again, .merge, .ascii, .help, .version, .completion, .manual:
      break
    }
  }
}

extension Presumptions {
  /// The most layers a network on the command line may have, the input counted.
  static let layers = 2...64
  /// The widths a layer may have.
  static let width = 1...4096

  /// Sets what an option, or a document's header line of the same name, says.
  mutating func set(_ option: Option, to given: String) throws(Mistake) {
    if case .word(let words) = option.value, !words.contains(given) {
      throw .badValue(option, given: given)
    }
    switch option {
    case .activation: activation = Activation(rawValue: given).map { .one($0) } ?? .any
    case .output: output = Activation(rawValue: given)
    case .cost: cost = Cost(rawValue: given)
    case .average: average = Averaging(rawValue: given)
    case .bias: biases = Convention.BiasKind(rawValue: given)
    case .network: widths = try Presumptions.widths(given)
    case .examples:
      guard case .number(let range) = option.value, let count = Int(given), range.contains(count) else {
        throw .badValue(option, given: given)
      }
      examples = count
    default: break
    }
  }

  private static func widths(_ given: String) throws(Mistake) -> [Int] {
    let separators: Set<Character> = [",", "-"]
    var widths: [Int] = []
    for part in given.split(omittingEmptySubsequences: false, whereSeparator: separators.contains) {
      guard let number = Int(part), width.contains(number) else { throw .badValue(.network, given: given) }
      widths.append(number)
    }
    guard layers.contains(widths.count) else { throw .badValue(.network, given: given) }
    return widths
  }
}

import Formula
import Network

/// Why the text of a convention could not be read.
public struct ConventionProblem: Error, Sendable, Hashable {
  /// The line, counted from 1.
  public var line: Int
  /// What stands there.
  public var found: String
  /// What would have been right.
  public var expected: String
}

extension Convention {
  /// Reads a convention from its text: one line per entry, a key and its value, `#` begins a comment.
  ///
  /// Quantities are declared by example: `activation a_j^{(l)}` says where the unit and the layer stand. What a
  /// text leaves out is as in the standard convention.
  public init(text: String) throws(ConventionProblem) {
    var entries: [ConventionEntry] = []
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (number, line) in lines.enumerated() {
      let content = line.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).first ?? ""
      let words = content.split(whereSeparator: { $0 == " " || $0 == "\t" || $0 == "\r" || $0 == "\r\n" })
      guard let key = words.first else { continue }
      guard let known = ConventionKey(rawValue: String(key)) else {
        throw ConventionProblem(
          line: number + 1, found: "'\(key)'",
          expected: "one of " + ConventionKey.allCases.map(\.rawValue).joined(separator: ", "))
      }
      guard words.count > 1 else {
        throw ConventionProblem(line: number + 1, found: "'\(key)' alone", expected: "a value behind it")
      }
      entries.append(ConventionEntry(line: number + 1, key: known, words: words.dropFirst().map(String.init)))
    }
    var builder = ConventionBuilder()
    for entry in entries { try builder.take(entry) }
    self = try builder.convention()
  }
}

/// One line of a convention's text.
struct ConventionEntry {
  let line: Int
  let key: ConventionKey
  let words: [String]
  var value: String { words.joined(separator: " ") }
}

/// The keys of a convention's text.
enum ConventionKey: String, CaseIterable {
  case name
  case title
  case activation
  case preactivation = "pre-activation"
  case weight
  case bias
  case error
  case target
  case cost
  case batchCost = "batch-cost"
  case input
  case prediction
  case width
  case outputWidth = "output-width"
  case inputWidth = "input-width"
  case layers
  case lastLayer = "last-layer"
  case example
  case firstUnit = "first-unit"
  case function
  case trueClass = "true-class"
  case hidden
  case output
  case costFormula = "cost-formula"
  case average
  case biases
  case vectors
}

/// Collects the entries of a convention's text.
struct ConventionBuilder {
  private var values: [ConventionKey: ConventionEntry] = [:]

  mutating func take(_ entry: ConventionEntry) throws(ConventionProblem) {
    if let earlier = values[entry.key] {
      throw ConventionProblem(
        line: entry.line, found: "'\(entry.key.rawValue)' a second time",
        expected: "one entry; the first is in line \(earlier.line)")
    }
    values[entry.key] = entry
  }

  /// The convention with everything that was said.
  func convention() throws(ConventionProblem) -> Convention {
    Convention(
      name: values[.name]?.value ?? "custom",
      title: values[.title]?.value ?? values[.name]?.value ?? "a convention of its own",
      notation: try notation(),
      activation: try activation(.hidden), output: try activation(.output),
      cost: try choice(.costFormula, Cost.init(rawValue:), Cost.allCases.map(\.rawValue)) ?? .sumSquares,
      average: try choice(.average, Averaging.init(rawValue:), Averaging.allCases.map(\.rawValue)) ?? .mean,
      biases: try choice(.biases, Convention.BiasKind.init(rawValue:), Convention.BiasKind.allCases.map(\.rawValue))
        ?? .perNeuron,
      orientation: try choice(
        .vectors, Convention.Orientation.init(rawValue:), Convention.Orientation.allCases.map(\.rawValue)) ?? .columns)
  }

  /// The value of a key that has a fixed list of values.
  private func choice<Value>(
    _ key: ConventionKey, _ make: (String) -> Value?, _ all: [String]
  ) throws(ConventionProblem) -> Value? {
    guard let entry = values[key] else { return nil }
    guard let value = make(entry.value) else {
      throw ConventionProblem(
        line: entry.line, found: "'\(entry.value)'", expected: "one of " + all.joined(separator: ", "))
    }
    return value
  }

  private func activation(_ key: ConventionKey) throws(ConventionProblem) -> Activation? {
    if values[key]?.value == "any" { return nil }
    return try choice(key, Activation.init(rawValue:), ["any"] + Activation.allCases.map(\.rawValue))
  }

  private func notation() throws(ConventionProblem) -> Notation {
    let letters = ConventionLetters(
      layers: values[.layers]?.words ?? ["l"], last: values[.lastLayer]?.value ?? "L")
    var patterns: [Role: Notation.Pattern] = [:]
    let roles: [(Role, ConventionKey, String?)] = [
      (.activation, .activation, "a_j^l"), (.preactivation, .preactivation, "z_j^l"), (.weight, .weight, "w_{jk}^l"),
      (.bias, .bias, nil), (.error, .error, "\\delta_j^l"), (.target, .target, "y_j"), (.cost, .cost, "C"),
      (.batchCost, .batchCost, nil),
    ]
    for (role, key, fallback) in roles {
      guard let words = values[key]?.words ?? fallback.map({ [$0] }), let first = words.first else { continue }
      var pattern = try letters.pattern(first, line: values[key]?.line ?? 0)
      if words.count > 1 {
        pattern.wholeLetter = try letters.pattern(words[1], line: values[key]?.line ?? 0).letter
      } else if role == .weight, values[key] == nil {
        pattern.wholeLetter = "W"
      }
      patterns[role] = pattern
    }
    let example = values[.example]?.words ?? ["_e", "E"]
    guard example.count == 2 else {
      throw ConventionProblem(
        line: values[.example]?.line ?? 0, found: "'\(values[.example]?.value ?? "")'",
        expected: "the index letter in brackets and the letter of the number of examples, as in (i) m, or _e E where the letter means nothing else")
    }
    var function = try letters.pattern(values[.function]?.value ?? "\\sigma", line: values[.function]?.line ?? 0)
    if function.layer == nil, function.unitCount > 0 { function.layer = .subscript }
    var firstUnit = 1
    if let entry = values[.firstUnit] {
      guard let number = Int(entry.value), number == 0 || number == 1 else {
        throw ConventionProblem(line: entry.line, found: "'\(entry.value)'", expected: "0 or 1")
      }
      firstUnit = number
    }
    var widthAliases: [String: Layer] = [:]
    if let letter = values[.outputWidth]?.value { widthAliases[letter] = .output }
    if let letter = values[.inputWidth]?.value { widthAliases[letter] = .number(0) }
    return Notation(
      patterns: patterns, aliases: try aliases(letters), layerLetters: letters.layers, outputLetter: letters.last,
      width: try letters.pattern(values[.width]?.value ?? "n_l", line: values[.width]?.line ?? 0),
      widthAliases: widthAliases, exampleLetter: example[0].filter { !"()[]^_".contains($0) },
      exampleCountLetter: example[1], examplePlace: example[0].hasPrefix("^(") ? .superscriptParenthesis : .outside,
      reservesExampleLetter: example[0].hasPrefix("_"),
      firstUnit: firstUnit, activationFunction: function.letter, activationFunctionLayer: function.layer,
      trueClassLetter: values[.trueClass]?.value)
  }

  private func aliases(_ letters: ConventionLetters) throws(ConventionProblem) -> [Notation.Alias] {
    var result: [Notation.Alias] = []
    if let entry = values[.input] {
      result.append(
        Notation.Alias(try letters.pattern(entry.value, line: entry.line).letter, .activation, layer: .number(0)))
    }
    if let entry = values[.prediction] {
      result.append(
        Notation.Alias(try letters.pattern(entry.value, line: entry.line).letter, .activation, layer: .output))
    }
    return result
  }
}

/// Reads patterns by example with the letters that stand for layers.
struct ConventionLetters {
  let layers: [String]
  let last: String

  /// The pattern of an example such as `a_j^{(l)}` or `\theta_{\ell,ij}`.
  func pattern(_ example: String, line: Int) throws(ConventionProblem) -> Notation.Pattern {
    guard let pattern = Notation.Pattern(example: example, layerLetters: layers + [last]) else {
      throw ConventionProblem(
        line: line, found: "'\(example)'", expected: "a letter with its indices, as in a_j^l or w_{jk}^{(l)}")
    }
    return pattern
  }
}

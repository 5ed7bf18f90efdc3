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
  case weightOrder = "weight-order"
  case weightLayer = "weight-layer"
  case sums
  case gradients
  case firstLayer = "first-layer"
  case unitLayers = "unit-layers"
  case also
  case batch
  case remark

  /// Whether there may be several lines with this key.
  var mayRepeat: Bool { self == .also || self == .batch || self == .remark }
}

/// Collects the entries of a convention's text.
struct ConventionBuilder {
  private var values: [ConventionKey: ConventionEntry] = [:]
  private var repeated: [ConventionEntry] = []

  mutating func take(_ entry: ConventionEntry) throws(ConventionProblem) {
    guard !entry.key.mayRepeat else { return repeated.append(entry) }
    if let earlier = values[entry.key] {
      throw ConventionProblem(
        line: entry.line, found: "'\(entry.key.rawValue)' a second time",
        expected: "one entry; the first is in line \(earlier.line)")
    }
    values[entry.key] = entry
  }

  /// The convention with everything that was said.
  func convention() throws(ConventionProblem) -> Convention {
    var convention = Convention(
      name: values[.name]?.value ?? "custom",
      title: values[.title]?.value ?? values[.name]?.value ?? "a convention of its own",
      notation: try notation(),
      activation: try activation(.hidden), output: try activation(.output),
      cost: try choice(.costFormula, Cost.init(rawValue:), Cost.allCases.map(\.rawValue)) ?? .sumSquares,
      average: try choice(.average, Averaging.init(rawValue:), Averaging.allCases.map(\.rawValue)) ?? .mean,
      biases: try biases() ?? .perNeuron,
      orientation: try choice(
        .vectors, Convention.Orientation.init(rawValue:), Convention.Orientation.allCases.map(\.rawValue))
        ?? .columns,
      remarks: repeated.filter { $0.key == .remark }.map(\.value))
    convention.mayShareBiases = values[.biases]?.words == Self.eitherBias
    return convention
  }

  /// Each unit has a bias, and the letter without a unit is one for the layer.
  private static let eitherBias = ["per-neuron", "shared"]

  private func biases() throws(ConventionProblem) -> Convention.BiasKind? {
    if values[.biases]?.words == Self.eitherBias { return .perNeuron }
    return try choice(
      .biases, Convention.BiasKind.init(rawValue:), Convention.BiasKind.allCases.map(\.rawValue))
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
    for role in Role.allCases {
      guard let key = ConventionKey(rawValue: role.row.name), let words = values[key]?.words,
        let first = words.first
      else { continue }
      var pattern = try letters.pattern(first, line: values[key]?.line ?? 0)
      guard pattern.unitCount <= role.unitSlots else {
        throw ConventionProblem(
          line: values[key]?.line ?? 0, found: "'\(first)', which has indices of units",
          expected: role.unitSlots == 0
            ? "a letter without them, as a cost belongs to no unit; that of an example is told by 'example'"
            : "\(role.unitSlots) of them at most, as an element has no more")
      }
      if words.count > 1 {
        let whole = try letters.pattern(words[1], line: values[key]?.line ?? 0)
        pattern.wholeLetter = whole.letter
        pattern.wholeFace = whole.wholeFace
      }
      patterns[role] = pattern
    }
    let defaults = ConventionDefaults(
      patterns: patterns, isTaken: { isDeclared($0, letters) }, hasBiases: values[.biases]?.value != "none")
    patterns = defaults.patterns
    let example = values[.example]?.words ?? ["_e", "E"]
    guard example.count == 2 else {
      throw ConventionProblem(
        line: values[.example]?.line ?? 0, found: "'\(values[.example]?.value ?? "")'",
        expected:
          "the index letter in brackets and the letter of the number of examples, as in (i) m, or _e E where the letter means nothing else"
      )
    }
    var function = try letters.pattern(
      values[.function]?.value ?? "\\sigma", line: values[.function]?.line ?? 0)
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
    var notation = Notation(
      patterns: patterns, aliases: try aliases(letters) + defaults.aliases(besides: Set(values.keys)),
      layerLetters: letters.layers,
      outputLetter: letters.last,
      width: try letters.pattern(values[.width]?.value ?? "n_l", line: values[.width]?.line ?? 0),
      widthAliases: widthAliases, exampleLetter: example[0].filter { !"()[]{}^_,".contains($0) },
      exampleCountLetter: example[1], examplePlace: examplePlace(example[0]),
      reservesExampleLetter: example[0].hasPrefix("_") || example[0].contains(","),
      firstUnit: firstUnit, activationFunction: function.letter, activationFunctionLayer: function.layer,
      trueClassLetter: values[.trueClass]?.value)
    try setWritingHabits(of: &notation, letters)
    return notation
  }

  /// `(i)` and `_e` stand outside of brackets, `^(i)` in the superscript, `^{x,}` there before the layer.
  private func examplePlace(_ text: String) -> Notation.ExamplePlace {
    guard text.hasPrefix("^") else { return .outside }
    return text.contains(",") ? .superscriptList : .superscriptParenthesis
  }

  /// Order of a weight's indices, sums that are not written, prefixes, layers that are numbered or told otherwise.
  private func setWritingHabits(of notation: inout Notation, _ letters: ConventionLetters)
    throws(ConventionProblem)
  {
    let orders = Notation.WeightOrder.allCases.map(\.rawValue)
    notation.weightOrder = try choice(.weightOrder, Notation.WeightOrder.init(rawValue:), orders) ?? .toFrom
    notation.weightsBearLayerTheyLeave =
      try choice(.weightLayer, { ["to": false, "from": true][$0] }, ["to", "from"]) ?? false
    notation.sumsAreImplied =
      try choice(.sums, { ["written": false, "implied": true][$0] }, ["written", "implied"]) ?? false
    notation.gradientPrefix = values[.gradients]?.value
    notation.firstLayer = try choice(.firstLayer, { ["0": 0, "1": 1][$0] }, ["0", "1"]) ?? 0
    if let entry = values[.unitLayers] {
      guard entry.words.count % 2 == 0 else {
        throw ConventionProblem(
          line: entry.line, found: "'\(entry.value)'", expected: "letters and layers in turn: k L j L-1")
      }
      for place in stride(from: 0, to: entry.words.count, by: 2) {
        notation.unitLayers[entry.words[place]] = try letters.layer(entry.words[place + 1], line: entry.line)
      }
    }
  }

  /// Whether a letter means something by one of the lines.
  private func isDeclared(_ letter: String, _ letters: ConventionLetters) -> Bool {
    let keys: [ConventionKey] = [
      .activation, .preactivation, .weight, .bias, .error, .target, .cost, .batchCost, .input, .prediction,
      .width, .outputWidth, .inputWidth, .layers, .lastLayer, .example, .function, .trueClass,
    ]
    let words = keys.flatMap { values[$0]?.words ?? [] } + repeated.compactMap(\.words.first)
    return words.contains { word in
      letters.patternLetter(word) == letter || word.filter { !"()[]{}^_,".contains($0) } == letter
    }
  }

  private func aliases(_ letters: ConventionLetters) throws(ConventionProblem) -> [Notation.Alias] {
    var result: [Notation.Alias] = []
    if let entry = values[.input] {
      // `x_j^l` is what goes into layer l; without a layer, into the network.
      let pattern = try letters.pattern(entry.value, line: entry.line)
      result.append(
        Notation.Alias(
          pattern.letter, .activation, layer: .number(0), goesIntoLayer: pattern.layer != nil))
    }
    if let entry = values[.prediction] {
      result.append(
        Notation.Alias(try letters.pattern(entry.value, line: entry.line).letter, .activation, layer: .output)
      )
    }
    for entry in repeated where entry.key != .remark { result.append(try alias(entry, letters)) }
    return result
  }

  /// `\hat{a} activation`, `p activation L`: another letter, what it stands for, and its layer where that is fixed.
  private func alias(_ entry: ConventionEntry, _ letters: ConventionLetters) throws(ConventionProblem)
    -> Notation.Alias
  {
    guard entry.words.count == 2 || entry.words.count == 3, let role = Role(name: entry.words[1])
    else {
      throw ConventionProblem(
        line: entry.line, found: "'\(entry.value)'",
        expected:
          "a letter, one of \(Role.allCases.map(\.row.name).sorted().joined(separator: ", ")), and perhaps a layer"
      )
    }
    var layer: Layer?
    if entry.words.count == 3 { layer = try letters.layer(entry.words[2], line: entry.line) }
    var alias = Notation.Alias(
      try letters.pattern(entry.words[0], line: entry.line).letter, role, layer: layer)
    alias.holdsAllExamples = entry.key == .batch
    return alias
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

  /// The letter of an example; nil where it is none.
  func patternLetter(_ example: String) -> String? {
    Notation.Pattern(example: example, layerLetters: layers + [last])?.letter
  }

  /// A layer: `L`, `L-1`, or a number counted from the input's 0.
  func layer(_ text: String, line: Int) throws(ConventionProblem) -> Layer {
    if let number = Int(text), (0..<1000).contains(number) { return .number(number) }
    if text == last { return .output }
    if text.hasPrefix(last + "-"), let steps = Int(text.dropFirst(last.count + 1)), (0..<1000).contains(steps)
    {
      return Layer(.output, -steps)
    }
    throw ConventionProblem(
      line: line, found: "'\(text)'", expected: "a layer such as \(last), \(last)-1 or 0")
  }
}

import Checking
import Formula

/// What each symbol means in a convention.
struct ConventionText {
  let convention: Convention
  let screen: Screen

  /// The page of one.
  var lines: [Line] {
    var lines = [Line(convention.name, .strong) + Line(" · " + convention.title), Line()]
    let notation = convention.notation
    let unicode = UnicodePrinter(notation: notation, style: screen.style)
    let latex = LaTeXPrinter(notation: notation)
    var rows: [(shown: String, written: String, meaning: String)] = []
    for (quantity, meaning) in ConventionText.samples(notation) {
      var expression = Expression(.quantity(quantity))
      if quantity.role == .weight, quantity.indices.isEmpty, notation.weightOrder == .fromTo {
        // The notation's own matrix is the transpose of the one in a formula's tree.
        expression = Expression(.transpose(expression))
      }
      rows.append((unicode.print(expression), latex.print(expression), meaning))
    }
    for (node, meaning) in values {
      rows.append((unicode.print(Expression(node)), latex.print(Expression(node)), meaning))
    }
    rows += notation.aliases.map { (unicode.print(symbol($0.letter)), $0.letter, meaning($0)) }
    let shown = rows.map { columns($0.shown) }.max() ?? 0
    let written = rows.map { columns($0.written) }.max() ?? 0
    for row in rows {
      var line = Line("  " + row.shown)
      line.pad(to: shown + 4)
      line.append(row.written, .faint)
      line.pad(to: shown + written + 7)
      let room = max(screen.width - line.width, 20)
      for (place, text) in wrapped(row.meaning, width: room).enumerated() {
        if place > 0 {
          lines.append(line)
          line = Line(String(repeating: " ", count: shown + written + 7))
        }
        line.append(text)
      }
      lines.append(line)
    }
    return lines + [Line()] + presumed + remarks
  }

  /// The letters of two units that count neither layers nor examples in the notation.
  private static func unitLetters(_ notation: Notation) -> [String] {
    ["j", "k", "i", "m"].filter { !notation.layerLetters.contains($0) && $0 != notation.exampleLetter }
  }

  /// One quantity of each role, and what it is.
  static func samples(_ notation: Notation) -> [(quantity: Quantity, meaning: String)] {
    let layer = Layer.variable(notation.layerLetters.first ?? "l")
    let letters = unitLetters(notation)
    let (j, k) = (letters[0], letters[1])
    let (to, from) = (Index.variable(j), Index.variable(k))
    let letter = UnicodePrinter(notation: notation).print(Expression(.layerNumber(layer)))
    let matrix = "the matrix of these weights"
    let all: [(Quantity, String)] = [
      (Quantity(.activation, layer: layer, [to]), "activation of unit \(j) of layer \(letter)"),
      (Quantity(.preactivation, layer: layer, [to]), "pre-activation: the weighted input of that unit"),
      (
        Quantity(.weight, layer: layer, [to, from]),
        "weight to unit \(j) of layer \(letter) from unit \(k) of the layer before"
      ),
      (
        Quantity(.weight, layer: layer),
        matrix + (notation.weightOrder == .toFrom ? "" : ", a row for each \(k)")
      ),
      (Quantity(.bias, layer: layer, [to]), "bias of that unit"),
      (Quantity(.error, layer: layer, [to]), "error term: the derivative of the cost by the pre-activation"),
      (Quantity(.target, [to]), "target of output unit \(j)"),
      (Quantity(.cost), "the cost of one example, whichever"),
      (Quantity(.batchCost), "the cost of the batch"),
    ]
    return all.filter { notation.patterns[$0.0.role] != nil }.map { quantity, meaning in
      // A role with fewer indices in this notation (one bias a layer) is shown with as many as it has.
      var quantity = quantity
      let count = notation.patterns[quantity.role]?.unitCount ?? 0
      quantity.indices = Array(quantity.indices.prefix(count))
      if notation.patterns[quantity.role]?.layer == nil { quantity.layer = nil }
      return (quantity, meaning)
    }
  }

  /// A role in words, to follow "has no letter for".
  static func words(_ role: Role) -> String { role.row.plural }

  private var values: [(Node, String)] {
    let notation = convention.notation
    let layer = Layer.variable(notation.layerLetters.first ?? "l")
    let unit = Index.variable(Self.unitLetters(notation)[0])
    let z = Quantity(.preactivation, layer: layer, [unit])
    let example = Quantity(.activation, layer: layer, [unit], example: .variable(notation.exampleLetter))
    let letter = UnicodePrinter(notation: notation).print(Index.variable(notation.exampleLetter))
    return [
      (.quantity(example), "that activation for example \(letter)"),
      (.width(layer), "width: the number of units of that layer"),
      (.exampleCount, "the number of examples"),
      (.layerNumber(.output), "the last layer"),
      (
        .call(
          .activation(primes: 0, layer: notation.activationFunctionLayer == nil ? nil : layer),
          [Expression(.quantity(z))]),
        "activation function; with a prime its derivative"
      ),
    ]
  }

  private func symbol(_ name: String) -> Expression { Expression(.symbol(Symbol(name))) }

  private func meaning(_ alias: Notation.Alias) -> String {
    if alias.holdsAllExamples {
      let side = convention.orientation == .columns ? "columns" : "rows"
      let layer =
        alias.layer == .number(0) ? " of layer 0, the input" : alias.layer == nil ? "" : " of the last layer"
      let name = alias.role.row.name
      return "the matrix of every example's \(name)\(layer), examples as \(side)"
    }
    return switch alias.role {
    case .preactivation where alias.layer == .output: "also read as the last layer's pre-activation"
    case .error where alias.layer == .output: "also read as the last layer's error term"
    case .activation where alias.layer == nil: "also read as an activation"
    case .activation where alias.layer == .output: "also read as the last layer's activation, the prediction"
    case .activation where alias.layer == .number(0): "also read as the input, the activation of layer 0"
    case .cost: "also read as the cost of one example, whichever"
    case .batchCost: "also read as the cost of the batch"
    case .activation, .preactivation, .weight, .bias, .error, .target: "also read as \(alias.role.row.name)"
    }
  }

  /// What the convention presumes besides letters.
  private var presumed: [Line] {
    let average =
      convention.average == .mean ? "the mean of its examples' costs" : "the sum of its examples' costs"
    let biases =
      switch convention.biases {
      case .perNeuron: convention.mayShareBiases ? "one for each unit, or for a layer" : "one for each unit"
      case .shared: "one for each layer"
      case .none: "none"
      }
    let rows: [(String, String)] = [
      ("cost of an example", "\(convention.cost.summary)   --cost \(convention.cost.rawValue)"),
      ("cost of a batch", "\(average)   --average \(convention.average.rawValue)"),
      ("activation", convention.activation?.rawValue ?? "left general; several are tried"),
      ("last layer", convention.output?.rawValue ?? "the same"),
      ("biases", biases),
      ("first unit", String(convention.notation.firstUnit)),
      ("vectors", convention.orientation == .columns ? "columns" : "rows"),
    ]
    return (rows + habits).map { name, text in
      var line = Line("  \(name)")
      line.pad(to: 24)
      line.append(text)
      return line
    }
  }

  /// How it is written, where that is not as usual.
  private var habits: [(String, String)] {
    let notation = convention.notation
    var rows: [(String, String)] = []
    if notation.weightOrder == .fromTo {
      rows.append(("indices of a weight", "from the first to the second"))
    }
    if notation.weightsBearLayerTheyLeave {
      rows.append(("layer of a weight", "the one it leaves"))
    }
    if notation.sumsAreImplied { rows.append(("sums", "an index that two factors share is summed")) }
    if notation.firstLayer != 0 { rows.append(("input layer", String(notation.firstLayer))) }
    if let prefix = notation.gradientPrefix, let w = notation.patterns[.weight]?.wholeLetter {
      let printer = UnicodePrinter(notation: notation, style: screen.style)
      let (name, by) = (printer.print(symbol(prefix + w)), printer.print(symbol(w)))
      rows.append(("derivatives", "\(name) is the derivative of the cost by \(by)"))
    }
    let units = notation.unitLayers.sorted { $0.key < $1.key }.map { unit, layer in
      "\(unit) of layer \(UnicodePrinter(notation: notation, style: screen.style).print(layer))"
    }
    if !units.isEmpty { rows.append(("units alone", units.joined(separator: ", "))) }
    return rows
  }

  /// What else a reader of the text should know.
  private var remarks: [Line] {
    guard !convention.remarks.isEmpty else { return [] }
    return [Line()]
      + convention.remarks.flatMap { Paragraph.lines(label: "• ", $0, indent: 2, screen: screen) }
  }
}

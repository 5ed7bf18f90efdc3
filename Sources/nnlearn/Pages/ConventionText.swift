import Checking
import Formula

/// What each symbol means in a convention.
struct ConventionText {
  let convention: Convention
  let screen: Screen

  /// The table of all conventions.
  static func table(_ conventions: [Convention], _ screen: Screen) -> [Line] {
    let weights = conventions.map { convention in
      UnicodePrinter(notation: convention.notation, style: screen.style).print(
        Expression(.quantity(samples(convention.notation)[2].quantity)))
    }
    let name = conventions.map { columns($0.name) }.max() ?? 0
    let weight = weights.map(columns).max() ?? 0
    var lines = zip(conventions, weights).map { convention, sample -> Line in
      var line = Line("  ") + Line(convention.name, .strong)
      line.pad(to: name + 4)
      line.append(sample)
      line.pad(to: name + weight + 7)
      line.append(convention.title)
      return line
    }
    lines += [Line(), Line("nnlearn conventions NAME says what each symbol means.")]
    return lines
  }

  /// The page of one.
  var lines: [Line] {
    var lines = [Line(convention.name, .strong) + Line(" · " + convention.title), Line()]
    let notation = convention.notation
    let unicode = UnicodePrinter(notation: notation, style: screen.style)
    let latex = LaTeXPrinter(notation: notation)
    var rows: [(shown: String, written: String, meaning: String)] = []
    for (quantity, meaning) in ConventionText.samples(notation) {
      let expression = Expression(.quantity(quantity))
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
    return lines + [Line()] + presumed
  }

  /// One quantity of each role, and what it is.
  private static func samples(_ notation: Notation) -> [(quantity: Quantity, meaning: String)] {
    let layer = Layer.variable(notation.layerLetters.first ?? "l")
    let (j, k) = (Index.variable("j"), Index.variable("k"))
    let letter = UnicodePrinter(notation: notation).print(Expression(.layerNumber(layer)))
    let all: [(Quantity, String)] = [
      (Quantity(.activation, layer: layer, [j]), "activation of unit j of layer \(letter)"),
      (Quantity(.preactivation, layer: layer, [j]), "pre-activation: the weighted input of that unit"),
      (
        Quantity(.weight, layer: layer, [j, k]),
        "weight to unit j of layer \(letter) from unit k of the layer before"
      ),
      (Quantity(.weight, layer: layer), "the matrix of these weights"),
      (Quantity(.bias, layer: layer, [j]), "bias of that unit"),
      (Quantity(.error, layer: layer, [j]), "error term: the derivative of the cost by the pre-activation"),
      (Quantity(.target, [j]), "target of output unit j"),
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

  private var values: [(Node, String)] {
    let notation = convention.notation
    let layer = Layer.variable(notation.layerLetters.first ?? "l")
    let z = Quantity(.preactivation, layer: layer, [.variable("j")])
    return [
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
    switch alias.role {
    case .activation where alias.layer == .output: "also read as the last layer's activation, the prediction"
    case .activation where alias.layer == .number(0): "also read as the input, the activation of layer 0"
    case .cost: "also read as the cost of one example, whichever"
    case .batchCost: "also read as the cost of the batch"
    case .activation, .preactivation, .weight, .bias, .error, .target: "also read as \(alias.role.rawValue)"
    }
  }

  /// What the convention presumes besides letters.
  private var presumed: [Line] {
    let cost =
      switch convention.cost {
      case .sumSquares: "Σ(a − y)²"
      case .halfSumSquares: "½ Σ(a − y)²"
      case .meanSquares: "(1/n_L) Σ(a − y)²"
      case .crossEntropy: "−Σ y log a"
      }
    let average =
      convention.average == .mean ? "the mean of its examples' costs" : "the sum of its examples' costs"
    let biases =
      switch convention.biases {
      case .perNeuron: "one for each unit"
      case .shared: "one for each layer"
      case .none: "none"
      }
    let rows: [(String, String)] = [
      ("cost of an example", "\(cost)   --cost \(convention.cost.rawValue)"),
      ("cost of a batch", "\(average)   --average \(convention.average.rawValue)"),
      ("activation", convention.activation?.rawValue ?? "left general; several are tried"),
      ("last layer", convention.output?.rawValue ?? "the same"),
      ("biases", biases),
      ("first unit", String(convention.notation.firstUnit)),
      ("vectors", convention.orientation == .columns ? "columns" : "rows"),
    ]
    return rows.map { name, text in
      var line = Line("  \(name)")
      line.pad(to: 24)
      line.append(text)
      return line
    }
  }
}

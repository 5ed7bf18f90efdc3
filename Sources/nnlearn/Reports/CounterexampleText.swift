import Checking
import Formula
import Network

/// The smallest example on which the sides of a link differ, for a terminal: all of it, or what it is and what comes
/// out.
struct CounterexampleText {
  let example: Counterexample
  let convention: Convention
  /// The network's widths were asked for.
  let isGiven: Bool
  let screen: Screen
  /// `step 3`, where an example stands apart from its step and there are several; else empty.
  let step: String

  /// Shows the example of a claim.
  ///
  /// - namesStep: the example stands apart from what is said about its step.
  init(example: Counterexample, claim: CheckedClaim, screen: Screen, namesStep: Bool = false) {
    self.example = example
    let isOneOfMany = namesStep && claim.counterexamples.count > 1
    step = isOneOfMany ? "step \(claim.report.step(ofLink: example.link))" : ""
    convention = claim.settings.convention
    isGiven = claim.settings.widths != nil
    self.screen = screen
  }

  private var formulas: FormulaLines { FormulaLines(notation: convention.notation, style: screen.style) }

  /// Every number on the way from x to the two sides.
  var lines: [Line] {
    var lines = unbroken(title)
    lines += rows(of: example.given)
    for row in example.rows { lines += rows(of: row) }
    lines += side("left", example.left) + side("right", example.right)
    return lines
  }

  /// What is given, and the two values.
  var shortLines: [Line] {
    let given = example.given.map { equation in
      [equation.sides.first, equation.sides.last].compactMap { $0 }.map { formulas.text($0) }
        .joined(separator: "\u{A0}=\u{A0}")
    }.joined(separator: ", ")
    let words = CounterexampleWords(example: example, notation: convention.notation, isGiven: isGiven)
    let values = "left \(value(example.values.left)), right \(value(example.values.right))"
    let setting = [words.network.keptTogether, words.point(formulas)].filter { !$0.isEmpty }.joined(
      separator: ", ")
    return unbroken("\(setting): \(given): \(values)")
  }

  /// A paragraph whose equations are not broken.
  private func unbroken(_ text: String) -> [Line] {
    let label = "by hand: "
    let width = screen.width - 3 - columns(label)
    return wrapped(harmless(text), width: width).enumerated().map { place, text in
      let text = text.replacing("\u{A0}", with: " ")
      let indent = String(repeating: " ", count: place == 0 ? 3 : 3 + columns(label))
      return place == 0 ? Line(indent) + Line(label, .strong) + Line(text) : Line(indent + text)
    }
  }

  private var title: String {
    let words = CounterexampleWords(example: example, notation: convention.notation, isGiven: isGiven)
    let point = words.point(formulas)
    return (step.isEmpty ? "" : step + ": ") + words.sentence.keptTogether
      + (point.isEmpty ? "" : ", \(point)") + "." + words.remarks
  }

  private func value(_ x: Double) -> String { formulas.text(.written(x)) }

  private func text(_ equation: Counterexample.Equation) -> String {
    equation.sides.map { formulas.text($0) }.joined(separator: " = ")
  }

  /// Equations side by side, as many on a line as fit; a long one is broken at its equals signs.
  private func rows(of equations: [Counterexample.Equation]) -> [Line] {
    var lines: [String] = []
    for equation in equations {
      let text = text(equation)
      if let last = lines.last, columns(last) + 3 + columns(text) <= screen.width {
        lines[lines.count - 1] = last + "   " + text
      } else {
        lines += broken(equation, indent: "     ")
      }
    }
    return lines.map { Line($0) }
  }

  private func side(_ name: String, _ equation: Counterexample.Equation) -> [Line] {
    let label = "   " + name + String(repeating: " ", count: 7 - name.count)
    return broken(equation, indent: label).enumerated().map { place, text in
      place == 0 ? Line(label, .strong) + Line(String(text.dropFirst(columns(label)))) : Line(text)
    }
  }

  private func broken(_ equation: Counterexample.Equation, indent: String) -> [String] {
    let space = String(repeating: " ", count: columns(indent))
    var lines: [String] = []
    for (place, side) in equation.sides.enumerated() {
      let text = (place == 0 ? "" : "= ") + formulas.text(side)
      if let last = lines.last, columns(last) + 1 + columns(text) <= screen.width {
        lines[lines.count - 1] = last + " " + text
        continue
      }
      let prefix = place == 0 ? indent : space + "  "
      let parts = wrapped(text, width: screen.width - columns(prefix), indent: 2)
      lines += parts.enumerated().map { ($0.offset == 0 ? prefix : space + "  ") + $0.element }
    }
    return lines
  }
}

/// What is said about an example, in every form.
struct CounterexampleWords {
  let example: Counterexample
  /// The network's widths were asked for.
  let isGiven: Bool
  /// The letter of the activation function.
  let function: String

  init(example: Counterexample, claim: CheckedClaim) {
    self.init(
      example: example, notation: claim.settings.convention.notation, isGiven: claim.settings.widths != nil)
  }

  init(example: Counterexample, notation: Notation, isGiven: Bool) {
    self.example = example
    self.isGiven = isGiven
    let letter = Expression(.symbol(Symbol(notation.activationFunction)))
    function = UnicodePrinter(notation: notation).print(letter)
  }

  /// `1-2-1, ReLU`
  var network: String {
    guard let network = example.network else { return activations }
    let widths = network.widths.map { String($0) }.joined(separator: "-")
    return activations.isEmpty ? widths : widths + ", " + activations
  }

  /// What is said above the numbers, without the point.
  var sentence: String {
    guard example.network != nil else {
      if activations.isEmpty { return "one unit shows it" }
      return example.choosesActivation
        ? "one unit with \(activations) shows it" : "one \(activations) unit shows it"
    }
    let size = isGiven ? "a network" : "the smallest network"
    let examples = example.batch.examples > 1 ? ", \(example.batch.examples) examples" : ""
    let place = example.isInHiddenLayer ? " in a hidden layer" : ""
    return "\(size) that shows it\(place): \(network)\(examples)"
  }

  /// What is said where numbers could not be written out, and where a sum has no terms.
  var remarks: String {
    (example.empty.contains(.sum) ? " A sum without terms is 0." : "")
      + (example.empty.contains(.product) ? " A product without factors is 1." : "")
      + (example.isRounded ? " Numbers are rounded." : "")
  }

  /// `ReLU units`, `sigmoid units and softmax output`, and of a σ that is general `σ = ReLU`; empty where no unit's
  /// function matters.
  private var activations: String {
    guard example.usesActivation else { return "" }
    let name = example.activation.title
    guard let network = example.network else {
      return example.choosesActivation ? "\(function) = \(name)" : name
    }
    let output = network.layers[network.depth - 1].activation
    let units = example.choosesActivation ? "\(function) = \(name)" : name + " units"
    if output == example.activation { return units }
    return network.depth == 1 ? output.title + " units" : "\(units) and \(output.title) output"
  }

  /// `L = 2, j = 1`
  func point(_ formulas: FormulaLines) -> String {
    (example.layers + example.indices).map { name, value in
      // Not broken at the end of a line.
      "\(formulas.text(Expression(.symbol(Symbol(name)))))\u{A0}=\u{A0}\(value)"
    }.joined(separator: ", ")
  }
}

extension String {
  /// With no line broken at an equals sign.
  fileprivate var keptTogether: String { replacing(" = ", with: "\u{A0}=\u{A0}") }
}

import Checking
import Formula

/// What is said about an example, in every form.
struct CounterexampleWords {
  let example: Counterexample
  /// The network's widths were asked for.
  let isGiven: Bool
  /// The letter of the activation function.
  let function: String

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
}

/// What the author of a page writes of smaller networks.
extension Page {
  /// The page, and its smaller networks.
  var forms: [Page] {
    let own = [Page.bishopByUnits, .cs231nScores].filter { $0.name == name }
    return [self] + own + [.neuron(like: self)] + (hasSoftmax ? [.outputs(like: self)] : [])
  }

  /// One neuron: a weight for each input, no layers.
  static func neuron(like page: Page) -> Page {
    let function = page.letters.functionAlone
    let neuron = Page(
      name: page.name, title: page.title,
      network: #"""
        Let $z = \sum_{j} w_j x_j + b$ and $a = \#(function)(z)$ with $\hat{y} = a$. Let $\delta = \frac{\partial C}{\partial z}$.
        """#,
      activation: page.activation, cost: "", data: ["x", "y"], isMean: page.isMean,
      letters: Letters(
        function: function, output: "a", preActivation: "z", preActivations: "z", outputs: "a", target: "y",
        unit: "", width: "1", weight: "", turnedWeight: "", bias: " + b", sharedBias: " + b",
        example: page.letters.example, examples: page.letters.examples))
    return neuron.cost(page.namedCost ?? .sumSquares)
  }

  /// The last layer alone, without its number: softmax outputs of pre-activations.
  static func outputs(like page: Page) -> Page {
    let (unit, cost) = (page.letters.unit, page.letters.cost)
    let outputs = Page(
      name: page.name, title: page.title,
      network: #"""
        Let $a = \mathrm{softmax}(z)$ and $\hat{y} = a$. Let $\delta_\#(unit) = \frac{\partial \#(cost)}{\partial z_\#(unit)}$.
        """#,
      cost: "", data: ["z", "y"], isMean: page.isMean,
      letters: Letters(
        function: page.letters.function, cost: cost, output: "a_\(unit)", preActivation: "z_\(unit)",
        preActivations: "z", outputs: "a", target: "y_\(unit)", unit: unit, width: page.letters.width,
        firstUnit: page.letters.firstUnit, weight: "", turnedWeight: "", bias: "", sharedBias: "",
        example: page.letters.example, examples: page.letters.examples,
        costOfBatch: page.letters.costOfBatch))
    return outputs.cost(page.namedCost ?? .crossEntropy)
  }
}

import Formula

/// Definitions that stand before a text: a convention, as LaTeX that anyone could write.
///
/// What a text uses and does not define is looked for here. The activation, the last layer's activation and the cost
/// are sentences of their own, so that they can be chosen apart from the letters.
package struct Page: Sendable {
  /// What `--convention` calls it.
  package var name: String
  /// Whose notation it is.
  package var title: String
  /// The forward pass and what the letters stand for.
  package var network: String
  /// The word of the activation; nil where it is left general.
  package var activation: String?
  /// The activation of the last layer, where it differs.
  package var output: String?
  /// The cost of one example.
  package var cost: String
  /// The name of that cost.
  package var namedCost: NamedCost?
  /// The names that are drawn for each example.
  package var data = ["x", "y"]
  /// The cost of a batch is the mean of its examples' costs; else their sum.
  package var isMean = true
  /// Matrices of a batch, and the letter that each is for one example.
  package var capitals: [String: String] = [:]
  /// An index that two factors share is summed, though no Σ is written: where the page was named.
  package var sumsRepeated = false
  /// The units of a layer have biases of their own or share one, as it happens.
  package var hasEitherBiases = false
  /// The first index of a weight is the unit that it comes from.
  package var weightsLeadFrom = false
  /// Their examples are columns; else rows.
  package var areColumns = true
  /// The letters in which a chosen activation and a chosen cost are put in.
  package var letters = Letters()

  /// The letters of a page that a choice is written in.
  package struct Letters: Sendable {
    /// The activation as a function.
    package var function = #"\sigma"#
    /// The cost of one example.
    package var cost = "C"
    /// The activation of an output unit, with its index.
    package var output = "a_j^L"
    /// Its pre-activation.
    package var preActivation = "z_j^L"
    /// All pre-activations of the last layer.
    package var preActivations = "z^L"
    /// All activations of the last layer.
    package var outputs = "a^L"
    /// The target of an output unit.
    package var target = "y_j"
    /// The index of an output unit.
    package var unit = "j"
    /// The number of output units.
    package var width = "n_L"
    /// The number of the first unit.
    package var firstUnit = 1
    /// A weight, and the same with its indices the other way round.
    package var weight = "w_{jk}^l"
    package var turnedWeight = "w_{kj}^l"
    /// What is added for a bias.
    package var bias = " + b_j^l"
    /// The same where the units of a layer share one.
    package var sharedBias = " + b^l"
    /// The index of an example.
    package var example = "e"
    /// The number of examples.
    package var examples = "E"
    /// The cost of a batch, where it has a letter of its own.
    package var costOfBatch: String?

    /// The activation as a function, without its layer.
    var functionAlone: String { String(function.prefix { $0 != "_" }) }

    /// What is taken from a number of things to get the number of the last one.
    var past: String { firstUnit == 0 ? "-1" : "" }
  }

  /// All that it says.
  package var text: String {
    [network, activationText, output, cost].compactMap { $0 }.joined(separator: "\n\n")
  }

  /// What the activation is, as a sentence.
  private var activationText: String? {
    activation.map { #"Let $\#(letters.function)(z) = \mathrm{\#($0)}(z)$."# }
  }

  /// Its capitals as stacks of small letters with an index for the example.
  var stacks: [String: Model.Stack] { capitals.mapValues { Model.Stack(of: $0, isTransposed: areColumns) } }

  /// The last layer is a softmax.
  var hasSoftmax: Bool { output?.split(around: "softmax").count ?? 0 > 1 }

  /// The name of the cost of one example, and of a batch.
  var costName: String { Self.name(letters.cost) }
  var costOfBatchName: String { Self.name(letters.costOfBatch ?? letters.cost) }

  private static func name(_ latex: String) -> String {
    TextReader.read(Document("$\(latex)$")).first?.terms.first?.baseUse?.name ?? latex
  }

  /// What the cost of a batch is.
  package var costOfBatch: String {
    let letters = letters
    let factor = isMean ? #"\frac{1}{\#(letters.examples)}"# : ""
    return #"""
      For the examples let $\#(letters.costOfBatch ?? letters.cost) =
      \#(factor) \sum_{\#(letters.example)=\#(letters.firstUnit)}^{\#(letters.examples)\#(letters.past)}
      \#(letters.cost)_{\#(letters.example)}$.
      """#
  }
}

// MARK: - Choices

extension Page {
  /// The page with another activation: a word of the page of functions; nil leaves it general.
  package func activation(_ word: String?) -> Page {
    var page = self
    page.activation = word
    return page
  }

  /// The page with another activation of the last layer.
  package func output(_ word: String) -> Page {
    var page = self
    page.output =
      word == "softmax"
      ? #"In the last layer $\#(letters.outputs) = \mathrm{softmax}(\#(letters.preActivations))$."#
      : #"In the last layer $\#(letters.output) = \mathrm{\#(word)}(\#(letters.preActivation))$."#
    return page
  }

  /// The page with one bias for all units of a layer, or none.
  package func biases(areShared: Bool) -> Page {
    var page = self
    let parts = network.split(around: letters.bias)
    page.network = parts.joined(separator: areShared ? letters.sharedBias : "")
    return page
  }

  /// The page with the indices of weights the other way round.
  var withTurnedWeights: (words: String, page: Page)? {
    let parts = network.split(around: letters.weight)
    guard parts.count > 1 else { return nil }
    var page = self
    page.network = parts.joined(separator: letters.turnedWeight)
    let order =
      weightsLeadFrom
      ? "to–from: the first index is where a weight leads"
      : "from–to: the first index is where a weight comes from"
    return ("weights \(order)", page)
  }

  /// The page with the sum, not the mean, of the costs of the examples.
  package var summed: Page {
    var page = self
    page.isMean = false
    return page
  }

  /// The page with another cost of an example.
  package func cost(_ cost: NamedCost) -> Page {
    var page = self
    let (number, power) = cost.row.factor
    var factor = number == 1 ? "" : "\(number)"
    if power == -1 { factor += #"\frac{1}{\#(letters.width)}"# }
    page.namedCost = cost
    let term = cost.row.term.replacingLetters(["a": letters.output, "y": letters.target])
    let sum =
      letters.unit.isEmpty
      ? "" : #"\sum_{\#(letters.unit)=\#(letters.firstUnit)}^{\#(letters.width)\#(letters.past)}"#
    let body = term.hasPrefix("-") ? "\\left(\(term)\\right)" : term
    page.cost = "Let $\(letters.cost) = \(factor) \(sum) \(body)$."
    return page
  }
}

extension Page {
  /// A page that consists of somebody's definitions alone.
  package static func own(_ definitions: String, name: String) -> Page {
    Page(name: name, title: "definitions of one's own", network: definitions, cost: "")
  }

  /// The pages that are built in: the course, the documents it is made from, and well-known books.
  package static let builtIn: [Page] = [
    standard, relu, sigmoid, jacobian, softmax, theta, nielsen, ng, bishop, goodfellow, cs231n,
  ]

  /// The page of this name.
  package static func named(_ name: String) -> Page? { builtIn.first { $0.name == name } }
}

extension String {
  /// The parts before and behind each occurrence of `part`.
  fileprivate func split(around part: String) -> [String] {
    var parts: [String] = []
    var rest = self[...]
    while !part.isEmpty, let found = rest.indices.first(where: { rest[$0...].hasPrefix(part) }) {
      parts.append(String(rest[..<found]))
      rest = rest[rest.index(found, offsetBy: part.count)...]
    }
    return parts + [String(rest)]
  }
}

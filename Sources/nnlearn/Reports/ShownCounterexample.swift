import Checking
import Formula
import Network

extension ShownExample {
  /// The smallest network that refutes a link, in the notation of its claim.
  init(_ example: Counterexample, notation: Notation, isGiven: Bool) {
    let words = CounterexampleWords(example: example, notation: notation, isGiven: isGiven)
    func equation(_ equation: Counterexample.Equation) -> Equation {
      Equation(sides: equation.sides.map { .expression($0, notation) })
    }
    self.init(
      link: example.link, sentence: words.sentence, network: words.network,
      point: (example.layers + example.indices).map {
        (.expression(Expression(.symbol(Symbol($0.name))), notation), $0.value)
      },
      remarks: words.remarks, given: example.given.map(equation),
      rows: example.rows.map { $0.map(equation) }, left: equation(example.left),
      right: equation(example.right), values: example.values, fields: Self.fields(example))
  }

  private static func fields(_ example: Counterexample) -> [(name: String, value: JSON?)] {
    let network = example.network
    return [
      ("widths", network.map { .array($0.widths.map(JSON.integer)) }),
      (
        "activations",
        .array((network?.layers.map(\.activation) ?? [example.activation]).map { .string($0.rawValue) })
      ),
      ("cost", network.map { .string($0.cost.rawValue) }),
      ("inputs", network.map { _ in matrix(example.batch.inputs) }),
      ("weights", network.map { .array($0.layers.map { matrix($0.weights) }) }),
      ("biases", network.map { .array($0.layers.map { biases($0.biases) }) }),
      ("targets", network.map { _ in matrix(example.batch.targets) }),
      ("indices", .object(example.indices.map { ($0.name, .integer($0.value)) })),
      (
        "layers", example.layers.isEmpty ? nil : .object(example.layers.map { ($0.name, .integer($0.value)) })
      ),
    ]
  }

  private static func matrix(_ matrix: Matrix) -> JSON {
    .array((0..<matrix.rows).map { .array(matrix.row($0).map(JSON.number)) })
  }

  private static func biases(_ biases: Biases) -> JSON {
    .array((0..<biases.count).map { .number(biases[$0]) })
  }
}

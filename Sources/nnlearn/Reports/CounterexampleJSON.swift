import Checking
import Formula
import Network

/// The smallest example that refutes a link, as JSON: the numbers of the network, and what is computed from them.
struct CounterexampleJSON {
  let example: Counterexample
  let printer: LaTeXPrinter

  /// The object.
  var object: JSON {
    let network = example.network
    return .object([
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
      ("given", equations(example.given)), ("steps", equations(Array(example.rows.joined()))),
      ("leftSide", .string(text(example.left))), ("rightSide", .string(text(example.right))),
      ("left", .number(example.values.left)), ("right", .number(example.values.right)),
    ])
  }

  private func equations(_ equations: [Counterexample.Equation]) -> JSON {
    .array(equations.map { .string(text($0)) })
  }

  private func text(_ equation: Counterexample.Equation) -> String {
    equation.sides.map { printer.print($0) }.joined(separator: "=")
  }

  private func matrix(_ matrix: Matrix) -> JSON {
    .array((0..<matrix.rows).map { .array(matrix.row($0).map(JSON.number)) })
  }

  private func biases(_ biases: Biases) -> JSON { .array((0..<biases.count).map { .number(biases[$0]) }) }
}

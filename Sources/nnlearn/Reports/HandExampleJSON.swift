/// An example that refutes a link, as JSON: the numbers that are given, and what is computed from them.
struct HandExampleJSON {
  let example: ShownExample

  /// The object.
  var object: JSON {
    .object(
      example.fields + [
        ("given", equations(example.given)), ("steps", equations(Array(example.rows.joined()))),
        ("leftSide", .string(text(example.left))), ("rightSide", .string(text(example.right))),
        ("left", example.values.map { .number($0.left) }),
        ("right", example.values.map { .number($0.right) }),
      ])
  }

  private func equations(_ equations: [ShownExample.Equation]) -> JSON {
    .array(equations.map { .string(text($0)) })
  }

  private func text(_ equation: ShownExample.Equation) -> String {
    equation.sides.map(\.latex).joined(separator: "=")
  }
}
